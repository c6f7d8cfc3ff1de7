"""Every built-in reader, as the registry gives it out, against the contract of readers."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from coverage import CoverageData

from cdgate.registry import load_registry
from cdgate.telling.page import Page
from cdgate.testing.contracts import ReaderContract, Sample
from cdgate.testing.heads import OTHER_HEADS
from cdgate.testing.records import records
from tests.contracts.test_builtin_coverage_readers import COVERAGE
from tests.contracts.test_builtin_declared_readers import DECLARED_SAMPLES
from tests.contracts.test_builtin_line_readers import LINES
from tests.contracts.test_builtin_runner_readers import REPORTS

REGISTRY = load_registry("none")
READERS = REGISTRY.readers

JUNIT = b"""<?xml version="1.0" encoding="utf-8"?>
<testsuites>
  <testsuite name="unit" tests="4" failures="1" errors="1" skipped="1" time="1.25">
    <testcase classname="shop.cart" name="adds" time="0.25"/>
    <testcase classname="shop.cart" name="removes" time="0.5"><failure message="1 != 2">trace</failure></testcase>
    <testcase classname="shop.cart" name="breaks" time="0.5"><error message="KeyError">trace</error></testcase>
    <testcase classname="shop.cart" name="waits"><skipped message="SHOP-12"/></testcase>
  </testsuite>
</testsuites>
"""
BASELINE = b"""{"schema": "cdgate.baseline/1",
"floors": [
{"key": "coverage.line", "value": "2/3", "better": "higher", "on": "2026-11-22", "commit": "0123456789abcdef"},
null],
"findings": [
{"role": "lint"},
{"id": "9f2c41d07a55", "role": "lint", "tool": "t", "rule": "r", "level": "error", "severity": "high", "path": "a.py"},
null],
"tests": [
"unit",
"unit 0000000000000001",
"unit 0000000000000002 failing",
null]}
"""
COBERTURA = b"""<?xml version="1.0" ?>
<coverage version="7.6" line-rate="0.6667" branch-rate="0.5" lines-valid="3" lines-covered="2">
  <sources><source>src</source></sources>
  <packages><package name="shop"><classes><class name="cart.py" filename="shop/cart.py"><methods/><lines>
    <line number="1" hits="1"/>
    <line number="2" hits="3" branch="true" condition-coverage="50% (1/2)"/>
    <line number="3" hits="0"/>
  </lines></class></classes></package></packages>
</coverage>
"""
JACOCO = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
<report name="shop"><package name="shop">
  <sourcefile name="Cart.java">
    <line nr="3" mi="0" ci="4" mb="1" cb="1"/>
    <line nr="4" mi="2" ci="0" mb="0" cb="0"/>
    <counter type="LINE" missed="1" covered="1"/>
  </sourcefile>
</package></report>
"""
LCOV = b"TN:\nSF:src/cart.c\nDA:1,1\nDA:2,0\nBRDA:1,0,0,1\nBRDA:1,0,1,-\nLF:2\nLH:1\nend_of_record\n"
COVERAGE_JSON = b"""{"meta": {"format": 3, "version": "7.6.1", "branch_coverage": true},
 "files": {"shop/cart.py": {"executed_lines": [1, 2], "missing_lines": [3], "excluded_lines": [],
  "summary": {"covered_lines": 2, "percent_covered": 60.0, "num_statements": 3, "missing_lines": 1, "excluded_lines": 0,
   "num_branches": 2, "covered_branches": 1, "missing_branches": 1, "num_partial_branches": 1},
  "executed_branches": [[2, 3]], "missing_branches": [[2, 4]]}},
 "totals": {"covered_lines": 2, "percent_covered": 60.0, "num_statements": 3, "missing_lines": 1, "excluded_lines": 0,
  "num_branches": 2, "covered_branches": 1, "missing_branches": 1, "num_partial_branches": 1}}
"""
DIFF = b"""diff --git a/shop/cart.py b/shop/cart.py
index 1..2 100644
--- a/shop/cart.py
+++ b/shop/cart.py
@@ -3 +3 @@ def total():
-    return 1
+    return 2
diff --git a/shop/till.py b/shop/till.py
new file mode 100644
--- /dev/null
+++ b/shop/till.py
@@ -0,0 +1 @@
+x = 1
"""
SARIF = b"""{"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [{
 "tool": {"driver": {"name": "lint", "version": "1.2"}}, "invocations": [{"executionSuccessful": true}],
 "results": [
  {"ruleId": "R1", "level": "error", "message": {"text": "wrong"}, "locations": [{"physicalLocation":
   {"artifactLocation": {"uri": "shop/cart.py"}, "region": {"startLine": 3}}}]},
  {"ruleId": "R2", "message": {"text": "odd"}}]}]}
"""
ATTESTATIONS = b"""schema: cdgate.attestations/1
claims:
  - {claim: reviewed, by: anna@example.org, on: 2026-11-01, expires: 2026-12-31}
  - {claim: rehearsed, by: ben@example.org, on: 2026-11-01, expires: 2026-12-31, document: runbook.md}
"""


def rendered(name: str) -> bytes:
    """Return one of the sample records as its own reporter writes it."""
    page = io.StringIO()
    REGISTRY.reporters["json"].render(records()[name], Page(page))
    return page.getvalue().encode()


class TestJunit(ReaderContract):
    reader = READERS["junit"]
    own_heads = frozenset({"junit"})
    samples = (
        Sample(JUNIT, "reports/junit.xml", {"tests": 4, "passed": 1, "failed": 1, "errored": 1, "skipped": 1}),
        Sample(OTHER_HEADS["junit"], "junit.xml", {"tests": 1, "passed": 1}),
    )


class TestCobertura(ReaderContract):
    reader = READERS["cobertura"]
    own_heads = frozenset({"cobertura"})
    samples = (
        Sample(
            COBERTURA,
            "coverage.xml",
            {"lines_covered": 2, "lines_coverable": 3, "branches_covered": 1, "branches_total": 2, "files": 1},
        ),
        Sample(OTHER_HEADS["cobertura"], "coverage.xml", {"lines_covered": 1, "lines_coverable": 1}),
    )


class TestJacoco(ReaderContract):
    reader = READERS["jacoco"]
    own_heads = frozenset({"jacoco"})
    samples = (
        Sample(
            JACOCO,
            "target/site/jacoco/jacoco.xml",
            {"lines_covered": 1, "lines_coverable": 2, "branches_covered": 1, "branches_total": 2, "files": 1},
        ),
    )


class TestLcov(ReaderContract):
    reader = READERS["lcov"]
    own_heads = frozenset({"lcov"})
    has_end = False
    samples = (
        Sample(LCOV, "lcov.info", {"lines_covered": 1, "lines_coverable": 2, "branches_covered": 1, "files": 1}),
        Sample(LCOV + LCOV.replace(b"cart", b"till"), "lcov.info", {"lines_covered": 2, "files": 2}),
    )


class TestCoveragepyJson(ReaderContract):
    reader = READERS["coveragepy-json"]
    own_heads = frozenset({"coverage-json"})
    samples = (
        Sample(
            COVERAGE_JSON,
            "coverage.json",
            {"lines_covered": 2, "lines_coverable": 3, "branches_covered": 1, "branches_total": 2, "files": 1},
        ),
    )


class TestCoveragepyData(ReaderContract):
    """The data file knows no statements, so the source lies beside it."""

    reader = READERS["coveragepy-data"]
    own_heads = frozenset({"coverage-data"})
    examples = 25

    @pytest.fixture(autouse=True)
    def measured(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Leave a source and its data file in the working directory."""
        monkeypatch.chdir(tmp_path)
        Path("cart.py").write_text("x = 1\nif x:\n    y = 2\nelse:\n    y = 3\n", encoding="utf-8")
        data = CoverageData(".coverage")
        data.add_lines({"cart.py": [1, 2, 3]})
        data.write()
        data.close()
        sample = Sample(Path(".coverage").read_bytes(), ".coverage", {"lines_covered": 3, "lines_coverable": 4})
        self.samples = (sample,)  # type: ignore[misc]  # one instance per test: nobody else sees it


class TestSarif(ReaderContract):
    reader = READERS["sarif"]
    own_heads = frozenset({"sarif"})
    samples = (
        Sample(SARIF, "lint.sarif", {"findings": 2, "error": 1, "warning": 1, "note": 0, "files": 1}),
        Sample(OTHER_HEADS["sarif"], "clean.sarif", {"findings": 0}),
    )


class TestUnifiedDiff(ReaderContract):
    reader = READERS["unified-diff"]
    has_end = False
    samples = (
        Sample(DIFF, "change.diff", {"files": 2, "lines_added": 2, "lines_removed": 1, "added": 1, "modified": 1}),
    )


class TestRunRecord(ReaderContract):
    reader = READERS["cdgate-run"]
    own_heads = frozenset({"run-record"})
    samples = tuple(
        Sample(rendered(name), f"{name}.json", {"gates": gates, "passed": passed})
        for name, gates, passed in (("pass", 1, 1), ("fail", 2, 1), ("waived", 1, 1))
    )


class TestBaseline(ReaderContract):
    reader = READERS["cdgate-baseline"]
    samples = (Sample(BASELINE, ".cdgate/baseline.json", {"floors": 1, "findings": 1, "tests": 2, "failing_tests": 1}),)


class TestAttestations(ReaderContract):
    reader = READERS["attestations"]
    own_heads = frozenset({"attestations"})
    samples = (Sample(ATTESTATIONS, "attestations.yaml", {"claims": 2}),)


def test_every_builtin_reader_has_its_contract() -> None:
    held = {contract.reader.name for contract in ReaderContract.__subclasses__() if hasattr(contract, "reader")}
    assert held | set(REPORTS) | set(COVERAGE) | set(LINES) | set(DECLARED_SAMPLES) >= set(READERS)

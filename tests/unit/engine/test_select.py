from __future__ import annotations

from datetime import date

import pytest

from cdgate.engine.select import narrow, split, without
from cdgate.model.evidence import EvidenceSet, FileCoverage, Gap, Item, Outcome, SuiteTotals, TestCase, TestReport
from cdgate.model.grade import Level, Severity
from cdgate.model.measurement import Condition, MetricRequest, Scope
from cdgate.model.policy import Waiver
from tests.unit.engine.values import HERE, NOTHING, coverage, evidence, finding, findings, outcomes, source

REQUEST = MetricRequest("m")


def rules(narrowed: EvidenceSet) -> list[str]:
    return [found.rule_id for report in narrowed.of("findings") for found in report.findings]


def test_roles_select_items_and_gaps() -> None:
    whole = EvidenceSet(
        (Item("a", outcomes(path="a.xml")), Item("b", outcomes(path="b.xml"))), (Gap("a", NOTHING), Gap("c", NOTHING))
    )
    narrowed = narrow(whole, MetricRequest("m", roles=("a",)))
    assert [item.role for item in narrowed.items] == ["a"]
    assert [gap.role for gap in narrowed.gaps] == ["a"]


def test_one_file_under_two_roles_counts_once() -> None:
    assert len(narrow(evidence(a=outcomes(), b=outcomes()), REQUEST).items) == 1
    assert len(narrow(evidence(a=outcomes(path="a"), b=outcomes(path="b")), REQUEST).items) == 2


def test_labels_select_items() -> None:
    whole = EvidenceSet((Item("a", outcomes(path="a"), {"suite": "unit"}), Item("b", outcomes(path="b"))))
    narrowed = narrow(whole, MetricRequest("m", scope=Scope(labels=(("suite", "unit"),))))
    assert [item.role for item in narrowed.items] == ["a"]


def test_path_scope_keeps_matching_files_and_findings() -> None:
    whole = evidence(
        c=coverage(FileCoverage("src/a.py", 2, 2), FileCoverage("lib/b.py", 2, 2)),
        f=findings(finding("in", "src/a.py"), finding("out", "lib/b.py"), finding("nowhere")),
        t=outcomes(SuiteTotals("s", passed=1)),
    )
    narrowed = narrow(whole, MetricRequest("m", scope=Scope(paths=("src/**",))))
    assert [file.path for file in narrowed.of("coverage")[0].files] == ["src/a.py"]
    assert rules(narrowed) == ["in"]
    assert len(narrowed.of("tests")) == 1


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param(Condition("level", "in", ("error",)), ["bad", "worst"], id="level"),
        pytest.param(Condition("level", ">=", ("warning",)), ["bad", "worst", "meh"], id="level-or-worse"),
        pytest.param(Condition("level", "<", ("error",)), ["meh", "hint"], id="level-below"),
        pytest.param(Condition("severity", ">", ("medium",)), ["bad", "worst"], id="ungraded-error-counts-as-high"),
        pytest.param(Condition("severity", "<=", ("medium",)), ["meh", "hint"], id="severity-at-most"),
        pytest.param(Condition("severity", ">=", ("critical",)), ["worst"], id="critical"),
        pytest.param(Condition("rule", "in", ("w*", "hint")), ["worst", "hint"], id="rule-pattern"),
        pytest.param(Condition("tool", "in", ("lint",)), ["bad", "worst", "meh", "hint"], id="tool"),
        pytest.param(Condition("tool", "in", ("other",)), [], id="other-tool"),
        pytest.param(Condition("path", "in", ("src/**",)), ["meh"], id="path"),
        pytest.param(Condition("tag", "in", ("security",)), [], id="tag"),
    ],
)
def test_condition_keeps_findings(condition: Condition, expected: list[str]) -> None:
    whole = evidence(
        f=findings(
            finding("bad"),
            finding("worst", severity=Severity.CRITICAL),
            finding("meh", "src/a.py", level=Level.WARNING),
            finding("hint", level=Level.NOTE),
        )
    )
    assert rules(narrow(whole, MetricRequest("m", where=(condition,)))) == expected


def test_suite_condition_keeps_suites_and_their_cases() -> None:
    report = TestReport(
        source(),
        (SuiteTotals("unit.a", passed=1), SuiteTotals("api.b", failed=1)),
        (TestCase("t", "api.b", Outcome.FAILED),),
    )
    narrowed = narrow(
        evidence(t=report, c=coverage()), MetricRequest("m", where=(Condition("suite", "in", ("unit*",)),))
    )
    assert [suite.suite for suite in narrowed.of("tests")[0].suites] == ["unit.a"]
    assert narrowed.of("tests")[0].cases == ()
    assert len(narrowed.of("coverage")) == 1


@pytest.mark.parametrize(
    ("per", "keys"),
    [
        pytest.param("file", ["", "a.py", "b.py", "junit.xml"], id="file"),
        pytest.param("suite", ["coverage.xml", "lint.sarif", "s1", "s2"], id="suite"),
        pytest.param("tool", ["coverage.xml", "junit.xml", "lint"], id="tool"),
    ],
)
def test_split_groups_by(per: str, keys: list[str]) -> None:
    whole = evidence(
        c=coverage(FileCoverage("b.py", 2, 2), FileCoverage("a.py", 2, 2)),
        f=findings(finding("x", "a.py"), finding("y")),
        t=outcomes(SuiteTotals("s2", passed=1), SuiteTotals("s1", passed=1)),
    )
    assert [key for key, _ in split(whole, per)] == keys


def waiver(*, identity: str = "", path: str = "") -> Waiver:
    return Waiver("c", "why", "who", date(2027, 1, 1), HERE, identity, path)


def test_waived_findings_and_files_are_left_out_and_counted() -> None:
    whole = evidence(
        c=coverage(FileCoverage("old/a.py", 2, 0), FileCoverage("new/b.py", 2, 2)),
        f=findings(finding("one"), finding("two", "old/a.py"), finding("three", "new/b.py")),
        t=outcomes(),
    )
    rest, count = without(whole, (waiver(identity="id-one"), waiver(path="old/**")))
    assert rules(rest) == ["three"]
    assert [file.path for file in rest.of("coverage")[0].files] == ["new/b.py"]
    assert count == 3


def test_no_waiver_leaves_everything() -> None:
    whole = evidence(f=findings(finding("one")))
    assert without(whole, ()) == (whole, 0)

"""A run record as the baseline: what one pipeline kept, the next one compares with."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from cdgate.model.verdict import RunRecord
from tests.e2e.project import COVERAGE, LINT, TESTS, Ran, cdgate, cobertura, gates, write

RECORD = "baseline: {path: main.json, optional: true}"
NEW = "no-new: {metric: findings.new, at_most: 0}"
FIXED = "fixed: {metric: findings.fixed, at_least: 0}"
REMOVED = "kept: {metric: tests.removed, at_most: 0}"
WORSE = "no-worse: {metric: tests.newly_failing, at_most: 0}"
LINE = "line: {kind: ratchet, metric: coverage.line}"
FREE = "free: {metric: coverage.line, at_least: 10 %}"


def lint(*rules: str) -> str:
    results = [
        {
            "ruleId": rule,
            "level": "error",
            "message": {"text": rule},
            "locations": [
                {"physicalLocation": {"artifactLocation": {"uri": "src/pay.py"}, "region": {"startLine": 3}}}
            ],
        }
        for rule in rules
    ]
    log = {"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json"}
    return json.dumps({**log, "runs": [{"tool": {"driver": {"name": "lint"}}, "results": results}]})


def junit(**cases: bool) -> str:
    written = "".join(
        f'<testcase classname="tests.test_pay" name="{name}">{"" if good else "<failure/>"}</testcase>'
        for name, good in cases.items()
    )
    return f'<testsuite name="unit">{written}</testsuite>'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    policy = gates(NEW, FIXED, REMOVED, WORSE, LINE, evidence=(LINT, TESTS, COVERAGE, RECORD))
    return write(
        tmp_path,
        {
            "gates.yaml": policy,
            "lint.sarif": lint("A", "B"),
            "junit.xml": junit(one=True, two=False),
            "coverage.xml": cobertura(80, 100),
        },
    )


def check(folder: Path, *, code: int, keep: bool = True) -> Ran:
    """Check; the record becomes the baseline of the next check, as it does where a pipeline publishes it."""
    ran = cdgate(folder, "check", "--report", "console", "--report", "json=next.json")
    assert ran.code == code, ran.out + ran.err
    if keep:
        (folder / "next.json").replace(folder / "main.json")
    return ran


def test_first_record_is_of_a_run_that_fails_and_the_next_run_is_held_against_it(project: Path) -> None:
    assert "there is no baseline" in check(project, code=1).out
    check(project, code=0)
    write(
        project,
        {"lint.sarif": lint("A", "C"), "junit.xml": junit(two=False, three=False), "coverage.xml": cobertura(79, 100)},
    )
    ran = check(project, code=1, keep=False)
    for words in ("findings.new 1", "tests.removed 1", "tests.newly_failing 1", "79 %"):
        assert words in ran.out


def test_what_made_a_run_fail_makes_the_next_one_fail_too(project: Path) -> None:
    check(project, code=1)
    write(
        project,
        {"lint.sarif": lint("A", "C"), "junit.xml": junit(two=False, three=False), "coverage.xml": cobertura(79, 100)},
    )
    for _ in range(3):
        ran = check(project, code=1)
        for words in ("findings.new 1", "tests.removed 1", "tests.newly_failing 1", "79 %"):
            assert words in ran.out


def test_what_got_better_is_kept(project: Path) -> None:
    check(project, code=1)
    write(
        project, {"lint.sarif": lint("A"), "junit.xml": junit(one=True, two=True), "coverage.xml": cobertura(90, 100)}
    )
    check(project, code=0)
    write(
        project,
        {"lint.sarif": lint("A", "B"), "junit.xml": junit(one=True, two=False), "coverage.xml": cobertura(89, 100)},
    )
    ran = check(project, code=1)
    for words in ("findings.new 1", "tests.newly_failing 1", "89 %"):
        assert words in ran.out


def test_what_a_criterion_lets_pass_is_known_from_then_on(project: Path) -> None:
    write(project, {"gates.yaml": gates(NEW.replace("at_most: 0", "at_most: 1"), evidence=(LINT, RECORD))})
    check(project, code=1)
    for rules in (("A", "B", "C"), ("A", "B", "C", "D"), ("D", "E")):
        write(project, {"lint.sarif": lint(*rules)})
        check(project, code=0)
    write(project, {"lint.sarif": lint("F", "G")})
    check(project, code=1)


def test_waived_findings_are_known_from_then_on(project: Path) -> None:
    check(project, code=1)
    waiver = "waivers:\n- {criterion: testing.exit.no-new, reason: agreed, approved_by: a@example.com, expires: 2999-01-01}\n"
    policy = (project / "gates.yaml").read_text()
    write(project, {"lint.sarif": lint("A", "C"), "gates.yaml": policy + waiver})
    check(project, code=0)
    write(project, {"gates.yaml": policy})
    check(project, code=0)


def test_a_run_without_its_evidence_loses_nothing(project: Path) -> None:
    check(project, code=1)
    (project / "lint.sarif").unlink()
    (project / "coverage.xml").unlink()
    check(project, code=1)
    write(project, {"lint.sarif": lint("A", "C"), "coverage.xml": cobertura(79, 100)})
    ran = check(project, code=1)
    assert "findings.new 1" in ran.out
    assert "79 %" in ran.out


def test_record_that_keeps_no_identities_leaves_them_unknown(project: Path) -> None:
    policy = (project / "gates.yaml").read_text()
    write(project, {"gates.yaml": gates(FREE, evidence=(COVERAGE,))})
    check(project, code=0)
    assert "known" not in json.loads((project / "main.json").read_text())
    write(project, {"gates.yaml": policy})
    ran = check(project, code=1, keep=False)
    assert "the run record main.json holds no findings of lint" in ran.out
    assert "the run record main.json holds no tests of unit-tests" in ran.out


def test_record_whose_identities_were_cut_is_refused(project: Path) -> None:
    check(project, code=1)
    record = json.loads((project / "main.json").read_text())
    record["known"]["executed"]["unit-tests"] = record["known"]["executed"]["unit-tests"][:12]
    write(project, {"main.json": json.dumps(record)})
    assert "record-contradicts" in cdgate(project, "check").err


def test_record_comes_back_as_it_was(project: Path) -> None:
    check(project, code=1)
    written = (project / "main.json").read_bytes()
    record = msgspec.json.decode(written, type=RunRecord)
    assert record.known is not None
    assert len(record.known.findings) == 2
    assert msgspec.json.decode(msgspec.json.encode(record), type=RunRecord) == record

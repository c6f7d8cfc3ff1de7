"""A table of situations and the exit codes they end with; 1 is only ever a failed verdict."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from tests.e2e.project import (
    COVERAGE,
    JUNIT_BAD,
    JUNIT_EMPTY,
    JUNIT_GOOD,
    JUNIT_SKIPPED,
    LINT,
    TESTS,
    cdgate,
    cobertura,
    gates,
    sarif,
    write,
)

TESTS_PASS = "tests-pass: {metric: tests.failed, evidence: unit-tests, at_most: 0}"  # noqa: S105  # a criterion
LINES_80 = "line-coverage: {metric: coverage.line, evidence: unit-coverage, at_least: 80 %}"
NO_ERRORS = "no-errors: {metric: findings.count, evidence: lint, where: {level: error}, at_most: 0}"
POLICY = gates(TESTS_PASS)
WAIVER = """waivers:
  - criterion: testing.exit.tests-pass
    reason: the clock of the test host is wrong
    approved_by: lead@example.com
    expires: {day}
"""
ATTEST = "attestations: {path: claims.yaml, kind: attestations}"
CLAIMS = """schema: cdgate.attestations/1
claims:
  - {claim: backup-plan, by: ops@example.com, on: 2026-01-01, expires: 2027-01-01, document: docs/backup.md}
"""


class Situation(msgspec.Struct, frozen=True):
    """Files, arguments, and how it must end: the code, and words that standard output or error must hold."""

    files: dict[str, str | bytes]
    code: int
    says: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ("check",)
    environ: dict[str, str] = {}


S = Situation
SITUATIONS = {
    # ---- verdicts
    "all met": S({"gates.yaml": POLICY, "junit.xml": JUNIT_GOOD}, 0, ("PASS",)),
    "a failed test": S({"gates.yaml": POLICY, "junit.xml": JUNIT_BAD}, 1, ("test_refund", "tests/test_pay.py:12")),
    "coverage one line short": S(
        {"gates.yaml": gates(LINES_80, evidence=(COVERAGE,)), "coverage.xml": cobertura(799, 1000)},
        1,
        ("79.9 %", "80 %"),
    ),
    "coverage exactly at the limit": S(
        {"gates.yaml": gates(LINES_80, evidence=(COVERAGE,)), "coverage.xml": cobertura(800, 1000)}, 0
    ),
    "99.995 % is not 100 %": S(
        {
            "gates.yaml": gates(LINES_80.replace("80 %", "100 %"), evidence=(COVERAGE,)),
            "coverage.xml": cobertura(19999, 20000),
        },
        1,
        ("99.99",),
    ),
    "a finding of the level asked for": S(
        {"gates.yaml": gates(NO_ERRORS, evidence=(LINT,)), "lint.sarif": sarif("error")}, 1, ("R0", "src/pay.py:1")
    ),
    "findings of another level only": S(
        {"gates.yaml": gates(NO_ERRORS, evidence=(LINT,)), "lint.sarif": sarif("warning", "note")}, 0
    ),
    "only a target missed": S(
        {
            "gates.yaml": gates(LINES_80.replace("80 %", "80 %, target: 90 %"), evidence=(COVERAGE,)),
            "coverage.xml": cobertura(85, 100),
        },
        0,
        ("WARN", "90 %"),
    ),
    "unmet, but only a warning": S(
        {"gates.yaml": gates(TESTS_PASS.replace("0}", "0, effect: warn}")), "junit.xml": JUNIT_BAD}, 0, ("WARN",)
    ),
    "a new rule before its day": S(
        {"gates.yaml": gates(TESTS_PASS.replace("0}", "0, warn_until: 2026-12-31}")), "junit.xml": JUNIT_BAD},
        0,
        ("WARN",),
        ("check", "--as-of", "2026-12-31"),
    ),
    "a new rule after its day": S(
        {"gates.yaml": gates(TESTS_PASS.replace("0}", "0, warn_until: 2026-12-31}")), "junit.xml": JUNIT_BAD},
        1,
        arguments=("check", "--as-of", "2027-01-01"),
    ),
    "failed but soft": S({"gates.yaml": POLICY, "junit.xml": JUNIT_BAD}, 0, ("FAIL",), ("check", "--soft-fail")),
    "small change guard": S(
        {
            "gates.yaml": gates(TESTS_PASS.replace("0}", "0, unless: {metric: tests.total, below: 5}}")),
            "junit.xml": JUNIT_BAD,
        },
        0,
        ("tests.total",),
    ),
    # ---- waivers
    "waived": S(
        {
            "gates.yaml": gates(TESTS_PASS, LINES_80, evidence=(TESTS, COVERAGE), more=WAIVER.format(day="2027-01-31")),
            "junit.xml": JUNIT_BAD,
            "coverage.xml": cobertura(9, 10),
        },
        0,
        ("WAIVED", "lead@example.com", "2027-01-31"),
        ("check", "--as-of", "2026-11-22"),
    ),
    "everything waived is no pass": S(
        {"gates.yaml": gates(TESTS_PASS, more=WAIVER.format(day="2027-01-31")), "junit.xml": JUNIT_BAD},
        1,
        ("every criterion is waived",),
        ("check", "--as-of", "2026-11-22"),
    ),
    "waiver expired": S(
        {"gates.yaml": gates(TESTS_PASS, more=WAIVER.format(day="2026-01-31")), "junit.xml": JUNIT_BAD},
        1,
        ("Expired",),
        ("check", "--as-of", "2026-11-22"),
    ),
    "waiver without expiry": S(
        {"gates.yaml": gates(TESTS_PASS, more=WAIVER.replace("    expires: {day}\n", "")), "junit.xml": JUNIT_BAD},
        3,
        ("expires", "gates.yaml:"),
    ),
    "waiver longer than allowed": S(
        {
            "gates.yaml": gates(TESTS_PASS, more="max_waiver: 90 d\n" + WAIVER.format(day="2027-06-30")),
            "junit.xml": JUNIT_BAD,
        },
        3,
        ("90 days", "gates.yaml:"),
        ("check", "--as-of", "2026-11-22"),
    ),
    "waiver that nobody needs": S(
        {"gates.yaml": gates(TESTS_PASS, more=WAIVER.format(day="2027-01-31")), "junit.xml": JUNIT_GOOD},
        0,
        ("Unused",),
        ("check", "--as-of", "2026-11-22"),
    ),
    # ---- evidence that is missing
    "missing report": S({"gates.yaml": POLICY}, 1, ("UNKNOWN", "junit.xml")),
    "glob without match": S({"gates.yaml": POLICY.replace("junit.xml", "build/**/*.xml")}, 1, ("build/**/*.xml",)),
    "one of two patterns empty": S(
        {"gates.yaml": POLICY.replace("junit.xml", "[junit.xml, gone.xml]"), "junit.xml": JUNIT_GOOD}, 1, ("gone.xml",)
    ),
    "too few files": S(
        {"gates.yaml": POLICY.replace("junit.xml", '"*.xml", min_files: 2'), "junit.xml": JUNIT_GOOD},
        1,
        ("at least 2",),
    ),
    "optional evidence absent leaves nothing to measure": S(
        {"gates.yaml": POLICY.replace("junit.xml", "junit.xml, optional: true")}, 1, ("UNKNOWN",)
    ),
    "a report without tests": S({"gates.yaml": POLICY, "junit.xml": JUNIT_EMPTY}, 1, ("UNKNOWN", "junit.xml")),
    "a report of skipped tests only": S({"gates.yaml": POLICY, "junit.xml": JUNIT_SKIPPED}, 1, ("UNKNOWN",)),
    "a report without coverable lines": S(
        {"gates.yaml": gates(LINES_80, evidence=(COVERAGE,)), "coverage.xml": cobertura(0, 0)}, 1, ("UNKNOWN",)
    ),
    "an analyser that failed": S(
        {"gates.yaml": gates(NO_ERRORS, evidence=(LINT,)), "lint.sarif": sarif(failed=True)}, 1, ("UNKNOWN",)
    ),
    "another role missing may hold what is measured": S(
        {
            "gates.yaml": gates(
                "tests-pass: {metric: tests.failed, at_most: 0}", evidence=(TESTS, "api: {path: api.xml}")
            ),
            "junit.xml": JUNIT_GOOD,
        },
        1,
        ("api.xml",),
    ),
    # ---- evidence that is broken
    "empty file": S({"gates.yaml": POLICY, "junit.xml": ""}, 4, ("junit.xml", "empty")),
    "truncated file": S({"gates.yaml": POLICY, "junit.xml": JUNIT_GOOD[:-40]}, 4, ("junit.xml",)),
    "malformed file": S({"gates.yaml": POLICY, "junit.xml": JUNIT_GOOD.replace("/>", ">", 1)}, 4, ("junit.xml",)),
    "binary file": S({"gates.yaml": POLICY, "junit.xml": bytes(range(256))}, 4, ("junit.xml",)),
    "totals that hide a failure": S(
        {"gates.yaml": POLICY, "junit.xml": JUNIT_GOOD.replace('failures="0"', 'failures="2"')},
        1,
        ("UNKNOWN", "junit.xml"),
    ),
    "an external entity": S(
        {
            "gates.yaml": POLICY,
            "junit.xml": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&e;"/></testsuite>',
        },
        4,
        ("junit.xml",),
    ),
    "a broken file beside a good one": S(
        {"gates.yaml": POLICY.replace("junit.xml", '"*.xml"'), "a.xml": JUNIT_GOOD, "b.xml": "<testsuite"},
        4,
        ("b.xml",),
    ),
    "an empty list beside good tests": S(
        {
            "gates.yaml": gates("p: {metric: tests.failed, at_most: 0}", evidence=('all: {path: "r/*"}',)),
            "r/a.xml": JUNIT_GOOD,
            "r/b.xml": "[]",
        },
        1,
        ("r/b.xml", "UNKNOWN"),
    ),
    "a full device as the target of a report": S(
        {"gates.yaml": POLICY, "junit.xml": JUNIT_GOOD}, 5, ("/dev/full",), ("check", "--report", "json=/dev/full")
    ),
    "duplicate key in JSON": S(
        {
            "gates.yaml": gates(NO_ERRORS, evidence=(LINT,)),
            "lint.sarif": sarif("error").replace('"results"', '"results": [], "results"'),
        },
        4,
        ("results",),
    ),
    "a file of the wrong kind": S({"gates.yaml": POLICY, "junit.xml": cobertura(9, 10)}, 4, ("tests", "coverage")),
    "a file nobody recognises": S({"gates.yaml": POLICY, "junit.xml": "hello\n"}, 4, ("recognise", "format")),
    "an unknown format": S(
        {"gates.yaml": POLICY.replace("kind: tests", "format: junitt"), "junit.xml": JUNIT_GOOD}, 4, ("junitt", "junit")
    ),
    "a folder instead of a file": S({"gates.yaml": POLICY, "junit.xml/x": ""}, 4, ("junit.xml",)),
    "a path out of the project": S({"gates.yaml": POLICY.replace("junit.xml", "/etc/hosts")}, 4, ("hosts",)),
    # ---- policies
    "unknown metric": S(
        {"gates.yaml": POLICY.replace("tests.failed", "tests.faild")}, 3, ("tests.failed", "gates.yaml:")
    ),
    "unknown key": S({"gates.yaml": POLICY.replace("at_most", "at_mots")}, 3, ("at_most", "gates.yaml:")),
    "unknown role": S(
        {"gates.yaml": POLICY.replace("evidence: unit-tests", "evidence: unit-test")}, 3, ("unit-tests",)
    ),
    "gate without criteria": S({"gates.yaml": "version: 1\nstages:\n  testing:\n    exit: {}\n"}, 3, ("gates.yaml:4",)),
    "criterion without a limit": S({"gates.yaml": gates("x: {metric: tests.failed}")}, 3, ("at_most",)),
    "ratio without unit": S(
        {"gates.yaml": gates(LINES_80.replace("80 %", "80"), evidence=(COVERAGE,))}, 3, ("80 %", "gates.yaml:")
    ),
    "duplicate key": S({"gates.yaml": POLICY + "version: 1\n"}, 3, ("version", "gates.yaml:")),
    "several complaints at once": S(
        {"gates.yaml": POLICY.replace("at_most", "at_mots").replace("version: 1", "version: 2")},
        3,
        ("at_mots", "version"),
    ),
    "policy that is no YAML": S({"gates.yaml": "version: [1\n"}, 3, ("gates.yaml:",)),
    "policy with an alias": S({"gates.yaml": "version: &a 1\ntitle: *a\n"}, 3, ("gates.yaml:1",)),
    "policy cut short": S({"gates.yaml": POLICY.rstrip("\n")}, 3, ("gates.yaml",)),
    "empty policy": S({"gates.yaml": ""}, 3, ("gates.yaml",)),
    "policy file that is not there": S({}, 3, ("nope.yaml",), ("check", "--policy", "nope.yaml")),
    "loosened against its parent": S(
        {
            "base.yaml": gates(LINES_80, evidence=(COVERAGE,)),
            "gates.yaml": "version: 1\nextends:\n  - file:base.yaml\n"
            "stages:\n  testing:\n    exit:\n      line-coverage: {at_least: 70 %}\n",
            "coverage.xml": cobertura(75, 100),
        },
        3,
        ("base.yaml:", "gates.yaml:"),
    ),
    "tightened against its parent": S(
        {
            "base.yaml": gates(LINES_80, evidence=(COVERAGE,)),
            "gates.yaml": "version: 1\nextends:\n  - file:base.yaml\n"
            "stages:\n  testing:\n    exit:\n      line-coverage: {at_least: 90 %}\n",
            "coverage.xml": cobertura(85, 100),
        },
        1,
        ("85 %", "90 %"),
    ),
    "required plugin absent": S(
        {"gates.yaml": POLICY + "require_plugins: [cdgate-nowhere >= 1]\n", "junit.xml": JUNIT_GOOD},
        5,
        ("cdgate-nowhere",),
    ),
    # ---- claims and chains
    "declared and in force": S(
        {
            "gates.yaml": gates("backup: {kind: attested, claim: backup-plan}", evidence=(ATTEST,)),
            "claims.yaml": CLAIMS,
        },
        0,
        ("ops@example.com", "declared"),
        ("check", "--as-of", "2026-11-22"),
    ),
    "declared and expired": S(
        {
            "gates.yaml": gates("backup: {kind: attested, claim: backup-plan}", evidence=(ATTEST,)),
            "claims.yaml": CLAIMS,
        },
        1,
        ("2027-01-01",),
        ("check", "--as-of", "2027-01-02"),
    ),
    "not declared": S(
        {"gates.yaml": gates("x: {kind: attested, claim: other}", evidence=(ATTEST,)), "claims.yaml": CLAIMS},
        1,
        ("other",),
    ),
    "evidence present": S(
        {"gates.yaml": gates("there: {kind: present, evidence: unit-tests}"), "junit.xml": JUNIT_GOOD}, 0
    ),
    "evidence not present": S({"gates.yaml": gates("there: {kind: present, evidence: unit-tests}")}, 1, ("junit.xml",)),
    # ---- command line
    "unknown stage": S({"gates.yaml": POLICY}, 2, ("testing",), ("check", "tseting")),
    "unknown option": S({"gates.yaml": POLICY}, 2, ("--nope",), ("check", "--nope")),
    "unknown reporter": S({"gates.yaml": POLICY}, 2, ("markdown",), ("check", "--report", "markdwn=x.md")),
    "bad date": S({"gates.yaml": POLICY}, 2, ("YYYY-MM-DD",), ("check", "--as-of", "tomorrow")),
    "no assessment gate": S({"gates.yaml": POLICY}, 2, ("cdgate check",), ("assess",)),
    "report that cannot be written after a pass": S(
        {"gates.yaml": POLICY, "junit.xml": JUNIT_GOOD, "taken/x": ""},
        5,
        ("taken",),
        ("check", "--report", "json=taken"),
    ),
    "report that cannot be written after a failure": S(
        {"gates.yaml": POLICY, "junit.xml": JUNIT_BAD, "taken/x": ""},
        1,
        ("taken",),
        ("check", "--report", "json=taken"),
    ),
    # ---- no policy
    "no policy, good reports": S({"junit.xml": JUNIT_GOOD, "coverage.xml": cobertura(90, 100)}, 0, ("junit.xml",)),
    "no policy, a failed test": S({"junit.xml": JUNIT_BAD}, 1, ("test_refund",)),
    "no policy, a broken report": S({"junit.xml": "<testsuite"}, 4, ("junit.xml",)),
    "no policy, nothing at all": S({}, 4, ("gates.yaml",)),
}


@pytest.mark.parametrize("name", SITUATIONS)
def test_situation_ends_as_stated(name: str, tmp_path: Path) -> None:
    situation = SITUATIONS[name]
    ran = cdgate(write(tmp_path, situation.files), *situation.arguments, environ=situation.environ)
    told = ran.out + ran.err
    assert ran.code == situation.code, told
    assert "Traceback" not in told
    for words in situation.says:
        assert words in told, told
    if ran.code == 1:
        assert re.search(r"\bFAIL\b", ran.out), told


def test_table_is_long_enough() -> None:
    assert len(SITUATIONS) >= 40

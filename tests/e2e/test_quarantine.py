"""Quarantined tests: they run, they are told, they fail no gate until the day after their last."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.project import JUNIT_BAD, JUNIT_GOOD, cdgate, gates, write

CRITERIA = ("none-fail: {metric: tests.failed, at_most: 0}", "all-pass: {metric: tests.pass_rate, at_least: 100 %}")


def policy(test: str = "tests/test_pay.py::test_refund", expires: str = "2026-12-15", *, more: str = "") -> str:
    entry = f"  - test: {test}\n    reason: races with the clock, PAY-1501\n    expires: {expires}\n"
    return gates(*CRITERIA, more=f"quarantine:\n{entry}{more}")


@pytest.mark.parametrize("report", ["console", "markdown"])
@pytest.mark.parametrize(
    "test", ["tests/test_pay.py::test_refund", "tests.test_pay::test_refund", "tests.test_pay.test_refund"]
)
def test_failing_test_in_quarantine_is_told_and_fails_no_gate(tmp_path: Path, test: str, report: str) -> None:
    write(tmp_path, {"gates.yaml": policy(test), "junit.xml": JUNIT_BAD})
    ran = cdgate(tmp_path, "check", "--as-of", "2026-12-15", "--report", f"{report}=report.txt")
    assert ran.code == 0, ran.out + ran.err
    told = (tmp_path / "report.txt").read_text("utf-8")
    assert "races with the clock" in told
    assert "assert 3 == 4" in told


def test_expired_quarantine_is_over(tmp_path: Path) -> None:
    write(tmp_path, {"gates.yaml": policy(), "junit.xml": JUNIT_BAD})
    ran = cdgate(tmp_path, "check", "--as-of", "2026-12-16", "--report", "markdown=report.md")
    assert ran.code == 1
    assert "Expired quarantine" in ran.out
    assert "Expired quarantine" in (tmp_path / "report.md").read_text("utf-8")


def test_other_failures_still_fail(tmp_path: Path) -> None:
    write(tmp_path, {"gates.yaml": policy("tests.test_pay::test_other"), "junit.xml": JUNIT_BAD})
    ran = cdgate(tmp_path, "check", "--as-of", "2026-12-01")
    assert ran.code == 1
    assert "did not run" in ran.out


def test_passing_test_in_quarantine_is_told_as_passed(tmp_path: Path) -> None:
    write(tmp_path, {"gates.yaml": policy("tests.test_pay::test_one"), "junit.xml": JUNIT_GOOD})
    ran = cdgate(tmp_path, "check", "--as-of", "2026-12-01")
    assert ran.code == 0
    assert "tests.test_pay::test_one: passed" in ran.out


def test_all_in_quarantine_proves_nothing(tmp_path: Path) -> None:
    only = JUNIT_BAD.replace('<testcase classname="tests.test_pay" name="test_one" time="0.01"/>\n', "")
    write(tmp_path, {"gates.yaml": policy(), "junit.xml": only.replace('tests="2"', 'tests="1"')})
    ran = cdgate(tmp_path, "check", "--as-of", "2026-12-01")
    assert ran.code == 1
    assert "UNKNOWN" in ran.out


def test_quarantine_without_a_last_day_is_refused(tmp_path: Path) -> None:
    wrong = policy().replace("    expires: 2026-12-15\n", "")
    ran = cdgate(write(tmp_path, {"gates.yaml": wrong, "junit.xml": JUNIT_BAD}), "check")
    assert ran.code == 3
    assert "expires" in ran.err


def test_quarantine_longer_than_waivers_may_last_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"gates.yaml": policy(more="max_waiver: 10 d\n"), "junit.xml": JUNIT_BAD})
    ran = cdgate(tmp_path, "check", "--as-of", "2026-12-01")
    assert ran.code == 3
    assert "waiver-too-long" in ran.err

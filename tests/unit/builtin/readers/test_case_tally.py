from __future__ import annotations

import struct
from hashlib import blake2b

import pytest

from cdgate.builtin.readers import case_tally
from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Outcome, Source, SuiteTotals, TestCase, TestReport

SOURCE = Source("r", "0" * 64, 1, "t")


def report(*cases: Case) -> TestReport:
    tally = CaseTally()
    for case in cases:
        tally.add(case)
    return tally.report(SOURCE)


def test_cases_are_counted_by_suite() -> None:
    seen = report(
        Case("a", PASSED, "s", duration_ms=5),
        Case("b", FAILED, "s", duration_ms=7),
        Case("c", ERRORED, "t"),
        Case("d", SKIPPED, "t"),
        Case("e", PASSED, "t", flaky=True),
    )
    assert seen.suites == (
        SuiteTotals("s", passed=1, failed=1, duration_ms=12),
        SuiteTotals("t", passed=1, errored=1, skipped=1, flaky=1),
    )
    assert [case.name for case in seen.cases] == ["b", "c", "d", "e"]
    assert seen.shortfall is None


def test_identities_are_those_of_executed_cases() -> None:
    seen = report(Case("a", PASSED, "s"), Case("b", SKIPPED, "s"), Case("c", FAILED))
    names = ("s\0a", "\0c")
    digests = sorted(blake2b(name.encode(), digest_size=8).digest() for name in names)
    assert seen.executed == b"".join(digests)
    assert len(struct.unpack(">2Q", seen.executed)) == 2


def test_failed_flaky_case_is_not_flaky() -> None:
    assert report(Case("a", FAILED, flaky=True)).cases == (TestCase("a", "", Outcome.FAILED),)


def test_message_is_its_first_line_within_bounds() -> None:
    (case,) = report(Case("a", FAILED, message=f"\n  {'x' * 500} \nmore")).cases
    assert case.message == "x" * 400


def test_report_without_case_falls_short() -> None:
    assert "no test case" in str(report().shortfall)


def test_one_nameless_case_is_enough_to_tell_apart() -> None:
    assert report(Case("", PASSED)).shortfall is None


def test_several_nameless_cases_fall_short() -> None:
    assert "2 test cases have no name" in str(report(Case("", PASSED), Case("", FAILED)).shortfall)


@pytest.mark.parametrize(
    ("tests", "failed", "extra", "expected"),
    [
        pytest.param(2, 1, 0, "None", id="agreement"),
        pytest.param(1, 0, 0, "None", id="better claims are no evidence"),
        pytest.param(3, 1, 0, "claims 3 test cases and holds 2", id="cases missing"),
        pytest.param(2, 2, 0, "claims 2 failures and holds 1", id="failures missing"),
        pytest.param(3, 2, 1, "None", id="results without a case"),
        pytest.param(9, 9, 0, "claims 9 test cases", id="the first doubt is told"),
    ],
)
def test_claims_count_only_where_they_are_worse(tests: int, failed: int, extra: int, expected: str) -> None:
    tally = CaseTally()
    tally.add(Case("a", PASSED))
    tally.add(Case("b", ERRORED))
    tally.claim(tests, failed, extra=extra)
    assert expected in str(tally.report(SOURCE).shortfall)


def test_cases_beyond_the_limit_are_counted_and_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_tally, "MOST_CASES", 1)
    seen = report(Case("a", FAILED), Case("b", FAILED))
    assert (seen.figures()["failed"], len(seen.cases)) == (2, 1)
    assert [str(note) for note in seen.notes] == ["1 more cases are counted but not listed"]


def test_notes_of_the_reader_come_first() -> None:
    tally = CaseTally()
    tally.add(Case("a", PASSED))
    assert tally.report(SOURCE, text("look")).notes == (text("look"),)

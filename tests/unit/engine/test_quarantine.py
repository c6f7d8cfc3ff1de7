from __future__ import annotations

from datetime import date

import msgspec
import pytest

from cdgate.engine.quarantine import expired_quarantine, isolated, plain_name
from cdgate.model.evidence import EvidenceSet, Item, Outcome, SuiteTotals, TestCase, TestReport
from cdgate.model.node import Position
from cdgate.model.policy import Quarantine
from cdgate.testing.samples import TODAY, Strange, source

PLACE = Position("gates.yaml", 1, 1)


def entry(test: str, expires: date = TODAY) -> Quarantine:
    return Quarantine(test, "reason", expires, PLACE)


def case(name: str, outcome: Outcome, *, flaky: bool = False) -> TestCase:
    return TestCase(name, "unit", outcome, flaky, "because")


CASES = (
    case("tests.test_pay.fails", Outcome.FAILED),
    case("tests.test_pay.breaks", Outcome.ERRORED),
    case("tests.test_pay.wavers", Outcome.PASSED, flaky=True),
    case("tests.test_pay.waits", Outcome.SKIPPED),
)
PASSED = case("tests.test_pay.passes", Outcome.PASSED)
REPORT = TestReport(
    source(),
    (SuiteTotals("unit", passed=2, failed=1, errored=1, skipped=1, flaky=1),),
    CASES,
    b"".join(sorted(one.identity for one in (*CASES[:3], PASSED))),
)
EVIDENCE = EvidenceSet((Item("unit", REPORT), Item("strange", Strange(source()))))


@pytest.mark.parametrize(
    ("test", "state", "totals"),
    [
        pytest.param("tests/test_pay.py::fails", "failed", {"failed": 0, "quarantined": 1}, id="failed"),
        pytest.param("tests.test_pay.breaks", "failed", {"errored": 0, "quarantined": 1}, id="errored"),
        pytest.param("unit.tests.test_pay.breaks", "failed", {"errored": 0, "quarantined": 1}, id="with its suite"),
        pytest.param("tests.test_pay::wavers", "flaky", {"flaky": 0}, id="flaky"),
        pytest.param("tests.test_pay.passes", "passed", {}, id="passed"),
        pytest.param("unit::tests.test_pay.passes", "passed", {}, id="passed, with its suite"),
        pytest.param("tests.test_pay.waits", "absent", {}, id="skipped"),
        pytest.param("tests.test_pay.other", "absent", {}, id="unknown"),
    ],
)
def test_quarantined_test_is_set_apart(test: str, state: str, totals: dict[str, int]) -> None:
    evidence, told = isolated(EVIDENCE, [entry(test)], TODAY)
    assert [one.state for one in told] == [state]
    suite = evidence.items[0].evidence.suites[0]
    expected = {"passed": 2, "failed": 1, "errored": 1, "skipped": 1, "flaky": 1, "quarantined": 0, **totals}
    assert {name: getattr(suite, name) for name in expected} == expected
    assert suite.tests == REPORT.suites[0].tests
    assert evidence.items[0].evidence.executed == REPORT.executed


def test_worst_of_several_reports_is_told() -> None:
    fine = TestReport(source("b"), (SuiteTotals("unit", passed=1),), (), CASES[0].identity)
    name = entry("tests.test_pay.fails")
    for items in ((REPORT, fine), (fine, REPORT)):
        _, told = isolated(EvidenceSet(tuple(Item("unit", one) for one in items)), [name], TODAY)
        assert [one.state for one in told] == ["failed"]


def test_expired_entry_is_not_in_force() -> None:
    old = entry("tests.test_pay.fails", date(2026, 11, 21))
    assert isolated(EVIDENCE, [old], TODAY) == (EVIDENCE, ())
    assert expired_quarantine([old, entry("other")], TODAY) == (old,)


def test_one_spelling_for_all() -> None:
    assert {plain_name(one) for one in ("tests/a/b.py::c", "tests.a.b::c", "tests.a.b.c")} == {"tests.a.b.c"}


def test_worst_run_of_one_report_is_told() -> None:
    twice = (CASES[0], case("tests.test_pay.fails", Outcome.PASSED, flaky=True))
    report = TestReport(source(), (SuiteTotals("unit", passed=1, failed=1, flaky=1),), twice)
    for cases in (twice, twice[::-1]):
        items = (Item("unit", msgspec.structs.replace(report, cases=cases)),)
        _, told = isolated(EvidenceSet(items), [entry("tests.test_pay.fails")], TODAY)
        assert [one.state for one in told] == ["failed"]

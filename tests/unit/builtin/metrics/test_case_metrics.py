from __future__ import annotations

from decimal import Decimal

import pytest

from cdgate.builtin.metrics.cases import LONGEST, MOST
from cdgate.builtin.metrics.tests import CaseMetric, case_metrics
from cdgate.model.evidence import EvidenceSet, Item, Outcome, Source, SuiteTotals, TestCase, TestReport
from cdgate.model.location import Location
from cdgate.model.measurement import Measurement, Missing, Scope
from cdgate.model.quantity import Amount, Count, Quantity, Ratio

METRICS = {metric.name: metric for metric in case_metrics()}
WITHOUT_EXECUTION = {"tests.total", "tests.executed", "tests.skipped"}


def evidence(*suites: SuiteTotals, cases: tuple[TestCase, ...] = ()) -> EvidenceSet:
    return EvidenceSet((Item("unit", TestReport(Source("junit.xml", "00", 1, "junit"), suites, cases)),))


def measured(name: str, given: EvidenceSet) -> Measurement:
    answer = METRICS[name].measure(given, Scope())
    assert isinstance(answer, Measurement)
    return answer


BOTH = evidence(
    SuiteTotals("a", passed=5, failed=1, errored=2, skipped=3, flaky=1, duration_ms=1500),
    SuiteTotals("b", passed=2, duration_ms=1),
)


@pytest.mark.parametrize(
    ("name", "quantity"),
    [
        ("tests.total", Count(13)),
        ("tests.executed", Count(10)),
        ("tests.passed", Count(7)),
        ("tests.failed", Count(3)),
        ("tests.errors", Count(2)),
        ("tests.skipped", Count(3)),
        ("tests.pass_rate", Ratio(7, 10)),
        ("tests.flaky", Count(1)),
        ("tests.flaky_rate", Ratio(1, 10)),
        ("tests.duration", Amount(Decimal("1.501"), "s")),
    ],
)
def test_suites_are_summed(name: str, quantity: Quantity) -> None:
    answer = measured(name, BOTH)
    assert answer.quantity == quantity
    assert answer.sources == ("junit.xml",)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.name)
@pytest.mark.parametrize("given", [EvidenceSet(), evidence(), evidence(SuiteTotals("a"))], ids=["none", "[]", "empty"])
def test_no_test_is_missing(metric: CaseMetric, given: EvidenceSet) -> None:
    assert isinstance(metric.measure(given, Scope()), Missing)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.name)
def test_only_skipped_tests_leave_the_metrics_of_executed_ones_missing(metric: CaseMetric) -> None:
    answer = metric.measure(evidence(SuiteTotals("a", skipped=4)), Scope())
    if metric.name in WITHOUT_EXECUTION:
        assert isinstance(answer, Measurement)
    else:
        assert isinstance(answer, Missing)
        assert str(answer.reason) == "no test was executed; 4 were skipped"


CASES = (
    TestCase("z", "s", Outcome.FAILED, message="  assert 1 == 2\n  at line 3"),
    TestCase("a", "t", Outcome.ERRORED, location=Location("t.py", 3)),
    TestCase("m", "s", Outcome.SKIPPED, message="later"),
    TestCase("n", "s", Outcome.SKIPPED),
    TestCase("f", "s", Outcome.PASSED, flaky=True),
)
ALL = evidence(SuiteTotals("s", passed=1, failed=1, skipped=2, flaky=1), SuiteTotals("t", errored=1), cases=CASES)


@pytest.mark.parametrize(
    ("name", "messages"),
    [
        ("tests.failed", ["test z failed: assert 1 == 2", "test a failed"]),
        ("tests.pass_rate", ["test z failed: assert 1 == 2", "test a failed"]),
        ("tests.errors", ["test a failed"]),
        ("tests.skipped", ["test m was skipped: later", "test n was skipped"]),
        ("tests.flaky", ["test f failed before it passed"]),
        ("tests.total", []),
        ("tests.duration", []),
    ],
)
def test_cases_that_make_the_number_worse_are_told(name: str, messages: list[str]) -> None:
    answer = measured(name, ALL)
    assert [str(one.message) for one in answer.contributors] == messages
    assert answer.contributor_count == len(messages)


def test_location_of_a_failed_case_is_kept() -> None:
    assert measured("tests.errors", ALL).contributors[0].location == Location("t.py", 3)


def test_failures_that_are_counted_but_not_described_are_counted() -> None:
    answer = measured("tests.failed", evidence(SuiteTotals("s", failed=3)))
    assert answer.contributors == ()
    assert answer.contributor_count == 3


def test_many_failures_are_capped_and_all_counted() -> None:
    cases = tuple(TestCase(f"t{number}", "s", Outcome.FAILED, message="x" * 999) for number in range(MOST + 50))
    answer = measured("tests.failed", evidence(SuiteTotals("s", failed=len(cases)), cases=cases))
    assert len(answer.contributors) == MOST
    assert answer.contributor_count == MOST + 50
    assert len(str(answer.contributors[0].message)) < LONGEST + 30

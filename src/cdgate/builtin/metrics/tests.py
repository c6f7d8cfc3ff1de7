"""What test results count: cases by outcome, shares of the executed ones, time."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from cdgate.builtin.metrics.absence import nothing_of, source_paths
from cdgate.builtin.metrics.cases import BROKEN, ERRORED, FLAKY, SKIPPED, Worse
from cdgate.builtin.metrics.totals import Totals, totals
from cdgate.extension import Better
from cdgate.message import text
from cdgate.model.evidence import EvidenceSet, TestReport
from cdgate.model.measurement import Measurement, Missing, Scope
from cdgate.model.quantity import COUNT, DURATION, RATIO, Amount, Count, Quantity, Ratio

MILLISECOND = Decimal("0.001")


class CaseMetric:
    """A number taken from the totals of test results.

    `of_executed` says that the number is about executed cases, so that without one there is no value.
    """

    needs = TestReport.kind
    of_totals = True  # which cases there are does not matter

    def __init__(
        self,
        name: str,
        title: str,
        *,
        better: Better,
        value: Callable[[Totals], Quantity],
        unit: str = COUNT,
        worse: Worse | None = None,
        of_executed: bool = True,
    ) -> None:
        self.name = name
        self.title = title
        self.unit = unit
        self.better = better
        self._value = value
        self._worse = worse
        self._of_executed = of_executed

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the number; Missing where there is no case, or where the number needs executed ones and none was."""
        reports = evidence.of(self.needs)
        if not reports:
            return nothing_of(self.needs, scope)
        counts = totals(reports)
        if not counts.total:
            return Missing(text("there is no test"))
        if self._of_executed and not counts.executed:
            return Missing(text("no test was executed; {skipped} were skipped", skipped=counts.skipped))
        if self._of_executed and counts.executed == counts.quarantined:
            return Missing(text("no test was executed but {count} in quarantine", count=counts.quarantined))
        shown, count = self._worse.contributors(reports, counts) if self._worse else ((), 0)
        return Measurement(self._value(counts), shown, count, source_paths(evidence, self.needs))


def case_metrics() -> tuple[CaseMetric, ...]:
    """Return the metrics of the tests family."""
    return (
        CaseMetric(
            "tests.total",
            "test cases",
            better=Better.HIGHER,
            value=lambda counts: Count(counts.total),
            of_executed=False,
        ),
        CaseMetric(
            "tests.executed",
            "executed test cases",
            better=Better.HIGHER,
            value=lambda counts: Count(counts.executed),
            worse=SKIPPED,
            of_executed=False,
        ),
        CaseMetric(
            "tests.passed",
            "passed test cases",
            better=Better.HIGHER,
            value=lambda counts: Count(counts.passed),
            worse=BROKEN,
        ),
        CaseMetric(
            "tests.failed",
            "test cases that were executed and did not pass",
            better=Better.LOWER,
            value=lambda counts: Count(counts.broken),
            worse=BROKEN,
        ),
        CaseMetric(
            "tests.errors",
            "test cases that ended in an error",
            better=Better.LOWER,
            value=lambda counts: Count(counts.errored),
            worse=ERRORED,
        ),
        CaseMetric(
            "tests.skipped",
            "skipped test cases",
            better=Better.LOWER,
            value=lambda counts: Count(counts.skipped),
            worse=SKIPPED,
            of_executed=False,
        ),
        *_shares(),
        CaseMetric(
            "tests.duration",
            "time of all test cases",
            better=Better.LOWER,
            unit=DURATION,
            value=lambda counts: Amount(counts.duration_ms * MILLISECOND, DURATION),
        ),
    )


def _shares() -> tuple[CaseMetric, ...]:
    return (
        CaseMetric(
            "tests.pass_rate",
            "passed of executed test cases",
            better=Better.HIGHER,
            unit=RATIO,
            value=lambda counts: Ratio(counts.passed, counts.executed - counts.quarantined),
            worse=BROKEN,
        ),
        CaseMetric(
            "tests.flaky",
            "test cases that failed before they passed",
            better=Better.LOWER,
            value=lambda counts: Count(counts.flaky),
            worse=FLAKY,
        ),
        CaseMetric(
            "tests.flaky_rate",
            "flaky of executed test cases",
            better=Better.LOWER,
            unit=RATIO,
            value=lambda counts: Ratio(counts.flaky, counts.executed),
            worse=FLAKY,
        ),
    )

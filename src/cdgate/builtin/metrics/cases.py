"""The test cases that make a number worse, told one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import nsmallest

import msgspec

from cdgate.builtin.metrics.totals import Totals
from cdgate.message import Text, text
from cdgate.model.evidence import Outcome, TestCase, TestReport
from cdgate.model.measurement import Contributor

MOST = 200
LONGEST = 300  # characters of a case's own message; the rest is in the report


class Worse(msgspec.Struct, frozen=True):
    """Which cases make a number worse, how many the totals count, how one is told, and how bad one is."""

    picks: Callable[[TestCase], bool]
    count: Callable[[Totals], int]
    tell: Callable[[TestCase], Text]
    level: str = "error"

    def contributors(self, reports: Iterable[TestReport], counts: Totals) -> tuple[tuple[Contributor, ...], int]:
        """Return the first cases in order of suite and name, and how many there are by the cases or the totals."""
        cases = [case for report in reports for case in report.cases if self.picks(case)]
        first = nsmallest(MOST, cases, key=lambda case: (case.suite, case.name, case.message))
        told = tuple(Contributor(self.tell(case), case.location, level=self.level) for case in first)
        return told, max(len(cases), self.count(counts))


def _tell_failure(case: TestCase) -> Text:
    said = _first_line(case.message)
    if not said:
        return text("test {name} failed", name=case.name)
    return text("test {name} failed: {message}", name=case.name, message=said)


def _tell_skip(case: TestCase) -> Text:
    said = _first_line(case.message)
    if not said:
        return text("test {name} was skipped", name=case.name)
    return text("test {name} was skipped: {message}", name=case.name, message=said)


def _tell_flake(case: TestCase) -> Text:
    return text("test {name} failed before it passed", name=case.name)


def _first_line(message: str) -> str:
    lines = message.strip().splitlines()
    return lines[0].strip()[:LONGEST] if lines else ""


BROKEN = Worse(
    picks=lambda case: case.outcome is Outcome.FAILED or case.outcome is Outcome.ERRORED,  # a set asks for a hash
    count=lambda counts: counts.broken,
    tell=_tell_failure,
)
ERRORED = Worse(
    picks=lambda case: case.outcome is Outcome.ERRORED, count=lambda counts: counts.errored, tell=_tell_failure
)
SKIPPED = Worse(
    picks=lambda case: case.outcome is Outcome.SKIPPED,
    count=lambda counts: counts.skipped,
    tell=_tell_skip,
    level="note",
)
FLAKY = Worse(picks=lambda case: case.flaky, count=lambda counts: counts.flaky, tell=_tell_flake, level="warning")

"""Counts test cases of any format: totals by suite, the cases that matter, identities of the executed ones."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import msgspec

from cdgate.builtin.readers.junit_suites import IDENTITY_BYTES, Totals
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, OUTCOMES, PASSED, SKIPPED
from cdgate.message import Text, text
from cdgate.model.evidence import Source, TestCase, TestReport
from cdgate.model.location import Location

MOST_CASES = 100_000  # that are kept by name; all are counted
MOST_CHARACTERS = 400  # of a message: it is for a person who looks for the place


class Case(msgspec.Struct, frozen=True):
    """A test case as a format tells it; `rank` is one of `junit_words`' ranks of outcomes."""

    name: str
    rank: int
    suite: str = ""
    message: str = ""
    location: Location | None = None
    duration_ms: int = 0
    flaky: bool = False


class CaseTally:
    """Adds up cases; `claim` compares with what the report claims beside them, where only the worse counts."""

    def __init__(self) -> None:
        self.counts = [0, 0, 0, 0]  # by rank
        self._doubt: Text | None = None
        self._totals: dict[str, Totals] = {}
        self._cases: list[TestCase] = []
        self._identities = bytearray()
        self._nameless = 0
        self._unlisted = 0

    def add(self, case: Case) -> None:
        """Count one case; one that passed at once leaves no more than its identity."""
        totals = self._totals.get(case.suite)
        if totals is None:
            totals = self._totals[case.suite] = Totals(case.suite)
        totals.counts[case.rank] += 1
        self.counts[case.rank] += 1
        totals.duration_ms += case.duration_ms
        if not case.name:
            self._nameless += 1
        if case.rank != SKIPPED:
            identity = totals.identity.copy()
            identity.update(case.name.encode())
            self._identities += identity.digest()
        if case.rank != PASSED or case.flaky:
            totals.flaky += case.flaky and case.rank == PASSED
            self._keep(case)

    def doubt(self, why: Text) -> None:
        """Make the report one that cannot be judged; the first reason is told."""
        if self._doubt is None:
            self._doubt = why

    def claim(self, tests: int, failed: int, *, extra: int = 0) -> None:
        """Doubt the report where it claims more cases or failures than it holds; `extra` results have no case."""
        held = sum(self.counts)
        if tests > held + extra:
            self.doubt(
                text(
                    "the report claims {claimed} test cases and holds {held}: cut or filtered", claimed=tests, held=held
                )
            )
        held = self.counts[FAILED] + self.counts[ERRORED]
        if failed > held + extra:
            self.doubt(
                text(
                    "the report claims {claimed} failures and holds {held}: cut or filtered", claimed=failed, held=held
                )
            )

    def spoil(self, suite: str, joint: str, why: Case) -> None:
        """Fail what has passed in a suite and the suites below it; `why` is listed and not counted."""
        for name, totals in self._totals.items():
            if name == suite or name.startswith(f"{suite}{joint}"):
                passed = totals.counts[PASSED]
                for counts in (totals.counts, self.counts):
                    counts[PASSED] -= passed
                    counts[FAILED] += passed
                totals.flaky = 0
        self._keep(why)

    def report(self, source: Source, *notes: Text) -> TestReport:
        """Return the evidence; its shortfall is the first doubt, or that nothing was executed."""
        form = f">{len(self._identities) // IDENTITY_BYTES}Q"
        return TestReport(
            source,
            tuple(totals.frozen(name) for name, totals in self._totals.items()),
            tuple(self._cases),
            struct.pack(form, *sorted(struct.unpack(form, self._identities))),
            (*notes, *self._notes()),
            self._shortfall(),
        )

    def _keep(self, case: Case) -> None:
        if len(self._cases) >= MOST_CASES:
            self._unlisted += 1
            return
        message = case.message.strip().partition("\n")[0][:MOST_CHARACTERS].rstrip()
        flaky = case.flaky and case.rank == PASSED
        outcome = OUTCOMES[case.rank]
        self._cases.append(TestCase(case.name, case.suite, outcome, flaky, message, case.location, case.duration_ms))

    def _notes(self) -> Iterator[Text]:
        if self._unlisted:
            yield text("{count} more cases are counted but not listed", count=self._unlisted)

    def _shortfall(self) -> Text | None:
        if self._doubt is not None:
            return self._doubt
        if not any(self.counts):
            return text("there is no test case in the report")
        if self._nameless > 1:
            return text("{count} test cases have no name, so they cannot be told apart", count=self._nameless)
        return None


def could_not_run(name: str, reason: str) -> Text:
    """Return why a report cannot be judged in which a test that should have run is said to be skipped."""
    shown = {"name": name[:MOST_CHARACTERS], "reason": reason[:MOST_CHARACTERS]}
    return text("{name} is said to be skipped, and could not run: {reason}", **shown)

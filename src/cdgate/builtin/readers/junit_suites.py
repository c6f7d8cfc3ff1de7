"""Suites of a JUnit report: what they hold, and whether that agrees with what they claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from cdgate.builtin.readers.junit_words import ERRORED, FAILED, FAILING, PASSED, SKIPPED, SKIPPING
from cdgate.message import Text, text
from cdgate.model.evidence import SuiteTotals
from cdgate.parsing.text import natural

IDENTITY_BYTES = 8
# pytest counts passed subtests among `tests` and writes no case for them.
OF_GOOGLETEST = "AllTests"  # how it names all of its suites together
_COUNTS_SUBTESTS = frozenset({"pytest", "pytest tests"})


class Suite:
    """An open suite: its claims, and what it and the suites inside it have held so far."""

    __slots__ = ("claims", "counts", "extra", "lacking", "lacks", "name", "totals", "unwritten")

    def __init__(self, name: str, claims: Mapping[str, int], totals: Totals) -> None:
        self.name = name
        self.claims = claims
        self.totals = totals
        totals.listing = totals.listing or (name == OF_GOOGLETEST and claims.keys() == {"tests"})
        self.counts = [0, 0, 0, 0]  # by rank of outcome, suites inside included
        self.extra = 0  # results beyond the one of each case: reruns, a failure and an error
        self.unwritten = 0  # skipped tests that it counts and has no case for
        self.lacks = 0  # cases that the suites inside it claim and do not hold
        self.lacking: Text | None = None

    def close_into(self, outer: Suite | None) -> Text | None:
        """Add this suite to the one around it; return how its claims are worse than what it holds."""
        self.totals.rest()
        lacking = self._account()
        if outer is None:
            return lacking or next(self._disagreements(), None)
        outer.counts = [mine + theirs for mine, theirs in zip(outer.counts, self.counts, strict=True)]
        outer.extra += self.extra
        outer.lacks += self.lacks
        outer.lacking = outer.lacking or lacking
        return next(self._disagreements(), None)

    def _account(self) -> Text | None:
        """Return what the suite lacks, unless all of it was skipped by the word of this suite: some write no case for that."""
        held = sum(self.counts)
        claimed = self.claims.get("tests", 0)
        missing = 0 if self.name in _COUNTS_SUBTESTS else claimed - held - self.extra
        accounted = held and missing == self._skipped() - self.counts[SKIPPED]
        if accounted and missing > 0 and missing >= self.lacks:
            self.unwritten = missing
            self.counts[SKIPPED] += missing
            self.totals.counts[SKIPPED] += missing
            self.lacks = 0
            return None
        if missing > self.lacks:
            self.lacks = missing
            return self.lacking or self._disagreement(text("tests"), claimed, held)
        return self.lacking

    def _skipped(self) -> int:
        return max((self.claims.get(name, 0) for name in SKIPPING), default=0)

    def _disagreements(self) -> Iterator[Text]:
        failed = self.counts[FAILED] + self.counts[ERRORED]
        failures, errors = (self.claims.get(name, 0) for name in FAILING)
        # gotestsum counts lines of error output as errors; they matter where nothing else says that something failed.
        claimed = failures if failed else failures + errors
        if claimed > failed + self.extra:
            yield self._disagreement(text("failures"), claimed, failed)
        # Writers disagree on what is skipped; but where no case was executed by the suite's own word, none has passed.
        claimed = self._skipped()
        skipped, passed = self.counts[SKIPPED], self.counts[PASSED]
        if passed and claimed >= passed + skipped:
            yield self._disagreement(text("skipped tests"), claimed, skipped)

    def _disagreement(self, what: Text, claimed: int, held: int) -> Text:
        return text(
            "suite {suite} claims {claimed} {what} and holds {held}",
            suite=repr(self.name),
            claimed=claimed,
            what=what,
            held=held,
        )


class Totals:
    """Counts of all suites of one name; they sum to the cases of the report, nested suites counted once."""

    __slots__ = ("_identity", "_suite", "counts", "duration_ms", "flaky", "listing")

    def __init__(self, suite: str) -> None:
        self._suite = suite
        self._identity: blake2b | None = None
        self.listing = False  # whether GoogleTest only listed its tests: where it runs them it claims failures, too
        self.counts = [0, 0, 0, 0]
        self.flaky = 0
        self.duration_ms = 0

    @property
    def identity(self) -> blake2b:
        """The identity of its cases, up to their names."""
        if self._identity is None:
            self._identity = blake2b(f"{self._suite}\0".encode(), digest_size=IDENTITY_BYTES)
        return self._identity

    def rest(self) -> None:
        """Give back what is needed for further cases only: half a kilobyte for each of thousands of suites."""
        self._identity = None

    def frozen(self, suite: str) -> SuiteTotals:
        """Return the counts as evidence."""
        return SuiteTotals(
            suite,
            passed=self.counts[PASSED],
            failed=self.counts[FAILED],
            errored=self.counts[ERRORED],
            skipped=self.counts[SKIPPED],
            flaky=self.flaky,
            duration_ms=self.duration_ms,
        )


def claims_of(attributes: Mapping[str, str]) -> Mapping[str, int]:
    """Return the totals that a suite claims. Raises EvidenceError where one is no count: then none can be trusted."""
    names = ("tests", *FAILING, *SKIPPING)
    return {name: natural(attributes[name]) for name in names if attributes.get(name) is not None}

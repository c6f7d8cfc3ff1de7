"""Tests of Go packages: what ran in a package, and what the package as a whole says about it."""

from __future__ import annotations

import msgspec

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED

WHOLE = "<package>"  # the name of a case that stands for what happened outside of tests


class GoTest:
    """One test of a package, run once or more often."""

    __slots__ = ("duration_ms", "message", "ranks", "running")

    def __init__(self) -> None:
        self.running = True
        self.ranks: list[int] = []
        self.message = ""
        self.duration_ms = 0


class GoPackage:
    """The tests of a package in the order in which they began, until the package ends."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.tests: dict[str, GoTest] = {}

    def begin(self, test: str) -> None:
        """Take the beginning of a test."""
        self.tests.setdefault(test, GoTest()).running = True

    def end(self, test: str, rank: int, duration_ms: int = 0) -> None:
        """Take the end of a test."""
        known = self.tests.setdefault(test, GoTest())
        known.running = False
        known.ranks.append(rank)
        known.duration_ms += duration_ms

    def remark(self, test: str, line: str) -> None:
        """Take output: the first line that names a place in a test file is the message."""
        known = self.tests.get(test)
        if known is not None and not known.message and ".go:" in line:
            known.message = line.strip()

    def cases(self, *, passed: bool, repeats: bool, why: str = "") -> list[Case]:
        """Return the tests as cases. A failed package in which no test failed is one errored case.

        `repeats` counts each run of a test; without, the runs are one case: in a package that passed the last run
        decides (a rerun made it good), in one that failed the worst.
        """
        cases: list[Case] = []
        for name, test in self.tests.items():
            if test.running and not (passed and _is_benchmark(name)):
                test.ranks.append(ERRORED)
                test.message = test.message or "the test began and did not end"
            for rank, flaky in _outcomes(test.ranks, passed=passed, repeats=repeats):
                duration_ms = test.duration_ms // len(test.ranks)
                cases.append(Case(name, rank, self.name, test.message, None, duration_ms, flaky))
        if not passed and all(case.rank < FAILED for case in cases):
            cases.append(Case(WHOLE, ERRORED, self.name, why or "the package failed, though none of its tests did"))
        return cases


class GoReruns:
    """Counts cases; a rerun of failed tests (as `gotestsum --rerun-fails` makes it) mends those that pass in it.

    A later run of a package is a rerun where it holds nothing but tests that failed before; otherwise it is another run,
    whose cases are counted beside the earlier ones.
    """

    def __init__(self, tally: CaseTally) -> None:
        self._tally = tally
        self._failed: dict[str, dict[str, Case]] = {}  # package -> test -> its newest result

    def take(self, package: str, cases: list[Case]) -> None:
        """Take the cases of one run of a package."""
        failed = self._failed.setdefault(package, {})
        tests = [case for case in cases if case.name != WHOLE]
        if failed and tests and all(case.name in failed for case in tests):
            for case in tests:
                if case.rank != SKIPPED:
                    failed[case.name] = msgspec.structs.replace(case, flaky=case.rank == PASSED)
            return
        for case in cases:
            if case.rank >= FAILED and case.name != WHOLE and case.name not in failed:
                failed[case.name] = case
            else:
                self._tally.add(case)

    def finish(self) -> None:
        """Count what waited for a rerun."""
        for failed in self._failed.values():
            for case in failed.values():
                self._tally.add(case)


def _outcomes(ranks: list[int], *, passed: bool, repeats: bool) -> list[tuple[int, bool]]:
    if repeats or not ranks:
        return [(rank, False) for rank in ranks]
    if passed:
        return [(ranks[-1], ranks[-1] == PASSED and max(ranks) >= FAILED)]
    return [(max(ranks), False)]


def _is_benchmark(name: str) -> bool:
    return name.startswith("Benchmark")  # one without a result line of its own only holds others

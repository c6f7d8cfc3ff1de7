"""Where the cases of a JUnit report lie: totals by what the report says of the place, read where a policy asks for it."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cdgate.builtin.readers.junit_cases import JunitTarget
from cdgate.builtin.readers.junit_suites import Totals
from cdgate.builtin.readers.junit_words import SKIPPED, SUITES
from cdgate.model.cases import SuiteTotals, TestCase

_FILES = ("file", "filepath")
MOST_PLACES = 50_000  # that are told apart; a writer that gives each case a class of its own tells no places


class PlacedTarget(JunitTarget):
    """Gathers the same as the plain target, and beside it the share of each place.

    A place is the file of the case, that of the suite around it, or else the class. Case for case the plain target
    decides what counts; only what that adds to its totals is booked.
    """

    def __init__(self) -> None:
        super().__init__()
        self._shares: dict[tuple[str, str], _Share] = {}
        self._files = [""]  # of the open suites
        self._place = ""

    def placed(self) -> tuple[SuiteTotals, ...]:
        """Return the totals of each place of each suite."""
        return tuple(share.placed(suite, place) for (suite, place), share in self._shares.items())

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if self._case is not None or tag not in SUITES:
            super().end(tag)
            return
        suite = self._suites[-1]
        place = self._known(self._files.pop() or suite.name)
        super().end(tag)
        if suite.unwritten:
            share = self._shares.setdefault((suite.name, place), _Share(suite.name))
            share.counts[SKIPPED] += suite.unwritten

    def _open_suite(self, attributes: Mapping[str, str]) -> None:
        super()._open_suite(attributes)
        self._files.append(_file_of(attributes) or self._files[-1])

    def _suite_result(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._place = self._known(self._files[-1] or self._suites[-1].name)
        before = self._state()
        super()._suite_result(tag, attributes)
        self._book(before)

    def _close_case(self, attributes: Mapping[str, str]) -> None:
        self._place = self._known(_file_of(attributes) or self._files[-1] or self._class_of(attributes))
        before = self._state()
        super()._close_case(attributes)
        self._book(before)

    def _keep(self, case: TestCase) -> None:
        super()._keep(msgspec.structs.replace(case, place=self._place))

    def _class_of(self, attributes: Mapping[str, str]) -> str:
        group = attributes.get("classname")
        if group is None:
            return self._suites[-1].name
        return group or attributes.get("name") or ""  # a file that pytest could not load has its name and no class

    def _known(self, place: str) -> str:
        return place if len(self._shares) < MOST_PLACES or (self._suites[-1].name, place) in self._shares else ""

    def _state(self) -> tuple[int, list[int], int, int]:
        totals = self._suites[-1].totals
        return self._identities.tell(), list(totals.counts), totals.flaky, totals.duration_ms

    def _book(self, before: tuple[int, list[int], int, int]) -> None:
        suite = self._suites[-1]
        share = self._shares.setdefault((suite.name, self._place), _Share(suite.name))
        identities, counts, flaky, duration_ms = self._state()
        share.counts = [old + new - was for old, new, was in zip(share.counts, counts, before[1], strict=True)]
        share.flaky += flaky - before[2]
        share.duration_ms += duration_ms - before[3]
        share.executed += self._identities.getbuffer()[before[0] : identities]


class _Share(Totals):
    """The totals of one place, and the identities of what was executed there."""

    __slots__ = ("executed",)

    def __init__(self, suite: str) -> None:
        super().__init__(suite)
        self.executed = bytearray()

    def placed(self, suite: str, place: str) -> SuiteTotals:
        """Return the totals as evidence."""
        return msgspec.structs.replace(super().frozen(suite), place=place, executed=bytes(self.executed))


def _file_of(attributes: Mapping[str, str]) -> str:
    return next((attributes[name] for name in _FILES if attributes.get(name)), "")

"""Subtests of TAP: looked at only for whether they contradict the test that they belong to."""

from __future__ import annotations

import re

from cdgate.builtin.readers.case_tally import Case
from cdgate.builtin.readers.junit_words import PASSED
from cdgate.pattern import lazily

_FAILURE = lazily(r" {4}not ok\b(?!.*#\s*(?:todo|skip))", re.IGNORECASE)
_PLAN = lazily(r" {4}[0-9]+\.\.[0-9]+\s*(?:#.*)?", re.ASCII)


class TapSubtests:
    """Indented lines: a subtest stands before the point it belongs to, or after it in braces."""

    def __init__(self) -> None:
        self.in_yaml = False
        self._failed = False
        self._planned = False

    def take(self, line: str) -> None:
        """Take an indented line, or a closing brace."""
        plain = line.strip()
        if plain == "---":
            self.in_yaml = True
        elif plain == "...":
            self.in_yaml = False
        elif not self.in_yaml:
            self._failed = self._failed or _FAILURE.match(line) is not None
            self._planned = self._planned or _PLAN.fullmatch(line) is not None

    def close(self, point: Case | None, *, opens: bool) -> bool:
        """Take the point after a subtest; tell whether it says ok though the subtest failed."""
        contradiction = not opens and self.contradicts(point)
        self._failed = self._planned = self.in_yaml = False
        return contradiction

    def contradicts(self, point: Case | None) -> bool:
        """Tell whether a whole subtest of this point failed, though it says ok."""
        return point is not None and point.rank == PASSED and self._failed and self._planned

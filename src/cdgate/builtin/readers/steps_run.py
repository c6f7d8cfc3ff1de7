"""Tells whether any step of the tests ran: a dry run lists all of them as passed without running one."""

from __future__ import annotations

from collections.abc import Mapping

from cdgate.builtin.readers.case_tally import CaseTally
from cdgate.builtin.readers.junit_words import PASSED
from cdgate.message import text


class StepsRun:
    """Counts the innermost steps: those around them are said to have passed even where nothing ran."""

    def __init__(self, element: str, idle: frozenset[str]) -> None:
        self._element = element
        self._idle = idle  # the words for a step that did not run
        self._innermost = False
        self._word = ""
        self._ran = 0
        self._skipped = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag inside of a test."""
        if tag == self._element:
            self._innermost, self._word = True, ""
        elif tag == "status":
            self._word = attributes.get("status") or ""

    def end(self, tag: str) -> None:
        """Take an end tag inside of a test."""
        if tag == self._element and self._innermost:
            self._innermost = False
            self.take(self._word)

    def take(self, word: str) -> None:
        """Take the word of an innermost step."""
        if word.lower() in self._idle:
            self._skipped += 1
        else:
            self._ran += 1

    def weigh(self, tally: CaseTally) -> None:
        """Doubt tests that passed where steps are listed and none of them ran."""
        if self._skipped and not self._ran and tally.counts[PASSED]:
            tally.doubt(text("none of the {count} steps of the tests ran: this was a dry run", count=self._skipped))

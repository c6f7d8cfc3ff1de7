"""What a tool says of its own run: that it began, that it failed, how much it found, that it found nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cdgate.builtin.readers.lines.line import Patterns, said
from cdgate.message import Text, text
from cdgate.model.evidence import Finding

MOST_FAILURES = 100
_LONGEST_FAILURE = 400


class Account:
    """The lines about the run so far."""

    def __init__(self, patterns: Patterns) -> None:
        self.failures: list[str] = []
        self._patterns = patterns
        self._claimed: Counter[str] = Counter()
        self._opened = 0
        self._closed = 0
        self._clean = False

    def note_failure(self, line: str) -> None:
        """Remember a line that says that the tool failed; it may be a finding as well."""
        if said(self._patterns.failures, line) is not None and len(self.failures) < MOST_FAILURES:
            self.failures.append(line.strip()[:_LONGEST_FAILURE])

    def take(self, line: str) -> bool:
        """Take a line if it is about the run, and tell whether it is."""
        patterns = self._patterns
        if patterns.opening is not None and patterns.opening.match(line):
            self._opened += 1
            return True
        if patterns.clean is not None and patterns.clean.match(line):
            self._clean = True
            self._closed += 1
            return True
        return self._take_closing(line)

    def shortfalls(self, findings: Sequence[Finding], repeated: int) -> Iterator[Text]:
        """Yield the reasons why these findings may not be all, the gravest first."""
        if self.failures:
            yield text("the tool says that it failed: {reason}", reason=self.failures[0])
        found = Counter(finding.level.value for finding in findings)
        found["total"] = len(findings)
        for name, claimed in sorted(self._claimed.items()):
            if claimed > found[name] + repeated:
                yield text(
                    "the summary speaks of {claimed} findings ({name}), and {found} are listed",
                    claimed=claimed,
                    name=name,
                    found=found[name],
                )
        if self._opened > self._closed:
            yield text("the tool's closing line is missing: the run was stopped or the file was cut")
        if not findings and not self._clean:
            yield text("no line is a finding, and none says that the tool has run and found nothing")

    def _take_closing(self, line: str) -> bool:
        closing = self._patterns.closing
        match = None if closing is None else closing.match(line)
        if match is None:
            return False
        self._closed += 1
        for name, count in match.groupdict().items():
            if count is not None and count.isascii() and count.isdecimal():
                self._claimed[name] += int(count[:18])
        self._clean = self._clean or not any(self._claimed.values())
        return True

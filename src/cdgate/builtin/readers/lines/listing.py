"""The findings of a text in the order in which they were printed."""

from __future__ import annotations

from collections import Counter

from cdgate.builtin.readers.lines.line import Parts, Patterns
from cdgate.model.evidence import Finding
from cdgate.model.location import Location
from cdgate.parsing.declared.findings import identity, path_of
from cdgate.parsing.declared.scale import LEVELS, grade

MOST_CHARS_OF_MESSAGE = 2000
_MOST_DIGITS = 9  # of the number of a line


class Listing:
    """Findings so far; the last of them is open, since the lines below may say more of it."""

    def __init__(self, patterns: Patterns) -> None:
        self.repeated = 0
        self._patterns = patterns
        self._findings: list[Finding] = []
        self._last: tuple[Parts, Parts] | None = None  # what the heading said, and what the finding did
        self._keys: set[tuple[tuple[str, str], ...]] = set()
        self._seen: Counter[bytes] = Counter()
        self._shared: dict[str, str] = {}

    def add(self, heading: Parts, found: Parts) -> None:
        """Add a finding; one that only says more of the one above is left out."""
        attached = self._patterns.form.attached
        above = self._last[1] if self._last else {}
        if attached and found.get("word") == attached and _place(found) == _place(above):
            return
        self._settle()
        self._last = (heading, found)

    def say_more(self, detail: Parts) -> None:
        """Let the last finding have what it left out."""
        if self._last is not None:
            heading, found = self._last
            self._last = (heading, detail | found)

    def findings(self) -> tuple[Finding, ...]:
        """Return all findings."""
        self._settle()
        return tuple(self._findings)

    def _settle(self) -> None:
        if self._last is None:
            return
        part = self._last[0] | self._last[1]
        self._last = None
        if self._patterns.form.placed and not part.get("path"):
            return
        if self._patterns.form.once:
            key = tuple(sorted(part.items()))
            if key in self._keys:
                self.repeated += 1
                return
            self._keys.add(key)
        self._findings.append(self._finding(part))

    def _finding(self, part: Parts) -> Finding:
        form = self._patterns.form
        rule = part.get("rule", "")
        word = part.get("word", "") or self._patterns.word_of(rule)
        message = part.get("message", "").strip()[:MOST_CHARS_OF_MESSAGE]
        location = self._location(part)
        severity = grade(word or form.silent, self._patterns.levels)
        return Finding(
            rule_id=self._share(rule),
            level=LEVELS[severity],
            message=self._share(message or rule),
            location=location,
            severity=severity if form.security else None,
            native=self._share(part.get("word", "")),
            identity=identity((form.tool, rule, location.path if location else "", message), self._seen),
        )

    def _location(self, part: Parts) -> Location | None:
        path = path_of("", part.get("path", "").strip())
        if not path:
            return None
        numbers = (_number(part.get(name, "")) for name in ("line", "column", "end_line", "end_column"))
        line, column, end_line, end_column = numbers
        if line is None:
            return Location(self._share(path))
        return Location(self._share(path), line, column, end_line, end_column)

    def _share(self, words: str) -> str:
        """Return the same object for equal words: rules, files and messages repeat."""
        return self._shared.setdefault(words, words)


def _place(part: Parts) -> tuple[str | None, str | None]:
    return part.get("path"), part.get("line")


def _number(written: str) -> int | None:
    """Return a number that starts at 1; tools write 0 or less where they know none."""
    if not written.isascii() or not written.isdecimal() or len(written) > _MOST_DIGITS:
        return None
    return int(written) or None

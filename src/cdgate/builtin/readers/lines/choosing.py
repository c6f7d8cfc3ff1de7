"""Tells which one of the formats of lines a file has: the one that makes the most of it."""

from __future__ import annotations

import re
from collections.abc import Callable

from cdgate.builtin.readers import go_lines
from cdgate.builtin.readers.lines.line import Patterns
from cdgate.builtin.readers.lines.shape import LineFormat
from cdgate.parsing.limits import HEAD_BYTES
from cdgate.parsing.terminal import plain
from cdgate.pattern import lazily

# Documents with a grammar of their own. XML may stand above the lines of a tool that prints what it checks, but not a report.
_DOCUMENT = re.compile(rb"\{|\[\s*[\[{\]\"]|%PDF|PK|\x1f\x8b|SQLite format")
_MARKUP = re.compile(rb"<(?!!--\s)")
_PRINTED = (b"error : ", b"warning : ")
_REPORT = re.compile(rb"<!\[CDATA\[|<(?:test|checkstyle|coverage|report|results)", re.IGNORECASE)
# Lines that speak for test results, coverage and patches: what looks like a finding there is part of a message.
_OTHERS = lazily(
    rb"^(?:TAP version [0-9]|1\.\.[0-9]+[ \t]*\r?$|(?:not )?ok [0-9]|mode: (?:set|count|atomic)\s*$|end_of_record\r?$"
    rb"|SF:|TN:|diff --git |Index: |@@ -[0-9]|=+ (?:test session starts|warnings summary|short test summary info) =+"
    rb"|total:[ \t]+\(statements\))",
    re.MULTILINE,
)
_TESTS = (b"##teamcity[testStarted ", b"##teamcity[testSuiteStarted ")  # anywhere in a line


class Choice:
    """Chooses among formats in their order; remembers the last head, since every reader of lines asks for it."""

    def __init__(self, formats: Callable[[], tuple[LineFormat, ...]]) -> None:
        self._formats = formats
        self._known: dict[str, Patterns] = {}
        self._last: tuple[bytes, str] = (b"", "")

    def name(self, head: bytes) -> str:
        """Return the name of the format, or an empty text."""
        if self._last[0] is not head:
            self._last = (head, self._chosen(head))
        return self._last[1]

    def patterns(self, form: LineFormat) -> Patterns:
        """Return the patterns of a format, compiled once."""
        if form.name not in self._known:
            self._known[form.name] = Patterns(form)
        return self._known[form.name]

    def _chosen(self, head: bytes) -> str:
        start = head[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
        if not start or b"\0" in head or _DOCUMENT.match(start):
            return ""
        if _MARKUP.match(start) and not (any(sign in head for sign in _PRINTED) and _REPORT.search(head) is None):
            return ""
        if _OTHERS.search(head) or go_lines.TEXT.search(head) or any(sign in head for sign in _TESTS):
            return ""
        lines = [line for line in map(plain, head.decode("utf-8", "replace").split("\n")) if line]
        whole = "\n".join(lines)
        worth = {form.name: _worth(self.patterns(form), lines, whole) for form in self._formats()}
        most = max(worth.values(), default=0)
        return next(name for name in worth if worth[name] == most) if most else ""


def _worth(known: Patterns, lines: list[str], whole: str) -> int:
    """Return how much speaks for a format: two for each finding; a summary or a failure is worth less than any."""
    if known.needs is not None and known.needs.search(whole) is None:
        return 0
    if known.unless is not None and known.unless.search(whole) is not None:
        return 0
    signs = None if known.sign is None else known.sign.finditer(whole)
    count = sum(map(known.is_finding, lines)) if signs is None else sum(1 for _ in signs)
    if count:
        return 0 if known.form.alone and not _dominates(count, lines) else 2 * count
    around = [pattern for pattern in (known.clean, known.closing, *known.failures) if pattern is not None]
    return int(any(pattern.match(line) for pattern in around for line in lines))


def _dominates(count: int, lines: list[str]) -> bool:
    return 2 * count >= sum(not line[0].isspace() for line in lines)

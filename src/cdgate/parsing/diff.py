"""Unified diffs: which lines are new, whatever the files are called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.change import ChangedFile, Status
from cdgate.pattern import lazily

_HUNK = lazily(rb"@@ -([0-9]{1,9})(?:,([0-9]{1,9}))? \+([0-9]{1,9})(?:,([0-9]{1,9}))? @@")
_ESCAPE = lazily(rb'\\([0-7]{3}|[abtnvfr"\\])')
_BLANKS = lazily(rb"[ \t]{2,}")
_NAMED = {b"a": 7, b"b": 8, b"t": 9, b"n": 10, b"v": 11, b"f": 12, b"r": 13, b'"': 34, b"\\": 92}
_NULL = "/dev/null"
# A link and a submodule have one line each that no compiler sees: where they point to.
_POINTERS = (b" 120000", b" 160000")
_SUBMODULE = b" 160000"
_MODES = (b"new file mode ", b"new mode ", b"index ")
LONGEST_LINE = 10_000


class _Facts:
    """What the header of one file's diff has told so far."""

    def __init__(self) -> None:
        self.old = ""
        self.new = ""
        self.both = ""
        self.status = Status.MODIFIED
        self.binary = False
        self.pointer = False
        self.submodule = False
        self.added: list[int] = []
        self.removed = 0
        self.new_text: dict[int, str] = {}
        self.old_text: list[str] = []

    def file(self) -> ChangedFile | None:
        """Return the finished file, or None where no name was told."""
        status = self.status
        if self.new == _NULL:
            status = Status.DELETED
        elif self.old == _NULL:
            status = Status.ADDED
        path = next((name for name in (self.new, self.both, self.old) if name not in ("", _NULL)), "")
        if not path:
            return None
        old = self.old if status is Status.RENAMED else ""
        if self.pointer:
            return ChangedFile(path, status, old_path=old, submodule=self.submodule)
        return ChangedFile(
            path,
            status,
            old_path=old,
            added=_bits(self.added),
            removed=self.removed,
            binary=self.binary,
            new_text=self.new_text,
            old_text=tuple(self.old_text),
        )


def parse_diff(data: bytes) -> tuple[ChangedFile, ...]:
    """Return the files of a unified diff, in its order. `git` and plain `diff -u` forms are understood.

    Hunk bodies are taken by the counts of their headers, so nothing inside them can look like a header. Raises
    EvidenceError with the line number where a hunk is cut or a line is out of place.
    """
    files: list[ChangedFile] = []
    facts: _Facts | None = None
    lines = _Lines(data)
    for line in lines:
        if line.startswith(b"diff --git "):
            _finish(facts, files)
            facts = _Facts()
            facts.both = _both(line[len(b"diff --git ") :])
        elif line.startswith(b"--- ") and lines.peek().startswith(b"+++ "):
            if facts is None or facts.new:
                _finish(facts, files)
                facts = _Facts()
            facts.old, facts.new = _name(line[4:], b"a/"), _name(next(lines)[4:], b"b/")
        elif line.startswith(b"@@ "):
            if facts is None or not facts.new:
                raise _broken(lines, "a hunk before the name of its file")
            _hunk(line, lines, facts)
        elif facts is not None:
            _header(line, facts)
    _finish(facts, files)
    return tuple(files)


class _Lines:
    """The lines of a diff without their ends; only a line feed ends one. `number` is that of the line last given."""

    def __init__(self, data: bytes) -> None:
        self._lines = data.split(b"\n")
        if self._lines[-1] == b"":
            self._lines.pop()
        self.number = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        if self.number >= len(self._lines):
            raise StopIteration
        self.number += 1
        return self._lines[self.number - 1]

    def peek(self) -> bytes:
        """Return the line that comes next, empty at the end."""
        return self._lines[self.number] if self.number < len(self._lines) else b""


class _Span(NamedTuple):
    old_count: int
    new_start: int
    new_count: int


def _hunk(header: bytes, lines: _Lines, facts: _Facts) -> None:
    match = _HUNK.match(header)
    if match is None:
        raise _broken(lines, "a hunk header that cannot be read")
    span = _Span(int(match[2] or 1), int(match[3]), int(match[4] or 1))
    old, new = 0, 0
    while old < span.old_count or new < span.new_count:
        line = next(lines, None)
        sign = b"" if line is None else line[:1]
        if line is None or (sign not in b"+- \\" and line != b""):
            raise _broken(lines, "a hunk that ends before its counts are met")
        words = _bounded(line[1:]).decode("utf-8", "replace")
        if sign == b"+":
            number = span.new_start + new
            facts.added.append(number)
            facts.new_text[number] = words
            new += 1
        elif sign == b"-":
            facts.removed += 1
            facts.old_text.append(words)
            old += 1
        elif sign != b"\\":
            old, new = old + 1, new + 1


def _bounded(line: bytes) -> bytes:
    """Return the line, of one that is too long its beginning and its end: blanks in between may hide a comment there."""
    if len(line) <= LONGEST_LINE:
        return line
    line = _BLANKS.sub(b" ", line)
    half = LONGEST_LINE // 2
    return line if len(line) <= LONGEST_LINE else line[:half] + line[-half:]


def _header(line: bytes, facts: _Facts) -> None:
    if line.startswith(_MODES) and line.endswith(_POINTERS):
        facts.pointer = True
        facts.submodule = line.endswith(_SUBMODULE)
    if line.startswith(b"new file mode"):
        facts.status = Status.ADDED
    elif line.startswith(b"deleted file mode"):
        facts.status = Status.DELETED
    elif line.startswith(b"rename from "):
        facts.status, facts.old = Status.RENAMED, _unquoted(line[len(b"rename from ") :])
    elif line.startswith(b"rename to "):
        facts.both = _unquoted(line[len(b"rename to ") :])
    elif line.startswith(b"copy to "):
        facts.both, facts.status = _unquoted(line[len(b"copy to ") :]), Status.ADDED
    elif line.startswith((b"Binary files ", b"GIT binary patch")):
        facts.binary = True


def _finish(facts: _Facts | None, files: list[ChangedFile]) -> None:
    file = None if facts is None else facts.file()
    if file is not None:
        files.append(file)


def _name(written: bytes, prefix: bytes) -> str:
    """Return the name of a `---` or `+++` line: a tab ends it (git adds one behind names with blanks)."""
    bare = written.rstrip(b"\r")
    if not bare.startswith(b'"'):
        bare = bare.partition(b"\t")[0]
    name = _unquoted(bare)
    return name if name == _NULL else name.removeprefix(prefix.decode())


def _both(written: bytes) -> str:
    """Return the name in `a/NAME b/NAME`; where the two differ, other header lines tell them."""
    if written.startswith(b'"'):
        return _unquoted(written[: _closing(written) + 1]).removeprefix("a/")
    half = (len(written) - 1) // 2
    one, other = written[:half], written[half + 1 :]
    return _unquoted(one[2:]) if one[2:] == other[2:] else ""


def _closing(written: bytes) -> int:
    at = 1
    while at < len(written) and written[at : at + 1] != b'"':
        at += 2 if written[at : at + 1] == b"\\" else 1
    return at


def _unquoted(written: bytes) -> str:
    """Undo git's C quoting of odd names."""
    if written.startswith(b'"') and written.endswith(b'"') and len(written) > 1:
        written = _ESCAPE.sub(_escaped, written[1:-1])
    return written.decode("utf-8", "surrogateescape")


def _escaped(match: re.Match[bytes]) -> bytes:
    sign = match[1]
    return bytes([_NAMED[sign] if sign in _NAMED else int(sign, 8) & 0xFF])


def _bits(numbers: list[int]) -> int:
    marks = bytearray(max(numbers, default=0) // 8 + 1)
    for number in numbers:
        marks[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(marks, "little")


def _broken(lines: _Lines, what: str) -> EvidenceError:
    return EvidenceError(
        "malformed-diff",
        text("the diff has {what}", what=what),
        line=lines.number,
        hint=text("write it again with `git diff -U0 BASE...`; it must not be cut"),
    )

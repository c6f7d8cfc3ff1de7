"""Rows of reports that are lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import BinaryIO

from msgspec.structs import replace

from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.parsing.declared.findings import BY_NAME
from cdgate.parsing.declared.rows import Role, Row
from cdgate.parsing.declared.shape import Fields, Format
from cdgate.parsing.declared.template import compiled
from cdgate.parsing.json import bounded
from cdgate.parsing.terminal import PLACE, plain
from cdgate.pattern import lazily

CLEAN = "clean"
"""What the whole report answers to: a line that shows that the tool ran, and a total."""
TOTAL = "total"

# Longer lines are cut: a line is matched in steps that grow with the square of its length, and a person reads no more.
_MOST_CHARS = 2_000
_PLACE = lazily(PLACE)
_MARK = b"\xef\xbb\xbf"


class LineRows:
    """What the lines of a report say; `whole` is the row of what they say of the run."""

    def __init__(self, stream: BinaryIO, shape: Format) -> None:
        self.rows: list[Row] = []
        self._about: dict[str, str] = {}
        self._strays = 0
        self._stray = ""
        written = bounded(stream).removeprefix(_MARK)
        if b"\0" in written:
            raise _not_text()
        for line in _lines(written):
            self._take(line, shape)

    @property
    def whole(self) -> Row:
        """The report as a row."""
        return Row(Role.FINDING, _Parts(self._about))

    @property
    def notes(self) -> tuple[Text, ...]:
        """What whoever declares the format should look at."""
        if not self._strays:
            return ()
        return (text("{count} lines name a place and fit no template: {line}", count=self._strays, line=self._stray),)

    def _take(self, line: str, shape: Format) -> None:
        about = _about(line, shape)
        self._about |= about
        row = _row(line, shape)
        if row is not None:
            self.rows.append(row)
        elif not about and _PLACE.match(line):
            self._strays += 1
            self._stray = self._stray or line


def answered(shape: Format) -> Format:
    """Return the format as it is asked of rows: each name of a template is a path of its own."""
    names = {name: name for name in Fields.__struct_fields__ if name not in {"tags", "fingerprint"}}
    fields = replace(Fields(**names), level=shape.fields.level or "level")
    clean = (CLEAN, *(one for one in shape.clean if one == BY_NAME))
    return replace(shape, fields=fields, clean=clean, total=TOTAL, errors=(), error_message="message")


def any_line(head: bytes, templates: Iterable[str]) -> bool:
    """Tell whether a line of the head is one of the templates; the last one may be cut."""
    patterns = tuple(map(compiled, templates))
    return b"\0" not in head and any(_said(line, patterns) is not None for line in _lines(head.removeprefix(_MARK)))


class _Parts:
    """The parts of a line by their names."""

    def __init__(self, parts: Mapping[str, str]) -> None:
        self._parts = parts

    def __call__(self, path: str) -> Sequence[str]:
        """Return the part of that name, if the line has it."""
        return [self._parts[path]] if path in self._parts else []


def _row(line: str, shape: Format) -> Row | None:
    for templates, role in (
        (shape.errors, Role.ERROR),
        (shape.suppressed_records, Role.SUPPRESSED),
        (shape.records, Role.FINDING),
    ):
        parts = _said(line, map(compiled, templates))
        if parts is not None:
            return Row(role, _Parts({"message": line, **parts} if role is Role.ERROR else parts))
    return None


def _about(line: str, shape: Format) -> Mapping[str, str]:
    if _said(line, map(compiled, (one for one in shape.clean if one != BY_NAME))) is not None:
        return {CLEAN: line}
    total = _said(line, (compiled(shape.total),)) if shape.total else None
    return {} if total is None else {TOTAL: total[TOTAL], **({CLEAN: line} if not int(total[TOTAL]) else {})}


def _said(line: str, patterns: Iterable[re.Pattern[str]]) -> Mapping[str, str] | None:
    for pattern in patterns:
        match = pattern.fullmatch(line)
        if match is not None:
            return match.groupdict()
    return None


def _lines(written: bytes) -> Iterator[str]:
    for line in written.split(b"\n"):
        if found := plain(line.decode("utf-8", "replace"), _MOST_CHARS).lstrip():
            yield found


def _not_text() -> EvidenceError:
    return EvidenceError(
        "not-text",
        text("the file holds NUL bytes, so it is no text in UTF-8"),
        hint=text("write the report in UTF-8: some shells redirect output as UTF-16"),
    )

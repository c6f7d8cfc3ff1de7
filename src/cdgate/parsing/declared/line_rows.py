"""Rows of reports that are lines of text."""

from __future__ import annotations

import re
from collections import Counter
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
        self._shape = shape
        self._clean = ""
        self._total: int | None = None
        self._others: Counter[bool] = Counter()  # lines that fit no template, by whether they name a place
        self._stray = ""
        written = bounded(stream).removeprefix(_MARK)
        if b"\0" in written:
            raise _not_text()
        for line in _lines(written):
            self._take(line)

    @property
    def whole(self) -> Row:
        """The report as a row."""
        total = {} if self._total is None else {TOTAL: str(self._total)}
        return Row(Role.FINDING, _Parts(total | ({CLEAN: self._clean} if self._clean else {})))

    @property
    def notes(self) -> tuple[Text, ...]:
        """What whoever declares the format should look at."""
        if not self._others[True]:
            return ()
        return (
            text("{count} lines name a place and fit no template: {line}", count=self._others[True], line=self._stray),
        )

    @property
    def shortfall(self) -> Text | None:
        """Why these may not be all findings, though each line that is one was taken."""
        if self.rows:
            lacking = self._shape.total and self._total is None and not self._clean
            return text("the line with the total is missing: the report was cut") if lacking else None
        if self._others[True]:
            return text("no line fits a template, and some name a place: {line}", line=self._stray)
        if BY_NAME in self._shape.clean and self._others[False] and not self._clean:
            return text("the report is not empty, and nothing in it says that the tool ran")
        return None

    def _take(self, line: str) -> None:
        row = _row(line, self._shape)
        if row is not None:
            self.rows.append(row)
        elif not self._is_about_the_run(line):
            names_place = _PLACE.match(line) is not None
            self._others[names_place] += 1
            if names_place and not self._stray:
                self._stray = line

    def _is_about_the_run(self, line: str) -> bool:
        """Take a total, or a line that shows a clean run; several runs may stand in one file, so totals add up."""
        shape = self._shape
        found = _said(line, (compiled(shape.total),)) if shape.total else None
        if found is not None:
            self._total = (self._total or 0) + int(found[TOTAL])
            self._clean = self._clean or ("" if self._total else line)
            return True
        if _said(line, map(compiled, (one for one in shape.clean if one != BY_NAME))) is not None:
            self._clean = line
            return True
        return False


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

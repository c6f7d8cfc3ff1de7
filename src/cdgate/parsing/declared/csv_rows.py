"""Rows of reports that are comma-separated values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, NamedTuple

from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.parsing.declared.rows import Role, Row
from cdgate.parsing.declared.shape import Format
from cdgate.parsing.json import bounded, decoded
from cdgate.pattern import lazily

# A quote behind which a cell goes on, which no sound CSV has: it was written with a backslash instead of twice.
_BACKSLASHED = lazily(r'\\"(?=[^",;\r\n])')


class Table(NamedTuple):
    """The header as a row, the lines below it, and why a table without lines proves nothing."""

    header: Row
    rows: Iterator[Row]
    doubt: Text | None


def rows_of_csv(stream: BinaryIO, shape: Format) -> Table:
    """Return what the file says. A format that declares its `columns` has no header."""
    written = decoded(bounded(stream))
    if _BACKSLASHED.search(written):
        written = written.replace('\\"', '""')
    lines = _lines(written)
    header = list(shape.columns) or next(lines, [])
    if len(set(header)) < len(header):
        raise _malformed(text("a column stands in the header twice"), 1)
    ended = "\n" in written or "\r" in written
    doubt = None if ended else text("the file ends within its first line: it may have been cut there")
    return Table(Row(Role.FINDING, _Cells(dict(zip(header, header, strict=True)))), _rows(lines, header), doubt)


def header_in(head: bytes) -> list[str]:
    """Return the cells of the first line."""
    try:
        return next(_lines(head.decode("utf-8-sig", "replace").partition("\n")[0]), [])
    except EvidenceError:
        return []


class _Cells:
    """The cells of one line by the names of their columns."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self._cells = cells

    def __call__(self, path: str) -> Sequence[str]:
        """Return the cell of the column, if there is one."""
        name = path.strip('"')
        return [self._cells[name]] if name in self._cells else []


def _rows(lines: Iterator[list[str]], header: Sequence[str]) -> Iterator[Row]:
    for number, cells in enumerate(lines, 2):
        if len(cells) != len(header):
            message = text("a line has {found} cells, and {wanted} columns", found=len(cells), wanted=len(header))
            raise _malformed(message, number)
        yield Row(Role.FINDING, _Cells(dict(zip(header, cells, strict=True))))


def _lines(written: str) -> Iterator[list[str]]:
    import csv
    import io

    try:
        rows = csv.reader(io.StringIO(written, newline=""), strict=True, delimiter=_separator(written))
        yield from (row for row in rows if row)
    except csv.Error as error:
        raise _malformed(text("this is no sound CSV: {reason}", reason=str(error)), 0) from error


def _separator(written: str) -> str:
    """Return what stands between cells: where a comma is part of numbers, tables are written with semicolons."""
    first = written.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _malformed(message: Text, line: int) -> EvidenceError:
    return EvidenceError(
        "csv-malformed",
        message,
        line=line,
        hint=text("write the report again; if a spreadsheet saved it, use the file as its tool wrote it"),
    )

"""Rows of reports that are JSON, lines of JSON, or a property list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.declared.paths import Node, records
from cdgate.parsing.declared.pieces import pieces
from cdgate.parsing.declared.rows import Role, Row
from cdgate.parsing.declared.shape import Format, Syntax
from cdgate.parsing.json import bounded, load_json

_BOM = b"\xef\xbb\xbf"


def rows_of_json(stream: BinaryIO, shape: Format) -> tuple[Row, Iterator[Row]]:
    """Return the whole report as a row, and its records. Raises EvidenceError while it is read and while they are taken."""
    return rows_of_value(_value(stream, shape), shape)


def rows_of_value(value: Any, shape: Format) -> tuple[Row, Iterator[Row]]:  # any JSON
    """Return the same of a report that has been read already."""
    root = Node(value)
    return Row(Role.FINDING, root.values), _rows(root, shape)


def roles_of(shape: Format) -> Iterator[tuple[str, Role]]:
    """Yield the paths of records with what their records are."""
    yield from ((path, Role.FINDING) for path in shape.records)
    yield from ((path, Role.SUPPRESSED) for path in shape.suppressed_records)
    yield from ((path, Role.ERROR) for path in shape.errors)


def _value(stream: BinaryIO, shape: Format) -> Any:  # any JSON
    match shape.syntax:
        case Syntax.JSON_LINES:
            return list(_lines(stream, tuple(one.encode() for one in shape.comments)))
        case Syntax.PLIST:
            from cdgate.parsing.declared.plist import load_plist

            return load_plist(stream)
        case _:
            return load_json(stream)


def _lines(stream: BinaryIO, comments: tuple[bytes, ...]) -> Iterator[Any]:
    for number, written in pieces(bounded(stream).removeprefix(_BOM), comments):
        try:
            yield load_json(written)
        except EvidenceError as error:
            line = number + (error.line - 1 if error.line else 0)
            raise EvidenceError(error.slug, error.message, line=line, column=error.column, hint=error.hint) from error


def _rows(root: Node, shape: Format) -> Iterator[Row]:
    for path, role in roles_of(shape):
        for node in records(root, path):
            if role is not Role.ERROR and not isinstance(node.value, dict):
                raise EvidenceError(
                    "wrong-shape",
                    text("{where}: expected objects, and one is none", where=path),
                    hint=text("look whether the file is of another format"),
                )
            yield Row(role, node.values)

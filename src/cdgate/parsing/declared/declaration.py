"""A declaration that somebody wrote in a file: YAML (or JSON) to a format, each complaint with its line."""

from __future__ import annotations

import re
from typing import assert_never

import msgspec

from cdgate.errors import ErrorGroup, PolicyError
from cdgate.message import Text, text
from cdgate.model.node import ListNode, MapNode, Node, Position, ScalarNode
from cdgate.parsing.declared.faults import faults_of
from cdgate.parsing.declared.shape import Format
from cdgate.parsing.yaml import compose

_LISTS = frozenset(
    {"columns", "clean", "comments", "errors", "failed", "fails", "recognise", "records", "skip", "suppressed"}
    | {"suppressed_records"}
)
_STEP = re.compile(r"\.(?P<key>\w+)|\[(?P<at>[0-9]+)\]")
_FIELD = re.compile(r"field `(?P<name>[^`]*)`")


def load_declaration(data: bytes, file: str, *, taken: frozenset[str] = frozenset()) -> Format:
    """Return the format that `data` declares, whose name must not be `taken`.

    Raises PolicyError, or ErrorGroup of all complaints, with positions.
    """
    return declared(compose(data, file), file, taken=taken)


def declared(node: Node, file: str, *, taken: frozenset[str] = frozenset()) -> Format:
    """Return the format that `node` declares; as above."""
    try:
        shape: Format = msgspec.convert(_plain(node, top=True), Format, strict=False)
    except msgspec.ValidationError as error:
        raise _misshaped(error, node, file) from error
    complaints = [_refused(fault.message, _place(node, fault.keys, file)) for fault in faults_of(shape)]
    if shape.name in taken:
        message = text("there is a reader named {name} already", name=shape.name)
        complaints.append(_refused(message, _place(node, ("name",), file)))
    if complaints:
        raise ErrorGroup(complaints)
    return shape


def _plain(node: Node, *, top: bool = False) -> object:
    """Return texts, lists and mappings of texts; where the format wants several, one will do."""
    match node:
        case ScalarNode():
            return node.text
        case ListNode():
            return [_plain(item) for item in node.items]
        case MapNode():
            inner = {key.text: _plain(value) for key, value in node.entries}
            if top:
                inner = {
                    key: [value] if key in _LISTS and isinstance(value, str) else value for key, value in inner.items()
                }
            return inner
        case _:
            assert_never(node)


def _misshaped(error: msgspec.ValidationError, node: Node, file: str) -> PolicyError:
    complaint, _, path = str(error).partition(" - at ")
    keys: list[str | int] = [
        step["key"] if step["key"] is not None else int(step["at"]) for step in _STEP.finditer(path.strip("`"))
    ]
    named = _FIELD.search(complaint)
    place = _place(node, (*keys, *((named["name"],) if named else ())), file)
    return _refused(text("{complaint}", complaint=complaint[:1].lower() + complaint[1:]), place)


def _place(node: Node, keys: tuple[str | int, ...], file: str) -> Position:
    """Return where the keys lead, as far as they lead."""
    place = node.position
    for key in keys:
        inner: Node | None = None
        if isinstance(node, MapNode):
            found = node.key(str(key))
            place = found.position if found else place
            inner = node.get(str(key))
        elif isinstance(node, ListNode) and isinstance(key, int) and key < len(node.items):
            inner = node.items[key]
            place = inner.position
        if inner is None:
            break
        node = inner
    return Position(place.file or file, place.line, place.column)


def _refused(message: Text, place: Position) -> PolicyError:
    return PolicyError(
        "format-invalid",
        message,
        file=place.file,
        line=place.line,
        column=place.column,
        hint=text("see `Declare your own format` in docs/formats.md"),
    )

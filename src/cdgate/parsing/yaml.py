"""The only door to PyYAML: strict YAML 1.2 core text to nodes that know their place."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from cdgate.errors import PolicyError
from cdgate.message import Text, text
from cdgate.model.node import ListNode, MapNode, Node, Position, ScalarNode
from cdgate.pattern import lazily

if TYPE_CHECKING:
    import yaml

MOST_BYTES = 256 * 1024
MOST_EVENTS = 40_000
DEEPEST = 24

# Controls but for tab and line ends, a lone carriage return (editors and YAML count lines differently there), the C1 block
# with NEL, characters that reorder or split what a reviewer sees, tags, surrogates, non-characters.
_HIDDEN = lazily(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff"
    "\U000e0000-\U000e007f]|\r(?!\n)"
)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEAN = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMERIC = frozenset("+-.0123456789")  # how a number begins
_INTEGER = lazily(r"[-+]?[0-9]{1,19}", re.ASCII)
_BASED = lazily(r"0o[0-7]{1,19}|0x[0-9a-fA-F]{1,16}", re.ASCII)
_FLOAT = lazily(r"[-+]?(?:\.[0-9]{1,19}|[0-9]{1,19}(?:\.[0-9]{0,19})?)(?:[eE][-+]?[0-9]{1,2})?", re.ASCII)


def compose(data: bytes, file: str) -> Node:
    """Return the one document in `data`; `file` stands in positions and messages.

    Raises PolicyError for whatever is not plain, finite, unambiguous YAML: see `docs/errors.md`, slugs `yaml-*`.
    """
    written = _decode(data, file)
    events = _guarded(_events(written, file), file)
    first = next(events, None)
    if first is None:
        raise PolicyError(
            "policy-empty",
            text("the file holds nothing"),
            file=file,
            hint=text("write at least `version: 1` and a stage with a gate"),
        )
    node = _node(first, events, file)
    for event in events:
        raise _refusal(
            "yaml-documents", text("a second YAML document starts here"), _position(event, file), _ONE_DOCUMENT
        )
    return node


_ONE_DOCUMENT = text("keep one document per file")


def _decode(data: bytes, file: str) -> str:
    """Return the text of `data`, or refuse its size, encoding, characters or missing end."""
    if len(data) > MOST_BYTES:
        raise PolicyError(
            "yaml-too-large",
            text("the file has {size} bytes, the limit is {limit}", size=len(data), limit=MOST_BYTES),
            file=file,
            hint=text("split the policy and join the parts with `extends`"),
        )
    try:
        written = data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PolicyError(
            "yaml-encoding",
            text("byte {offset} is not UTF-8", offset=error.start + 1),
            file=file,
            line=line,
            hint=text("save the file as UTF-8"),
        ) from None
    printable = written.isascii() and written.replace("\n", "").isprintable()
    hidden = None if printable else _HIDDEN.search(written)
    if hidden is not None:
        line, column = _line_and_column(written, hidden.start())
        raise _refusal(
            "yaml-character", _hidden_character(hidden[0]), Position(file, line, column), _VISIBLE_CHARACTERS
        )
    if written and not written.endswith("\n"):
        line, column = _line_and_column(written, len(written))
        raise _refusal(
            "policy-cut",
            text("the file does not end with a line end, so its last line may be cut off"),
            Position(file, line, column),
            text("check the last line, then end the file with a line end"),
        )
    return written


_VISIBLE_CHARACTERS = text("remove it: a policy must read the same to people and to cdgate")


def _hidden_character(character: str) -> Text:
    return text("the character {code} is invisible or reorders the text", code=f"U+{ord(character):04X}")


def _line_and_column(written: str, offset: int) -> tuple[int, int]:
    start = written.rfind("\n", 0, offset) + 1
    return written.count("\n", 0, offset) + 1, offset - start + 1


def _events(written: str, file: str) -> Iterator[yaml.Event]:
    """Yield what PyYAML sees, its complaints turned into ours; the C scanner where PyYAML has it."""
    import yaml

    loader = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader
    try:
        yield from yaml.parse(written, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
        said = ", ".join(part for part in (error.context, error.problem) if part)
        raise _syntax(said, file, line, column) from None
    except (yaml.YAMLError, ValueError, ArithmeticError, RecursionError) as error:
        # the pure scanner lets chr() of an absurd escape raise OverflowError
        raise _syntax(str(error), file, 0, 0) from None


def _syntax(said: str, file: str, line: int, column: int) -> PolicyError:
    return PolicyError(
        "yaml-syntax",
        text("this is not YAML: {said}", said=said),
        file=file,
        line=line,
        column=column,
        hint=text("check indentation, colons and quotes at this place and just before it"),
    )


def _guarded(events: Iterator[yaml.Event], file: str) -> Iterator[yaml.Event]:
    """Yield the events of content, refusing what could hide or multiply content before anything is built from it."""
    import yaml

    depth = 0
    for count, event in enumerate(events):
        if count > MOST_EVENTS:
            raise _refusal(
                "yaml-too-long",
                text("the file has more than {limit} values", limit=MOST_EVENTS),
                _position(event, file),
                text("split the policy and join the parts with `extends`"),
            )
        match event:
            case yaml.DocumentStartEvent():
                _refuse_directives(event, file)
                continue
            case yaml.StreamStartEvent() | yaml.StreamEndEvent() | yaml.DocumentEndEvent():
                continue
            case yaml.CollectionStartEvent():
                depth += 1
            case yaml.CollectionEndEvent():
                depth -= 1
        _refuse_references(event, file)
        if depth > DEEPEST:
            raise _refusal(
                "yaml-too-deep",
                text("values are nested deeper than {limit} levels", limit=DEEPEST),
                _position(event, file),
                text("write the criterion flatter"),
            )
        yield event


def _refuse_directives(event: yaml.DocumentStartEvent, file: str) -> None:
    if event.version or event.tags:
        raise _refusal(
            "yaml-tag",
            text("a YAML directive stands before the document"),
            _position(event, file),
            text("remove the lines that start with `%`; policies are always YAML 1.2"),
        )


def _refuse_references(event: yaml.Event, file: str) -> None:
    import yaml

    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise _refusal(
            "yaml-reference",
            text("anchors (`&name`) and aliases (`*name`) are not allowed"),
            _position(event, file),
            text("write the value out, or share it through `extends`"),
        )
    if getattr(event, "tag", None) is not None:
        raise _refusal(
            "yaml-tag",
            text("tags (`!name`) are not allowed"),
            _position(event, file),
            text("remove the tag; quote the value if it is meant as text"),
        )


def _node(event: yaml.Event, events: Iterator[yaml.Event], file: str) -> Node:
    import yaml

    position = _position(event, file)
    match event:
        case yaml.ScalarEvent():
            return _scalar(event, position)
        case yaml.SequenceStartEvent():
            return ListNode(tuple(_items(events, file)), position)
        case yaml.MappingStartEvent():
            return MapNode(tuple(_entries(events, file)), position)
        case _:
            raise AssertionError(event)


def _items(events: Iterator[yaml.Event], file: str) -> Iterator[Node]:
    import yaml

    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        yield _node(event, events, file)


def _entries(events: Iterator[yaml.Event], file: str) -> Iterator[tuple[ScalarNode, Node]]:
    import yaml

    seen: dict[str, int] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _key(_node(event, events, file))
        if key.text in seen:
            raise _refusal(
                "yaml-duplicate-key",
                text("the key {key} stands here and on line {line}", key=repr(key.text), line=seen[key.text]),
                key.position,
                text("keep one of the two"),
            )
        seen[key.text] = key.position.line
        yield key, _node(next(events), events, file)


def _key(node: Node) -> ScalarNode:
    if isinstance(node, ScalarNode) and isinstance(node.value, str) and node.text != "<<":
        return node
    shown = repr(node.text) if isinstance(node, ScalarNode) else text("a list or a map")
    raise _refusal(
        "yaml-key",
        text("{key} cannot be a key: keys are words", key=shown),
        node.position,
        text("write a word; `<<` does not merge here, use `extends`"),
    )


def _scalar(event: yaml.ScalarEvent, position: Position) -> ScalarNode:
    written: str = event.value
    if not event.implicit[0]:  # quoted or a block: text, whatever it looks like
        hidden = _HIDDEN.search(written)
        if hidden is not None:
            raise _refusal("yaml-character", _hidden_character(hidden[0]), position, _VISIBLE_CHARACTERS)
        return ScalarNode(written, written, position)
    return ScalarNode(written, _resolved(written), position)


def _resolved(written: str) -> str | int | Decimal | bool | None:
    """Return what a plain scalar means in the YAML 1.2 core schema; numbers of absurd length stay text."""
    if written in _NULL:
        return None
    if written in _BOOLEAN:
        return _BOOLEAN[written]
    if written[0] not in _NUMERIC:
        return written
    if _INTEGER.fullmatch(written):
        return int(written)
    if _BASED.fullmatch(written):
        return int(written, 0)
    return Decimal(written) if _FLOAT.fullmatch(written) else written


def _position(event: yaml.Event, file: str) -> Position:
    mark = event.start_mark
    return Position(file, 0, 0) if mark is None else Position(file, mark.line + 1, mark.column + 1)


def _refusal(slug: str, message: Text, position: Position, hint: Text) -> PolicyError:
    return PolicyError(slug, message, file=position.file, line=position.line, column=position.column, hint=hint)

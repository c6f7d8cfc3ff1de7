"""Nodes held against the JSON Schema of their field: every complaint with its place, in words of the policy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from cdgate.errors import PolicyError
from cdgate.extension import Field
from cdgate.message import Text, text
from cdgate.model.node import MapNode, Node, Position, ScalarNode
from cdgate.policy.nearness import nearest

Schema = Mapping[str, Any]  # JSON Schema is what it is


def complaint(slug: str, message: Text, position: Position, hint: Text | None = None) -> PolicyError:
    """Return a PolicyError at a position."""
    return PolicyError(slug, message, file=position.file, line=position.line, column=position.column, hint=hint)


def sound_part(
    node: MapNode, fields: tuple[Field, ...], what: Text, errors: list[PolicyError], *, null: bool = False
) -> MapNode:
    """Return the entries that `fields` know and that have their form; what is dropped stands in `errors`.

    `null` lets a value be null: in a file that extends others, that removes what they set.
    """
    known = {field.name: field for field in fields}
    kept = []
    for key, value in node.entries:
        if key.text not in known:
            errors.append(
                complaint(
                    "unknown-key",
                    text("{what} has no key {key}", what=what, key=repr(key.text)),
                    key.position,
                    nearest(key.text, known),
                )
            )
            continue
        found = () if null and _is_null(value) else tuple(complaints(value, known[key.text].schema, key.text))
        errors.extend(found)
        if not found:
            kept.append((key, value))
    return MapNode(tuple(kept), node.position)


def missing_keys(node: MapNode, fields: tuple[Field, ...], what: Text) -> Iterator[PolicyError]:
    """Yield a complaint for each required key that is not written."""
    for field in fields:
        if field.required and node.get(field.name) is None:
            yield complaint(
                "missing-key",
                text("{what} needs the key {key}", what=what, key=repr(field.name)),
                node.position,
                text("{key}: {meaning}", key=field.name, meaning=field.description),
            )


def complaints(node: Node, schema: Schema, key: str) -> Iterator[PolicyError]:
    """Yield what is wrong with the value of `key`; knows the part of JSON Schema that fields use, ignores the rest."""
    if "anyOf" in schema or "oneOf" in schema:
        yield from _alternatives(node, schema, key)
        return
    if "enum" in schema or "const" in schema:
        yield from _choice(node, schema, key)
        return
    if not _has_type(node, schema):
        yield _expected(node, _type_words(schema), key)
        return
    if isinstance(node, ScalarNode):
        yield from _scalar(node, schema, key)
    elif isinstance(node, MapNode):
        yield from _map(node, schema, key)
    else:
        if len(node.items) < schema.get("minItems", 0):
            yield _expected(node, text("a list with at least one item"), key)
        for item in node.items:
            yield from complaints(item, schema.get("items", {}), key)


def _alternatives(node: Node, schema: Schema, key: str) -> Iterator[PolicyError]:
    choices = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    found = [tuple(complaints(node, choice, key)) for choice in choices]
    if all(found):
        same_form = [fault for fault, choice in zip(found, choices, strict=True) if _has_type(node, choice)]
        yield from same_form[0] if same_form else found[0]


def _choice(node: Node, schema: Schema, key: str) -> Iterator[PolicyError]:
    choices = schema.get("enum", [schema.get("const")])
    if isinstance(node, ScalarNode) and any(type(node.value) is type(c) and node.value == c for c in choices):
        return
    said = node.text if isinstance(node, ScalarNode) else ""
    listed = ", ".join(str(choice) for choice in choices)
    yield _expected(node, text("one of {choices}", choices=listed), key, said and nearest(said, map(str, choices)))


def _scalar(node: ScalarNode, schema: Schema, key: str) -> Iterator[PolicyError]:
    value = node.value
    if isinstance(value, (int, Decimal)) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield _expected(
            node, text("a number from {low} to {high}", low=str(schema["minimum"]), high=str(schema["maximum"])), key
        )
    if not isinstance(value, str):
        return
    if len(value.strip()) < schema.get("minLength", 0):
        yield _expected(node, text("a text that says something"), key)
    elif schema.get("format") == "date":
        if not is_date(value):
            yield _expected(node, text("a date that exists, as 2027-01-31"), key)
    elif "pattern" in schema and re.search(schema["pattern"].replace("$", r"\Z"), value) is None:
        yield _expected(node, text("a text of the form {pattern}", pattern=schema["pattern"]), key)


def is_date(written: str) -> bool:
    """Tell whether the text is a day of the calendar, year first."""
    try:
        return date.fromisoformat(written).isoformat() == written
    except ValueError:
        return False


def _map(node: MapNode, schema: Schema, key: str) -> Iterator[PolicyError]:
    known, rest = schema.get("properties", {}), schema.get("additionalProperties", {})
    for name, value in node:
        if name in known or rest is not False:
            yield from complaints(value, known.get(name, rest), f"{key}.{name}")
            continue
        yield complaint(
            "unknown-key",
            text("{key} has no key {name}", key=key, name=repr(name)),
            value.position,
            nearest(name, known),
        )


def _has_type(node: Node, schema: Schema) -> bool:
    wanted = schema.get("type")
    if wanted is None:
        return True
    kinds = (wanted,) if isinstance(wanted, str) else tuple(wanted)
    return any(kind in kinds for kind in _types(node))


def _types(node: Node) -> tuple[str, ...]:
    if not isinstance(node, ScalarNode):
        return ("object",) if isinstance(node, MapNode) else ("array",)
    match node.value:
        case bool():
            return ("boolean",)
        case int():
            return ("integer", "number")
        case Decimal():
            return ("number",)
        case None:
            return ("null",)
        case str():
            return ("string",)
        case _:
            assert_never(node.value)


_TYPE_WORDS: Mapping[str, Text] = {
    "object": text("a map of keys and values"),
    "array": text("a list"),
    "boolean": text("true or false"),
    "integer": text("a whole number"),
    "number": text("a number"),
    "null": text("nothing"),
    "string": text("a text"),
}


def type_of(node: Node) -> Text:
    """Return what the node is, for a message."""
    return _TYPE_WORDS[_types(node)[0]]


def _type_words(schema: Schema) -> Text:
    wanted = schema["type"]
    return _TYPE_WORDS[wanted if isinstance(wanted, str) else wanted[0]]


def _expected(node: Node, wanted: Text, key: str, hint: Text | str | None = None) -> PolicyError:
    shown = repr(node.text) if isinstance(node, ScalarNode) and node.value is not None else type_of(node)
    return complaint(
        "wrong-value",
        text("{key} must be {wanted}, but here is {found}", key=key, wanted=wanted, found=shown),
        node.position,
        hint if isinstance(hint, Text) else _quote_hint(node, wanted),
    )


def _quote_hint(node: Node, wanted: Text) -> Text | None:
    if wanted is _TYPE_WORDS["string"] and isinstance(node, ScalarNode) and node.value is not None:
        return text("put it in quotes: {quoted}", quoted=f'"{node.text}"')
    return None


def _is_null(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value is None

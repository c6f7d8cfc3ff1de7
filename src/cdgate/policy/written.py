"""Nodes as a policy file again, each value with the place that set it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from cdgate.model.node import ListNode, MapNode, Node, Position, ScalarNode
from cdgate.pattern import lazily

_PLAIN = lazily(r"[A-Za-z0-9.][A-Za-z0-9 %._/@()<>=+*-]*", re.ASCII)
STEP = "  "

Line = tuple[str, Position | None]


def written(root: MapNode) -> Iterator[Line]:
    """Yield the lines of a policy file that says the same, and for lines with a value where it was set."""
    yield from _map(root, "")


def origins(root: MapNode) -> Iterator[tuple[str, ScalarNode]]:
    """Yield every value with its path (`stages.testing.exit.line-coverage.at_least`); list items count from 0."""
    yield from _values(root, "")


def _map(node: MapNode, indent: str) -> Iterator[Line]:
    for key, value in node.entries:
        name = f"{indent}{quoted(key)}:"
        if isinstance(value, ScalarNode):
            yield f"{name} {quoted(value)}", value.position
        elif isinstance(value, MapNode) and value.entries:
            yield name, None
            yield from _map(value, indent + STEP)
        elif isinstance(value, ListNode) and value.items:
            yield name, None
            yield from _list(value, indent + STEP)
        else:
            yield f"{name} {_empty(value)}", value.position


def _list(node: ListNode, indent: str) -> Iterator[Line]:
    for item in node.items:
        if isinstance(item, ScalarNode):
            yield f"{indent}- {quoted(item)}", item.position
            continue
        inner = list(_map(item, indent + STEP) if isinstance(item, MapNode) else _list(item, indent + STEP))
        if not inner:
            yield f"{indent}- {_empty(item)}", item.position
            continue
        (first, place), *rest = inner
        yield f"{indent}- {first.removeprefix(indent + STEP)}", place
        yield from rest


def _empty(node: Node) -> str:
    return "{}" if isinstance(node, MapNode) else "[]"


def quoted(node: ScalarNode) -> str:
    """Return the scalar so that it reads back as the same value."""
    if not isinstance(node.value, str):
        return node.text or "null"
    if _PLAIN.fullmatch(node.text) and not node.text.endswith(" ") and not _means_other(node.text):
        return node.text
    return json.dumps(node.text, ensure_ascii=False)


def _means_other(written_text: str) -> bool:
    """Tell whether the words, written without quotes, would be a number, a boolean or nothing."""
    return re.fullmatch(r"(?i:true|false|null|[0-9.].*)", written_text) is not None and not _is_limit(written_text)


def _is_limit(written_text: str) -> bool:
    return re.fullmatch(r"[0-9.]+ (?:%|[a-z]+)|[0-9]{4}-[0-9]{2}-[0-9]{2}", written_text) is not None


def _values(node: Node, path: str) -> Iterator[tuple[str, ScalarNode]]:
    if isinstance(node, ScalarNode):
        yield path, node
    elif isinstance(node, MapNode):
        for key, value in node:
            yield from _values(value, f"{path}.{key}" if path else key)
    else:
        for number, item in enumerate(node.items):
            yield from _values(item, f"{path}[{number}]")

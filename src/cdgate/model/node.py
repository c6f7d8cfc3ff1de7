"""Policy text as a tree of nodes that know where they were written."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec


class Position(msgspec.Struct, frozen=True):
    """A place in a policy file; line and column start at 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class ScalarNode(msgspec.Struct, frozen=True):
    """A single value: `text` as written, `value` by the YAML 1.2 core rules (a float stays a `Decimal`)."""

    text: str
    value: str | int | Decimal | bool | None
    position: Position


class ListNode(msgspec.Struct, frozen=True):
    """A sequence of nodes in the order written."""

    items: tuple[Node, ...]
    position: Position


class MapNode(msgspec.Struct, frozen=True):
    """A mapping in the order written; the composer guarantees distinct text keys."""

    entries: tuple[tuple[ScalarNode, Node], ...]
    position: Position

    def get(self, key: str) -> Node | None:
        """Return the value of `key`, or None where the key is absent."""
        for name, value in self.entries:
            if name.text == key:
                return value
        return None

    def key(self, key: str) -> ScalarNode | None:
        """Return the key node itself, for its position."""
        for name, _ in self.entries:
            if name.text == key:
                return name
        return None

    def names(self) -> tuple[str, ...]:
        """Return the keys in the order written."""
        return tuple(name.text for name, _ in self.entries)

    def without(self, *keys: str) -> MapNode:
        """Return the mapping less the named keys."""
        return MapNode(tuple(e for e in self.entries if e[0].text not in keys), self.position)

    def __iter__(self) -> Iterator[tuple[str, Node]]:
        return iter((name.text, value) for name, value in self.entries)


Node = ScalarNode | ListNode | MapNode

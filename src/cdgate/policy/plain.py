"""Nodes as plain data: for comparing what two files say, and for the digest of what is in force."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import msgspec

from cdgate.model.node import ListNode, MapNode, Node


def plain(node: Node) -> Any:  # JSON data has no narrower type
    """Return the node without positions; a decimal number keeps its digits as text."""
    if isinstance(node, MapNode):
        return {key: plain(value) for key, value in node}
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return str(node.value) if isinstance(node.value, Decimal) else node.value


def same(one: Node | None, other: Node | None) -> bool:
    """Tell whether two nodes say the same, whatever their places."""
    if one is None or other is None:
        return one is other
    return bool(_exact(one) == _exact(other))


def digest(node: Node) -> str:
    """Return the SHA-256 of what the node says: equal content in equal order, equal digest."""
    return hashlib.sha256(_written(_exact(node))).hexdigest()


def _written(data: Any) -> bytes:  # as below
    """Return JSON in ASCII without blanks; `json` need only be loaded for what has to be escaped."""
    written = msgspec.json.encode(data)
    if written.isascii() and b"\\" not in written and b"\x7f" not in written:
        return written
    import json

    return json.dumps(data, ensure_ascii=True, separators=(",", ":")).encode()


def _exact(node: Node) -> Any:  # JSON data has no narrower type
    """Return data in which `1`, `"1"`, `1.0` and `true` differ."""
    if isinstance(node, MapNode):
        return {key: _exact(value) for key, value in node}
    if isinstance(node, ListNode):
        return [_exact(item) for item in node.items]
    return [type(node.value).__name__, str(node.value)]

"""What the beginning of a JSON text tells about it, without parsing it: cheap enough for every reader to ask."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

import msgspec

from cdgate.pattern import lazily

INNER_DEPTH = 3

_BLANK = b" \t\r\n"
_TOKEN = lazily(rb'"(?P<text>[^"\\]*+(?:\\.[^"\\]*+)*+)"(?P<colon>\s*+:)?+\s*+|[{}\[\]]', re.DOTALL)


class JsonHead(msgspec.Struct, frozen=True):
    """Keys seen in the beginning of a JSON text.

    `keys` are those of the outermost object, `inner` those of the objects one and two levels (arrays count) within it,
    `words` the outermost values that are strings. `keys` of an outermost array is empty.
    """

    keys: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    words: Mapping[str, str] = {}


_NOTHING = JsonHead()


def keys_in_head(head: bytes) -> frozenset[str]:
    """Return the keys of the outermost object as far as `head` goes; empty where it does not begin as JSON."""
    return head_of_json(head).keys


def head_of_json(head: bytes) -> JsonHead:
    """Return what `head` tells. It may be cut anywhere; keys written with escapes are not seen."""
    return _NOTHING if head.startswith(b"<") else _told(head)  # of thousands of XML reports none is worth remembering


@functools.lru_cache(maxsize=2)  # every JSON reader asks about the same head in turn
def _told(head: bytes) -> JsonHead:
    body = head.removeprefix(b"\xef\xbb\xbf").lstrip(_BLANK)
    if not body.startswith((b"{", b"[")):
        return _NOTHING
    keys: set[str] = set()
    inner: set[str] = set()
    words: dict[str, str] = {}
    depth, pending, pending_end = 0, "", -1
    for token in _TOKEN.finditer(body):
        mark = token.group()
        if mark in b"{[":
            depth += 1
        elif mark in b"}]":
            depth -= 1
        elif depth > INNER_DEPTH:
            continue
        elif token["colon"] is None:
            if depth == 1 and token.start() == pending_end:
                words[pending] = token["text"].decode("utf-8", "replace")
        else:
            pending, pending_end = token["text"].decode("utf-8", "replace"), token.end()
            (keys if depth == 1 else inner).add(pending)
    return JsonHead(frozenset(keys), frozenset(inner), words)

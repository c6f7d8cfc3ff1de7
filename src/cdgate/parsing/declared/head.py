"""What the beginning of a file shows of its structure, in a form that the conditions of declarations can ask."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any

from cdgate.parsing.declared.pieces import pieces
from cdgate.parsing.prolog import loosely_decoded
from cdgate.pattern import lazily

_BOM = b"\xef\xbb\xbf"
_TOKEN = lazily(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\],"]', re.DOTALL)
_CLOSING = {b"{": b"}", b"[": b"]"}
_MOST_LINES = 5
_DEEPEST = 200  # no report is nested so deep, and each Python gives up at another depth
_MOST_TAGS = 400
_TAG = lazily(
    rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<![^>]*>"
    rb"|</(?P<end>[^\s>]+)\s*>|<(?P<start>[A-Za-z_:\x80-\xff][^\s/>]*)(?P<attributes>(?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(?P<empty>/)?>",
    re.DOTALL,
)
_ATTRIBUTE = lazily(rb"(?P<name>[^\s=/>\"'<]+)\s*=\s*(?:\"(?P<v1>[^\"]*)\"|'(?P<v2>[^']*)')")


@functools.lru_cache(maxsize=2)
def json_in_head(head: bytes) -> Any:  # any JSON
    """Return the value that `head` begins with, as far as it goes: what is cut is left out. None where this is no JSON."""
    body = head.removeprefix(_BOM).lstrip()
    return _loaded(body) if body[:1] in {b"{", b"["} else None


@functools.lru_cache(maxsize=2)
def lines_in_head(head: bytes, comments: tuple[bytes, ...]) -> list[Any] | None:
    """Return the values of the first lines that are JSON, as a list; None where the first line with text is none.

    Lines that begin with one of `comments` do not count. A single line is a list, too, unless it is the whole of a longer text.
    """
    found: list[Any] = []
    for _, written in pieces(head.removeprefix(_BOM), comments):
        value = _complete(written)
        if value is None or len(found) == _MOST_LINES:
            break
        found.append(value)
    return found or None


@functools.lru_cache(maxsize=2)
def xml_in_head(head: bytes) -> Mapping[str, list[str]]:
    """Return what the first tags show: `/a/b` for elements with text, `/a/b@name` for attributes, each with its values."""
    plain = loosely_decoded(head)
    found: dict[str, list[str]] = {}
    if not plain.lstrip().startswith((b"<", _BOM)):
        return found
    where = ""
    for number, match in enumerate(_TAG.finditer(plain)):
        if number == _MOST_TAGS:
            break
        if match["end"]:
            where = where.rpartition("/")[0]
        elif match["start"]:
            inner = f"{where}/{_local(match['start'])}"
            found.setdefault(inner, []).append(_text(plain[match.end() : plain.find(b"<", match.end())].strip()))
            for name, value in _attributes(match["attributes"]):
                found.setdefault(f"{inner}@{name}", []).append(value)
            where = where if match["empty"] else inner
    return found


def _attributes(written: bytes) -> Iterator[tuple[str, str]]:
    for match in _ATTRIBUTE.finditer(written):
        value = match["v1"] if match["v1"] is not None else match["v2"]
        yield _local(match["name"]) if not match["name"].startswith(b"xmlns") else "xmlns", _text(value)


def _loaded(body: bytes) -> Any:
    whole = _complete(body)
    return whole if whole is not None else _complete(_mended(body))


def _complete(body: bytes) -> Any:
    import json

    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _mended(body: bytes) -> bytes:
    """Return `body` up to its last complete value, with what is open closed."""
    still_open: list[bytes] = []
    cut = 0
    for token in _TOKEN.finditer(body):
        mark = token.group()
        if mark in _CLOSING:
            still_open.append(_CLOSING[mark])
            if len(still_open) > _DEEPEST:
                return b""
        elif mark == b'"':  # a string that is cut
            break
        elif mark in {b"}", b"]"}:
            if not still_open or still_open.pop() != mark:
                return b""
        elif mark != b",":
            continue
        cut = token.start() if mark == b"," else token.end()
    return body[:cut] + b"".join(reversed(still_open))


def _local(name: bytes) -> str:
    return _text(name.rpartition(b":")[2])


def _text(part: bytes) -> str:
    return part.decode("utf-8", "replace")

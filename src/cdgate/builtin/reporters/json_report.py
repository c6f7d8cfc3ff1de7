"""The run record itself, `cdgate.run/1`: sorted, indented, ASCII, so that equal records are equal bytes everywhere."""

from __future__ import annotations

import hashlib
from typing import Any

import msgspec

from cdgate.model.verdict import RunRecord
from cdgate.pattern import lazily
from cdgate.telling.page import Page

_NOT_ASCII = lazily(r"[^\x00-\x7e]")
_ORDER = lazily(r"(?P<before>##[A-Za-z0-9_.-]*|section_(?:start|end))(?P<mark>[\[:])")  # what a CI's log obeys
_PIECE = 4096  # characters
_SURROGATE = lazily(r"[\ud800-\udfff]")


def render(record: RunRecord, page: Page) -> None:
    """Write the record; it decodes back to an equal `RunRecord`."""
    page.line(msgspec.json.format(encoded(record), indent=2))


def encoded(record: RunRecord) -> str:
    r"""Return the record as compact ASCII JSON with sorted keys.

    What is no Unicode (a lone surrogate) has no form in JSON and is written as the text `\udc80`.
    """
    try:
        words = msgspec.json.encode(record, order="sorted").decode()
    except UnicodeEncodeError:
        words = msgspec.json.encode(_whole(msgspec.to_builtins(record)), order="sorted").decode()
    if "##" in words or "section_" in words:
        words = _ORDER.sub(lambda match: match["before"] + _escaped(match["mark"]), words)
    if words.isascii() and "\x7f" not in words:
        return words
    # Of a record of thousands of files nearly all pieces are ASCII, and that is known at once.
    pieces = (words[at : at + _PIECE] for at in range(0, len(words), _PIECE))
    return "".join(piece if piece.isascii() and "\x7f" not in piece else _in_ascii(piece) for piece in pieces)


def _in_ascii(piece: str) -> str:
    return _NOT_ASCII.sub(lambda match: _escaped(match[0]), piece)


def run_id(record: RunRecord) -> str:
    """Return the SHA-256 of the record: the same outcome has the same id."""
    return hashlib.sha256(encoded(record).encode()).hexdigest()


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _whole(value: Any) -> Any:  # what `msgspec.to_builtins` returns has no narrower type
    match value:
        case str():
            return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", value)
        case list() | tuple():  # `to_builtins` keeps tuples
            return [_whole(item) for item in value]
        case dict():
            return {_whole(key): _whole(item) for key, item in value.items()}
        case _:
            return value

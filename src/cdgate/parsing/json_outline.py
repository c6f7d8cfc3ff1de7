"""A large JSON text made short: what a reader is shown when the beginning alone did not tell the format."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from cdgate.parsing.limits import HEAD_BYTES

# All of it is held in memory for a moment, to find out what it is.
MOST_BYTES = 64 << 20
_DEEPEST = 8
_LONGEST_LIST = 2
_LONGEST_TEXT = 200
_MOST_KEYS = 100


def outline(stream: BinaryIO, size_bytes: int) -> bytes:
    """Return the document with all keys and the beginning of each list and text; empty where it is none, or too large.

    Writers put keys in any order, so the one that names the format may come behind the first 64 KiB.
    """
    if not HEAD_BYTES < size_bytes <= MOST_BYTES:
        return b""
    try:
        return msgspec.json.encode(_short(msgspec.json.decode(stream.read()), _DEEPEST))[:HEAD_BYTES]
    except (msgspec.DecodeError, UnicodeError, RecursionError, MemoryError):
        return b""
    finally:
        stream.seek(0)


def _short(value: object, deep: int) -> object:
    match value:
        case dict() if deep:
            return {key: _short(item, deep - 1) for key, item in list(value.items())[:_MOST_KEYS]}
        case list() if deep:
            return [_short(item, deep - 1) for item in value[:_LONGEST_LIST]]
        case str():
            return value[:_LONGEST_TEXT]
        case dict() | list():
            return type(value)()
        case _:
            return value

"""Proves large JSON clean at the speed of a compiled parser, where `load_json` would look at each key.

msgspec refuses malformed text, NaN, numbers that overflow, bad UTF-8 and lone surrogates, but takes the last of repeated
keys. They are found by counting colons: what was decoded is encoded again, and has one less for each key that got lost.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from cdgate.parsing.json import MOST_DIGITS, JsonValue, bounded, check_depth
from cdgate.parsing.limits import Limits

# Below this the strict way is as fast.
WORTHWHILE_BYTES = 128 << 10

_COLON = b":"
# A colon that is written as an escape would only be counted in what is encoded again.
_ESCAPED = b"\\u003"
_HIDDEN = (b"\\u003a", b"\\u003A")
# msgspec makes floats of integers that are too long. Long rows of digits are looked for first: outside names they are rare.
_SAME = bytes.maketrans(b"123456789", b"0" * 9)
_ROW = b"0" * (MOST_DIGITS + 1)
_LONG = re.compile(rb"(?:^|[:,\[ \t\r\n])-?[0-9]{%d}" % (MOST_DIGITS + 1))
_BOM = b"\xef\xbb\xbf"
_limits = Limits()

_any = msgspec.json.Decoder()
_encode = msgspec.json.Encoder().encode


class UncleanError(Exception):
    """The text could not be proved clean in the fast way; `load_json` tells what is wrong, or that nothing is."""


class CleanJson:
    """A JSON text, to be taken apart: `value`, `members` or `entries` must meet each part once, then `finish` proves it."""

    def __init__(self, text: bytes, limits: Limits = _limits) -> None:
        self.text = text.removeprefix(_BOM)
        self._colons = 0
        self._depth = limits.depth

    def value(self, part: bytes | msgspec.Raw, depth: int) -> JsonValue:
        """Return the value of a part that stands `depth` levels deep. Raises UncleanError."""
        raw = bytes(part)
        try:
            value: JsonValue = _any.decode(raw)
            self._colons += _encode(value).count(_COLON)
        except (msgspec.DecodeError, ValueError, OverflowError, RecursionError) as error:
            raise UncleanError from error
        if _ROW in raw.translate(_SAME) and _LONG.search(raw):
            raise UncleanError
        if raw.count(b"{") + raw.count(b"[") > self._depth - depth:  # only then it may be too deep
            check_depth(value, self._depth - depth)
        return value

    def members(self, part: bytes | msgspec.Raw) -> dict[str, msgspec.Raw]:
        """Return the members of an object, their values as text."""
        members: dict[str, msgspec.Raw] = decoded(_members, part)
        self._colons += len(members) + sum(key.count(":") for key in members)
        return members

    def entries(self, part: bytes | msgspec.Raw) -> list[msgspec.Raw]:
        """Return the entries of an array as text."""
        entries: list[msgspec.Raw] = decoded(_entries, part)
        return entries

    def finish(self) -> None:
        """Raise UncleanError unless every key of the text was met."""
        hidden = _ESCAPED in self.text and any(colon in self.text for colon in _HIDDEN)
        if hidden or self.text.count(_COLON) != self._colons:
            raise UncleanError


def clean_json(stream: Any) -> CleanJson:  # a BinaryIO
    """Return the text of a stream for being taken apart."""
    return CleanJson(bounded(stream))


def decoded(decoder: msgspec.json.Decoder[Any], part: bytes | msgspec.Raw) -> Any:  # whatever the decoder returns
    """Return what the decoder makes of a part. Raises UncleanError where that is nothing."""
    try:
        return decoder.decode(part)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise UncleanError from error


_entries = msgspec.json.Decoder(list[msgspec.Raw])
_members = msgspec.json.Decoder(dict[str, msgspec.Raw])

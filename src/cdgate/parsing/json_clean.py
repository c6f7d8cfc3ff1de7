"""Proves large JSON clean at the speed of a compiled parser, where `load_json` would look at each key.

msgspec refuses malformed text, NaN, numbers that overflow, bad UTF-8 and lone surrogates in what it decodes, but takes
the last of repeated keys and skips those that a struct does not have. They are found by encoding again what was decoded:
text without spaces is as long as before only where nothing got lost, and any text has as many colons as before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

import msgspec

from cdgate.parsing.json import MOST_DIGITS, JsonValue, check_depth
from cdgate.parsing.limits import Limits

# Below this the strict way is as fast.
WORTHWHILE_BYTES = 128 << 10

T = TypeVar("T")

# An integer that msgspec and `load_json` take alike, and what tools put into bags: values that are not nested deeply.
_Integer = Annotated[int, msgspec.Meta(ge=-(10**18), le=10**18)]
_Scalar: TypeAlias = str | bool | _Integer | float | None
_Shallow: TypeAlias = _Scalar | list[_Scalar] | dict[str, _Scalar]
_Deeper: TypeAlias = _Scalar | list[_Shallow] | dict[str, _Shallow]
Integer: TypeAlias = _Integer
Loose: TypeAlias = _Scalar | list[_Deeper] | dict[str, _Deeper]

_COLON = b":"
# A colon that is written as an escape would only be counted in what is encoded again.
_HIDDEN = re.compile(rb"\\u003[aA]")
# msgspec takes integers of any length. Long rows of digits are looked for first: outside names they are rare.
_SAME = bytes.maketrans(b"123456789", b"0" * 9)
_ROW = b"0" * (MOST_DIGITS + 1)
_LONG = re.compile(rb"(?:^|[:,\[ \t\r\n])-?[0-9]{%d}" % (MOST_DIGITS + 1))
_limits = Limits()

_any = msgspec.json.Decoder()
_encode = msgspec.json.Encoder().encode


class UncleanError(Exception):
    """The text could not be proved clean in the fast way; `load_json` tells what is wrong, or that nothing is."""


def clean_value(text: bytes, depth: int = 0, limits: Limits = _limits) -> JsonValue:
    """Return the value of a text that stands `depth` levels deep, as `load_json` would. Raises UncleanError."""
    value: JsonValue = _decoded(_any, text)
    if _ROW in text.translate(_SAME) and _LONG.search(text):
        raise UncleanError
    if text.count(b"{") + text.count(b"[") > limits.depth - depth:  # only then it may be too deep
        check_depth(value, limits.depth - depth)
    return value


class WholeArray(Generic[T]):
    """Decodes arrays of one struct that has a field for each key of its objects, so that none is lost unseen.

    Absent fields must be left out where it is encoded. Its integers are `Integer`, what may hold anything is `Loose`: so
    nothing that it decodes needs a second look. Of what is `msgspec.Raw` in it, because nobody looks at it, no more
    is known than that it is JSON and Unicode: keys may be repeated in there. `loose` tells of an entry whether it may hold
    a decimal number.
    """

    def __init__(self, entry: type[T], *, loose: Callable[[T], object] = bool) -> None:
        self._decoder: msgspec.json.Decoder[list[T]] = msgspec.json.Decoder(list[entry])  # type: ignore[valid-type]  # known when it runs
        self._loose = loose
        self._spaced = False  # has been seen, so spaces are taken out before there is another look

    def entries(self, text: bytes) -> list[T]:
        """Return the entries of an array, at least one. Raises UncleanError where there is more to it than the struct holds."""
        try:
            entries = self._decoded(_compact(text) if self._spaced else text)
        except (msgspec.DecodeError, ValueError, OverflowError, RecursionError) as error:
            raise UncleanError from error
        if not entries or not _is_unicode(text):
            raise UncleanError
        return entries

    def _decoded(self, text: bytes) -> list[T]:
        entries = self._decoder.decode(text)
        again = _encode(entries)
        # Nothing but a decimal number can be longer when it is encoded again: text of the same length lost nothing.
        if len(again) != len(text) or any(map(self._loose, entries)):
            compact = text if self._spaced else _compact(text)
            if len(compact) != len(text):
                self._spaced = True
                return self._decoded(compact)
            _check_colons(text, again)
        return entries


def _compact(text: bytes) -> bytes:
    return msgspec.json.format(text, indent=-1)


def _decoded(decoder: msgspec.json.Decoder[Any], text: bytes) -> Any:  # whatever the decoder returns
    """Return what the decoder makes of a text. Raises UncleanError where that is not all that the text says."""
    try:
        value = decoder.decode(text)
        again = _encode(value)
    except (msgspec.DecodeError, ValueError, OverflowError, RecursionError) as error:
        raise UncleanError from error
    _check_colons(text, again)
    return value


def _check_colons(text: bytes, again: bytes) -> None:
    if again.count(_COLON) != text.count(_COLON) or _HIDDEN.search(text):
        raise UncleanError


def _is_unicode(text: bytes) -> bool:
    try:
        return text.isascii() or bool(text.decode())
    except UnicodeDecodeError:
        return False

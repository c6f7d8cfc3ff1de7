"""Takes a large array out of a JSON text in batches, so that never more than one of them is held.

What is left is the frame: the text with a mark, which is a string, in the place of each batch. Where the frame is
JSON, a mark is an entry of an array in it, and the batch between brackets is an array that is not empty, the text is what
the frame says with the batch's entries in the place of the mark: wherever the cuts were made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, TypeVar

import msgspec

from cdgate.parsing.json_clean import UncleanError, WholeArray, clean_value
from cdgate.parsing.limits import Limits

# Small ones stay in the caches of the processor: a mebibyte takes twice the time.
BATCH_BYTES = 64 << 10
# A text without a place to cut for so long is left whole.
_MOST_BYTES = 4 << 20
_NOWHERE = (b"\0",)  # is in no JSON text
# What may stand before the array opens and is looked at twice, since a block may end in the midst of it.
_OPENING_BYTES = 1 << 10
_SPACES = 200
# More than the levels in which any array of results stands.
_DEPTH = 10
_BOM = b"\xef\xbb\xbf"
_limits = Limits()

T = TypeVar("T")
Places = Mapping[str, tuple[int, int]]


class _Object(msgspec.Struct):
    pass


_objects = msgspec.json.Decoder(list[_Object])


class Frame(msgspec.Struct, frozen=True):
    """The text around the batches, and where each batch lies in the stream (start, end), by its mark."""

    text: bytes
    batches: Places


def framed(stream: BinaryIO, key: str, *, careful: bool = False) -> Frame:
    """Return the frame of the text around arrays of objects under `key`; all text where there is none.

    If `careful`, a batch that is no array (it began in one and ended in another) stays in the frame.
    Raises UncleanError where there is more text than a JSON file may have.
    """
    return _Cutting(stream, key, careful=careful).frame()


def entries_of(
    array: Iterable[Any], places: Places, stream: BinaryIO, *, whole: WholeArray[T], other: Callable[[Any, int], T]
) -> Iterator[list[T]]:
    """Yield the entries of an array of the frame in lists: those of its batches, which are read now, as structs.

    Other entries, and those of batches which are not whole, are what `other` makes of them, with their numbers. Raises
    UncleanError for a batch that is not clean.
    """
    count = 0
    for entry in array:
        place = places.get(entry) if isinstance(entry, str) else None
        if place is None:
            entries = [other(entry, count)]
        else:
            text = _batch(stream, *place)
            try:
                entries = whole.entries(text)
            except UncleanError:
                entries = [other(value, number) for number, value in enumerate(_values(text), count)]
        count += len(entries)
        yield entries


def _batch(stream: BinaryIO, start: int, end: int) -> bytes:
    """Return a batch as the text of an array."""
    stream.seek(start)
    return b"[%b]" % stream.read(end - start)


def _values(text: bytes) -> list[Any]:
    """Return the entries of an array, at least one; how deep it stands is not known here, and less depth does no harm."""
    values = clean_value(text, _DEPTH)
    if not isinstance(values, list) or not values:
        raise UncleanError
    return values


class _Cutting:
    def __init__(self, stream: BinaryIO, key: str, *, careful: bool) -> None:
        self._stream = stream
        self._careful = careful
        # Each file has marks of its own, so that none can be written into it beforehand.
        self._nonce = os.urandom(16).hex()
        self._opening = re.compile(
            rb'"%b"[ \t\r\n]{0,20}+:[ \t\r\n]{0,20}+\[(?P<gap>[ \t\r\n]{0,200}+)(?P<first>\{[ \t\r\n]{0,200}+"\w{1,100}+")'
            % re.escape(key.encode())
        )
        self._parts: list[bytes] = []
        self._batches: dict[str, tuple[int, int]] = {}
        self._rest = b""
        self._start = 0  # where the rest lies in the stream

    def frame(self) -> Frame:
        between: tuple[bytes, ...] = ()
        total = 0
        while block := self._stream.read(BATCH_BYTES):
            total += len(block)
            if total > _limits.json_bytes:
                raise UncleanError
            seen = len(self._rest)
            self._rest += block
            if not total - len(block):
                self._drop(len(_BOM) if block.startswith(_BOM) else 0)
            if not between:
                between, seen = self._opened(), 0
            if between:
                self._cut(between, seen)
            if len(self._rest) > _MOST_BYTES or between == _NOWHERE:
                between = _NOWHERE
                self._keep(len(self._rest))
        self._keep(len(self._rest))
        return Frame(b"".join(self._parts), self._batches)

    def _opened(self) -> tuple[bytes, ...]:
        """Return what may stand between two entries of the array, the likely one first; nothing where it is yet to come."""
        found = self._opening.search(self._rest)
        if found is None:
            self._keep(max(0, len(self._rest) - _OPENING_BYTES))
            return ()
        self._keep(found.start("gap"))
        gaps = (found["gap"],) if found["gap"] else (b"", b" ")
        return tuple(b",%b%b" % (gap, found["first"]) for gap in gaps)

    def _cut(self, between: tuple[bytes, ...], seen: int) -> None:
        """Make a batch of all whole entries; only what was not seen before is searched for their ends."""
        for comma in between:
            at = self._rest.rfind(comma, max(0, seen - len(comma)))
            if at >= 0 and self._rest[max(0, at - _SPACES) : at].rstrip(b" \t\r\n").endswith(b"}"):
                batch = self._rest[:at]
                if not self._careful or _is_array(batch):
                    mark = f"{self._nonce}-{len(self._batches)}"
                    self._batches[mark] = (self._start, self._start + at)
                    self._parts.append(b'"%b"' % mark.encode())
                    self._drop(at)
                else:
                    self._keep(at)
                self._keep(1)  # the comma
                return

    def _keep(self, size: int) -> None:
        self._parts.append(self._rest[:size])
        self._drop(size)

    def _drop(self, size: int) -> None:
        self._rest = self._rest[size:]
        self._start += size


def _is_array(batch: bytes) -> bool:
    try:
        return bool(_objects.decode(b"[%b]" % batch))
    except (msgspec.DecodeError, RecursionError):
        return False

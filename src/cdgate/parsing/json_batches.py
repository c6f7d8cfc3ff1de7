"""Takes a large array out of a JSON text in batches, so that never more than one of them is held.

What is left is the frame: the text with a mark, which is a string, in the place of each batch. Where the frame is
JSON, a mark is an entry of an array in it, and the batch between brackets is an array that is not empty, the text is what
the frame says with the batch's entries in the place of the mark: wherever the cuts were made.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, TypeVar

import msgspec

from cdgate.parsing.json_clean import UncleanError, clean_value
from cdgate.parsing.limits import Limits

# Small ones stay in the caches of the processor: a mebibyte takes twice the time. From 128 KiB on each costs new pages.
BATCH_BYTES = 96 << 10
# At the end of what may be a batch so much is looked at first for a place to cut.
_ENDING_BYTES = 8 << 10
# A text without a place to cut for so long is left whole.
_MOST_BYTES = 4 << 20
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


def read_batches(
    array: Iterable[Any],
    places: Places,
    stream: BinaryIO,
    *,
    whole: Callable[[bytes], T],
    other: Callable[[list[Any]], T],
) -> Iterator[T]:
    """Yield what `whole` makes of each batch of an array of the frame, which is read now and is an array itself.

    Other entries, and those of batches of which it raises UncleanError, are decoded as they are, and what `other` makes of
    them is yielded. Raises UncleanError for a batch that is not clean.
    """
    read = _reader(stream)
    for entry in array:
        place = places.get(entry) if isinstance(entry, str) else None
        if place is None:
            yield other([entry])
            continue
        text = b"[%b]" % read(*place)
        try:
            batch = whole(text)
        except UncleanError:
            batch = other(_values(text))
        yield batch


def _reader(stream: BinaryIO) -> Callable[[int, int], bytes]:
    """Return what reads from one place to another. Where it can, it leaves the stream alone: other processes may read it."""
    with contextlib.suppress(OSError):  # a stream in memory
        handle = stream.fileno()
        if hasattr(os, "pread"):  # not so on Windows
            return lambda start, end: os.pread(handle, end - start, start)

    def read(start: int, end: int) -> bytes:
        stream.seek(start)
        return stream.read(end - start)

    return read


def _values(text: bytes) -> list[Any]:
    """Return the entries of an array, at least one; how deep it stands is not known here, and less depth does no harm."""
    values = clean_value(text, _DEPTH)
    if not isinstance(values, list) or not values:
        raise UncleanError
    return values


class _Cutting:
    def __init__(self, stream: BinaryIO, key: str, *, careful: bool) -> None:
        self._read = _reader(stream)
        self._size = stream.seek(0, os.SEEK_END)
        self._careful = careful
        # Each file has marks of its own, so that none can be written into it beforehand.
        self._nonce = os.urandom(16).hex()
        self._opening = re.compile(
            rb'"%b"[ \t\r\n]{0,20}+:[ \t\r\n]{0,20}+\[(?P<gap>[ \t\r\n]{0,200}+)(?P<first>\{[ \t\r\n]{0,200}+"\w{1,100}+")'
            % re.escape(key.encode())
        )
        self._parts: list[bytes] = []
        self._batches: dict[str, tuple[int, int]] = {}
        self._kept = 0  # up to here the file is in the frame or in a batch
        self._looked = 0  # up to here there is no place to cut

    def frame(self) -> Frame:
        if self._size > _limits.json_bytes:
            raise UncleanError
        if self._read(0, len(_BOM)) == _BOM:
            self._kept = self._looked = len(_BOM)
        between: tuple[bytes, ...] = ()
        while self._looked < self._size and self._looked - self._kept <= _MOST_BYTES:
            end = min(self._looked + BATCH_BYTES, self._size)
            if between:
                self._cut(between, end)
            else:
                between = self._opened(end)
        self._keep(self._size)
        return Frame(b"".join(self._parts), self._batches)

    def _opened(self, end: int) -> tuple[bytes, ...]:
        """Return what may stand between two entries of the array, the likely one first; nothing where it is yet to come."""
        start = max(self._kept, self._looked - _OPENING_BYTES)
        found = self._opening.search(self._read(start, end))
        if found is None:
            self._keep(max(self._kept, end - _OPENING_BYTES))
            self._looked = end
            return ()
        self._keep(start + found.start("gap"))
        gaps = (found["gap"],) if found["gap"] else (b"", b" ")
        return tuple(b",%b%b" % (gap, found["first"]) for gap in gaps)

    def _cut(self, between: tuple[bytes, ...], end: int) -> None:
        """Make a batch of what lies before the last entry that begins before the end, if one does; first look near the end."""
        start = max(self._kept, self._looked - _OPENING_BYTES)
        comma = self._comma(between, max(start, end - _ENDING_BYTES), end) or self._comma(between, start, end)
        if not comma:
            self._looked = end
        elif not self._careful or _is_array(self._read(self._kept, comma)):
            mark = f"{self._nonce}-{len(self._batches)}"
            self._batches[mark] = self._kept, comma
            self._parts.append(b'"%b",' % mark.encode())
            self._kept = self._looked = comma + 1
        else:
            self._keep(comma + 1)

    def _comma(self, between: tuple[bytes, ...], start: int, end: int) -> int:
        """Return where the last comma is that stands between entries; 0 where there is none."""
        text = self._read(start, end)
        for comma in between:
            at = text.rfind(comma)
            if at >= 0 and text[max(0, at - _SPACES) : at].rstrip(b" \t\r\n").endswith(b"}"):
                return start + at
        return 0

    def _keep(self, end: int) -> None:
        self._parts.append(self._read(self._kept, end))
        self._kept = self._looked = end


def _is_array(batch: bytes) -> bool:
    try:
        return bool(_objects.decode(b"[%b]" % batch))
    except (msgspec.DecodeError, RecursionError):
        return False

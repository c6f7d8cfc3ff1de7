"""Parts of a large file that several processes may read, each from a place at which one thing ends and the next begins."""

from __future__ import annotations

import io
import os
from typing import BinaryIO

import msgspec

from cdgate.parsing.forked import can_fork
from cdgate.parsing.processes import WORTHWHILE_BYTES, processes

# How far behind its place a cut may be, and where it nearly always is.
_FARTHEST_CUT = 1 << 20
_NEAR_CUT = 16 << 10


class Part(msgspec.Struct, frozen=True):
    """The bytes of a file from `start` up to `end`."""

    start: int
    end: int


class SharedFile(msgspec.Struct, frozen=True):
    """A file that so many processes may read, through one handle whose place nobody may move."""

    handle: int
    size: int
    processes: int

    def cut(self, place: int, *boundaries: bytes) -> int:
        """Return where the first boundary from `place` on ends: the file's end at last, -1 where there is none near."""
        if place >= self.size:
            return self.size
        for distance in (min(_NEAR_CUT, _FARTHEST_CUT), _FARTHEST_CUT):
            text = os.pread(self.handle, distance, place)
            ends = [text.find(boundary) + len(boundary) for boundary in boundaries if boundary in text]
            if ends:
                return place + min(ends)
        return self.size if place + _FARTHEST_CUT >= self.size else -1

    def opened(self, part: Part) -> PartStream:
        """Return the bytes of a part as a stream of its own."""
        return PartStream(self.handle, part)


class PartStream(io.RawIOBase):
    """A part of a file, as a file; it closes nothing."""

    def __init__(self, handle: int, part: Part) -> None:
        self._handle = handle
        self._part = part
        self._at = part.start

    def read(self, size: int = -1) -> bytes:
        """Return the bytes that follow, at most `size` where that is not negative."""
        left = self._part.end - self._at
        data = os.pread(self._handle, left if size < 0 else min(size, left), self._at)
        self._at += len(data)
        return data


def shared_file(stream: BinaryIO, *, worthwhile_bytes: int = WORTHWHILE_BYTES) -> SharedFile | None:
    """Return the file of a stream that stands at its beginning, where it is large and several processes may read it."""
    count = processes()
    if count < 2 or not can_fork():  # noqa: PLR2004  # two processes
        return None
    try:
        handle = stream.fileno()
    except OSError:  # not a file
        return None
    size = os.fstat(handle).st_size
    return SharedFile(handle, size, count) if size >= worthwhile_bytes and stream.tell() == 0 else None

"""A large XML document that several processes read: each lifts runs out of its parts, one parses what is left of all.

The parts are cut behind a text at which runs end. What is left, in the order of the document, is what one process would
have left, so the parser proves the same; whatever goes wrong in another process proves nothing.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import signal
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NoReturn, TypeVar, cast

import msgspec

from cdgate.errors import EvidenceError
from cdgate.log import Log
from cdgate.parsing.limits import CHUNK_BYTES, HEAD_BYTES
from cdgate.parsing.processes import WORTHWHILE_BYTES, processes
from cdgate.parsing.prolog import encoding_of
from cdgate.parsing.xml import XmlTarget, parse_xml
from cdgate.parsing.xml_runs import Runs, UnprovedError
from cdgate.parsing.xml_text import proved

log = Log(__name__)

# What all processes together work on until they wait for one another: it bounds what they hold.
_ROUND_BYTES = 16_000_000
# The first process also parses, so its part is smaller by this.
_FIRST = 0.87
# How far behind its place a cut may be.
_FARTHEST_CUT = 1 << 20
_LENGTH = 8
_PIPE_BYTES = 1 << 20

R = TypeVar("R")


class _Part(msgspec.Struct, frozen=True):
    start: int
    end: int


def parse_runs(stream: BinaryIO, target: XmlTarget, runs: Runs[Any]) -> None:
    """Stream a document into `target` without its runs, in as many processes as there are to use.

    Raises UnprovedError or EvidenceError.
    """
    rounds = _rounds(stream, runs.boundary)
    if not rounds:
        parse_xml(stream, target, through=runs.lift)
        return
    handle = stream.fileno()
    log.info("reading %d parts in %d processes", sum(map(len, rounds)), len(rounds[0]))
    with contextlib.ExitStack() as stack:
        others = [
            stack.enter_context(_started(handle, [one[place] for one in rounds if place < len(one)], runs))
            for place in range(1, len(rounds[0]))
        ]

        def through(first: Iterator[bytes]) -> Iterator[bytes]:
            for number, parts in enumerate(rounds):
                yield from runs.lift(first if number == 0 else _text(handle, parts[0]))
                for other, _ in zip(others, parts[1:], strict=False):
                    skeleton, elements, contents = _received(other)
                    runs.leave(elements, *contents)
                    yield skeleton

        parse_xml(cast("BinaryIO", _Head(handle, rounds[0][0])), target, through=through)


def _rounds(stream: BinaryIO, boundary: bytes) -> list[list[_Part]]:
    """Return the parts for each process, round by round; nothing where the document is better read by one."""
    count = processes()
    if count < 2 or not hasattr(os, "fork"):  # noqa: PLR2004  # two processes
        return []
    try:
        handle = stream.fileno()
    except OSError:  # not a file
        return []
    size = os.fstat(handle).st_size
    if size < WORTHWHILE_BYTES or stream.tell() != 0 or not _is_utf8(os.pread(handle, HEAD_BYTES, 0)):
        return []
    rounds: list[list[_Part]] = []
    start = 0
    while start < size:
        parts: list[_Part] = []
        share = _ROUND_BYTES / (count - 1 + _FIRST)
        for place in range(count):
            end = _cut(handle, start + int(share if place else share * _FIRST), size, boundary)
            if end < 0:
                return []
            if end > start:
                parts.append(_Part(start, end))
            start = end
        rounds.append(parts)
    return rounds


def _cut(handle: int, place: int, size: int, boundary: bytes) -> int:
    """Return where the document may be cut behind `place`: its end at last, -1 where there is no such place."""
    if place >= size:
        return size
    found = os.pread(handle, _FARTHEST_CUT, place).find(boundary)
    if found >= 0:
        return place + found + len(boundary)
    return size if place + _FARTHEST_CUT >= size else -1


def _is_utf8(head: bytes) -> bool:
    try:
        return encoding_of(head).codec == "utf-8"
    except EvidenceError:
        return False


class _Head(io.RawIOBase):
    """The first part, as a file."""

    def __init__(self, handle: int, part: _Part) -> None:
        self._handle = handle
        self._part = part
        self._at = part.start

    def read(self, size: int = -1) -> bytes:
        """Return the bytes that follow, at most `size`."""
        data = os.pread(self._handle, min(size, self._part.end - self._at), self._at)
        self._at += len(data)
        return data


def _text(handle: int, part: _Part) -> Iterator[bytes]:
    stream = _Head(handle, part)
    return proved(iter(lambda: stream.read(CHUNK_BYTES), b""))


@contextlib.contextmanager
def _started(handle: int, parts: Sequence[_Part], runs: Runs[Any]) -> Iterator[int]:
    """Start a process that lifts the runs out of the parts; what it sends is to be read from the handle."""
    reading, writing = os.pipe()
    _widen(writing)
    process = os.fork()
    if process == 0:
        os.close(reading)
        _work(handle, parts, runs, writing)
    os.close(writing)
    try:
        yield reading
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def _widen(pipe: int) -> None:
    """Make room for what is lifted out of a part, so that nobody waits for the process that parses."""
    import fcntl

    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _work(handle: int, parts: Sequence[_Part], runs: Runs[Any], writing: int) -> NoReturn:
    """What another process does: it never returns, and leaves nothing behind, whatever happens."""
    status = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            for part in parts:
                skeleton = b"".join(runs.lift(_text(handle, part)))
                sent = pickle.dumps((skeleton, *runs.taken()), pickle.HIGHEST_PROTOCOL)
                pipe.write(len(sent).to_bytes(_LENGTH, "little") + sent)
                pipe.flush()
        status = 0
    except BaseException:  # noqa: BLE001, S110  # the process that waits finds the pipe closed
        pass
    finally:
        os._exit(status)


def _received(reading: int) -> tuple[bytes, int, list[Any]]:
    size = int.from_bytes(_exactly(reading, _LENGTH), "little")
    received: tuple[bytes, int, list[Any]] = pickle.loads(_exactly(reading, size))  # noqa: S301  # our own process sent it
    return received


def _exactly(reading: int, size: int) -> bytes:
    chunks: list[bytes] = []
    while size:
        chunk = os.read(reading, min(size, 1 << 20))
        if not chunk:
            raise UnprovedError
        chunks.append(chunk)
        size -= len(chunk)
    return b"".join(chunks)

"""A large XML document that several processes read: each lifts runs out of its parts, one parses what is left of all.

The parts are cut behind a text at which runs end. What is left, in the order of the document, is what one process would
have left, so the parser proves the same; whatever goes wrong in another process proves nothing.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, cast

from cdgate.errors import EvidenceError
from cdgate.log import Log
from cdgate.parsing.file_parts import Part, SharedFile, shared_file
from cdgate.parsing.forked import LostError, forked
from cdgate.parsing.limits import CHUNK_BYTES, HEAD_BYTES
from cdgate.parsing.processes import WORTHWHILE_BYTES
from cdgate.parsing.prolog import encoding_of
from cdgate.parsing.xml import XmlTarget, parse_xml
from cdgate.parsing.xml_runs import Runs, UnprovedError
from cdgate.parsing.xml_text import proved

log = Log(__name__)

# What all processes together work on until they wait for one another: it bounds what they hold.
_ROUND_BYTES = 16_000_000
# The first process also parses, so its part is smaller by this.
_FIRST = 0.87

# What is left of a part, how many elements were lifted out of it, what they say.
_Lifted = tuple[bytes, int, list[Any]]


def parse_runs(stream: BinaryIO, target: XmlTarget, runs: Runs[Any]) -> None:
    """Stream a document into `target` without its runs, in as many processes as there are to use.

    Raises UnprovedError or EvidenceError.
    """
    file = shared_file(stream, worthwhile_bytes=WORTHWHILE_BYTES)
    rounds = [] if file is None else _rounds(file, runs.boundary)
    if file is None or not rounds:
        parse_xml(stream, target, through=runs.lift)
        return
    log.info("reading %d parts in %d processes", sum(map(len, rounds)), len(rounds[0]))
    try:
        _parse_rounds(file, rounds, target, runs)
    except LostError as error:
        raise UnprovedError from error


def _parse_rounds(file: SharedFile, rounds: Sequence[Sequence[Part]], target: XmlTarget, runs: Runs[Any]) -> None:
    with contextlib.ExitStack() as stack:
        others = [
            stack.enter_context(forked(_Lifting(file, [one[place] for one in rounds if place < len(one)], runs)))
            for place in range(1, len(rounds[0]))
        ]

        def through(first: Iterator[bytes]) -> Iterator[bytes]:
            for number, parts in enumerate(rounds):
                yield from runs.lift(first if number == 0 else _text(file, parts[0]))
                for other, _ in zip(others, parts[1:], strict=False):
                    skeleton, elements, contents = next(other)
                    runs.leave(elements, *contents)
                    yield skeleton

        parse_xml(cast("BinaryIO", file.opened(rounds[0][0])), target, through=through)


def _rounds(file: SharedFile, boundary: bytes) -> list[list[Part]]:
    """Return the parts for each process, round by round; nothing where the document is better read by one."""
    if not _is_utf8(os.pread(file.handle, HEAD_BYTES, 0)):
        return []
    rounds: list[list[Part]] = []
    start = 0
    while start < file.size:
        parts: list[Part] = []
        share = _ROUND_BYTES / (file.processes - 1 + _FIRST)
        for place in range(file.processes):
            end = file.cut(start + int(share if place else share * _FIRST), boundary)
            if end < 0:
                return []
            if end > start:
                parts.append(Part(start, end))
            start = end
        rounds.append(parts)
    return rounds


def _is_utf8(head: bytes) -> bool:
    try:
        return encoding_of(head).codec == "utf-8"
    except EvidenceError:
        return False


def _text(file: SharedFile, part: Part) -> Iterator[bytes]:
    stream = file.opened(part)
    return proved(iter(lambda: stream.read(CHUNK_BYTES), b""))


class _Lifting:
    """The work of another process: to lift the runs out of its parts."""

    def __init__(self, file: SharedFile, parts: Sequence[Part], runs: Runs[Any]) -> None:
        self._file = file
        self._parts = parts
        self._runs = runs

    def __call__(self) -> Iterator[_Lifted]:
        for part in self._parts:
            skeleton = b"".join(self._runs.lift(_text(self._file, part)))
            yield (skeleton, *self._runs.taken())

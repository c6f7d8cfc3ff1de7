"""A large XML document that several processes read: each lifts runs out of its parts, one parses what is left of all.

The parts are cut behind a text at which runs end. What is left, in the order of the document, is what one process would
have left, so the parser proves the same; whatever goes wrong in another process proves nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, cast

from cdgate.errors import EvidenceError
from cdgate.log import Log
from cdgate.parsing.dealt import dealt
from cdgate.parsing.file_parts import Part, SharedFile, shared_file
from cdgate.parsing.forked import LostError
from cdgate.parsing.limits import CHUNK_BYTES, HEAD_BYTES
from cdgate.parsing.processes import WORTHWHILE_BYTES
from cdgate.parsing.prolog import encoding_of
from cdgate.parsing.xml import parse_xml
from cdgate.parsing.xml_runs import Runs, UnprovedError
from cdgate.parsing.xml_target import XmlTarget
from cdgate.parsing.xml_text import proved

log = Log(__name__)

# What one process works on at a time; a document has some thousand parts at most.
_PART_BYTES = 1 << 20
_MOST_PARTS = 4_000

# What is left of a part, how many elements were lifted out of it, what they say.
_Lifted = tuple[bytes, int, list[Any]]


def parse_runs(stream: BinaryIO, target: XmlTarget, runs: Runs[Any]) -> None:
    """Stream a document into `target` without its runs, in as many processes as there are to use.

    Raises UnprovedError or EvidenceError.
    """
    file = shared_file(stream, worthwhile_bytes=WORTHWHILE_BYTES)
    parts = [] if file is None else _parts(file, runs.boundaries)
    if file is None or not parts:
        parse_xml(stream, target, through=runs.lift)
        return
    log.info("reading %d parts in %d processes", len(parts), file.processes)
    try:
        _parse_parts(file, parts, target, runs)
    except LostError as error:
        raise UnprovedError from error


def _parse_parts(file: SharedFile, parts: Sequence[Part], target: XmlTarget, runs: Runs[Any]) -> None:
    apart = runs.apart()  # what this process lifts while it waits stands behind what it waits for

    def lifted(part: Part) -> _Lifted:
        skeleton = b"".join(apart.lift(_text(file, part)))
        return (skeleton, *apart.taken())

    with dealt(lifted, parts[1:], file.processes) as given:

        def through(first: Iterator[bytes]) -> Iterator[bytes]:
            yield from runs.lift(first)
            for skeleton, elements, contents in given:
                runs.leave(elements, *contents)
                yield skeleton

        parse_xml(cast("BinaryIO", file.opened(parts[0])), target, through=through)


def _parts(file: SharedFile, boundaries: tuple[bytes, ...]) -> list[Part]:
    """Return the parts, or nothing where the document is better read in one."""
    if not _is_utf8(os.pread(file.handle, HEAD_BYTES, 0)):
        return []
    parts: list[Part] = []
    start, length = 0, max(_PART_BYTES, file.size // _MOST_PARTS)
    while start < file.size:
        end = file.cut(start + length, *boundaries)
        if end < 0:
            return []
        parts.append(Part(start, end))
        start = end
    return parts


def _is_utf8(head: bytes) -> bool:
    try:
        return encoding_of(head).codec == "utf-8"
    except EvidenceError:
        return False


def _text(file: SharedFile, part: Part) -> Iterator[bytes]:
    stream = file.opened(part)
    return proved(iter(lambda: stream.read(CHUNK_BYTES), b""))

"""Feeds a tracefile to `LcovRecords`: plain records whole, which is fast, everything else line by line."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import BinaryIO, cast

from cdgate.builtin.readers.lcov_plain import WholeRecord, plain, record_at
from cdgate.builtin.readers.lcov_records import LcovRecords
from cdgate.log import Log
from cdgate.parsing.dealt import dealt
from cdgate.parsing.file_parts import Part, SharedFile, shared_file
from cdgate.parsing.forked import LostError
from cdgate.parsing.processes import WORTHWHILE_BYTES

log = Log(__name__)

# Blocks that stay in the caches of the processor are the fastest; a record that is longer than many is read line by line.
BLOCK_BYTES = 64 << 10
MOST_BYTES_OF_RECORD = 16 << 20
# What one process works on at a time; a tracefile has some thousand parts at most.
PART_BYTES = 1 << 20
_MOST_PARTS = 4_000

_END = b"\nend_of_record\n"
_END_OF_WINDOWS = b"\r\nend_of_record\r\n"

# What a record says, or its text where that is to be read line by line.
_Told = WholeRecord | bytes


def read_records(stream: BinaryIO) -> LcovRecords:
    """Return what a tracefile says, read by as many processes as there are to use. Raises EvidenceError with the line."""
    file = shared_file(stream, worthwhile_bytes=WORTHWHILE_BYTES)
    parts = [] if file is None else _parts(file)
    if file is not None and parts:
        log.info("reading %d parts in %d processes", len(parts), file.processes)
        try:
            return _fed_in_parts(file, parts)
        except LostError:
            log.info("another process was lost: reading all again")
    records = LcovRecords()
    feed(stream, records)
    return records


def feed(stream: BinaryIO, records: LcovRecords) -> None:
    """Feed the whole stream. Raises EvidenceError with the line for whatever is no sound tracefile."""
    pieces = _Pieces(stream)
    number = _feed(pieces.told(), records, 0)
    for line in _lines(pieces.rest, stream):
        number += 1
        records.take(line, number)
    records.finish()


def _fed_in_parts(file: SharedFile, parts: list[Part]) -> LcovRecords:
    def told(part: Part) -> tuple[list[_Told], bytes]:
        pieces = _Pieces(cast("BinaryIO", file.opened(part)))
        return list(pieces.told()), pieces.rest

    records = LcovRecords()
    number = 0
    with dealt(told, parts, file.processes) as given:
        for said, rest in given:
            number = _feed(said, records, number)
            for line in BytesIO(rest):  # behind the last record there is
                number += 1
                records.take(line, number)
    records.finish()
    return records


def _parts(file: SharedFile) -> list[Part]:
    """Return the parts, or nothing where a record is so long that the file is better read in one."""
    parts: list[Part] = []
    mark = _mark(os.pread(file.handle, BLOCK_BYTES, 0))
    start, length = 0, max(PART_BYTES, file.size // _MOST_PARTS)
    while start < file.size:
        end = file.cut(start + length, mark)
        if end < 0:
            return []
        parts.append(Part(start, end))
        start = end
    return parts


def _feed(told: Iterable[_Told], records: LcovRecords, number: int) -> int:
    """Feed records that begin behind the line `number`; return the number of their last line."""
    for said in told:
        if isinstance(said, WholeRecord):
            number += said.length + 1
            records.take_whole(said, number)
            continue
        for line in (*said.split(b"\n")[:-1], b"end_of_record"):
            number += 1
            records.take(line, number)
    return number


class _Pieces:
    """The records of a stream; `rest` is what was read behind them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.rest = b""

    def told(self) -> Iterator[_Told]:
        """Yield what each record says, or all but its last line."""
        mark = b""
        while block := self._stream.read(BLOCK_BYTES):
            mark = mark or _mark(block)
            behind = mark.index(b"e")  # its first line end belongs to the record
            searched = max(0, len(self.rest) - len(mark))
            whole = mark == _END and searched <= BLOCK_BYTES
            text = self.rest + block
            start = 0
            while True:
                if whole and (found := record_at(text, start)) is not None:
                    record, start = found
                    yield record
                    continue
                end = text.find(mark, max(start, searched))
                if end < 0:
                    break
                piece = text[start : end + behind]
                yield plain(piece if mark == _END else piece.replace(b"\r\n", b"\n")) or piece
                start = end + len(mark)
            self.rest = text[start:]
            if len(self.rest) > MOST_BYTES_OF_RECORD:
                return


def _mark(text: bytes) -> bytes:
    """Return how records end where the first line ends as in this text."""
    return _END_OF_WINDOWS if text[: text.find(b"\n")].endswith(b"\r") else _END


def _lines(rest: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of what was read already and of what is left of the stream."""
    lines = rest.split(b"\n")
    unfinished = lines.pop()
    yield from lines
    first = stream.readline()
    if unfinished or first:
        yield unfinished + first
    yield from stream

"""Feeds a tracefile to `LcovRecords`: plain records whole, which is fast, everything else line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from cdgate.builtin.readers.lcov_plain import WholeRecord, plain
from cdgate.builtin.readers.lcov_records import LcovRecords
from cdgate.errors import EvidenceError

# Blocks that stay in the caches of the processor are the fastest; a record that is longer than many is read line by line.
BLOCK_BYTES = 64 << 10
MOST_BYTES_OF_RECORD = 16 << 20

_END = b"\nend_of_record\n"


def feed(stream: BinaryIO, records: LcovRecords) -> None:
    """Feed the whole stream. Raises EvidenceError with the line for whatever is no sound tracefile."""
    pieces = _Pieces(stream)
    number = 0
    for piece in pieces:
        number = _feed(piece, plain(piece), records, number)
    for line in _lines(pieces.rest, stream):
        number += 1
        records.take(line, number)
    records.finish()


def _feed(piece: bytes, record: WholeRecord | None, records: LcovRecords, number: int) -> int:
    """Feed a record and return the number of its last line: line by line it is told what is wrong, and where."""
    if record is not None:
        last = number + record.length + 1
        try:
            records.take_whole(record, last)
        except EvidenceError:
            pass
        else:
            return last
    for line in (*piece.split(b"\n")[:-1], b"end_of_record"):
        number += 1
        records.take(line, number)
    return number


class _Pieces:
    """Records of a stream, each without its last line; `rest` is what was read behind them."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.rest = b""

    def __iter__(self) -> Iterator[bytes]:
        while block := self._stream.read(BLOCK_BYTES):
            searched = max(0, len(self.rest) - len(_END))
            text = self.rest + block
            start = 0
            while (end := text.find(_END, max(start, searched))) >= 0:
                yield text[start : end + 1]
                start = end + len(_END)
            self.rest = text[start:]
            if len(self.rest) > MOST_BYTES_OF_RECORD:
                return


def _lines(rest: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of what was read already and of what is left of the stream."""
    lines = rest.split(b"\n")
    unfinished = lines.pop()
    yield from lines
    first = stream.readline()
    if unfinished or first:
        yield unfinished + first
    yield from stream

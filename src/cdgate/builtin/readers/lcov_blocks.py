"""Feeds a tracefile to `LcovRecords`: plain records whole, which is fast, everything else line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from cdgate.builtin.readers.lcov_records import LcovRecords, Record

# Larger blocks measured no faster; a record that is longer than a few of them is read line by line.
BLOCK_BYTES = 1 << 20
MOST_BYTES_OF_RECORD = 16 << 20

_END = b"\nend_of_record\n"
# A subset of the format that needs no second look. Every byte is matched once: the quantifiers never give back.
_PLAIN = re.compile(
    rb"(?:TN:[^\n\r]{0,1000}\n)?+"
    rb"SF:([^\x00-\x1f\x7f]{1,1000})"
    rb"(?:\n(?:"
    rb"DA:[0-9]{1,8},[0-9]{1,20}"
    rb"|BRDA:[0-9]{1,8},e?[0-9]{1,9},[^\n\r,]{1,200},(?:-|[0-9]{1,20})"
    rb"|L[FH]:[0-9]{1,9}"
    rb"|(?:FN|FNDA|FNF|FNH|BRF|BRH|VER):[^\n\r]{0,1000}"
    rb"))*+"
)
_LINE_RUNS = re.compile(rb"(?:\nDA:[0-9]+,[0-9]+)++")
_BRANCHES = re.compile(rb"\nBRDA:([0-9]+),([^,\n]+,[^,\n]+),(-|[0-9]+)")
_FOUND = re.compile(rb"\nLF:([0-9]+)")
_HIT = re.compile(rb"\nLH:([0-9]+)")
_LINE = b"\nDA:"


def feed(stream: BinaryIO, records: LcovRecords) -> None:
    """Feed the whole stream. Raises EvidenceError with the line for whatever is no sound tracefile."""
    number = 0
    rest = b""
    while block := stream.read(BLOCK_BYTES):
        searched = max(0, len(rest) - len(_END))
        rest += block
        cut = rest.rfind(_END, searched)
        if cut >= 0:
            number = _whole_records(rest[:cut], records, number)
            rest = rest[cut + len(_END) :]
        elif len(rest) > MOST_BYTES_OF_RECORD:
            break
    for line in _lines(rest, stream):
        number += 1
        records.take(line, number)
    records.finish()


def _whole_records(block: bytes, records: LcovRecords, number: int) -> int:
    """Feed the records of a block and return the number of its last line."""
    for piece in block.split(_END):
        last = number + piece.count(b"\n") + 2
        record = _plain(piece)
        if record is not None:
            records.take_whole(record, last)
        else:
            for line in (*piece.split(b"\n"), b"end_of_record"):
                number += 1
                records.take(line, number)
        number = last
    return number


def _plain(piece: bytes) -> Record | None:
    """Return what a record without its last line says, or None where it is not plain."""
    match = _PLAIN.fullmatch(piece)
    if match is None:
        return None
    try:
        record = Record(match[1].decode())
    except UnicodeDecodeError:
        return None
    # The lines of each run stand between the same five bytes, so two replacements turn them into one list.
    runs = b"".join(_LINE_RUNS.findall(piece, match.end(1)))
    if not runs:
        return None
    parts = runs[len(_LINE) :].replace(_LINE, b",").decode().split(",")
    record.numbers, record.hits = parts[::2], parts[1::2]
    for line, identity, taken in _BRANCHES.findall(piece, match.end(1)):
        record.add_branch(int(line), identity, taken)
    for found in _FOUND.findall(piece, match.end(1)):
        record.found = int(found)
    for hit in _HIT.findall(piece, match.end(1)):
        record.hit = int(hit)
    return record


def _lines(rest: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of what was read already and of what is left of the stream."""
    lines = rest.split(b"\n")
    unfinished = lines.pop()
    yield from lines
    first = stream.readline()
    if unfinished or first:
        yield unfinished + first
    yield from stream

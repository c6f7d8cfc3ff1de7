"""Feeds a tracefile to `LcovRecords`: plain records whole, which is fast, everything else line by line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import compress
from typing import Annotated, BinaryIO

import msgspec

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
_FOUND = b"\nLF:"
_HIT = b"\nLH:"
_TOTAL = re.compile(rb"[0-9]+")
_LINE = b"\nDA:"
_BRANCH = b"\nBRDA:"
_COMMAS = bytes.maketrans(b"\n", b",")
_integers = msgspec.json.Decoder(list[Annotated[int, msgspec.Meta(le=2**63 - 1)]])


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
    runs = _region(piece, _LINE) or b"".join(_LINE_RUNS.findall(piece, match.end(1)))
    if not runs:
        return None
    _add_lines(record, runs)
    if _BRANCH in piece:
        _add_branches(record, piece, match.end(1))
    record.found = _last(_FOUND, piece)
    record.hit = _last(_HIT, piece)
    return record


def _region(piece: bytes, key: bytes) -> bytes:
    """Return all lines that begin with `key`, each with the line end before it; nothing where others are among them."""
    start = piece.find(key)
    last = piece.rfind(key)
    end = piece.find(b"\n", last + 1)
    region = piece[start : end if end >= 0 else len(piece)] if start >= 0 else b""
    return region if region.count(key) == region.count(b"\n") else b""


def _add_lines(record: Record, runs: bytes) -> None:
    """Add lines, the runs of which are a list of numbers if each line's end and letters become a comma."""
    try:
        values = _integers.decode(b"[%b]" % runs.translate(_COMMAS, b"DA:")[1:])
    except msgspec.DecodeError:  # zeros in front, or counts that are negative numbers without their sign
        parts = runs[len(_LINE) :].replace(_LINE, b",").decode().split(",")
        record.numbers, record.hits = parts[::2], parts[1::2]
    else:
        record.decoded = values[::2], values[1::2]


def _add_branches(record: Record, piece: bytes, start: int) -> None:
    """Add branches: counted by line if no two have one name, which only copies of functions have."""
    runs = _region(piece, _BRANCH)
    if runs:
        try:
            values = _integers.decode(b"[%b]" % runs.replace(b",-", b",0").replace(_BRANCH, b",")[1:])
        except msgspec.DecodeError:  # names that are no numbers
            values = []
        lines = values[::4]
        if lines and len(set(zip(lines, values[1::4], values[2::4], strict=True))) == len(lines):
            taken = Counter(compress(lines, values[3::4]))
            record.tallied = {line: (taken[line], total) for line, total in Counter(lines).items()}
            return
    for line, identity, count in _BRANCHES.findall(piece, start):
        record.add_branch(int(line), identity, count)


def _last(total: bytes, piece: bytes) -> int | None:
    """Return the number of the last line that begins with `total`."""
    start = piece.rfind(total)
    match = _TOTAL.match(piece, start + len(total)) if start >= 0 else None
    return None if match is None else int(match[0])


def _lines(rest: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of what was read already and of what is left of the stream."""
    lines = rest.split(b"\n")
    unfinished = lines.pop()
    yield from lines
    first = stream.readline()
    if unfinished or first:
        yield unfinished + first
    yield from stream

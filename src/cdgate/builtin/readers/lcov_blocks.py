"""Feeds a tracefile to `LcovRecords`: plain records whole, which is fast, everything else line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, BinaryIO

import msgspec

from cdgate.builtin.readers.lcov_branches import tallied
from cdgate.builtin.readers.lcov_records import LcovRecords, Record
from cdgate.errors import EvidenceError

# Blocks that stay in the caches of the processor are the fastest; a record that is longer than many is read line by line.
BLOCK_BYTES = 64 << 10
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
# All but the lines and branches.
_REST = re.compile(
    rb"(?:TN:[^\n\r]{0,1000}\n)?+SF:([^\x00-\x1f\x7f]{1,1000})"
    rb"(?:\n(?:L[FH]:[0-9]{1,9}|(?:FN|FNDA|FNF|FNH|BRF|BRH|VER):[^\n\r]{0,1000}))*+"
)
_BRANCH_RUN = re.compile(rb"(?:\nBRDA:[0-9]{1,8},e?[0-9]{1,9},[^\n\r,]{1,200},(?:-|[0-9]{1,20}))*+")
_LINE_RUNS = re.compile(rb"(?:\nDA:[0-9]+,[0-9]+)++")
_BRANCHES = re.compile(rb"\nBRDA:([0-9]+),([^,\n]+,[^,\n]+),(-|[0-9]+)")
_FOUND = b"\nLF:"
_HIT = b"\nLH:"
_TOTAL = re.compile(rb"[0-9]+")
_LINE = b"\nDA:"
_BRANCH = b"\nBRDA:"
_NEVER = b",-\n"  # its block was never run
_COMMAS = bytes.maketrans(b"\n", b",")
_DIGITS = b"0123456789"
_LETTERS = b"DABR:"
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
        if not _taken(records, _plain(piece), last):
            for line in (*piece.split(b"\n"), b"end_of_record"):
                number += 1
                records.take(line, number)
        number = last
    return number


def _taken(records: LcovRecords, record: Record | None, last: int) -> bool:
    """Take a whole record if it is plain and sound: line by line it is told what is wrong, and where."""
    if record is None:
        return False
    try:
        records.take_whole(record, last)
    except EvidenceError:
        return False
    return True


def _plain(piece: bytes) -> Record | None:
    """Return what a record without its last line says, or None where it is not plain."""
    lines, branches = _place(piece, _LINE), _place(piece, _BRANCH)
    first, second = sorted((lines, branches))
    rest = piece[: first[0]] + piece[first[1] : second[0]] + piece[second[1] :]
    match = _REST.fullmatch(rest)
    if match is None or match.end(1) > first[0]:
        return _interleaved(piece)
    numbers = _numbers(piece[slice(*lines)], _LINE, 2)
    if not numbers:
        return _interleaved(piece)
    record = _record(match[1], rest)
    if record is None:
        return None
    record.decoded = numbers[::2], numbers[1::2]
    return record if _add_branches(record, piece[slice(*branches)]) else None


def _interleaved(piece: bytes) -> Record | None:
    """Return what a record says the lines of which stand in several places."""
    match = _PLAIN.fullmatch(piece)
    record = None if match is None else _record(match[1], piece)
    runs = b"" if match is None else b"".join(_LINE_RUNS.findall(piece, match.end(1)))
    if match is None or record is None or not runs:
        return None
    parts = runs[len(_LINE) :].replace(_LINE, b",").decode().split(",")
    record.numbers, record.hits = parts[::2], parts[1::2]
    _match_branches(record, piece[match.end(1) :])
    return record


def _record(path: bytes, totals: bytes) -> Record | None:
    try:
        record = Record(path.decode())
    except UnicodeDecodeError:
        return None
    record.found = _last(_FOUND, totals)
    record.hit = _last(_HIT, totals)
    return record


def _place(piece: bytes, key: bytes) -> tuple[int, int]:
    """Return where the first and the last line that begin with `key` begin and end; at the end where there is none."""
    start = piece.find(key)
    if start < 0:
        return len(piece), len(piece)
    end = piece.find(b"\n", piece.rfind(key) + 1)
    return start, end if end >= 0 else len(piece)


def _numbers(lines: bytes, key: bytes, width: int) -> list[int]:
    """Return the numbers of lines which are `key` and `width` numbers, and nothing else; none where that is not proved."""
    shape = lines.translate(None, _DIGITS)
    like = key + b"," * (width - 1)
    count = len(shape) // len(like)
    if shape != like * count or lines.count(key) != count:
        return []
    try:
        return _integers.decode(b"[%b]" % lines.translate(_COMMAS, _LETTERS)[1:])
    except msgspec.DecodeError:  # zeros in front, or counts that are negative numbers without their sign
        return []


def _add_branches(record: Record, lines: bytes) -> bool:
    """Add branches, at best counted by line; tell whether that is what they are."""
    if not lines:
        return True
    rows = _numbers((lines + b"\n").replace(_NEVER, b",0\n")[:-1], _BRANCH, 4)
    record.tallied = tallied(rows) if rows else None
    if record.tallied is None:
        if _BRANCH_RUN.fullmatch(lines) is None:
            return False
        _match_branches(record, lines)
    return True


def _match_branches(record: Record, lines: bytes) -> None:
    for line, identity, count in _BRANCHES.findall(lines):
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

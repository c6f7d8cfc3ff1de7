"""Reads the record of one source file in a tracefile at once, if every byte of it is plain."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from cdgate.builtin.readers.lcov_branches import branches_of
from cdgate.builtin.readers.lcov_columns import lines_of
from cdgate.builtin.readers.lcov_numbers import LINE, SPARSE, numbers_of, sets_of
from cdgate.model.branches import Pair

# Whatever is neither a line nor a branch. Every byte is matched once: the quantifiers never give back.
_OTHERS = (
    rb"(?:FN:.{0,1000}+\n)*+(?:FNDA:.{0,1000}+\n)*+"
    rb"(?:(?:FN(?:DA|F|H|L|A)?+|BR[FH]|VER|MCDC|MC[FH]):.{0,1000}+\n|LF:([0-9]{1,9})\n|LH:([0-9]{1,9})\n)*+"
)
_BEGINNING = re.compile(rb"(?:TN:.{0,1000}+\n)?+SF:([^\x00-\x1f\x7f]{1,1000}+)\n" + _OTHERS)
_MORE = re.compile(_OTHERS)
END = b"end_of_record\n"
_LINE = b"DA:"
_BRANCH = b"BRDA:"
# What stands in the lines behind the last line or branch, and in no line or branch: single letters are found fastest.
_BEHIND_LINES = (b"e", b"L", b"B", b"F")
_BEHIND_BRANCHES = (b"e", b"F", b"\nD")


class WholeRecord(NamedTuple):
    """What a record says: its length in lines without the last, how many lines it lists, which, and its totals."""

    path: str
    length: int
    listed: int
    coverable: int
    covered: int
    branches: Mapping[int, Pair]
    found: int | None
    hit: int | None


class _Outline(NamedTuple):
    """The parts of a record, how many lines are neither a line nor a branch, and where the record goes on."""

    path: bytes
    others: int
    lines: bytes
    branches: bytes
    found: bytes | None
    hit: bytes | None
    end: int


def record_at(text: bytes, start: int) -> tuple[WholeRecord, int] | None:
    """Return what the record that begins at `start` says, and where it ends; None where that had better be found out else."""
    outline = _outline(text, start)
    if outline is None or not text.startswith(END, outline.end):
        return None
    record = _record(outline)
    return None if record is None else (record, outline.end + len(END))


def plain(piece: bytes) -> WholeRecord | None:
    """Return what a record without its last line says, or None where that had better be read line by line."""
    outline = _outline(piece, 0)
    record = None if outline is None or outline.end < len(piece) else _record(outline)
    if record is None:
        outline = _gathered(piece)
        record = None if outline is None else _record(outline)
    return record


def _outline(text: bytes, start: int) -> _Outline | None:
    """Return the outline of a record as far as its lines stand together, and its branches.

    What ends there may be more than lines or branches: that is for who reads them to tell.
    """
    match = _BEGINNING.match(text, start)
    if match is None:
        return None
    path, found, hit = match.groups()
    lines = branches = b""
    end = start
    others = 0
    while True:
        start = match.end()
        others += text.count(b"\n", end, start)
        if not lines and text.startswith(_LINE, start):
            end = _end(text, start, _BEHIND_LINES)
            lines = text[start:end]
        elif not branches and text.startswith(_BRANCH, start):
            end = _end(text, start, _BEHIND_BRANCHES)
            branches = text[start:end]
        else:
            return _Outline(path, others, lines, branches, found, hit, start)
        match = _MORE.match(text, end)
        if match is None or end == start:
            return None
        found, hit = match[1] or found, match[2] or hit


def _end(text: bytes, start: int, others: tuple[bytes, ...]) -> int:
    """Return where the lines end in which there is none of these others: the line behind them has one, or begins in it."""
    end = len(text)
    for other in others:
        place = text.find(other, start, end)
        if place >= 0:
            end = place + len(other) - 1
    return max(start, text.rfind(b"\n", start, end) + 1)


def _gathered(piece: bytes) -> _Outline | None:
    """Return the outline of a record whose lines and branches stand in any order."""
    lines = _place(piece, _LINE, 0, len(piece))
    branches = _place(piece, _BRANCH, 0, lines[0])
    if branches[0] == branches[1]:
        branches = _place(piece, _BRANCH, lines[1], len(piece))
    first, second = (lines, branches) if lines < branches else (branches, lines)
    rest = piece[: first[0]] + piece[first[1] : second[0]] + piece[second[1] :]
    listed, branching = piece[lines[0] : lines[1]], piece[branches[0] : branches[1]]
    if _BRANCH in listed or _BRANCH in rest:  # they stand in several places
        rest, listed, branching = _sorted(piece)
    match = _BEGINNING.fullmatch(rest)
    if match is None or b"\r" in rest or not piece.startswith(rest[: match.end(1)]):
        return None
    path, found, hit = match.groups()
    return _Outline(path, rest.count(b"\n"), listed, branching, found, hit, len(piece))


def _place(piece: bytes, key: bytes, start: int, end: int) -> tuple[int, int]:
    """Return where the first and the last line that begin with `key` begin and end; `end` where there is none."""
    found = piece.find(b"\n" + key, max(0, start - 1), end) + 1
    if not found:
        return end, end
    return found, piece.find(b"\n", piece.rfind(b"\n" + key, found - 1, end) + 1) + 1


def _sorted(piece: bytes) -> tuple[bytes, bytes, bytes]:
    """Return the rest, the lines and the branches."""
    kinds: dict[bytes, list[bytes]] = {b"": [], _LINE: [], _BRANCH: []}
    for line in piece.splitlines(keepends=True):
        kinds[_LINE if line.startswith(_LINE) else _BRANCH if line.startswith(_BRANCH) else b""].append(line)
    rest, lines, branches = map(b"".join, kinds.values())
    return rest, lines, branches


def _record(outline: _Outline) -> WholeRecord | None:
    path, others, lines, branches, found, hit, _ = outline
    listed = lines_of(lines) or _sets(lines)
    tallied = branches_of(branches) if branches else {}
    if listed is None or tallied is None:
        return None
    try:
        name = path.decode()
    except UnicodeDecodeError:
        return None
    length = others + listed[0] + branches.count(b"\n")
    return WholeRecord(
        name, length, *listed, tallied, None if found is None else int(found), None if hit is None else int(hit)
    )


def _sets(lines: bytes) -> tuple[int, int, int] | None:
    """Return what `lines_of` does, for lines in any order; None where one is no line, or they are far apart."""
    numbers = numbers_of(lines, LINE)
    listed, hits = numbers[::2], numbers[1::2]
    if not listed:
        return None
    most = SPARSE * len(listed)
    for top in (-listed[-1], -min(listed)):  # reports list lines in order: the last is nearly always the highest
        with contextlib.suppress(IndexError):
            return (len(listed), *sets_of(listed, hits, top)) if top <= most else None
    return None

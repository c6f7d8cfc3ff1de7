"""Reads the record of one source file in a tracefile at once, if every byte of it is plain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from cdgate.builtin.readers.lcov_branches import branches_of
from cdgate.builtin.readers.lcov_numbers import LINE, SPARSE, numbers_of, sets_of
from cdgate.model.branches import Pair

# All but lines and branches. Every byte is matched once: the quantifiers never give back.
_REST = re.compile(
    rb"(?:TN:.{0,1000}+\n)?+SF:([^\x00-\x1f\x7f]{1,1000}+)\n"
    rb"(?:FN:.{0,1000}+\n)*+(?:FNDA:.{0,1000}+\n)*+"
    rb"(?:(?:FN(?:DA|F|H|L|A)?+|BR[FH]|VER|MCDC|MC[FH]):.{0,1000}+\n|LF:([0-9]{1,9})\n|LH:([0-9]{1,9})\n)*+"
)
_LINE = b"DA:"
_BRANCH = b"BRDA:"
# Some compilers make counters negative; some writers print those unsigned.
_WRAPPED = 1 << 63


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


def plain(piece: bytes) -> WholeRecord | None:
    """Return what a record without its last line says, or None where that had better be read line by line."""
    lines = _place(piece, _LINE, 0, len(piece))
    branches = _place(piece, _BRANCH, 0, lines[0])
    if branches[0] == branches[1]:
        branches = _place(piece, _BRANCH, lines[1], len(piece))
    first, second = (lines, branches) if lines < branches else (branches, lines)
    rest = piece[: first[0]] + piece[first[1] : second[0]] + piece[second[1] :]
    listed, branching = piece[lines[0] : lines[1]], piece[branches[0] : branches[1]]
    record = _record(piece, rest, listed, branching)
    if record is None and (_BRANCH in listed or _BRANCH in rest):  # they stand in several places
        return _record(piece, *_sorted(piece))
    return record


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


def _record(piece: bytes, rest: bytes, lines: bytes, branches: bytes) -> WholeRecord | None:
    """Return what a record says, from its lines, its branches, and the rest, with which it must begin."""
    match = _REST.fullmatch(rest)
    if match is None or b"\r" in rest or not piece.startswith(rest[: match.end(1)]):
        return None
    numbers = numbers_of(lines, LINE)
    listed, hits = numbers[::2], numbers[1::2]
    if not listed or sum(hits) >= _WRAPPED:
        return None
    sets = _sets(listed, hits)
    tallied = branches_of(branches) if branches else {}
    if sets is None or tallied is None:
        return None
    try:
        path = match[1].decode()
    except UnicodeDecodeError:
        return None
    length = rest.count(b"\n") + len(listed) + branches.count(b"\n")
    found, hit = (None if total is None else int(total) for total in match.group(2, 3))
    return WholeRecord(path, length, len(listed), *sets, tallied, found, hit)


def _sets(numbers: Sequence[int], hits: Sequence[int]) -> tuple[int, int] | None:
    """Return the (coverable, covered) lines; None where one is none, or they are far apart."""
    most = SPARSE * len(numbers)
    try:
        top = -numbers[-1]  # nearly always the highest: reports list lines in order
        return sets_of(numbers, hits, top) if top <= most else None
    except IndexError:
        pass
    try:
        top = -min(numbers)
        return sets_of(numbers, hits, top) if top <= most else None
    except IndexError:
        return None

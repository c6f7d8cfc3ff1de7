"""Branches of a file by line, counted as a few sets of lines."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from itertools import compress
from operator import ne

from cdgate.builtin.readers.lcov_numbers import BRANCH, SPARSE, numbers_of
from cdgate.builtin.readers.lcov_pairs import paired
from cdgate.model.branches import LineBranches, Pair

_RUN = re.compile(rb"(?:BRDA:[0-9]{1,8},e?[0-9]{1,9},[^\n\r,]{1,200},(?:-|[0-9]{1,20})\n)*+")
_BRANCHES = re.compile(rb"BRDA:([0-9]+),([^,\n]+,[^,\n]+),(-|[0-9]+)")
_NEVER = b",-\n"  # its block was never run
_NOT_ONCE = b",0\n"
# Tables that make digits of marks: 1 for a line, 2 where one of two branches was taken, 3 for both.
_AT_LEAST = tuple(b"0" * mark + b"1" * (256 - mark) for mark in (1, 2, 3))
_ONE = 16  # a branch in the byte of its line: the upper half counts all, the lower half those that were taken


class BranchTally:
    """Counts branches by their names: one that several instances of a function have is taken if one of them took it."""

    def __init__(self) -> None:
        self._taken: dict[tuple[int, bytes], bool] = {}

    def add(self, line: int, identity: bytes, taken: bytes) -> None:
        """Take a branch, and how often it was taken, as written."""
        ran = taken != b"-" and bool(taken.strip(b"0"))
        self._taken[line, identity] = self._taken.get((line, identity), False) or ran

    def by_line(self) -> dict[int, Pair]:
        """Return (taken, all) branches by line."""
        branches: dict[int, Pair] = {}
        for (number, _), taken in self._taken.items():
            before = branches.get(number, (0, 0))
            branches[number] = (before[0] + taken, before[1] + 1)
        return branches


def branches_of(lines: bytes) -> Mapping[int, Pair] | None:
    """Return (taken, all) branches by line for whole lines of a tracefile; None where one is no plain line of a branch."""
    counts = lines.replace(_NEVER, _NOT_ONCE) if b"-" in lines else lines
    branches = paired(counts) or tallied(numbers_of(counts, BRANCH))
    if branches is not None:
        return branches
    if _RUN.fullmatch(lines) is None:
        return None
    tally = BranchTally()
    for line, identity, taken in _BRANCHES.findall(lines):
        tally.add(int(line), identity, taken)
    return tally.by_line()


def tallied(rows: Sequence[int]) -> Mapping[int, Pair] | None:
    """Return (taken, all) branches by line for rows of -line, block, branch and how often it was taken, one after another.

    None where there are none, two have one name, which only copies of functions have, or a line is no usual one.
    """
    if not rows:
        return None
    try:
        return _sets(rows, -rows[-4])  # nearly always the highest line: reports list lines in order
    except IndexError:
        pass
    try:
        return _sets(rows, -min(rows[::4]))
    except IndexError:
        return None


def _sets(rows: Sequence[int], top: int) -> LineBranches | None:
    """Raise IndexError for line 0 and for one beyond `top`."""
    if 4 * top > SPARSE * len(rows):
        return None
    sets = _of_two(rows, top) or _of_many(rows, top)
    return LineBranches({pair: lines for pair, lines in sets.items() if lines}) if sets else None


def _of_two(rows: Sequence[int], top: int) -> dict[Pair, int]:
    """Return the sets where each line has two branches, beside one another, as most conditions do; else nothing."""
    numbers, ones, others = rows[::8], rows[2::8], rows[6::8]
    if rows[4::8] != numbers:
        return {}
    named = ones.count(0) + others.count(1) == 2 * len(numbers)  # nearly always they are branches 0 and 1
    if not (named or set(ones).isdisjoint(others) or all(map(ne, ones, others))):
        return {}
    marks = bytearray(top + 1)
    for number in numbers:
        marks[number] = 1
    for number in compress(numbers, rows[3::8]):
        marks[number] = 2
    for number in compress(numbers, rows[7::8]):
        marks[number] = marks[number] + 1 & 3  # a line that is there twice is found below
    if marks[0]:
        raise IndexError
    lines, either, both = (int(marks.translate(table), 2) << 1 for table in _AT_LEAST)
    if lines.bit_count() < len(numbers):
        return {}
    return {(0, 2): lines ^ either, (1, 2): either ^ both, (2, 2): both}


def _of_many(rows: Sequence[int], top: int) -> dict[Pair, int]:
    """Return the sets; nothing where two branches have one name, or a line has more than a byte can count."""
    numbers = rows[::4]
    if len(set(zip(numbers, rows[1::4], rows[2::4], strict=True))) < len(numbers):
        return {}
    marks = bytearray(top + 1)
    try:
        for number, count in zip(numbers, rows[3::4], strict=True):
            marks[number] += _ONE + 1 if count else _ONE
    except ValueError:
        return {}
    if marks[0]:
        raise IndexError
    codes = set(marks.translate(None, b"\0"))
    return {(code % _ONE, code // _ONE): int(marks.translate(_only(code)), 2) << 1 for code in codes}


@functools.cache
def _only(code: int) -> bytes:
    """Return the table that makes the digit 1 of one byte and the digit 0 of all others."""
    return bytes(49 if byte == code else 48 for byte in range(256))

"""Branches of a file by line, counted as a few sets of lines."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import compress
from operator import ne

from cdgate.builtin.readers.linesets import MOST_LINES_OF_FILE
from cdgate.model.branches import LineBranches

_ONE = 16  # a branch in the byte of its line: the upper half counts all, the lower half those that were taken
# Bits of sets for each branch, beyond which a dict is smaller.
_SPARSE = 1024
_NEITHER, _EITHER, _BOTH = (2 * _ONE + taken for taken in range(3))


def tallied(rows: Sequence[int]) -> Mapping[int, tuple[int, int]] | None:
    """Return (taken, all) branches by line for rows of line, block, branch and how often it was taken, one after another.

    None where two branches have one name, which only copies of functions have, or where a line is none of a file.
    """
    numbers = rows[::4]
    if max(numbers) > MOST_LINES_OF_FILE:
        return None
    marks = _of_two(rows)
    if marks is None:
        if len(set(zip(numbers, rows[1::4], rows[2::4], strict=True))) < len(numbers):
            return None
        marks = _of_many(numbers, rows[3::4])
    codes = set(marks) - {0}
    if not codes or len(codes) * len(marks) > _SPARSE * len(numbers):
        hit = Counter(compress(numbers, rows[3::4]))
        return {line: (hit[line], total) for line, total in Counter(numbers).items()}
    marks.reverse()
    return LineBranches({(code % _ONE, code // _ONE): int(marks.translate(_only(code)), 2) for code in codes})


def _of_two(rows: Sequence[int]) -> bytearray | None:
    """Return the byte of each line where each has two branches, beside one another, as most conditions do; else None."""
    numbers = rows[::8]
    if rows[4::8] != numbers or len(set(numbers)) < len(numbers) or not all(map(ne, rows[2::8], rows[6::8])):
        return None
    marks = bytearray(max(numbers) + 1)
    for number, one, other in zip(numbers, rows[3::8], rows[7::8], strict=True):
        marks[number] = _BOTH if one and other else _EITHER if one or other else _NEITHER
    return marks


def _of_many(numbers: Sequence[int], taken: Sequence[int]) -> bytearray:
    """Return the byte of each line; nothing where one has more branches than its byte can count."""
    marks = bytearray(max(numbers) + 1)
    try:
        for number, count in zip(numbers, taken, strict=True):
            marks[number] += _ONE + 1 if count else _ONE
    except ValueError:
        return bytearray()
    return marks


@functools.cache
def _only(code: int) -> bytes:
    """Return the table that makes the digit 1 of one byte and the digit 0 of all others."""
    return bytes(49 if byte == code else 48 for byte in range(256))

"""The numbers of many lines of a tracefile at once: proved to be nothing else, and gathered into sets of lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import Annotated

import msgspec

# Lines without their digits.
LINE = b"DA:,\n"
BRANCH = b"BRDA:,,,\n"
# Digits of a set for each line in it, at most: more, and a few bytes could fill the memory.
SPARSE = 1024

_DIGITS = b"0123456789"
_LETTERS = b"DABR"
_JSON = bytes.maketrans(b":\n", b"-,")
# Tables that make digits of marks: 1 for a line, 2 for a line that was hit.
_LISTED = b"011" + bytes(253)
_COVERED = b"001" + bytes(253)
# Some compilers make counters negative; some writers print those unsigned: such counts are not read here.
_decode = msgspec.json.Decoder(list[Annotated[int, msgspec.Meta(le=(1 << 63) - 1)]]).decode


def numbers_of(lines: bytes, like: bytes) -> list[int]:
    """Return the numbers of whole lines that are `like` without their digits; none where that is not proved.

    The first number of each line is negative. As JSON, a line is a minus (its colon), its numbers and a comma (its end), so
    there is none where a digit stands before the colon, or where a number is missing, begins with a zero or has over 63 bits.
    """
    shape = lines.translate(None, _DIGITS)
    if shape != like * (len(shape) // len(like)):
        return []
    try:
        numbers = _decode(b"[%b0]" % lines.translate(_JSON, _LETTERS))
    except msgspec.DecodeError:
        return []
    numbers.pop()  # what stands behind the last comma
    return numbers


def sets_of(numbers: Sequence[int], hits: Sequence[int], top: int) -> tuple[int, int]:
    """Return the lines with these numbers, all negative, and those of them that were hit, as bits.

    Raises IndexError for line 0 and for one beyond `top`.
    """
    marks = bytearray(top + 1)
    for number, count in zip(numbers, hits, strict=True):
        if count:
            marks[number] = 2  # from the end, so the highest line comes first, as in a binary number
        else:
            marks[number] = 1
    if marks[0]:
        raise IndexError
    listed = int(marks.translate(_LISTED), 2) << 1
    if listed.bit_count() < len(numbers):  # a line that is listed several times is covered if it was hit once
        for number in compress(numbers, hits):
            marks[number] = 2
    return listed, int(marks.translate(_COVERED), 2) << 1

"""Branches (BRDA) that come in pairs, named 0 and 1, as most conditions have them: proved at once, read when somebody looks."""

from __future__ import annotations

from cdgate.builtin.readers.lcov_columns import MISSED, codes_of
from cdgate.builtin.readers.lcov_numbers import BRANCH
from cdgate.model.branches import LineBranches, Pair

_DIGITS = b"0123456789"
# As a table, a branch has five cells: the key, the line, the block, the branch, how often it was taken.
_CELLS = bytes.maketrans(b":,\n", b"\t\t\t")
_CELL = 5  # room for four digits, and one more
_ROW = 5 * _CELL
_PAIR = 2 * _ROW
_LINE, _BLOCK, _BRANCH, _TAKEN = (_CELL * at for at in range(1, 5))
_SIZE = _CELL - 1
_IS_TAKEN = bytes(code != MISSED for code in range(256))


class PairedBranches(LineBranches):
    """Two branches on each line: the texts of the numbers, as long as one another, and how many were taken of each two."""

    __slots__ = ("_numbers", "_read", "_taken")

    def __init__(self, numbers: bytes, taken: bytes) -> None:
        self._numbers = numbers
        self._taken = taken
        self._read: dict[Pair, int] | None = None

    @property
    def _sets(self) -> dict[Pair, int]:  # type: ignore[override]  # read when it is asked for
        if self._read is None:
            self._read = {}
            for at, taken in enumerate(self._taken):
                number = int(self._numbers[at * _SIZE : (at + 1) * _SIZE])
                self._read[taken, 2] = self._read.get((taken, 2), 0) | 1 << number
        return self._read

    def __reduce__(self) -> tuple[type[PairedBranches], tuple[bytes, bytes]]:
        """Return how a copy is made in another process."""
        return PairedBranches, (self._numbers, self._taken)

    def __len__(self) -> int:
        return len(self._taken)

    def totals(self) -> Pair:
        """Return the sums of covered and of all branches."""
        return self._taken.count(1) + 2 * self._taken.count(2), 2 * len(self._taken)


def paired(text: bytes) -> PairedBranches | None:
    """Return the branches of whole lines of a tracefile; None unless all are plain, in pairs, one on each line."""
    shape = text.translate(None, _DIGITS)
    count = len(shape) // len(BRANCH)
    if not count or count % 2 or shape != BRANCH * count:
        return None
    rows = text.translate(_CELLS).expandtabs(_CELL)
    if len(rows) != _ROW * count or not _named(rows, count):  # each cell has its own room, so no digit is in a key
        return None
    codes = codes_of(rows[_TAKEN::_ROW], rows[_TAKEN + 1 :: _ROW]).translate(_IS_TAKEN)
    numbers = _numbers(rows, count // 2)
    if not codes or not numbers:
        return None
    taken = int.from_bytes(codes[::2], "big") + int.from_bytes(codes[1::2], "big")
    return PairedBranches(numbers, taken.to_bytes(count // 2, "big"))


def _named(rows: bytes, count: int) -> bool:
    """Tell whether all have some block, and in turn the names 0 and 1."""
    return (
        rows[_BRANCH + 1 :: _ROW] == b" " * count
        and rows[_BRANCH::_PAIR] == b"0" * (count // 2)
        and rows[_BRANCH + _ROW :: _PAIR] == b"1" * (count // 2)
        and rows[_BLOCK::_ROW].isdigit()
    )


def _numbers(rows: bytes, count: int) -> bytes:
    """Return the texts of the lines, one for two rows; nothing where they are none, or one is on other rows too."""
    numbers = bytearray(_SIZE * count)
    for at in range(_SIZE):
        digits = rows[_LINE + at :: _PAIR]
        if digits != rows[_LINE + _ROW + at :: _PAIR]:
            return b""
        numbers[at::_SIZE] = digits
    first = numbers[::_SIZE]
    if not first.isdigit() or b"0" in first or len(set(memoryview(numbers).cast("I"))) < count:
        return b""
    return bytes(numbers)

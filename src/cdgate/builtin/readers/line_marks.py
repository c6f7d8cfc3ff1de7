"""Lines gathered into sets: a digit for each line, in a row for each thing that lines say beside their numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from cdgate.model.branches import Pair, lines_of
from cdgate.parsing.xml_runs import UnprovedError

# How many different things lines say: with more there is no room. A report says some ten.
_ROWS = 32
# A row begins with room for the lines of a usual file, and may grow until it has room for five digits.
_WIDTH = 1 << 13
_WIDEST = 1 << 17
# A row must not be much longer than the text that it stands for.
_SPARSE = 64
_MARK = ord("1")


class Line(NamedTuple):
    """A line that can be covered: its number, whether it was hit, its (taken, all) branches."""

    number: int
    hit: bool
    branches: Pair | None = None


class Lines(msgspec.Struct, frozen=True):
    """A run of lines: their count, sets of them as bits, the set for each (taken, all) branches.

    Where a number stands twice, `repeated` has all lines one by one.
    """

    count: int
    coverable: int
    covered: int
    branches: dict[Pair, int]
    repeated: tuple[Line, ...] = ()

    def listed(self) -> Iterator[Line]:
        """Yield the lines one by one."""
        if self.repeated:
            yield from self.repeated
            return
        branching = {line: pair for pair, bits in self.branches.items() for line in lines_of(bits)}
        for number in lines_of(self.coverable):
            yield Line(number, bool(self.covered >> number & 1), branching.get(number))


class NoRoomError(Exception):
    """There is a line for which there is no room unless all begins anew."""


class LineMarks:
    """Rows of digits, the highest line first, so that from some digit on a row is the binary number of its lines.

    A line has its place in one of them; all places are good until `begin_anew`.
    """

    def __init__(self) -> None:
        self.width = _WIDTH
        self._wanted = 0
        self._rows: dict[tuple[bool, Pair | None], int] = {}
        self._digits = bytearray()

    def place(self, line: Line) -> int:
        """Return the place of a line. Raises NoRoomError."""
        number, hit, branches = line
        if number >= self.width:
            self.check(number)
        row = self._rows.setdefault((hit, branches), len(self._rows))
        if row >= _ROWS:
            raise NoRoomError
        if row * self.width == len(self._digits):
            self._digits += b"0" * self.width
        return (row + 1) * self.width - 1 - number

    def check(self, number: int) -> None:
        """Check that rows have room for this line. Raises NoRoomError, or UnprovedError where they never will."""
        if number >= _WIDEST:
            raise UnprovedError
        if number >= self.width:
            self._wanted = number
            raise NoRoomError

    def begin_anew(self) -> None:
        """Forget all places, and make room for what there was no room for."""
        while self._wanted >= self.width:
            self.width *= 2
        self._rows.clear()
        self._digits.clear()

    def gathered(self, places: Sequence[int]) -> Lines | None:
        """Return the lines at some places, at least one, or None where they are too far apart.

        It is fastest where the last one is the highest line, which it nearly always is: reports list lines in order.
        """
        return self._gathered(places, places[-1] % self.width)

    def _gathered(self, places: Sequence[int], start: int) -> Lines | None:
        digits, width, mark = self._digits, self.width, _MARK
        if width - 1 - start > _SPARSE * len(places):
            return None
        for place in places:
            digits[place] = mark
        lines = self._taken(start, len(places))
        if lines is not None:
            return lines
        digits[:] = b"0" * len(digits)
        if len({place % width for place in places}) < len(places):
            return self._spelled(places)
        return self._gathered(places, min(place % width for place in places))

    def _taken(self, start: int, count: int) -> Lines | None:
        """Return the lines from this place of each row on, and wipe them; None unless they are so many."""
        digits, width = self._digits, self.width
        blank = b"0" * (width - start)
        coverable = covered = 0
        branches: dict[Pair, int] = {}
        end = 0
        for hit, pair in self._rows:
            begin, end = end + start, end + width
            highest = digits.find(_MARK, begin, end)
            if highest >= 0:
                bits = int(digits[highest:end], 2)
                digits[highest:end] = blank[highest - begin :]
                coverable |= bits
                if hit:
                    covered |= bits
                if pair is not None:
                    branches[pair] = branches.get(pair, 0) | bits
        return Lines(count, coverable, covered, branches) if coverable.bit_count() == count else None

    def _spelled(self, places: Sequence[int]) -> Lines:
        says = list(self._rows)
        listed = tuple(Line(self.width - 1 - place % self.width, *says[place // self.width]) for place in places)
        return Lines(len(listed), 0, 0, {}, listed)

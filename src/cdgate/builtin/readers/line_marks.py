"""Lines gathered into sets: a digit for each line, in a row for each thing that lines say beside their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from cdgate.model.branches import Pair, lines_of
from cdgate.parsing.xml_runs import UnprovedError

# How many different things lines say: with more there is no room. A report says some ten.
_ROWS = 32
# A row begins with room for the lines of a usual file, and may grow until it has room for five digits.
_WIDTH = 1 << 12
_WIDEST = 1 << 17
MARK = ord("1")

# What lines say beside their numbers: whether they were hit, their (taken, all) branches.
Says = tuple[bool, Pair | None]


class Line(NamedTuple):
    """A line that can be covered: its number, whether it was hit, its (taken, all) branches."""

    number: int
    hit: bool
    branches: Pair | None = None


class Lines(msgspec.Struct, frozen=True):
    """A run of lines: sets of them as bits, the set for each (taken, all) branches.

    Where they are not `apart`, because one stands twice with something else to say, `repeated` has all of them one by one.
    """

    coverable: int
    covered: int
    branches: dict[Pair, int]
    apart: bool = True
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

    A line has its place in one of them; all places are good until `begin_anew`. Who reads many lines writes MARK to their
    places in `digits`, and has them `taken`.
    """

    def __init__(self) -> None:
        self.width = _WIDTH
        self.digits = bytearray()
        self._blank = b""
        self._wanted = 0
        self._rows: dict[Says, int] = {}

    def row(self, says: Says) -> int:
        """Return the place of line 0 among the lines that say this; line n is n before it. Raises NoRoomError."""
        row = self._rows.get(says)
        if row is None:
            row = len(self._rows)
            if row == _ROWS:
                raise NoRoomError
            self._rows[says] = row
            self.digits += b"0" * self.width
            self._blank = b"0" * len(self.digits)
        return (row + 1) * self.width - 1

    def check(self, number: int) -> None:
        """Check that rows have room for this line. Raises NoRoomError, or UnprovedError where they never will."""
        if number >= _WIDEST:
            raise UnprovedError
        if number >= self.width:
            self._wanted = number
            raise NoRoomError

    def begin_anew(self) -> bool:
        """Forget all places, and make room for a line for which there was none; tell whether there was such a line."""
        longer = self._wanted >= self.width
        while self._wanted >= self.width:
            self.width *= 2
        self._rows.clear()
        self.digits.clear()
        self._blank = b""
        return longer

    def wipe(self) -> None:
        """Take away all marks."""
        self.digits[:] = self._blank

    def taken(self, most: int) -> Lines | None:
        """Return the lines that are marked, and wipe them; None where they are too far apart: that would take long.

        That is where one is higher than the lines of a usual file, and than `most`.
        """
        most = max(most, _WIDTH)
        digits, width = self.digits, self.width
        coverable = covered = together = end = 0
        branches: dict[Pair, int] = {}
        for hit, pair in self._rows:
            end += width
            highest = digits.find(MARK, end - width, end)
            if highest < 0:
                continue
            if end - highest > most:
                self.wipe()
                return None
            bits = int(digits[highest:end], 2)
            if width > _WIDTH:
                digits[highest:end] = b"0" * (end - highest)
            together += bits
            coverable |= bits
            if hit:
                covered |= bits
            if pair is not None:
                branches[pair] = branches.get(pair, 0) | bits
        if width == _WIDTH:  # as little as this is wiped fastest as a whole
            digits[:] = self._blank
        return Lines(coverable, covered, branches, apart=together == coverable)

    def spelled(self, places: Iterable[int]) -> Lines:
        """Return lines of which some are repeated, by their places."""
        says = list(self._rows)
        listed = [Line(self.width - 1 - place % self.width, *says[place // self.width]) for place in places]
        return Lines(0, 0, {}, apart=False, repeated=tuple(listed))

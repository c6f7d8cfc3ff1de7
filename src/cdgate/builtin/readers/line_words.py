"""What elements of lines say, by their text: a report repeats few texts a million times, so each is proved and read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import add
from typing import NamedTuple

import msgspec

from cdgate.model.branches import Pair, lines_of
from cdgate.parsing.xml_runs import UnprovedError

SPACE = b" \t\r\n"

# What is kept of the texts, at most: twenty megabytes.
_MOST_TEXTS = 100_000
# The code of a text: 32 times the line's number, twice the kind of its branches (0: none), and whether it was hit.
_STEP = 32
# Lines are gathered in an array of codes, which must not be much longer than the text that it stands for.
_SPARSE = 2_000
_MARK = ord("1")
# A report says some thousand different things anyway.
_MANY = 10_000


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


class LineWords(dict[bytes, int]):
    """Codes by text. `read` says what a text means, or None where it is not plain."""

    def __init__(self, read: Callable[[bytes], Line | None]) -> None:
        super().__init__()
        self._read = read
        self._kinds: dict[Pair | None, int] = {None: 0}
        self._rests: dict[int, Line] = {}  # what codes mean beside the number
        self._asked = self._unknown = 0

    @property
    def varied(self) -> bool:
        """Whether so few texts repeat that their parts had better be known."""
        return self._unknown > _MANY + self._asked // 8

    def __missing__(self, text: bytes) -> int:
        line = self._read(text)
        if line is None:
            raise UnprovedError
        self._unknown += 1
        kind = self._kinds.setdefault(line.branches, len(self._kinds))
        rest = 2 * kind + line.hit
        self._rests[rest] = line
        code = line.number * _STEP + rest
        self[text] = code
        if 2 * kind >= _STEP:  # more kinds than there is room for: `lines` begins anew
            raise UnprovedError
        return code

    def lines(self, texts: Sequence[bytes], numbers: Iterable[int] = ()) -> Lines | None:
        """Return what the texts say, or None where there are none, or one of them is not plain.

        Texts without numbers get those of `numbers`, times the step of codes, in order.
        """
        if not texts:
            return None
        self._asked += len(texts)
        if len(self) > _MOST_TEXTS or 2 * len(self._kinds) > _STEP:
            self.clear()
            self._kinds = {None: 0}
            self._rests.clear()
        try:
            codes = list(map(self.__getitem__, texts))
            if numbers:
                codes = list(map(add, codes, numbers))
        except UnprovedError:
            return None
        try:
            marks = _marks(codes, codes[-1])  # nearly always the highest: reports list lines in order
        except IndexError:
            marks = _marks(codes, max(codes))
        if marks is None:
            return None
        lines = self._gathered(len(codes), marks)
        return lines if lines.coverable.bit_count() == len(codes) else self._spelled(codes)

    def _gathered(self, count: int, marks: bytearray) -> Lines:
        coverable = covered = 0
        branches: dict[Pair, int] = {}
        for rest, (_, hit, pair) in self._rests.items():
            digits = marks[rest - _STEP :: -_STEP]
            if _MARK in digits:
                bits = int(digits, 2)
                coverable |= bits
                covered |= bits * hit
                if pair is not None:
                    branches[pair] = branches.get(pair, 0) | bits
        return Lines(count, coverable, covered, branches)

    def _spelled(self, codes: Sequence[int]) -> Lines:
        parts = (divmod(code, _STEP) for code in codes)
        listed = tuple(self._rests[rest]._replace(number=number) for number, rest in parts)
        return Lines(len(codes), 0, 0, {}, listed)


class LineParts:
    """Reads lines by two parts, where few whole texts repeat: what begins with the number, what comes after `between`.

    `number` and `rest` say what a part means, or None where it is not plain; a first part ends with a NUL.
    """

    def __init__(
        self, between: bytes, number: Callable[[bytes], int | None], rest: Callable[[bytes], Line | None]
    ) -> None:
        self._between = between
        self._numbers = _Numbers(number)
        self._rests = LineWords(rest)

    def lines(self, body: bytes) -> Lines | None:
        """Return what the elements of a text without NUL say, or None where one of them is not plain."""
        texts = body.replace(self._between, b"\0<").split(b"<")
        if texts.pop(0).strip(SPACE) or len(texts) % 2:
            return None
        return self._rests.lines(texts[1::2], map(self._numbers.__getitem__, texts[::2]))


class _Numbers(dict[bytes, int]):
    """What the first part of a line adds to the code of the second."""

    def __init__(self, read: Callable[[bytes], int | None]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: bytes) -> int:
        number = self._read(text)
        if number is None:
            raise UnprovedError
        if len(self) > _MOST_TEXTS:
            self.clear()
        self[text] = number * _STEP
        return number * _STEP


def _marks(codes: Sequence[int], top: int) -> bytearray | None:
    """Return a digit for each code up to `top`, 1 where it is there; None where that would be long for so few codes."""
    if top > _SPARSE * len(codes):
        return None
    marks = bytearray(b"0") * ((top | (_STEP - 1)) + 1)
    for code in codes:
        marks[code] = _MARK
    return marks

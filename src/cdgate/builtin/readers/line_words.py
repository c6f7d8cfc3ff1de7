"""What elements of lines say, by their text: a report repeats few texts a million times, so each is proved and read once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from operator import add

from cdgate.builtin.readers.line_marks import Line, LineMarks, Lines, NoRoomError
from cdgate.parsing.xml_runs import UnprovedError

SPACE = b" \t\r\n"

# What is kept of the texts, at most: twenty megabytes.
_MOST_TEXTS = 100_000
# A report says some thousand different things anyway.
_MANY = 10_000
_ENDS = bytes.maketrans(b">", b"\n")


class LineWords(dict[bytes, int]):
    """The places of lines by text. `read` says what a text means, or None where it is not plain."""

    def __init__(self, read: Callable[[bytes], Line | None]) -> None:
        super().__init__()
        self.marks = LineMarks()
        self._read = read
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
        place = self.marks.place(line)
        self[text] = place
        return place

    def lines(self, texts: Callable[[], Iterable[bytes]]) -> Lines | None:
        """Return what the texts say, or None where there are none, or one of them is not plain."""
        return self.gathered(lambda: map(self.__getitem__, texts()))

    def gathered(self, places: Callable[[], Iterable[int]]) -> Lines | None:
        """Return the lines at the places that texts of this and perhaps others say; None where one is not plain."""
        if len(self) > _MOST_TEXTS:
            self.begin_anew()
        try:
            try:
                found = list(places())
            except NoRoomError:
                self.begin_anew()
                found = list(places())
        except (UnprovedError, NoRoomError):
            return None
        self._asked += len(found)
        return self.marks.gathered(found) if found else None

    def begin_anew(self) -> None:
        """Forget all texts."""
        self.clear()
        self.marks.begin_anew()


class LineParts:
    """Reads lines by two parts, where few whole texts repeat: what begins with the number, what comes after `between`.

    `number` and `rest` say what a part means, or None where it is not plain. A first part ends with a NUL and a line end,
    a second one with the line end where each line has a line of text (`wrapped`), else with its `>`.
    """

    def __init__(
        self,
        between: bytes,
        number: Callable[[bytes], int | None],
        rest: Callable[[bytes], Line | None],
        *,
        wrapped: bool,
    ) -> None:
        self._between = between
        self._wrapped = wrapped
        self._rests = LineWords(rest if wrapped else lambda text: rest(text[:-1] + b">"))
        self._numbers = _Numbers(number, self._rests.marks)

    def lines(self, body: bytes) -> Lines | None:
        """Return what the elements of a text without NUL say, or None where one of them is not plain."""
        if not body.endswith(b">"):  # so that the last part is a second one
            return None
        # Parts end with line ends, by which text falls to pieces fastest.
        texts = body.replace(self._between, b"\0\n")
        if not self._wrapped:
            if b"\n" in body:
                return None
            texts = texts.translate(_ENDS)
        rests, numbers = self._rests.__getitem__, self._numbers.__getitem__

        def places() -> Iterator[int]:
            parts = BytesIO(texts)
            return map(add, map(numbers, parts), map(rests, parts))

        return self._rests.gathered(places)


class _Numbers(dict[bytes, int]):
    """What the number that the first part of a line says adds to the place of line 0."""

    def __init__(self, read: Callable[[bytes], int | None], marks: LineMarks) -> None:
        super().__init__()
        self._read = read
        self._marks = marks

    def __missing__(self, text: bytes) -> int:
        number = self._read(text)
        if number is None:
            raise UnprovedError
        self._marks.check(number)
        if len(self) > _MOST_TEXTS:
            self.clear()
        self[text] = -number
        return -number

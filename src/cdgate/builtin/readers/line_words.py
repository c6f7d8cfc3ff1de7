"""What elements of lines say, by their text: a report repeats few texts a million times, so each is proved and read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

from cdgate.builtin.readers.line_marks import MARK, LineMarks, Lines, NoRoomError, Says
from cdgate.parsing.xml_runs import UnprovedError

SPACE = b" \t\r\n"

# What is kept of the texts, at most: twenty megabytes.
_MOST_TEXTS = 100_000
# A report says some thousand different things anyway. Where besides one text of so many is a new one, parts are faster.
_MANY = 8_000
_SOME = 32
_USUAL_BYTES = 48
# Where elements have no line of text each, their ends become line ends, by which text falls to pieces fastest. What was a
# line end is a blank then, which means the same wherever a plain element may have one.
_ENDS = bytes.maketrans(b">\n", b"\n ")
# What ends a first part; no text has a NUL.
_CUT = b"\0\n"


class LineWords:
    """Reads elements that have a line of text each (`wrapped`), or follow one another in any other way.

    Texts are known whole or, where few of these repeat, by two parts: what begins with the number, and what comes after
    `between`. `number` and `rest` say what a part means, or None where it is not plain. Who does not `counts` how often a line
    says the same need not know.
    """

    def __init__(
        self,
        between: bytes,
        number: Callable[[bytes], int | None],
        rest: Callable[[bytes], Says | None],
        *,
        wrapped: bool,
        counts: bool = False,
    ) -> None:
        self._between = between
        self._number = number
        self._rest = rest
        self._wrapped = wrapped
        self._counts = counts
        self._marks = LineMarks()
        self._whole: dict[bytes, int] = {}
        self._numbers: dict[bytes, int] = {}
        self._rests: dict[bytes, int] = {}
        self._asked = self._unknown = self._known = 0

    def lines(self, body: bytes) -> Lines | None:
        """Return what the elements of a text without NUL say, or None where one is not plain."""
        if not self._wrapped:
            if not body.endswith(b">"):
                return None
            body = body.translate(_ENDS)
        if self._known > _MOST_TEXTS:
            self._begin_anew()
        self._asked += len(body) // _USUAL_BYTES
        # Whether so few texts repeat that their parts had better be known.
        parted = self._unknown > _MANY + self._asked // _SOME
        mark = self._mark_parts if parted else self._mark
        text = body.replace(self._between, _CUT) if parted else body
        if not self._marked(mark, text):
            self._marks.wipe()
            return None
        lines = self._marks.taken(len(body))
        if lines is None or (lines.apart and not self._has_more(body, lines)):
            return lines
        return self._marks.spelled(self._places(text, parted=parted))

    def _has_more(self, body: bytes, lines: Lines) -> bool:
        """Tell whether a line says the same twice, where anybody wants to know."""
        return self._counts and len(BytesIO(body).readlines()) > lines.coverable.bit_count()

    def _marked(self, mark: Callable[[bytes], None], text: bytes) -> bool:
        """Mark the lines of a text, with as much room as there can be for them; tell whether all were plain."""
        again = False
        while True:
            try:
                mark(text)
            except UnprovedError:
                return False
            except NoRoomError:
                longer = self._begin_anew()
                if again and not longer:
                    return False
                again = True
            else:
                return True

    def _mark(self, body: bytes) -> None:
        """Mark the lines of whole texts. Raises UnprovedError or NoRoomError."""
        # One look into a plain dict and one mark for each of a million lines: nothing that calls is as fast.
        places, digits, mark = self._whole, self._marks.digits, MARK
        texts = BytesIO(body)
        while True:
            try:
                for text in texts:
                    digits[places[text]] = mark
            except KeyError:
                number, _, rest = text.partition(self._between)
                places[text] = place = self._line(number) + self._row(rest)
                digits[place] = mark
                self._unknown += 1
                self._known += 1
            else:
                return

    def _mark_parts(self, body: bytes) -> None:
        """Mark the lines of texts in two parts each. Raises UnprovedError or NoRoomError."""
        numbers, rests, digits, mark = self._numbers, self._rests, self._marks.digits, MARK
        texts = _paired(body)
        while True:
            try:
                for number, rest in texts:
                    digits[numbers[number] + rests[rest]] = mark
            except KeyError:
                if not number.endswith(_CUT):
                    raise UnprovedError from None
                numbers[number] = self._line(number.removesuffix(_CUT))
                self._known += 1
                digits[numbers[number] + self._row(rest)] = mark
            except ValueError as error:
                raise UnprovedError from error
            else:
                return

    def _places(self, text: bytes, *, parted: bool) -> list[int]:
        if parted:
            return [self._numbers[number] + self._rests[rest] for number, rest in _paired(text)]
        return [self._whole[line] for line in BytesIO(text)]

    def _line(self, text: bytes) -> int:
        """Return what the number that a first part says adds to the place of line 0."""
        place = self._numbers.get(text)
        if place is None:
            number = self._number(text)
            if number is None:
                raise UnprovedError
            self._marks.check(number)
            self._numbers[text] = place = -number
            self._known += 1
        return place

    def _row(self, text: bytes) -> int:
        """Return the place of line 0 among the lines that say what a second part does."""
        place = self._rests.get(text)
        if place is None:
            says = self._rest(text if self._wrapped else text[:-1] + b">")
            if says is None:
                raise UnprovedError
            self._rests[text] = place = self._marks.row(says)
            self._known += 1
        return place

    def _begin_anew(self) -> bool:
        """Forget all texts; tell whether there is room for longer files now."""
        for known in (self._whole, self._numbers, self._rests):
            known.clear()
        self._known = 0
        return self._marks.begin_anew()


def _paired(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield two parts each. Raises ValueError where the last one has none beside it."""
    texts = BytesIO(text)
    return zip(texts, texts, strict=True)

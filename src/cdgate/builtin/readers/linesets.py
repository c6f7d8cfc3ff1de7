"""Sets of lines as bits of an integer, built from line numbers within one budget per report."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.parsing.text import natural
from cdgate.pattern import lazily

# No source file that people or generators write is longer.
MOST_LINES_OF_FILE = 10_000_000
# A set takes one bit per line up to its highest, so sparse sets of high numbers could fill the memory.
MOST_LINES_OF_REPORT = 500_000_000

# Compilers have a known bug that makes counters negative; some writers print them unsigned.
_WRAPPED = 1 << 63
_CONTROLS = lazily(r"[\x00-\x1f\x7f]")
_HITS = lazily(r"[0-9]{1,20}")  # counters are 64 bits wide: up to 20 digits


class LineSets:
    """Builds the line sets of one report; `budget` bounds the sum of their highest lines.

    `wrapped` counts lines whose count of hits was a negative number written without its sign.
    """

    def __init__(self, budget: int = MOST_LINES_OF_REPORT) -> None:
        self._budget = budget
        self.wrapped = 0

    def build(self, numbers: Sequence[int]) -> int:
        """Return the set with bit n for each line n. Raises EvidenceError for a number that is no line."""
        if not numbers:
            return 0
        if min(numbers) < 1:
            raise bad_line_number(min(numbers))
        marks = self._blank(max(numbers))
        for number in numbers:
            marks[number] = 49  # the digit 1
        marks.reverse()
        return int(marks, 2)

    def spans(self, spans: Sequence[tuple[int, int]]) -> int:
        """Return the set of all lines from the first to the last of each span. Raises EvidenceError as `build` does."""
        if not spans:
            return 0
        lowest = min(first for first, _ in spans)
        if lowest < 1:
            raise bad_line_number(lowest)
        marks = self._blank(max(last for _, last in spans))
        for first, last in spans:
            if last < first:
                raise bad_line_number(last)
            if last > first:
                self._pay(last - first)
                marks[first : last + 1] = b"1" * (last - first + 1)
            else:
                marks[first] = 49
        marks.reverse()
        return int(marks, 2)

    def charge(self, lines: int) -> None:
        """Count a set that was built elsewhere, and one of some of its lines. Raises EvidenceError as `build` does."""
        top = max(lines.bit_length() - 1, 0)
        self._charge(top)
        self._pay(top)

    def spend(self, lines: int) -> None:
        """Count one set that was built elsewhere. Raises EvidenceError as `build` does."""
        self._charge(max(lines.bit_length() - 1, 0))

    def pair(self, numbers: Sequence[int], hits: Sequence[str]) -> tuple[int, int]:
        """Return (coverable, covered) for lines that stand beside their counts of hits, as written.

        Raises EvidenceError (`bad-number`) for what is no count.
        """
        return self.build(numbers), self.build(list(compress(numbers, self._counts(hits))))

    @property
    def notes(self) -> tuple[Text, ...]:
        """What a person should know about the counts."""
        if not self.wrapped:
            return ()
        return (
            text("{count} counts of hits are negative numbers without their sign: not covered", count=self.wrapped),
        )

    def _blank(self, top: int) -> bytearray:
        """Return a digit 0 for each line up to `top`. Raises EvidenceError where that is no line, or too much in total."""
        self._charge(top)
        return bytearray(b"0") * (top + 1)

    def _charge(self, top: int) -> None:
        if top > MOST_LINES_OF_FILE:
            raise bad_line_number(top)
        self._pay(top)

    def _pay(self, lines: int) -> None:
        self._budget -= lines
        if self._budget < 0:
            raise EvidenceError(
                "too-many-lines",
                text("the line numbers of this report would fill more memory than any real report does"),
                hint=text("split the report, or look at the line numbers that its writer produces"),
            )

    def _counts(self, hits: Sequence[str]) -> list[int]:
        try:
            counts = naturals(hits)
        except EvidenceError:  # a count may be longer than other numbers
            counts = []
        if len(counts) == len(hits) and max(counts, default=0) < _WRAPPED:
            return counts
        for written in hits:
            check_hits(written)
        counts = [int(written) for written in hits]
        self.wrapped += sum(count >= _WRAPPED for count in counts)
        return [count if count < _WRAPPED else 0 for count in counts]


def bad_line_number(number: int) -> EvidenceError:
    """Return the refusal of a number that is no line of a file."""
    shown = str(number) if abs(number) < 10**20 else "a number of more than 20 digits"
    return EvidenceError(
        "bad-line-number",
        text("{number} is not a line number: lines go from 1 to {most}", number=shown, most=MOST_LINES_OF_FILE),
        hint=text("look for the tool that wrote it; cdgate does not guess which line was meant"),
    )


def naturals(written: Sequence[str]) -> list[int]:
    """Return the numbers of many texts at once. Raises EvidenceError (`bad-number`) for the first that is none."""
    joined = "".join(written)
    if joined.isascii() and joined.isdigit():
        try:
            return list(map(int, written))
        except ValueError:  # an empty one among them, or one longer than Python takes
            pass
    return [natural(number) for number in written]


def check_hits(written: str) -> None:
    """Refuse what is not a count of hits: ASCII digits, at most the 20 of an unsigned 64-bit counter."""
    if _HITS.fullmatch(written) is None:
        raise EvidenceError(
            "bad-number",
            text("{written} is not a count of hits", written=repr(written[:40])),
            hint=text("a count is digits only; a negative count comes from a known bug of compilers: measure again"),
        )


def check_path(path: str) -> None:
    """Refuse the name of a file that holds control characters: no honest tool measures such a file."""
    if _CONTROLS.search(path) is not None:
        raise EvidenceError(
            "bad-file-name",
            text("the name {path} of a file holds control characters", path=repr(path[:100])),
            hint=text("look at the tool that wrote the report: a line end or a terminal code went into a name"),
        )

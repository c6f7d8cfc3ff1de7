"""A test case of an XML report while its element is open."""

from __future__ import annotations

import re

from cdgate.builtin.readers.case_layout import Words
from cdgate.builtin.readers.junit_words import FAILED, PASSED
from cdgate.model.location import Location
from cdgate.parsing.text import milliseconds
from cdgate.pattern import lazily

_LINE = lazily(r"[0-9]{1,9}", re.ASCII)
_CLOCK = lazily(r"(?:(?P<days>[0-9]{1,4})\.)?(?P<hours>[0-9]{1,4}):(?P<minutes>[0-9]{1,2}):(?P<rest>[0-9.,]{1,20})")
_OTHER = "*"


class OpenCase:
    """A case whose end has not come yet: what stood at the places that are looked at."""

    __slots__ = ("path", "rank", "told", "values")

    def __init__(self, rank: int) -> None:
        self.rank = rank  # that the elements tell by themselves
        self.path: list[str] = []  # of the element that is open in it
        self.values: dict[str, str] = {}
        self.told: dict[str, int] = {}  # place -> rank that its words tell

    def tell(self, place: str, words: Words, written: str) -> None:
        """Take a word about the outcome; of several at one place the worst counts."""
        rank = words.get(written.strip().lower(), words.get(_OTHER, FAILED))
        if rank is not None:
            self.told[place] = max(self.told.get(place, PASSED), rank)

    def first(self, places: tuple[str, ...]) -> str:
        """Return what stands at the first place that is filled in."""
        for place in places:
            value = self.values.get(place)
            if value is not None:
                return value
        return ""


def location_of(file: str, line: str) -> Location | None:
    """Return the place that a case names; a line that is none is left out."""
    if not file:
        return None
    number = int(line) if _LINE.fullmatch(line.strip()) else 0
    return Location(file.strip().replace("\\", "/"), number or None)


def milliseconds_of(written: str) -> int:
    """Return milliseconds of `1.5` or of `00:00:01.5`."""
    match = _CLOCK.fullmatch(written)
    if match is None:
        return milliseconds(written)
    hours = int(match["days"] or 0) * 24 + int(match["hours"])
    return (hours * 60 + int(match["minutes"])) * 60_000 + milliseconds(match["rest"])

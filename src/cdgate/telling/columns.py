"""Text in columns of a terminal: widths that count a Chinese character as two, padding, cutting, wrapping, tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from cdgate.pattern import lazily

_TOKEN = lazily(r"\s+|[!-\u10ff]+|.")  # blanks, a word, or one character of a script that is written without blanks
_NARROWEST = 8  # a column is not shortened below this
_NO_LINE_START = frozenset("，。；：！？、）】》」』”’")  # Chinese punctuation stays with the word before it


def width(words: str) -> int:
    """Return how many columns `words` takes."""
    if words.isascii():
        return len(words)
    return sum(_columns(char) for char in words)


def pad(words: str, columns: int, *, right: bool = False) -> str:
    """Return `words` filled with blanks up to `columns`, at its left side if `right`."""
    blanks = " " * (columns - width(words))
    return blanks + words if right else words + blanks


def shortened(words: str, columns: int, dots: str) -> str:
    """Return `words`, or as much of it as fits into `columns` together with `dots`."""
    if width(words) <= columns:
        return words
    room = columns - width(dots)
    taken = 0
    for index, char in enumerate(words):
        taken += _columns(char)
        if taken > room:
            return words[:index].rstrip() + dots
    raise AssertionError("words that fit were returned before")


def wrapped(words: str, columns: int) -> list[str]:
    """Return lines of at most `columns`, broken at blanks or between Chinese characters; longer words stay whole."""
    lines: list[str] = []
    line, used = "", 0
    for token in _TOKEN.findall(words):
        size = width(token)
        if used and used + size > columns and token not in _NO_LINE_START:
            lines.append(line.rstrip())
            line, used = "", 0
        if line or not token.isspace():
            line, used = line + token, used + size
    return [*lines, line.rstrip()] if line.rstrip() or not lines else lines


def table(rows: Sequence[Sequence[str]], *, columns: int, dots: str, right: frozenset[int] = frozenset()) -> list[str]:
    """Return the rows as aligned lines, two blanks between columns; those in `right` align to the right.

    Where that takes more than `columns`, the widest columns are shortened first.
    """
    if not rows:
        return []
    widest = [max(width(row[at]) for row in rows) for at in range(len(rows[0]))]
    room = columns - 2 * (len(widest) - 1)
    while sum(widest) > room and max(widest) > _NARROWEST:
        widest[widest.index(max(widest))] -= 1
    cut = [[shortened(cell, widest[at], dots) for at, cell in enumerate(row)] for row in rows]
    return ["  ".join(pad(cell, widest[at], right=at in right) for at, cell in enumerate(row)).rstrip() for row in cut]


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1

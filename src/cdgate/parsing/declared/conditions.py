"""The conditions of declarations: what a report or a record must hold for a sentence about it to be true.

`path` holds for something that is not empty, null, false or 0; `!path` for the contrary, or where nothing is there;
`has path` where something is there at all, `!has path` where nothing is; `path = a | b` where one of the words is there
(case does not matter); `path != a | b` where something is there that is none of them; `path ^= a | b` where something
begins with one of them. Conditions joined by `&` hold together.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from cdgate.pattern import lazily

Values = Callable[[str], Sequence[Any]]  # what a path leads to: any JSON

_CONDITION = lazily(
    r"(?P<mark>!?has |!)?\s*(?P<path>[^\s=!&\"]*(?:\"[^\"]+\"[^\s=!&\"]*)*)(?:\s*(?P<sign>[!^]?=)\s*(?P<words>.*))?"
)
_EMPTY = frozenset({"", "0", "false", "null", "none"})


class Condition(msgspec.Struct, frozen=True):
    """One compiled condition."""

    path: str
    mark: str
    sign: str
    words: frozenset[str]

    def holds(self, values: Values) -> bool:
        """Tell whether it is true of what `values` finds."""
        found = values(self.path)
        if self.mark.endswith("has"):
            return bool(found) != self.mark.startswith("!")
        if self.sign == "^=":
            return any(word(value).startswith(tuple(self.words)) for value in found)
        if self.sign:
            return any((word(value) in self.words) == (self.sign == "=") for value in found)
        return any(map(_full, found)) != (self.mark == "!")


class BadConditionError(ValueError):
    """A condition that nobody can check; its text is the condition."""


@functools.lru_cache(maxsize=4096)
def conditions(written: str) -> tuple[Condition, ...]:
    """Return the conditions that `written` joins. Raises BadConditionError."""
    return tuple(_condition(part.strip(), written) for part in written.split(" & "))


def holding(written: Iterable[str], values: Values) -> str:
    """Return the first of the conditions that is true, or an empty text."""
    return next((one for one in written if all(part.holds(values) for part in conditions(one))), "")


def word(value: Any) -> str:
    """Return a scalar as the word that conditions and levels are compared with; an empty text for anything else."""
    match value:
        case bool():
            return str(value).lower()
        case None:
            return "null"
        case str():
            return value.strip().lower()
        case int() | float():
            return f"{value:g}" if isinstance(value, float) else str(value)
        case _:
            return ""


def _condition(part: str, written: str) -> Condition:
    match = _CONDITION.fullmatch(part)
    if match is None or not match["path"] or (match["mark"] and match["sign"]):
        raise BadConditionError(written)
    words = frozenset(one.strip().lower() for one in (match["words"] or "").split("|"))
    return Condition(match["path"], (match["mark"] or "").strip(), match["sign"] or "", words)


def _full(value: Any) -> bool:
    if isinstance(value, dict | list):
        return bool(value)
    return word(value) not in _EMPTY

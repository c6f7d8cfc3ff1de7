"""Records of a report, however it is written, as rows that answer to paths."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from cdgate.parsing.declared.plain import plain
from cdgate.pattern import lazily

_NUMBER = lazily(r"([0-9]{1,10})(?:\.0+)?(?:-[0-9]+)?", re.ASCII)  # gosec writes 3-5 for a range
_CONSTANT = "="


class Role(enum.Enum):
    """What the records under a path are."""

    FINDING = "finding"
    SUPPRESSED = "suppressed"
    ERROR = "error"


class Row(msgspec.Struct, frozen=True):
    """One record: its role and what its paths lead to."""

    role: Role
    values: Callable[[str], Sequence[Any]]  # any JSON

    def first(self, written: str) -> str:
        """Return the first text or number that one of the paths leads to, or the first constant."""
        values = self.values
        for one in alternatives(written):
            if one[0] == _CONSTANT:
                return one[1:]
            for value in values(one):
                if found := plain(value):
                    return found
        return ""

    def number(self, written: str, first: int = 1) -> int | None:
        """Return the first number from 1, or None; `first` is what the tool calls the first line or column."""
        found = self.first(written)
        return _number(found, first) if found else None

    def every(self, written: str) -> tuple[str, ...]:
        """Return all texts that the paths lead to, each once."""
        if not written:
            return ()
        found = (plain(value) for one in alternatives(written) for value in self.values(one))
        return tuple(dict.fromkeys(filter(None, found)))


@functools.lru_cache(maxsize=4096)
def _number(found: str, first: int) -> int | None:
    match = _NUMBER.fullmatch(found)
    number = int(match[1]) + 1 - first if match is not None else 0
    return number if number > 0 else None


@functools.lru_cache(maxsize=4096)
def alternatives(written: str) -> tuple[str, ...]:
    """Return the paths and constants that `written` separates by `|`, in order."""
    return tuple(filter(None, (one.strip() for one in written.split("|"))))

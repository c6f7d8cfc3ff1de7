"""Lists with one place for each line of a file: hits, or null where there is nothing to cover (Coveralls, SimpleCov)."""

from __future__ import annotations

from typing import Any

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.json import arr

# What SimpleCov writes for lines between `:nocov:` marks.
_IGNORED = "ignored"


def listed(value: object, where: str) -> tuple[list[int], list[int]]:
    """Return the lines that can run and, beside each, how often it ran. Raises EvidenceError for what is no count."""
    numbers: list[int] = []
    hits: list[int] = []
    for number, count in enumerate(arr(value, where), 1):
        if type(count) is int and count >= 0:
            numbers.append(number)
            hits.append(count)
        elif count is not None and count != _IGNORED:
            raise no_count(count, f"{where}[{number - 1}]")
    return numbers, hits


def count(value: Any, where: str) -> int:  # any JSON
    """Return a count of hits; null, which writers put for a branch that was never reached, is none."""
    if value is None:
        return 0
    if type(value) is not int or value < 0:
        raise no_count(value, where)
    return value


def no_count(value: object, where: str) -> EvidenceError:
    """Return the refusal of what stands where a count of hits belongs."""
    return EvidenceError(
        "bad-number",
        text("{where}: {written} is not a count of hits", where=where, written=repr(value)[:40]),
        hint=text("a count is a whole number from 0 on; look at the tool that wrote the report"),
    )

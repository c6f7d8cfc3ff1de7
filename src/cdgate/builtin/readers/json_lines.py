"""Reports that are one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from cdgate.builtin.readers.text_lines import raw_lines
from cdgate.errors import EvidenceError
from cdgate.parsing.json import load_json, obj


def json_objects(stream: BinaryIO, *, skip_lists: bool = False) -> Iterator[dict[str, Any]]:  # any JSON in them
    """Yield the object of each line that is not blank. Raises EvidenceError with the line for what is none.

    `skip_lists` passes over lines that are lists.
    """
    for number, line in enumerate(raw_lines(stream), 1):
        if not line or line.isspace():
            continue
        try:
            value = load_json(line)
            if not (skip_lists and isinstance(value, list)):
                yield obj(value, "$")
        except EvidenceError as error:
            raise EvidenceError(error.slug, error.message, line=number, hint=error.hint) from error


def milliseconds_of(value: object, per_second: int = 1) -> int:
    """Return a duration in whole milliseconds, 0 where it is none; `per_second` units are a second."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10**15:
        return 0
    return int(value * 1000 / per_second)

"""Findings as lines of text: what compilers and linters print, each format declared as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cdgate.extension import Reader


def readers_of_lines() -> tuple[Reader, ...]:
    """Return the readers; where several formats make the same of a file, the first of them has it."""
    from cdgate.builtin.readers.lines.choosing import Choice
    from cdgate.builtin.readers.lines.formats import FORMATS
    from cdgate.builtin.readers.lines.reader import LineReader

    choice = Choice(lambda: FORMATS)
    return tuple(LineReader(form, choice) for form in FORMATS)

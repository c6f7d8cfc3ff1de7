"""Texts and numbers of reports as texts."""

from __future__ import annotations

from typing import Any


def plain(value: Any) -> str:
    """Return a text or number as text; an empty text for anything else."""
    if type(value) is str:  # nearly always, so it is asked first
        return value.strip()
    match value:
        case bool():
            return ""
        case str():
            return value.strip()
        case int():
            return str(value)
        case float():
            return f"{value:g}"
        case _:
            return ""

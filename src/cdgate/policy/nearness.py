"""Hints for misspelt names: the nearest known ones, then all."""

from __future__ import annotations

from collections.abc import Iterable

from cdgate.message import Text, text

CLOSE_ENOUGH = 0.5
MOST_NAMES = 40


def nearest(name: str, known: Iterable[str]) -> Text:
    """Return a hint with the known names closest to `name`; without a close one, all known names."""
    import difflib  # only wrong policies need it

    ordered = sorted(set(known))
    close = difflib.get_close_matches(name, ordered, n=3, cutoff=CLOSE_ENOUGH)
    if close:
        return text("did you mean {close}?", close=" or ".join(close))
    if not ordered:
        return text("none is known here")
    shown = ", ".join(ordered[:MOST_NAMES]) + (", ..." if len(ordered) > MOST_NAMES else "")
    return text("known: {names}", names=shown)

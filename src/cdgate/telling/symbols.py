"""The signs of a report, in a form that the stream can carry."""

from __future__ import annotations

from typing import TextIO

import msgspec


class Symbols(msgspec.Struct, frozen=True):
    """One sign each; every sign stands beside a word, never alone."""

    met: str
    unmet: str
    unknown: str
    waived: str
    warn: str
    then: str
    dots: str
    dash: str


UNICODE = Symbols("✓", "✗", "?", "~", "!", "→", "…", "—")
ASCII = Symbols("+", "x", "?", "~", "!", "->", "...", "-")


def symbols_for(stream: TextIO) -> Symbols:
    """Return the signs that `stream` can encode."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        "".join(getattr(UNICODE, name) for name in UNICODE.__struct_fields__).encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return UNICODE

"""A line that a tool printed, without what the terminal and the CI put around it."""

from __future__ import annotations

from cdgate.pattern import lazily

LONGEST_LINE = 16 << 10
"""Characters of a line that are looked at; messages of C++ templates are long, but not longer."""

PLACE = r"\s*[^\s:\"'()]{0,300}[\w-]\.\w{1,12}[:(\[][0-9]{1,9}[:,)\]]"
"""What a line with a place in it looks like, whoever wrote it."""

# Colours and other orders to a terminal, also where they were written as Jenkins or a viewer shows them.
_COLOUR = lazily("\x1b\\[[0-9;:]{0,20}[A-Za-z]|\x1b\\][^\x07\x1b]{0,200}(?:\x07|\x1b\\\\)|\x1b\\(B")
# When a line was written, as CI servers put it before the tool's own words.
_CLOCK = lazily(
    r"\[?[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.,]{8,18}Z?\]? |[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})? {1,2}(?! )"
)


def plain(line: str, most: int = LONGEST_LINE) -> str:
    """Return the line without its time, colours, trailing blanks, and whatever is beyond `most` characters."""
    cut = line[:most]
    if "\x1b" in cut:
        cut = _COLOUR.sub("", cut)
    clock = _CLOCK.match(cut) if cut[:1] in "[0123456789" else None
    return (cut if clock is None else cut[clock.end() :]).rstrip()

"""The page a reporter writes on: a stream with its language, width and colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

import msgspec

from cdgate.telling.catalogue import translator
from cdgate.telling.colour import Style, painted

if TYPE_CHECKING:
    from cdgate.message import Text


class Page(msgspec.Struct, frozen=True):
    """Where a report goes and how it may look. `width` is in columns; `colour` allows ANSI; `language` is a catalogue."""

    stream: TextIO
    language: str = "en"
    colour: bool = False
    width: int = 100

    def write(self, words: str) -> None:
        """Write trusted or already escaped text."""
        self.stream.write(words)

    def line(self, words: str = "") -> None:
        """Write trusted or already escaped text and end the line."""
        self.stream.write(words + "\n")

    def say(self, words: Text) -> str:
        """Return a text in the page's language; it is still untrusted: escape it for where it goes."""
        return words.render(translator(self.language))

    def paint(self, words: str, style: Style) -> str:
        """Return trusted or already escaped text in that style, if the page has colour."""
        return painted(words, style, colour=self.colour)

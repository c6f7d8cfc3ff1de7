"""What an XML document is streamed into."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol


class XmlTarget(Protocol):
    """What a document is streamed into. Tags come without namespace; an attribute in one keeps it (`{uri}name`).

    Nothing that a target has gathered may be used before `parse_xml` has returned: an error may still follow. A target
    cannot know the line it is at (libxml2 does not tell its callbacks). `start` and `end` are called once per element,
    `data` with pieces of text of any length; a target whose `data` is None is not called for text, which is faster.
    """

    @property
    def start(self) -> Callable[[str, Mapping[str, str]], None]:
        """Take a start tag; use `attributes.get`."""

    @property
    def end(self) -> Callable[[str], None]:
        """Take an end tag."""

    @property
    def data(self) -> Callable[[str], object] | None:
        """Take a piece of character data of the element that is open."""

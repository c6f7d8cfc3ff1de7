"""A reader that is imported when a file may be its own: of two hundred formats, a run meets three."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

if TYPE_CHECKING:
    from cdgate.extension import Reader
    from cdgate.model.evidence import Evidence, Source

BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
COMMENT = "<!--"


class LazyReader(msgspec.Struct):
    """Stands for the reader `name` on a shelf (`module:callable`, which returns one reader or several).

    `signs` are first bytes one of which every file of the format has, blanks and byte order mark left out (behind `^`: none of
    which it has); `marks` are alternatives, of one of which every head has all words. Empty means: whatever.
    """

    name: str
    kind: str
    title: str
    link: str
    shelf: str
    signs: str = ""
    marks: tuple[tuple[str, ...], ...] = ()

    def recognises(self, head: bytes, path: str) -> bool:
        """Ask the reader itself, unless the head already rules it out."""
        if not self._possible(head):
            return False
        return on_shelf(self.shelf)[self.name].recognises(head, path)

    def read(self, stream: BinaryIO, source: Source) -> Evidence:
        """Let the reader itself read."""
        return on_shelf(self.shelf)[self.name].read(stream, source)

    def read_places(self, stream: BinaryIO, source: Source) -> Evidence:
        """Let the reader itself read, with the places of test cases if it can tell them."""
        reader = on_shelf(self.shelf)[self.name]
        evidence: Evidence = getattr(reader, "read_places", reader.read)(stream, source)
        return evidence

    def _possible(self, head: bytes) -> bool:
        sign = first_sign(head)
        if not sign:
            return True
        if self.signs and sign != COMMENT and (sign in self.signs) is self.signs.startswith("^"):
            return False
        return not self.marks or any(all(word in head for word in words) for words in _encoded(self.marks))


def indexed() -> tuple[LazyReader, ...]:
    """Return all readers of the index, which `tools/readers_index.py` writes."""
    return msgspec.json.decode(Path(__file__).with_name("index.json").read_bytes(), type=tuple[LazyReader, ...])


@functools.lru_cache(maxsize=2)  # all readers ask about one head in turn
def first_sign(head: bytes) -> str:
    """Return the first byte that is no blank and no part of a byte order mark.

    Nothing where two bytes are a character, or it is binary: the marks are not those bytes then. Behind `COMMENT` comes XML, or
    lines of text below somebody's remark.
    """
    if b"\0" in head[:64]:
        return ""
    if head.startswith(COMMENT.encode()):
        return COMMENT
    for bom in BOMS:
        head = head.removeprefix(bom)
    return head.lstrip()[:1].decode("latin-1") or "\0"


@functools.cache
def _encoded(marks: tuple[tuple[str, ...], ...]) -> tuple[tuple[bytes, ...], ...]:
    return tuple(tuple(word.encode() for word in words) for words in marks)


@functools.cache
def on_shelf(shelf: str) -> Mapping[str, Reader]:
    """Return the readers of a shelf by name; a shelf is opened once."""
    module, _, name = shelf.partition(":")
    made = getattr(importlib.import_module(module), name)()
    readers = made if isinstance(made, tuple | list) else (made,)
    return {reader.name: reader for reader in readers}

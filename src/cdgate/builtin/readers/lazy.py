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
COMMENT = b"<!--"


class LazyReader(msgspec.Struct):
    """Stands for the reader `name` on a shelf (`module:callable`, which returns one reader or several).

    `signs` are first bytes one of which every file of the format has, blanks and byte order mark left out (behind `^`: none of
    which it has); `marks` are bytes one of which stands in every head. Empty means: whatever.
    """

    name: str
    kind: str
    title: str
    link: str
    shelf: str
    signs: str = ""
    marks: tuple[str, ...] = ()

    def recognises(self, head: bytes, path: str) -> bool:
        """Ask the reader itself, unless the head already rules it out."""
        if not self._possible(head):
            return False
        return on_shelf(self.shelf)[self.name].recognises(head, path)

    def read(self, stream: BinaryIO, source: Source) -> Evidence:
        """Let the reader itself read."""
        return on_shelf(self.shelf)[self.name].read(stream, source)

    def _possible(self, head: bytes) -> bool:
        if b"\0" in head[:64]:  # two bytes a character, or binary: the marks are not those bytes
            return True
        # Behind a comment comes XML, or lines of text below somebody's remark.
        if self.signs and not head.startswith(b"<!--"):
            barred = self.signs.startswith("^")
            if (first_sign(head) in self.signs.encode()) is barred:
                return False
        return not self.marks or any(mark.encode() in head for mark in self.marks)


def indexed() -> tuple[LazyReader, ...]:
    """Return all readers of the index, which `tools/readers_index.py` writes."""
    return msgspec.json.decode(Path(__file__).with_name("index.json").read_bytes(), type=tuple[LazyReader, ...])


def first_sign(head: bytes) -> bytes:
    """Return the first byte that is no blank and no part of a byte order mark.

    Nothing where two bytes are a character, or it is binary: the marks are not those bytes then. `COMMENT` may be XML, or lines
    below somebody's comment.
    """
    if b"\0" in head[:64]:
        return b""
    if head.startswith(COMMENT):
        return COMMENT
    for bom in BOMS:
        head = head.removeprefix(bom)
    return head.lstrip()[:1] or b"\0"


@functools.cache
def on_shelf(shelf: str) -> Mapping[str, Reader]:
    """Return the readers of a shelf by name; a shelf is opened once."""
    module, _, name = shelf.partition(":")
    made = getattr(importlib.import_module(module), name)()
    readers = made if isinstance(made, tuple | list) else (made,)
    return {reader.name: reader for reader in readers}

"""A reader that is imported when a file may be its own: of two hundred formats, a run meets three."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import msgspec

from cdgate.pattern import lazily

if TYPE_CHECKING:
    from cdgate.extension import Reader
    from cdgate.model.evidence import Evidence, Source
    from cdgate.parsing.declared.shape import Format

BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
COMMENT = "<!--"
_END_BYTES = 1000  # in which the end tag of a root element stands, and blanks behind it
# A document whose beginning is so plain that its root element is seen without taking the prolog apart.
_ROOT = lazily(rb"[ \t\r\n]*(?:<\?xml[^<>]*\?>[ \t\r\n]*)?<(?P<tag>[A-Za-z_][A-Za-z0-9_.-]*)[ \t\r\n/>]")


class LazyReader(msgspec.Struct):
    """Stands for the reader `name` on a shelf (`module:callable`, which returns one reader or several; or declared formats).

    `signs` are first bytes one of which every file of the format has, blanks and byte order mark left out (behind `^`: none of
    which it has); `marks` are alternatives, of one of which every head has all words; `roots` are the root elements by which
    the reader itself tells its XML. Empty means: whatever.
    """

    name: str
    kind: str
    title: str
    link: str
    shelf: str
    signs: str = ""
    marks: tuple[tuple[str, ...], ...] = ()
    roots: tuple[str, ...] = ()

    @property
    def shortlist(self) -> Callable[[bytes], list[str]]:
        """What tells the names of the readers of the index that may recognise a head: it is asked once for all of them."""
        return shortlist

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

    def read_totals(self, stream: BinaryIO, source: Source) -> Evidence:
        """Let the reader itself read, without identities of test cases if it can do without."""
        reader = on_shelf(self.shelf)[self.name]
        evidence: Evidence = getattr(reader, "read_totals", reader.read)(stream, source)
        return evidence

    def _possible(self, head: bytes) -> bool:
        sign = first_sign(head)
        return not sign or (self.may_begin_with(sign) and _has_one(_encoded(self.marks), _words_in(head)))

    def may_begin_with(self, sign: str) -> bool:
        """Tell whether a file of the format may have that first sign."""
        return not self.signs or sign == COMMENT or (sign in self.signs) is not self.signs.startswith("^")


def indexed() -> tuple[LazyReader, ...]:
    """Return all readers of the index, which `tools/readers_index.py` writes."""
    return msgspec.json.decode(Path(__file__).with_name("index.json").read_bytes(), type=tuple[LazyReader, ...])


def shortlist(head: bytes) -> list[str]:
    """Return the names of the readers that may recognise the head; asking the others would be in vain.

    What begins with a root element that readers of XML know, and ends with it, is no text: lines in there that look like those
    of a linter are what a test said.
    """
    sign = first_sign(head)
    if not sign:
        return [reader.name for reader in _all()]
    words = _words_in(head)
    root = _ROOT.match(head) if sign == "<" else None
    if root is None:
        return [name for name, marks in _with_sign(sign) if _has_one(marks, words)]
    rooted, others, texts = _of_xml()
    known = rooted.get(root["tag"].decode(), ())
    whole = known and head[-_END_BYTES:].rstrip().endswith(b"</%b>" % root["tag"])
    asked = (*known, *others) if whole else (*known, *others, *texts)
    return [name for name, marks in asked if _has_one(marks, words)]


_Marked = tuple[str, tuple[tuple[bytes, ...], ...]]  # the name of a reader, and its marks


@functools.cache
def _all() -> tuple[LazyReader, ...]:
    return indexed()


@functools.cache
def _with_sign(sign: str) -> list[_Marked]:
    return [(reader.name, _encoded(reader.marks)) for reader in _all() if reader.may_begin_with(sign)]


@functools.cache
def _of_xml() -> tuple[Mapping[str, list[_Marked]], list[_Marked], list[_Marked]]:
    """Return the readers of XML by the root element that they know, those that look further, and readers of any text."""
    rooted: dict[str, list[_Marked]] = {}
    others: list[_Marked] = []
    texts: list[_Marked] = []
    for reader in _all():
        if reader.may_begin_with("<"):
            unrooted = [others if reader.signs else texts]
            for place in [rooted.setdefault(root, []) for root in reader.roots] or unrooted:
                place.append((reader.name, _encoded(reader.marks)))
    return rooted, others, texts


def _has_one(marks: tuple[tuple[bytes, ...], ...], words: Words) -> bool:
    """Tell whether the head has all words of one mark."""
    for mark in marks:
        for word in mark:
            if not words[word]:
                break
        else:
            return True
    return not marks


class Words(dict[bytes, bool]):
    """Whether a head has a word; keys of JSON, which are most of them, are all found in one go."""

    def __init__(self, head: bytes) -> None:
        super().__init__()
        self.head = head
        self._quoted: frozenset[bytes] | None = None

    def __missing__(self, word: bytes) -> bool:
        inner = word[1:-1]
        if word != b'"%b"' % inner or b'"' in inner:
            told = word in self.head
        else:
            if self._quoted is None:
                self._quoted = frozenset(self.head.split(b'"')[1:-1])
            told = inner in self._quoted
        self[word] = told
        return told


def first_sign(head: bytes) -> str:
    """Return the first byte that is no blank and no part of a byte order mark.

    Nothing where two bytes are a character, or it is binary: the marks are not those bytes then. Behind `COMMENT` comes XML, or
    lines of text below somebody's remark.
    """
    if head is not _Latest.head:  # all readers ask about one head in turn
        _Latest.head, _Latest.sign = head, _first_sign(head)
    return _Latest.sign


class _Latest:
    head, sign = b"", "\0"
    words = Words(b"")


def _words_in(head: bytes) -> Words:
    if head is not _Latest.words.head:
        _Latest.words = Words(head)
    return _Latest.words


def _first_sign(head: bytes) -> str:
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
    found = getattr(importlib.import_module(module), name)
    made = found() if callable(found) else _declared(found)
    readers = made if isinstance(made, tuple | list) else (made,)
    return {reader.name: reader for reader in readers}


def _declared(shapes: Iterable[Format]) -> list[Reader]:
    from cdgate.parsing.declared.reader import DeclaredReader

    return [DeclaredReader(shape) for shape in shapes]

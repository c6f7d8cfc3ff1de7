"""YAML of the plainest kind, line by line: nearly every policy is written so, and PyYAML takes longer to load than to read it.

Whatever is not plain beyond doubt is left to the strict way: text over several lines, escapes, unusual characters, faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NoReturn

import msgspec

from cdgate.model.node import ListNode, MapNode, Node, Position, ScalarNode
from cdgate.parsing.yaml_words import resolved
from cdgate.pattern import lazily

_DEEPEST = 20
_MOST_LINES = 5000  # both are less than what the strict way allows, as are the commas
_MOST_COMMAS = 5000

_START = r"(?:[\w./~+$=(<]|-(?=[\w.]))"
_KEY = lazily(r"([A-Za-z_][A-Za-z0-9_.-]{0,99}):(?: +|$)")
_ITEM = lazily(r"- +")
_PLAIN = lazily(_START)
_QUOTED = lazily(r""""([^"\\]*)"|'([^']*)'""")
_INSIDE = lazily(_START + r"(?:[\w./~+$=()<>*%@^;#-]|:(?=[\w./])| +(?=[\w./~+$=()<>*%@^;-]))*")
_FOLDED = lazily(r">-(?: +#.*)?")


class _NotPlainError(Exception):
    """Only a full parser can tell what this means."""


class _Row(msgspec.Struct):
    """What stands in one line from column `indent` (of 0) on; a block inside an item starts behind its dash."""

    number: int
    indent: int
    text: str


def plain_document(written: str, file: str) -> Node | None:
    """Return the nodes of a document where no doubt is possible about what it means, else None."""
    lines = written.split("\n")
    if len(lines) > _MOST_LINES or written.count(",") > _MOST_COMMAS or not all(map(str.isprintable, lines)):
        return None
    try:
        return _Document(lines, file).whole()
    except _NotPlainError:
        return None


def _rows(lines: Iterable[str]) -> Iterator[_Row]:
    for number, line in enumerate(lines, 1):
        text = line.lstrip(" ")
        if text and not text.startswith("#"):
            yield _Row(number, len(line) - len(text), text.rstrip(" "))


class _Document:
    """The rows of a document, read from top to bottom."""

    def __init__(self, lines: list[str], file: str) -> None:
        self.lines = lines
        self.rows = list(_rows(lines))
        self.file = file
        self.at = 0

    def whole(self) -> Node:
        """Return the map that the document is."""
        if not self.rows or self.rows[0].indent:
            _give_up()
        found = self.map_at(0, 1)
        if self.at != len(self.rows):
            _give_up()
        return found

    def map_at(self, indent: int, depth: int) -> MapNode:
        """Return the map whose keys stand at `indent`, the next row being its first."""
        if depth > _DEEPEST:
            _give_up()
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        first = self.rows[self.at].number
        while (row := self.row(indent)) is not None:
            found = _KEY.match(row.text)
            if found is None or found[1] in entries or not isinstance(resolved(found[1]), str):
                _give_up()
            key = ScalarNode(found[1], found[1], Position(self.file, row.number, indent + 1))
            self.at += 1
            value = self.behind_key(row, found, depth)
            entries[found[1]] = key, value
        return MapNode(tuple(entries.values()), Position(self.file, first, indent + 1))

    def behind_key(self, row: _Row, key: re.Match[str], depth: int) -> Node:
        """Return what stands behind a key, or in the rows below it."""
        if _FOLDED.fullmatch(row.text, key.end()):
            return self.folded(row, key.end())
        if key.end() < len(row.text) and row.text[key.end()] != "#":
            return self.value(row, key.end(), depth)
        below = self.rows[self.at] if self.at < len(self.rows) else None
        if below is not None and below.text.startswith("- ") and below.indent >= row.indent:
            return self.list_at(below.indent, depth + 1)
        if below is not None and below.indent > row.indent:
            return self.map_at(below.indent, depth + 1)
        return ScalarNode("", None, Position(self.file, row.number, row.indent + len(key[1]) + 2))

    def folded(self, above: _Row, start: int) -> ScalarNode:
        """Return the text of the rows below, which stand deeper; their ends become blanks."""
        words: list[str] = []
        indent = self.rows[self.at].indent if self.at < len(self.rows) else 0
        number = above.number
        while self.at < len(self.rows) and (row := self.rows[self.at]).indent > above.indent:
            line = self.lines[row.number - 1]
            if row.number != number + 1 or row.indent != indent or line.endswith(" "):
                _give_up()
            words.append(row.text)
            number, self.at = row.number, self.at + 1
        until = self.rows[self.at].number - 1 if self.at < len(self.rows) else len(self.lines)
        if not words or any(self.lines[number:until]):  # a comment, or what looks like one; blanks that count
            _give_up()
        return ScalarNode(" ".join(words), " ".join(words), self.place(above, start))

    def list_at(self, indent: int, depth: int) -> ListNode:
        """Return the list whose dashes stand at `indent`, the next row being its first."""
        if depth > _DEEPEST:
            _give_up()
        items: list[Node] = []
        first = self.rows[self.at].number
        while (row := self.row(indent)) is not None and (dash := _ITEM.match(row.text)) is not None:
            if _KEY.match(row.text, dash.end()) is not None:
                inner = indent + dash.end()
                self.rows[self.at] = _Row(row.number, inner, row.text[dash.end() :])
                items.append(self.map_at(inner, depth + 1))
            else:
                self.at += 1
                items.append(self.value(row, dash.end(), depth))
        return ListNode(tuple(items), Position(self.file, first, indent + 1))

    def row(self, indent: int) -> _Row | None:
        """Return the next row where it stands at `indent`, None where it stands further left, or is none."""
        if self.at == len(self.rows):
            return None
        row = self.rows[self.at]
        if row.indent > indent:
            _give_up()
        return row if row.indent == indent else None

    def value(self, row: _Row, start: int, depth: int) -> Node:
        """Return the value that begins at `start` of a row and ends with it."""
        text = row.text
        if text[start] in "{[":
            found, end = self.flow(row, start, depth + 1)
        elif text[start] in "\"'":
            found, end = self.quoted(row, start)
        elif _PLAIN.match(text, start):
            words = text[start:].partition(" #")[0].rstrip(" ")
            if ": " in words or words.endswith(":"):
                _give_up()
            return ScalarNode(words, resolved(words), self.place(row, start))
        else:
            _give_up()
        if end < len(text) and not (text[end] == " " and text[end:].lstrip(" ").startswith("#")):
            _give_up()
        return found

    def quoted(self, row: _Row, start: int) -> tuple[Node, int]:
        """Return the text in quotes, and where it ends."""
        found = _QUOTED.match(row.text, start)
        if found is None or row.text[found.end() : found.end() + 1] in ("'", '"', ":"):
            _give_up()
        words = found[1] or found[2] or ""
        return ScalarNode(words, words, self.place(row, start)), found.end()

    def flow(self, row: _Row, start: int, depth: int) -> tuple[Node, int]:
        """Return the list in brackets or the map in braces that begins at `start`, and where it ends."""
        if depth > _DEEPEST:
            _give_up()
        closing = "}" if row.text[start] == "{" else "]"
        entries: dict[str, tuple[ScalarNode, Node]] = {}
        items: list[Node] = []
        at = _blanks(row.text, start + 1)
        empty = row.text[at : at + 1] == closing
        while not empty:
            if closing == "}":
                found = _KEY.match(row.text, at)
                if found is None or found[1] in entries or not isinstance(resolved(found[1]), str):
                    _give_up()
                key = ScalarNode(found[1], found[1], self.place(row, at))
                value, at = self.inside(row, found.end(), depth)
                entries[found[1]] = key, value
            else:
                value, at = self.inside(row, at, depth)
                items.append(value)
            at = _blanks(row.text, at)
            if row.text[at : at + 1] != ",":
                break
            at = _blanks(row.text, at + 1)
        if row.text[at : at + 1] != closing:
            _give_up()
        place = self.place(row, start)
        return (MapNode(tuple(entries.values()), place) if closing == "}" else ListNode(tuple(items), place)), at + 1

    def inside(self, row: _Row, start: int, depth: int) -> tuple[Node, int]:
        """Return the value that begins at `start` inside brackets, and where it ends."""
        first = row.text[start : start + 1]
        if first and first in "{[":
            return self.flow(row, start, depth + 1)
        if first and first in "\"'":
            return self.quoted(row, start)
        found = _INSIDE.match(row.text, start)
        if found is None:
            _give_up()
        return ScalarNode(found[0], resolved(found[0]), self.place(row, start)), found.end()

    def place(self, row: _Row, start: int) -> Position:
        """Return the position of a character of a row."""
        return Position(self.file, row.number, row.indent + start + 1)


def _blanks(text: str, at: int) -> int:
    while text[at : at + 1] == " ":
        at += 1
    return at


def _give_up() -> NoReturn:
    raise _NotPlainError

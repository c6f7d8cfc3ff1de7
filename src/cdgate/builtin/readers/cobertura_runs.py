"""Finds the `class` and `lines` elements of a Cobertura document that are so plain that no parser is needed for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO

from cdgate.builtin.readers.line_marks import Line, Lines
from cdgate.builtin.readers.line_runs import Listed, joined
from cdgate.builtin.readers.line_words import SPACE, LineParts, LineWords
from cdgate.parsing.xml_runs import Run
from cdgate.pattern import lazily

BOUNDARY = b"</class>"

_BEGIN, _END = b"<lines>", b"</lines>"
_BLANK = rb"[ \t\r\n]*+"  # `\s` has characters that XML does not allow
# A class without lines of methods, up to its lines: attributes of ASCII without references.
_CLASS_BEGIN = b"<class "
_CLASS = lazily(
    _BLANK
    + rb'<class((?: [a-z-]{1,40}+="[ !#-%\'-;=-~]*+"){1,20}+) ?>'
    + _BLANK
    + rb"(?:<methods ?/>)?+"
    + _BLANK
    + _BEGIN
)
_ATTRIBUTE = lazily(rb' ([a-z-]++)="([^"]*+)"')
_CLASS_END = lazily(_BLANK + BOUNDARY)
_SHORTEST = 512  # bytes; below it a run is not worth the trouble
# A line without content, in two parts. Counts from 2**63 on are negative numbers without their sign.
_START = rb'line number="([1-9][0-9]{0,4}+)'
_REST = (
    rb'([0-9]{1,18}+)"(?: branch="(?:[Tt]rue|[Ff]alse)")?+'
    rb'(?: condition-coverage="[0-9]{1,3}+% \(([0-9]{1,6}+)/([0-9]{1,6}+)\)")?+'
    rb'(?: missing-branches="[0-9a-z, >-]*+")?+ ?/>' + _BLANK
)
_BETWEEN = b'" hits="'
_LINE = lazily(_START + _BETWEEN + _REST)
_WRAPPED = lazily(_BLANK + b"<" + _START + _BETWEEN + _REST)
_NUMBER = lazily(_BLANK + b"<" + _START + b"\0\n")
_COUNT = lazily(b"()" + _REST)
# What some writers put into a line: the conditions one by one, which its condition-coverage sums up. Without them it is an
# empty element; what was none before becomes `//>`, which nothing takes for one.
_CONDITIONS = lazily(
    rb">"
    + _BLANK
    + rb"<conditions>"
    + _BLANK
    + rb'(?:<condition number="[0-9]++" type="[a-z]++" coverage="[0-9.,]++%" ?/>'
    + _BLANK
    + rb")++</conditions>"
    + _BLANK
    + rb"</line>"
)


class LineRuns:
    """Finds runs of lines; what it has read once it knows in the pieces that follow."""

    def __init__(self) -> None:
        self._words = LineWords(lambda text: _line(_LINE.fullmatch(text)))
        self._wrapped = LineWords(lambda text: _line(_WRAPPED.fullmatch(text)))
        self._wraps = True
        self._parts, self._wrapped_parts = (
            LineParts(_BETWEEN, _number, lambda text: _line(_COUNT.fullmatch(text)), wrapped=wrapped)
            for wrapped in (False, True)
        )
        self._elements = 0  # of the lines that were read last

    def find(self, piece: bytes) -> Iterator[Run[Listed]]:
        """Yield the elements that are proved to be plain, from left to right; leave the others alone."""
        return joined(self._found(piece), 0)

    def _found(self, piece: bytes) -> Iterator[Run[Listed]]:
        at = 0
        while (start := piece.find(_BEGIN, at)) >= 0:
            body = start + len(_BEGIN)
            opening = _CLASS.match(piece, at, body) or _opening(piece, at, body)
            path = None if opening is None else _path(opening[1])
            found = self._lines_from(piece, body)
            if found is None:
                return
            at, lines = found
            if lines is None:
                continue
            ending = None if path is None else _CLASS_END.match(piece, at)
            if opening is None or ending is None:
                yield Run(start, at, self._elements, ((None, lines),))
            else:
                at = ending.end()
                yield Run(opening.start(), at, self._elements + 2, ((path, lines),))

    def _lines_from(self, piece: bytes, body: int) -> tuple[int, Lines | None] | None:
        """Return where the lines end that begin at `body`, and what they say where they are plain; None without end."""
        # No plain line has a p, `complexity` and `package` do: looking for one byte is several times as fast.
        at = piece.rfind(_END, body, piece.find(b"p", body))
        lines = self._lines(piece, body, at) if at >= 0 else None
        self._elements = 1 + lines.count if lines is not None else 0
        if lines is None:
            at = piece.find(_END, body)
            if at < 0:
                return None
            flat = _CONDITIONS.sub(b"/>", piece[body:at])
            lines = self._lines(piece, body, at) or self._lines(flat, 0, len(flat))
            self._elements = 1 + piece.count(b"<", body, at)
        return at + len(_END), lines

    def _lines(self, piece: bytes, start: int, end: int) -> Lines | None:
        """Return what the lines say that are all there is between two places, None where they are not plain."""
        last = piece.rfind(b">", start, end) + 1
        if last - start < _SHORTEST or piece[last:end].strip(SPACE):
            return None
        first = piece.find(b"\n", start, last) + 1
        if self._wraps and first and not piece[start:first].strip(SPACE):
            lines = self._wrapped_lines(piece, first, last, end)
            if lines is not None:
                return lines
        if self._varied:
            return self._parts.lines(piece[start:last])
        texts = piece[start:last].split(b"<")
        lines = None if texts.pop(0).strip(SPACE) else self._words.lines(lambda: texts)
        if lines is not None:
            self._wraps = False  # a writer does it everywhere or nowhere
        return lines

    def _wrapped_lines(self, piece: bytes, start: int, last: int, end: int) -> Lines | None:
        """Return what the lines say where each has a line of text, which is found faster than where an element begins."""
        if self._varied:
            return self._wrapped_parts.lines(piece[start:last])
        body = piece[start : piece.find(b"\n", last, end) + 1 or last]
        return self._wrapped.lines(lambda: BytesIO(body))

    @property
    def _varied(self) -> bool:
        return self._wrapped.varied or self._words.varied


def _opening(piece: bytes, at: int, body: int) -> re.Match[bytes] | None:
    """Return the class from `at` on that begins so near to the lines that nothing else stands between."""
    begin = piece.rfind(_CLASS_BEGIN, at, body)
    return None if begin < 0 else _CLASS.match(piece, begin, body)


def _path(attributes: bytes) -> str | None:
    """Return the path of a class; None where it has none, an attribute twice, or another namespace."""
    listed = _ATTRIBUTE.findall(attributes)
    named = dict(listed)
    path = named.get(b"filename")
    return None if path is None or len(named) != len(listed) or b"xmlns" in named else path.decode("ascii")


def _number(text: bytes) -> int | None:
    """Return the number of a line whose element begins so; None where it is not a plain line."""
    start = _NUMBER.fullmatch(text)
    return None if start is None else int(start[1])


def _line(element: re.Match[bytes] | None) -> Line | None:
    """Return what an element says, number 0 where it is not among it; None where it is not a plain line."""
    if element is None:
        return None
    number, hits, taken, total = element.groups()
    if total is None:
        return Line(int(number or 0), int(hits) > 0)
    if not 0 < int(total) >= int(taken):
        return None
    return Line(int(number or 0), int(hits) > 0, (int(taken), int(total)))

"""Finds the `class` and `lines` elements of a Cobertura document that are so plain that no parser is needed for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdgate.builtin.readers.line_marks import Lines, Says
from cdgate.builtin.readers.line_runs import Listed, joined
from cdgate.builtin.readers.line_words import SPACE, LineWords
from cdgate.parsing.xml_runs import Run
from cdgate.pattern import lazily

BOUNDARY = b"</class>"

_BEGIN, _END = b"<lines>", b"</lines>"
_BLANK = rb"[ \t\r\n]*+"  # `\s` has characters that XML does not allow
# A class without lines of methods, up to its lines: attributes of ASCII without references. Those that most writers write,
# and any.
_CLASS_BEGIN = b"<class "
_VALUE = rb'"[ !#-%\'-;=-~]*+"'
_RATES = rb"(?: line-rate=%b)?+(?: branch-rate=%b)?+" % (_VALUE, _VALUE)
_COMPLEXITY = rb"(?: complexity=%b)?+" % _VALUE
_USUAL = rb'(?: name=%b)?+ filename="(?P<path>[ !#-%%\'-;=-~]*+)"(?:%b|%b) ?>' % (
    _VALUE,
    _COMPLEXITY + _RATES,
    _RATES + _COMPLEXITY,
)
_ANY = rb"(?P<attributes>(?: [a-z-]{1,40}+=%b){1,20}+) ?>" % _VALUE
_CLASS = lazily(rb"%b<class(?:%b|%b)%b(?:<methods ?/>)?+%b%b" % (_BLANK, _USUAL, _ANY, _BLANK, _BLANK, _BEGIN))
_ATTRIBUTE = lazily(rb' ([a-z-]++)="([^"]*+)"')
_CLASS_END = lazily(_BLANK + BOUNDARY)
_SHORTEST_ELEMENT = len("<conditions></conditions>")
_SHORTEST = 512  # bytes; below it a run is not worth the trouble
# A line without content, in two parts. Counts from 2**63 on are negative numbers without their sign.
_BETWEEN = b'" hits="'
_NUMBER = lazily(_BLANK + rb'<line number="([1-9][0-9]{0,4}+)')
_REST = lazily(
    rb'([0-9]{1,18}+)"(?: branch="(?:[Tt]rue|[Ff]alse)")?+'
    rb'(?: condition-coverage="[0-9]{1,3}+% \(([0-9]{1,6}+)/([0-9]{1,6}+)\)")?+'
    rb'(?: missing-branches="[0-9a-z, >-]*+")?+ ?/>' + _BLANK
)
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
    """Finds runs of lines; what it has read once it knows in the pieces that follow.

    Who `counts` the instances of a line wants to know how often each is listed.
    """

    def __init__(self, *, counts: bool = False) -> None:
        self._wrapped, self._others = (
            LineWords(_BETWEEN, _number, _rest, wrapped=wrapped, counts=counts) for wrapped in (True, False)
        )
        self._wraps = True

    def find(self, piece: bytes) -> Iterator[Run[Listed]]:
        """Yield the elements that are proved to be plain, from left to right; leave the others alone."""
        return joined(self._found(piece), 0)

    def _found(self, piece: bytes) -> Iterator[Run[Listed]]:
        at = 0
        while (start := piece.find(_BEGIN, at)) >= 0:
            body = start + len(_BEGIN)
            opening = _CLASS.match(piece, at, body) or _opening(piece, at, body)
            path = None if opening is None else _path(opening)
            found = self._lines_from(piece, body)
            if found is None:
                return
            at, lines = found
            if lines is None:
                continue
            elements = 1 + (at - body) // _SHORTEST_ELEMENT
            ending = None if path is None else _CLASS_END.match(piece, at)
            if opening is None or ending is None:
                yield Run(start, at, elements, ((None, lines),))
            else:
                at = ending.end()
                yield Run(opening.start(), at, elements + 2, ((path, lines),))

    def _lines_from(self, piece: bytes, body: int) -> tuple[int, Lines | None] | None:
        """Return where the lines end that begin at `body`, and what they say where they are plain; None without end."""
        # No plain line has a p, `complexity` and `package` do: looking for one byte is several times as fast.
        at = piece.rfind(_END, body, piece.find(b"p", body))
        lines = self._lines(piece, body, at) if at >= 0 else None
        if lines is None:
            at = piece.find(_END, body)
            if at < 0:
                return None
            flat = _CONDITIONS.sub(b"/>", piece[body:at])
            lines = self._lines(piece, body, at) or self._lines(flat, 0, len(flat))
        return at + len(_END), lines

    def _lines(self, piece: bytes, start: int, end: int) -> Lines | None:
        """Return what the lines say that are all there is between two places, None where they are not plain."""
        last = piece.rfind(b">", start, end) + 1
        if last - start < _SHORTEST or piece[last:end].strip(SPACE):
            return None
        first = piece.find(b"\n", start, last) + 1
        if self._wraps and first and not piece[start:first].strip(SPACE):
            lines = self._wrapped.lines(piece[first : piece.find(b"\n", last, end) + 1 or last])
            if lines is not None:
                return lines
        lines = self._others.lines(piece[start:last])
        if lines is not None:
            self._wraps = False  # a writer does it everywhere or nowhere
        return lines


def _opening(piece: bytes, at: int, body: int) -> re.Match[bytes] | None:
    """Return the class from `at` on that begins so near to the lines that nothing else stands between."""
    begin = piece.rfind(_CLASS_BEGIN, at, body)
    return None if begin < 0 else _CLASS.match(piece, begin, body)


def _path(opening: re.Match[bytes]) -> str | None:
    """Return the path of a class; None where it has none, an attribute twice, or another namespace."""
    path, attributes = opening.groups()
    if attributes is not None:
        listed = _ATTRIBUTE.findall(attributes)
        named = dict(listed)
        path = named.get(b"filename")
        if len(named) != len(listed) or b"xmlns" in named:
            return None
    return None if path is None else path.decode("ascii")


def _number(text: bytes) -> int | None:
    """Return the number of a line whose element begins so; None where it is not a plain line."""
    start = _NUMBER.fullmatch(text)
    return None if start is None else int(start[1])


def _rest(text: bytes) -> Says | None:
    """Return what an element says that ends so; None where it is not a plain line."""
    rest = _REST.fullmatch(text)
    if rest is None:
        return None
    hits, taken, total = rest.groups()
    if total is None:
        return int(hits) > 0, None
    return (int(hits) > 0, (int(taken), int(total))) if 0 < int(total) >= int(taken) else None

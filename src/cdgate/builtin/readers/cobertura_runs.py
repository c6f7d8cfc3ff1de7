"""Finds the `class` and `lines` elements of a Cobertura document that are so plain that no parser is needed for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cdgate.builtin.readers.line_words import SPACE, Line, LineParts, Lines, LineWords
from cdgate.parsing.xml_runs import Run
from cdgate.pattern import lazily

BOUNDARY = b"</class>"

_BEGIN, _END = b"<lines>", b"</lines>"
_BLANK = rb"[ \t\r\n]*+"  # `\s` has characters that XML does not allow
# A class without lines of methods, up to its lines: attributes of ASCII without references.
_CLASS_BEGIN = b"<class "
_CLASS = lazily(
    rb'<class((?: [a-z-]{1,40}+="[ !#-%\'-;=-~]*+"){1,20}+) ?>' + _BLANK + rb"(?:<methods ?/>)?+" + _BLANK + _BEGIN
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
_NUMBER = lazily(_START + b"\0")
_COUNT = lazily(b"()" + _REST)
# What some writers put into a line: the conditions one by one, which its condition-coverage sums up.
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


class Listed(NamedTuple):
    """What one `lines` element says; `path` is that of its class where the run is all of the class."""

    path: str | None
    lines: Lines


class LineRuns:
    """Finds runs of lines; what it has read once it knows in the pieces that follow."""

    def __init__(self) -> None:
        self._words = LineWords(lambda text: _line(_LINE.fullmatch(text)))
        self._parts = LineParts(_BETWEEN, _number, lambda text: _line(_COUNT.fullmatch(text)))

    def find(self, piece: bytes) -> Iterator[Run[Listed]]:
        """Yield the elements that are proved to be plain, from left to right; leave the others alone."""
        at = 0
        while (start := piece.find(_BEGIN, at)) >= 0:
            done, body = at, start + len(_BEGIN)
            # No plain line has a p, `complexity` and `package` do: looking for one byte is several times as fast.
            at = piece.rfind(_END, body, piece.find(b"p", body))
            lines = self._lines(piece[body:at]) if at >= 0 else None
            elements = lines.count if lines is not None else 0
            if lines is None:
                at = piece.find(_END, body)
                if at < 0:
                    return
                lines = self._lines(piece[body:at]) or self._lines(_flat(piece[body:at]))
                elements = piece.count(b"<", body, at)
            at += len(_END)
            if lines is not None:
                run = _whole(piece, done, body, at, Run(start, at, elements + 1, Listed(None, lines)))
                at = run.end
                yield run

    def _lines(self, body: bytes) -> Lines | None:
        if len(body) < _SHORTEST:
            return None
        body = body.rstrip(SPACE)
        if self._words.varied:
            return self._parts.lines(body)
        texts = body.split(b"<")
        return None if texts.pop(0).strip(SPACE) else self._words.lines(texts)


def _whole(piece: bytes, done: int, body: int, at: int, run: Run[Listed]) -> Run[Listed]:
    """Return the run of the class where its lines, from `body` to `at`, are all that it has; else the run itself."""
    opening = _CLASS.match(piece, max(piece.rfind(_CLASS_BEGIN, done, body), 0), body)
    ending = _CLASS_END.match(piece, at)
    if opening is None or opening.end() != body or ending is None:
        return run
    listed = _ATTRIBUTE.findall(opening[1])
    attributes = dict(listed)
    path = attributes.get(b"filename")
    if path is None or len(attributes) != len(listed) or b"xmlns" in attributes:
        return run
    content = Listed(path.decode("ascii"), run.content.lines)
    return Run(opening.start(), ending.end(), run.elements + 2, content)


def _flat(body: bytes) -> bytes:
    """Return lines that hold conditions as empty elements. What was none before becomes `//>`, which nothing takes for one."""
    return _CONDITIONS.sub(b"/>", body)


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

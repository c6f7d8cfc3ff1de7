"""Finds the elements of a JaCoCo document that are so plain that no parser is needed for them."""

from __future__ import annotations

from collections.abc import Iterator

from cdgate.builtin.readers.line_marks import Line, Lines
from cdgate.builtin.readers.line_words import LineParts
from cdgate.parsing.xml_runs import Run
from cdgate.pattern import lazily

BOUNDARY = b"</sourcefile>"
OTHERS = Lines(0, 0, 0, {})  # elements that say nothing of lines

_SHORTEST = 256  # bytes; below it a run is not worth the trouble
_SHORTEST_ELEMENT = len('<class name=""></class>')
_COUNT = rb'"[0-9]{1,9}+"'
_COUNTED = rb" missed=%b covered=%b ?/>" % (_COUNT, _COUNT)
_COUNTER = rb'<counter type="[A-Z]++"' + _COUNTED
# An attribute value of ASCII in which every reference is one of the predefined.
_NAME = rb'"(?:[^"<&\x00-\x1f\x7f-\xff]++|&(?:lt|gt|amp|quot|apos);)*+"'
_METHOD = rb"<method name=%b desc=%b(?: line=%b)?+>(?:%b)*+</method>" % (_NAME, _NAME, _COUNT, _COUNTER)
_CLASS = rb"<class name=%b(?: sourcefilename=%b)?+>(?:%b)*+(?:%b)*+</class>" % (_NAME, _NAME, _METHOD, _COUNTER)
# Where lines begin, or all of some classes or methods.
_RUN = lazily(rb"(<line nr)|(?:%b)++|(?:%b)++" % (_CLASS, _METHOD))
# The counters of a source file: each type once.
_TYPES = (b"INSTRUCTION", b"BRANCH", b"LINE", b"COMPLEXITY", b"METHOD", b"CLASS")
_COUNTERS = lazily(b"".join(rb'(?:<counter type="%b"%b)?+' % (name, _COUNTED) for name in _TYPES))
_NUMBER = lazily(rb'line nr="([1-9][0-9]{0,4}+)\0')
_REST = lazily(
    rb'(?:0|[1-9][0-9]{0,8}+)" ci="(0|[1-9][0-9]{0,8}+)" mb="(0|[1-9][0-9]{0,8}+)" cb="(0|[1-9][0-9]{0,8}+)" ?/>'
)


class LineRuns:
    """Finds runs of lines, and of what says nothing of lines; what it has read once it knows in the pieces that follow."""

    def __init__(self) -> None:
        self._parts = LineParts(b'" mi="', _number, _rest)

    def find(self, piece: bytes) -> Iterator[Run[Lines]]:
        """Yield the runs of plain lines with the counters that follow, of classes and of methods, from left to right."""
        at = 0
        while found := _RUN.search(piece, at):
            start, at = found.span()
            lines: Lines | None = OTHERS
            others = start
            if found[1] is not None:
                # No line has an o, what follows lines has: looking for one byte is several times as fast.
                at = others = max(piece.rfind(b"<", start, piece.find(b"o", start)), at)
                lines = self._parts.lines(piece[start:at])
                counters = _COUNTERS.match(piece, at)
                if lines is not None and counters is not None:
                    at = counters.end()
            if lines is not None and at - start >= _SHORTEST:
                yield Run(start, at, lines.count + (at - others) // _SHORTEST_ELEMENT, lines)


def _number(text: bytes) -> int | None:
    start = _NUMBER.fullmatch(text)
    return None if start is None else int(start[1])


def _rest(text: bytes) -> Line | None:
    counts = _REST.fullmatch(text)
    if counts is None:
        return None
    covered, missed_branches, taken = map(int, counts.groups())
    total = missed_branches + taken
    return Line(0, covered > 0, (taken, total) if total else None)

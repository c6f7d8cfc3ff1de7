"""Finds the elements of a JaCoCo document that are so plain that no parser is needed for them."""

from __future__ import annotations

from collections.abc import Iterator

from cdgate.builtin.readers.line_marks import Says
from cdgate.builtin.readers.line_runs import Listed, joined
from cdgate.builtin.readers.line_words import LineWords
from cdgate.parsing.xml_runs import Run
from cdgate.pattern import lazily

BOUNDARIES = (b"</class>", b"</sourcefile>")

_SHORTEST = 256  # bytes; below it a run is not worth the trouble
_SHORTEST_ELEMENT = len('<class name=""></class>')
_COUNT = rb'"[0-9]{1,9}+"'
_COUNTED = rb" missed=%b covered=%b ?/>" % (_COUNT, _COUNT)
_COUNTER = rb'<counter type="[A-Z]++"' + _COUNTED
# An attribute value of ASCII without references; and one in which each is one of the predefined. A set that names what it
# holds is faster than one that names what it does not.
_PLAIN = rb"[ !#-%'-;=-~]*+"
_NAME = rb'"%b(?:&(?:lt|gt|amp|quot|apos);%b)*+"' % (_PLAIN, _PLAIN)
_METHOD = rb"<method name=%b desc=%b(?: line=%b)?+>(?:%b)*+</method>" % (_NAME, _NAME, _COUNT, _COUNTER)
_CLASS = rb"<class name=%b(?: sourcefilename=%b)?+>(?:%b)*+(?:%b)*+</class>" % (_NAME, _NAME, _METHOD, _COUNTER)
# A source file that begins with lines, or only these; all of some classes, or methods.
_RUN = lazily(
    rb'(?:<sourcefile name="(?P<name>%b)">)?+(?P<lines><line nr)|(?:%b)++|(?:%b)++' % (_PLAIN, _CLASS, _METHOD)
)
_FILE_END = b"</sourcefile>"
# The counters of a source file: each type once.
_TYPES = (b"INSTRUCTION", b"BRANCH", b"LINE", b"COMPLEXITY", b"METHOD", b"CLASS")
_COUNTERS = lazily(b"".join(rb'(?:<counter type="%b"%b)?+' % (name, _COUNTED) for name in _TYPES))
_NUMBER = lazily(rb'<line nr="([1-9][0-9]{0,4}+)')
_REST = lazily(
    rb'(?:0|[1-9][0-9]{0,8}+)" ci="(0|[1-9][0-9]{0,8}+)" mb="(0|[1-9][0-9]{0,8}+)" cb="(0|[1-9][0-9]{0,8}+)" ?/>'
)


class LineRuns:
    """Finds runs of lines, and of what says nothing of lines; what it has read once it knows in the pieces that follow."""

    def __init__(self) -> None:
        self._words = LineWords(b'" mi="', _number, _rest, wrapped=False)

    def find(self, piece: bytes) -> Iterator[Run[Listed]]:
        """Yield the runs of source files and classes, of plain lines with the counters that follow, and of methods."""
        return joined(self._found(piece), _SHORTEST)

    def _found(self, piece: bytes) -> Iterator[Run[Listed]]:
        at = 0
        while found := _RUN.search(piece, at):
            start, at = found.span()
            if found["lines"] is None:
                yield Run(start, at, (at - start) // _SHORTEST_ELEMENT, ())
                continue
            # No line has an o, what follows lines has: looking for one byte is several times as fast.
            first = found.start("lines")
            at = max(piece.rfind(b"<", first, piece.find(b"o", first)), at)
            lines = self._words.lines(piece[first:at])
            counters = _COUNTERS.match(piece, at)
            if lines is None or counters is None:
                continue
            at = counters.end()
            elements = 1 + (at - first) // _SHORTEST_ELEMENT
            if found["name"] is None or not piece.startswith(_FILE_END, at):
                yield Run(first, at, elements, ((None, lines),))
            else:
                at += len(_FILE_END)
                yield Run(start, at, elements, ((found["name"].decode("ascii"), lines),))


def _number(text: bytes) -> int | None:
    start = _NUMBER.fullmatch(text)
    return None if start is None else int(start[1])


def _rest(text: bytes) -> Says | None:
    counts = _REST.fullmatch(text)
    if counts is None:
        return None
    covered, missed_branches, taken = map(int, counts.groups())
    total = missed_branches + taken
    return covered > 0, (taken, total) if total else None

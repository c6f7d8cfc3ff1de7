"""Finds the elements of a JaCoCo document that are so plain that no parser is needed for them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cdgate.parsing.xml_runs import Run
from cdgate.pattern import lazily

BOUNDARY = b"</sourcefile>"

_SHORTEST = 256  # bytes; below it a run is not worth the trouble
_COUNT = rb'"(?:0|[1-9][0-9]{0,8}+)"'
_COUNTER = rb'<counter type="[A-Z]++" missed=%b covered=%b ?/>' % (_COUNT, _COUNT)
# An attribute value of ASCII in which every reference is one of the predefined.
_NAME = rb'"(?:[^"<&\x00-\x1f\x7f-\xff]++|&(?:lt|gt|amp|quot|apos);)*+"'
_METHOD = rb"<method name=%b desc=%b(?: line=%b)?+>(?:%b)*+</method>" % (_NAME, _NAME, _COUNT, _COUNTER)
_LINE = rb"<line nr=%b mi=%b ci=%b mb=%b cb=%b ?/>" % ((_COUNT,) * 5)
_RUN = lazily(rb"(?:%b)++|(?:%b)++" % (_LINE, _METHOD))
# What is left of a run of lines, less everything but digits and the sign before each number.
_LETTERS = bytes(set(range(256)) - set(b"0123456789="))
_COMMAS = bytes.maketrans(b"=", b",")
_integers = msgspec.json.Decoder(list[int])


class LineRun(msgspec.Struct, frozen=True):
    """Lines in order: numbers, missed and covered instructions, missed and covered branches. Empty: methods."""

    numbers: list[int]
    missed: list[int]
    covered: list[int]
    missed_branches: list[int]
    covered_branches: list[int]


METHODS = LineRun([], [], [], [], [])


def find_runs(piece: bytes) -> Iterator[Run[LineRun]]:
    """Yield the runs of plain lines and of plain methods, from left to right."""
    for match in _RUN.finditer(piece):
        start, end = match.span()
        if end - start < _SHORTEST:
            continue
        if piece.startswith(b"<line", start):
            values = piece[start:end].translate(_COMMAS, _LETTERS)
            listed = _integers.decode(b"[%b]" % values[1:])
            content = LineRun(listed[::5], listed[1::5], listed[2::5], listed[3::5], listed[4::5])
            yield Run(start, end, len(content.numbers), content)
        else:
            yield Run(start, end, piece.count(b"<", start, end), METHODS)

"""Finds the `lines` elements of a Cobertura document whose content is so plain that no parser is needed for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Annotated

import msgspec

from cdgate.parsing.xml_runs import Run, UnprovedError

END = b"</lines>"

_BEGIN = b"<lines>"
_NUMBER = b'<line number="'
_HITS = b'" hits="'
_SHORTEST = 512  # bytes; below it a run is not worth the trouble
# What follows the hits of a line with branches, from the quote after them to the one before the end of the element.
_CONDITION = re.compile(
    rb'" branch="(?:true|True)" condition-coverage="[0-9]{1,3}+% \(([0-9]{1,6}+)/([0-9]{1,6}+)\)"'
    rb'(?: missing-branches="[0-9a-z, -]*+")?+(?= ?/>)'
)
_FIRST = re.compile(rb'([ \t\r\n]*+<line number=")[0-9]{1,9}+" hits="[0-9]{1,19}+("(?: branch="[Ff]alse")?+ ?/>)')
_DIGITS = b"0123456789"
# `number` and `hits` are told apart by letters that no other word of a plain line has.
_COMMAS = bytes.maketrans(b"uh", b",,")
# Counts from 2**63 on are negative numbers without their sign.
_integers = msgspec.json.Decoder(list[Annotated[int, msgspec.Meta(le=2**63 - 1)]])


class LineRun(msgspec.Struct, frozen=True):
    """Lines in order: numbers, hits, and (line, covered, total) of those that branch."""

    numbers: list[int]
    hits: list[int]
    branching: list[int]
    taken: list[int]
    outcomes: list[int]


def find_runs(piece: bytes) -> Iterator[Run[LineRun]]:
    """Yield the contents of `lines` elements that are proved to be plain, from left to right; the others are left alone."""
    at = 0
    while True:
        start = piece.find(_BEGIN, at) + len(_BEGIN)
        at = piece.find(END, start)
        if start < len(_BEGIN) or at < 0:
            return
        if at - start >= _SHORTEST:
            content = _content(piece[start:at])
            if content is not None:
                yield Run(start, at, len(content.numbers), content)


def _content(body: bytes) -> LineRun | None:
    """Return what the lines say, or None where they are not plain."""
    pieces = _CONDITION.split(body)
    texts = pieces[::3]
    listed = _listed(b'"'.join(texts))
    if listed is None:
        return None
    numbers, hits = listed[::2], listed[1::2]
    if len(pieces) == 1:
        return LineRun(numbers, hits, [], [], [])
    # The k-th condition belongs to the line that is the last one to begin before it.
    begun = list(accumulate([text.count(b"<") for text in texts]))
    branching = [numbers[count - 1] for count in begun[:-1]]
    return LineRun(numbers, hits, branching, _decoded(pieces[1::3]), _decoded(pieces[2::3]))


def _listed(plain: bytes) -> list[int] | None:
    """Return number, hits, number, hits, ... of lines without conditions, or None where anything else is among them.

    The text must be: opening, digits, `" hits="`, digits, ending, again and again. Proof: it has as many of the one as of
    the other, in turn, and together with the digits they make up its length, so there is no room for anything else; and
    as each number has a digit, they cannot share a quote, and no digit stands elsewhere.
    """
    first = _FIRST.match(plain)
    if first is None:
        return None
    opening, ending = first[1], first[2]
    lines = plain.rstrip(b" \t\r\n")
    count = lines.count(ending + opening) + 1
    if not lines.endswith(ending) or lines.count(_HITS) != count:
        return None
    kept = lines.translate(None, b'abcdefgijklmnopqrstvwxyzF<>/= "\t\r\n')
    digits = len(kept) - 2 * count
    if len(lines) != digits + count * (len(opening) + len(_HITS) + len(ending)):
        return None
    if kept.translate(None, _DIGITS) != b"uh" * count:
        return None
    try:
        return _integers.decode(b"[%b]" % kept[1:].translate(_COMMAS))
    except msgspec.DecodeError:  # an empty number, one with zeros in front, or too large
        return None


def _decoded(numbers: list[bytes]) -> list[int]:
    try:
        return _integers.decode(b"[%b]" % b",".join(numbers))
    except msgspec.DecodeError as error:
        raise UnprovedError from error

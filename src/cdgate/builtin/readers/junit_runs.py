"""Lifts plain test cases out of a JUnit report, in runs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress, count, pairwise
from typing import Any

import msgspec

from cdgate.builtin.readers.junit_grammar import is_of_characters, layout_of, properties
from cdgate.parsing.xml_runs import Runs

_PROPERTIES = b"<properties>"
_PIECE_BYTES = 256 << 10  # the attributes of all its cases take eight times as much for a while


class CaseRun(msgspec.Struct, frozen=True):
    """Test cases in order: the columns of their attributes, and of each why it was skipped (None: it passed).

    Where all have passed and nobody asked for names, there is but the column of their times.
    """

    columns: Mapping[str, list[bytes]]
    skipped: list[bytes | None]

    def part(self, start: int, end: int) -> CaseRun:
        """Return the cases from `start` up to `end`."""
        if end - start == len(self.skipped):
            return self
        return CaseRun({name: column[start:end] for name, column in self.columns.items()}, self.skipped[start:end])


class JunitRuns(Runs[CaseRun | None]):
    """Leaves a placeholder for a run of cases, and one (None) for a `properties` element that nobody reads."""

    def __init__(self) -> None:
        super().__init__(b">", piece_bytes=_PIECE_BYTES)

    def skeleton(self, piece: bytes) -> bytes:
        """Return the piece with a placeholder for each run."""
        if not is_of_characters(piece):
            return piece
        parts: list[bytes] = []
        texts, cases = cases_of(piece)
        for start, end in pairwise([0, *compress(count(1), texts[1:]), len(cases.skipped)]):
            parts.append(self._without_properties(texts[start]))
            if end > start:
                parts.append(self.placeholder)
                self.leave(0, cases.part(start, end))
        skeleton = b"".join(parts)
        self.leave(piece.count(b"<") - skeleton.count(b"<"))  # at least as many as there are elements
        return skeleton

    def _without_properties(self, text: bytes) -> bytes:
        if _PROPERTIES not in text:
            return text
        texts = properties().split(text)
        self.leave(0, *[None] * (len(texts) - 1))
        return self.placeholder.join(texts)


def cases_of(piece: bytes, *, named: bool = True) -> tuple[list[bytes], CaseRun]:
    """Return the plain cases of a piece, and the texts before, between and after them, of which there is one more."""
    layout = layout_of(piece, named=named)
    if layout is None:
        return [piece], CaseRun({}, [])
    split: list[Any] = layout.pattern.split(piece)  # a text, the columns of a case, why it was skipped, a text, ...
    skipped = split[layout.width - 1 :: layout.width]
    if not named and any(skipped):
        return cases_of(piece)
    columns = {name: split[at :: layout.width] for name, at in layout.columns.items()}
    return split[:: layout.width], CaseRun(columns, skipped)

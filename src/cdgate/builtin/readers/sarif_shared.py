"""The results of a SARIF run read piece by piece, of a large log in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeAlias

from cdgate.builtin.readers.sarif_found import Found
from cdgate.errors import EvidenceError
from cdgate.model.finding_columns import FindingBatch
from cdgate.parsing.dealt import dealt
from cdgate.parsing.finding_parts import Columns, Part, decode, encode
from cdgate.parsing.json_clean import UncleanError
from cdgate.parsing.processes import processes

# Some results of a run, of which that makes findings with which it is called.
Piece: TypeAlias = Callable[[Found], Iterable[FindingBatch]]


def read_pieces(found: Found, pieces: Sequence[Piece], columns: Columns) -> None:
    """Add the findings of a run, and how many of its results are gone, to the columns in which they are found.

    Raises UncleanError or EvidenceError where a piece does, LostError where another process does not answer.
    """
    if min(len(pieces), processes()) < 2:  # noqa: PLR2004  # two processes
        for piece in pieces:
            columns.add(_part(found, columns, piece))
        return
    with dealt(partial(_certain, found, columns), pieces, processes(), encode=encode, decode=decode) as parts:
        for part in parts:
            if part is None:
                raise UncleanError
            columns.add(part)


def _part(found: Found, columns: Columns, piece: Piece) -> Part:
    before = found.gone
    batches = list(piece(found))
    return columns.part(batches, found.gone - before)


def _certain(found: Found, columns: Columns, piece: Piece) -> Part | None:
    """Return all of a piece, nothing where it is not clean."""
    try:
        return _part(found, columns, piece)
    except (UncleanError, EvidenceError):
        return None

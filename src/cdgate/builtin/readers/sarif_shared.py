"""The results of a SARIF run read piece by piece, of a large log in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

import msgspec

from cdgate.builtin.readers.sarif_found import Batch, Found
from cdgate.builtin.readers.sarif_identity import Identities
from cdgate.builtin.readers.sarif_log import Result
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Finding
from cdgate.parsing.dealt import dealt
from cdgate.parsing.json_clean import UncleanError
from cdgate.parsing.processes import processes

# Some results of a run, which are read when it is called.
Piece: TypeAlias = Callable[[], Iterable[Iterable[Result]]]


def read_pieces(found: Found, pieces: Sequence[Piece], identities: Identities) -> Iterator[tuple[list[Finding], int]]:
    """Yield the findings of a run, and how many of its results are gone, as they are read.

    Raises UncleanError or EvidenceError where a piece does, LostError where another process does not answer.
    """
    for batch in _batches(found, pieces):
        yield identities.told_apart(batch.findings, partial(found.told, batch)), batch.gone


def _batches(found: Found, pieces: Sequence[Piece]) -> Iterator[Batch]:
    if min(len(pieces), processes()) < 2:  # noqa: PLR2004  # two processes
        for piece in pieces:
            yield from map(found.batch, piece())
        return
    encode, decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(Batch | None).decode
    with dealt(partial(_whole, found), pieces, processes(), encode=encode, decode=decode) as batches:
        for batch in batches:
            if batch is None:
                raise UncleanError
            yield batch


def _whole(found: Found, piece: Piece) -> Batch | None:
    """Return all of a piece, nothing where it is not clean."""
    try:
        batches = [found.batch(results) for results in piece()]
    except (UncleanError, EvidenceError):
        return None
    return Batch(
        [finding for batch in batches for finding in batch.findings],
        [known for batch in batches for known in batch.known],
        sum(batch.gone for batch in batches),
    )

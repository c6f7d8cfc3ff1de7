"""A semgrep report read in batches of results, never more than one of which is held."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO

from cdgate.errors import EvidenceError
from cdgate.model.finding_columns import FindingColumns
from cdgate.parsing.dealt import dealt
from cdgate.parsing.file_parts import shared_file
from cdgate.parsing.finding_parts import Columns, Part, decode, encode
from cdgate.parsing.json import arr, obj
from cdgate.parsing.json_batches import framed, read_batches
from cdgate.parsing.json_clean import UncleanError, clean_value
from cdgate.parsing.processes import processes
from cdgate_semgrep.found import SCHEME, Found

# So many batches are a piece of the work that several processes share.
_PIECE = 32


def read_fast(stream: BinaryIO, *, careful: bool = True) -> tuple[dict[str, Any], FindingColumns]:
    """Return the report less its results, and the findings.

    Raises UncleanError or EvidenceError where they are not certain, LostError where another process does not answer.
    """
    shared = shared_file(stream) is not None
    frame = framed(stream, "results", careful=careful)
    report = obj(clean_value(frame.text), "$")
    results = arr(report.pop("results", None), "$.results")
    if not frame.batches.keys() <= {entry for entry in results if isinstance(entry, str)}:
        raise UncleanError  # some array of results is not that of the report
    columns = Columns()
    found = Found(columns)

    def part(piece: list[Any]) -> Part:
        return columns.part(read_batches(piece, frame.batches, stream, whole=found.batch, other=found.loose))

    if shared:
        _share(part, results, columns)
    else:
        columns.add(part(results))
    return report, columns.findings(SCHEME)


def _share(part: Callable[[list[Any]], Part], results: list[Any], columns: Columns) -> None:
    """Let several processes read results."""

    def certain(piece: list[Any]) -> Part | None:
        try:
            return part(piece)
        except (UncleanError, EvidenceError):
            return None

    pieces = [results[at : at + _PIECE] for at in range(0, len(results), _PIECE)]
    with dealt(certain, pieces, processes(), encode=encode, decode=decode) as answers:
        for answer in answers:
            if answer is None:
                raise UncleanError
            columns.add(answer)

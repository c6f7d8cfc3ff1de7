"""A SARIF log read in batches of results, never more than one of which is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO

from cdgate.builtin.readers.sarif_log import Log, Result
from cdgate.builtin.readers.sarif_shared import Piece
from cdgate.builtin.readers.sarif_whole import whole_results
from cdgate.parsing.file_parts import shared_file
from cdgate.parsing.json import arr, obj, shaped
from cdgate.parsing.json_batches import Places, entries_of, framed
from cdgate.parsing.json_clean import UncleanError, WholeArray, clean_value

# So many batches are a piece of the work that several processes share.
_PIECE = 32


def log_of(stream: BinaryIO, *, careful: bool) -> tuple[Mapping[str, Any], Log, list[list[Piece]]]:
    """Return the log and its members, both without results, and the results of each run, which are read when taken.

    Raises UncleanError, also while results are taken.
    """
    shared = shared_file(stream) is not None
    frame = framed(stream, "results", careful=careful)
    members = obj(clean_value(frame.text), "$")
    batches = dict(frame.batches)
    results = [_taken(run, batches) for run in arr(members.get("runs", []), "$.runs")]
    if batches:  # some array of results is not that of a run
        raise UncleanError
    log = shaped(members, Log)
    step = _PIECE if shared else max(map(len, results), default=0) or 1
    whole = whole_results()
    contents: list[list[Piece]] = [
        [partial(_results, some[at : at + step], frame.batches, stream, whole) for at in range(0, len(some), step)]
        for some in results
    ]
    return members, log, contents


def _taken(run: Any, batches: dict[str, Any]) -> list[Any]:
    """Return the entries of a run's results, and leave one of them in the run: more than whether there are any is not asked."""
    results = run.get("results") if isinstance(run, dict) else None
    if not isinstance(results, list):
        return []
    for entry in results:
        if isinstance(entry, str):
            batches.pop(entry, None)
    run["results"] = [{}] if results else []
    return results


def _results(entries: list[Any], places: Places, stream: BinaryIO, whole: WholeArray[Result]) -> Iterator[list[Result]]:
    return entries_of(entries, places, stream, whole=whole, other=lambda entry, _: shaped(entry, Result))

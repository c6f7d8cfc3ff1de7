"""A SARIF log read in batches of results, never more than one of which is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, BinaryIO

from cdgate.builtin.readers.sarif_found import Found
from cdgate.builtin.readers.sarif_log import Log, Result
from cdgate.builtin.readers.sarif_shared import Piece
from cdgate.builtin.readers.sarif_uniform import Uniform
from cdgate.builtin.readers.sarif_whole import whole_results
from cdgate.model.finding_columns import FindingBatch
from cdgate.parsing.file_parts import shared_file
from cdgate.parsing.json import arr, obj, shaped
from cdgate.parsing.json_batches import Places, framed, read_batches
from cdgate.parsing.json_clean import UncleanError, clean_value

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
    contents: list[list[Piece]] = []
    for some in results:
        read = partial(_Batches().read, places=frame.batches, stream=stream)
        contents.append([partial(read, entries=some[at : at + step]) for at in range(0, len(some), step)])
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


class _Batches:
    """Reads batches of the results of a run."""

    def __init__(self) -> None:
        self._whole = whole_results()
        self._uniform: Uniform | None = None

    def read(self, found: Found, entries: list[Any], places: Places, stream: BinaryIO) -> Iterator[FindingBatch]:
        """Yield the findings in some entries of the run's results."""
        uniform = self._uniform = self._uniform or Uniform(found)

        def read(text: bytes) -> FindingBatch:
            batch = None if found.baseline else uniform.batch(text)
            return found.batch(self._whole.entries(text)) if batch is None else batch

        def other(results: list[Any]) -> FindingBatch:
            return found.batch([shaped(result, Result) for result in results])

        return read_batches(entries, places, stream, whole=read, other=other)

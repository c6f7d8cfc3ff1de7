"""A semgrep report read in batches of results, never more than one of which is held."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import msgspec
from msgspec.structs import astuple

from cdgate.errors import EvidenceError
from cdgate.model.evidence import Finding
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location
from cdgate.parsing.dealt import dealt
from cdgate.parsing.file_parts import shared_file
from cdgate.parsing.json import arr, obj
from cdgate.parsing.json_batches import entries_of, framed
from cdgate.parsing.json_clean import Integer, UncleanError, WholeArray, clean_value
from cdgate.parsing.processes import processes
from cdgate_semgrep.identity import NO_IDENTITY, by_fingerprint, by_place, digest
from cdgate_semgrep.result import finding_of
from cdgate_semgrep.words import level_of, severity_of, tags_of

Skipped = msgspec.Raw | msgspec.UnsetType
_METADATA_DEPTH = 4  # within the report, its results, a result, its extra
_MOST_KNOWN = 10_000
# So many batches are a piece of the work that several processes share.
_PIECE = 32


class _Shape(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    pass


class Point(_Shape, frozen=True):
    """Where a finding begins or ends."""

    line: Integer | None = None
    col: Integer | None = None
    offset: Skipped = msgspec.UNSET


class Extra(_Shape, frozen=True):
    """What a finding says; `metadata` is that of its rule."""

    metavars: Skipped = msgspec.UNSET
    message: str | None = None
    metadata: Skipped = msgspec.UNSET
    severity: str | None = None
    fingerprint: str | None = None
    lines: Skipped = msgspec.UNSET
    is_ignored: bool | None = None
    validation_state: Skipped = msgspec.UNSET
    engine_kind: Skipped = msgspec.UNSET
    fix: Skipped = msgspec.UNSET
    fixed_lines: Skipped = msgspec.UNSET
    fix_regex: Skipped = msgspec.UNSET
    rendered_fix: Skipped = msgspec.UNSET
    dataflow_trace: Skipped = msgspec.UNSET
    sca_info: Skipped = msgspec.UNSET
    historical_info: Skipped = msgspec.UNSET
    extra_extra: Skipped = msgspec.UNSET


class Entry(_Shape, frozen=True):
    """One result."""

    check_id: str
    path: str
    start: Point | None = None
    end: Point | None = None
    extra: Extra | None = None


_NOTHING, _NOWHERE = Extra(), Point()
_whole: WholeArray[Any] = WholeArray(Entry, loose=False)


def read_fast(stream: BinaryIO, *, careful: bool = True) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the report less its results, and the findings.

    Raises UncleanError or EvidenceError where they are not certain, LostError where another process does not answer.
    """
    shared = shared_file(stream) is not None
    frame = framed(stream, "results", careful=careful)
    report = obj(clean_value(frame.text), "$")
    results = arr(report.pop("results", None), "$.results")
    if not frame.batches.keys() <= {entry for entry in results if isinstance(entry, str)}:
        raise UncleanError  # some array of results is not that of the report
    found = Found()

    def read(piece: list[Any]) -> Iterator[Finding]:
        for entries in entries_of(piece, frame.batches, stream, whole=_whole, other=lambda entry, _: entry):
            yield from found.findings(entries)

    return report, tuple(_shared(read, results) if shared else read(results))


def _shared(read: Callable[[list[Any]], Iterable[Finding]], results: list[Any]) -> Iterator[Finding]:
    """Yield the findings among results that are read by several processes."""

    def certain(piece: list[Any]) -> list[Finding] | None:
        try:
            return list(read(piece))
        except (UncleanError, EvidenceError):
            return None

    pieces = [results[at : at + _PIECE] for at in range(0, len(results), _PIECE)]
    encode, decode = msgspec.msgpack.encode, msgspec.msgpack.Decoder(list[Finding] | None).decode
    with dealt(certain, pieces, processes(), encode=encode, decode=decode) as answers:
        for findings in answers:
            if findings is None:
                raise UncleanError
            yield from findings


class Traits(msgspec.Struct, frozen=True):
    """What the results of a rule have in common, as long as they have this metadata and severity."""

    rule: str
    metadata: Skipped
    word: str | None
    level: Level
    severity: Severity | None
    tags: tuple[str, ...]


class Found:
    """Turns results into findings; what the results of a rule have in common is worked out once."""

    def __init__(self) -> None:
        self._known: dict[str, Traits] = {}  # what was last said of each rule
        self._paths: dict[str, str] = {}  # one object each, since findings repeat them

    def findings(self, entries: Sequence[Any]) -> list[Finding]:
        """Return the findings that some results are, which are either all decoded as an `Entry` or none of them."""
        if not isinstance(entries[0], Entry):
            return [finding_of(entry, "$.results[]") for entry in entries]
        rows = []
        told = []
        for entry in entries:
            extra = entry.extra or _NOTHING
            traits = self._traits_of(entry.check_id, extra)
            message, fingerprint = extra.message, extra.fingerprint
            place = _location(entry, self._paths.setdefault(entry.path, entry.path))
            if fingerprint is None or fingerprint in NO_IDENTITY:
                told.append(by_place(traits.rule, message, *astuple(place)))
            else:
                told.append(by_fingerprint(fingerprint))
            rows.append((traits, traits.rule if message is None else message, place, extra.is_ignored is True))
        return [
            Finding(of.rule, of.level, message, place, of.severity, of.word or "", identity, ignored, "", of.tags)
            for (of, message, place, ignored), identity in zip(rows, map(digest, told), strict=True)
        ]

    def _traits_of(self, rule: str, extra: Extra) -> Traits:
        traits = self._known.get(rule)
        if traits is None or traits.metadata != extra.metadata or traits.word != extra.severity:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            traits = self._known[rule] = _worked_out(rule, extra)
        return traits


def _worked_out(rule: str, extra: Extra) -> Traits:
    raw, word = extra.metadata, extra.severity
    value = None if raw is msgspec.UNSET else clean_value(bytes(raw), _METADATA_DEPTH)
    metadata = {} if value is None else obj(value, "$.results[].extra.metadata")
    kept = raw if raw is msgspec.UNSET else raw.copy()  # no part of the batch, which is dropped
    return Traits(rule, kept, word, level_of(word), severity_of(word, metadata), tags_of(metadata))


def _location(entry: Entry, path: str) -> Location:
    start, end = entry.start or _NOWHERE, entry.end or _NOWHERE
    line, column, end_line, end_column = start.line, start.col, end.line, end.col
    return Location(
        path,
        line if line is not None and line > 0 else None,
        column if column is not None and column > 0 else None,
        end_line if end_line is not None and end_line > 0 else None,
        end_column if end_column is not None and end_column > 0 else None,
    )

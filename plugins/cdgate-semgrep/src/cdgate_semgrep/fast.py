"""A semgrep report read in batches of results, never more than one of which is held."""

from __future__ import annotations

from itertools import chain
from typing import Any, BinaryIO

import msgspec

from cdgate.model.evidence import Finding
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location
from cdgate.parsing.json import arr, obj
from cdgate.parsing.json_batches import entries_of, framed
from cdgate.parsing.json_clean import Integer, UncleanError, WholeArray, clean_value
from cdgate_semgrep.identity import identity_of
from cdgate_semgrep.reader import finding_of
from cdgate_semgrep.words import level_of, severity_of, tags_of

Skipped = msgspec.Raw | msgspec.UnsetType
Traits = tuple[Level, Severity | None, tuple[str, ...]]
_METADATA_DEPTH = 4  # within the report, its results, a result, its extra
_MOST_KNOWN = 10_000


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


_whole: WholeArray[Any] = WholeArray(Entry, loose=False)


def read_fast(stream: BinaryIO, *, careful: bool = True) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the report less its results, and the findings. Raises UncleanError or EvidenceError where they are not certain."""
    frame = framed(stream, "results", careful=careful)
    report = obj(clean_value(frame.text), "$")
    results = arr(report.pop("results", None), "$.results")
    if not frame.batches.keys() <= {entry for entry in results if isinstance(entry, str)}:
        raise UncleanError  # some array of results is not that of the report
    lists = entries_of(results, frame.batches, stream, whole=_whole, other=lambda entry, _: entry)
    found = Found()
    return report, tuple(map(found.finding, chain.from_iterable(lists)))


class Found:
    """Turns results into findings; what the results of a rule have in common is worked out once."""

    def __init__(self) -> None:
        self._known: dict[tuple[bytes, str | None], Traits] = {}
        self._names: dict[str, str] = {}  # of rules and files: one object each, since findings repeat them

    def finding(self, entry: Any) -> Finding:
        """Return the finding that a result is, whether or not it was decoded as an `Entry`."""
        if not isinstance(entry, Entry):
            return finding_of(entry, "$.results[]")
        extra, location = entry.extra or Extra(), _location(entry, self._names.setdefault(entry.path, entry.path))
        raw = extra.metadata
        key = (b"{}" if raw is msgspec.UNSET else bytes(raw), extra.severity)
        traits = self._known.get(key) or self._worked_out(key)
        rule, message = self._names.setdefault(entry.check_id, entry.check_id), extra.message
        return Finding(
            rule,
            traits[0],
            rule if message is None else message,
            location,
            traits[1],
            extra.severity or "",
            identity_of(extra.fingerprint, rule, message, *msgspec.structs.astuple(location)),
            extra.is_ignored is True,
            "",
            traits[2],
        )

    def _worked_out(self, key: tuple[bytes, str | None]) -> Traits:
        metadata, word = key
        value = clean_value(metadata, _METADATA_DEPTH)
        known = {} if value is None else obj(value, "$.results[].extra.metadata")
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        traits = self._known[key] = level_of(word), severity_of(word, known), tags_of(known)
        return traits


def _location(entry: Entry, path: str) -> Location:
    start, end = entry.start or Point(), entry.end or Point()
    line, column, end_line, end_column = start.line, start.col, end.line, end.col
    return Location(
        path,
        line if line is not None and line > 0 else None,
        column if column is not None and column > 0 else None,
        end_line if end_line is not None and end_line > 0 else None,
        end_column if end_column is not None and end_column > 0 else None,
    )

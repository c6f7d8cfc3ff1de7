"""Findings among semgrep's results in columns; what the results of a rule have in common is worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from cdgate.model.finding_columns import FindingBatch, FindingColumns, FindingKind, FindingRow
from cdgate.model.location import Location
from cdgate.parsing.finding_parts import Columns, batch_of
from cdgate.parsing.json import obj
from cdgate.parsing.json_clean import UncleanError, WholeArray, clean_value
from cdgate_semgrep.entry import Entry, Extra, Point, Skipped
from cdgate_semgrep.identity import NO_IDENTITY, by_fingerprint, by_place, digest
from cdgate_semgrep.result import told_finding
from cdgate_semgrep.words import level_of, severity_of, tags_of

_METADATA_DEPTH = 4  # within the report, its results, a result, its extra
_MOST_KNOWN = 10_000
_MOST = 1 << 62
_NOTHING, _NOWHERE = Extra(), Point()
# What begins a mark that is all there is to tell; others are fingerprints, or empty where the place tells.
_ALL_TOLD = "\0"


class Traits(msgspec.Struct, frozen=True):
    """What the results of a rule have in common, as long as they have this metadata and severity: numbers of kinds."""

    metadata: Skipped
    word: str | None
    plain: int
    ignored: int


class Found:
    """Turns results into findings."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._whole: WholeArray[Entry] = WholeArray(Entry, loose=_never)
        self._known: dict[str, Traits] = {}  # what was last said of each rule

    def batch(self, text: bytes) -> FindingBatch:
        """Return the findings in an array of results. Raises UncleanError where there is more to it."""
        entries = self._whole.entries(text)
        known = self._known
        kinds = []
        marks = []
        messages = []
        places = []
        for entry in entries:
            rule, extra = entry.check_id, entry.extra or _NOTHING
            traits = known.get(rule)
            if traits is None or traits.metadata != extra.metadata or traits.word != extra.severity:
                traits = self._learnt(rule, extra)
            kinds.append(traits.ignored if extra.is_ignored else traits.plain)
            start, end = entry.start or _NOWHERE, entry.end or _NOWHERE
            places.append((start.line, start.col, end.line, end.col))
            message, mark = extra.message, extra.fingerprint
            if message is None or mark is None or mark in NO_IDENTITY or mark[0] == _ALL_TOLD:
                message, mark = _unmarked(entry, message, mark)
            messages.append(message)
            marks.append(mark)
        paths = self._columns.paths([entry.path for entry in entries])
        return batch_of(kinds, paths, messages, marks, places)

    def _learnt(self, rule: str, extra: Extra) -> Traits:
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        raw, word = extra.metadata, extra.severity
        value = None if raw is msgspec.UNSET else clean_value(bytes(raw), _METADATA_DEPTH)
        metadata = {} if value is None else obj(value, "$.results[].extra.metadata")
        kept = raw if raw is msgspec.UNSET else raw.copy()  # no part of the batch, which is dropped
        level, severity, tags = level_of(word), severity_of(word, metadata), tags_of(metadata)
        kinds = [FindingKind(rule, level, severity, word or "", ignored, "", tags) for ignored in (False, True)]
        traits = self._known[rule] = Traits(kept, word, *map(self._columns.kind, kinds))
        return traits

    def loose(self, entries: Sequence[Any]) -> FindingBatch:
        """Return the findings that results of any shape are. Raises EvidenceError."""
        kinds = []
        paths = []
        messages = []
        marks = []
        places = []
        for entry in entries:
            one, told = told_finding(entry, "$.results[]")
            kind = FindingKind(one.rule_id, one.level, one.severity, one.native, one.suppressed, "", one.tags)
            kinds.append(self._columns.kind(kind))
            messages.append(one.message)
            marks.append(f"{_ALL_TOLD}{told}")
            place = one.location or Location("")
            paths.append(self._columns.path(place.path))
            places.append((place.line, place.column, place.end_line, place.end_column))
        if any(number is not None and number >= _MOST for place in places for number in place):
            raise UncleanError
        return batch_of(kinds, paths, messages, marks, places)


def _never(_: Entry) -> bool:
    """What an entry has of decimal numbers."""
    return False


def _unmarked(entry: Entry, message: str | None, mark: str | None) -> tuple[str, str]:
    """Return the message and the mark of a finding that lacks one of them, or whose fingerprint looks like told."""
    if mark is not None and mark not in NO_IDENTITY:
        return entry.check_id if message is None else message, f"{_ALL_TOLD}{by_fingerprint(mark)}"
    if message is not None:
        return message, ""
    start, end = entry.start or _NOWHERE, entry.end or _NOWHERE
    numbers = (start.line, start.col, end.line, end.col)
    told = by_place(entry.check_id, None, entry.path, *(number if (number or 0) > 0 else None for number in numbers))
    return entry.check_id, f"{_ALL_TOLD}{told}"


class _Scheme:
    """Semgrep's findings."""

    def location(self, path: str, row: FindingRow) -> Location:
        """Return where a finding is; numbers that are none are left out."""
        line, column, end_line, end_column = (number if number > 0 else None for number in row.place)
        return Location(path, line, column, end_line, end_column)

    def identities(self, columns: FindingColumns, numbers: Sequence[int], rows: Sequence[FindingRow]) -> list[str]:  # noqa: ARG002  # rows say it all
        """Return the identity of each of these findings, by its fingerprint or its place."""
        return [digest(self._told(row)) for row in rows]

    def _told(self, row: FindingRow) -> str:
        if row.mark.startswith(_ALL_TOLD):
            return row.mark[1:]
        if row.mark:
            return by_fingerprint(row.mark)
        place = self.location(row.path or "", row)
        return by_place(
            row.kind.rule_id, row.message, place.path, place.line, place.column, place.end_line, place.end_column
        )


SCHEME = _Scheme()

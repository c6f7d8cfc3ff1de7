"""SARIF results that are all of one shape, as nearly all are that a tool writes: read by columns, which takes half the time.

What results share (rules, files) stays text until there is a new one. Whatever is of another shape is read in another way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

import msgspec

from cdgate.builtin.readers import sarif_log as log
from cdgate.builtin.readers import sarif_whole as whole
from cdgate.builtin.readers.sarif_locations import numbers_of
from cdgate.errors import EvidenceError
from cdgate.model.finding_columns import FindingBatch, Texts
from cdgate.parsing.finding_parts import pack_places
from cdgate.parsing.json import shaped
from cdgate.parsing.json_clean import UncleanError, WholeArray, clean_value

T = TypeVar("T")
Skipped = whole.Skipped

_UNSET = msgspec.UNSET
_DEPTH = 10  # more than the levels in which what is looked at here stands
_NOWHERE = (0, 0, 0, 0)
# Of a tool that says something new in nearly every result, results are read in another way.
_MOST_NEW, _ONE_NEW_IN = 2_000, 4
_MOST_MISSES = 3
_NAME = re.compile(r"[\w./: -]{1,200}+", re.ASCII)


class _Physical(whole.PhysicalLocation, frozen=True, omit_defaults=True):
    artifact_location: Skipped = _UNSET  # type: ignore[assignment]  # text, here and below


class _Place(whole.Place, frozen=True, omit_defaults=True):
    physical_location: _Physical | None = None


class Plain(whole.Result, frozen=True, omit_defaults=True):
    """One result."""

    rule: Skipped = _UNSET  # type: ignore[assignment]
    locations: list[_Place] | None = None
    suppressions: Skipped = _UNSET  # type: ignore[assignment]
    partial_fingerprints: Skipped = _UNSET  # type: ignore[assignment]
    fingerprints: Skipped = _UNSET  # type: ignore[assignment]
    properties: Skipped = _UNSET  # type: ignore[assignment]


class _Known(msgspec.Struct, frozen=True):
    """What results have in common, as text, and the number of their kind."""

    rule: Skipped
    suppressions: Skipped
    properties: Skipped
    number: int
    plain: bool

    def is_like(self, one: Plain) -> bool:
        """Tell whether what else is known of a result than its rule is the same of another one."""
        return self.suppressions == one.suppressions and self.properties == one.properties


class Kinds(Protocol):
    """What knows the kinds and files of results."""

    def kind_number(self, result: log.Result) -> int | None:
        """Return the number of the kind of finding that a result is, None where it is none."""

    def path_number(self, artifact: log.ArtifactLocation) -> int | None:
        """Return the number of a file, None where it has no name."""


class Uniform:
    """Reads batches of results of one run."""

    def __init__(self, kinds: Kinds) -> None:
        self._kinds = kinds
        self._results = WholeArray(Plain, loose=_never)
        self._artifacts = WholeArray(whole.ArtifactLocation, loose=_never)
        self._known: dict[object, _Known] = {}
        self._files: dict[bytes, int] = {}
        self._references: dict[bytes, log.Reference] = {}
        self._marks = re.compile(rb"")
        self._new = self._count = self._misses = 0

    def batch(self, text: bytes) -> FindingBatch | None:
        """Return the findings in an array of results, None where they are to be read in another way."""
        if self._misses > _MOST_MISSES:
            return None
        try:
            return self._batch(self._results.entries(text))
        except (UncleanError, EvidenceError):
            self._misses += 1
            return None

    def _batch(self, results: Sequence[Plain]) -> FindingBatch:
        kinds = self._kinds_of(results)
        places = _all([result.locations for result in results])
        physical = _all([place[0].physical_location for place in places])
        files = self._files_of(_all([one.artifact_location for one in physical]))
        regions = [one.region for one in physical]
        numbers = [*map(numbers_of, regions)] if all(regions) else [_numbers(region) for region in regions]
        said = _all([result.message for result in results])
        messages = _all([message.text for message in said])
        if any([message.arguments for message in said]):  # noqa: C419  # a list is faster
            raise UncleanError
        return FindingBatch(kinds, files, Texts.of(messages), self._marks_of(results), pack_places(numbers))

    def _kinds_of(self, results: Sequence[Plain]) -> list[int]:
        known = self._known
        plain = _all_unset([one.suppressions for one in results]) and _all_unset([one.properties for one in results])
        numbers = []
        for one in results:
            key = (one.rule_id, one.rule_index, one.level, one.kind, one.baseline_state)
            found = known.get(key)
            if found is None or found.rule != one.rule or not ((plain and found.plain) or found.is_like(one)):
                found = known[key] = self._learnt(one)
            numbers.append(found.number)
        self._count += len(results)
        if self._new > _MOST_NEW + self._count // _ONE_NEW_IN:
            self._misses += _MOST_MISSES
            raise UncleanError
        return numbers

    def _learnt(self, one: Plain) -> _Known:
        self._new += 1
        result = log.Result(
            one.rule_id,
            one.rule_index,
            self._reference(one.rule),
            one.level,
            one.kind,
            suppressions=_decoded(one.suppressions, list[log.Suppression]),
            baseline_state=one.baseline_state,
            properties=_decoded(one.properties, dict[str, Any]),
        )
        number = self._kinds.kind_number(result)
        if number is None:
            raise UncleanError
        plain = _all_unset([one.suppressions, one.properties])
        return _Known(_kept(one.rule), _kept(one.suppressions), _kept(one.properties), number, plain)

    def _reference(self, text: Skipped) -> log.Reference | None:
        """Return the rule that is meant, which results of all levels write alike."""
        if text is _UNSET:
            return None
        key = bytes(text)
        if key not in self._references:
            self._references[key] = shaped(clean_value(key, _DEPTH), log.Reference)
        return self._references[key]

    def _files_of(self, artifacts: Sequence[msgspec.Raw]) -> list[int]:
        written = b"\0".join(artifacts).split(b"\0")  # which JSON cannot hold
        try:
            return [*map(self._files.__getitem__, written)]
        except KeyError:
            new = [*{text for text in written if text not in self._files}]
        for text, artifact in zip(new, self._artifacts.entries(b"[%b]" % b",".join(new)), strict=True):
            number = self._kinds.path_number(artifact)
            if number is None:
                raise UncleanError
            self._files[text] = number
        return [self._files[text] for text in written]

    def _marks_of(self, results: Sequence[Plain]) -> Texts:
        """Return the fingerprints of results that have them under the same names, as text."""
        mine, others = [one.partial_fingerprints for one in results], [one.fingerprints for one in results]
        if _all_unset(mine):
            mine, others = others, mine
        if not _all_unset(others):
            raise UncleanError
        if _all_unset(mine):
            return Texts("", [0] * len(mine))
        marks = _all(mine)
        whole = b"".join(marks)
        if not whole.isascii():
            raise UncleanError
        if not self._marks.fullmatch(whole):
            self._marks = _pattern(marks[0])
            if not self._marks.fullmatch(whole):
                raise UncleanError
        return Texts(whole.decode(), [*map(len, marks)])


def _pattern(fingerprints: msgspec.Raw) -> re.Pattern[bytes]:
    """Return what objects of texts match that have just the names which these fingerprints have."""
    try:
        names = msgspec.json.decode(fingerprints, type=dict[str, str])
    except msgspec.ValidationError as error:
        raise UncleanError from error
    if not all(map(_NAME.fullmatch, names)):
        raise UncleanError
    members = ",".join(rf'"{re.escape(name)}":"[^"\\]*+"' for name in names)
    return re.compile(rb"(?:\{%b\})*+" % members.encode())


def _all(some: list[T | None] | list[T | msgspec.UnsetType]) -> list[T]:
    """Return what none is missing of, nor empty."""
    if not all(some):
        raise UncleanError
    return some  # type: ignore[return-value]  # as was just seen


def _all_unset(some: list[Skipped]) -> bool:
    return some.count(_UNSET) == len(some)


def _decoded(text: Skipped, shape: type[T]) -> T | None:
    return None if text is _UNSET else shaped(clean_value(bytes(text), _DEPTH), shape)


def _kept(text: Skipped) -> Skipped:
    """Return it as no part of the batch, which is dropped."""
    return text if text is _UNSET else text.copy()


def _numbers(region: log.Region | None) -> tuple[int | None, ...]:
    return _NOWHERE if region is None else numbers_of(region)


def _never(_: object) -> bool:
    """What there is of decimal numbers in what is decoded here."""
    return False

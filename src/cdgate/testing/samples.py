"""Small values for tests: sources, nodes, readings, a vocabulary, evidence of a kind that nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec

from cdgate.message import Text
from cdgate.model.evidence import EvidenceSet, Figures, Source
from cdgate.model.measurement import MetricRequest, Reading, Readings
from cdgate.model.node import ListNode, MapNode, Node, Position, ScalarNode

if TYPE_CHECKING:
    from cdgate.extension import Metric, Rule

TODAY = date(2026, 11, 22)
COMMIT = "0123456789abcdef0123456789abcdef01234567"
DIGEST = "ab" * 32


class Strange(msgspec.Struct, frozen=True):
    """Evidence of a kind that no metric needs."""

    kind: ClassVar[str] = "strange"
    source: Source
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None

    def figures(self) -> Figures:
        """Return one figure."""
        return {"strange": 1}


class SampleVocabulary(msgspec.Struct, frozen=True):
    """A vocabulary of given names; `parse` answers for nested criteria."""

    metrics: Mapping[str, Metric] = {}
    roles: Mapping[str, str] = {}
    gates: tuple[str, ...] = ()
    parse: Any = None  # a callable; a struct field of callable type would be taken for a method

    def rule(self, settings: MapNode) -> Rule:
        """Return what `parse` makes of a nested criterion."""
        if self.parse is None:
            raise AssertionError("this vocabulary was given no parse function for nested criteria")
        nested: Rule = self.parse(settings, self)
        return nested


def source(path: str = "reports/sample", *, reader: str = "sample") -> Source:
    """Return the source of a file that nobody reads."""
    return Source(path, "0" * 64, 1, reader)


def nodes(settings: Mapping[str, Any], *, file: str = "gates.yaml") -> MapNode:
    """Return plain data as nodes; each key stands on its own line, from line 1."""
    return _Places(file).mapping(settings, 1)


def readings(
    answers: Mapping[MetricRequest, tuple[Reading, ...]],
    *,
    evidence: EvidenceSet | None = None,
    gates: Mapping[str, str] | None = None,
    commit: str | None = COMMIT,
    as_of: date = TODAY,
) -> Readings:
    """Return readings as the engine gives them to a rule."""
    return Readings(answers, evidence or EvidenceSet(), gates or {}, as_of, commit, DIGEST)


class _Places:
    """Hands out lines."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.line = 0

    def mapping(self, settings: Mapping[str, Any], column: int) -> MapNode:
        entries = []
        start = Position(self.file, self.line + 1, column)
        for name, value in settings.items():
            self.line += 1
            key = ScalarNode(name, name, Position(self.file, self.line, column))
            entries.append((key, self.node(value, column + len(name) + 2)))
        return MapNode(tuple(entries), start)

    def node(self, value: Any, column: int) -> Node:
        position = Position(self.file, self.line, column)
        match value:
            case Mapping():
                return self.mapping(value, column)
            case str() | int() | Decimal() | None:
                return ScalarNode(_written(value), value, position)
            case Sequence():
                return ListNode(tuple(self.node(item, column + 2) for item in value), position)
            case _:
                raise TypeError("a policy cannot hold", value)


def _written(value: str | int | Decimal | None) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case _:
            return str(value)

"""The criterion kinds `all_of`, `any_of` and `not`, in Kleene's logic: UNKNOWN stays unknown."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import msgspec

from cdgate.builtin.criteria.combining import every, joined, negated, some
from cdgate.builtin.criteria.complaints import Complaints
from cdgate.builtin.criteria.words import mapping
from cdgate.extension import Field, Rule, Vocabulary
from cdgate.message import text
from cdgate.model.measurement import EvidenceRequest, MetricRequest, Readings
from cdgate.model.node import ListNode, MapNode
from cdgate.model.verdict import Judgement, State

MOST = 200

NESTED = {"type": "object"}


class AllRule(msgspec.Struct, frozen=True):
    """Holds where every one of the rules does."""

    rules: tuple[Rule, ...]

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """What the rules need."""
        return _needs(self.rules)

    def judge(self, readings: Readings) -> Judgement:
        """Return UNMET where one is UNMET; the words are those of the rules that do not hold, or of all."""
        judged = [rule.judge(readings) for rule in self.rules]
        short = [one for one in judged if one.state is not State.MET]
        told = short or [one for one in judged if one.target_missed] or judged
        missed = not short and any(one.target_missed for one in judged)
        return _combined(every(one.state for one in judged), told, explained=told, target_missed=missed)


class AnyRule(msgspec.Struct, frozen=True):
    """Holds where one of the rules does."""

    rules: tuple[Rule, ...]

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """What the rules need."""
        return _needs(self.rules)

    def judge(self, readings: Readings) -> Judgement:
        """Return MET where one is MET; the words are those of the rules that hold, or of all."""
        judged = [rule.judge(readings) for rule in self.rules]
        held = [one for one in judged if one.state is State.MET]
        missed = bool(held) and all(one.target_missed for one in held)
        explained = held if missed else () if held else judged
        return _combined(some(one.state for one in judged), held or judged, explained=explained, target_missed=missed)


class NotRule(msgspec.Struct, frozen=True):
    """Holds where the rule does not."""

    rule: Rule

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """What the rule needs."""
        return self.rule.needs

    def judge(self, readings: Readings) -> Judgement:
        """Return the opposite; UNKNOWN stays UNKNOWN."""
        judged = self.rule.judge(readings)
        message = text("not wanted: {criterion}", criterion=judged.message)
        return Judgement(negated(judged.state), message, observed=judged.observed, shown=judged.shown)


class AllOf:
    """Every one of the criteria must hold."""

    name = "all_of"
    title = "several criteria, all of which must hold"
    fields: tuple[Field, ...] = (
        Field(
            "all_of",
            {"type": "array", "items": NESTED, "minItems": 1},
            "Criteria, all of which must hold.",
            required=True,
        ),
    )

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule, or tell everything that is wrong with the criteria in the list."""
        return AllRule(_rules(settings, self.name, vocabulary))


class AnyOf:
    """One of the criteria must hold."""

    name = "any_of"
    title = "several criteria, one of which must hold"
    fields: tuple[Field, ...] = (
        Field(
            "any_of",
            {"type": "array", "items": NESTED, "minItems": 1},
            "Criteria, one of which must hold.",
            required=True,
        ),
    )

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule, or tell everything that is wrong with the criteria in the list."""
        return AnyRule(_rules(settings, self.name, vocabulary))


class Not:
    """The criterion must not hold."""

    name = "not"
    title = "a criterion that must not hold"
    fields: tuple[Field, ...] = (Field("not", NESTED, "The criterion that must not hold.", required=True),)

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule, or tell everything that is wrong with the criterion."""
        complaints = Complaints()
        node = complaints.required(settings, self.name)
        written = None if node is None else mapping(node, complaints)
        rule = None if written is None else complaints.attempt(partial(vocabulary.rule, written))
        complaints.settle()
        if rule is None:
            raise AssertionError("a criterion that was not parsed has a complaint")
        return NotRule(rule)


def _rules(settings: MapNode, key: str, vocabulary: Vocabulary) -> tuple[Rule, ...]:
    complaints = Complaints()
    node = complaints.required(settings, key)
    if node is not None and not isinstance(node, ListNode):
        complaints.say(node, "not-a-list", text("a list of criteria is expected here"))
    items = node.items if isinstance(node, ListNode) else ()
    if node is not None and isinstance(node, ListNode) and not items:
        complaints.say(node, "empty-list", text("the list is empty"), hint=text("name at least one"))
    rules = []
    for item in items:
        written = mapping(item, complaints)
        rule = None if written is None else complaints.attempt(partial(vocabulary.rule, written))
        if rule is not None:
            rules.append(rule)
    complaints.settle()
    return tuple(rules)


def _needs(rules: Iterable[Rule]) -> frozenset[MetricRequest | EvidenceRequest]:
    return frozenset(request for rule in rules for request in rule.needs)


def _combined(state: State, told: list[Judgement], *, explained: Iterable[Judgement], target_missed: bool) -> Judgement:
    """Return one judgement with the words of `told`, and the annotations and next steps of `explained`."""
    reasons = tuple(explained)
    annotations = tuple(annotation for one in reasons for annotation in one.annotations)
    suggestions = [one.suggestion for one in reasons if one.suggestion is not None]
    return Judgement(
        state,
        joined(one.message for one in told),
        target_missed=target_missed,
        annotations=annotations[:MOST],
        annotation_count=sum(one.annotation_count for one in reasons),
        suggestion=joined(suggestions) if suggestions else None,
    )

"""The criterion kind `guarded`: a criterion that another one exempts from, never silently."""

from __future__ import annotations

from functools import partial

import msgspec

from cdgate.builtin.criteria.complaints import Complaints
from cdgate.builtin.criteria.words import mapping
from cdgate.extension import Field, Rule, Vocabulary
from cdgate.message import text
from cdgate.model.measurement import EvidenceRequest, MetricRequest, Readings
from cdgate.model.node import MapNode
from cdgate.model.verdict import Judgement, State

GUARDS = {"unless": State.MET, "only_if": State.UNMET}


class GuardedRule(msgspec.Struct, frozen=True):
    """Holds where `guard` is judged `exempt`, else as `inner` does; a guard that is UNKNOWN exempts from nothing."""

    inner: Rule
    guard: Rule
    exempt: State

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """What both criteria need."""
        return self.inner.needs | self.guard.needs

    def judge(self, readings: Readings) -> Judgement:
        """Return the inner judgement, or MET with the words of both where the guard exempts."""
        inner, guard = self.inner.judge(readings), self.guard.judge(readings)
        if guard.state is State.UNKNOWN:
            message = text("{inner}; no exemption: {guard}", inner=inner.message, guard=guard.message)
            return msgspec.structs.replace(inner, message=message)
        if guard.state is not self.exempt:
            return inner
        return Judgement(
            State.MET,
            text("exempt: {guard}; else judged by: {inner}", guard=guard.message, inner=inner.message),
            observed=inner.observed,
            shown=inner.shown,
            limit=inner.limit,
            target=inner.target,
            noteworthy=True,
        )


class Guarded:
    """A criterion that counts `unless` another one holds, or `only_if` it does."""

    name = "guarded"
    title = "a criterion with an exemption"
    fields: tuple[Field, ...] = (
        Field("unless", {"type": "object"}, "A criterion; where it holds, this one does not count."),
        Field("only_if", {"type": "object"}, "A criterion; where it does not hold, this one does not count."),
    )

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule: the keys beside the guards are the inner criterion's."""
        complaints = Complaints()
        guards: list[tuple[Rule, State]] = []
        for key, exempt in GUARDS.items():
            node = settings.get(key)
            written = None if node is None else mapping(node, complaints)
            guard = None if written is None else _nested(written, vocabulary, complaints)
            if guard is not None:
                guards.append((guard, exempt))
        if not any(settings.get(key) for key in GUARDS):
            complaints.say(
                settings,
                "missing-key",
                text("the key {key} is missing", key="unless"),
                hint=text("write `unless` or `only_if` with a criterion"),
            )
        rule = _nested(settings.without(*GUARDS), vocabulary, complaints)
        complaints.settle()
        if rule is None:
            raise AssertionError("a criterion that was not parsed has a complaint")
        for guard, exempt in guards:
            rule = GuardedRule(rule, guard, exempt)
        return rule


def _nested(settings: MapNode, vocabulary: Vocabulary, complaints: Complaints) -> Rule | None:
    return complaints.attempt(partial(vocabulary.rule, settings))

"""The criterion kind `present`: evidence exists, is for this commit, and is not too old."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import msgspec

from cdgate.builtin.criteria.at_hand import evidence_of, same_commit, why_not
from cdgate.builtin.criteria.combining import every, joined
from cdgate.builtin.criteria.complaints import Complaints
from cdgate.builtin.criteria.limits import limit_of
from cdgate.builtin.criteria.words import roles
from cdgate.extension import Field, Rule, Tightening, Vocabulary
from cdgate.message import Text, text
from cdgate.model.measurement import EvidenceRequest, MetricRequest, Readings
from cdgate.model.node import MapNode
from cdgate.model.quantity import DURATION, Limit
from cdgate.model.verdict import Judgement, State

DAY_S = 86400
CLOCKS_APART_DAYS = 1  # a day elsewhere on earth may already be the next one

Found = tuple[State, Text]


class PresentRule(msgspec.Struct, frozen=True):
    """Holds where every role has sound evidence, none of which names another commit or is older than `max_age`."""

    roles: tuple[str, ...]
    max_age: Limit | None = None

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """The evidence of each role."""
        return frozenset(EvidenceRequest(role) for role in self.roles)

    def judge(self, readings: Readings) -> Judgement:
        """Return UNMET for evidence of another commit or too old, UNKNOWN for none or of unknown age."""
        found = [self._look_at(role, readings) for role in self.roles]
        state = every(one for one, _ in found)
        told = joined(message for one, message in found if one is state)
        limit = f"≤ {self.max_age}" if self.max_age else ""
        return Judgement(state, told, limit=limit)

    def _look_at(self, role: str, readings: Readings) -> Found:
        reason = why_not(readings, role)
        if reason is not None:
            return State.UNKNOWN, text("{role}: {reason}", role=role, reason=reason)
        held = evidence_of(readings, role)
        looked = [self._look_at_one(one, readings) for one in held]
        state = every(one for one, _ in looked)
        if state is not State.MET:
            return state, joined(message for one, message in looked if one is state)
        return State.MET, text("{role} is present (files: {count})", role=role, count=len(held))

    def _look_at_one(self, evidence: Any, readings: Readings) -> Found:  # an Evidence; see model.evidence.Item
        source = evidence.source
        if source.commit and readings.commit and not same_commit(source.commit, readings.commit):
            return State.UNMET, text(
                "{path} is for commit {found}, not for {wanted}",
                path=source.path,
                found=source.commit,
                wanted=readings.commit,
            )
        if self.max_age is None:
            return State.MET, text("{path} is present", path=source.path)
        if source.produced_at is None:
            return State.UNKNOWN, text("{path} does not say when it was produced", path=source.path)
        return _aged(source.path, _day(source.produced_at), as_of=readings.as_of, most=self.max_age)


def _aged(path: str, produced: date, *, as_of: date, most: Limit) -> Found:
    days = (as_of - produced).days
    if days < -CLOCKS_APART_DAYS:
        return State.UNMET, text(
            "{path} says it was produced on {day}, after {as_of}", path=path, day=str(produced), as_of=str(as_of)
        )
    held = Fraction(days * DAY_S) <= most.exact
    return State.MET if held else State.UNMET, text(
        "{path} was produced on {day}, {days} d before {as_of}, wanted at most {limit}",
        path=path,
        day=str(produced),
        days=days,
        as_of=str(as_of),
        limit=str(most),
    )


def _day(moment: datetime) -> date:
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date()


class Present:
    """Evidence must be there."""

    name = "present"
    title = "evidence that exists, for this commit, recent enough"
    fields: tuple[Field, ...] = (
        Field(
            "evidence",
            {"type": ["string", "array"], "items": {"type": "string"}, "minItems": 1},
            "The role or roles whose evidence must be there.",
            required=True,
        ),
        Field(
            "max_age",
            {"type": "string", "examples": ["30 d"]},
            "How old the evidence may be, in whole days of the calendar.",
            Tightening.LOWER,
        ),
    )

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule, or tell everything that is wrong with the settings."""
        complaints = Complaints()
        complaints.required(settings, "evidence")
        named = roles(settings, vocabulary, complaints)
        node = settings.get("max_age")
        max_age = None if node is None else limit_of(node, DURATION, complaints)
        complaints.settle()
        return PresentRule(named, max_age)

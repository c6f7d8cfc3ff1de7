"""The rule of a metric that is held against what it was before, exactly."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from cdgate.builtin.criteria.at_hand import evidence_of, why_not
from cdgate.builtin.criteria.bounds import Bound, Comparison, MovedLimit
from cdgate.builtin.criteria.threshold import ThresholdRule
from cdgate.extension import Better
from cdgate.message import Text, text
from cdgate.model.baseline import Baseline, floor_key
from cdgate.model.floor import Floor, better
from cdgate.model.measurement import EvidenceRequest, FloorRequest, MetricRequest, Readings
from cdgate.model.quantity import Ratio, readable
from cdgate.model.verdict import Judgement, State

DIGITS = 12  # of a commit, enough to tell two apart


class Tolerance(msgspec.Struct, frozen=True):
    """How far the value may fall behind the floor: `share` of it, then `offset` in the terms of the metric."""

    share: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    written: str = ""

    def limit(self, floor: Fraction) -> Fraction:
        """Return the value that must still be reached."""
        return floor * self.share + self.offset


class AnchoredRule(msgspec.Struct, frozen=True):
    """Holds where the metric is not worse than the floor in the baseline of `role`, less the tolerance.

    `comparison` is AT_LEAST (`not_below`) or AT_MOST (`not_above`). `first_run` lets it hold where there is no floor yet.
    """

    request: MetricRequest
    unit: str
    better: Better
    comparison: Comparison
    role: str
    tolerance: Tolerance = Tolerance()
    first_run: bool = False

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """The measurement and the floor."""
        return frozenset({self.request, FloorRequest(self.role, self.request, self.better is Better.HIGHER)})

    def judge(self, readings: Readings) -> Judgement:
        """Return the judgement; UNKNOWN where there is no floor, unless the first run may pass."""
        floors, unusable = self.floors(readings)
        floor = floors.get(floor_key(self.request))
        if unusable is not None or floor is None:
            return self.without(readings, unusable)
        judged = ThresholdRule(self.request, self.unit, self.better, (self.bound(floor),)).judge(readings)
        message = text("{judged}; {origin}", judged=judged.message, origin=self._origin(floor, readings))
        return msgspec.structs.replace(judged, message=message)

    def floors(self, readings: Readings) -> tuple[dict[str, Floor], Text | None]:
        """Return the floors of the role, of several files the stricter, or why they cannot be relied on."""
        held = [one for one in evidence_of(readings, self.role) if isinstance(one, Baseline)]
        floors: dict[str, Floor] = {}
        for key, floor in (pair for one in held for pair in one.floors.items()):
            floors[key] = better(floors[key], floor) if key in floors else floor
        broken = any(gap.broken for gap in readings.evidence.gaps if gap.role == self.role)
        # A second file in the role that cannot be used might ask for more than the one that can.
        return floors, why_not(readings, self.role) if held or broken else None

    def bound(self, floor: Floor) -> Bound:
        """Return what must still be reached."""
        limit = self.tolerance.limit(floor.quantity.exact)
        words = readable(Ratio(limit.numerator, limit.denominator), unit=self.unit)
        return Bound(self.comparison, MovedLimit(limit, words))

    def without(self, readings: Readings, unusable: Text | None) -> Judgement:
        """Judge without a floor: the metric itself must still have a value."""
        reason = unusable or self._why_no_floor(readings)
        measured = ThresholdRule(self.request, self.unit, self.better, (_anything(),)).judge(readings)
        if not (self.first_run and unusable is None) or measured.state is not State.MET:
            told = reason if measured.state is State.MET else measured.message
            return Judgement(
                State.UNKNOWN,
                told,
                observed=measured.observed,
                shown=measured.shown,
                suggestion=text("run `cdgate baseline update` on the target branch and commit what it writes"),
            )
        return Judgement(
            State.MET,
            text("first run: {reason}", reason=reason),
            observed=measured.observed,
            shown=measured.shown,
            noteworthy=True,
        )

    def _why_no_floor(self, readings: Readings) -> Text:
        reason = why_not(readings, self.role)
        if reason is not None:
            return text("nothing to compare with in {role}: {reason}", role=self.role, reason=reason)
        return text("{role} holds no value of {key}", role=self.role, key=floor_key(self.request))

    def _origin(self, floor: Floor, readings: Readings) -> Text:
        """Tell what the floor was, with how much tolerance, of which day and commit, and how old it is."""
        told = text("{role}: {value}", role=self.role, value=readable(floor.quantity, unit=self.unit))
        if self.tolerance.written:
            told = text("{told}, tolerance {tolerance}", told=told, tolerance=self.tolerance.written)
        if floor.commit:
            told = text("{told}, commit {commit}", told=told, commit=floor.commit[:DIGITS])
        if floor.on is None:
            return told
        days = (readings.as_of - floor.on).days
        return text("{told}, of {day} ({days} days old)", told=told, day=str(floor.on), days=days)


def _anything() -> Bound:
    return Bound(Comparison.AT_LEAST, MovedLimit(Fraction(-(10**30)), ""))

"""The rule of a threshold: a metric held against limits, exactly."""

from __future__ import annotations

from fractions import Fraction

import msgspec

from cdgate.builtin.criteria.bounds import Bound, all_hold, written
from cdgate.builtin.criteria.groups import in_words, listed, noun, why_unknown
from cdgate.extension import Better
from cdgate.message import Text, text
from cdgate.model.measurement import (
    EvidenceRequest,
    Measurement,
    MetricRequest,
    Missing,
    NotApplicable,
    Reading,
    Readings,
)
from cdgate.model.quantity import readable
from cdgate.model.verdict import Judgement, State

Groups = tuple[tuple[str, Measurement], ...]


class ThresholdRule(msgspec.Struct, frozen=True):
    """Holds where every group of the answer satisfies all `bounds`; `targets` only warn. One of the two is not empty."""

    request: MetricRequest
    unit: str
    better: Better
    bounds: tuple[Bound, ...] = ()
    targets: tuple[Bound, ...] = ()

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """The one measurement."""
        return frozenset({self.request})

    def judge(self, readings: Readings) -> Judgement:
        """Return the judgement; UNKNOWN where any group has no value, or where there is no group at all."""
        answers = tuple(answer for answer in readings.answers.get(self.request, ()) if not self._beside(answer))
        excused = self._not_applicable(answers)
        if excused is not None:
            return excused
        groups = tuple((answer.key, answer.value) for answer in answers if isinstance(answer.value, Measurement))
        if not groups or len(groups) < len(answers):
            return Judgement(
                State.UNKNOWN,
                why_unknown(self.request, answers),
                limit=written(self.bounds),
                target=written(self.targets),
            )
        for state, bounds in ((State.UNMET, self.bounds), (State.MET, self.targets)):
            short = tuple(group for group in groups if not all_hold(bounds, _exact(group)))
            if short:
                return self._fallen_short(state, bounds, short=short, count=len(groups))
        return self._held(groups)

    def _not_applicable(self, answers: tuple[Reading, ...]) -> Judgement | None:
        reasons = tuple(answer.value.reason for answer in answers if isinstance(answer.value, NotApplicable))
        if not reasons or len(reasons) < len(answers):
            return None
        return Judgement(
            State.MET, reasons[0], limit=written(self.bounds), target=written(self.targets), noteworthy=True
        )

    def _beside(self, answer: Reading) -> bool:
        """Tell whether the answer is a file with nothing to measure, like one without a coverable line: no group."""
        return self.request.per == "file" and bool(answer.key) and isinstance(answer.value, Missing)

    def _held(self, groups: Groups) -> Judgement:
        bounds = self.bounds or self.targets
        key, worst = _worst_first(groups, bounds)[0]
        shown = self._shown(worst, bounds)
        value = in_words(self.request.metric, worst.quantity, shown)
        if self.request.per:
            message = text(
                "all {count} {groups} are {wanted}; the closest is {key} with {value}",
                count=len(groups),
                groups=noun(self.request.per),
                wanted=self._wanted(),
                key=key,
                value=value,
            )
        else:
            message = text("{value}, wanted {wanted}", value=value, wanted=self._wanted())
        return self._judgement(State.MET, message, worst=worst, shown=shown)

    def _fallen_short(self, state: State, bounds: tuple[Bound, ...], *, short: Groups, count: int) -> Judgement:
        """Tell about the groups that violate the bounds: the limits (UNMET), or only the targets (MET)."""
        from cdgate.builtin.criteria.explaining import annotated, explains  # nobody asks of a criterion that holds
        from cdgate.builtin.criteria.suggesting import suggestion

        ordered = _worst_first(short, bounds)
        worst = ordered[0][1]
        shown = self._shown(worst, bounds)
        if self.request.per:
            message = text(
                "{short} of {count} {groups} are not {limits}: {names}",
                short=len(short),
                count=count,
                groups=noun(self.request.per),
                limits=written(bounds),
                names=listed((key, self._shown(measured, bounds)) for key, measured in ordered),
            )
        else:
            value = in_words(self.request.metric, worst.quantity, shown)
            message = text("{value}, wanted {wanted}", value=value, wanted=self._wanted())
        explained = [group[1] for group in ordered if explains(bounds, _exact(group), self.better)]
        annotations, annotation_count = annotated(explained, as_warning=state is State.MET)
        judged = self._judgement(state, message, worst=worst, shown=shown)
        return msgspec.structs.replace(
            judged,
            target_missed=state is State.MET,
            annotations=annotations,
            annotation_count=annotation_count,
            suggestion=suggestion(
                self.request.metric,
                self.better,
                short=tuple(measured.quantity for _, measured in short),
                bounds=bounds,
            ),
        )

    def _judgement(self, state: State, message: Text, *, worst: Measurement, shown: str) -> Judgement:
        limit, target = written(self.bounds), written(self.targets)
        return Judgement(state, message, observed=worst.quantity, shown=shown, limit=limit, target=target)

    def _wanted(self) -> str | Text:
        limits, targets = written(self.bounds), written(self.targets)
        if not targets:
            return limits
        return text("{limits}, target {targets}", limits=limits, targets=targets) if limits else targets

    def _shown(self, measured: Measurement, bounds: tuple[Bound, ...]) -> str:
        """Return the value with digits enough to differ from the bound that is closest to it or most violated."""
        exact = measured.quantity.exact
        bound = min(bounds, key=lambda bound: bound.margin(exact))
        return readable(measured.quantity, unit=self.unit, near=bound.limit.exact)


def _exact(group: tuple[str, Measurement]) -> Fraction:
    return group[1].quantity.exact


def _worst_first(groups: Groups, bounds: tuple[Bound, ...]) -> Groups:
    """Return the groups in order of how little they satisfy the bounds."""
    return tuple(sorted(groups, key=lambda group: (min(bound.margin(_exact(group)) for bound in bounds), group[0])))

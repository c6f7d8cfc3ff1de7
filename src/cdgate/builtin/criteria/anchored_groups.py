"""The rule of a metric that is held against what it was before in each file, suite or tool."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cdgate.builtin.criteria.anchored import AnchoredRule
from cdgate.builtin.criteria.bounds import Bound
from cdgate.builtin.criteria.explaining import annotated, explains
from cdgate.builtin.criteria.groups import MOST, listed, noun, why_unknown
from cdgate.extension import Better
from cdgate.message import Text, text
from cdgate.model.baseline import floor_key, group_of, still_there
from cdgate.model.change import ChangeReport
from cdgate.model.floor import Floor
from cdgate.model.measurement import EvidenceRequest, Measurement, MetricRequest, Missing, Reading, Readings
from cdgate.model.quantity import COUNT, Count, readable
from cdgate.model.verdict import Judgement, State


class _Held(msgspec.Struct, frozen=True):
    """One group with its value and what it is held against."""

    group: str
    value: Measurement
    bound: Bound

    @property
    def holds(self) -> bool:
        return self.bound.holds(self.value.quantity.exact)


class AnchoredGroupsRule(msgspec.Struct, frozen=True):
    """Holds where no group is worse than its floor, less the tolerance.

    A group that the baseline does not know is new: it had nothing of what is counted and better the fewer there are, and
    is not compared otherwise. One that nobody measured any more leaves the criterion UNKNOWN, unless its file is gone, or
    `clean` says that a file without a finding is no group.
    """

    one: AnchoredRule
    clean: bool = False

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """The measurements and the floors."""
        return self.one.needs

    def judge(self, readings: Readings) -> Judgement:
        """Return the judgement; UNKNOWN where there is no floor at all, unless the first run may pass."""
        request = self.one.request
        prefix = floor_key(request)
        all_floors, unusable = self.one.floors(readings)
        floors = {key[len(prefix) :]: floor for key, floor in all_floors.items() if key.startswith(prefix)}
        if unusable is not None or not floors:
            return self.one.without(readings, unusable)
        answers = tuple(answer for answer in readings.answers.get(request, ()) if not self._beside(answer))
        values = {answer.key: answer.value for answer in answers if isinstance(answer.value, Measurement)}
        if not values or len(values) < len(answers):
            return Judgement(State.UNKNOWN, why_unknown(request, answers))
        names = _old_names(readings)
        known = {
            group_of(key) for answer in readings.answers[request] for key in (answer.key, names.get(answer.key, ""))
        }
        lost = sorted(group for group in floors if group not in known and self._missed(group, readings))
        if lost:
            return Judgement(State.UNKNOWN, self._lost(lost))
        return self._judged(values, floors, names)

    def _judged(
        self, values: Mapping[str, Measurement], floors: Mapping[str, Floor], names: Mapping[str, str]
    ) -> Judgement:
        held = []
        for group, value in values.items():
            floor = floors.get(group_of(group)) or floors.get(group_of(names.get(group, group))) or self._nothing()
            if floor is not None:
                held.append(_Held(group, value, self.one.bound(floor)))
        fresh = len(values) - len(held)
        short = sorted((one for one in held if not one.holds), key=_worst_first)
        if short:
            return self._fallen(short, len(values))
        words = {"count": len(held), "groups": noun(self.one.request.per), "role": self.one.role}
        told = text("none of {count} {groups} is worse than in {role}", **words)
        if fresh:
            told = text("{told}; {count} are new and not compared", told=told, count=fresh)
        return Judgement(State.MET, told, noteworthy=bool(fresh))

    def _fallen(self, short: list[_Held], count: int) -> Judgement:
        worst = short[0]
        message = text(
            "{short} of {count} {groups} are worse than in {role}: {names}",
            short=len(short),
            count=count,
            groups=noun(self.one.request.per),
            role=self.one.role,
            names=listed((one.group, f"{self._shown(one)} ({one.bound})") for one in short),
        )
        explained = [one.value for one in short if explains((one.bound,), one.value.quantity.exact, self.one.better)]
        annotations, annotation_count = annotated(explained, as_warning=False)
        return Judgement(
            State.UNMET,
            message,
            observed=worst.value.quantity,
            shown=self._shown(worst),
            limit=str(worst.bound),
            annotations=annotations,
            annotation_count=annotation_count,
        )

    def _shown(self, one: _Held) -> str:
        return readable(one.value.quantity, unit=self.one.unit, near=one.bound.limit.exact)

    def _beside(self, answer: Reading) -> bool:
        """Tell whether the answer is a file with nothing to measure, like one without a coverable line: no group."""
        return self.one.request.per == "file" and bool(answer.key) and isinstance(answer.value, Missing)

    def _missed(self, group: str, readings: Readings) -> bool:
        return not (self.one.request.per == "file" and (self.clean or not still_there(group, readings.evidence.tree)))

    def _lost(self, groups: list[str]) -> Text:
        return text(
            "{role} knows {groups} that no report holds any more: {names} (measure them, or record that they are gone: "
            "`cdgate baseline update --allow-lower CRITERION`)",
            role=self.one.role,
            groups=noun(self.one.request.per),
            names=", ".join(groups[:MOST]) + (f", ... (+{len(groups) - MOST})" if len(groups) > MOST else ""),
        )

    def _nothing(self) -> Floor | None:
        fewer = self.one.unit == COUNT and self.one.better is Better.LOWER
        return Floor(Count(0), higher=False) if fewer else None


def _worst_first(one: _Held) -> tuple[object, str]:
    return one.bound.margin(one.value.quantity.exact), one.group


def _old_names(readings: Readings) -> dict[str, str]:
    """Return what renamed files were called before the change."""
    changes = readings.evidence.of(ChangeReport.kind)
    return {file.path: file.old_path for change in changes for file in change.files if file.old_path}

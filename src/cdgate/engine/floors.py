"""Floors of one criterion brought up to date: better values are taken, worse ones only where that is allowed. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from cdgate.engine.identity import old_names
from cdgate.engine.wishes import Change, Moment, Wish
from cdgate.extension import Better, Metric
from cdgate.message import Text, text
from cdgate.model.baseline import floor_key, still_there
from cdgate.model.evidence import EvidenceSet, FindingReport
from cdgate.model.floor import Floor, written_quantity
from cdgate.model.measurement import Measurement, Missing, Reading
from cdgate.model.quantity import COUNT, Count


class Ground(msgspec.Struct, frozen=True):
    """What the values stand on: the metric, and the evidence that it was measured on."""

    metric: Metric
    evidence: EvidenceSet


class Floors:
    """Floors while they are updated; `held` are all of them, those that the wish does not ask for among them."""

    def __init__(self, floors: Mapping[str, Floor], moment: Moment, *, allowed: bool) -> None:
        self.held = dict(floors)
        self._moment = moment
        self._allowed = allowed

    def take(self, wish: Wish, readings: tuple[Reading, ...], ground: Ground) -> list[Change]:
        """Bring the floor, or those of all groups, up to date; return what was done and what was refused."""
        kept = [one for one in readings if not _nothing_to_measure(wish, one)]
        lacking = [one.value.reason for one in kept if not isinstance(one.value, Measurement)]
        if lacking or not kept:
            reason = lacking[0] if lacking else text("nothing was measured")
            return [_refused(wish, text("{key} has no value: {reason}", key=wish.key, reason=reason))]
        values = {one.key: one.value for one in kept if isinstance(one.value, Measurement)}
        return self._groups(wish, values, ground) if wish.request.per else self._one(wish, values[""])

    def _one(self, wish: Wish, value: Measurement) -> list[Change]:
        return self._keep(wish, wish.key, value, self.held.get(wish.key))

    def _groups(self, wish: Wish, values: Mapping[str, Measurement], ground: Ground) -> list[Change]:
        known = {key for key in self.held if key.startswith(wish.key)}
        if not known:
            self.held |= {floor_key(wish.request, group): self._new(wish, value) for group, value in values.items()}
            return [Change(wish.criterion, text("{key}: {count} values recorded", key=wish.key, count=len(values)))]
        changes: list[Change] = []
        before = old_names(ground.evidence) if wish.request.per == "file" else {}
        for group, value in values.items():
            key = floor_key(wish.request, group)
            old = self.held.get(key) or self.held.get(floor_key(wish.request, before.get(group, group)))
            changes += self._keep(wish, key, value, old or _zero(ground.metric))
        gone = known - {floor_key(wish.request, group) for group in values}
        return changes + [change for key in sorted(gone) for change in self._drop(wish, key, ground)]

    def _drop(self, wish: Wish, key: str, ground: Ground) -> list[Change]:
        """A file that is no more, or has no finding any more, leaves the baseline; what was not measured stays."""
        group = key[len(wish.key) :]
        clean = ground.metric.needs == FindingReport.kind
        left = wish.request.per == "file" and (clean or not still_there(group, ground.evidence.tree))
        if not left and not self._allowed:
            return [_refused(wish, text("{key} was not measured and stays", key=key))]
        if clean and not group:  # says that the role was measured when it was clean
            return []
        del self.held[key]
        return [Change(wish.criterion, text("{key} is gone", key=key))]

    def _keep(self, wish: Wish, key: str, value: Measurement, old: Floor | None) -> list[Change]:
        new = self._new(wish, value)
        words = {"key": key, "new": written_quantity(new.quantity)}
        if old is None:
            self.held[key] = new
            return [Change(wish.criterion, text("{key}: {new} recorded", **words))]
        words["old"] = written_quantity(old.quantity)
        if new.better_than(old):
            self.held[key] = new
            return [Change(wish.criterion, text("{key}: {old} becomes {new}", **words))]
        if not old.better_than(new):
            self.held.setdefault(key, old if old.on else new)
            return []
        if self._allowed:
            self.held[key] = new
            return [Change(wish.criterion, text("{key}: {old} is lowered to {new}", **words))]
        if old.on is not None or old.commit:
            self.held[key] = old
        return [_refused(wish, text("{key}: {new} is worse than {old}, which stays", **words))]

    def _new(self, wish: Wish, value: Measurement) -> Floor:
        return Floor(value.quantity, wish.higher, self._moment.on, self._moment.commit)


def _nothing_to_measure(wish: Wish, reading: Reading) -> bool:
    """A file without a coverable line is no group."""
    return wish.request.per == "file" and bool(reading.key) and isinstance(reading.value, Missing)


def _zero(metric: Metric) -> Floor | None:
    """Of what is counted and better the fewer there are, a group that the baseline does not know had none."""
    return Floor(Count(0), higher=False) if metric.unit == COUNT and metric.better is Better.LOWER else None


def _refused(wish: Wish, message: Text) -> Change:
    return Change(wish.criterion, message, refused=True)

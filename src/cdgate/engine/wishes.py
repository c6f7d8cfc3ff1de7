"""What criteria want to find in a baseline, and what an update did about it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from cdgate.engine.past import compares
from cdgate.extension import Metric
from cdgate.message import Text
from cdgate.model.baseline import ROLE, floor_key
from cdgate.model.measurement import FloorRequest, MetricRequest
from cdgate.model.policy import Criterion


class Wish(msgspec.Struct, frozen=True):
    """What one criterion wants to find in a baseline: a floor by its key, or identities of findings or tests."""

    criterion: str
    request: MetricRequest
    higher: bool = True
    identities: str = ""

    @property
    def key(self) -> str:
        """The key of the floor; where there is one for each group, what all their keys begin with."""
        return floor_key(self.request)


class Change(msgspec.Struct, frozen=True):
    """What an update does with one floor or set of identities, and for which criterion."""

    criterion: str
    message: Text
    refused: bool = False


class Moment(msgspec.Struct, frozen=True):
    """The day and the commit that new entries are of."""

    on: date
    commit: str = ""


def wishes_of(criteria: Iterable[Criterion], metrics: Mapping[str, Metric]) -> tuple[Wish, ...]:
    """Return what the criteria want to find in the baseline, in their order."""
    found: list[Wish] = []
    for criterion in criteria:
        for need in sorted(criterion.rule.needs, key=repr):
            if isinstance(need, FloorRequest) and need.role == ROLE:
                found.append(Wish(criterion.id, need.request, need.higher))
            elif isinstance(need, MetricRequest) and compares(metrics[need.metric]):
                found.append(Wish(criterion.id, need, identities=metrics[need.metric].needs))
    return tuple(found)


def wanted_in(wish: Wish, keys: Iterable[str]) -> bool:
    """Tell whether one of the keys is that of a floor which the wish asks for."""
    return any(key.startswith(wish.key) if wish.request.per else key == wish.key for key in keys)

"""Reading the limits of a threshold: numbers with units that must fit the metric and one another."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from cdgate.builtin.criteria.bounds import LOWER_BOUNDS, UPPER_BOUNDS, Bound, Comparison
from cdgate.builtin.criteria.complaints import Complaints
from cdgate.errors import UsageError
from cdgate.extension import Better, Metric
from cdgate.message import Text, text
from cdgate.model.node import MapNode, Node, ScalarNode
from cdgate.model.quantity import COUNT, DURATION, RATIO, UNITS, Limit, parse_limit

ONE = Fraction(1)


def limit_of(node: Node, unit: str, complaints: Complaints) -> Limit | None:
    """Return the limit that a node writes for a metric of `unit`, or None with a complaint."""
    try:
        limit = parse_limit(node.text if isinstance(node, ScalarNode) else "")
    except UsageError as problem:
        complaints.say(node, problem.slug, problem.message, hint=problem.hint)
        return None
    if limit.dimension != unit:
        complaints.say(
            node,
            "limit-unit",
            text("the limit {limit} has not the unit of the metric", limit=str(limit)),
            hint=_unit_hint(limit, unit),
        )
        return None
    if limit.value < 0 or (unit == RATIO and limit.exact > ONE):
        complaints.say(
            node, "limit-out-of-range", text("no value can be near {limit}", limit=str(limit)), hint=_range(unit)
        )
        return None
    return limit


def bounds_of(settings: MapNode, metric: Metric, complaints: Complaints) -> tuple[Bound, ...]:
    """Return the blocker bounds in the order of `Comparison`; complain where they leave no value."""
    bounds = []
    for comparison in Comparison:
        node = settings.get(comparison.value)
        limit = None if node is None else limit_of(node, metric.unit, complaints)
        if limit is not None:
            bounds.append(Bound(comparison, limit))
    if not _possible(bounds):
        complaints.say(
            settings,
            "limits-contradict",
            text("no value is {limits}", limits=" and ".join(str(bound) for bound in bounds)),
            hint=text("leave one of them out"),
        )
    return tuple(bounds)


def target_of(
    settings: MapNode, metric: Metric, bounds: tuple[Bound, ...], complaints: Complaints
) -> tuple[Bound, ...]:
    """Return the target as a bound in the direction of the blocker, or of the metric where there is no blocker."""
    node = settings.get("target")
    limit = None if node is None else limit_of(node, metric.unit, complaints)
    if node is None or limit is None:
        return ()
    higher = _target_is_higher(bounds, metric)
    comparisons = LOWER_BOUNDS if higher else UPPER_BOUNDS
    rivals = [bound.limit for bound in bounds if bound.comparison in comparisons]
    too_weak = [rival for rival in rivals if (limit.exact < rival.exact if higher else limit.exact > rival.exact)]
    if too_weak or any(bound.comparison is Comparison.EQUALS for bound in bounds):
        complaints.say(
            node,
            "target-not-stronger",
            text("the target {target} is not stronger than the limit", target=str(limit)),
            hint=text("a target is harder to reach than the limit and warns where it is missed"),
        )
        return ()
    return (Bound(Comparison.AT_LEAST if higher else Comparison.AT_MOST, limit),)


def _target_is_higher(bounds: tuple[Bound, ...], metric: Metric) -> bool:
    lower = any(bound.comparison in LOWER_BOUNDS for bound in bounds)
    upper = any(bound.comparison in UPPER_BOUNDS for bound in bounds)
    return metric.better is Better.HIGHER if lower == upper else lower


def _possible(bounds: list[Bound]) -> bool:
    """Tell whether some number satisfies all bounds: one of the limits, or one between two neighbours, would."""
    limits = sorted({bound.limit.exact for bound in bounds})
    if not limits:
        return True
    between = [(one + other) / 2 for one, other in pairwise(limits)]
    tried = [*limits, *between, limits[0] - 1, limits[-1] + 1]
    return any(all(bound.holds(value) for bound in bounds) for value in tried)


def _unit_hint(limit: Limit, unit: str) -> Text:
    if unit == RATIO and limit.unit == "":
        return text("write `{limit} %`", limit=str(limit.value))
    if unit == COUNT:
        return text("the metric counts: write the number alone")
    if unit == DURATION:
        return text("the metric is a time: write one of {units} after the number", units=_names(DURATION))
    return text("the metric is measured in {unit}: write `{limit} {unit}`", limit=str(limit.value), unit=unit)


def _names(unit: str) -> str:
    return ", ".join(name for name, (dimension, _) in UNITS.items() if dimension == unit)


def _range(unit: str) -> Text:
    if unit == RATIO:
        return text("a share lies between 0 % and 100 %")
    return text("the metric is never below {least}", least=str(Decimal(0)))

"""What a child policy may not do: every loosening of what its parents set, with both places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

import msgspec

from cdgate.errors import PolicyError, UsageError
from cdgate.extension import Better, CriterionKind, Field, Metric, Tightening
from cdgate.message import Text, text
from cdgate.model.node import ListNode, MapNode, Node, Position, ScalarNode
from cdgate.model.quantity import parse_limit
from cdgate.policy import fields
from cdgate.policy.dispatch import inner_kind_name, kind_name
from cdgate.policy.plain import same
from cdgate.policy.shape import complaint

LOWER_BOUNDS, UPPER_BOUNDS = ("at_least", "above"), ("at_most", "below")
EFFECTS = ("warn", "block")


class Bounds(msgspec.Struct, frozen=True):
    """What decides whether a change loosens: the kinds with their fields, and the metrics with their directions."""

    kinds: Mapping[str, CriterionKind]
    metrics: Mapping[str, Metric]


def loosenings(parent: MapNode, child: MapNode, effective: MapNode, bounds: Bounds) -> Iterator[PolicyError]:
    """Yield every loosening in the `child` layer; `effective` is the child over the parent."""
    yield from _waiver_limit(parent, effective)
    yield from _roles(_part(parent, "evidence"), _part(child, "evidence"))
    before = dict(criteria_of(parent))
    after = dict(criteria_of(effective))
    for name, old in before.items():
        new = after.get(name)
        if new is None:
            if not _says(old, "overridable"):
                yield _loosened(name, text("it is removed"), _removal(child, name), old.position)
        elif not same(old, new):
            yield from _criterion(name, old, new, bounds)
    yield from _waived_finals(child, before)


def criteria_of(root: MapNode) -> Iterator[tuple[str, MapNode]]:
    """Yield the id and the settings of every criterion, in order."""
    stages = _part(root, "stages")
    for stage in stages.names():
        sides = _part(stages, stage)
        for side in sides.names():
            criteria = _part(sides, side)
            for name in criteria.names():
                yield f"{stage}.{side}.{name}", _part(criteria, name)


def _criterion(name: str, old: MapNode, new: MapNode, bounds: Bounds) -> Iterator[PolicyError]:
    if _says(old, "final"):
        yield _loosened(name, text("it is final and may not be touched"), _changed(old, new), old.position)
        return
    if _says(old, "overridable"):
        return
    kind, inner = kind_name(old), inner_kind_name(old)
    if (inner or kind) != (inner_kind_name(new) or kind_name(new)):
        yield _loosened(name, text("its kind is changed"), _changed(old, new), old.position)
        return
    known = {field.name: field for field in fields.fields_of(inner or kind, "", bounds.kinds)}
    known |= {field.name: field for field in fields.CRITERION}
    better = _direction(old, bounds.metrics)
    for key in dict.fromkeys((*old.names(), *new.names())):
        before, after = old.get(key), new.get(key)
        field = known.get(key, Field(key, {}, ""))
        if key != "kind" and not same(before, after) and _loosens(field, before, after, better):
            place = after.position if after is not None else _changed(old, new)
            yield _loosened(f"{name}: {key}", _change(before, after), place, (before or old).position)


def _loosens(field: Field, before: Node | None, after: Node | None, better: Better) -> bool:
    """Tell whether a changed value of one key loosens the criterion."""
    match field.name:
        case "effect":
            return _rank(after) < _rank(before)
        case "final" | "not_below" | "not_above":
            return before is not None  # which of two tolerances is wider is not known here; a new demand is tighter
        case "overridable":
            return _true(after)
        case "unless" | "only_if" | "first_run":
            return after is not None
        case "warn_until":
            return after is not None and (before is None or _said(after) > _said(before))
        case _:
            return _field_loosens(field, before, after, better)


def _field_loosens(field: Field, before: Node | None, after: Node | None, better: Better) -> bool:
    match field.tightening:
        case Tightening.FREE:
            return False
        case Tightening.FIXED:
            default = field.schema.get("default")
            return _value(before, default) != _value(after, default)
        case Tightening.HIGHER:
            higher = True
        case Tightening.LOWER:
            higher = False
        case Tightening.TOWARDS_BETTER:
            higher = better is Better.HIGHER
        case _:
            assert_never(field.tightening)
    return _number_loosens(before, after, field.schema.get("default"), higher=higher)


def _number_loosens(before: Node | None, after: Node | None, default: object, *, higher: bool) -> bool:
    old, new = _number(before, default), _number(after, default)
    if old is None:
        return before is not None  # what cannot be compared is not known to be tighter; a new limit is
    if new is None or old[1] != new[1]:
        return True
    return new[0] < old[0] if higher else new[0] > old[0]


def _number(node: Node | None, default: object) -> tuple[Fraction, str] | None:
    written = node.text if isinstance(node, ScalarNode) else str(default) if node is None and default else ""
    try:
        limit = parse_limit(written)
    except UsageError:
        return None
    return limit.exact, limit.dimension


def _direction(settings: MapNode, metrics: Mapping[str, Metric]) -> Better:
    """Return in which direction `target` is stronger: that of the limit, else that of the metric."""
    lower = any(key in settings.names() for key in LOWER_BOUNDS)
    upper = any(key in settings.names() for key in UPPER_BOUNDS)
    if lower != upper:
        return Better.HIGHER if lower else Better.LOWER
    metric = metrics.get(_said(settings.get("metric")))
    return metric.better if metric is not None else Better.HIGHER


def _roles(parent: MapNode, child: MapNode) -> Iterator[PolicyError]:
    for name, new in child:
        old = parent.get(name)
        if not isinstance(old, MapNode) or _says(old, "optional"):
            continue
        if not isinstance(new, MapNode):
            yield _loosened(name, text("the evidence role is removed"), new.position, old.position)
        else:
            yield from _role(name, old, new)


def _role(name: str, old: MapNode, new: MapNode) -> Iterator[PolicyError]:
    for field in fields.ROLE:
        before, after = old.get(field.name), new.get(field.name)
        added = before is None and field.name == "kind"
        if after is not None and not added and _field_loosens(field, before, after, Better.HIGHER):
            yield _loosened(f"{name}: {field.name}", _change(before, after), after.position, (before or old).position)


def _waiver_limit(parent: MapNode, effective: MapNode) -> Iterator[PolicyError]:
    before, after = parent.get("max_waiver"), effective.get("max_waiver")
    if before is not None and after is not None and _number_loosens(before, after, None, higher=False):
        yield _loosened("max_waiver", _change(before, after), after.position, before.position)


def _waived_finals(child: MapNode, before: Mapping[str, MapNode]) -> Iterator[PolicyError]:
    waivers = child.get("waivers")
    for waiver in waivers.items if isinstance(waivers, ListNode) else ():
        named = waiver.get("criterion") if isinstance(waiver, MapNode) else None
        old = before.get(named.text) if isinstance(named, ScalarNode) else None
        if named is not None and old is not None and _says(old, "final"):
            yield _loosened(_said(named), text("it is final and may not be waived"), named.position, old.position)


def _loosened(what: str, how: Text, here: Position, there: Position) -> PolicyError:
    return complaint(
        "policy-loosened",
        text("{what}: {how}; it was set at {there}", what=what, how=how, there=str(there)),
        here,
        text(
            "a policy may only tighten what it extends; ask the owner of that line to write `overridable: true` there"
        ),
    )


def _change(before: Node | None, after: Node | None) -> Text:
    if after is None:
        return text("{old} is removed", old=_shown(before))
    if before is None:
        return text("{new} is added", new=_shown(after))
    return text("{new} is looser than {old}", new=_shown(after), old=_shown(before))


def _shown(node: Node | None) -> str:
    return repr(node.text) if isinstance(node, ScalarNode) else "{...}"


def _changed(old: MapNode, new: MapNode) -> Position:
    """Return where the first difference was written; where the child only took away, its own criterion."""
    changed = (value for key, value in new if not same(value, old.get(key)))
    return next((value.position for value in changed), new.position)


def _removal(child: MapNode, name: str) -> Position:
    """Return the place of the null that removed a criterion, its gate or its stage."""
    node: Node = _part(child, "stages")
    for step in name.split(".", 2):
        below = node.get(step) if isinstance(node, MapNode) else None
        if below is None:
            break
        node = below
    return node.position


def _part(root: MapNode, key: str) -> MapNode:
    node = root.get(key)
    return node if isinstance(node, MapNode) else MapNode((), root.position)


def _says(settings: MapNode, key: str) -> bool:
    return _true(settings.get(key))


def _true(node: Node | None) -> bool:
    return isinstance(node, ScalarNode) and node.value is True


def _rank(node: Node | None) -> int:
    return EFFECTS.index(_said(node)) if _said(node) in EFFECTS else EFFECTS.index("block")


def _said(node: Node | None) -> str:
    return node.text if isinstance(node, ScalarNode) else ""


def _value(node: Node | None, default: object) -> object:
    if node is None:
        return default
    return node.value if isinstance(node, ScalarNode) and not isinstance(node.value, Decimal) else node

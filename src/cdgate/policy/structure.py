"""The structure of one policy file: what is sound goes on, what is not is complained of and dropped."""

from __future__ import annotations

import re
from collections.abc import Callable

from cdgate.errors import PolicyError
from cdgate.extension import Field
from cdgate.message import Text, text
from cdgate.model.node import ListNode, MapNode, Node, ScalarNode
from cdgate.pattern import lazily
from cdgate.policy import fields
from cdgate.policy.shape import complaint, complaints, missing_keys, sound_part, type_of

_NAME = lazily(fields.NAME, re.ASCII)
Errors = list[PolicyError]


def sound_file(node: Node, errors: Errors) -> MapNode:
    """Return the file's root with all that has the form of a policy; kinds look at their own keys later."""
    if not isinstance(node, MapNode):
        errors.append(
            complaint(
                "wrong-value",
                text("a policy must be a map of keys and values, but here is {found}", found=type_of(node)),
                node.position,
                text("start with `version: 1`"),
            )
        )
        return MapNode((), node.position)
    what = text("a policy")
    errors.extend(missing_keys(node, fields.FILE, what))
    root = sound_part(node, fields.FILE, what, errors)
    checks: dict[str, Callable[[Node, Errors], Node]] = {
        "evidence": _evidence,
        "stages": _stages,
        "waivers": lambda value, found: _listed(value, fields.WAIVER, text("a waiver"), found),
        "quarantine": lambda value, found: _listed(value, fields.QUARANTINE, text("a quarantined test"), found),
    }
    return MapNode(
        tuple((key, checks[key.text](value, errors) if key.text in checks else value) for key, value in root.entries),
        root.position,
    )


def _evidence(node: Node, errors: Errors) -> Node:
    return _named_maps(
        node, text("an evidence role"), errors, lambda role: sound_part(role, fields.ROLE, _ROLE, errors, null=True)
    )


_ROLE = text("an evidence role")


def _stages(node: Node, errors: Errors) -> Node:
    return _named_maps(node, text("a stage"), errors, lambda stage: _stage(stage, errors))


def _stage(stage: MapNode, errors: Errors) -> MapNode:
    sides = sound_part(stage, fields.SIDES, text("a stage"), errors, null=True)
    return MapNode(
        tuple((key, value if is_null(value) else _gate(value, errors)) for key, value in sides.entries), sides.position
    )


def _gate(node: Node, errors: Errors) -> Node:
    return _named_maps(node, text("a criterion"), errors, lambda criterion: _criterion(criterion, errors))


def _criterion(node: MapNode, errors: Errors) -> MapNode:
    """Return the criterion less the common keys that have a wrong form; all other keys belong to its kind."""
    common = {field.name: field for field in fields.CRITERION}
    kept = []
    for key, value in node.entries:
        found = _common_faults(common.get(key.text), value)
        errors.extend(found)
        if not found:
            kept.append((key, value))
    return MapNode(tuple(kept), node.position)


def _common_faults(field: Field | None, value: Node) -> tuple[PolicyError, ...]:
    if field is None or is_null(value):
        return ()
    return tuple(complaints(value, field.schema, field.name))


def _listed(node: Node, known: tuple[Field, ...], what: Text, errors: Errors) -> Node:
    kept: list[Node] = []
    items = node.items if isinstance(node, ListNode) else ()
    for item in (item for item in items if isinstance(item, MapNode)):  # the list's schema lets nothing else through
        faults: Errors = []
        sound = sound_part(item, known, what, faults)
        faults.extend(missing_keys(item, known, what))
        errors.extend(faults)
        if not faults:
            kept.append(sound)
    return ListNode(tuple(kept), node.position)


def _named_maps(node: Node, what: Text, errors: Errors, visit: Callable[[MapNode], MapNode]) -> Node:
    """Return the map with each of its maps visited; null values stay, they remove what a parent set."""
    kept: list[tuple[ScalarNode, Node]] = []
    seen: dict[str, ScalarNode] = {}
    for key, value in node.entries if isinstance(node, MapNode) else ():
        twin = seen.setdefault(key.text.lower(), key)
        if twin is not key:
            errors.append(
                complaint(
                    "names-alike",
                    text("{name} and {other} differ only in case", name=repr(key.text), other=repr(twin.text)),
                    key.position,
                    text("give one of them another name"),
                )
            )
        if _NAME.fullmatch(key.text) is None:
            errors.append(
                complaint(
                    "bad-name",
                    text("{name} cannot be the name of {what}", name=repr(key.text), what=what),
                    key.position,
                    text("use letters, digits, `-` and `_`, at most 64 of them"),
                )
            )
        elif isinstance(value, MapNode):
            kept.append((key, visit(value)))
        elif is_null(value):
            kept.append((key, value))
        else:
            errors.append(
                complaint(
                    "wrong-value",
                    text(
                        "{what} must be a map of keys and values, but here is {found}", what=what, found=type_of(value)
                    ),
                    value.position,
                )
            )
    return MapNode(tuple(kept), node.position)


def is_null(node: Node) -> bool:
    """Tell whether the node is written as null, or left empty."""
    return isinstance(node, ScalarNode) and node.value is None

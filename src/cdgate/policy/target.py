"""The policy of the target branch, with what the change tightens in it; what it loosens is told and not in force."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cdgate.message import Text, text
from cdgate.model.node import ListNode, MapNode, Node, ScalarNode
from cdgate.policy.plain import same
from cdgate.policy.tighten import Bounds, criteria_of, loosenings

LISTS = ("waivers", "quarantine")


class InForce(msgspec.Struct, frozen=True):
    """The nodes that judge, and what the change proposes that is not in force before it is merged."""

    root: MapNode
    proposals: tuple[Text, ...]


def in_force(target: MapNode, head: MapNode, bounds: Bounds) -> InForce:
    """Return the target branch's policy with each criterion of `head` that is new, or tightened and nothing else.

    Waivers and quarantined tests hold only where both have them; a role or a setting that the change alters stays as it
    was, since a path to a checked-in report would loosen as well as a lower number.
    """
    proposals: list[Text] = []
    stages = _stages(target, head, bounds, proposals)
    entries: list[tuple[ScalarNode, Node]] = []
    for key, old in target.entries:
        new = head.get(key.text)
        if key.text == "stages":
            entries.append((key, stages))
        elif key.text == "evidence":
            entries.append((key, _roles(old, new, proposals)))
        elif key.text in LISTS:
            entries.append((key, _both(key.text, old, new, proposals)))
        else:
            if key.text not in {"title", "extends"} and not same(old, new):
                proposals.append(_proposed(key.text, new or key))
            entries.append((key, old))
    for key, new in head.entries:
        if target.get(key.text) is None and key.text != "stages":
            proposals.append(_proposed(key.text, new))
    return InForce(MapNode(tuple(entries), target.position), tuple(proposals))


def _stages(target: MapNode, head: MapNode, bounds: Bounds, proposals: list[Text]) -> MapNode:
    before, after = dict(criteria_of(target)), dict(criteria_of(head))
    chosen: dict[str, MapNode] = {}
    for name, old in before.items():
        new = after.get(name)
        chosen[name] = old
        if new is None:
            proposals.append(text("{what}: its removal is proposed, not in force", what=name))
        elif not same(old, new):
            if any(_loosened(name, old, new, bounds)):
                proposals.append(_proposed(name, new))
            else:
                chosen[name] = new
    fresh = _names(head.get("evidence")) - _names(target.get("evidence"))
    for name, new in after.items():
        if name in before and chosen[name] is before[name]:
            continue
        if fresh & set(_words(new)):  # its evidence is not in force: a new role could pad what others measure
            chosen.pop(name, None)
            proposals.append(_proposed(name, new))
            if name in before:
                chosen[name] = before[name]
        else:
            chosen[name] = new
    return _nested(chosen, target)


def _loosened(name: str, old: MapNode, new: MapNode, bounds: Bounds) -> Iterator[object]:
    """Yield what loosens; that the old criterion is `overridable` is meant for policies that extend it, not for a change."""
    grown = _true(new.get("overridable")) and not _true(old.get("overridable"))
    stages = tuple(_nested({name: part if grown else part.without("overridable")}, part) for part in (old, new))
    parent, child = (
        MapNode(((ScalarNode("stages", "stages", part.position), part),), part.position) for part in stages
    )
    yield from loosenings(parent, child, child, bounds)


def _true(node: Node | None) -> bool:
    return isinstance(node, ScalarNode) and node.value is True


def _nested(criteria: dict[str, MapNode], whole: MapNode) -> MapNode:
    """Return the map of stages, sides and criteria of these ids, in their order, at the place of `whole`."""
    stages: dict[str, dict[str, dict[str, MapNode]]] = {}
    for name, settings in criteria.items():
        stage, side, own = name.split(".", 2)
        stages.setdefault(stage, {}).setdefault(side, {})[own] = settings

    def mapped(parts: dict[str, Node]) -> MapNode:
        return MapNode(
            tuple((ScalarNode(key, key, node.position), node) for key, node in parts.items()), whole.position
        )

    return mapped(
        {stage: mapped({side: mapped(dict(own)) for side, own in sides.items()}) for stage, sides in stages.items()}
    )


def _roles(old: Node, new: Node | None, proposals: list[Text]) -> Node:
    if not isinstance(old, MapNode):
        return old
    fresh = new if isinstance(new, MapNode) else MapNode((), old.position)
    for key, role in old.entries:
        if not same(role, fresh.get(key.text)):
            proposals.append(_proposed(f"evidence {key.text}", fresh.get(key.text) or role))
    proposals.extend(_proposed(f"evidence {key}", role) for key, role in fresh if old.get(key) is None)
    return old


def _both(key: str, old: Node, new: Node | None, proposals: list[Text]) -> Node:
    mine = old.items if isinstance(old, ListNode) else ()
    theirs = new.items if isinstance(new, ListNode) else ()
    proposals.extend(_proposed(key, item) for item in theirs if not any(same(item, other) for other in mine))
    return ListNode(tuple(item for item in mine if any(same(item, other) for other in theirs)), old.position)


def _proposed(what: str, node: Node) -> Text:
    return text("{what} ({where}): proposed by the change, not in force", what=what, where=str(node.position))


def _names(node: Node | None) -> set[str]:
    return set(node.names()) if isinstance(node, MapNode) else set()


def _words(node: Node) -> Iterator[str]:
    """Yield every word that a criterion says, whatever it is for."""
    match node:
        case ScalarNode():
            yield node.text
        case ListNode():
            for item in node.items:
                yield from _words(item)
        case MapNode():
            for _, value in node.entries:
                yield from _words(value)

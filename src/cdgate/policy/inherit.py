"""One policy over another: maps merge key by key, lists of waivers, plugins and formats grow, null removes, places are kept."""

from __future__ import annotations

from cdgate.errors import PolicyError
from cdgate.message import text
from cdgate.model.node import ListNode, MapNode, Node, ScalarNode
from cdgate.policy.nearness import nearest
from cdgate.policy.plain import same
from cdgate.policy.shape import complaint
from cdgate.policy.structure import is_null

GROWING = ("waivers", "quarantine", "require_plugins", "formats")
NOT_INHERITED = ("extends",)


def merged(parent: MapNode, child: MapNode, errors: list[PolicyError]) -> MapNode:
    """Return the child's file over the parent's; complain where null removes what was never set."""
    return _over(parent, child.without(*NOT_INHERITED), errors, top=True)


def _over(parent: MapNode, child: MapNode, errors: list[PolicyError], *, top: bool = False) -> MapNode:
    entries: dict[str, tuple[ScalarNode, Node]] = {key.text: (key, value) for key, value in parent.entries}
    for key, value in child.entries:
        before = parent.get(key.text)
        if is_null(value):
            entries.pop(key.text, None)
            if before is None:
                errors.append(
                    complaint(
                        "nothing-to-remove",
                        text("{name} is set to nothing, but no extended policy sets it", name=repr(key.text)),
                        key.position,
                        nearest(key.text, parent.names()),
                    )
                )
            continue
        entries[key.text] = (key, _joined(before, value, errors, growing=top and key.text in GROWING))
    return MapNode(tuple(entries.values()), child.position if child.entries else parent.position)


def _joined(before: Node | None, value: Node, errors: list[PolicyError], *, growing: bool) -> Node:
    if isinstance(value, MapNode):
        inherited = before if isinstance(before, MapNode) else MapNode((), value.position)
        return _over(inherited, value, errors)
    if growing and isinstance(before, ListNode) and isinstance(value, ListNode):
        added = tuple(item for item in value.items if not any(same(item, there) for there in before.items))
        return ListNode((*before.items, *added), value.position)
    return value

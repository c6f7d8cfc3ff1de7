"""The formats that a policy declares: read where they are written in files of their own, so that the digest covers them."""

from __future__ import annotations

from collections.abc import Callable

from cdgate.errors import CdgateError, ErrorGroup, PolicyError
from cdgate.message import text
from cdgate.model.node import ListNode, MapNode, Node, ScalarNode
from cdgate.parsing.yaml import compose
from cdgate.policy.shape import complaint

KEY = "formats"


def with_formats(root: MapNode, errors: list[PolicyError], read: Callable[[str], bytes]) -> MapNode:
    """Return the policy with each file of formats in place of its name; what cannot be had stands in `errors`."""
    listed = root.get(KEY)
    if not isinstance(listed, ListNode):
        return root
    items = tuple(item for one in listed.items if (item := _declaration(one, errors, read)) is not None)
    entries = ((key, ListNode(items, listed.position) if key.text == KEY else value) for key, value in root.entries)
    return MapNode(tuple(entries), root.position)


def formats_of(root: MapNode, errors: list[CdgateError]) -> tuple[object, ...]:
    """Return the declared formats; wrong ones, and two of one name, stand in `errors`."""
    listed = root.get(KEY)
    if not isinstance(listed, ListNode):
        return ()
    from cdgate.parsing.declared.declaration import declared

    found: dict[str, object] = {}
    for item in listed.items:
        try:
            shape = declared(item, item.position.file, taken=frozenset(found))
        except (PolicyError, ErrorGroup) as problem:
            errors.extend(problem.members)
        else:
            found[shape.name] = shape
    return tuple(found.values())


def files_of_formats(root: MapNode, file: str) -> tuple[str, ...]:
    """Return the files in which formats are declared, other than the policy `file`."""
    listed = root.get(KEY)
    items = listed.items if isinstance(listed, ListNode) else ()
    return tuple(sorted({item.position.file for item in items} - {file, ""}))


def _declaration(item: Node, errors: list[PolicyError], read: Callable[[str], bytes]) -> Node | None:
    if not isinstance(item, ScalarNode):
        return item
    try:
        return compose(read(item.text), item.text)
    except PolicyError as problem:
        if problem.file:
            errors.append(problem)
        else:
            hint = text("correct the path in `formats`; it starts at the folder of the policy")
            errors.append(complaint(problem.slug, problem.message, item.position, hint))
    return None

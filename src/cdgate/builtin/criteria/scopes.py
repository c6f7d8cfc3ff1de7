"""Reading `scope` and `per`: which part of the evidence is measured, and into which groups it is split."""

from __future__ import annotations

from collections.abc import Mapping

from cdgate.builtin.criteria.complaints import Complaints, nearest
from cdgate.builtin.criteria.words import mapping, word, words
from cdgate.message import text
from cdgate.model.glob import MAX_PATTERN
from cdgate.model.measurement import Scope
from cdgate.model.node import MapNode, Node, ScalarNode

SCOPES = "project, changed, {path: GLOB}, {label: {NAME: VALUE}}"
LATER = frozenset({"module"})

# kind of evidence -> how it can be split
GROUPS: Mapping[str, tuple[str, ...]] = {"coverage": ("file",), "tests": ("suite",), "findings": ("file", "tool")}
WITHOUT_PATHS = frozenset({"change"})
CHANGEABLE = frozenset({"coverage", "findings", "tests"})


def scope_of(node: Node | None, kind: str, complaints: Complaints) -> Scope:
    """Return the scope that the node writes; no node means the whole project."""
    if node is None or (isinstance(node, ScalarNode) and node.text == "project"):
        return Scope()
    if isinstance(node, ScalarNode) and node.text == "changed":
        return _changed(node, kind, complaints)
    if not isinstance(node, MapNode):
        _refuse(node, node.text if isinstance(node, ScalarNode) else "", complaints)
        return Scope()
    paths: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    changed = False
    for key, value in node:
        match key:
            case "path":
                paths = _globs(value, kind, complaints)
            case "changed":
                changed = _flag(value, complaints) and _changed(value, kind, complaints).changed
            case "label":
                labels = _labels(value, complaints)
            case _:
                _refuse(node.key(key) or value, key, complaints)
    if not node.entries:
        _refuse(node, "{}", complaints)
    return Scope(paths, labels, changed)


def per_of(node: Node | None, kind: str, complaints: Complaints) -> str:
    """Return the name of the groups that the node asks for; empty where there is no node."""
    if node is None:
        return ""
    group = word(node, complaints)
    known = GROUPS.get(kind, ())
    if group and group not in known:
        complaints.say(
            node,
            "unknown-group",
            text("{kind} evidence cannot be split per {group}", kind=kind, group=group),
            hint=nearest(group, known),
        )
    return group


def _changed(node: Node, kind: str, complaints: Complaints) -> Scope:
    if kind in CHANGEABLE:
        return Scope(changed=True)
    complaints.say(
        node,
        "scope-does-not-fit",
        text("{kind} evidence has no lines to hold against the change", kind=kind),
        hint=text("the scope changed fits coverage, findings and tests"),
    )
    return Scope()


def _flag(node: Node, complaints: Complaints) -> bool:
    if isinstance(node, ScalarNode) and isinstance(node.value, bool):
        return node.value
    complaints.say(node, "not-a-word", text("changed is true or false"))
    return False


def _refuse(node: Node, name: str, complaints: Complaints) -> None:
    if name in LATER:
        complaints.say(
            node,
            "scope-not-available",
            text("the scope {name} is not available yet", name=name),
            hint=text("known scopes: {scopes}", scopes=SCOPES),
        )
        return
    complaints.say(
        node,
        "unknown-scope",
        text("{name} is not a scope", name=repr(name)),
        hint=text("known scopes: {scopes}", scopes=SCOPES),
    )


def _globs(node: Node, kind: str, complaints: Complaints) -> tuple[str, ...]:
    if kind in WITHOUT_PATHS:
        complaints.say(
            node,
            "scope-does-not-fit",
            text("{kind} evidence has no paths to choose by", kind=kind),
            hint=text("choose by label, or by `exclude` of the evidence"),
        )
        return ()
    globs = words(node, complaints)
    for glob, place in globs:
        if glob.startswith("/") or ".." in glob.split("/") or len(glob) > MAX_PATTERN:
            complaints.say(
                place,
                "bad-pattern",
                text("the pattern {pattern} cannot match a path of the repository", pattern=glob[:MAX_PATTERN]),
                hint=text("write it relative to the repository, like `src/**`"),
            )
    return tuple(glob for glob, _ in globs)


def _labels(node: Node, complaints: Complaints) -> tuple[tuple[str, str], ...]:
    written = mapping(node, complaints)
    if written is None:
        return ()
    if not written.entries:
        complaints.say(written, "empty-list", text("the list is empty"), hint=text("name at least one"))
    return tuple(sorted((name, word(value, complaints)) for name, value in written))

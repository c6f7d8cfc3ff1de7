"""Reading plain words and lists of them from policy nodes."""

from __future__ import annotations

from cdgate.builtin.criteria.complaints import Complaints, nearest
from cdgate.extension import Vocabulary
from cdgate.message import text
from cdgate.model.node import ListNode, MapNode, Node, ScalarNode


def word(node: Node, complaints: Complaints) -> str:
    """Return the one word that the node holds; empty, with a complaint, where it holds none."""
    if isinstance(node, ScalarNode) and node.value is not None and node.text.strip():
        return node.text
    complaints.say(node, "not-a-word", text("one word is expected here"))
    return ""


def words(node: Node, complaints: Complaints) -> tuple[tuple[str, Node], ...]:
    """Return the word, or each word of the list, with its node."""
    if not isinstance(node, ListNode):
        one = word(node, complaints)
        return ((one, node),) if one else ()
    if not node.items:
        complaints.say(node, "empty-list", text("the list is empty"), hint=text("name at least one"))
    found = ((word(item, complaints), item) for item in node.items)
    return tuple(pair for pair in found if pair[0])


def mapping(node: Node, complaints: Complaints) -> MapNode | None:
    """Return the node if it is a mapping, else complain."""
    if isinstance(node, MapNode):
        return node
    complaints.say(node, "not-a-mapping", text("a mapping of keys to values is expected here"))
    return None


def roles(
    settings: MapNode, vocabulary: Vocabulary, complaints: Complaints, *, kind: str = "", default: str = ""
) -> tuple[str, ...]:
    """Return the evidence roles that the key `evidence` names, or the default one; each must be known and of the kind."""
    node = settings.get("evidence")
    if node is None:
        return (default,) if default else ()
    named = words(node, complaints)
    for name, place in named:
        held = vocabulary.roles.get(name)
        if held is None:
            complaints.say(
                place,
                "unknown-role",
                text("no evidence role is named {name}", name=name),
                hint=nearest(name, vocabulary.roles),
            )
        elif kind and held and held != kind:
            complaints.say(
                place,
                "role-of-other-kind",
                text(
                    "the role {name} holds {held} evidence, but {kind} evidence is needed",
                    name=name,
                    held=held,
                    kind=kind,
                ),
                hint=text("name a role that holds {kind} evidence", kind=kind),
            )
    return tuple(dict.fromkeys(name for name, _ in named))


def one_role(settings: MapNode, vocabulary: Vocabulary, complaints: Complaints, *, kind: str, default: str) -> str:
    """Return the one evidence role that the key `evidence` names, or the default one."""
    named = roles(settings, vocabulary, complaints, kind=kind, default=default)
    node = settings.get("evidence")
    if node is not None and len(named) > 1:
        complaints.say(node, "one-role", text("one role is expected here, not {count}", count=len(named)))
    return named[0] if named else default

"""Reading `not_below` and `not_above`: with what a metric is compared, and how far it may fall behind."""

from __future__ import annotations

from fractions import Fraction

from cdgate.builtin.criteria.anchored import Tolerance
from cdgate.builtin.criteria.bounds import Comparison
from cdgate.builtin.criteria.complaints import Complaints, nearest
from cdgate.builtin.criteria.words import word
from cdgate.errors import UsageError
from cdgate.extension import Vocabulary
from cdgate.message import Text, text
from cdgate.model.baseline import ROLES
from cdgate.model.node import MapNode, Node, ScalarNode
from cdgate.model.quantity import COUNT, POINTS, RATIO, parse_limit

Anchor = tuple[str, Tolerance]


def anchors_of(
    node: Node, comparison: Comparison, unit: str, *, vocabulary: Vocabulary, complaints: Complaints
) -> tuple[Anchor, ...]:
    """Return the roles that the metric is compared with, each with its tolerance: `baseline`, `{baseline: -0.1 pp}`."""
    if not isinstance(node, MapNode):
        role = word(node, complaints)
        return ((role, Tolerance()),) if role and _known(role, node, vocabulary, complaints) else ()
    if not node.entries:
        complaints.say(node, "empty-list", text("the list is empty"), hint=text("name at least one"))
    return tuple(
        (role, tolerance_of(value, comparison, unit, complaints))
        for role, value in node
        if _known(role, node.key(role) or value, vocabulary, complaints)
    )


def tolerance_of(node: Node, comparison: Comparison, unit: str, complaints: Complaints) -> Tolerance:
    """Return the tolerance: a share of what was (`99 %`), or a signed number that is added to it (`-0.1 pp`, `-3`)."""
    try:
        limit = parse_limit(node.text if isinstance(node, ScalarNode) else "")
    except UsageError as problem:
        complaints.say(node, problem.slug, problem.message, hint=problem.hint)
        return Tolerance()
    share, offset = Fraction(1), limit.exact
    if limit.dimension == RATIO:
        share, offset = limit.exact, Fraction(0)
    elif limit.value and limit.dimension != (POINTS if unit == RATIO else unit):
        complaints.say(
            node,
            "limit-unit",
            text("the tolerance {limit} has not the unit of the metric", limit=str(limit)),
            hint=_hint(unit),
        )
        return Tolerance()
    looser = (share <= 1 and offset <= 0) if comparison is Comparison.AT_LEAST else (share >= 1 and offset >= 0)
    if not looser or share < 0:
        complaints.say(
            node,
            "tolerance-direction",
            text("the tolerance {limit} would ask for more than what was", limit=str(limit)),
            hint=text("below the baseline write `-0.1 pp`, `-3` or `99 %`, above it `0.1 pp`, `3` or `101 %`"),
        )
        return Tolerance()
    return Tolerance(share, offset, str(limit) if limit.value else "")


def _known(role: str, place: Node, vocabulary: Vocabulary, complaints: Complaints) -> bool:
    held = vocabulary.roles.get(role)
    if held == "baseline":
        return True
    if held is None and role in ROLES:
        complaints.say(
            place,
            "unknown-role",
            text("no evidence role is named {name}", name=role),
            hint=text("add `{role}: {{path: .cdgate/baseline.json}}` to `evidence`", role=role),
        )
    elif held is None:
        complaints.say(
            place,
            "unknown-role",
            text("no evidence role is named {name}", name=role),
            hint=nearest(role, (*vocabulary.roles, *ROLES)),
        )
    else:
        complaints.say(
            place,
            "role-of-other-kind",
            text(
                "the role {name} holds {held} evidence, but {kind} evidence is needed",
                name=role,
                held=held or "?",
                kind="baseline",
            ),
            hint=text("name a role that holds {kind} evidence", kind="baseline"),
        )
    return False


def _hint(unit: str) -> Text:
    if unit == RATIO:
        return text("write percentage points, `-0.1 pp`, or a share of what was, `99 %`")
    if unit == COUNT:
        return text("write a number alone, or a share of what was, `99 %`")
    return text("write a time, `-10 s`, or a share of what was, `99 %`")

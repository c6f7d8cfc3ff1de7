"""Reading `where`: which findings or tests are counted."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cdgate.builtin.criteria.complaints import Complaints, nearest
from cdgate.builtin.criteria.words import mapping, words
from cdgate.message import text
from cdgate.model.grade import Level, Severity
from cdgate.model.measurement import Condition
from cdgate.model.node import Node, ScalarNode
from cdgate.pattern import lazily

# kind of evidence -> the fields that can be compared; a scale of words from mild to bad where the field has one
SCALES: Mapping[str, tuple[str, ...]] = {
    "level": tuple(level.value for level in Level),
    "severity": tuple(severity.value for severity in Severity),
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "findings": ("level", "severity", "rule", "tool", "path", "tag"),
    "tests": ("suite",),  # totals are known per suite, not per case
}

_COMPARED = lazily(r"\s*(?P<operator>>=|<=|>|<)\s*(?P<word>.*?)\s*", re.DOTALL)


def conditions_of(node: Node | None, kind: str, complaints: Complaints) -> tuple[Condition, ...]:
    """Return the conditions in the order written, all of which an item must meet to be counted."""
    written = None if node is None else mapping(node, complaints)
    if written is None:
        return ()
    known = FIELDS.get(kind, ())
    found = []
    for field, value in written:
        if field in known:
            found.append(_condition(field, value, complaints))
            continue
        complaints.say(
            written.key(field) or value,
            "unknown-field",
            text("{kind} evidence cannot be chosen by {field}", kind=kind, field=field),
            hint=nearest(field, known),
        )
    return tuple(found)


def _condition(field: str, node: Node, complaints: Complaints) -> Condition:
    compared = _COMPARED.fullmatch(node.text) if isinstance(node, ScalarNode) else None
    if compared is None:
        chosen = words(node, complaints)
        for name, place in chosen:
            _known_word(field, name, place, complaints)
        return Condition(field, "in", tuple(name for name, _ in chosen))
    if field in SCALES:
        _known_word(field, compared["word"], node, complaints)
    else:
        complaints.say(
            node,
            "not-comparable",
            text("{field} has no order, so {operator} cannot be used", field=field, operator=compared["operator"]),
            hint=text("only {fields} can be compared", fields=", ".join(SCALES)),
        )
    return Condition(field, compared["operator"], (compared["word"],))


def _known_word(field: str, name: str, place: Node, complaints: Complaints) -> None:
    scale = SCALES.get(field)
    if scale is not None and name not in scale:
        complaints.say(
            place,
            "unknown-word",
            text("{word} is not a {field}", word=repr(name), field=field),
            hint=text("from mild to bad: {words}", words=", ".join(scale)),
        )

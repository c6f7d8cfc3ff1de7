"""The criterion kind `todo-budget`: at most so many to-do notes, and none at all from a date on."""

from __future__ import annotations

from datetime import date

import msgspec

from cdgate.errors import CdgateError, ErrorGroup, PolicyError
from cdgate.extension import Field, Rule, Tightening, Vocabulary
from cdgate.message import Text, text
from cdgate.model.measurement import EvidenceRequest, Measurement, MetricRequest, Missing, Readings
from cdgate.model.node import MapNode, Node, ScalarNode
from cdgate.model.verdict import Annotation, Judgement, State

REQUEST = MetricRequest("todos.count")


class BudgetRule(msgspec.Struct, frozen=True):
    """The parsed form: only values, so that judging is a pure function."""

    budget: int
    until: date | None = None

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """The one question that this rule asks."""
        return frozenset({REQUEST})

    def judge(self, readings: Readings) -> Judgement:
        """Return UNKNOWN where there is no number, else whether it is within the budget."""
        value = next((reading.value for reading in readings.answers[REQUEST]), Missing(text("nothing was measured")))
        if not isinstance(value, Measurement):
            return Judgement(State.UNKNOWN, value.reason)
        count = int(value.quantity.exact)
        limit = 0 if self.until is not None and readings.as_of > self.until else self.budget
        annotations = tuple(Annotation(c.message, c.level, c.location) for c in value.contributors)
        return Judgement(
            State.MET if count <= limit else State.UNMET,
            text("{count} to-do notes, the budget is {limit}", count=count, limit=limit),
            observed=value.quantity,
            shown=str(count),
            limit=f"≤ {limit}",
            annotations=annotations,
            annotation_count=value.contributor_count,
        )


class TodoBudget:
    """`{kind: todo-budget, budget: 10, until: 2027-01-31}`."""

    name = "todo-budget"
    title = "a budget for to-do notes"
    fields: tuple[Field, ...] = (
        Field("budget", {"type": "integer", "minimum": 0}, "how many are allowed", Tightening.LOWER, required=True),
        Field("until", {"type": "string"}, "the last day of the budget; none are allowed afterwards"),
    )

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:  # noqa: ARG002  # nothing to look up
        """Return the rule. Raises all complaints at once, each at the place where the policy wrote the value."""
        complaints: list[CdgateError] = []
        budget = _budget(settings, complaints)
        until = _until(settings.get("until"), complaints)
        if complaints:
            raise ErrorGroup(complaints)
        return BudgetRule(budget, until)


def _budget(settings: MapNode, complaints: list[CdgateError]) -> int:
    node = settings.get("budget")
    if isinstance(node, ScalarNode) and type(node.value) is int and node.value >= 0:
        return node.value
    complaints.append(_complaint(node or settings, text("budget must be a whole number of 0 or more")))
    return 0


def _until(node: Node | None, complaints: list[CdgateError]) -> date | None:
    if node is None:
        return None
    try:
        return date.fromisoformat(node.text if isinstance(node, ScalarNode) else "")
    except ValueError:
        complaints.append(_complaint(node, text("until must be a day such as 2027-01-31")))
        return None


def _complaint(node: Node, message: Text) -> PolicyError:
    where = node.position
    return PolicyError("todo-budget", message, file=where.file, line=where.line, column=where.column)

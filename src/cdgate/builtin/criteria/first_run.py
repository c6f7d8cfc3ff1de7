"""What happens before there is a baseline: UNKNOWN, unless the policy says that the first run may pass."""

from __future__ import annotations

import msgspec

from cdgate.builtin.criteria.complaints import Complaints
from cdgate.extension import Field, Metric, Rule
from cdgate.message import text
from cdgate.model.baseline import ROLE
from cdgate.model.measurement import EvidenceRequest, Measurement, MetricRequest, Readings
from cdgate.model.node import MapNode, ScalarNode
from cdgate.model.verdict import Judgement, State

FIRST_RUN = Field(
    "first_run",
    {"enum": ["pass"]},
    "`pass` lets the criterion hold while there is no baseline yet; the report says so.",
)


class FirstRunRule(msgspec.Struct, frozen=True):
    """Holds where `inner` does, or where it is UNKNOWN only because no baseline knows the past of `present`."""

    inner: Rule
    present: MetricRequest

    @property
    def needs(self) -> frozenset[MetricRequest | EvidenceRequest]:
        """What the inner rule needs, and what is there now."""
        return self.inner.needs | {self.present, EvidenceRequest(ROLE)}

    def judge(self, readings: Readings) -> Judgement:
        """Return the inner judgement, or MET with its words where this is the first run."""
        judged = self.inner.judge(readings)
        answers = readings.answers.get(self.present, ())
        measured = bool(answers) and all(isinstance(answer.value, Measurement) for answer in answers)
        if judged.state is not State.UNKNOWN or not measured or _unusable(readings):
            return judged
        message = text("first run: {reason}", reason=judged.message)
        return msgspec.structs.replace(judged, state=State.MET, message=message, noteworthy=True, suggestion=None)


def first_run_of(settings: MapNode, complaints: Complaints) -> bool:
    """Tell whether the first run may pass."""
    node = settings.get(FIRST_RUN.name)
    if node is None:
        return False
    if isinstance(node, ScalarNode) and node.value == "pass":
        return True
    complaints.say(
        node,
        "bad-first-run",
        text("first_run can only be {word}", word="pass"),
        hint=text("leave it out where a missing baseline must stop the gate"),
    )
    return False


def with_first_run(rule: Rule, metric: Metric, request: MetricRequest) -> Rule:
    """Return the rule, excused in the first run; `metric.present` names the metric that measures what is there now."""
    present = getattr(metric, "present", "")
    return FirstRunRule(rule, msgspec.structs.replace(request, metric=present, per="")) if present else rule


def _unusable(readings: Readings) -> bool:
    """Tell whether there is a baseline that cannot be read: that is not a first run."""
    broken = any(gap.broken for gap in readings.evidence.gaps if gap.role == ROLE)
    return broken or any(item.evidence.shortfall is not None for item in readings.evidence.items if item.role == ROLE)

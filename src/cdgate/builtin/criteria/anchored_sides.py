"""What a metric is held against that it was before: rules with a floor, for all together or for each group."""

from __future__ import annotations

from cdgate.builtin.criteria.anchored import AnchoredRule
from cdgate.builtin.criteria.anchored_groups import AnchoredGroupsRule
from cdgate.builtin.criteria.bounds import SIDES
from cdgate.builtin.criteria.complaints import Complaints
from cdgate.builtin.criteria.tolerances import anchors_of
from cdgate.extension import Metric, Rule, Vocabulary
from cdgate.message import text
from cdgate.model.evidence import FindingReport
from cdgate.model.measurement import MetricRequest
from cdgate.model.node import MapNode, Node


def rules_of_sides(
    settings: MapNode,
    metric: Metric,
    request: MetricRequest,
    vocabulary: Vocabulary,
    complaints: Complaints,
    *,
    first_run: bool,
) -> list[Rule]:
    """Return the rules of `not_below` and `not_above`."""
    rules: list[Rule] = []
    for key, comparison in SIDES.items():
        node = settings.get(key)
        if node is None:
            continue
        refuse_changed(node, request, complaints)
        anchors = anchors_of(node, comparison, metric.unit, vocabulary=vocabulary, complaints=complaints)
        for role, tolerance in anchors:
            rule = AnchoredRule(request, metric.unit, metric.better, comparison, role, tolerance, first_run)
            rules.append(anchored(rule, metric))
    return rules


def anchored(rule: AnchoredRule, metric: Metric) -> Rule:
    """Return the rule for all together, or for each group."""
    return AnchoredGroupsRule(rule, clean=metric.needs == FindingReport.kind) if rule.request.per else rule


def refuse_changed(node: Node, request: MetricRequest, complaints: Complaints) -> None:
    """Complain where the change is asked for: nothing of it was there before."""
    if request.scope.changed:
        complaints.say(
            node,
            "no-floor-of-parts",
            text("a baseline keeps no value of a change: the next one changes other lines"),
            hint=text("set a limit of its own (`at_least`, `at_most`), or choose files with `scope: {{path: ...}}`"),
        )

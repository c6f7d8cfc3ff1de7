"""The criterion kind `threshold`: a metric with limits, a scope, conditions and groups."""

from __future__ import annotations

import msgspec

from cdgate.builtin.criteria.bounds import Comparison
from cdgate.builtin.criteria.complaints import Complaints, nearest
from cdgate.builtin.criteria.conditions import conditions_of
from cdgate.builtin.criteria.limits import bounds_of, target_of
from cdgate.builtin.criteria.scopes import per_of, scope_of
from cdgate.builtin.criteria.threshold import ThresholdRule
from cdgate.builtin.criteria.words import roles, word
from cdgate.extension import Field, Metric, Rule, Tightening, Vocabulary
from cdgate.message import text
from cdgate.model.measurement import MetricRequest, Scope
from cdgate.model.node import MapNode

LIMIT = {"type": ["string", "number"], "examples": ["80 %", "10 min", 3]}
WORDS = {"type": ["string", "array"], "items": {"type": "string"}, "minItems": 1}


class Threshold:
    """A metric must be at least, at most, exactly, below or above a number."""

    name = "threshold"
    title = "a metric held against limits"
    fields: tuple[Field, ...] = (
        Field("metric", {"type": "string"}, "The metric that is measured.", required=True),
        Field("evidence", WORDS, "The role or roles it is measured on; left out, all evidence of the metric's kind."),
        Field("at_least", LIMIT, "The value must not be below this.", Tightening.HIGHER),
        Field("at_most", LIMIT, "The value must not be above this.", Tightening.LOWER),
        Field("equals", LIMIT, "The value must be exactly this."),
        Field("below", LIMIT, "The value must be below this.", Tightening.LOWER),
        Field("above", LIMIT, "The value must be above this.", Tightening.HIGHER),
        Field("target", LIMIT, "A stronger number; missing it warns.", Tightening.TOWARDS_BETTER),
        Field(
            "scope", {"type": ["string", "object"]}, "`project`, `changed`, `{path: GLOB}` or `{label: {NAME: VALUE}}`."
        ),
        Field("where", {"type": "object"}, "Which findings or tests are counted."),
        Field("per", {"enum": ["file", "suite", "tool"]}, "The criterion must hold for each of these."),
    )

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule, or tell everything that is wrong with the settings."""
        complaints = Complaints()
        metric = _metric(settings, vocabulary, complaints)
        if metric is None:
            complaints.settle()
            raise AssertionError("a criterion without a metric has a complaint")
        if not any(settings.get(key) for key in (*(comparison.value for comparison in Comparison), "target")):
            complaints.say(
                settings,
                "missing-limit",
                text("nothing is asked of {metric}", metric=metric.name),
                hint=text("write one of {keys}", keys=", ".join(comparison.value for comparison in Comparison)),
            )
        bounds = bounds_of(settings, metric, complaints)
        request = MetricRequest(
            metric.name,
            roles=roles(settings, vocabulary, complaints, kind=metric.needs),
            scope=_scope(settings, metric, complaints),
            where=conditions_of(settings.get("where"), metric.needs, complaints),
            per=per_of(settings.get("per"), metric.needs, complaints),
        )
        targets = target_of(settings, metric, bounds, complaints)
        complaints.settle()
        return ThresholdRule(request, metric.unit, metric.better, bounds, targets)


def _scope(settings: MapNode, metric: Metric, complaints: Complaints) -> Scope:
    scope = scope_of(settings.get("scope"), metric.needs, complaints)
    # A metric that only makes sense in the change says so itself.
    return msgspec.structs.replace(scope, changed=True) if getattr(metric, "changed_only", False) else scope


def _metric(settings: MapNode, vocabulary: Vocabulary, complaints: Complaints) -> Metric | None:
    node = complaints.required(settings, "metric")
    name = "" if node is None else word(node, complaints)
    metric = vocabulary.metrics.get(name)
    if node is not None and name and metric is None:
        complaints.say(
            node,
            "unknown-metric",
            text("no metric is named {name}", name=name),
            hint=nearest(name, vocabulary.metrics),
        )
    return metric

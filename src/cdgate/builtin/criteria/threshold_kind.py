"""The criterion kind `threshold`: a metric with limits, a scope, conditions and groups."""

from __future__ import annotations

import msgspec

from cdgate.builtin.criteria.bounds import SIDES, Comparison
from cdgate.builtin.criteria.complaints import Complaints, nearest
from cdgate.builtin.criteria.conditions import conditions_of
from cdgate.builtin.criteria.first_run import FIRST_RUN, first_run_of, with_first_run
from cdgate.builtin.criteria.limits import bounds_of, target_of
from cdgate.builtin.criteria.scopes import per_of, scope_of
from cdgate.builtin.criteria.threshold import ThresholdRule
from cdgate.builtin.criteria.words import roles, word
from cdgate.extension import Field, Metric, Rule, Tightening, Vocabulary
from cdgate.message import text
from cdgate.model.evidence import TestReport
from cdgate.model.measurement import MetricRequest, Scope
from cdgate.model.node import MapNode

LIMIT = {"type": ["string", "number"], "examples": ["80 %", "10 min", 3]}
ANCHOR = {"type": ["string", "object"], "additionalProperties": LIMIT}
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
        Field("not_below", ANCHOR, "Not below what it was: `baseline`, or with a tolerance `{baseline: -0.1 pp}`."),
        Field("not_above", ANCHOR, "Not above what it was: `baseline`, or with a tolerance `{baseline: 3}`."),
        FIRST_RUN,
        Field(
            "scope", {"type": ["string", "object"]}, "`project`, `changed`, `{path: GLOB}` or `{label: {NAME: VALUE}}`."
        ),
        Field("where", {"type": "object"}, "Which findings or tests are counted."),
        Field("per", {"enum": ["file", "suite", "tool"]}, "The criterion must hold for each of these."),
    )

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule, or tell everything that is wrong with the settings."""
        complaints = Complaints()
        metric = metric_of(settings, vocabulary, complaints)
        asked = (*(comparison.value for comparison in Comparison), *SIDES)
        if not any(settings.get(key) for key in (*asked, "target")):
            complaints.say(
                settings,
                "missing-limit",
                text("nothing is asked of {metric}", metric=metric.name),
                hint=text("write one of {keys}", keys=", ".join(asked)),
            )
        bounds = bounds_of(settings, metric, complaints)
        request = request_of(settings, metric, vocabulary, complaints)
        targets = target_of(settings, metric, bounds, complaints)
        first_run = first_run_of(settings, complaints)
        rules: list[Rule] = []
        if bounds or targets:
            rule: Rule = ThresholdRule(request, metric.unit, metric.better, bounds, targets)
            rules.append(with_first_run(rule, metric, request) if first_run else rule)
        if any(settings.get(side) for side in SIDES):
            from cdgate.builtin.criteria.anchored_sides import rules_of_sides

            rules += rules_of_sides(settings, metric, request, vocabulary, complaints, first_run=first_run)
        complaints.settle()
        if len(rules) == 1:
            return rules[0]
        from cdgate.builtin.criteria.logic import AllRule

        return AllRule(tuple(rules))


def request_of(settings: MapNode, metric: Metric, vocabulary: Vocabulary, complaints: Complaints) -> MetricRequest:
    """Return what the settings ask of the metric: on which evidence, in which scope, under which conditions."""
    request = MetricRequest(
        metric.name,
        roles=roles(settings, vocabulary, complaints, kind=metric.needs),
        scope=_scope(settings, metric, complaints),
        where=conditions_of(settings.get("where"), metric.needs, complaints),
        per=per_of(settings.get("per"), metric.needs, complaints),
    )
    has_past = bool(getattr(metric, "present", ""))
    if has_past and metric.needs == TestReport.kind and (request.where or request.per):
        complaints.say(
            settings.get("where") or settings,
            "identities-without-suites",
            text("{metric} compares identities of tests, which belong to no suite", metric=metric.name),
            hint=text("choose the tests by `evidence`, one role for each suite"),
        )
    return request


def _scope(settings: MapNode, metric: Metric, complaints: Complaints) -> Scope:
    node = settings.get("scope")
    scope = scope_of(node, metric.needs, complaints)
    if node is not None and (scope.paths or scope.changed) and getattr(metric, "placeless", False):
        complaints.say(
            node,
            "scope-does-not-fit",
            text("{metric} is about tests of the past, whose files nobody knows", metric=metric.name),
            hint=text("leave out the scope, or measure tests.executed, tests.new or tests.newly_failing in it"),
        )
    # A metric that only makes sense in the change says so itself.
    return msgspec.structs.replace(scope, changed=True) if getattr(metric, "changed_only", False) else scope


def metric_of(settings: MapNode, vocabulary: Vocabulary, complaints: Complaints) -> Metric:
    """Return the metric that the settings name. Raises all complaints where there is none."""
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
    if metric is None:
        complaints.settle()
        raise AssertionError("a criterion without a metric has a complaint")
    return metric

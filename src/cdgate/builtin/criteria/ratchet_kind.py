"""The criterion kind `ratchet`: a metric that is never worse than its floor."""

from __future__ import annotations

from cdgate.builtin.criteria.anchored import AnchoredRule, Tolerance
from cdgate.builtin.criteria.anchored_sides import anchored, refuse_changed
from cdgate.builtin.criteria.bounds import Comparison
from cdgate.builtin.criteria.complaints import Complaints
from cdgate.builtin.criteria.first_run import FIRST_RUN, first_run_of
from cdgate.builtin.criteria.threshold_kind import LIMIT, WORDS, metric_of, request_of
from cdgate.builtin.criteria.tolerances import tolerance_of
from cdgate.extension import Better, Field, Rule, Vocabulary
from cdgate.model.baseline import ROLE
from cdgate.model.node import MapNode


class Ratchet:
    """A metric may only improve: never worse than its floor in the baseline."""

    name = "ratchet"
    title = "a metric that may only improve"
    fields: tuple[Field, ...] = (
        Field("metric", {"type": "string"}, "The metric that is measured.", required=True),
        Field("evidence", WORDS, "The role or roles it is measured on; left out, all evidence of the metric's kind."),
        Field("scope", {"type": ["string", "object"]}, "`project`, `{path: GLOB}` or `{label: {NAME: VALUE}}`."),
        Field("where", {"type": "object"}, "Which findings or tests are counted."),
        Field("per", {"enum": ["file", "suite", "tool"]}, "Each of these has a floor of its own."),
        Field("tolerance", LIMIT, "How far it may fall behind: `-0.1 pp`, `-3`, `99 %`; left out, not at all."),
        FIRST_RUN,
    )

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        """Return the rule, or tell everything that is wrong with the settings."""
        complaints = Complaints()
        metric = metric_of(settings, vocabulary, complaints)
        request = request_of(settings, metric, vocabulary, complaints)
        refuse_changed(settings, request, complaints)
        side = Comparison.AT_LEAST if metric.better is Better.HIGHER else Comparison.AT_MOST
        node = settings.get("tolerance")
        tolerance = Tolerance() if node is None else tolerance_of(node, side, metric.unit, complaints)
        first_run = first_run_of(settings, complaints)
        complaints.settle()
        return anchored(AnchoredRule(request, metric.unit, metric.better, side, ROLE, tolerance, first_run), metric)

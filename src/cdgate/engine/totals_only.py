"""Whether a run asks which test cases there are: to identify each takes a quarter of the time that reading it takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cdgate.extension import Metric
from cdgate.model.evidence import TestReport
from cdgate.model.measurement import EvidenceRequest, FloorRequest, MetricRequest
from cdgate.model.policy import Gate, Policy, Role


def totals_suffice(policy: Policy, roles: Iterable[Role], gates: Iterable[Gate], metrics: Mapping[str, Metric]) -> bool:
    """Tell whether nothing in this run looks at the identities of executed cases.

    Metrics that look at totals alone say so (`of_totals`); of any other, and of a rule that asks for the evidence itself,
    nobody knows.
    """
    kinds = {role.name: role.kind for role in roles}
    if policy.quarantine or any(role.merge_retries for role in policy.roles):
        return False
    needs = (need for gate in gates for criterion in gate.criteria for need in criterion.rule.needs)
    return not any(_may_compare(need, kinds, metrics) for need in needs)


def _may_compare(
    need: MetricRequest | EvidenceRequest, kinds: Mapping[str, str], metrics: Mapping[str, Metric]
) -> bool:
    if isinstance(need, FloorRequest):
        need = need.request
    if isinstance(need, EvidenceRequest):
        return kinds.get(need.role, "") in {"", TestReport.kind}
    metric = metrics[need.metric]
    return metric.needs == TestReport.kind and not getattr(metric, "of_totals", False)

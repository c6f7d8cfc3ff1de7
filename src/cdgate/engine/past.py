"""What metrics that compare with a baseline get to see of it. Pure."""

from __future__ import annotations

import msgspec

from cdgate.engine.select import kept_findings
from cdgate.extension import Metric
from cdgate.message import Text, text
from cdgate.model.baseline import KIND, ROLE, Baseline, Known, KnownFinding, floor_key, identities_in
from cdgate.model.evidence import EvidenceSet, FindingReport, Item
from cdgate.model.floor import Floor
from cdgate.model.measurement import Measurement, MetricRequest, Reading
from cdgate.model.record import GateRecord


def compares(metric: Metric) -> bool:
    """Tell whether the metric compares with the baseline: it says so with `beside = "baseline"`."""
    return getattr(metric, "beside", "") == KIND


def as_baseline(record: GateRecord, role: str = ROLE) -> Baseline:
    """Return a run record as a baseline: what it measured, and what it keeps for later runs where its policy compares.

    For the role `baseline` the floors in force after that run count, which a run that fell behind them did not lower.
    """
    known = record.known or Known()
    floors = {**record.floors, **known.floors} if role == ROLE else record.floors
    shortfall = None if floors or record.known else text("the run record holds no measurement")
    return Baseline(
        record.source,
        floors,
        frozenset(known.finding_roles),
        known.findings,
        {role: identities_in(tests) for role, tests in known.executed.items()},
        {role: identities_in(tests) for role, tests in known.failing.items()},
        shortfall=shortfall,
    )


def past_of(evidence: EvidenceSet, request: MetricRequest) -> tuple[tuple[Item, ...], Text | None]:
    """Return the baseline narrowed to the request, or why there is none to compare with."""
    reasons = [gap.reason for gap in evidence.gaps if gap.role == ROLE]
    held = [item for item in evidence.items if item.role == ROLE and isinstance(item.evidence, Baseline)]
    reasons += [item.evidence.shortfall for item in held if item.evidence.shortfall is not None]
    if reasons:
        return (), text("there is no baseline to compare with: {reason}", reason=reasons[0])
    if not held:
        return (), text(
            "there is no baseline to compare with: add `{role}: {{path: .cdgate/baseline.json}}` to `evidence` and run "
            "`cdgate baseline update`",
            role=ROLE,
        )
    return tuple(Item(item.role, _narrowed(item.evidence, request), item.labels) for item in held), None


def floors_of(
    request: MetricRequest, readings: tuple[Reading, ...], *, higher: bool, groups: bool = False
) -> dict[str, Floor]:
    """Return what was measured, by the keys that a baseline uses; of `groups` only where asked. Changes have no floor."""
    if request.scope.changed or (request.per and not groups):
        return {}
    return {
        floor_key(request, reading.key): Floor(reading.value.quantity, higher)
        for reading in readings
        if isinstance(reading.value, Measurement)
    }


def _narrowed(baseline: Baseline, request: MetricRequest) -> Baseline:
    """Return the baseline less the findings that the request does not ask about."""
    if not request.where and not request.scope.paths:
        return baseline
    kept: list[KnownFinding] = []
    for known in baseline.findings:
        report = FindingReport(baseline.source, known.tool, (known.finding,))
        if kept_findings(report, request).findings:
            kept.append(known)
    return msgspec.structs.replace(baseline, findings=tuple(kept))

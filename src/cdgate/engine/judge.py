"""From readings to judgements: let every rule judge, gate after gate in the order of the policy. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import msgspec

from cdgate.engine.measure import measure
from cdgate.engine.past import floors_of
from cdgate.engine.waive import apply_waivers, judged_at_all
from cdgate.errors import PluginError
from cdgate.extension import Better, Metric
from cdgate.message import text
from cdgate.model.baseline import floor_key
from cdgate.model.evidence import EvidenceSet
from cdgate.model.floor import Floor
from cdgate.model.measurement import FloorRequest, MetricRequest, Readings
from cdgate.model.policy import Criterion, Effect, Gate, Policy
from cdgate.model.verdict import Annotation, CriterionResult, GateResult, Judgement, State, Verdict


class Case(msgspec.Struct, frozen=True):
    """Everything a verdict depends on: the policy, the evidence, the day, the commit."""

    policy: Policy
    evidence: EvidenceSet
    metrics: Mapping[str, Metric]
    as_of: date
    commit: str | None


def judge_gates(case: Case, gates: tuple[Gate, ...]) -> tuple[GateResult, ...]:
    """Return the result of each gate; a later gate sees the verdicts of the earlier ones."""
    results: list[GateResult] = []
    for gate in gates:
        earlier = {result.gate: result.verdict.value for result in results}
        criteria = tuple(judge_criterion(case, criterion, earlier) for criterion in gate.criteria)
        results.append(GateResult(gate.name, gate_verdict(criteria), criteria))
    return tuple(results)


def judge_criterion(case: Case, criterion: Criterion, earlier: Mapping[str, str]) -> CriterionResult:
    """Return the criterion's result, its waivers applied."""

    def judged(evidence: EvidenceSet) -> Judgement:
        return _judge(criterion, _readings(case, criterion, evidence, earlier))

    readings = _readings(case, criterion, case.evidence, earlier)
    warns_until = criterion.warn_until is not None and case.as_of <= criterion.warn_until
    result = CriterionResult(
        criterion=criterion.id,
        state=State.UNKNOWN,
        effect=Effect.WARN if warns_until else criterion.effect,
        judgement=_judge(criterion, readings),
        title=criterion.title,
        source=criterion.source,
        help=criterion.help,
        ref=criterion.ref,
        level=criterion.level,
        position=str(criterion.position),
        measured=_measured(case, criterion, readings),
    )
    result = msgspec.structs.replace(result, state=result.judgement.state)
    return _named(apply_waivers(result, case.policy.waivers, case.as_of, case.evidence, judged))


def _readings(case: Case, criterion: Criterion, evidence: EvidenceSet, earlier: Mapping[str, str]) -> Readings:
    requests = [need for need in criterion.rule.needs if isinstance(need, MetricRequest)]
    return Readings(
        answers=measure(requests, evidence, case.metrics),
        evidence=evidence,
        gates=earlier,
        as_of=case.as_of,
        commit=case.commit,
        policy_digest=case.policy.digest,
    )


def _measured(case: Case, criterion: Criterion, readings: Readings) -> dict[str, Floor]:
    """Return what was measured for a criterion, for a later run to be held against: groups where this one was."""
    found: dict[str, Floor] = {}
    anchored = {need.request for need in criterion.rule.needs if isinstance(need, FloorRequest)}
    for request in sorted(readings.answers, key=floor_key):
        higher = case.metrics[request.metric].better is Better.HIGHER
        found |= floors_of(request, readings.answers[request], higher=higher, groups=request in anchored)
    return found


def _judge(criterion: Criterion, readings: Readings) -> Judgement:
    try:
        judgement = criterion.rule.judge(readings)
    except Exception as problem:
        raise PluginError(
            "plugin-failed",
            text(
                "criterion kind {name} raised {kind}: {problem}",
                name=criterion.kind,
                kind=type(problem).__name__,
                problem=str(problem),
            ),
            plugin=criterion.kind,
            hint=text("report this to the plugin's author"),
        ) from problem
    if not isinstance(judgement, Judgement) or judgement.state is State.WAIVED:
        raise PluginError(
            "broken-contract",
            text(
                "criterion kind {name} answered {answer}, not a judgement", name=criterion.kind, answer=repr(judgement)
            ),
            plugin=criterion.kind,
            hint=text("run the contract tests of cdgate.testing"),
        )
    return judgement


def _named(result: CriterionResult) -> CriterionResult:
    """Write the criterion's name on its annotations, and let those of a warning warn."""
    level = {} if result.blocks else {"level": "warning"}

    def named(annotation: Annotation) -> Annotation:
        softer = level if annotation.level == "error" else {}
        return msgspec.structs.replace(annotation, criterion=result.criterion, **softer)

    annotations = tuple(named(annotation) for annotation in result.judgement.annotations)
    return msgspec.structs.replace(result, judgement=msgspec.structs.replace(result.judgement, annotations=annotations))


def gate_verdict(criteria: tuple[CriterionResult, ...]) -> Verdict:
    """FAIL where one criterion blocks or there is none; WARN where one warns; else PASS."""
    if not criteria or any(result.blocks for result in criteria):
        return Verdict.FAIL
    return Verdict.WARN if any(result.warns for result in criteria) else Verdict.PASS


def run_verdict(gates: tuple[GateResult, ...], *, complete: bool) -> Verdict:
    """The worst of the gates. A run that judged nothing, or in which everything is waived, has not passed.

    A criterion of which single findings are waived was judged: on all others.

    `complete` is False where gates were left unjudged for want of evidence: such a run can at best warn.
    """
    judged = any(judged_at_all(result) for gate in gates for result in gate.criteria)
    if not judged or any(gate.verdict is Verdict.FAIL for gate in gates):
        return Verdict.FAIL
    warned = any(gate.verdict is Verdict.WARN for gate in gates)
    return Verdict.PASS if complete and not warned else Verdict.WARN

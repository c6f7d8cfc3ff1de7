"""What a run leaves for later ones to compare with: its record can then be their baseline. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from cdgate.engine.wishes import Moment, Wish, wishes_of
from cdgate.extension import Metric
from cdgate.model.baseline import ROLE, Baseline, Known, KnownFinding, as_known
from cdgate.model.evidence import EvidenceSet, Source
from cdgate.model.floor import Floor, better
from cdgate.model.policy import Gate
from cdgate.model.verdict import GateResult, State

HELD = frozenset({State.MET, State.WAIVED})


def remembered(
    gates: tuple[Gate, ...],
    results: tuple[GateResult, ...],
    evidence: EvidenceSet,
    metrics: Mapping[str, Metric],
    moment: Moment,
) -> Known | None:
    """Return what the judged criteria compare with a baseline, as it is after this run; None where they compare nothing.

    A run accepts what a criterion that holds has let pass. What made one fail stays out, so that it does not pass the
    next time: new findings are not known, floors are not lowered.
    """
    wishes = wishes_of((criterion for gate in gates for criterion in gate.criteria), metrics)
    if not wishes:
        return None
    from cdgate.engine.record import Update  # most policies compare nothing

    states = {result.criterion: result.state for gate in results for result in gate.criteria}
    accepted = frozenset(wish.criterion for wish in wishes if _accepts(wish, wishes, states))
    updating = Update(_past(evidence), moment, accepted)
    for wish in wishes:
        updating.take(wish, evidence, metrics)
    return as_known(updating.baseline())


def _accepts(wish: Wish, wishes: tuple[Wish, ...], states: Mapping[str, State]) -> bool:
    """A floor is lowered by a waiver alone; identities are accepted where all criteria hold that compare their kind."""
    if not wish.identities:
        return states[wish.criterion] is State.WAIVED
    return all(states[one.criterion] in HELD for one in wishes if one.identities == wish.identities)


def _past(evidence: EvidenceSet) -> Baseline:
    """Return what was known before, of all files of the role together."""
    floors: dict[str, Floor] = {}
    roles: set[str] = set()
    findings: dict[tuple[str, str], KnownFinding] = {}
    executed: dict[str, frozenset[bytes]] = {}
    failing: dict[str, frozenset[bytes]] = {}
    held = (item.evidence for item in evidence.items if item.role == ROLE and isinstance(item.evidence, Baseline))
    for one in held:
        for key, floor in one.floors.items():
            floors[key] = better(floor, floors[key]) if key in floors else floor
        roles |= one.finding_roles
        findings |= {(known.role, known.finding.identity): known for known in one.findings}
        for sides, more in ((executed, one.executed), (failing, one.failing)):
            for role, tests in more.items():
                sides[role] = sides.get(role, frozenset()) | tests
    nowhere = Source("", "", 0, "")
    return Baseline(nowhere, floors, frozenset(roles), tuple(findings.values()), executed, failing)

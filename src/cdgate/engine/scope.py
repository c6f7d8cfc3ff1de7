"""What a run is about: the gates asked for, the roles they need, and what can be judged at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from cdgate.engine.past import compares
from cdgate.errors import UsageError
from cdgate.extension import Metric
from cdgate.message import text
from cdgate.model.baseline import ROLE
from cdgate.model.change import ChangeReport
from cdgate.model.evidence import EvidenceSet, FindingReport
from cdgate.model.measurement import EvidenceRequest, FloorRequest, MetricRequest
from cdgate.model.policy import Criterion, Gate, Mode, Policy, Role


def gates_of(policy: Policy, names: Iterable[str], mode: Mode) -> tuple[Gate, ...]:
    """Return the gates asked for (`stage`, `stage.entry`, `stage.exit`; none means all) with their criteria of the mode.

    Gates without a criterion of the mode are left out. Raises UsageError for a name that is no gate, or a mode without gates.
    """
    wanted = tuple(names)
    known = tuple(gate.name for gate in policy.gates)
    for name in wanted:
        if name not in known and not any(gate.startswith(f"{name}.") for gate in known):
            choices = sorted({*known, *(gate.partition(".")[0] for gate in known)})
            import difflib

            near = difflib.get_close_matches(name, choices, n=3)
            raise UsageError(
                "unknown-gate",
                text("the policy has no gate {name}", name=repr(name)),
                hint=text("did you mean {names}?", names=", ".join(near or choices)),
            )
    chosen = [g for g in policy.gates if not wanted or g.name in wanted or g.name.partition(".")[0] in wanted]
    narrowed = [
        msgspec.structs.replace(gate, criteria=tuple(c for c in gate.criteria if c.mode is mode)) for gate in chosen
    ]
    found = tuple(gate for gate in narrowed if gate.criteria)
    if not found:
        other = "assess" if mode is Mode.CHANGE else "check"
        raise UsageError(
            "no-gate-of-this-mode",
            text("no criterion of these gates has mode {mode}", mode=mode.value),
            hint=text("try cdgate {other}", other=other),
        )
    return found


def needed_roles(policy: Policy, gates: Iterable[Gate], metrics: Mapping[str, Metric]) -> tuple[Role, ...]:
    """Return the roles that the gates' rules look at; a metric without named roles looks at all that may hold its kind."""
    names: set[str] = set()
    changes = {role.name for role in policy.roles if role.kind == ChangeReport.kind}
    for need in (need for gate in gates for criterion in gate.criteria for need in criterion.rule.needs):
        if isinstance(need, MetricRequest) and (need.scope.changed or metrics[need.metric].needs == FindingReport.kind):
            names |= changes  # findings in renamed files are known by their former names
        if isinstance(need, FloorRequest) and need.request.per == "file":
            names |= changes  # a renamed file keeps its floor
        if isinstance(need, MetricRequest) and compares(metrics[need.metric]):
            names.add(ROLE)
        match need:
            case EvidenceRequest(role=role):
                names.add(role)
            case MetricRequest(metric=metric, roles=()):
                kinds = ("", metrics[metric].needs)
                names.update(role.name for role in policy.roles if role.kind in kinds)
            case MetricRequest(roles=roles):
                names.update(roles)
    return tuple(role for role in policy.roles if role.name in names)


def judgeable(
    policy: Policy, gates: tuple[Gate, ...], evidence: EvidenceSet
) -> tuple[tuple[Gate, ...], tuple[str, ...]]:
    """Return the gates to judge and the names of the criteria left unjudged.

    A written policy is judged whole. Only where cdgate chose the policy itself, because the repository has none, are
    criteria left out whose evidence the repository does not have; a broken file is not an absent one.
    """
    if not policy.discovered:
        return gates, ()
    absent = {gap.role for gap in evidence.gaps if not gap.broken}
    absent -= {item.role for item in evidence.items} | {gap.role for gap in evidence.gaps if gap.broken}
    changes = frozenset(role.name for role in policy.roles if role.kind == ChangeReport.kind)
    judged: list[Gate] = []
    left: list[str] = []
    for gate in gates:
        kept = tuple(criterion for criterion in gate.criteria if _fed(criterion, absent, changes))
        left.extend(criterion.id for criterion in gate.criteria if criterion not in kept)
        if kept:
            judged.append(msgspec.structs.replace(gate, criteria=kept))
    return tuple(judged), tuple(left)


def _fed(criterion: Criterion, absent: set[str], changes: frozenset[str]) -> bool:
    """Tell whether the criterion needs evidence, and all of it is there."""
    roles: set[str] = set()
    for need in criterion.rule.needs:
        if isinstance(need, EvidenceRequest):
            roles.add(need.role)
        else:
            roles.update(need.roles)
            roles.update(changes if need.scope.changed else ())
    return bool(roles) and not roles & absent

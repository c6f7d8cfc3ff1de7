from __future__ import annotations

import pytest

from cdgate.engine.scope import gates_of, judgeable, needed_roles
from cdgate.errors import UsageError
from cdgate.message import text
from cdgate.model.evidence import EvidenceSet, Gap, Item
from cdgate.model.measurement import EvidenceRequest, MetricRequest, Scope
from cdgate.model.policy import Criterion, Gate, Mode, Policy, Role
from cdgate.model.verdict import Judgement, State
from tests.unit.engine.values import HERE, NOTHING, CountOf, Fixed, outcomes

METRICS = {"m": CountOf()}
FINE = Judgement(State.MET, text("fine"))


def criterion(name: str, *roles: str, mode: Mode = Mode.CHANGE, whole: bool = False) -> Criterion:
    needs: set[MetricRequest | EvidenceRequest] = {MetricRequest("m", roles=(role,)) for role in roles[:1]}
    needs |= {EvidenceRequest(role) for role in roles[1:]}
    if whole:
        needs.add(MetricRequest("m"))
    return Criterion(name, "k", Fixed(FINE, needs=frozenset(needs)), HERE, mode=mode)  # type: ignore[arg-type]  # both kinds of need


def policy(*gates: Gate, discovered: bool = False) -> Policy:
    roles = tuple(Role(name, (f"{name}.xml",), HERE) for name in ("a", "b", "c"))
    return Policy("p", roles, gates, "d", discovered=discovered)


POLICY = policy(
    Gate("coding.exit", (criterion("one", "a"), criterion("slow", "b", mode=Mode.ASSESS)), HERE),
    Gate("testing.entry", (criterion("two", "b"),), HERE),
    Gate("testing.exit", (criterion("three", mode=Mode.ASSESS),), HERE),
)


@pytest.mark.parametrize(
    ("names", "mode", "expected"),
    [
        pytest.param((), Mode.CHANGE, {"coding.exit": 1, "testing.entry": 1}, id="all"),
        pytest.param(("testing",), Mode.CHANGE, {"testing.entry": 1}, id="stage"),
        pytest.param(("coding.exit",), Mode.CHANGE, {"coding.exit": 1}, id="gate"),
        pytest.param((), Mode.ASSESS, {"coding.exit": 1, "testing.exit": 1}, id="assess"),
    ],
)
def test_names_choose_gates(names: tuple[str, ...], mode: Mode, expected: dict[str, int]) -> None:
    assert {gate.name: len(gate.criteria) for gate in gates_of(POLICY, names, mode)} == expected


@pytest.mark.parametrize(
    ("names", "mode", "slug", "hint"),
    [
        pytest.param(("codin.exit",), Mode.CHANGE, "unknown-gate", "coding.exit", id="near-name"),
        pytest.param(("zzz",), Mode.CHANGE, "unknown-gate", "testing.entry", id="far-name"),
        pytest.param(("testing.exit",), Mode.CHANGE, "no-gate-of-this-mode", "cdgate assess", id="other-mode"),
        pytest.param(("testing.entry",), Mode.ASSESS, "no-gate-of-this-mode", "cdgate check", id="other-mode-back"),
    ],
)
def test_name_that_chooses_nothing_is_refused(names: tuple[str, ...], mode: Mode, slug: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        gates_of(POLICY, names, mode)
    assert caught.value.slug == slug
    assert hint in str(caught.value.hint)


def test_only_the_roles_that_rules_look_at_are_needed() -> None:
    gate = Gate("g", (criterion("x", "a", "c"),), HERE)
    assert [role.name for role in needed_roles(POLICY, (gate,), METRICS)] == ["a", "c"]


def test_metric_without_roles_needs_all_that_may_hold_its_kind() -> None:
    roles = tuple(Role(kind or "any", ("x",), HERE, kind=kind) for kind in ("tests", "findings", ""))
    whole = Policy("p", roles, (), "d")
    gate = Gate("g", (criterion("x", whole=True),), HERE)
    assert [role.name for role in needed_roles(whole, (gate,), METRICS)] == ["findings", "any"]


def test_written_policy_is_judged_whole() -> None:
    assert judgeable(POLICY, POLICY.gates, EvidenceSet(gaps=(Gap("a", NOTHING),))) == (POLICY.gates, ())


def test_discovered_policy_is_judged_as_far_as_evidence_goes() -> None:
    gates = (
        Gate("x.exit", (criterion("fed", "a"), criterion("absent", "b"), criterion("needs-nothing")), HERE),
        Gate("y.exit", (criterion("broken", "c"),), HERE),
        Gate("z.exit", (criterion("half", "a", "b"),), HERE),
    )
    evidence = EvidenceSet((Item("a", outcomes()),), (Gap("b", NOTHING), Gap("c", NOTHING, broken=True)))
    judged, left = judgeable(policy(*gates, discovered=True), gates, evidence)
    assert [(gate.name, [c.id for c in gate.criteria]) for gate in judged] == [
        ("x.exit", ["fed"]),
        ("y.exit", ["broken"]),
    ]
    assert left == ("absent", "needs-nothing", "half")


def test_discovered_criterion_of_the_change_needs_the_change() -> None:
    roles = (Role("a", ("a.xml",), HERE), Role("change", (), HERE, kind="change", git_base="auto"))
    request = MetricRequest("m", roles=("a",), scope=Scope(changed=True))
    gate = Gate("g", (Criterion("lines", "k", Fixed(FINE, needs=frozenset({request})), HERE),), HERE)
    whole = Policy("p", roles, (gate,), "d", discovered=True)
    assert [role.name for role in needed_roles(whole, (gate,), METRICS)] == ["a", "change"]
    without = EvidenceSet((Item("a", outcomes()),), (Gap("change", NOTHING, "change"),))
    assert judgeable(whole, (gate,), without) == ((), ("lines",))
    assert judgeable(whole, (gate,), EvidenceSet((Item("a", outcomes()),)))[1] == ()

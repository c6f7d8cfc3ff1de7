from __future__ import annotations

from datetime import date

import pytest

from cdgate.engine.judge import Case, gate_verdict, judge_criterion, judge_gates, run_verdict
from cdgate.errors import PluginError
from cdgate.message import text
from cdgate.model.evidence import EvidenceSet
from cdgate.model.location import Location
from cdgate.model.measurement import EvidenceRequest, Measurement, MetricRequest
from cdgate.model.policy import Criterion, Effect, Gate, Policy, Waiver
from cdgate.model.quantity import Count
from cdgate.model.verdict import Annotation, CriterionResult, GateResult, Judgement, State, Verdict
from tests.unit.engine.values import HERE, CountOf, Fixed, evidence, finding, findings

DAY = date(2026, 11, 22)
MET = Judgement(State.MET, text("fine"))
UNMET = Judgement(State.UNMET, text("bad"), annotations=(Annotation(text("here"), "error", Location("a.py", 1)),))
UNKNOWN = Judgement(State.UNKNOWN, text("who knows"))


def case(*waivers: Waiver, evidence_set: EvidenceSet | None = None) -> Case:
    policy = Policy("p", (), (), "digest", waivers=waivers)
    return Case(policy, evidence_set or EvidenceSet(), {"findings.count": CountOf()}, DAY, "c0ffee")


def criterion(rule: Fixed, *, effect: Effect = Effect.BLOCK, warn_until: date | None = None) -> Criterion:
    return Criterion("s.exit.c", "fixed", rule, HERE, effect, warn_until=warn_until, title="T", help="H")


def waiver(expires: date = DAY, *, identity: str = "") -> Waiver:
    return Waiver("s.exit.c", "why", "who", expires, HERE, identity)


def test_rule_sees_answers_gates_day_commit_and_policy() -> None:
    request = MetricRequest("findings.count")
    rule = Fixed(MET, needs=frozenset({request, EvidenceRequest("x")}))  # type: ignore[arg-type]  # a mixed set is the point
    whole = evidence(lint=findings(finding("a")))
    judge_criterion(case(evidence_set=whole), criterion(rule), {"build.exit": "PASS"})
    (seen,) = rule.seen
    assert seen.answers[request][0].value == Measurement(Count(1))
    assert (seen.gates, seen.as_of, seen.commit, seen.policy_digest) == (
        {"build.exit": "PASS"},
        DAY,
        "c0ffee",
        "digest",
    )


@pytest.mark.parametrize(
    ("judgement", "effect", "verdict"),
    [
        pytest.param(MET, Effect.BLOCK, Verdict.PASS, id="met"),
        pytest.param(UNMET, Effect.BLOCK, Verdict.FAIL, id="unmet"),
        pytest.param(UNKNOWN, Effect.BLOCK, Verdict.FAIL, id="unknown-blocks"),
        pytest.param(UNMET, Effect.WARN, Verdict.WARN, id="unmet-warning"),
        pytest.param(UNKNOWN, Effect.WARN, Verdict.WARN, id="unknown-warning"),
        pytest.param(
            Judgement(State.MET, text("fine"), target_missed=True), Effect.BLOCK, Verdict.WARN, id="target-missed"
        ),
    ],
)
def test_judgement_and_effect_give_the_verdict(judgement: Judgement, effect: Effect, verdict: Verdict) -> None:
    gate = Gate("s.exit", (criterion(Fixed(judgement), effect=effect),), HERE)
    (result,) = judge_gates(case(), (gate,))
    assert result.verdict is verdict
    assert result.criteria[0].state is judgement.state
    assert (result.criteria[0].title, result.criteria[0].help) == ("T", "H")


def test_later_gate_hears_of_earlier_ones() -> None:
    rules = Fixed(UNMET), Fixed(MET)
    gates = tuple(Gate(f"g{n}.exit", (criterion(rule),), HERE) for n, rule in enumerate(rules))
    judge_gates(case(), gates)
    assert rules[1].seen[0].gates == {"g0.exit": "FAIL"}


@pytest.mark.parametrize(
    ("until", "effect"), [(DAY, Effect.WARN), (date(2026, 11, 21), Effect.BLOCK), (date(2027, 1, 1), Effect.WARN)]
)
def test_new_rule_warns_through_its_last_day(until: date, effect: Effect) -> None:
    assert judge_criterion(case(), criterion(Fixed(UNMET), warn_until=until), {}).effect is effect


def test_annotations_carry_the_criterion_and_soften_with_a_warning() -> None:
    blocking = judge_criterion(case(), criterion(Fixed(UNMET)), {})
    (annotation,) = blocking.judgement.annotations
    assert (annotation.criterion, annotation.level) == ("s.exit.c", "error")
    warning = judge_criterion(case(), criterion(Fixed(UNMET), effect=Effect.WARN), {})
    assert warning.judgement.annotations[0].level == "warning"


@pytest.mark.parametrize("judgement", [UNMET, UNKNOWN], ids=["unmet", "unknown"])
def test_waiver_lifts_what_does_not_hold(judgement: Judgement) -> None:
    result = judge_criterion(case(waiver()), criterion(Fixed(judgement)), {})
    assert result.state is State.WAIVED
    assert result.waiver == waiver()
    assert not result.blocks
    assert not result.warns


def test_waiver_of_a_criterion_that_holds_changes_nothing() -> None:
    result = judge_criterion(case(waiver()), criterion(Fixed(MET)), {})
    assert (result.state, result.waiver) == (State.MET, None)


def test_expired_waiver_is_in_force_no_more() -> None:
    assert judge_criterion(case(waiver(date(2026, 11, 21))), criterion(Fixed(UNMET)), {}).state is State.UNMET


@pytest.mark.parametrize(("again", "state"), [(MET, State.WAIVED), (UNMET, State.UNMET)])
def test_waived_finding_is_left_out_and_the_rest_still_counts(again: Judgement, state: State) -> None:
    whole = evidence(lint=findings(finding("a"), finding("b")))
    rule = Fixed(UNMET, again)
    result = judge_criterion(case(waiver(identity="id-a"), evidence_set=whole), criterion(rule), {})
    assert result.state is state
    assert result.waived_findings == 1
    assert [f.rule_id for f in rule.seen[1].evidence.of("findings")[0].findings] == ["b"]


def test_waiver_of_a_finding_that_is_not_there_changes_nothing() -> None:
    result = judge_criterion(case(waiver(identity="id-z")), criterion(Fixed(UNMET)), {})
    assert (result.state, result.waiver) == (State.UNMET, None)


@pytest.mark.parametrize(
    ("answer", "slug"),
    [
        pytest.param(RuntimeError("oh"), "plugin-failed", id="raises"),
        pytest.param(Judgement(State.WAIVED, text("no")), "broken-contract", id="waives-itself"),
        pytest.param("MET", "broken-contract", id="not-a-judgement"),
    ],
)
def test_rule_that_misbehaves_is_named(answer: object, slug: str) -> None:
    with pytest.raises(PluginError) as caught:
        judge_criterion(case(), criterion(Fixed(answer)), {})  # type: ignore[arg-type]  # the broken contract is the point
    assert caught.value.slug == slug
    assert caught.value.plugin == "fixed"


def result(state: State, *, effect: Effect = Effect.BLOCK) -> CriterionResult:
    return CriterionResult("s.exit.c", state, effect, Judgement(State.MET, text("x")))


def test_gate_without_criteria_fails() -> None:
    assert gate_verdict(()) is Verdict.FAIL


@pytest.mark.parametrize(
    ("states", "complete", "verdict"),
    [
        pytest.param([], True, Verdict.FAIL, id="nothing-judged"),
        pytest.param([State.MET], True, Verdict.PASS, id="met"),
        pytest.param([State.MET], False, Verdict.WARN, id="incomplete"),
        pytest.param([State.WAIVED], True, Verdict.FAIL, id="everything-waived"),
        pytest.param([State.MET, State.WAIVED], True, Verdict.PASS, id="some-waived"),
        pytest.param([State.MET, State.UNMET], True, Verdict.FAIL, id="one-unmet"),
        pytest.param([State.MET, State.UNKNOWN], False, Verdict.FAIL, id="one-unknown"),
    ],
)
def test_run_is_as_good_as_its_worst_gate(states: list[State], complete: bool, verdict: Verdict) -> None:  # noqa: FBT001  # a table row
    gates = tuple(GateResult(f"g{n}", gate_verdict((result(s),)), (result(s),)) for n, s in enumerate(states))
    assert run_verdict(gates, complete=complete) is verdict


def test_run_with_a_warning_warns() -> None:
    gates = (GateResult("g", Verdict.WARN, (result(State.UNMET, effect=Effect.WARN),)),)
    assert run_verdict(gates, complete=True) is Verdict.WARN

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from cdgate.builtin.metrics import cdgate_metrics
from cdgate.engine.past import as_baseline
from cdgate.engine.record import Moment
from cdgate.engine.remembered import remembered
from cdgate.message import text
from cdgate.model.baseline import Baseline, Known, KnownFinding, as_known
from cdgate.model.evidence import EvidenceSet, Finding, FindingReport, Item, Outcome, SuiteTotals, TestCase, TestReport
from cdgate.model.floor import Floor
from cdgate.model.grade import Level
from cdgate.model.measurement import EvidenceRequest, FloorRequest, MetricRequest
from cdgate.model.policy import Criterion, Effect, Gate
from cdgate.model.quantity import Count
from cdgate.model.record import GateRecord
from cdgate.model.verdict import CriterionResult, GateResult, Judgement, State, Verdict
from tests.unit.engine.values import HERE, source

METRICS = {metric.name: metric for metric in cdgate_metrics()}
MOMENT = Moment(date(2026, 11, 1), "abc")
COUNTED = MetricRequest("findings.count")
FLOOR = FloorRequest("baseline", COUNTED, higher=False)


class Needing(msgspec.Struct, frozen=True):
    needs: frozenset[MetricRequest | EvidenceRequest]


def finding(name: str) -> Finding:
    return Finding("r", Level.ERROR, "m", identity=name)


def criterion(name: str, need: MetricRequest | EvidenceRequest) -> Criterion:
    return Criterion(name, "threshold", Needing(frozenset({need})), HERE)


def result(name: str, state: State) -> CriterionResult:
    return CriterionResult(name, state, Effect.BLOCK, Judgement(state, text("x")))


def after(past: tuple[Baseline, ...], **states: tuple[MetricRequest | EvidenceRequest, State]) -> Known | None:
    now = FindingReport(source("lint.sarif"), "t", (finding("a"), finding("b")))
    case = TestCase("one", "s", Outcome.FAILED)
    tests = TestReport(source("junit.xml"), (SuiteTotals("s", failed=1),), (case,), case.identity)
    evidence = EvidenceSet((Item("lint", now), Item("unit", tests), *(Item("baseline", one) for one in past)))
    gate = Gate("g", tuple(criterion(name, need) for name, (need, _) in states.items()), HERE)
    results = GateResult("g", Verdict.FAIL, tuple(result(name, state) for name, (_, state) in states.items()))
    return remembered((gate,), (results,), evidence, METRICS, MOMENT)


def known_findings(*names: str) -> Baseline:
    findings = tuple(KnownFinding("lint", "t", finding(name)) for name in names)
    return Baseline(source("b.json"), finding_roles=frozenset({"lint"}), findings=findings)


NEW = MetricRequest("findings.new")
FAILING = MetricRequest("tests.newly_failing")


@pytest.mark.parametrize(
    ("past", "states", "names"),
    [
        pytest.param((), {"n": (NEW, State.UNKNOWN)}, ["a", "b"], id="nothing known before"),
        pytest.param((known_findings("a", "x"),), {"n": (NEW, State.MET)}, ["a", "b"], id="held"),
        pytest.param((known_findings("a", "x"),), {"n": (NEW, State.WAIVED)}, ["a", "b"], id="waived"),
        pytest.param((known_findings("a", "x"),), {"n": (NEW, State.UNMET)}, ["a"], id="did not hold"),
        pytest.param((known_findings("a", "x"),), {"n": (NEW, State.UNKNOWN)}, ["a"], id="not known"),
        pytest.param(
            (known_findings("a"),),
            {"n": (NEW, State.MET), "f": (MetricRequest("findings.fixed"), State.UNMET)},
            ["a"],
            id="one of two held",
        ),
        pytest.param((known_findings("a"), known_findings("b")), {"n": (NEW, State.UNMET)}, ["a", "b"], id="two files"),
    ],
)
def test_only_what_was_let_pass_is_remembered(
    past: tuple[Baseline, ...], states: dict[str, tuple[MetricRequest, State]], names: list[str]
) -> None:
    known = after(past, **states)
    assert known is not None
    assert [one.finding.identity for one in known.findings] == names
    assert known.finding_roles == ("lint",)


@pytest.mark.parametrize(("state", "failing"), [(State.MET, True), (State.UNMET, False)], ids=["held", "did not hold"])
def test_failing_test_is_excused_only_where_it_was_let_pass(state: State, failing: bool) -> None:  # noqa: FBT001  # a table
    past = Baseline(source("b.json"), executed={"unit": frozenset({b"otherone"})}, failing={"unit": frozenset()})
    known = after((past,), n=(FAILING, state))
    assert known is not None
    assert ("unit" in known.failing) is failing
    assert len(known.executed["unit"]) == (8 if failing else 16)


@pytest.mark.parametrize(
    ("held", "state", "value"),
    [
        (Count(1), State.UNMET, 1),
        (Count(1), State.MET, 1),
        (Count(1), State.WAIVED, 2),
        (Count(5), State.MET, 2),
        (Count(5), State.UNMET, 2),
    ],
)
def test_floor_is_lowered_by_a_waiver_alone(held: Count, state: State, value: int) -> None:
    past = Baseline(source("b.json"), {"findings.count": Floor(held, higher=False)})
    stricter = Baseline(source("c.json"), {"findings.count": Floor(Count(9), higher=False)})
    known = after((past, stricter), f=(FLOOR, state))
    assert known is not None
    assert known.floors["findings.count"].quantity == Count(value)


def test_nothing_is_remembered_where_nothing_is_compared() -> None:
    assert after((known_findings("a"),), c=(COUNTED, State.MET)) is None
    assert after((), g=(EvidenceRequest("baseline"), State.MET)) is None


def test_record_is_read_as_the_baseline_that_was_kept() -> None:
    kept = Baseline(
        source("r.json"),
        {"k": Floor(Count(3))},
        frozenset({"lint"}),
        known_findings("a").findings,
        {"unit": frozenset({b"12345678", b"abcdefgh"})},
        {"unit": frozenset({b"12345678"})},
    )
    record = GateRecord(
        source("r.json"), "d", {}, floors={"k": Floor(Count(1)), "other": Floor(Count(7))}, known=as_known(kept)
    )
    read = as_baseline(record)
    assert read == msgspec.structs.replace(kept, floors={"k": Floor(Count(3)), "other": Floor(Count(7))})
    assert as_baseline(record, "previous").floors["k"] == Floor(Count(1))


def test_empty_baseline_is_nothing_to_keep() -> None:
    assert as_known(Baseline(source("b"))) is None

"""Which waivers take something away, and which nobody needs."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from cdgate.engine.judge import run_verdict
from cdgate.engine.waive import apply_waivers, unused_waivers
from cdgate.message import text
from cdgate.model.change import ChangedFile, ChangeReport, Status
from cdgate.model.evidence import EvidenceSet, FileCoverage, Item
from cdgate.model.policy import Effect, Waiver
from cdgate.model.verdict import CriterionResult, GateResult, Judgement, State, Verdict
from tests.unit.engine import values

TODAY = date(2026, 11, 22)
NAME = "testing.exit.lines"
EVIDENCE = EvidenceSet(
    (
        Item("cov", values.coverage(FileCoverage("src/a.py", 0b110, 0b010), FileCoverage("src/b.py", 0b110, 0b110))),
        Item("lint", values.findings(values.finding("R1", "src/a.py"), values.finding("R2"))),
        Item("change", ChangeReport(values.source("git diff"), (ChangedFile("docs/x.md", Status.MODIFIED),))),
    )
)


def waiver(*, criterion: str = NAME, path: str = "", finding: str = "", expires: date = TODAY) -> Waiver:
    return Waiver(criterion, "reason", "owner", expires, values.HERE, finding, path)


def result(state: State = State.UNMET, **more: object) -> CriterionResult:
    found = CriterionResult(NAME, state, Effect.BLOCK, Judgement(state, text("so it is")))
    return msgspec.structs.replace(found, **more)


def gates(found: CriterionResult) -> tuple[GateResult, ...]:
    return (GateResult("testing.exit", Verdict.FAIL, (found,)),)


def unused(found: CriterionResult, *waivers: Waiver) -> list[int]:
    told = unused_waivers(waivers, gates(found), EVIDENCE, TODAY)
    return [waivers.index(one) for one in told]


USED = waiver(path="src/a.py")
YESTERDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("found", "waivers", "expected"),
    [
        pytest.param(result(State.MET), (waiver(),), [0], id="a-criterion-that-holds"),
        pytest.param(result(State.WAIVED, waiver=USED), (USED, waiver(path="lib/**")), [1], id="a-path-of-nothing"),
        pytest.param(result(State.WAIVED, waiver=USED), (USED, waiver(finding="id-R9")), [1], id="a-finding-gone"),
        pytest.param(result(State.WAIVED, waiver=USED), (USED, waiver(finding="id-R2")), [], id="both-needed"),
        pytest.param(result(State.WAIVED, waiver=USED), (USED, waiver(path="docs/**")), [], id="a-changed-file"),
        pytest.param(result(State.WAIVED, waiver=waiver()), (waiver(),), [], id="the-whole-criterion"),
        pytest.param(result(State.MET), (waiver(expires=YESTERDAY),), [], id="an-expired-one-is-told-elsewhere"),
        pytest.param(result(State.MET), (waiver(criterion="a.exit.b"),), [], id="a-criterion-that-was-not-judged"),
    ],
)
def test_waiver_that_takes_nothing_away_is_unused(
    found: CriterionResult, waivers: tuple[Waiver, ...], expected: list[int]
) -> None:
    assert unused(found, *waivers) == expected


def applied(*waivers: Waiver, then: State = State.MET) -> tuple[CriterionResult, list[EvidenceSet]]:
    seen: list[EvidenceSet] = []

    def judged(evidence: EvidenceSet) -> Judgement:
        seen.append(evidence)
        return Judgement(then, text("again"))

    return apply_waivers(result(), waivers, TODAY, EVIDENCE, judged), seen


def test_waived_path_is_gone_from_reports_and_change_alike() -> None:
    found, (rest,) = applied(waiver(path="src/a.py"), waiver(path="docs/**"))
    assert (found.state, found.waived_findings) == (State.WAIVED, 2)
    assert [len(rest.items[0].evidence.files), len(rest.items[1].evidence.findings)] == [1, 1]
    assert rest.items[2].evidence.files == ()


def test_waived_path_of_the_change_alone_counts_its_files() -> None:
    found, (rest,) = applied(waiver(path="docs/**"), then=State.UNMET)
    assert (found.state, found.waived_findings, rest.items[2].evidence.files) == (State.UNMET, 1, ())


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        pytest.param(result(State.WAIVED, waiver=waiver()), Verdict.FAIL, id="the-whole-criterion"),
        pytest.param(result(State.WAIVED, waiver=waiver(path="**")), Verdict.FAIL, id="all-paths"),
        pytest.param(result(State.WAIVED, waiver=waiver(finding="id-R1")), Verdict.PASS, id="one-finding"),
        pytest.param(result(State.WAIVED), Verdict.FAIL, id="nobody-knows"),
        pytest.param(result(State.MET), Verdict.PASS, id="met"),
    ],
)
def test_run_has_judged_something_where_only_findings_are_waived(found: CriterionResult, verdict: Verdict) -> None:
    gate = msgspec.structs.replace(gates(found)[0], verdict=Verdict.PASS)
    assert run_verdict((gate,), complete=True) is verdict


def test_waiver_of_nothing_changes_nothing() -> None:
    found, seen = applied(waiver(path="lib/**"), waiver(finding="id-R9"))
    assert (found, seen) == (result(), [])


def test_longest_waiver_of_the_whole_criterion_is_told() -> None:
    later = date(2027, 1, 1)
    found, seen = applied(waiver(), waiver(expires=later), waiver(expires=YESTERDAY))
    assert (found.state, found.waiver and found.waiver.expires, seen) == (State.WAIVED, later, [])

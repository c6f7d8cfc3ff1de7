from __future__ import annotations

from datetime import date

import msgspec

from cdgate.engine.record import Moment, Update, Wish, wishes_of
from cdgate.model.baseline import Baseline
from cdgate.model.evidence import (
    CoverageReport,
    EvidenceSet,
    FileCoverage,
    Finding,
    FindingReport,
    Item,
    Outcome,
    SuiteTotals,
    TestCase,
    TestReport,
)
from cdgate.model.grade import Level
from cdgate.model.location import Location
from cdgate.model.measurement import FloorRequest, MetricRequest
from cdgate.model.node import Position
from cdgate.model.policy import Criterion
from cdgate.registry import load_registry
from cdgate.testing.samples import source

METRICS = load_registry("none").metrics
LINES = Wish("gate.lines", MetricRequest("coverage.line"))
NEW = Wish("gate.new", MetricRequest("findings.new"), identities="findings")
GONE = Wish("gate.gone", MetricRequest("tests.removed", roles=("unit",)), identities="tests")
FIRST, LATER = Moment(date(2026, 11, 1), "one"), Moment(date(2026, 11, 2), "two")


def covered(covered_lines: int) -> EvidenceSet:
    lines = FileCoverage("a.py", coverable=(1 << 10) - 1, covered=(1 << covered_lines) - 1)
    return EvidenceSet((Item("coverage", CoverageReport(source(), (lines,))),))


def linted(*names: str, suppressed: str = "", former: str = "") -> EvidenceSet:
    found = tuple(
        Finding("r", Level.ERROR, "m", Location("a.py", 3), identity=name, suppressed=name in suppressed, former=former)
        for name in names
    )
    return EvidenceSet((Item("lint", FindingReport(source(), "t", found)), Item("more", TestReport(source(), ()))))


def ran(*names: str, failing: str = "") -> EvidenceSet:
    cases = tuple(TestCase(name, "s", Outcome.FAILED) for name in failing)
    executed = b"".join(sorted(TestCase(name, "s", Outcome.PASSED).identity for name in names))
    totals = SuiteTotals("s", passed=len(names) - len(failing), failed=len(failing))
    report = TestReport(source(), (totals,), cases, executed)
    return EvidenceSet((Item("unit", report), Item("other", report)))


def updated(wish: Wish, evidence: EvidenceSet, old: Baseline, *allowed: str) -> tuple[Baseline, list[str], list[str]]:
    updating = Update(old, LATER if old.floors or old.finding_roles or old.executed else FIRST, frozenset(allowed))
    updating.take(wish, evidence, METRICS)
    done = [str(change.message) for change in updating.changes if not change.refused]
    return updating.baseline(), done, [str(change.message) for change in updating.changes if change.refused]


NOTHING = Baseline(source())


def test_floor_is_recorded_raised_and_never_lowered() -> None:
    first, done, _ = updated(LINES, covered(5), NOTHING)
    assert done == ["coverage.line: 5/10 recorded"]
    same, done, refused = updated(LINES, covered(5), first)
    assert (same.floors, done, refused) == (first.floors, [], [])
    raised, done, _ = updated(LINES, covered(6), first)
    assert done == ["coverage.line: 5/10 becomes 6/10"]
    assert raised.floors["coverage.line"].commit == "two"
    kept, _, refused = updated(LINES, covered(5), raised)
    assert refused == ["coverage.line: 5/10 is worse than 6/10, which stays"]
    assert kept.floors == raised.floors
    lowered, done, _ = updated(LINES, covered(5), raised, "gate.lines")
    assert done == ["coverage.line: 6/10 is lowered to 5/10"]
    assert str(lowered.floors["coverage.line"].quantity) == str(first.floors["coverage.line"].quantity)


def test_what_cannot_be_measured_is_refused() -> None:
    for wish in (LINES, NEW, GONE):
        kept, done, refused = updated(wish, EvidenceSet(), NOTHING)
        assert (kept.floors, kept.finding_roles, kept.executed, done) == ({}, frozenset(), {}, [])
        assert len(refused) == 1


def identities(baseline: Baseline) -> list[str]:
    return sorted(known.finding.identity for known in baseline.findings)


def test_findings_are_dropped_when_fixed_and_accepted_only_by_name() -> None:
    first, done, _ = updated(NEW, linted("a", "b", "s", suppressed="s"), NOTHING)
    assert done == ["lint: 2 findings recorded"]
    assert identities(first) == ["a", "b"]
    assert first.findings[0].finding.message == ""
    kept, done, refused = updated(NEW, linted("b", "c"), first)
    assert (done, refused) == (["lint: 1 findings are gone"], ["lint: 1 new findings are not accepted"])
    assert identities(kept) == ["b"]
    accepted, done, _ = updated(NEW, linted("b", "c"), kept, "gate.new")
    assert done == ["lint: 1 new findings accepted"]
    assert identities(accepted) == ["b", "c"]


def test_finding_of_a_renamed_file_is_kept_under_its_new_identity() -> None:
    first, _, _ = updated(NEW, linted("a"), NOTHING)
    renamed, done, refused = updated(NEW, linted("z", former="a"), first)
    assert (identities(renamed), done, refused) == (["z"], [], [])


def test_clean_role_is_recorded_as_clean_and_place_may_be_unknown() -> None:
    first, _, _ = updated(NEW, linted(), NOTHING)
    assert first.finding_roles == {"lint"}
    report = FindingReport(source(), "t", (Finding("r", Level.ERROR, "m", identity="n"),))
    other, _, _ = updated(NEW, EvidenceSet((Item("lint", report),)), NOTHING)
    assert other.findings[0].finding.location is None


def test_tests_are_added_and_given_up_only_by_name() -> None:
    first, done, _ = updated(GONE, ran("a", "b", failing="b"), NOTHING)
    assert done == ["unit: 2 tests recorded"]
    assert set(first.executed) == {"unit"}
    kept, done, refused = updated(GONE, ran("b", "c", failing="bc"), first)
    assert done == ["unit: 1 tests recorded"]
    assert refused == [
        "unit: 1 tests were not executed and stay known",
        "unit: 1 tests fail newly and are not excused",
    ]
    assert len(kept.executed["unit"]) == 3
    assert kept.failing["unit"] == first.failing["unit"]
    mended, _, _ = updated(GONE, ran("a", "b", "c"), kept)
    assert mended.failing["unit"] == frozenset()
    given_up, done, refused = updated(GONE, ran("c", failing="c"), kept, "gate.gone")
    assert (len(given_up.executed["unit"]), len(given_up.failing["unit"]), refused) == (1, 1, [])


def test_same_wish_twice_is_told_once() -> None:
    updating = Update(NOTHING, FIRST, frozenset())
    updating.take(GONE, ran("a"), METRICS)
    updating.take(Wish("gate.gone", MetricRequest("tests.new"), identities="tests"), ran("a"), METRICS)
    assert [str(change.message) for change in updating.changes] == [
        "unit: 1 tests recorded",
        "other: 1 tests recorded",
    ]


def test_nothing_is_wished_for_without_criteria() -> None:
    assert wishes_of((), METRICS) == ()


def test_wishes_are_what_criteria_compare_with_the_baseline() -> None:
    request = MetricRequest("coverage.line")

    class Rule(msgspec.Struct, frozen=True):
        needs: frozenset[object] = frozenset(
            {
                request,
                MetricRequest("findings.new"),
                FloorRequest("baseline", request, higher=True),
                FloorRequest("previous", request, higher=True),
            }
        )

    criterion = Criterion("testing.exit.held", "threshold", Rule(), Position("gates.yaml", 1, 1))
    found = wishes_of((criterion,), METRICS)
    assert {(wish.key, wish.identities) for wish in found} == {("coverage.line", ""), ("findings.new", "findings")}

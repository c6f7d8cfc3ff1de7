from __future__ import annotations

from cdgate.engine.merging import merged
from cdgate.model.baseline import Baseline, KnownFinding
from cdgate.model.evidence import Finding
from cdgate.model.floor import Floor
from cdgate.model.grade import Level
from cdgate.model.quantity import Ratio
from cdgate.testing.samples import source


def floors(**values: int) -> Baseline:
    return Baseline(source(), {key: Floor(Ratio(value, 100)) for key, value in values.items()})


def findings(*identities: str, role: str = "lint") -> Baseline:
    known = tuple(KnownFinding(role, "t", Finding("r", Level.ERROR, "", identity=one)) for one in identities)
    return Baseline(source(), finding_roles=frozenset({role}), findings=known)


def ran(executed: str, failing: str = "") -> Baseline:
    passed, failed = ({one.encode() for one in names} for names in (executed, failing))
    return Baseline(source(), executed={"unit": frozenset(passed)}, failing={"unit": frozenset(failed)})


def test_each_side_keeps_what_it_raised() -> None:
    both = merged(floors(a=50, b=50), floors(a=60, b=50), floors(a=50, b=70))
    assert both.floors == floors(a=60, b=70).floors


def test_of_two_raises_the_better_stays() -> None:
    assert merged(floors(a=50), floors(a=60), floors(a=70)).floors == floors(a=70).floors
    assert merged(floors(a=50), floors(a=70), floors(a=60)).floors == floors(a=70).floors


def test_one_sided_lowering_stays_but_not_against_a_raise() -> None:
    assert merged(floors(a=50), floors(a=40), floors(a=50)).floors == floors(a=40).floors
    assert merged(floors(a=50), floors(a=40), floors(a=60)).floors == floors(a=60).floors


def test_new_and_dropped_floors() -> None:
    assert merged(floors(), floors(a=1), floors(b=2)).floors == floors(a=1, b=2).floors
    assert merged(floors(a=1), floors(), floors(a=1)).floors == {}
    assert merged(floors(a=1), floors(), floors(a=2)).floors == floors(a=2).floors
    assert merged(floors(a=1), floors(a=2), floors()).floors == floors(a=2).floors


def test_findings_that_one_side_fixed_are_gone_and_those_it_accepted_are_there() -> None:
    both = merged(findings("a", "b"), findings("b", "c"), findings("a", "b", "d"))
    assert [known.finding.identity for known in both.findings] == ["b", "c", "d"]
    assert both.finding_roles == {"lint"}


def test_findings_of_roles_of_both_sides() -> None:
    both = merged(Baseline(source()), findings("a"), findings("a", role="scan"))
    assert [(known.role, known.finding.identity) for known in both.findings] == [("lint", "a"), ("scan", "a")]


def test_tests_are_merged_as_sets_and_only_executed_ones_fail() -> None:
    both = merged(ran("ab", "ab"), ran("b", "b"), ran("abc", "ab"))
    assert both.executed == {"unit": frozenset({b"b", b"c"})}
    assert both.failing == {"unit": frozenset({b"b"})}

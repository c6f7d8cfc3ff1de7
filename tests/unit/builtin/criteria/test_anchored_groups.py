from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from cdgate.builtin.criteria.anchored import AnchoredRule, Tolerance
from cdgate.builtin.criteria.anchored_groups import AnchoredGroupsRule
from cdgate.builtin.criteria.bounds import Comparison
from cdgate.extension import Better
from cdgate.message import text
from cdgate.model.baseline import Baseline, floor_key
from cdgate.model.change import ChangedFile, ChangeReport, Status
from cdgate.model.evidence import EvidenceSet, Gap, Item
from cdgate.model.floor import Floor
from cdgate.model.measurement import Contributor, FloorRequest, Measurement, MetricRequest, Missing, Reading, Readings
from cdgate.model.quantity import COUNT, RATIO, Count, Quantity, Ratio
from cdgate.model.verdict import Judgement, State
from cdgate.testing.samples import source

LINES = MetricRequest("coverage.line", per="file")
FOUND = MetricRequest("findings.count", per="file")
BY_TOOL = MetricRequest("findings.count", per="tool")
TREE = frozenset({"a.py", "b.py", "new.py"})
R5, R6 = Ratio(5, 10), Ratio(6, 10)


def rule(request: MetricRequest, *, share: Fraction = Fraction(1), first_run: bool = False) -> AnchoredGroupsRule:
    higher = request.metric == "coverage.line"
    one = AnchoredRule(
        request,
        RATIO if higher else COUNT,
        Better.HIGHER if higher else Better.LOWER,
        Comparison.AT_LEAST if higher else Comparison.AT_MOST,
        "baseline",
        Tolerance(share),
        first_run,
    )
    return AnchoredGroupsRule(one, clean=not higher)


def judged(
    asked: AnchoredGroupsRule,
    before: dict[str, Quantity],
    now: dict[str, Quantity | None],
    *,
    renamed: str = "",
    broken: bool = False,
    tree: frozenset[str] | None = TREE,
) -> Judgement:
    request = asked.one.request
    held = Baseline(source(), {floor_key(request, group): Floor(value) for group, value in before.items()})
    change = ChangeReport(source(), (ChangedFile("new.py", Status.RENAMED, old_path=renamed),) if renamed else ())
    answers = tuple(
        Reading(
            group,
            Missing(text("nothing here"))
            if value is None
            else Measurement(value, (Contributor(text("{group} is why", group=group)),), 1),
        )
        for group, value in now.items()
    )
    gaps = (Gap("baseline", text("it is broken"), broken=True),) if broken else ()
    evidence = EvidenceSet((Item("baseline", held), Item("change", change)), gaps, tree)
    return asked.judge(Readings({request: answers}, evidence, {}, date(2026, 11, 22), None, "d"))


@pytest.mark.parametrize(
    ("asked", "before", "now", "state", "says"),
    [
        pytest.param(
            rule(LINES),
            {"a.py": R5},
            {"a.py": R5},
            State.MET,
            "none of 1 files is worse than in baseline",
            id="as it was",
        ),
        pytest.param(
            rule(LINES),
            {"a.py": R6, "b.py": R5},
            {"a.py": R5, "b.py": R6},
            State.UNMET,
            "1 of 2 files are worse than in baseline: a.py 50 % (≥ 60 %)",
            id="one is worse",
        ),
        pytest.param(
            rule(LINES, share=Fraction(1, 2)), {"a.py": R6}, {"a.py": R5}, State.MET, "none", id="within the tolerance"
        ),
        pytest.param(
            rule(LINES),
            {"a.py": R5},
            {"a.py": R5, "b.py": Ratio(0, 9)},
            State.MET,
            "1 are new and not compared",
            id="new file",
        ),
        pytest.param(
            rule(LINES),
            {"a.py": R5},
            {"a.py": R5, "b.py": None},
            State.MET,
            "none of 1",
            id="file with nothing to measure",
        ),
        pytest.param(
            rule(LINES),
            {"a.py": R5, "b.py": R5},
            {"a.py": R5, "b.py": None},
            State.MET,
            "none of 1",
            id="file that lost its lines",
        ),
        pytest.param(
            rule(LINES),
            {"a.py": R5, "b.py": R5},
            {"a.py": R5},
            State.UNKNOWN,
            "that no report holds any more: b.py",
            id="file not measured",
        ),
        pytest.param(rule(LINES), {"a.py": R5, "gone.py": R5}, {"a.py": R5}, State.MET, "none", id="deleted file"),
        pytest.param(
            rule(LINES),
            {},
            {"a.py": R5},
            State.UNKNOWN,
            "baseline holds no value of coverage.line file=",
            id="nothing known",
        ),
        pytest.param(rule(LINES, first_run=True), {}, {"a.py": R5}, State.MET, "first run", id="first run"),
        pytest.param(rule(LINES), {"a.py": R5}, {"": None}, State.UNKNOWN, "nothing here", id="no value"),
        pytest.param(rule(LINES), {"a.py": R5}, {}, State.UNKNOWN, "there are no files", id="no group"),
        pytest.param(
            rule(FOUND),
            {"a.py": Count(2)},
            {"a.py": Count(2), "b.py": Count(1)},
            State.UNMET,
            "b.py 1 (≤ 0)",
            id="findings where none were",
        ),
        pytest.param(rule(FOUND), {"a.py": Count(2)}, {"": Count(0)}, State.MET, "none", id="all findings fixed"),
        pytest.param(
            rule(BY_TOOL),
            {"a": Count(2), "b": Count(0)},
            {"a": Count(2)},
            State.UNKNOWN,
            "any more: b (measure",
            id="tool that did not run",
        ),
        pytest.param(
            rule(BY_TOOL),
            {str(n): Count(0) for n in range(20)},
            {"x": Count(0)},
            State.UNKNOWN,
            "... (+10)",
            id="many that did not run",
        ),
    ],
)
def test_each_group_is_held_against_its_own_floor(
    asked: AnchoredGroupsRule, before: dict[str, Quantity], now: dict[str, Quantity | None], state: State, says: str
) -> None:
    judgement = judged(asked, before, now)
    assert (judgement.state, says in str(judgement.message)) == (state, True), str(judgement.message)


def test_renamed_file_is_held_against_its_old_floor() -> None:
    assert judged(rule(LINES), {"old.py": R6}, {"new.py": R5}, renamed="old.py").state is State.UNMET
    assert judged(rule(LINES), {"old.py": R6}, {"new.py": R6}, renamed="old.py").state is State.MET


def test_without_a_tree_a_file_that_is_gone_is_missed() -> None:
    assert judged(rule(LINES), {"a.py": R5, "gone.py": R5}, {"a.py": R5}, tree=None).state is State.UNKNOWN


def test_broken_baseline_is_no_first_run() -> None:
    assert judged(rule(LINES, first_run=True), {}, {"a.py": R5}, broken=True).state is State.UNKNOWN


def test_worst_group_is_observed_and_explained() -> None:
    judgement = judged(rule(LINES), {"a.py": R6, "b.py": R6}, {"a.py": R5, "b.py": Ratio(1, 10)})
    assert judgement.observed == Ratio(1, 10)
    assert judgement.limit == "≥ 60 %"
    assert [str(one.message) for one in judgement.annotations] == ["b.py is why", "a.py is why"]


def test_needs_are_those_of_one_rule() -> None:
    assert rule(LINES).needs == {LINES, FloorRequest("baseline", LINES, higher=True)}

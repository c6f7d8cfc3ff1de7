from __future__ import annotations

import pytest

from cdgate.builtin.metrics.coverage import BranchCoverage, LineCoverage, MeasuredFiles
from cdgate.builtin.metrics.uncovered import MOST
from cdgate.model.evidence import CoverageReport, EvidenceSet, FileCoverage, Item, Source
from cdgate.model.location import Location
from cdgate.model.measurement import Measurement, Missing, Scope
from cdgate.model.quantity import Count, Ratio

METRICS = (LineCoverage(), BranchCoverage(), MeasuredFiles())


def lines(*numbers: int) -> int:
    return sum(1 << number for number in numbers)


def report(*files: FileCoverage, path: str = "coverage.xml") -> Item:
    return Item("unit", CoverageReport(Source(path, "00", 1, "cobertura"), files))


def measured(metric: LineCoverage | BranchCoverage | MeasuredFiles, *items: Item) -> Measurement:
    answer = metric.measure(EvidenceSet(items), Scope())
    assert isinstance(answer, Measurement)
    return answer


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
@pytest.mark.parametrize(
    ("scope", "reason"),
    [
        (Scope(), "there is no coverage evidence"),
        (Scope(paths=("src/**", "lib/**")), "there is no coverage evidence for src/**, lib/**"),
        (Scope(labels=(("suite", "unit"),)), "there is no coverage evidence labelled suite=unit"),
    ],
    ids=["project", "path", "label"],
)
def test_no_report_is_missing(metric: LineCoverage, scope: Scope, reason: str) -> None:
    answer = metric.measure(EvidenceSet(), scope)
    assert isinstance(answer, Missing)
    assert str(answer.reason) == reason


@pytest.mark.parametrize(
    ("metric", "reason"),
    [
        (LineCoverage(), "no line is coverable"),
        (BranchCoverage(), "no branch was measured"),
        (MeasuredFiles(), "no line is coverable"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_report_with_nothing_to_cover_is_missing(metric: LineCoverage, reason: str) -> None:
    answer = metric.measure(EvidenceSet((report(FileCoverage("a.py")),)), Scope())
    assert isinstance(answer, Missing)
    assert str(answer.reason) == reason


def test_two_shards_of_one_file_are_united_not_averaged() -> None:
    answer = measured(
        LineCoverage(),
        report(FileCoverage("a.py", lines(1, 2, 3, 4), lines(1, 2)), path="one.xml"),
        report(FileCoverage("a.py", lines(1, 2, 3, 4), lines(2, 3)), path="two.xml"),
    )
    assert answer.quantity == Ratio(3, 4)
    assert answer.sources == ("one.xml", "two.xml")


def test_covered_line_that_is_not_coverable_does_not_count() -> None:
    assert measured(LineCoverage(), report(FileCoverage("a.py", lines(1, 2), lines(2, 9)))).quantity == Ratio(1, 2)


def test_uncovered_lines_are_told_in_runs_of_the_worst_file_first() -> None:
    answer = measured(
        LineCoverage(),
        report(
            FileCoverage("a.py", lines(1, 2), lines(1)),
            FileCoverage("b.py", lines(1, 10, 11, 12, 14), lines(1)),
            FileCoverage("c.py", lines(1), lines(1)),
            FileCoverage("d.py", counted=(7, 10)),
        ),
    )
    assert [(str(one.message), one.location) for one in answer.contributors] == [
        ("lines 10-12 are not covered", Location("b.py", 10, end_line=12)),
        ("line 14 is not covered", Location("b.py", 14)),
        ("3 of 10 lines are not covered", Location("d.py")),
        ("line 2 is not covered", Location("a.py", 2)),
    ]
    assert answer.contributor_count == 4
    assert {one.level for one in answer.contributors} == {"warning"}


def test_many_runs_are_capped_and_all_counted() -> None:
    answer = measured(LineCoverage(), report(FileCoverage("a.py", lines(*range(1, 1001, 2)), 0)))
    assert len(answer.contributors) == MOST
    assert answer.contributor_count == 500


def test_branches_are_summed_and_untaken_ones_told() -> None:
    answer = measured(
        BranchCoverage(),
        report(
            FileCoverage("a.py", lines(3), lines(3), {3: (1, 2)}),
            FileCoverage("b.py", lines(4, 9), lines(4, 9), {9: (0, 4), 4: (2, 2)}),
        ),
    )
    assert answer.quantity == Ratio(3, 8)
    assert [str(one.message) for one in answer.contributors] == [
        "branches not taken on line 9: 4 of 4",
        "branches not taken on line 3: 1 of 2",
    ]
    assert answer.contributor_count == 2


def test_files_without_coverable_lines_are_no_measured_files() -> None:
    answer = measured(MeasuredFiles(), report(FileCoverage("a.py", lines(1)), FileCoverage("b.py")))
    assert answer.quantity == Count(1)
    assert answer.contributor_count == 0

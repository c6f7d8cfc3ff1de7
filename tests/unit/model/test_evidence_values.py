from __future__ import annotations

from datetime import date

import pytest

from cdgate.model.evidence import (
    CoverageReport,
    EvidenceSet,
    FileCoverage,
    Finding,
    FindingReport,
    Item,
    Source,
    SuiteTotals,
    TestReport,
)
from cdgate.model.grade import Level
from cdgate.model.location import Location
from cdgate.model.record import Attestations, Claim, GateRecord

SOURCE = Source("a", "00", 1, "any")


def lines(*numbers: int) -> int:
    return sum(1 << number for number in numbers)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (FileCoverage("a"), (0, 0)),
        (FileCoverage("a", lines(1, 2, 3), lines(1, 3)), (2, 3)),
        (FileCoverage("a", lines(1), lines(1, 2)), (1, 1)),
        (FileCoverage("a", counted=(3, 7)), (3, 7)),
        (FileCoverage("a", lines(1, 2), lines(1), counted=(3, 7)), (1, 2)),
        (FileCoverage("a", lines(1, 2), lines(1), statements={1: (2, 3), 2: (0, 1)}), (2, 4)),
    ],
    ids=["nothing", "lines", "covered but not coverable", "counts", "lines before counts", "statements before lines"],
)
def test_lines_are_counted(file: FileCoverage, expected: tuple[int, int]) -> None:
    assert file.lines() == expected


FILES = (
    FileCoverage("a", lines(1, 2), lines(1), {1: (1, 2), 5: (0, 2)}),
    FileCoverage("a", lines(2, 3), lines(3), {1: (2, 4)}),
    FileCoverage("a", counted=(3, 7)),
    FileCoverage("a", counted=(5, 6)),
    FileCoverage("a", lines(1, 2), lines(1), statements={1: (1, 2), 2: (0, 3)}),
    FileCoverage("a", lines(1, 4), lines(4), statements={1: (0, 2), 4: (1, 1)}),
)


@pytest.mark.parametrize("one", FILES)
@pytest.mark.parametrize("other", FILES)
def test_merging_commutes_and_repeats_without_effect(one: FileCoverage, other: FileCoverage) -> None:
    merged = one.merge(other)
    assert merged == other.merge(one)
    assert merged.merge(one) == merged


def test_merging_is_the_union_of_lines_and_the_larger_of_numbers() -> None:
    assert FILES[0].merge(FILES[1]) == FileCoverage("a", lines(1, 2, 3), lines(1, 3), {1: (2, 4), 5: (0, 2)})
    assert FILES[2].merge(FILES[3]).lines() == (5, 7)
    assert FILES[0].merge(FILES[2]).lines() == (1, 2)


def test_merging_counts_statements_only_where_both_measurements_do() -> None:
    assert FILES[4].merge(FILES[5]).statements == {1: (1, 2), 2: (0, 3), 4: (1, 1)}
    assert FILES[4].merge(FILES[0]).lines() == (1, 2)
    assert FILES[4].merge(FILES[2]).lines() == (1, 5)


def test_coverage_figures_tell_the_lines_beside_statements() -> None:
    figures = CoverageReport(SOURCE, (FILES[0], FILES[4])).figures()
    assert (figures["lines_covered"], figures["lines_coverable"]) == (2, 7)
    assert (figures["listed_lines_covered"], figures["listed_lines_coverable"]) == (2, 4)


def test_coverage_figures_sum_lines_and_branches() -> None:
    report = CoverageReport(SOURCE, (FILES[0], FILES[2]))
    assert report.figures() == {
        "lines_covered": 4,
        "lines_coverable": 9,
        "branches_covered": 1,
        "branches_total": 4,
        "files": 2,
    }


def test_test_figures_sum_suites() -> None:
    suites = (SuiteTotals("a", passed=3, failed=1, flaky=1), SuiteTotals("b", errored=2, skipped=4))
    assert TestReport(SOURCE, suites).figures() == {
        "tests": 10,
        "passed": 3,
        "failed": 1,
        "errored": 2,
        "skipped": 4,
        "flaky": 1,
    }


def test_finding_figures_count_findings_in_force_by_level() -> None:
    findings = (
        Finding("r", Level.ERROR, "m", Location("a.py", 1)),
        Finding("r", Level.NOTE, "m", Location("a.py", 2)),
        Finding("r", Level.WARNING, "m"),
        Finding("r", Level.ERROR, "m", Location("b.py"), suppressed=True),
    )
    assert FindingReport(SOURCE, "t", findings, tool_errors=("boom",)).figures() == {
        "findings": 3,
        "error": 1,
        "warning": 1,
        "note": 1,
        "suppressed": 1,
        "tool_errors": 1,
        "files": 1,
    }


def test_other_figures_count_claims_and_gates() -> None:
    claim = Claim("c", "me", date(2026, 1, 1), date(2027, 1, 1))
    assert Attestations(SOURCE, (claim,)).figures() == {"claims": 1}
    gates = {"a.exit": "PASS", "b.exit": "WARN", "c.exit": "FAIL"}
    assert GateRecord(SOURCE, "00", gates).figures() == {"gates": 3, "passed": 2}


def test_evidence_of_one_kind_comes_in_order() -> None:
    one, two = TestReport(SOURCE, ()), TestReport(SOURCE, (SuiteTotals("a"),))
    items = (Item("x", one), Item("y", CoverageReport(SOURCE, ())), Item("x", two))
    assert EvidenceSet(items).of("tests") == (one, two)
    assert EvidenceSet(items).of("findings") == ()

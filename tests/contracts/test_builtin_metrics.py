"""Every built-in metric, as the registry gives it out, against the contract of metrics."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cdgate.model.baseline import Baseline, KnownFinding
from cdgate.model.change import ChangedFile, ChangeReport, Status
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
from cdgate.model.mutation import FileMutants, MutationReport
from cdgate.model.quantity import Amount, Count, Quantity, Ratio
from cdgate.registry import load_registry
from cdgate.testing.contracts import Measured, MetricContract
from cdgate.testing.samples import source

METRICS = load_registry("none").metrics

COVERED = CoverageReport(
    source("a.xml"),
    (
        FileCoverage("a.py", coverable=0b1110, covered=0b0110, branches={2: (1, 2)}),
        FileCoverage("b.py", coverable=0b10),
    ),
)
AGAIN = CoverageReport(source("b.xml"), (FileCoverage("a.py", coverable=0b1110, covered=0b1000, branches={2: (1, 2)}),))
NOT_COVERABLE = CoverageReport(source("c.xml"), (FileCoverage("empty.py"),))
TESTED = TestReport(
    source("t.xml"),
    (
        SuiteTotals("unit", passed=5, failed=1, errored=2, skipped=1, flaky=1, duration_ms=1500),
        SuiteTotals("api", passed=2, duration_ms=20),
    ),
    (
        TestCase("a", "unit", Outcome.FAILED),
        TestCase("b", "unit", Outcome.ERRORED),
        TestCase("c", "unit", Outcome.ERRORED),
        TestCase("d", "unit", Outcome.SKIPPED),
        TestCase("e", "unit", Outcome.PASSED, flaky=True),
    ),
)
SKIPPED = TestReport(source("s.xml"), (SuiteTotals("unit", skipped=2),))
NO_TESTS = TestReport(source("n.xml"), ())
FOUND = FindingReport(
    source("f.json"),
    "tool",
    (
        Finding("r1", Level.ERROR, "wrong", identity="a1"),
        Finding("r2", Level.NOTE, "odd", identity="b2"),
        Finding("r1", Level.ERROR, "known", identity="c3", suppressed=True),
    ),
)
CLEAN = FindingReport(source("g.json"), "tool", ())


def held(*evidence: object) -> EvidenceSet:
    return EvidenceSet(tuple(Item("role", one) for one in evidence))


COVERAGE = (held(COVERED, AGAIN), held(NOT_COVERABLE))
TESTS = (held(TESTED), held(SKIPPED), held(NO_TESTS))
MUTATED = MutationReport(
    source("m.xml"), (FileMutants("A.java", 5, 3, uncovered=1), FileMutants("B.java", 1, 0, uncovered=1))
)
MUTANTS = (held(MUTATED), held(MutationReport(source("n.xml"), ())))
FINDINGS = (held(FOUND, CLEAN), held(CLEAN))

CHANGE = ChangeReport(
    source("a.diff"),
    (
        ChangedFile("a.py", Status.MODIFIED, added=0b1110, new_text={1: "x = 1  # noqa"}),
        ChangedFile("b.png", Status.ADDED, binary=True),
    ),
)

KNOWN = Baseline(
    source("baseline.json"),
    finding_roles=frozenset({"role"}),
    findings=(
        KnownFinding("role", "tool", Finding("r1", Level.ERROR, "", identity="a1")),
        KnownFinding("role", "tool", Finding("r1", Level.ERROR, "", identity="c3")),
        KnownFinding("role", "tool", Finding("r1", Level.ERROR, "", identity="gone")),
        KnownFinding("other", "tool", Finding("r1", Level.ERROR, "", identity="elsewhere")),
    ),
    executed={"role": frozenset({b"executed", b"vanished", b"forsaken"}), "other": frozenset({b"stranger"})},
    failing={"role": frozenset({TestCase("a", "unit", Outcome.FAILED).identity})},
)
RAN = TestReport(TESTED.source, TESTED.suites, TESTED.cases, b"executednewcomer")


def compared(*evidence: object, known: Baseline = KNOWN) -> EvidenceSet:
    return EvidenceSet((*held(*evidence).items, Item("baseline", known)))


UNRECORDED = Baseline(source("baseline.json"))
PAST_FINDINGS = (compared(FOUND, CLEAN), compared(CLEAN), compared(FOUND, known=UNRECORDED), held(FOUND))
PAST_TESTS = (compared(RAN), compared(RAN, known=UNRECORDED), held(RAN))

# For each metric what it answers to the evidence sets of its kind.
EXPECTED: dict[str, tuple[tuple[EvidenceSet, ...], tuple[Quantity | None, ...]]] = {
    "change.coverable_lines": (COVERAGE, (Count(4), Count(0))),
    "change.files": ((held(CHANGE),), (Count(2),)),
    "change.lines": ((held(CHANGE),), (Count(3),)),
    "change.suppressions_added": ((held(CHANGE),), (Count(1),)),
    "coverage.branch": (COVERAGE, (Ratio(1, 2), None)),
    "coverage.file_count": (COVERAGE, (Count(2), None)),
    "coverage.line": (COVERAGE, (Ratio(3, 4), None)),
    "findings.new": (PAST_FINDINGS, (Count(1), Count(0), None, None)),
    "findings.fixed": (PAST_FINDINGS, (Count(1), Count(3), None, None)),
    "tests.new": (PAST_TESTS, (Count(1), None, None)),
    "tests.removed": (PAST_TESTS, (Count(2), None, None)),
    "tests.newly_failing": (PAST_TESTS, (Count(2), None, None)),
    "findings.count": (FINDINGS, (Count(2), Count(0))),
    "findings.suppressed": (FINDINGS, (Count(1), Count(0))),
    "mutation.score": (MUTANTS, (Ratio(3, 6), None)),
    "mutation.strength": (MUTANTS, (Ratio(3, 4), None)),
    "tests.duration": (TESTS, (Amount(Decimal("1.520"), "s"), None, None)),
    "tests.errors": (TESTS, (Count(2), None, None)),
    "tests.executed": (TESTS, (Count(10), Count(0), None)),
    "tests.failed": (TESTS, (Count(3), None, None)),
    "tests.flaky": (TESTS, (Count(1), None, None)),
    "tests.flaky_rate": (TESTS, (Ratio(1, 10), None, None)),
    "tests.pass_rate": (TESTS, (Ratio(7, 10), None, None)),
    "tests.passed": (TESTS, (Count(7), None, None)),
    "tests.skipped": (TESTS, (Count(1), Count(2), None)),
    "tests.total": (TESTS, (Count(11), Count(2), None)),
}


@pytest.mark.parametrize("name", METRICS)
class TestBuiltinMetric(MetricContract):
    @pytest.fixture(autouse=True)
    def chosen(self, name: str) -> None:
        """Let the inherited tests look at the metric of this round."""
        evidence, quantities = EXPECTED[name]
        self.metric = METRICS[name]  # type: ignore[misc]  # one instance per test: nobody else sees it
        self.samples = tuple(map(Measured, evidence, quantities))  # type: ignore[misc]  # as above


def test_every_builtin_metric_has_an_expectation() -> None:
    assert set(EXPECTED) == set(METRICS)

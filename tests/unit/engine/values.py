"""Small evidence values and plugins for the engine's tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdgate.extension import Better
from cdgate.message import Text, text
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
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location
from cdgate.model.measurement import Measurement, Missing, Scope
from cdgate.model.node import Position
from cdgate.model.quantity import Count

if TYPE_CHECKING:
    from cdgate.model.measurement import MetricRequest, Readings
    from cdgate.model.verdict import Judgement

HERE = Position("gates.yaml", 1, 1)


def source(path: str = "report.xml", reader: str = "fake") -> Source:
    return Source(path, "0" * 64, 10, reader)


def coverage(*files: FileCoverage, path: str = "coverage.xml", roots: tuple[str, ...] = ()) -> CoverageReport:
    return CoverageReport(source(path), files, roots)


def outcomes(*suites: SuiteTotals, path: str = "junit.xml", shortfall: Text | None = None) -> TestReport:
    return TestReport(source(path), suites, shortfall=shortfall)


def finding(rule: str, path: str = "", *, level: Level = Level.ERROR, severity: Severity | None = None) -> Finding:
    place = Location(path, 3) if path else None
    return Finding(rule, level, f"{rule} found", place, severity, identity=f"id-{rule}")


def findings(*found: Finding, tool: str = "lint", path: str = "lint.sarif") -> FindingReport:
    return FindingReport(source(path), tool, found)


def evidence(**roles: object) -> EvidenceSet:
    return EvidenceSet(tuple(Item(role.replace("_", "-"), value) for role, value in roles.items()))


class CountOf:
    """A metric that counts findings."""

    name = "findings.count"
    title = "findings"
    unit = ""
    better = Better.LOWER
    needs = "findings"

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        del scope
        return Measurement(Count(sum(len(report.findings) for report in evidence.of("findings"))))


class Broken(CountOf):
    """A metric that raises."""

    name = "broken"

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        raise RuntimeError("cannot count", evidence, scope)


class Liar(CountOf):
    """A metric that answers something else."""

    name = "liar"

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        del evidence, scope
        return 7  # type: ignore[return-value]  # the broken contract is the point


class Fixed:
    """A rule with a fixed judgement, or one that raises."""

    def __init__(self, *answers: Judgement | Exception, needs: frozenset[MetricRequest] = frozenset()) -> None:
        self.needs = needs
        self.answers = list(answers)
        self.seen: list[Readings] = []

    def judge(self, readings: Readings) -> Judgement:
        self.seen.append(readings)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


NOTHING = text("nothing in it")

"""Line coverage, branch coverage, and how many files were measured."""

from __future__ import annotations

from cdgate.builtin.metrics.absence import nothing_of, source_paths
from cdgate.builtin.metrics.uncovered import uncovered_lines, untaken_branches
from cdgate.extension import Better
from cdgate.message import text
from cdgate.model.evidence import CoverageReport, EvidenceSet, FileCoverage
from cdgate.model.measurement import Measurement, Missing, Scope
from cdgate.model.quantity import COUNT, RATIO, Count, Ratio


class LineCoverage:
    """Covered lines of the coverable ones, over the union of all reports."""

    name = "coverage.line"
    title = "line coverage"
    unit = RATIO
    better = Better.HIGHER
    needs = CoverageReport.kind

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return covered of coverable lines; Missing where no line is coverable."""
        if not evidence.of(self.needs):
            return nothing_of(self.needs, scope)
        files = merged(evidence)
        counts = [file.lines() for file in files]
        covered, coverable = map(sum, zip((0, 0), *counts, strict=True))
        if not coverable:
            return Missing(text("no line is coverable"))
        quantity = Ratio(covered, coverable)
        return Measurement(quantity, *uncovered_lines(files, counts), source_paths(evidence, self.needs))


class BranchCoverage:
    """Taken branches of all branches, over the union of all reports."""

    name = "coverage.branch"
    title = "branch coverage"
    unit = RATIO
    better = Better.HIGHER
    needs = CoverageReport.kind

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return taken of all branches; Missing where no branch was measured."""
        if not evidence.of(self.needs):
            return nothing_of(self.needs, scope)
        files = merged(evidence)
        pairs = [pair for file in files for pair in file.branches.values()]
        total = sum(whole for _, whole in pairs)
        if not total:
            return Missing(text("no branch was measured"))
        quantity = Ratio(sum(covered for covered, _ in pairs), total)
        return Measurement(quantity, *untaken_branches(files), source_paths(evidence, self.needs))


class MeasuredFiles:
    """How many files have at least one coverable line."""

    name = "coverage.file_count"
    title = "files with coverable lines"
    unit = COUNT
    better = Better.HIGHER
    needs = CoverageReport.kind

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the number of files; Missing where no line is coverable."""
        if not evidence.of(self.needs):
            return nothing_of(self.needs, scope)
        count = sum(1 for file in merged(evidence) if file.lines()[1])
        if not count:
            return Missing(text("no line is coverable"))
        return Measurement(Count(count), sources=source_paths(evidence, self.needs))


def coverage_metrics() -> tuple[LineCoverage, BranchCoverage, MeasuredFiles]:
    """Return the metrics of coverage."""
    return LineCoverage(), BranchCoverage(), MeasuredFiles()


def merged(evidence: EvidenceSet) -> tuple[FileCoverage, ...]:
    """Return each file once, with the union of what all reports say of it, by path."""
    files: dict[str, FileCoverage] = {}
    for report in evidence.of(CoverageReport.kind):
        for file in report.files:
            known = files.get(file.path)
            files[file.path] = file if known is None else known.merge(file)
    return tuple(files[path] for path in sorted(files))

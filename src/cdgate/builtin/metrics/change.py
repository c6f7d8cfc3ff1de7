"""The size of the change: files, lines, and the coverable ones among the lines."""

from __future__ import annotations

from cdgate.builtin.metrics.absence import nothing_of, source_paths
from cdgate.builtin.metrics.coverage import merged
from cdgate.extension import Better
from cdgate.model.change import ChangeReport
from cdgate.model.evidence import CoverageReport, EvidenceSet
from cdgate.model.measurement import Measurement, Missing, Scope
from cdgate.model.quantity import COUNT, Count


class ChangedFiles:
    """Files that the change touches."""

    name = "change.files"
    title = "files that the change touches"
    unit = COUNT
    better = Better.LOWER
    needs = ChangeReport.kind

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the number of touched files, each path once."""
        reports = evidence.of(self.needs)
        if not reports:
            return nothing_of(self.needs, scope)
        count = len({file.path for report in reports for file in report.files})
        return Measurement(Count(count), sources=source_paths(evidence, self.needs))


class ChangedLines:
    """Lines that the change adds or alters."""

    name = "change.lines"
    title = "lines that the change adds or alters"
    unit = COUNT
    better = Better.LOWER
    needs = ChangeReport.kind

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the number of added lines; an altered line is one of them."""
        reports = evidence.of(self.needs)
        if not reports:
            return nothing_of(self.needs, scope)
        added: dict[str, int] = {}
        for file in (file for report in reports for file in report.files):
            added[file.path] = added.get(file.path, 0) | file.added
        count = sum(lines.bit_count() for lines in added.values())
        return Measurement(Count(count), sources=source_paths(evidence, self.needs))


class CoverableChange:
    """Lines that the change adds and that coverage reports call coverable. Always measured in the change only."""

    name = "change.coverable_lines"
    title = "coverable lines that the change adds or alters"
    unit = COUNT
    better = Better.LOWER
    needs = CoverageReport.kind
    changed_only = True

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the number of coverable lines in what the engine has narrowed to the change."""
        if not evidence.of(self.needs):
            return nothing_of(self.needs, scope)
        count = sum(file.lines()[1] for file in merged(evidence))
        return Measurement(Count(count), sources=source_paths(evidence, self.needs))


def change_metrics() -> tuple[ChangedFiles, ChangedLines, CoverableChange]:
    """Return the metrics of the change's size."""
    return ChangedFiles(), ChangedLines(), CoverableChange()

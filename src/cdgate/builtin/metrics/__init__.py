"""The metrics that ship with cdgate: coverage, tests, findings, the change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cdgate.hookspecs import hookimpl

if TYPE_CHECKING:
    from cdgate.extension import Metric


@hookimpl
def cdgate_metrics() -> Iterable[Metric]:
    """Return the metrics over coverage, test results, findings, mutants and the change."""
    from cdgate.builtin.metrics.change import ChangedFiles, ChangedLines, CoverableChange
    from cdgate.builtin.metrics.coverage import BranchCoverage, LineCoverage, MeasuredFiles
    from cdgate.builtin.metrics.findings import FindingCount
    from cdgate.builtin.metrics.mutations import mutation_metrics
    from cdgate.builtin.metrics.past import past_metrics
    from cdgate.builtin.metrics.suppressions import SuppressionsAdded
    from cdgate.builtin.metrics.tests import case_metrics

    return (
        LineCoverage(),
        BranchCoverage(),
        MeasuredFiles(),
        ChangedFiles(),
        ChangedLines(),
        CoverableChange(),
        SuppressionsAdded(),
        *case_metrics(),
        *past_metrics(),
        *mutation_metrics(),
        FindingCount("findings.count", "findings in force", suppressed=False),
        FindingCount("findings.suppressed", "suppressed findings", suppressed=True),
    )

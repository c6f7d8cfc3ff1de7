"""How many findings are in force, and how many were suppressed."""

from __future__ import annotations

from collections.abc import Sequence

from cdgate.builtin.metrics.absence import nothing_of, source_paths
from cdgate.extension import Better
from cdgate.message import text
from cdgate.model.evidence import EvidenceSet, Finding, FindingReport, in_columns
from cdgate.model.grade import LEVELS, SEVERITIES
from cdgate.model.location import Location
from cdgate.model.measurement import Contributor, Measurement, Missing, Scope
from cdgate.model.quantity import COUNT, Count

MOST = 200


class FindingCount:
    """A number of findings: those in force, or those that their tool or its user suppressed."""

    unit = COUNT
    better = Better.LOWER
    needs = FindingReport.kind

    def __init__(self, name: str, title: str, *, suppressed: bool) -> None:
        self.name = name
        self.title = title
        self._suppressed = suppressed

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the number of findings; none is a value, no report is not."""
        reports = evidence.of(self.needs)
        if not reports:
            return nothing_of(self.needs, scope)
        counts, candidates = zip(*(self._found(report) for report in reports), strict=True)
        count = sum(counts)
        shown = tuple(map(told, worst([one for some in candidates for one in some], MOST)))
        return Measurement(Count(count), shown, count, source_paths(evidence, self.needs))

    def _found(self, report: FindingReport) -> tuple[int, Sequence[Finding]]:
        """Return how many findings of a report count, and the worst of them among others."""
        findings = report.findings
        if in_columns(findings):
            from cdgate.builtin.metrics.finding_columns import worst_in_columns

            return worst_in_columns(findings, MOST, suppressed=self._suppressed)
        counted = [finding for finding in findings if finding.suppressed is self._suppressed]
        return len(counted), counted


def finding_metrics() -> tuple[FindingCount, FindingCount]:
    """Return the metrics of findings as they are."""
    return (
        FindingCount("findings.count", "findings in force", suppressed=False),
        FindingCount("findings.suppressed", "suppressed findings", suppressed=True),
    )


def worst(findings: Sequence[Finding], most: int) -> list[Finding]:
    """Return the worst findings in their order, `most` at most."""
    chosen: list[Finding] = []
    for level in reversed(LEVELS):
        if len(chosen) == most:
            break
        mine = [finding for finding in findings if finding.level is level]
        for severity in reversed(SEVERITIES):
            if mine and len(chosen) < most:  # most findings need not be sorted
                chosen += _first([finding for finding in mine if finding.severity is severity], most - len(chosen))
    return chosen


def _first(alike: Sequence[Finding], most: int) -> list[Finding]:
    """Return the first findings of one level and severity. Of very many, only those in the first files are compared."""
    from heapq import nsmallest

    if len(alike) > most:
        paths = [finding.location.path if finding.location is not None else "" for finding in alike]
        last = nsmallest(most, paths)[-1]
        alike = [finding for finding, path in zip(alike, paths, strict=True) if path <= last]
    return nsmallest(most, alike, key=worst_first)


def worst_first(finding: Finding) -> tuple[int, int, str, int, int, str, str, str]:
    """Return what findings are sorted by: the worst first, then by place."""
    place = finding.location or Location("")
    return (
        -LEVELS.index(finding.level),
        -SEVERITIES.index(finding.severity),
        place.path,
        place.line or 0,
        place.column or 0,
        finding.rule_id,
        finding.message,
        finding.identity,
    )


def told(finding: Finding) -> Contributor:
    """Return the finding as a contributor."""
    message = text("{message} ({rule})", message=finding.message, rule=finding.rule_id)
    return Contributor(message, finding.location, identity=finding.identity, level=finding.level.value)

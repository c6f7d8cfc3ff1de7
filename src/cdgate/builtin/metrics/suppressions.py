"""Inline suppressions that the change adds."""

from __future__ import annotations

from itertools import islice

from cdgate.builtin.metrics.absence import nothing_of, source_paths
from cdgate.extension import Better
from cdgate.message import text
from cdgate.model.change import ChangeReport
from cdgate.model.evidence import EvidenceSet
from cdgate.model.location import Location
from cdgate.model.measurement import Contributor, Measurement, Missing, Scope
from cdgate.model.quantity import COUNT, Count
from cdgate.parsing.suppressions import Suppression, added_suppressions

MOST = 50


class SuppressionsAdded:
    """Suppressions that the change adds: `noqa`, `NOSONAR`, `@Disabled`, `t.Skip`, ignore lists; moved ones are not added."""

    name = "change.suppressions_added"
    title = "suppressions that the change adds"
    unit = COUNT
    better = Better.LOWER
    needs = ChangeReport.kind

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return how many suppressions there are more, with the place of each."""
        reports: tuple[ChangeReport, ...] = evidence.of(self.needs)
        if not reports:
            return nothing_of(self.needs, scope)
        found = tuple(added_suppressions(file for report in reports for file in report.files))
        shown = tuple(islice((_contributor(one) for one in found), MOST))
        return Measurement(Count(len(found)), shown, len(found), source_paths(evidence, self.needs))


def suppression_metrics() -> tuple[SuppressionsAdded]:
    """Return the one metric of suppressions."""
    return (SuppressionsAdded(),)


def _contributor(one: Suppression) -> Contributor:
    return Contributor(text("suppression added: {kind}", kind=one.kind), Location(one.path, one.line))

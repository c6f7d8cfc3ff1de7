"""The share of mutants that the tests noticed."""

from __future__ import annotations

from cdgate.builtin.metrics.absence import nothing_of, source_paths
from cdgate.extension import Better
from cdgate.message import text
from cdgate.model.evidence import EvidenceSet
from cdgate.model.location import Location
from cdgate.model.measurement import Contributor, Measurement, Missing, Scope
from cdgate.model.mutation import FileMutants, MutationReport
from cdgate.model.quantity import RATIO, Ratio

MOST = 200  # a page of annotations is read, a book of them is not


class MutationScore:
    """Detected mutants of all, or of those that a test reaches (`covered_only`)."""

    unit = RATIO
    better = Better.HIGHER
    needs = MutationReport.kind

    def __init__(self, name: str, title: str, *, covered_only: bool) -> None:
        self.name = name
        self.title = title
        self._covered_only = covered_only

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return detected of all mutants; Missing where there are none, and for a part of the sources."""
        reports: tuple[MutationReport, ...] = evidence.of(self.needs)
        if not reports:
            return nothing_of(self.needs, scope)
        if scope.paths or scope.changed:
            return Missing(text("mutants are counted for all sources together, not for a part of them"))
        files = [file for report in reports for file in report.files]
        whole = sum(self._counted(file) for file in files)
        if not whole:
            return Missing(text("there is no mutant"))
        survived = sorted((file for file in files if self._lacks(file)), key=lambda f: (-self._lacks(f), f.path))
        return Measurement(
            Ratio(sum(file.detected for file in files), whole),
            tuple(self._told(file) for file in survived[:MOST]),
            len(survived),
            source_paths(evidence, self.needs),
        )

    def _counted(self, file: FileMutants) -> int:
        return file.mutants - file.uncovered if self._covered_only else file.mutants

    def _lacks(self, file: FileMutants) -> int:
        return self._counted(file) - file.detected

    def _told(self, file: FileMutants) -> Contributor:
        message = text("{missed} of {total} mutants survived", missed=self._lacks(file), total=self._counted(file))
        return Contributor(message, Location(file.path), level="warning")


def mutation_metrics() -> tuple[MutationScore, ...]:
    """Return the metrics over mutants."""
    return (
        MutationScore("mutation.score", "mutants that the tests notice", covered_only=False),
        MutationScore("mutation.strength", "mutants that the tests notice, of those they reach", covered_only=True),
    )

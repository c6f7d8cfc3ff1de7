"""How many to-do notes there are."""

from __future__ import annotations

from cdgate.extension import Better
from cdgate.message import text
from cdgate.model.evidence import EvidenceSet
from cdgate.model.location import Location
from cdgate.model.measurement import Contributor, Measurement, Missing, Scope
from cdgate.model.quantity import COUNT, Count
from cdgate_example.evidence import TodoReport

MOST = 20


class TodoCount:
    """The number of to-do notes in all files."""

    name = "todos.count"
    title = "to-do notes"
    unit = COUNT
    better = Better.LOWER
    needs = TodoReport.kind

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:  # noqa: ARG002  # narrowed already
        """Return the number, with the files that hold most of them."""
        reports: tuple[TodoReport, ...] = evidence.of(self.needs)
        if not reports:
            return Missing(text("there is no {needs} evidence", needs=self.needs))
        files: dict[str, int] = {}
        for report in reports:
            for path, count in report.files.items():
                files[path] = max(count, files.get(path, 0))  # two reports on one file: the worse one counts
        worst = sorted(((count, path) for path, count in files.items() if count), key=lambda pair: (-pair[0], pair[1]))
        shown = tuple(
            Contributor(text("{count} to-do notes", count=count), Location(path), level="warning")
            for count, path in worst[:MOST]
        )
        sources = tuple(report.source.path for report in reports)
        return Measurement(Count(sum(files.values())), shown, len(worst), sources)

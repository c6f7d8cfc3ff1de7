"""Findings, and the same in columns, for tests."""

from __future__ import annotations

from collections.abc import Sequence

from cdgate.model.finding import Finding
from cdgate.model.finding_columns import FindingColumns, FindingKind, FindingRow
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location
from cdgate.parsing.finding_parts import Columns, batch_of

MANY = (
    Finding("r1", Level.ERROR, "first", Location("a.py", 1, 2, 3, 4), Severity.HIGH, "E", "i0", tags=("t",)),
    Finding("r2", Level.WARNING, "", Location("b.py", 5), None, "W", "i1"),
    Finding("r1", Level.ERROR, "ü", Location("a.py"), Severity.HIGH, "E", "i2", tags=("t",)),
    Finding("r3", Level.NOTE, "nowhere", None, None, "", "i3", baseline_state="new"),
    Finding("r1", Level.ERROR, "set aside", Location("c.py", 9), Severity.LOW, "E", "i4", suppressed=True),
    Finding("r2", Level.WARNING, "again", Location("b.py", 4), None, "W", "i5"),
    Finding("r2", Level.WARNING, "again", Location("a.py", 4), Severity.CRITICAL, "W", "i6"),
)


class Marked:
    """Findings that are marked by their identities."""

    def location(self, path: str, row: FindingRow) -> Location:
        """Return the place, numbers that are 0 left out."""
        return Location(path, *(number or None for number in row.place))

    def identities(self, columns: FindingColumns, numbers: Sequence[int], rows: Sequence[FindingRow]) -> list[str]:
        """Return the marks."""
        assert rows == list(columns.rows(numbers))
        return [row.mark for row in rows]


def columns_of(findings: Sequence[Finding], size: int) -> FindingColumns:
    """Return findings in columns, so many in a batch."""
    columns = Columns()
    for at in range(0, len(findings), size):
        some = findings[at : at + size]
        kinds = [
            columns.kind(FindingKind(f.rule_id, f.level, f.severity, f.native, f.suppressed, f.baseline_state, f.tags))
            for f in some
        ]
        places = [f.location or Location("") for f in some]
        paths = [None if f.location is None else f.location.path for f in some]
        numbers = [(place.line, place.column, place.end_line, place.end_column) for place in places]
        batch = batch_of(kinds, columns.paths(paths), [f.message for f in some], [f.identity for f in some], numbers)
        columns.add(columns.part([batch]))
    return columns.findings(Marked())

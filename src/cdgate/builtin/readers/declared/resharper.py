"""ReSharper's report: each issue names its type, and what a type means stands before the issues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing.declared.reader import DeclaredReader
from cdgate.parsing.declared.rows import Row
from cdgate.parsing.declared.shape import Fields, Format, Syntax

_SEVERITY = "@Severity"

RESHARPER = Format(
    name="resharper",
    title="ReSharper InspectCode XML",
    link="https://www.jetbrains.com/help/resharper/InspectCode.html",
    syntax=Syntax.XML,
    recognise=("has /Report@ToolsVersion", "has /Report/IssueTypes"),
    records=("/Report/IssueTypes/IssueType", "/Report/Issues/Project/Issue"),
    fields=Fields(rule="@TypeId", message="@Message", path="@File", line="@Line", level=f"{_SEVERITY} | =error"),
    levels={"do not show": "low"},
    skip=("has @Id",),  # a type
    clean=("has /Report/Issues",),
    tool="=ReSharper",
    tool_version="/Report@ToolsVersion",
)


class ResharperReader(DeclaredReader):
    """Reads the issues, each with the severity of its type where it has none of its own."""

    def __init__(self) -> None:
        super().__init__(RESHARPER)

    def read(self, stream: BinaryIO, source: Source) -> FindingReport:
        """Return the findings. Raises EvidenceError for what is malformed or lacks what the format always has."""
        from cdgate.parsing.declared.findings import Gathering
        from cdgate.parsing.declared.xml_rows import read_xml

        gathering = Gathering(self.shape)
        severities: dict[str, Sequence[Any]] = {}

        def take(row: Row) -> None:
            known = row.values("@Id")
            if known:
                severities[known[0]] = row.values(_SEVERITY)
            else:
                gathering.take(_rated(row, severities))

        return gathering.report(read_xml(stream, self.shape, take), source)


def _rated(row: Row, severities: dict[str, Sequence[Any]]) -> Row:
    kind = row.first("@TypeId")

    def values(path: str) -> Sequence[Any]:
        return row.values(path) or (severities.get(kind, ()) if path == _SEVERITY else ())

    return Row(row.role, values)

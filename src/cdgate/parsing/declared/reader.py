"""The reader of a declared format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing.declared.conditions import holding
from cdgate.parsing.declared.shape import Format, Syntax


class DeclaredReader:
    """Reads what its `shape` declares."""

    kind = "findings"

    def __init__(self, shape: Format) -> None:
        self.shape = shape
        self.name = shape.name
        self.title = shape.title
        self.link = shape.link

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides, never the name
        """Tell whether one of the declared conditions holds for what the head shows."""
        if self.shape.syntax is Syntax.LINES:
            from cdgate.parsing.declared.line_rows import any_line

            return any_line(head, self.shape.recognise)
        seen = _seen_in(head, self.shape)
        return seen is not None and bool(holding(self.shape.recognise, seen))

    def read(self, stream: BinaryIO, source: Source) -> FindingReport:
        """Return the findings. Raises EvidenceError for what is malformed or lacks what the format always has."""
        from msgspec.structs import replace

        from cdgate.parsing.declared.findings import Gathering

        if self.shape.syntax is Syntax.LINES:
            return self._read_lines(stream, source)
        gathering = Gathering(self.shape)
        doubt = None
        match self.shape.syntax:
            case Syntax.XML:
                from cdgate.parsing.declared.xml_rows import read_xml

                whole = read_xml(stream, self.shape, gathering.take)
            case Syntax.CSV:
                from cdgate.parsing.declared.csv_rows import rows_of_csv

                whole, rows, doubt = rows_of_csv(stream, self.shape)
                for row in rows:
                    gathering.take(row)
            case _:
                from cdgate.parsing.declared.json_rows import rows_of_json

                whole, rows = rows_of_json(stream, self.shape)
                for row in rows:
                    gathering.take(row)
        report = gathering.report(whole, source)
        return report if report.findings or doubt is None else replace(report, shortfall=report.shortfall or doubt)

    def _read_lines(self, stream: BinaryIO, source: Source) -> FindingReport:
        from msgspec.structs import replace

        from cdgate.parsing.declared.findings import Gathering
        from cdgate.parsing.declared.line_rows import LineRows, answered

        lines, gathering = LineRows(stream, self.shape), Gathering(answered(self.shape))
        for row in lines.rows:
            gathering.take(row)
        report = gathering.report(lines.whole, source)
        return replace(report, notes=(*report.notes, *lines.notes), shortfall=report.shortfall or lines.shortfall)


def _seen_in(head: bytes, shape: Format) -> Callable[[str], Sequence[Any]] | None:  # any JSON
    from cdgate.parsing.declared.head import json_in_head, lines_in_head, xml_in_head

    match shape.syntax:
        case Syntax.XML | Syntax.PLIST:
            tags = xml_in_head(head)
            return lambda path: tags.get(path, ())
        case Syntax.CSV:
            from cdgate.parsing.declared.csv_rows import header_in

            names = header_in(head)
            return lambda path: [name for name in names if name == path.strip('"')]
        case Syntax.JSON_LINES:
            value: Any = lines_in_head(head, tuple(one.encode() for one in shape.comments))
        case _:
            value = json_in_head(head)
    if value is None:
        return None
    from cdgate.parsing.declared.paths import Node

    return Node(value).values

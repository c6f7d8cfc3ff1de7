"""What rustc and clippy write as JSON: a message has several spans, of which one says where it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing.declared.reader import DeclaredReader
from cdgate.parsing.declared.rows import Row
from cdgate.parsing.declared.shape import Fields, Format, Syntax

_SPAN = "primary."

CLIPPY = Format(
    name="clippy",
    title="rustc and clippy JSON lines (cargo --message-format=json)",
    link="https://doc.rust-lang.org/cargo/reference/external-tools.html",
    syntax=Syntax.JSON_LINES,
    recognise=("has [].reason & has [].package_id", "has [].reason & has [].success"),
    records=("[]",),
    fields=Fields(
        rule="message.code.code | =rustc",
        message="message.message",
        path=f"{_SPAN}file_name",
        line=f"{_SPAN}line_start",
        column=f"{_SPAN}column_start",
        end_line=f"{_SPAN}line_end",
        end_column=f"{_SPAN}column_end",
        level="message.level",
    ),
    # A message without a place sums up the others: "aborting due to 2 previous errors".
    skip=("reason != compiler-message", "!message.spans"),
    failed=("[].reason = build-finished & [].success = false",),
    clean=("[].reason = build-finished & [].success = true",),
    tool="=clippy",
    comments=("error: ", "warning: ", "    "),
)


class ClippyReader(DeclaredReader):
    """Reads the messages, each at its primary span."""

    def __init__(self) -> None:
        super().__init__(CLIPPY)

    def read(self, stream: BinaryIO, source: Source) -> FindingReport:
        """Return the findings. Raises EvidenceError for what is malformed or lacks what the format always has."""
        from cdgate.parsing.declared.findings import Gathering
        from cdgate.parsing.declared.json_rows import rows_of_json

        whole, rows = rows_of_json(stream, self.shape)
        gathering = Gathering(self.shape)
        for row in rows:
            gathering.take(_placed(row))
        return gathering.report(whole, source)


def _placed(row: Row) -> Row:
    def values(path: str) -> Sequence[Any]:
        if not path.startswith(_SPAN):
            return row.values(path)
        spans = [span for span in row.values("message.spans[]") if isinstance(span, dict)]
        span = next((one for one in spans if one.get("is_primary") is True), spans[0] if spans else {})
        return [span[name] for name in (path.removeprefix(_SPAN),) if name in span]

    return Row(row.role, values)

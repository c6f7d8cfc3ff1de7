"""Reader of what `coverage json` writes: the lines and branches of each file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import CoverageReport, Source
from cdgate.parsing.json import head_of_json, load_json, obj, shaped

if TYPE_CHECKING:
    from cdgate.builtin.readers.coveragepy_report import Report

FORMATS = (2, 3)


class CoveragepyJsonReader:
    """The JSON report of coverage.py, formats 2 and 3."""

    name = "coveragepy-json"
    kind = "coverage"
    title = "coverage.py JSON report"
    link = "https://coverage.readthedocs.io/en/latest/commands/cmd_json.html"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content tells
        """Tell by the keys of the report and its `meta`."""
        seen = head_of_json(head)
        return {"meta", "files"} <= seen.keys and bool({"branch_coverage", "executed_lines"} & seen.inner)

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage. Raises EvidenceError for other formats, and where summaries and lines disagree."""
        from cdgate.builtin.readers.coveragepy_report import Report, coverage_of

        value = obj(load_json(stream), "$")
        _check_format(obj(value.get("meta"), "$.meta"))
        report: Report = shaped(value, Report)
        return coverage_of(report, source)


def _check_format(meta: dict[str, Any]) -> None:  # any JSON
    found = meta.get("format")
    if type(found) is not int or found not in FORMATS:
        raise EvidenceError(
            "unsupported-version",
            text("the format of this coverage.py report is {found}, and 2 and 3 are read", found=repr(found)),
            hint=text("write it with coverage.py 7.6 or newer, or write Cobertura with `coverage xml`"),
        )

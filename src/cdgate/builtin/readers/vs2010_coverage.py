"""Reads the coverage XML of Visual Studio 2005 to 2010 (`CoverageDSPriv`), whose values are elements of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.message import text
from cdgate.model.evidence import CoverageReport, Source
from cdgate.parsing.text import natural
from cdgate.parsing.xml import parse_xml, root_of

_ROOT = "CoverageDSPriv"
_RECORDS = frozenset({"Lines", "SourceFileNames"})
_MOST_TEXT = 4096
_HIDDEN = 0xFEEFEE  # a place that debuggers shall not show
_RAN = {"0": True, "1": True, "2": False}  # all of the range, a part of it, nothing


class Vs2010CoverageReader:
    """The ranges of lines; one that ran in part did run, as in later versions. A line ran if it ran in one method."""

    name = "vs2010-coverage"
    kind = CoverageReport.kind
    title = "Visual Studio 2010 coverage XML"
    link = (
        "https://learn.microsoft.com/visualstudio/test/using-code-coverage-to-determine-how-much-code-is-being-tested"
    )

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the root element."""
        root = root_of(head)
        return root is not None and root[0] == _ROOT

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the files. Raises EvidenceError for what is no number."""
        target = _Target()
        parse_xml(stream, target)
        return target.report(source)


class _Target:
    """Gathers the records in which the values stand."""

    def __init__(self) -> None:
        self._values: dict[str, str] | None = None  # of the open record
        self._inside = ""
        self._written = ""
        self._names: dict[str, str] = {}
        self._lines: dict[str, tuple[list[tuple[int, int]], list[bool]]] = {}
        self._unknown = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002  # there are none
        """Take a start tag."""
        if tag in _RECORDS:
            self._values = {}
        elif self._values is not None:
            self._inside, self._written = tag, ""

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if self._values is None:
            return
        if tag == self._inside:
            self._values[tag] = self._written.strip()
            self._inside = ""
        elif tag == "Lines":
            self._range(self._values)
            self._values = None
        elif tag == "SourceFileNames":
            self._names[self._values.get("SourceFileID", "")] = self._values.get("SourceFileName", "")
            self._values = None

    def data(self, piece: str) -> None:
        """Take text of a value."""
        if self._inside and len(self._written) < _MOST_TEXT:
            self._written += piece

    def report(self, source: Source) -> CoverageReport:
        """Return the evidence."""
        files = CoveredFiles()
        for identity, (spans, ran) in self._lines.items():
            files.spans(self._names.get(identity, ""), spans, ran)
        if self._unknown:
            files.notes.append(
                text("{count} words for hits are not known and count as not covered", count=self._unknown)
            )
        return files.report(source)

    def _range(self, values: Mapping[str, str]) -> None:
        first, last = natural(values.get("LnStart", "")), natural(values.get("LnEnd", ""))
        if first == _HIDDEN:
            return
        ran = _RAN.get(values.get("Coverage", ""))
        self._unknown += ran is None
        spans, known = self._lines.setdefault(values.get("SourceFileID", ""), ([], []))
        spans.append((first, max(first, last)))
        known.append(ran is True)

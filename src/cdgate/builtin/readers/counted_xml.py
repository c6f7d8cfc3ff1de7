"""XML formats of coverage that count by class or module and list no lines: each is declared in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

import msgspec

from cdgate.builtin.readers.claims import count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.message import Text, text
from cdgate.model.evidence import CoverageReport, Source
from cdgate.parsing.text import natural
from cdgate.parsing.xml import parse_xml, root_of

_MOST_TEXT = 1000  # of a name or count


class CountedLayout(msgspec.Struct, frozen=True, kw_only=True):
    """Where the counts stand. A place is `@attribute` or the name of an element right below the one that is counted."""

    name: str
    title: str
    link: str
    roots: Mapping[str, frozenset[str]]
    mark: bytes = b""  # which the head must hold beside the root
    group: str = ""  # the element around the counted ones, whose attribute `name` comes before theirs
    counted: str  # the element
    names: str
    total: str  # the element with the counts of all
    covered: tuple[str, str]  # the place in a counted element, and in the total
    coverable: tuple[str, str]
    note: Text


class CountedXmlReader:
    """One such format. What has no count of lines is passed over: another metric, or no code."""

    kind = CoverageReport.kind

    def __init__(self, layout: CountedLayout) -> None:
        self.name = layout.name
        self.title = layout.title
        self.link = layout.link
        self._layout = layout

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the root element and the mark of the format."""
        root = root_of(head)
        return root is not None and root[0] in self._layout.roots and self._layout.mark in head

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the counts. Raises EvidenceError for what is no count."""
        files = CoveredFiles()
        parse_xml(stream, _Target(self._layout, files))
        files.notes.append(self._layout.note)
        return files.report(source)


class _Target:
    def __init__(self, layout: CountedLayout, files: CoveredFiles) -> None:
        self._layout = layout
        self._files = files
        self._group = ""
        self._values: dict[str, str] | None = None  # of the open element that has counts
        self._depth = 0  # below it
        self._listening = ""
        self._text = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        if self._values is not None:
            self._depth += 1
            self._listening, self._text = tag if self._depth == 1 else "", ""
        elif tag in {self._layout.counted, self._layout.total}:
            self._values = {f"@{name}": attributes.get(name, "") for name in attributes}
        elif tag == self._layout.group:
            self._group = attributes.get("name") or ""

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if self._values is None:
            return
        if self._depth:
            if self._listening:
                self._values[tag] = self._text.strip()
                self._listening = ""
            self._depth -= 1
        else:
            self._take(self._values, total=tag == self._layout.total)
            self._values = None

    def data(self, piece: str) -> None:
        """Take text of an element right below one that has counts."""
        if self._listening and len(self._text) < _MOST_TEXT:
            self._text += piece

    def _take(self, values: Mapping[str, str], *, total: bool) -> None:
        layout = self._layout
        coverable = values.get(layout.coverable[total])
        if coverable is None:
            return
        covered, whole = natural(values.get(layout.covered[total], "")), natural(coverable)
        if total:
            self._files.claims.append(count_claim(covered, whole))
        else:
            name = values.get(layout.names, "")
            self._files.counted(f"{self._group}/{name}" if self._group else name, covered, whole)


COUNTED = (
    CountedLayout(
        name="reportgenerator-xml",
        title="ReportGenerator XML summary",
        link="https://github.com/danielpalme/ReportGenerator/wiki/Output-formats",
        roots={"CoverageReport": frozenset()},
        mark=b'scope="Summary"',
        group="Assembly",
        counted="Class",
        names="@name",
        total="Summary",
        covered=("@coveredlines", "Coveredlines"),
        coverable=("@coverablelines", "Coverablelines"),
        note=text("the report counts by class and names no source file"),
    ),
    CountedLayout(
        name="trace32",
        title="TRACE32 coverage XML (COVerage.EXPORT.ListModule)",
        link="https://support.lauterbach.com/documentation",
        roots={"TRACE32": frozenset()},
        mark=b"COVerage.EXPORT.ListModule",
        counted="module",
        names="tree",
        total="total",
        covered=("linesok", "linesok"),
        coverable=("lines", "lines"),
        note=text("the report counts by module and names no source file"),
    ),
)

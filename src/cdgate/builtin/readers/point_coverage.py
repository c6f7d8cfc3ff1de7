"""Reads XML coverage formats that list points, by their layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.builtin.readers.point_layout import PointLayout
from cdgate.builtin.readers.point_target import PointTarget
from cdgate.model.evidence import CoverageReport
from cdgate.parsing.xml import parse_xml, root_of

if TYPE_CHECKING:
    from cdgate.model.evidence import Source


class PointCoverageReader:
    """One XML format of coverage, read by its layout."""

    kind = CoverageReport.kind

    def __init__(self, layout: PointLayout) -> None:
        self.name = layout.name
        self.title = layout.title
        self.link = layout.link
        self._layout = layout

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the root element, its attributes, and the mark of the format."""
        layout = self._layout
        root = root_of(head)
        if root is None or root[0] not in layout.roots or layout.mark not in head:
            return False
        needed = layout.roots[root[0]]
        return (not needed or bool(needed & root[1].keys())) and all(
            dict(root[1]) == {name: value} for name, value in layout.only.items()
        )

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the files that the report lists. Raises EvidenceError."""
        files = CoveredFiles(counts_statements=self._layout.statements)
        target = PointTarget(self._layout, files)
        parse_xml(stream, target)
        target.finish()
        return files.report(source)

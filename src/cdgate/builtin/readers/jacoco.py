"""Reads JaCoCo XML: what `sourcefile` elements list, counters only where their lines carry no instructions."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from cdgate.builtin.readers.claims import weigh, without_lines, without_names
from cdgate.builtin.readers.jacoco_target import JacocoTarget
from cdgate.model.evidence import CoverageReport
from cdgate.parsing.xml import parse_xml, root_of
from cdgate.parsing.xml_runs import WORTHWHILE_BYTES, fast_or_strict

if TYPE_CHECKING:
    from cdgate.model.evidence import Source


class JacocoReader:
    """JaCoCo: a line is covered if at least one of its instructions ran."""

    name = "jacoco"
    kind = "coverage"
    title = "JaCoCo XML"
    link = "https://www.jacoco.org/jacoco/trunk/coverage/report.dtd"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the root element `report` with a name as its only attribute."""
        root = root_of(head)
        if root is None or root[0] != "report":
            return False
        return {name for name in root[1] if not name.startswith("xmlns")} == {"name"}

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the source files that the report lists. Raises EvidenceError."""
        target = _gathered(stream, source.size_bytes)
        produced_at = target.produced_at or source.produced_at
        report = CoverageReport(replace(source, produced_at=produced_at), tuple(target.files()))
        covered, coverable = report.lines()
        notes, shortfall = weigh(target.claims, covered, coverable)
        if not coverable:
            shortfall = without_lines()
        elif target.nameless:
            shortfall = without_names(target.nameless)
        return replace(report, notes=(*notes, *target.notes()), shortfall=shortfall)


def _gathered(stream: BinaryIO, size_bytes: int) -> JacocoTarget:
    if size_bytes < WORTHWHILE_BYTES:
        return read_strictly(stream)
    from cdgate.builtin.readers.jacoco_fast import read_fast

    return fast_or_strict(stream, read_fast, read_strictly)


def read_strictly(stream: BinaryIO) -> JacocoTarget:
    """Return the target with all that the document says, every element seen by the parser. Raises EvidenceError."""
    target = JacocoTarget()
    parse_xml(stream, target)
    return target

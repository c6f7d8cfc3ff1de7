"""Reads Cobertura XML in the dialects of its many writers."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from cdgate.builtin.readers.claims import weigh, without_lines, without_names
from cdgate.builtin.readers.cobertura_target import CoberturaTarget
from cdgate.builtin.readers.covered_files import no_better
from cdgate.message import Text, text
from cdgate.model.evidence import CoverageReport
from cdgate.parsing.xml import parse_xml, root_of
from cdgate.parsing.xml_runs import WORTHWHILE_BYTES, fast_or_strict

if TYPE_CHECKING:
    from cdgate.model.evidence import Source

# Formats that share the name of the root element say so in its attributes.
_OTHER_FORMATS = ({"generated"}, {"clover"}, {"profilerVersion"}, {"driverVersion"}, {"ctcreport-version"})


class CoberturaReader:
    """Cobertura: lines decide, never a rate; a line listed several times is covered if it was hit once."""

    name = "cobertura"
    kind = "coverage"
    title = "Cobertura XML"
    link = "https://github.com/cobertura/web/blob/master/htdocs/xml/coverage-04.dtd"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the root element `coverage` and the absence of what Clover, NCover and Sonar write there."""
        root = root_of(head)
        if root is None or root[0] != "coverage":
            return False
        sonar = set(root[1]) == {"version"} and root[1]["version"] == "1"
        return not sonar and not any(marks <= set(root[1]) for marks in _OTHER_FORMATS)

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the files that the report lists. Raises EvidenceError."""
        target = _gathered(stream, source.size_bytes)
        files = no_better(target.files())
        report = CoverageReport(
            replace(source, produced_at=target.produced_at or source.produced_at), files, tuple(target.roots)
        )
        covered, coverable = report.lines()
        notes, shortfall = weigh(target.claims, covered, coverable)
        return replace(
            report,
            notes=(*notes, *target.notes()),
            shortfall=_shortfall(target, coverable) or shortfall,
        )


def _gathered(stream: BinaryIO, size_bytes: int) -> CoberturaTarget:
    if size_bytes < WORTHWHILE_BYTES:
        return read_strictly(stream)
    from cdgate.builtin.readers.cobertura_fast import read_fast

    return fast_or_strict(stream, read_fast, read_strictly)


def read_strictly(stream: BinaryIO) -> CoberturaTarget:
    """Return the target with all that the document says, every element seen by the parser. Raises EvidenceError."""
    target = CoberturaTarget()
    parse_xml(stream, target)
    return target


def _shortfall(target: CoberturaTarget, coverable: int) -> Text | None:
    if not coverable:
        return without_lines()
    if target.nameless:
        return without_names(target.nameless)
    if 2 * target.contradictions > coverable:
        return text(
            "{count} of {lines} lines are listed both as covered and as missed",
            count=target.contradictions,
            lines=coverable,
        )
    return None

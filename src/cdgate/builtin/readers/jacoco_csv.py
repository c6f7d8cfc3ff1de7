"""Reads JaCoCo's CSV: counts by class, which are no files."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import CoverageReport
from cdgate.parsing.text import natural

if TYPE_CHECKING:
    from cdgate.model.evidence import Source

_HEADER = (
    b"GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,BRANCH_COVERED,LINE_MISSED,LINE_COVERED,"
    b"COMPLEXITY_MISSED,COMPLEXITY_COVERED,METHOD_MISSED,METHOD_COVERED"
)
_COLUMNS = _HEADER.count(b",") + 1
_MISSED, _COVERED = 7, 8
_LONGEST_LINE = 64 << 10
_MARK = b"\xef\xbb\xbf"


class JacocoCsvReader:
    """JaCoCo's CSV: the counts of lines, added up; it names classes and no files, so XML says more."""

    name = "jacoco-csv"
    kind = CoverageReport.kind
    title = "JaCoCo CSV"
    link = "https://www.jacoco.org/jacoco/trunk/doc/counters.html"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the names of the columns."""
        return head.removeprefix(_MARK).startswith(_HEADER)

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the counts of each class. Raises EvidenceError with the line."""
        files = CoveredFiles()
        sums: dict[str, tuple[int, int]] = {}
        number = 0
        while line := stream.readline(_LONGEST_LINE):
            number += 1
            cells = line.rstrip(b"\r\n").split(b",")
            if number == 1 and line.rstrip(b"\r\n").removeprefix(_MARK) == _HEADER:
                continue
            if not line.strip():
                continue
            if len(cells) != _COLUMNS or number == 1:
                raise _malformed(line, number)
            path, covered, missed = _class(cells), _count(cells[_COVERED]), _count(cells[_MISSED])
            before = sums.get(path, (0, 0))
            sums[path] = before[0] + covered, before[1] + covered + missed
        for path, (covered, coverable) in sums.items():
            files.counted(path, covered, coverable)
        files.notes.append(text("the report counts by class and names no source file: jacoco.xml does"))
        return files.report(source)


def _class(cells: list[bytes]) -> str:
    package, name = (cell.decode("utf-8", "replace") for cell in cells[1:3])
    outer = name.partition(".")[0]
    return f"{package.replace('.', '/')}/{outer}" if package else outer


def _count(cell: bytes) -> int:
    return natural(cell.decode("utf-8", "replace"))


def _malformed(line: bytes, number: int) -> EvidenceError:
    return EvidenceError(
        "malformed-csv",
        text("this is no line of JaCoCo's CSV: {line}", line=repr(line[:60])),
        line=number,
        hint=text("the file was cut or edited: produce it again, or write jacoco.xml"),
    )

"""Reads LCOV tracefiles, as lcov, gcovr, LLVM, Istanbul and coverage.py write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cdgate.builtin.readers.claims import count_claim, weigh, without_lines, without_names
from cdgate.builtin.readers.covered_files import no_better
from cdgate.builtin.readers.lcov_blocks import read_records
from cdgate.message import Text, text
from cdgate.model.evidence import CoverageReport
from cdgate.pattern import lazily

if TYPE_CHECKING:
    from cdgate.builtin.readers.lcov_records import LcovRecords
    from cdgate.model.evidence import Source

# A tracefile may begin with comments (lcov 2) and begins with a test name, a source file or its version.
_BEGINNING = lazily(rb"(?:\xef\xbb\xbf)?(?:\s*#[^\n]*\n)*\s*(?:TN|SF|VER):")


class LcovReader:
    """LCOV: DA records decide, a line listed several times is covered if it was hit once."""

    name = "lcov"
    kind = "coverage"
    title = "LCOV tracefile"
    link = "https://github.com/linux-test-project/lcov/blob/master/man/geninfo.1"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the first record."""
        return _BEGINNING.match(head) is not None

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the files that the tracefile lists. Raises EvidenceError with the line."""
        records = read_records(stream)
        report = CoverageReport(source, no_better(tuple(records.files.values())))
        covered, coverable = report.lines()
        notes, shortfall = weigh((count_claim(*records.claimed),), covered, coverable)
        return CoverageReport(
            source,
            report.files,
            notes=(*notes, *records.notes()),
            shortfall=_shortfall(records, coverable) or shortfall,
        )


def _shortfall(records: LcovRecords, coverable: int) -> Text | None:
    if not coverable:
        return without_lines()
    if records.nameless:
        return without_names(records.nameless)
    if records.bare_claims:
        return text(
            "{count} files claim covered lines (LH) without listing any (DA): nothing holds the claim up",
            count=records.bare_claims,
        )
    return None

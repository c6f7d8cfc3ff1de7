"""Reads what `llvm-cov show` and `llvm-cov report` print: the lines of each source with their counts, and the table."""

from __future__ import annotations

from itertools import takewhile
from typing import BinaryIO

from cdgate.builtin.readers.claims import count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.builtin.readers.text_lines import lines_of
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import CoverageReport, Source
from cdgate.parsing.text import natural
from cdgate.pattern import lazily

# With a name above, or without where one source was asked for. The first line has number 1, or only functions are shown.
_FIRST_LINE = lazily(rb"(?:\xef\xbb\xbf)?(?:[^\r\n|]+:\r?\n)? +1\|(?: *[0-9.]{1,20}[kMGTPEZY]?| +)\|")
_LINE = lazily(r" *(?P<number>[0-9]{1,9})\|(?: *(?P<count>[0-9]{1,20}(?:\.[0-9]+)?)[kMGTPEZY]?| +)\|.*")
_LIKE_ONE = lazily(r" *[0-9]+\|")
_TABLE = lazily(rb"(?:\xef\xbb\xbf)?Filename {2,}[^\r\n]*\bLines {2,}Missed Lines {2,}Cover\b")
_GAP = lazily(r" {2,}")
_RULE = lazily(r"-{3,}|Files which contain no functions:|")
_LINK = "https://llvm.org/docs/CommandGuide/llvm-cov.html"


class LlvmCovShowReader:
    """The lines of the sources; what stands indented below one is the same lines by instance, or a macro."""

    name = "llvm-cov-show"
    kind = CoverageReport.kind
    title = "llvm-cov show, as text"
    link = f"{_LINK}#llvm-cov-show"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the first line of the first source, with its number and count."""
        return _FIRST_LINE.match(head) is not None

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the sources. Raises EvidenceError with the line where one is missing."""
        files = CoveredFiles()
        listing = _Listing("")
        for at, line in enumerate(lines_of(stream), 1):
            match = _LINE.fullmatch(line)
            if match is not None:
                listing.take(int(match["number"]), match["count"], line, at)
            elif line.endswith(":") and not line.startswith(" "):
                listing.into(files)
                listing = _Listing(line.removesuffix(":"))
            elif _LIKE_ONE.match(line):
                raise _malformed(line, at)
        listing.into(files)
        return files.report(source)


class _Listing:
    """The lines of one source, which are all there, one after another."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._newest = 0
        self._numbers: list[int] = []
        self._ran: list[bool] = []

    def take(self, number: int, count: str | None, line: str, at: int) -> None:
        """Take a line; without a count it holds no code. Raises EvidenceError for one that does not come next."""
        if number != self._newest + 1:
            raise _malformed(line, at)
        self._newest = number
        if count is not None:
            self._numbers.append(number)
            self._ran.append(bool(count.strip("0.")))

    def into(self, files: CoveredFiles) -> None:
        """Hand the lines over, if there has been a source."""
        if self._newest:
            files.lines(self._path, self._numbers, self._ran)


class LlvmCovReportReader:
    """The table: counts by source, and their sum at its end."""

    name = "llvm-cov-report"
    kind = CoverageReport.kind
    title = "llvm-cov report, as text"
    link = f"{_LINK}#llvm-cov-report"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the names of the columns."""
        return _TABLE.match(head) is not None

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the counts of each source. Raises EvidenceError with the line, and for a table without its sum."""
        files = CoveredFiles()
        lines = enumerate(lines_of(stream), 1)
        header = next(lines)[1]
        columns = _GAP.split(header.strip())
        if not {"Lines", "Missed Lines"} <= set(columns):
            raise _malformed(header, 1)
        at, missing = columns.index("Lines"), columns.index("Missed Lines")
        for number, line in takewhile(lambda _: not files.claims, lines):
            if _RULE.fullmatch(line.strip()):
                continue
            cells = line.rsplit(maxsplit=len(columns) - 1)
            if len(cells) != len(columns):
                raise _malformed(line, number)
            coverable, missed = natural(cells[at]), natural(cells[missing])
            if missed > coverable:
                raise _malformed(line, number)
            if cells[0] == "TOTAL":
                files.claims.append(count_claim(coverable - missed, coverable))
            else:
                files.counted(cells[0], coverable - missed, coverable)
        if not files.claims:
            raise EvidenceError(
                "malformed-llvm-cov",
                text("the table ends without its line TOTAL"),
                hint=text("the file was cut: let llvm-cov write it again"),
            )
        return files.report(source)


def _malformed(line: str, at: int) -> EvidenceError:
    return EvidenceError(
        "malformed-llvm-cov",
        text("this is no line that llvm-cov writes here: {line}", line=repr(line[:60])),
        line=at,
        hint=text("look whether the file was cut or edited; let llvm-cov write all sources again, or export JSON"),
    )

"""Reads what gcov writes beside each source: its lines, each behind a count and its number."""

from __future__ import annotations

from typing import BinaryIO

from cdgate.builtin.readers.covered_files import CoveredFiles, added
from cdgate.builtin.readers.text_lines import lines_of
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import CoverageReport, Source
from cdgate.pattern import lazily

_BEGINNING = lazily(rb"(?:\xef\xbb\xbf)?(?:[ \t]*-:[ \t]*0:[^\n]*\n){0,9}?[ \t]*-:[ \t]*0:Source:")
# A count with a star: some blocks of the line did not run. With -H a count may read 1.2k. With -a there are blocks, too.
_LINE = lazily(
    r"[ \t]*(?:-|(?P<missed>#####|=====)|(?P<count>[0-9]{1,20}(?:\.[0-9]+)?)[kMGTPEZY]?\*?):"
    r"[ \t]*(?P<number>[0-9]{1,9}):(?P<rest>.*)"
)
_BLOCK = lazily(r"[ \t]*(?:[0-9.]+[kMGTPEZY]?\*?|[%$]{5}|#####|=====):[ \t]*[0-9]+-block[ \t]+[0-9]+.*")
_BRANCH = lazily(r"branch[ \t]+[0-9]+ (?:taken (?P<taken>[0-9.]+[kMGTPEZY]?)%?|never executed)(?: .*)?")
_LIKE_ONE = lazily(r"[ \t]*(?:-:|-?$|[#=$%]|[0-9])|branch\b")
_SEPARATOR = "-" * 18  # around the instances of a template
_SOURCE = "Source:"


class GcovReader:
    """One source a file, or several after one another; a line in several instances of a template ran if it ran in one."""

    name = "gcov"
    kind = CoverageReport.kind
    title = "gcov text (*.gcov)"
    link = "https://gcc.gnu.org/onlinedocs/gcc/Invoking-Gcov.html"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the line 0 that names the source."""
        return _BEGINNING.match(head) is not None

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the sources. Raises EvidenceError with the line for what gcov does not write."""
        files = CoveredFiles()
        listing = _Listing("")
        for at, line in enumerate(lines_of(stream), 1):
            match = _LINE.fullmatch(line)
            if match is None:
                listing.annotate(line, at)
            elif int(match["number"]):
                listing.take(int(match["number"]), missed=match["missed"], count=match["count"])
            elif match["rest"].startswith(_SOURCE):
                listing.into(files)
                listing = _Listing(match["rest"].removeprefix(_SOURCE))
        listing.into(files)
        return files.report(source)


class _Listing:
    """The lines of one source."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._newest = 0  # the line that branches belong to
        self._numbers: list[int] = []
        self._ran: list[bool] = []
        self._branches: list[tuple[int, tuple[int, int]]] = []

    def take(self, number: int, *, missed: str | None, count: str | None) -> None:
        """Take a line; without a count it holds no code."""
        self._newest = number
        if missed or count:
            self._numbers.append(number)
            self._ran.append(count is not None and bool(count.strip("0.")))

    def annotate(self, line: str, at: int) -> None:
        """Take what stands between lines. Raises EvidenceError for what may be a line that was damaged."""
        branch = _BRANCH.fullmatch(line)
        if branch is not None and self._newest:
            self._branches.append((self._newest, (bool((branch["taken"] or "").strip("0.kMGTPEZY")), 1)))
        elif line and line != _SEPARATOR and _LIKE_ONE.match(line) and not _BLOCK.fullmatch(line):
            raise EvidenceError(
                "malformed-gcov",
                text("this is no line that gcov writes: {line}", line=repr(line[:60])),
                line=at,
                hint=text("look whether the file was cut or edited; let gcov write it again"),
            )

    def into(self, files: CoveredFiles) -> None:
        """Hand the lines over, if there has been a source."""
        if self._path or self._numbers:
            files.lines(self._path, self._numbers, self._ran, added(self._branches))

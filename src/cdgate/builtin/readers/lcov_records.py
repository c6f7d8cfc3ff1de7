"""Takes the lines of an LCOV tracefile, one after another, into coverage by file."""

from __future__ import annotations

import re

from cdgate.builtin.readers.lcov_branches import BranchTally
from cdgate.builtin.readers.lcov_plain import WholeRecord
from cdgate.builtin.readers.linesets import LineSets, check_hits, check_path, naturals
from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.branches import lines_of
from cdgate.model.evidence import FileCoverage
from cdgate.parsing.text import natural

_LONGEST_LINE = 64 << 10
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# What lcov 2 documents (geninfo.1) beside the records that are read here: functions, MC/DC, versions, totals of branches.
_PASSED_OVER = frozenset({b"FN", b"FNL", b"FNA", b"FNDA", b"FNH", b"BRF", b"BRH", b"MCDC", b"MCF", b"MCH", b"VER"})
# The mark that ends a here-document stays behind in files that scripts write.
_LEFT_BEHIND = b"EOF"
_BETWEEN = frozenset({b"TN", b"VER"})
_DATA = re.compile(rb"(-?[0-9]+),([^,]*)(?:,.*)?")
_BRANCH = re.compile(rb"(-?[0-9]+),(e?[0-9]+,.+),(-|[0-9]{1,20})", re.DOTALL)


class _Record:
    """What one source file's record has said so far, as written."""

    __slots__ = ("branches", "found", "has_functions", "hit", "hits", "numbers", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.numbers: list[str] = []
        self.hits: list[str] = []
        self.branches = BranchTally()
        self.found: int | None = None
        self.hit: int | None = None
        self.has_functions = False


class LcovRecords:
    """Coverage by file.

    `claimed` sums LH and LF beside listed lines, `bare_claims` counts LH without listed lines, `nameless` empty SF.
    LLVM's summaries list functions, branches and lines by their counts alone: those are no bare claims.
    """

    def __init__(self) -> None:
        self.files: dict[str, FileCoverage] = {}
        self.claimed = (0, 0)
        self.bare_claims = 0
        self.nameless = 0
        self._sets = LineSets()
        self._record: _Record | None = None
        self._line = 0

    def take(self, line: bytes, number: int) -> None:
        """Take one line with its number. Raises EvidenceError for whatever the format does not have."""
        self._line = number
        if number == 1:
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if len(line) > _LONGEST_LINE:
            raise self._malformed(line)
        try:
            # Blanks at the end are an editor's; only of a name they may be a part.
            self._take(line.rstrip(b"\r\n") if line.startswith(b"SF:") else line.rstrip())
        except EvidenceError as error:
            raise _at(error, number) from error

    def take_whole(self, record: WholeRecord, last: int) -> None:
        """Take a whole record that ends at the line `last`."""
        self._line = last
        try:
            self._sets.spend(record.coverable)
            self._sets.spend(record.covered)
        except EvidenceError as error:
            raise _at(error, last) from error
        self._add(record)

    def finish(self) -> None:
        """Refuse a tracefile that ends inside a record: it was cut."""
        if self._record is not None:
            raise EvidenceError(
                "unfinished-record",
                text("the record of {path} has no end_of_record: the file was cut", path=self._record.path),
                line=self._line,
                hint=text("its writer was stopped or the copy is incomplete; produce it again"),
            )

    def notes(self) -> tuple[Text, ...]:
        """What a person should know about how the lines were read."""
        return self._sets.notes

    def _take(self, line: bytes) -> None:
        key, colon, value = line.partition(b":")
        record = self._record
        if record is None:
            self._take_between(line, key, value)
        elif key == b"DA":
            match = _DATA.fullmatch(value)
            if match is None:
                raise self._malformed(line)
            record.numbers.append(match[1].decode())
            hits = match[2].decode("ascii", "replace")
            check_hits(hits)
            record.hits.append(hits)
        elif key == b"BRDA":
            self._take_branch(record, line, value)
        elif line == b"end_of_record":
            self._end(record)
        elif key == b"LF":
            record.found = natural(value.decode("ascii", "replace"))
        elif key == b"LH":
            record.hit = natural(value.decode("ascii", "replace"))
        elif key == b"FNF":
            record.has_functions = True
        elif line and not line.startswith(b"#") and not (colon and key in _PASSED_OVER):
            raise self._malformed(line)

    def _take_between(self, line: bytes, key: bytes, value: bytes) -> None:
        if key == b"SF":
            self._record = _Record(self._path(value))
        elif line and not line.startswith(b"#") and key not in _BETWEEN and line != _LEFT_BEHIND:
            raise self._malformed(line)

    def _take_branch(self, record: _Record, line: bytes, value: bytes) -> None:
        match = _BRANCH.fullmatch(value)
        if match is None:
            raise self._malformed(line)
        record.branches.add(natural(match[1].decode()), match[2], match[3])

    def _end(self, record: _Record) -> None:
        self._record = None
        numbers = naturals(record.numbers)
        coverable, covered = self._sets.pair(numbers, record.hits)
        branches = record.branches.by_line()
        whole = WholeRecord(record.path, 0, len(numbers), coverable, covered, branches, record.found, record.hit)
        self._add(whole, self._counted(record) if not numbers else None)

    def _add(self, record: WholeRecord, counted: tuple[int, int] | None = None) -> None:
        if record.listed and record.found is not None and record.hit is not None:
            self.claimed = (self.claimed[0] + record.hit, self.claimed[1] + record.found)
        coverage = FileCoverage(
            record.path, record.coverable, record.covered, record.branches, counted, _instances(record)
        )
        before_this = self.files.get(record.path)
        self.files[record.path] = coverage if before_this is None else before_this.merge(coverage)

    def _counted(self, record: _Record) -> tuple[int, int] | None:
        if record.found is None or record.hit is None:
            return None
        if record.hit > record.found:
            raise EvidenceError(
                "impossible-total",
                text("{hit} of {found} lines are hit", hit=record.hit, found=record.found),
                hint=text("the record was edited or its writer is broken; produce it again"),
            )
        self.bare_claims += record.hit > 0 and not record.has_functions
        return record.hit, record.found

    def _path(self, value: bytes) -> str:
        try:
            path = value.decode()
        except UnicodeDecodeError as error:
            raise EvidenceError(
                "bad-file-name",
                text("the name of the source file {path} is not UTF-8", path=repr(value[:100])),
                hint=text("the format has no way to name an encoding; set the tool or its locale to UTF-8"),
            ) from error
        check_path(path)
        self.nameless += not path
        return path

    def _malformed(self, line: bytes) -> EvidenceError:
        return EvidenceError(
            "malformed-lcov",
            text("this is no line of an LCOV tracefile here: {line}", line=repr(line[:60])),
            line=self._line,
            hint=text("look for a tool that writes into the same file, or for two files joined without a line end"),
        )


def _instances(record: WholeRecord) -> dict[int, tuple[int, int]]:
    """Return the counts by line of a record whose LF and LH count lines once per instance of a function.

    Which lines have several instances is not written, so what is beyond the listed lines stands at no line (0).
    """
    lines, hits = record.coverable.bit_count(), record.covered.bit_count()
    found, hit = record.found or 0, record.hit or 0
    if lines != record.listed or not 0 <= hit - hits <= found - lines or not 0 < lines < found:
        return {}
    counts = {number: (record.covered >> number & 1, 1) for number in lines_of(record.coverable)}
    return {0: (hit - hits, found - lines), **counts}


def _at(error: EvidenceError, line: int) -> EvidenceError:
    return EvidenceError(error.slug, error.message, line=error.line or line, hint=error.hint)

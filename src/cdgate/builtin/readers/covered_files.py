"""Gathers what a coverage report says of its files, whatever its format, into one piece of evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import compress

from msgspec.structs import replace

from cdgate.builtin.readers.claims import Claim, weigh, without_lines, without_names
from cdgate.builtin.readers.linesets import LineSets, check_path
from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.evidence import CoverageReport, FileCoverage, Source

Pairs = Mapping[int, tuple[int, int]]


class CoveredFiles:
    """Takes files one after another; what a report says of one file in several places is joined.

    `claims` are totals beside the lines, `failure` is why the report cannot be judged. Where a format knows only lines
    (not `counts_statements`), a line that is listed several times counts several times only if that is no better.
    """

    def __init__(self, *, counts_statements: bool = True) -> None:
        self._counts_statements = counts_statements
        self.claims: list[Claim] = []
        self.roots: list[str] = []
        self.notes: list[Text] = []
        self.produced_at: datetime | None = None
        self.failure: Text | None = None
        self.sets = LineSets()
        self._files: dict[str, FileCoverage] = {}
        self._nameless = 0

    def lines(self, path: str, numbers: Sequence[int], ran: Sequence[object], branches: Pairs | None = None) -> None:
        """Take lines and, beside each, whether it ran; a line listed several times ran if it ran once."""
        covered = self.sets.build(list(compress(numbers, ran)))
        self.add(FileCoverage(path, self.sets.build(numbers), covered, branches or {}))

    def spans(
        self, path: str, spans: Sequence[tuple[int, int]], ran: Sequence[object], branches: Pairs | None = None
    ) -> None:
        """Take (first, last) lines of code and, beside each, whether it ran; a line of several ran if one of them did."""
        covered = self.sets.spans(list(compress(spans, ran)))
        self.add(FileCoverage(path, self.sets.spans(spans), covered, branches or {}))

    def statements(
        self, path: str, numbers: Sequence[int], ran: Sequence[object], branches: Pairs | None = None
    ) -> None:
        """Take statements, each by the line on which it begins and whether it ran."""
        hit = list(compress(numbers, ran))
        coverable, covered = self.sets.build(numbers), self.sets.build(hit)
        counts: Pairs = {}
        if coverable.bit_count() != len(numbers):  # else a line is a statement
            taken = Counter(hit)
            counts = {line: (taken[line], total) for line, total in Counter(numbers).items()}
        self.add(FileCoverage(path, coverable, covered, branches or {}, statements=counts))

    def counted(self, path: str, covered: int, coverable: int) -> None:
        """Take counts of a file whose lines are not listed. Raises EvidenceError for more covered than coverable."""
        check_counts(covered, coverable)
        self.add(FileCoverage(path, counted=(covered, coverable)))

    def add(self, file: FileCoverage) -> None:
        """Take one file."""
        check_path(file.path)
        self._nameless += not file.path
        before = self._files.get(file.path)
        self._files[file.path] = file if before is None else before.merge(file)

    def report(self, source: Source) -> CoverageReport:
        """Return the evidence, with what its claims and gaps tell."""
        files = tuple(self._files.values())
        if not self._counts_statements:
            files = no_better(files)
        report = CoverageReport(
            replace(source, produced_at=self.produced_at or source.produced_at), files, tuple(self.roots)
        )
        covered, coverable = report.lines()
        notes, shortfall = weigh(self.claims, covered, coverable)
        if not coverable:
            shortfall = without_lines()
        elif self._nameless:
            shortfall = without_names(self._nameless)
        notes = (*notes, *self.notes, *self.sets.notes)
        return replace(report, notes=notes, shortfall=self.failure or shortfall)


def no_better(files: tuple[FileCoverage, ...]) -> tuple[FileCoverage, ...]:
    """Return the files with their statements if these give no better total than their lines, else without.

    gcovr lists a line once for each instance of a function on it and counts it as often. Who repeats covered lines to
    look better gains nothing.
    """
    if not any(file.statements for file in files):
        return files
    plain = tuple(replace(file, statements={}) if file.statements else file for file in files)
    (hit, found), (covered, coverable) = (_total(some) for some in (files, plain))
    return files if hit * coverable <= covered * found else plain


def _total(files: Iterable[FileCoverage]) -> tuple[int, int]:
    counts = [file.lines() for file in files]
    return sum(covered for covered, _ in counts), sum(coverable for _, coverable in counts)


def check_counts(covered: int, coverable: int) -> None:
    """Refuse a total that cannot be."""
    if covered > coverable:
        raise EvidenceError(
            "impossible-total",
            text("{hit} of {found} are covered", hit=covered, found=coverable),
            hint=text("the record was edited or its writer is broken; produce it again"),
        )


def added(pairs: Iterable[tuple[int, tuple[int, int]]]) -> Pairs:
    """Return the pairs by line; what comes for one line is added up."""
    sums: dict[int, tuple[int, int]] = {}
    for line, (taken, total) in pairs:
        known = sums.get(line, (0, 0))
        sums[line] = known[0] + taken, known[1] + total
    return sums

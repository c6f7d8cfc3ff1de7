"""A JSON report of coverage.py to evidence: exact by its lines, held against its own summaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

import msgspec

from cdgate.builtin.readers.claims import without_lines
from cdgate.builtin.readers.linesets import LineSets, check_path
from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.evidence import CoverageReport, FileCoverage, Source

Branches = Mapping[int, tuple[int, int]]


class Summary(msgspec.Struct, frozen=True):
    """What coverage.py counted, in one file or all."""

    covered_lines: int
    num_statements: int
    missing_lines: int
    excluded_lines: int
    percent_covered: float
    num_branches: int = 0
    covered_branches: int = 0
    missing_branches: int = 0

    def counts(self) -> tuple[int, ...]:
        """Return the counts in a fixed order, to be added up."""
        return (
            self.covered_lines,
            self.num_statements,
            self.missing_lines,
            self.excluded_lines,
            self.num_branches,
            self.covered_branches,
            self.missing_branches,
        )


class File(msgspec.Struct, frozen=True):
    """One file of the report; an arc is [from line, to line]."""

    executed_lines: list[int]
    missing_lines: list[int]
    excluded_lines: list[int]
    summary: Summary
    executed_branches: list[tuple[int, int]] | None = None
    missing_branches: list[tuple[int, int]] | None = None


class Meta(msgspec.Struct, frozen=True):
    """When the report was written; a time without a zone tells nothing, since it is local to some machine."""

    timestamp: str = ""


class Report(msgspec.Struct, frozen=True):
    """A whole report."""

    meta: Meta
    files: dict[str, File]
    totals: Summary


def coverage_of(report: Report, source: Source) -> CoverageReport:
    """Return the evidence. Raises EvidenceError `totals-disagree` where lines and summaries contradict each other."""
    _check_totals(report)
    sets = LineSets()
    files = tuple(_file(path, file, sets) for path, file in sorted(report.files.items()))
    unlisted = sum(file.counted is not None for file in files)
    return CoverageReport(
        msgspec.structs.replace(source, produced_at=_moment(report.meta.timestamp)),
        files,
        notes=(_without_line_numbers(unlisted),) if unlisted else (),
        shortfall=None if report.totals.num_statements else without_lines(),
    )


def _check_totals(report: Report) -> None:
    summaries = [file.summary.counts() for file in report.files.values()]
    sums = tuple(map(sum, zip(*summaries, strict=True))) or (0,) * len(report.totals.counts())
    if sums != report.totals.counts():
        raise _disagree(text("the totals are not the sums of the files"))
    for summary in (report.totals, *(file.summary for file in report.files.values())):
        odd = summary.covered_lines + summary.missing_lines != summary.num_statements
        odd |= summary.covered_branches + summary.missing_branches != summary.num_branches
        odd |= min(summary.counts()) < 0
        if odd or not 0 <= summary.percent_covered <= 100:  # noqa: PLR2004  # percent
            raise _disagree(text("a summary contradicts itself"))


def _file(path: str, file: File, sets: LineSets) -> FileCoverage:
    check_path(path)
    executed, missing, excluded = map(sets.build, (file.executed_lines, file.missing_lines, file.excluded_lines))
    summary = file.summary
    if executed & missing or missing.bit_count() != summary.missing_lines:
        raise _disagree(text("the lines of {path} contradict its summary", path=path))
    covered = executed & ~excluded
    branches = _branches(path, file)
    if not summary.num_statements:
        return FileCoverage(path)
    if covered.bit_count() == summary.covered_lines:
        return FileCoverage(path, covered | missing, covered, branches)
    if covered.bit_count() < summary.covered_lines:
        raise _disagree(text("the summary of {path} claims more covered lines than are listed", path=path))
    # Older ones (7.10 does) list executed docstrings, which are no statements, and count without them.
    return FileCoverage(path, branches=branches, counted=(summary.covered_lines, summary.num_statements))


def _branches(path: str, file: File) -> Branches:
    covered = Counter(line for line, _ in file.executed_branches or ())
    missing = Counter(line for line, _ in file.missing_branches or ())
    lines = sorted(covered.keys() | missing.keys())
    if (lines and lines[0] < 1) or missing.total() != file.summary.missing_branches:
        raise _disagree(text("the branches of {path} contradict its summary", path=path))
    listed = {line: (covered[line], covered[line] + missing[line]) for line in lines}
    # A line under `pragma: no branch` lists the one way that was taken and counts as two.
    lifted = {line: (2, 2) if pair == (1, 1) else pair for line, pair in listed.items()}
    for branches in (lifted, listed):
        if sum(taken for taken, _ in branches.values()) == file.summary.covered_branches:
            return branches
    if covered.total() > file.summary.covered_branches:
        raise _disagree(text("{path} lists more covered branches than its summary counts", path=path))
    return listed


def _moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _disagree(message: Text) -> EvidenceError:
    return EvidenceError(
        "totals-disagree", message, hint=text("write the report again; if it was edited or merged by hand, do not")
    )


def _without_line_numbers(count: int) -> Text:
    return text(
        "{count} files count without line numbers, since this coverage.py lists docstrings among their executed lines: "
        "use `coverage xml`, or a newer coverage.py",
        count=count,
    )

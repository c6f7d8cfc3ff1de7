"""The places that coverage lacks: runs of uncovered lines, lines with untaken branches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest
from itertools import islice
from operator import itemgetter

from cdgate.message import text
from cdgate.model.evidence import FileCoverage
from cdgate.model.location import Location
from cdgate.model.measurement import Contributor
from cdgate.pattern import lazily

MOST = 200  # a page of annotations is read, a book of them is not
LEVEL = "warning"  # an uncovered line is no defect

_RUN = lazily("1+")


def uncovered_lines(
    files: Iterable[FileCoverage], counts: Iterable[tuple[int, int]]
) -> tuple[tuple[Contributor, ...], int]:
    """Return the first runs of uncovered lines, files with most of them first, and how many runs there are.

    Beside each file stand its (covered, coverable) lines.
    """
    lacking = [
        (covered - coverable, file.path, file)
        for file, (covered, coverable) in zip(files, counts, strict=True)
        if covered < coverable
    ]
    first = nsmallest(MOST, lacking, key=itemgetter(0, 1))  # each has a run at least
    shown = (run for _, _, file in first for run in _runs(file))
    return tuple(islice(shown, MOST)), sum(_run_count(file) for _, _, file in lacking)


def untaken_branches(files: Iterable[FileCoverage]) -> tuple[tuple[Contributor, ...], int]:
    """Return the first lines with untaken branches, files with most of them first, and how many such lines there are."""
    lines = [(file, _untaken(file)) for file in files]
    lacking = sorted(
        ((file, untaken) for file, untaken in lines if untaken),
        key=lambda pair: (-sum(total - covered for _, covered, total in pair[1]), pair[0].path),
    )
    shown = (_branch(file.path, *line) for file, untaken in lacking for line in untaken)
    return tuple(islice(shown, MOST)), sum(len(untaken) for _, untaken in lacking)


def _missing_bits(file: FileCoverage) -> int:
    return file.coverable & ~file.covered


def _run_count(file: FileCoverage) -> int:
    bits = _missing_bits(file)
    return (bits ^ bits << 1).bit_count() // 2 or 1  # a file with counts only has one contributor


def _runs(file: FileCoverage) -> Iterator[Contributor]:
    bits = _missing_bits(file)
    if not bits:
        covered, coverable = file.lines()
        message = text("{missed} of {total} lines are not covered", missed=coverable - covered, total=coverable)
        yield Contributor(message, Location(file.path), level=LEVEL)
        return
    for run in _RUN.finditer(f"{bits:b}"[::-1]):
        yield _run(file.path, run.start(), run.end() - 1)


def _run(path: str, first: int, last: int) -> Contributor:
    if first == last:
        return Contributor(text("line {line} is not covered", line=first), Location(path, first), level=LEVEL)
    message = text("lines {first}-{last} are not covered", first=first, last=last)
    return Contributor(message, Location(path, first, end_line=last), level=LEVEL)


def _untaken(file: FileCoverage) -> list[tuple[int, int, int]]:
    return [(line, covered, total) for line, (covered, total) in sorted(file.branches.items()) if covered < total]


def _branch(path: str, line: int, covered: int, total: int) -> Contributor:
    message = text(
        "branches not taken on line {line}: {missed} of {total}", line=line, missed=total - covered, total=total
    )
    return Contributor(message, Location(path, line), level=LEVEL)

"""What is to be reached: the goals, and how two measurements are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import jobs
from inputs import SIZES
from jobs import Tool
from measure import Taken

Ratio = Callable[[Taken, Taken], float]
Figures = Callable[[str], jobs.Answer] | None


def wall(one: Taken, other: Taken) -> float:
    """Compare seconds on the clock."""
    return one.wall / other.wall


def cpu(one: Taken, other: Taken) -> float:
    """Compare seconds of processor."""
    return one.cpu / other.cpu


def memory(one: Taken, other: Taken) -> float:
    """Compare peaks."""
    return one.megabytes / other.megabytes


def growth(one: Taken, other: Taken) -> float:
    """Compare peaks by their difference in MB."""
    return one.megabytes - other.megabytes


NAMES: Mapping[Ratio, str] = {wall: "wall", cpu: "CPU", memory: "memory", growth: "MB more:"}


class Goal(NamedTuple):
    """What is to be reached: cdgate's figure at most `most` times that of the yardstick."""

    number: int
    work: str
    mine: Tool
    other: Tool
    limits: tuple[tuple[Ratio, float], ...]


def goals(work: Path, peers: Path) -> Iterator[Goal]:
    """Yield the goals in order."""
    one, many = work / "cobertura", work / "many"
    limit = jobs.xmllint(one, "report.xml")
    yield Goal(1, "Cobertura", jobs.cdgate(one, None), limit, ((cpu, 1.25),))
    yield Goal(2, "Cobertura, two processes", jobs.cdgate(one, None, jobs=2), limit, ((wall, 0.75),))
    peer = jobs.pycobertura(peers, one, "report.xml")
    yield Goal(3, "Cobertura", jobs.cdgate(one, jobs.figures("lines_coverable")), peer, ((cpu, 0.12), (memory, 1 / 25)))
    for number, name, most in ((4, "changed-200", (0.15, 1 / 16)), (5, "changed-5000", (0.09, 1 / 10))):
        tree = work / name / "tree"
        peer = jobs.diff_cover(peers, tree, "report.xml")
        what = f"changed lines of {'190' if number == 4 else 'all or 5,000'} files"
        yield Goal(number, what, jobs.cdgate(tree, jobs.changed), peer, ((wall, most[0]), (memory, most[1])))
    yield from _unsaid(6, "JaCoCo", work / "jacoco", jobs.xmllint(work / "jacoco", "report.xml"), 0.8)
    tests = jobs.figures("tests", "failed", "skipped")
    for name in ("pytest", "surefire"):
        peer = jobs.junitparser(peers, work / name, "report.xml")
        yield Goal(7, f"JUnit ({name})", jobs.cdgate(work / name, tests), peer, ((cpu, 0.27), (memory, 1 / 12)))
    peer = jobs.junitparser(peers, many, "reports/*.xml")
    yield Goal(8, "JUnit, thousands of files", jobs.cdgate(many, tests, jobs=2), peer, ((wall, 0.6),))
    levels, lines = jobs.figures("error", "warning", "note"), jobs.figures("lines_covered", "lines_coverable")
    sarif, semgrep, lcov = work / "sarif", work / "semgrep", work / "lcov"
    yield from _unsaid(9, "SARIF", sarif, jobs.sarif_summary(peers, sarif, "report.sarif"), 0.08, figures=levels)
    yield from _unsaid(9, "SARIF", sarif, jobs.json_load(sarif, "report.sarif"), 0.25)
    yield Goal(9, "SARIF", jobs.cdgate(sarif, None, jobs=2), jobs.size_of(sarif, "report.sarif"), ((memory, 1.7),))
    yield from _unsaid(10, "semgrep JSON", semgrep, jobs.json_load(semgrep, "report.json"), 0.25)
    peer = jobs.lcov_summary(lcov, "report.info")
    yield from _unsaid(11, "LCOV", lcov, peer, 0.09, (memory, 1 / 12), figures=lines)
    mixed = work / "mixed"
    yield Goal(
        12, "six files, two processes", jobs.cdgate(mixed, None, jobs=2), jobs.cdgate(mixed, None), ((wall, 0.62),)
    )
    peer = jobs.diff_cover(peers, work / "tiny/tree", "report.xml")
    yield Goal(13, "tiny files", jobs.cdgate(work / "tiny", None), peer, ((wall, 1.0),))
    for kind in ("cobertura", "pytest"):
        name = "Cobertura" if kind == "cobertura" else "JUnit (pytest)"
        small, middle, large, huge = (jobs.cdgate(work / "grown" / size / kind, None) for size, _ in SIZES)
        yield Goal(14, f"{name}, fifty times the size", large, small, ((growth, 100),))
        yield Goal(15, f"{name}, ten times the size", huge, middle, ((cpu, 11.0), (growth, 100)))


def _unsaid(
    number: int, work: str, folder: Path, other: Tool, most: float, *more: tuple[Ratio, float], figures: Figures = None
) -> Iterator[Goal]:
    """Yield a goal that does not say which time it means: that on the clock, as users run cdgate, and that of one process."""
    yield Goal(number, f"{work}, two processes", jobs.cdgate(folder, figures, jobs=2), other, ((wall, most), *more))
    yield Goal(number, f"{work}, one process", jobs.cdgate(folder, figures), other, ((cpu, most), *more))

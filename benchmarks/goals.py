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
    yield Goal(
        6, "JaCoCo", jobs.cdgate(work / "jacoco", None), jobs.xmllint(work / "jacoco", "report.xml"), ((cpu, 0.8),)
    )
    tests = jobs.figures("tests", "failed", "skipped")
    for name in ("pytest", "surefire"):
        peer = jobs.junitparser(peers, work / name, "report.xml")
        yield Goal(7, f"JUnit ({name})", jobs.cdgate(work / name, tests), peer, ((cpu, 0.27), (memory, 1 / 12)))
    peer = jobs.junitparser(peers, many, "reports/*.xml")
    yield Goal(8, "JUnit, thousands of files", jobs.cdgate(many, tests, jobs=2), peer, ((wall, 0.6),))
    yield from _of_one_file(work, peers)
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


def _of_one_file(work: Path, peers: Path) -> Iterator[Goal]:
    """Yield the goals that do not say which time is meant: the one on the clock, as users run it, and that of one process."""
    levels = jobs.figures("error", "warning", "note")
    lines = jobs.figures("lines_covered", "lines_coverable")
    sarif, semgrep, lcov = work / "sarif", work / "semgrep", work / "lcov"
    for number, what, folder, figures, other, most in (
        (9, "SARIF", sarif, levels, jobs.sarif_summary(peers, sarif, "report.sarif"), 0.08),
        (9, "SARIF", sarif, None, jobs.json_load(sarif, "report.sarif"), 0.25),
        (10, "semgrep JSON", semgrep, None, jobs.json_load(semgrep, "report.json"), 0.25),
        (11, "LCOV", lcov, lines, jobs.lcov_summary(lcov, "report.info"), 0.09),
    ):
        least = ((memory, 1 / 12),) if number == 11 else ()  # as the goals are numbered
        yield Goal(
            number, f"{what}, two processes", jobs.cdgate(folder, figures, jobs=2), other, ((wall, most), *least)
        )
        yield Goal(number, f"{what}, one process", jobs.cdgate(folder, figures), other, ((cpu, most), *least))
    yield Goal(9, "SARIF", jobs.cdgate(sarif, None), jobs.size_of(sarif, "report.sarif"), ((memory, 1.7),))

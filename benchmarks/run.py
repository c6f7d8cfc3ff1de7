"""Measures cdgate beside other tools that do the same, and writes the table of docs/performance.md."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
from collections.abc import Callable, Iterator
from multiprocessing import Process
from pathlib import Path
from typing import NamedTuple

import jobs
import reports
from jobs import Tool
from measure import Taken, median, run

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".bench"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- begin: make bench -->", "<!-- end: make bench -->"

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


NAMES = {wall: "wall", cpu: "CPU", memory: "memory", growth: "MB more:"}


class Goal(NamedTuple):
    """What is to be reached: cdgate's figure at most `most` times that of the yardstick."""

    number: int
    work: str
    mine: Tool
    other: Tool
    limits: tuple[tuple[Ratio, float], ...]


class Row(NamedTuple):
    """A line of the table."""

    goal: Goal
    mine: Taken
    other: Taken
    equal: bool | None

    def cells(self) -> Iterator[str]:
        """Yield what the table shows."""
        yield str(self.goal.number)
        yield self.goal.work
        yield f"{self.goal.mine.name}: {_shown(self.mine)}"
        yield f"{self.goal.other.name}: {_shown(self.other)}"
        yield "; ".join(
            f"{NAMES[ratio]} {ratio(self.mine, self.other):.3f} of {most:.3f} "
            f"{'met' if ratio(self.mine, self.other) <= most else '**not met**'}"
            for ratio, most in self.goal.limits
        )
        yield {True: "same figures", False: "**figures differ**", None: ""}[self.equal]


def _shown(taken: Taken) -> str:
    return f"{taken.wall:.2f} s, CPU {taken.cpu:.2f} s, {taken.megabytes:.0f} MB"


def main() -> None:
    """Make what is missing, measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a tenth of the size, one pair each")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--only", type=int, nargs="*", default=[], metavar="GOAL")
    wishes = parser.parse_args()
    size = 10 if wishes.small else 100
    jobs.environments(HOME / "peers")
    work = HOME / f"{size}"
    # In a process of its own: what a child uses at its peak begins with what its parent holds when it starts it.
    maker = Process(target=make, args=(work, size))
    maker.start()
    maker.join()
    rows = []
    for goal in goals(work, HOME / "peers"):
        if not wishes.only or goal.number in wishes.only:
            rows.append(measured(goal, 1 if wishes.small else wishes.pairs))
            print(" | ".join(rows[-1].cells()), flush=True)
    if not wishes.only and not wishes.small:
        write(rows, wishes.pairs)


def measured(goal: Goal, pairs: int) -> Row:
    """Compare the answers, then run both in turn."""
    answers = [tool.answer(run(tool.command)[1]) if tool.answer else None for tool in (goal.mine, goal.other)]
    equal = None if None in answers else answers[0] == answers[1]
    if equal is False:
        print(f"goal {goal.number}: {answers[0]} is not {answers[1]}")
    runs = [(run(goal.mine.command)[0], run(goal.other.command)[0]) for _ in range(pairs)]
    return Row(goal, median([mine for mine, _ in runs]), median([other for _, other in runs]), equal)


def make(work: Path, size: int) -> None:
    """Write the reports that are not there yet, each with its policy into its own folder."""
    if (work / "ready").exists():
        return
    shutil.rmtree(work, ignore_errors=True)
    for name in (
        "cobertura",
        "jacoco",
        "pytest",
        "surefire",
        "many",
        "sarif",
        "semgrep",
        "lcov",
        "mixed",
        "tiny",
        "huge",
    ):
        (work / name).mkdir(parents=True)
    files = reports.cobertura(work / "cobertura/report.xml", size)
    reports.jacoco(work / "jacoco/report.xml", size)
    reports.pytest(work / "pytest/report.xml", size)
    reports.surefire(work / "surefire/report.xml", size)
    reports.sarif(work / "sarif/report.sarif", size)
    reports.semgrep(work / "semgrep/report.json", size)
    reports.lcov(work / "lcov/report.info", size)
    reports.many_surefire(work / "many/reports", 50 * size)
    for name in ("cobertura", "jacoco", "pytest", "surefire", "sarif", "lcov"):
        os.link(next((work / name).glob("report.*")), work / "mixed" / name)
    for name, changed in (("changed-200", 190), ("changed-5000", 5000)):
        reports.repository(work / name / "tree", files, min(changed, files))
        os.link(work / "cobertura/report.xml", work / name / "tree/report.xml")
    reports.cobertura(work / "tiny/cobertura", 0.02)
    reports.pytest(work / "tiny/pytest", 0.02)
    reports.sarif(work / "tiny/sarif", 0.02)
    reports.repository(work / "tiny/tree", 3, 1)
    os.link(work / "tiny/cobertura", work / "tiny/tree/report.xml")
    reports.cobertura(work / "huge/cobertura-large", 5 * size)
    reports.cobertura(work / "huge/cobertura-small", size / 10)
    _policies(work)
    (work / "ready").touch()


def _policies(work: Path) -> None:
    line = "line: {metric: coverage.line, at_least: 1 %}"
    tests = "pass: {metric: tests.failed, at_most: 0}"
    found = "found: {metric: findings.count, at_most: 0}"
    for name, criterion in (
        ("cobertura", line), ("jacoco", line), ("lcov", line), ("pytest", tests), ("surefire", tests), ("sarif", found),
        ("semgrep", found),
    ):  # fmt: skip
        jobs.policy(work / name, {name: "{path: report.*}"}, [criterion])
    jobs.policy(work / "many", {"tests": "{path: 'reports/*.xml'}"}, [tests])
    for name in ("mixed", "tiny"):
        names = [path.name for path in (work / name).iterdir() if path.is_file()]
        jobs.policy(work / name, {one: f"{{path: {one}}}" for one in sorted(names)}, [line, tests, found])
    for name in ("changed-200", "changed-5000"):
        changed = "changed: {metric: coverage.line, scope: changed, at_least: 1 %}"
        roles = {"coverage": "{path: report.*}", "change": "{git: {base: main}}"}
        jobs.policy(work / name / "tree", roles, [changed])
    for name in ("large", "small"):
        (work / "huge" / name).mkdir()
        os.link(work / f"huge/cobertura-{name}", work / "huge" / name / "report.xml")
        jobs.policy(work / "huge" / name, {"coverage": "{path: report.*}"}, [line])


def goals(work: Path, peers: Path) -> Iterator[Goal]:
    """Yield the goals in order."""
    lines = jobs.figures("lines_covered", "lines_coverable")
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
    mine = jobs.cdgate(work / "sarif", jobs.figures("error", "warning", "note"))
    peer = jobs.sarif_summary(peers, work / "sarif", "report.sarif")
    yield Goal(9, "SARIF", mine, peer, ((cpu, 0.08),))
    yield Goal(9, "SARIF", mine, jobs.json_load(work / "sarif", "report.sarif"), ((cpu, 0.25),))
    mine = jobs.cdgate(work / "semgrep", None)
    yield Goal(10, "semgrep JSON", mine, jobs.json_load(work / "semgrep", "report.json"), ((cpu, 0.25),))
    peer = jobs.lcov_summary(work / "lcov", "report.info")
    yield Goal(11, "LCOV", jobs.cdgate(work / "lcov", lines), peer, ((cpu, 0.09), (memory, 1 / 12)))
    mixed = work / "mixed"
    yield Goal(
        12, "six files, two processes", jobs.cdgate(mixed, None, jobs=2), jobs.cdgate(mixed, None), ((wall, 0.62),)
    )
    peer = jobs.diff_cover(peers, work / "tiny/tree", "report.xml")
    yield Goal(13, "tiny files", jobs.cdgate(work / "tiny", None), peer, ((wall, 1.0),))
    small = jobs.cdgate(work / "huge/small", None)
    yield Goal(14, "Cobertura, fifty times the size", jobs.cdgate(work / "huge/large", None), small, ((growth, 100),))


def write(rows: list[Row], pairs: int) -> None:
    """Put the table in its place on the page."""
    head = ("goal", "work", "cdgate", "yardstick", "ratio", "figures")
    table = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row.cells())} |" for row in rows)]
    about = f"Medians of {pairs} pairs on {os.cpu_count()} processors, Python {platform.python_version()}."
    text = PAGE.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{about}\n\n{chr(10).join(table)}\n{END}{after}")


if __name__ == "__main__":
    main()

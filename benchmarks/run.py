"""Measures cdgate beside other tools that do the same, and writes the table of docs/performance.md."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterator
from multiprocessing import Process
from pathlib import Path
from statistics import median
from typing import NamedTuple

import jobs
from goals import NAMES, Goal, goals
from inputs import make
from measure import Taken, middle, run

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".bench"
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- begin: make bench -->", "<!-- end: make bench -->"


class Row(NamedTuple):
    """A line of the table: what each pair of runs took, cdgate first."""

    goal: Goal
    pairs: tuple[tuple[Taken, Taken], ...]
    equal: bool | None

    def cells(self) -> Iterator[str]:
        """Yield what the table shows; a ratio is the median of those of the pairs, so what slows both is left out."""
        yield str(self.goal.number)
        yield self.goal.work
        yield f"{self.goal.mine.name}: {_shown(middle([mine for mine, _ in self.pairs]))}"
        yield f"{self.goal.other.name}: {_shown(middle([other for _, other in self.pairs]))}"
        found = [(NAMES[ratio], median(ratio(*pair) for pair in self.pairs), most) for ratio, most in self.goal.limits]
        yield "; ".join(
            f"{name} {value:.3f} of {most:.3f} {'met' if value <= most else '**not met**'}"
            for name, value, most in found
        )
        yield {True: "same figures", False: "**figures differ**", None: ""}[self.equal]


def _shown(taken: Taken) -> str:
    if not taken.wall:
        return f"{taken.megabytes:.0f} MB"
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
    equal = answers[0] == answers[1] if all(answers) else None
    if equal is False:
        print(f"goal {goal.number}: {answers[0]} is not {answers[1]}")
    runs = tuple((run(goal.mine.command)[0], run(goal.other.command)[0]) for _ in range(pairs))
    return Row(goal, runs, equal)


def write(rows: list[Row], pairs: int) -> None:
    """Put the table in its place on the page."""
    head = ("goal", "work", "cdgate", "yardstick", "ratio", "figures")
    table = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row.cells())} |" for row in rows)]
    about = (
        f"Medians of {pairs} pairs, of ratios too, on {os.cpu_count()} processors, Python {platform.python_version()}."
    )
    text = PAGE.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{about}\n\n{chr(10).join(table)}\n{END}{after}")


if __name__ == "__main__":
    main()

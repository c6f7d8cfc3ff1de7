"""The source files that the reports speak of; the same for the same arguments."""

from __future__ import annotations

import random
from typing import NamedTuple

NOUNS = (
    "anchor badge canal dial ember forge grove harbor inlet jigsaw kernel ledger meadow nozzle orchard pallet quarry "
    "ribbon saddle timber umbra valve willow yard zenith"
).split()
VERBS = "adopt bind carry drop emit fold guard hoist join keep lift merge note order prune raise send trim unify weigh".split()


class Line(NamedTuple):
    """A line that can be covered: its number, its hits, and (taken, all) branches or None."""

    number: int
    hits: int
    branches: tuple[int, int] | None


def source_path(index: int) -> str:
    """Return the path of the source file with this index."""
    pick = random.Random(f"path {index}")  # noqa: S311  # test data
    return f"part_{index // 300:03d}/{pick.choice(NOUNS)}/{pick.choice(VERBS)}_{pick.choice(NOUNS)}_{index:05d}.py"


def source_lines(index: int) -> tuple[int, list[Line]]:
    """Return how many lines the file has, and those that can be covered."""
    pick = random.Random(f"lines {index}")  # noqa: S311  # test data
    length = min(2500, max(25, int(pick.lognormvariate(5.8, 0.8))))
    share = pick.choice((0.0, 0.5, 0.8, 0.9, 0.95, 1.0, 1.0))
    lines: list[Line] = []
    covered = True
    for number in range(1, length):
        if pick.random() < 1 / 3:
            continue
        if pick.random() < 1 / 8:  # lines are missed in blocks
            covered = pick.random() < share
        branches = None
        if pick.random() < 1 / 7:
            branches = (pick.choice((1, 2, 2, 2)) if covered else 0, 2)
        lines.append(Line(number, int(covered), branches))
    return length, lines

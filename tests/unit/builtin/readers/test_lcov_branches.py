from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest

from cdgate.builtin.readers.lcov_branches import tallied
from cdgate.model.branches import LineBranches


def counted(rows: list[tuple[int, int, int, int]]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for line, _, _, taken in rows:
        before = found.get(line, (0, 0))
        found[line] = before[0] + (taken > 0), before[1] + 1
    return found


def told(rows: list[tuple[int, int, int, int]]) -> Mapping[int, tuple[int, int]] | None:
    return tallied([number for row in rows for number in row])


@pytest.mark.parametrize("seed", range(50))
@pytest.mark.parametrize("arms", [1, 2, 3, 15, 16, 300])
def test_branches_are_counted_by_line(seed: int, arms: int) -> None:
    pick = Random(seed)  # noqa: S311  # test data
    lines = [pick.randrange(1, 60) for _ in range(pick.randrange(1, 9))]
    rows = [(line, block, arm, pick.randrange(3)) for block, line in enumerate(lines) for arm in range(arms)]
    if seed % 2:
        pick.shuffle(rows)
    assert told(rows) == counted(rows)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([(7, 0, 0, 1), (7, 0, 0, 1)], id="side by side"),
        pytest.param([(7, 0, 0, 1), (8, 0, 1, 0), (7, 0, 0, 0)], id="apart"),
        pytest.param([(7, 0, 0, 1), (7, 0, 1, 1), (7, 0, 0, 1), (7, 0, 1, 0)], id="pairs"),
    ],
)
def test_branches_of_one_name_are_not_counted_here(rows: list[tuple[int, int, int, int]]) -> None:
    assert told(rows) is None


def test_line_that_no_file_has_is_not_counted_here() -> None:
    assert told([(10_000_001, 0, 0, 1)]) is None


def test_few_branches_far_apart_take_no_sets() -> None:
    rows = [(9_000_000, 0, arm, arm) for arm in range(2)]
    assert told(rows) == {9_000_000: (1, 2)}
    assert not isinstance(told(rows), LineBranches)
    assert isinstance(told([(90, 0, arm, arm) for arm in range(2)]), LineBranches)

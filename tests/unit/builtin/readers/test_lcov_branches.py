from __future__ import annotations

from collections.abc import Mapping
from random import Random

import pytest

from cdgate.builtin.readers.lcov_branches import branches_of, tallied
from cdgate.model.branches import LineBranches


def counted(rows: list[tuple[int, int, int, int]]) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for line, _, _, taken in rows:
        before = found.get(line, (0, 0))
        found[line] = before[0] + (taken > 0), before[1] + 1
    return found


def told(rows: list[tuple[int, int, int, int]]) -> Mapping[int, tuple[int, int]] | None:
    return tallied([number for line, *rest in rows for number in (-line, *rest)])


@pytest.mark.parametrize("seed", range(50))
@pytest.mark.parametrize("arms", [1, 2, 3, 15, 16, 300])
def test_branches_are_counted_by_line(seed: int, arms: int) -> None:
    pick = Random(seed)  # noqa: S311  # test data
    lines = [pick.randrange(1, 60) for _ in range(pick.randrange(1, 9))]
    rows = [(line, block, arm, pick.randrange(3)) for block, line in enumerate(lines) for arm in range(arms)]
    if seed % 2:
        pick.shuffle(rows)
    assert branches_of(b"".join(b"BRDA:%d,%d,%d,%d\n" % row for row in rows)) == counted(rows)


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


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="none"),
        pytest.param([(9_000_000, 0, arm, arm) for arm in range(2)], id="far away"),
        pytest.param([(0, 0, arm, arm) for arm in range(2)], id="line 0 of two branches"),
        pytest.param([(0, 0, arm, arm) for arm in range(3)], id="line 0 of three branches"),
        pytest.param([(7, 0, arm, 1) for arm in range(16)], id="more than a byte counts"),
    ],
)
def test_unusual_branches_are_not_counted_here(rows: list[tuple[int, int, int, int]]) -> None:
    assert told(rows) is None


def test_usual_branches_are_sets_of_lines() -> None:
    branches = told([(90, 0, 0, 0), (90, 0, 1, 1), (91, 1, 0, 2), (91, 1, 1, 1)])
    assert isinstance(branches, LineBranches)
    assert branches == {90: (1, 2), 91: (2, 2)}


def test_highest_line_may_stand_anywhere() -> None:
    assert told([(90, 0, 0, 0), (90, 0, 1, 1), (7, 1, 0, 2), (7, 1, 1, 1)]) == {7: (2, 2), 90: (1, 2)}


@pytest.mark.parametrize(
    ("lines", "branches"),
    [
        pytest.param(b"BRDA:7,0,0,-\nBRDA:7,0,1,-\n", {7: (0, 2)}, id="never run"),
        pytest.param(b"BRDA:7,0,0,0\nBRDA:7,0,0,3\n", {7: (1, 1)}, id="one name"),
        pytest.param(b"BRDA:7,e0,0,1\nBRDA:7,0,0,3\n", {7: (2, 2)}, id="exception"),
        pytest.param(b"BRDA:7,0,jump to line 9,1\nBRDA:7,0,-,0\n", {7: (1, 2)}, id="words"),
        pytest.param(b"BRDA:0,0,0,1\n", {0: (1, 1)}, id="line 0"),
        pytest.param(b"BRDA:9000000,0,0,1\n", {9_000_000: (1, 1)}, id="far away"),
        pytest.param(b"BRDA:7,0,0,00\nBRDA:7,00,0,1\n", {7: (1, 2)}, id="zeros in front"),
        pytest.param(b"BRDA:7,0,0,%d\nBRDA:7,0,1,0\n" % (1 << 63), {7: (1, 2)}, id="count of more than 63 bits"),
        pytest.param(b"BRDA:7,0,0,1\nBRDA:7,0,1,1\n" * 300, {7: (2, 2)}, id="one name hundreds of times"),
        pytest.param(b"BRDA:7,0,0,-1\n", None, id="negative count"),
        pytest.param(b"BRDA:7,0,0\n", None, id="no count"),
        pytest.param(b"BR7DA:7,0,0,1\n", None, id="digit in the key"),
        pytest.param(b"BRDA:7,0,0,%b\n" % (b"9" * 21), None, id="count of 21 digits"),
        pytest.param(b"BRDA:7,0,0,1\r\n", None, id="carriage return"),
    ],
)
def test_lines_of_branches_are_counted_by_line(lines: bytes, branches: dict[int, tuple[int, int]] | None) -> None:
    assert branches_of(lines) == branches

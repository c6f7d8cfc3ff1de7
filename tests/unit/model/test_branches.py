from __future__ import annotations

import pickle
from collections.abc import Mapping

import pytest

from cdgate.model.branches import LineBranches, branch_totals, lines_of

PLAIN = {3: (1, 2), 5: (2, 2), 70: (1, 2)}
SETS = {(1, 2): 1 << 3 | 1 << 70, (2, 2): 1 << 5}


def test_branches_are_a_mapping_in_the_order_of_lines() -> None:
    branches = LineBranches(SETS)
    assert list(branches) == list(branches.keys()) == [3, 5, 70]
    assert list(branches.values()) == [(1, 2), (2, 2), (1, 2)]
    assert list(branches.items()) == list(PLAIN.items())
    assert (len(branches), branches[70]) == (3, (1, 2))
    assert repr(branches) == "LineBranches({3: (1, 2), 5: (2, 2), 70: (1, 2)})"


def test_branches_equal_a_dict_that_says_the_same() -> None:
    assert LineBranches(SETS) == PLAIN
    assert LineBranches(SETS) != {**PLAIN, 6: (1, 2)}
    assert not LineBranches({})


@pytest.mark.parametrize("line", [0, 4, 71, -1, 10**9])
def test_a_line_without_branches_is_no_key(line: int) -> None:
    assert line not in LineBranches(SETS)
    with pytest.raises(KeyError):
        LineBranches(SETS)[line]


def test_branches_can_be_sent() -> None:
    assert pickle.loads(pickle.dumps(LineBranches(SETS))) == PLAIN  # noqa: S301  # what was just made


@pytest.mark.parametrize(
    ("branches", "totals"),
    [
        pytest.param({}, (0, 0), id="none"),
        pytest.param(PLAIN, (4, 6), id="dict"),
        pytest.param(LineBranches(SETS), (4, 6), id="sets"),
    ],
)
def test_totals_are_sums_of_all_lines(branches: Mapping[int, tuple[int, int]], totals: tuple[int, int]) -> None:
    assert branch_totals(branches) == totals


@pytest.mark.parametrize(("bits", "lines"), [(0, []), (1, [0]), (0b1010, [1, 3])])
def test_lines_of_bits_are_their_numbers(bits: int, lines: list[int]) -> None:
    assert lines_of(bits) == lines

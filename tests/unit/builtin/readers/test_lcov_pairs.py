from __future__ import annotations

import pickle
from random import Random

import pytest

from cdgate.builtin.readers.lcov_branches import tallied
from cdgate.builtin.readers.lcov_numbers import BRANCH, numbers_of
from cdgate.builtin.readers.lcov_pairs import PairedBranches, paired
from cdgate.model.branches import LineBranches, branch_totals


def pairs(rows: list[tuple[int, int, int]]) -> bytes:
    return b"".join(
        b"BRDA:%d,%d,0,%d\nBRDA:%d,%d,1,%d\n" % (line, block, one, line, block, other)
        for block, (line, one, other) in enumerate(rows)
    )


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("top", [20, 150, 9999])
def test_pairs_say_what_their_lines_say(seed: int, top: int) -> None:
    pick = Random(seed)  # noqa: S311  # test data
    text = pairs([(line, pick.randrange(3), pick.choice((0, 0, 10, 999))) for line in pick.sample(range(1, top), 15)])
    branches, known = paired(text), tallied(numbers_of(text, BRANCH))
    assert branches is not None
    assert known is not None
    assert branches == known
    assert len(branches) == len(known)
    assert branch_totals(branches) == branch_totals(dict(known.items()))


@pytest.mark.parametrize("looked_at", [False, True])
def test_pairs_go_to_another_process(looked_at: bool) -> None:  # noqa: FBT001  # a column
    branches = paired(pairs([(7, 0, 3), (1200, 1, 1)]))
    assert branches is not None
    if looked_at:
        assert dict(branches.items()) == {7: (1, 2), 1200: (2, 2)}
    copy = pickle.loads(pickle.dumps(branches))  # noqa: S301  # written here
    assert type(copy) is PairedBranches
    assert copy == LineBranches({(1, 2): 1 << 7, (2, 2): 1 << 1200})
    assert copy[1200] == (2, 2)
    assert 8 not in copy


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"BRDA:7,0,0,1\n", id="one alone"),
        pytest.param(pairs([(7, 0, 1), (7, 1, 1)]), id="two pairs on a line"),
        pytest.param(b"BRDA:7,0,0,1\nBRDA:8,0,1,1\n", id="two lines"),
        pytest.param(b"BRDA:7,0,1,1\nBRDA:7,0,0,1\n", id="another order"),
        pytest.param(b"BRDA:7,0,0,1\nBRDA:7,0,0,1\n", id="one name"),
        pytest.param(b"BRDA:7,0,00,1\nBRDA:7,0,1,1\n", id="name of two digits"),
        pytest.param(b"BRDA:7,,0,1\nBRDA:7,0,1,1\n", id="no block"),
        pytest.param(b"BRDA:7,0,0,\nBRDA:7,0,1,1\n", id="no count"),
        pytest.param(b"BRDA:,0,0,1\nBRDA:,0,1,1\n", id="no line"),
        pytest.param(pairs([(0, 1, 1)]), id="line 0"),
        pytest.param(b"BRDA:07,0,0,1\nBRDA:07,0,1,1\n", id="zero in front of the line"),
        pytest.param(b"BRDA:7,0,0,01\nBRDA:7,0,1,1\n", id="zero in front of the count"),
        pytest.param(b"BRDA:7,0,0,-\nBRDA:7,0,1,-\n", id="never run"),
        pytest.param(b"BRDA:7,e0,0,1\nBRDA:7,e0,1,1\n", id="exception"),
        pytest.param(b"BR1DA:7,0,0,1\nBRDA:7,0,1,1\n", id="digit in the key"),
        pytest.param(b"BRDA:7,0,0,1 \nBRDA:7,0,1,1\n", id="blank"),
        pytest.param(b"BRDA:7,0,0,1\t\nBRDA:7,0,1,1\n", id="tab"),
        pytest.param(b"BRDA:7,0,0,1\r\nBRDA:7,0,1,1\n", id="carriage return"),
        pytest.param(b"BRDA:7,0,0,1\nBRDA:7,0,1\n1,", id="line end for a comma"),
        pytest.param(pairs([(7, 0, 10000)]), id="count of five digits"),
        pytest.param(pairs([(12345, 0, 1)]), id="line of five digits"),
    ],
)
def test_what_is_not_proved_is_left_to_others(text: bytes) -> None:
    assert paired(text) is None

from __future__ import annotations

from random import Random

import pytest

from cdgate.builtin.readers.lcov_columns import lines_of


def bits(numbers: list[int]) -> int:
    return sum(1 << number for number in set(numbers))


def told(rows: list[tuple[int, int]]) -> tuple[int, int, int] | None:
    return lines_of(b"".join(b"DA:%d,%d\n" % row for row in rows))


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("top", [9, 99, 150, 200, 999, 1000, 1999, 9999])
def test_lines_in_order_are_read_at_once(seed: int, top: int) -> None:
    pick = Random(seed)  # noqa: S311  # test data
    numbers = sorted(pick.sample(range(1, top + 1), min(top, pick.choice((12, 300)))))
    rows = [(number, pick.choice((0, 0, 1, 10, 99, 4711, 10**6, 10 ** pick.randrange(15)))) for number in numbers]
    assert told(rows) == (len(rows), bits(numbers), bits([number for number, hits in rows if hits]))


@pytest.mark.parametrize(
    "numbers", [[1], [9, 10], [99, 100], [199, 200, 201], [999, 1000], list(range(1990, 9999, 100))]
)
def test_ends_of_what_is_read_together_are_read(numbers: list[int]) -> None:
    assert told([(number, number % 2) for number in numbers]) == (
        len(numbers),
        bits(numbers),
        bits([number for number in numbers if number % 2]),
    )


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param([], id="none"),
        pytest.param([0, 1], id="line 0"),
        pytest.param([7, 7], id="twice"),
        pytest.param([12, 5], id="of other lengths"),
        pytest.param([300, 200, 150], id="hundreds"),
        pytest.param([300, 150, 1401], id="hundreds before thousands"),
        pytest.param([2001, 1001], id="thousands"),
        pytest.param([1401, 1101], id="hundreds in a thousand"),
        pytest.param([1, 10000], id="five digits"),
    ],
)
def test_lines_in_another_order_are_left_to_others(numbers: list[int]) -> None:
    assert told([(number, 1) for number in numbers]) is None


def test_order_within_two_hundred_lines_does_not_matter() -> None:
    assert told([(150, 0), (120, 1), (199, 0)]) == (3, bits([120, 150, 199]), bits([120]))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"DA:1,00\n", id="zeros"),
        pytest.param(b"DA:1,07\n", id="zero in front"),
        pytest.param(b"DA:1,\n", id="no count"),
        pytest.param(b"DA:,1\n", id="no number"),
        pytest.param(b"DA:1 ,1\n", id="blank before the comma"),
        pytest.param(b"DA:1,1 \n", id="blank at the end"),
        pytest.param(b"DA:1,1\t\n", id="tab"),
        pytest.param(b"DA:1,1\r\n", id="carriage return"),
        pytest.param(b"DA:1\n2,3\n", id="line end for a comma"),
        pytest.param(b"DA:1,1,DA:2,1\n", id="comma for a line end"),
        pytest.param(b"DA:1,1,sum\n", id="checksum"),
        pytest.param(b"DA:1,-1\n", id="negative"),
        pytest.param(b"D1A:1,1\n", id="digit in the key"),
        pytest.param(b"1DA:1,1\n", id="digit before the key"),
        pytest.param(b"DA1:1,1\n", id="digit behind the key"),
        pytest.param(b"DA:1,1DA:2,1\n", id="two in one"),
        pytest.param(b"DA:5,12345678901DA:6,1\n", id="two in one that fill a row"),
        pytest.param(b"DA:5,1234567890123456789DA:6,1\n", id="two in one that fill a wide row"),
        pytest.param(b"DA:1,1", id="no line end"),
        pytest.param(b"DA:1,1\nXX:2,1\n", id="another key"),
        pytest.param(b"DA:1,%d\n" % 10**19, id="twenty digits"),
        pytest.param(b"DA:9999,1\n", id="far away"),
    ],
)
def test_what_is_not_proved_is_left_to_others(text: bytes) -> None:
    assert lines_of(text) is None


def test_number_may_begin_with_zeros() -> None:
    assert lines_of(b"DA:01,1\nDA:002,0\n") == (2, 0b110, 0b010)

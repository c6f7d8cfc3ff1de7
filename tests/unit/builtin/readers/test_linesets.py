from __future__ import annotations

import pytest

from cdgate.builtin.readers.linesets import MOST_LINES_OF_FILE, LineSets, check_hits, check_path, naturals
from cdgate.errors import EvidenceError


@pytest.mark.parametrize(
    ("numbers", "bits"),
    [
        pytest.param([], 0, id="nothing"),
        pytest.param([1], 0b10, id="first line"),
        pytest.param([3, 1, 3], 0b1010, id="unsorted, repeated"),
        pytest.param([64, 65], (1 << 64) | (1 << 65), id="beyond a word"),
        pytest.param([MOST_LINES_OF_FILE], 1 << MOST_LINES_OF_FILE, id="the last line there can be"),
    ],
)
def test_line_numbers_become_bits(numbers: list[int], bits: int) -> None:
    assert LineSets().build(numbers) == bits


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(0, id="zero"),
        pytest.param(-3, id="negative"),
        pytest.param(MOST_LINES_OF_FILE + 1, id="too high"),
        pytest.param(10**30, id="absurd"),
    ],
)
def test_number_that_is_no_line_is_refused(number: int) -> None:
    with pytest.raises(EvidenceError) as caught:
        LineSets().build([1, number])
    assert caught.value.slug == "bad-line-number"
    assert len(str(caught.value)) < 300


def test_sparse_sets_beyond_the_budget_are_refused() -> None:
    sets = LineSets(budget=150)
    sets.build([100])
    with pytest.raises(EvidenceError) as caught:
        sets.build([51])
    assert caught.value.slug == "too-many-lines"


@pytest.mark.parametrize(
    ("spans", "lines"),
    [
        pytest.param([], 0, id="none"),
        pytest.param([(1, 1), (3, 3)], 0b1010, id="single lines"),
        pytest.param([(4, 6), (2, 5)], 0b1111100, id="overlapping"),
    ],
)
def test_spans_are_all_their_lines(spans: list[tuple[int, int]], lines: int) -> None:
    assert LineSets().spans(spans) == lines


@pytest.mark.parametrize("span", [(0, 3), (4, 3), (1, MOST_LINES_OF_FILE + 1)])
def test_span_that_is_none_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(EvidenceError) as caught:
        LineSets().spans([(1, 9), span])
    assert caught.value.slug == "bad-line-number"


def test_long_spans_again_and_again_are_refused() -> None:
    with pytest.raises(EvidenceError) as caught:
        LineSets().spans([(1, MOST_LINES_OF_FILE)] * 60)
    assert caught.value.slug == "too-many-lines"


def test_sets_that_were_built_elsewhere_count_twice_for_the_budget() -> None:
    sets = LineSets(budget=150)
    sets.charge(0)
    sets.charge(1 << 75)
    with pytest.raises(EvidenceError) as caught:
        sets.charge(0b10)
    assert caught.value.slug == "too-many-lines"


def test_covered_lines_are_those_with_a_count_above_zero() -> None:
    sets = LineSets()
    assert sets.pair([1, 2, 3, 4], ["0", "7", "000", "4294967296"]) == (0b11110, 0b10100)
    assert sets.notes == ()


def test_negative_count_without_its_sign_covers_nothing_and_is_told() -> None:
    sets = LineSets()
    assert sets.pair([1, 2, 3], ["18446744073709551615", "9223372036854775807", "18446744073709551615"]) == (
        0b1110,
        0b100,
    )
    assert [note.values["count"] for note in sets.notes] == [2]


def test_numbers_are_read_at_once() -> None:
    assert naturals(["1", "007", "12"]) == [1, 7, 12]
    assert naturals([]) == []


@pytest.mark.parametrize("written", ["", "-1", "1_0", " 4", "٣", "4.0", "0x1", "¹", "9" * 5000])
def test_what_is_no_number_among_numbers_is_refused(written: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        naturals(["1", written, "2"])
    assert caught.value.slug == "bad-number"


@pytest.mark.parametrize("written", ["", "-5", "-0", "NaN", "0.5", "1e9", "yes", "0x1", "١", "1_0", "¹", "9" * 21])
def test_what_is_no_count_of_hits_is_refused(written: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        check_hits(written)
    assert caught.value.slug == "bad-number"


@pytest.mark.parametrize("path", ["a\nb", "a\x1b[2J", "a\x00b", "a\x7f"])
def test_name_with_control_characters_is_refused(path: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        check_path(path)
    assert caught.value.slug == "bad-file-name"


def test_name_in_any_script_is_taken() -> None:
    check_path("源码/登录.py")

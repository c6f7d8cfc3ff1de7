from __future__ import annotations

from collections.abc import Sequence

import pytest

from cdgate.builtin.readers import line_words
from cdgate.builtin.readers.line_marks import Line, Lines
from cdgate.builtin.readers.line_words import LineParts, LineWords

READ: list[bytes] = []


def read(text: bytes) -> Line | None:
    """Take `number hit` or `number hit taken total`, separated by spaces."""
    READ.append(text)
    match text.split():
        case [number, hit]:
            return Line(int(number), hit == b"1")
        case [number, hit, taken, total]:
            return Line(int(number), hit == b"1", (int(taken), int(total)))
        case _:
            return None


def gathered(words: LineWords, texts: Sequence[bytes]) -> Lines | None:
    return words.lines(lambda: texts)


def said(*texts: bytes) -> list[Line]:
    lines = gathered(LineWords(read), texts)
    assert lines is not None
    assert lines.count == len(texts)
    return list(lines.listed())


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param([Line(1, hit=True), Line(2, hit=False)], id="plain"),
        pytest.param([Line(1, hit=True, branches=(1, 2)), Line(9, hit=False, branches=(0, 4))], id="branches"),
        pytest.param([Line(4, hit=True), Line(4, hit=False)], id="a number twice, told apart"),
        pytest.param([Line(4, hit=True, branches=(1, 2)), Line(4, hit=True, branches=(1, 2))], id="a line twice"),
        pytest.param([Line(n, hit=n % 3 == 0, branches=(n % 5, 5)) for n in range(1, 100)], id="many"),
    ],
)
def test_lines_are_what_their_texts_say(listed: list[Line]) -> None:
    texts = [b" ".join(b"%d" % part for part in (*one[:2], *(one.branches or ()))) for one in listed]
    assert said(*texts) == listed


def test_lines_out_of_order_are_gathered_too() -> None:
    lines = gathered(LineWords(read), [b"9 1", b"3 0 1 2", b"5 1"])
    assert lines is not None
    assert (lines.coverable, lines.covered, lines.branches) == (1 << 9 | 1 << 3 | 1 << 5, 1 << 9 | 1 << 5, {(1, 2): 8})
    assert lines.repeated == ()


def test_no_text_says_nothing() -> None:
    assert gathered(LineWords(read), []) is None


def test_one_text_that_is_not_plain_leaves_all_to_the_parser() -> None:
    words = LineWords(read)
    assert gathered(words, [b"1 1", b"x", b"2 1"]) is None
    assert gathered(words, [b"1 1", b"2 1"]) is not None


def test_lines_too_far_apart_are_left_to_the_parser() -> None:
    assert gathered(LineWords(read), [b"1 1", b"99999 1"]) is None
    assert gathered(LineWords(read), [b"99999 1", b"1 1"]) is None


def test_a_text_is_read_once() -> None:
    READ.clear()
    words = LineWords(read)
    gathered(words, [b"1 1", b"2 1", b"1 1"])
    gathered(words, [b"2 1"])
    assert READ == [b"1 1", b"2 1"]


def test_more_kinds_of_branches_than_there_is_room_for_begin_anew() -> None:
    words = LineWords(read)
    assert gathered(words, [b"%d 1 %d 99" % (number, number) for number in range(1, 33)]) is not None
    again = gathered(words, [b"1 1 50 99"])
    assert again is not None
    assert again.branches == {(50, 99): 0b10}


def test_more_kinds_of_branches_in_one_place_than_there_is_room_for_are_left_to_the_parser() -> None:
    words = LineWords(read)
    texts = [b"%d 1 %d 99" % (number, number) for number in range(1, 34)]
    assert gathered(words, texts) is None
    assert gathered(words, texts[1:]) is not None


def test_the_lines_of_a_longer_file_make_room_for_themselves() -> None:
    words = LineWords(read)
    for last in (10, 9_000, 10, 99_999, 10):
        numbers = range(max(1, last - 2_000), last + 1)
        lines = gathered(words, [b"%d %d" % (number, number % 2) for number in numbers])
        assert lines is not None
        assert lines.coverable == sum(1 << number for number in numbers)
        assert lines.covered == sum(1 << number for number in numbers if number % 2)
    assert gathered(words, [b"%d 1 3 4" % number for number in range(140_000, 150_000)]) is None
    assert gathered(words, [b"1 1 3 4", b"2 1 5 6"]) is not None


def test_lines_that_were_left_to_the_parser_leave_nothing_behind() -> None:
    words = LineWords(read)
    assert gathered(words, [b"4 1", b"x", b"5 1"]) is None
    assert gathered(words, [b"4 1", b"4 0", b"2 1"]) is not None
    lines = gathered(words, [b"1 1", b"9 0"])
    assert lines is not None
    assert (lines.coverable, lines.covered) == (0b1000000010, 0b10)


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_words, "_MOST_TEXTS", 2)
    words = LineWords(read)
    for number in range(1, 50):
        assert gathered(words, [b"%d 1" % number, b"%d 0 1 2" % (number + 1)]) is not None
        assert len(words) <= 4


def number_of(text: bytes) -> int | None:
    number = text.strip(b" ").removeprefix(b"<n").removesuffix(b"\0\n")
    return int(number) if number.isdigit() else None


def rest_of(text: bytes) -> Line | None:
    return Line(0, text[:1] == b"1") if text.rstrip(b"\n") in {b"0>", b"1>"} else None


@pytest.mark.parametrize("end", [b"", b"\n"], ids=["in one line", "wrapped"])
@pytest.mark.parametrize(
    ("lines", "covered"),
    [
        pytest.param([b"<n1=1>", b"<n2=0>", b"<n3=1>"], 0b1010, id="plain"),
        pytest.param([b"<n3=1>", b"<n1=1>"], 0b1010, id="out of order"),
        pytest.param([b" <n1=1>"], 0b10, id="a blank before"),
        pytest.param([b"<n9000=1>", *(b"<n%d=0>" % number for number in range(200))], 1 << 9000, id="long file"),
        pytest.param([b""], None, id="nothing"),
        pytest.param([b"<nx=1>"], None, id="no number"),
        pytest.param([b"<n1=x>"], None, id="no rest"),
        pytest.param([b"<n1=1>", b"<n2>"], None, id="half"),
        pytest.param([b"<n1=1>", b"<n2="], None, id="no second part"),
        pytest.param([b"<n1=1>", b"<n2>1="], None, id="ends the wrong way round"),
        pytest.param([b"x<n1=1>"], None, id="something before"),
        pytest.param([b"<n1=1>", b"x"], None, id="something behind"),
        pytest.param([b"<n140000=1>"], None, id="too long a file"),
    ],
)
def test_lines_are_what_their_parts_say(end: bytes, lines: list[bytes], covered: int | None) -> None:
    parts = LineParts(b"=", number_of, rest_of, wrapped=bool(end))
    for _ in range(2):  # the second time they are known
        found = parts.lines(end.join(lines))
        assert (None if found is None else found.covered) == covered


@pytest.mark.parametrize(
    ("wrapped", "body"),
    [
        pytest.param(False, b"<n1=1>\n<n2=1>", id="wrapped"),
        pytest.param(True, b"<n1=1><n2=1>", id="in one line"),
        pytest.param(True, b"<n1=1\n<n2=1>", id="without end"),
    ],
)
def test_parts_end_as_they_were_said_to(*, wrapped: bool, body: bytes) -> None:
    assert LineParts(b"=", number_of, rest_of, wrapped=wrapped).lines(body) is None


def test_a_number_twice_is_told_by_parts_too() -> None:
    lines = LineParts(b"=", number_of, rest_of, wrapped=False).lines(b"<n1=1><n1=0>")
    assert lines is not None
    assert list(lines.listed()) == [Line(1, hit=True), Line(1, hit=False)]

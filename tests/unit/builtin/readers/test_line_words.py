from __future__ import annotations

import pytest

from cdgate.builtin.readers import line_words
from cdgate.builtin.readers.line_marks import Line, Lines, Says
from cdgate.builtin.readers.line_words import LineWords

READ: list[bytes] = []


def number_of(text: bytes) -> int | None:
    READ.append(text)
    number = text.strip(b" ").removeprefix(b"<n")
    return int(number) if number.isdigit() else None


def rest_of(text: bytes) -> Says | None:
    """Take `hit>` or `hit taken total>`."""
    READ.append(text)
    match text.strip(b" \n").removesuffix(b">").split() if b">" in text else []:
        case [b"0" | b"1" as hit]:
            return hit == b"1", None
        case [hit, taken, total]:
            return hit == b"1", (int(taken), int(total))
        case _:
            return None


def written(line: Line) -> bytes:
    return b"<n%d=%s>" % (line.number, b" ".join(b"%d" % part for part in (line.hit, *(line.branches or ()))))


class Known:
    """Reads lines in one of the four ways there are, known whole or by parts."""

    def __init__(self, *, wrapped: bool, counts: bool = False) -> None:
        self.words = LineWords(b"=", number_of, rest_of, wrapped=wrapped, counts=counts)
        self.end = b"\n" if wrapped else b""

    def __call__(self, *texts: bytes) -> Lines | None:
        return self.words.lines(self.end.join(texts))


@pytest.fixture(params=["whole", "by parts"])
def _known(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "by parts":
        monkeypatch.setattr(line_words, "_MANY", -(10**9))


@pytest.fixture(params=[True, False], ids=["wrapped", "in one line"])
def lines_of(request: pytest.FixtureRequest, _known: None) -> Known:
    return Known(wrapped=request.param)


@pytest.mark.parametrize(
    "listed",
    [
        pytest.param([Line(1, hit=True), Line(2, hit=False)], id="plain"),
        pytest.param([Line(1, hit=True, branches=(1, 2)), Line(9, hit=False, branches=(0, 4))], id="branches"),
        pytest.param([Line(2, hit=True, branches=(0, 2)), Line(3, hit=False, branches=(0, 2))], id="the same branches"),
        pytest.param([Line(4, hit=True), Line(4, hit=False)], id="a number twice, told apart"),
        pytest.param([Line(n, hit=n % 3 == 0, branches=(n % 5, 5)) for n in range(1, 100)], id="many"),
    ],
)
def test_lines_are_what_their_texts_say(listed: list[Line], lines_of: Known) -> None:
    for _ in range(2):  # the second time they are known
        lines = lines_of(*map(written, listed))
        assert lines is not None
        assert list(lines.listed()) == listed


def test_lines_out_of_order_are_gathered_too(lines_of: Known) -> None:
    lines = lines_of(b"<n9=1>", b"<n3=0 1 2>", b"<n5=1>")
    assert lines == Lines(1 << 9 | 1 << 3 | 1 << 5, 1 << 9 | 1 << 5, {(1, 2): 8})


@pytest.mark.parametrize("counts", [True, False])
def test_a_line_twice_the_same_is_known_to_who_counts(*, counts: bool) -> None:
    lines = Known(wrapped=True, counts=counts)(b"<n4=1>", b"<n4=1>", b"<n5=0>")
    assert lines is not None
    expected = [Line(4, hit=True), Line(4, hit=True), Line(5, hit=False)]
    assert list(lines.listed()) == (expected if counts else expected[1:])


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([b""], id="nothing"),
        pytest.param([b"<nx=1>"], id="no number"),
        pytest.param([b"<n1=x>"], id="no rest"),
        pytest.param([b"<n1=1>", b"<n2>"], id="half"),
        pytest.param([b"<n1=1>", b"<n2="], id="no second part"),
        pytest.param([b"<n1", b"1>"], id="parts with something else between"),
        pytest.param([b"<n1=1>", b"<n2>1="], id="ends the wrong way round"),
        pytest.param([b"<n1=1>", b"<n2=1", b"<n3=1>"], id="one without end"),
        pytest.param([b"x<n1=1>"], id="something before"),
        pytest.param([b"<n1=1>", b"x"], id="something behind"),
        pytest.param([b"<n140000=1>"], id="too long a file"),
        pytest.param([b"<n1=1>", b"<n9000=1>"], id="too far apart"),
        pytest.param([b"<n9000=1>", b"<n1=1>"], id="too far apart, the highest first"),
    ],
)
def test_what_is_not_plain_is_left_to_the_parser_and_leaves_nothing_behind(texts: list[bytes], lines_of: Known) -> None:
    for _ in range(2):
        lines = lines_of(*texts)
        assert lines is None or not lines.coverable
        assert lines_of(b"<n1=1>", b"<n9=0>", b"<n10=1>") == Lines(0b11000000010, 0b10000000010, {})


def test_lines_in_one_line_may_have_blanks_and_line_ends_between() -> None:
    known = Known(wrapped=False)
    assert known(b" <n1=1>", b"\n<n2=1>", b"\n  <n3=1>") == Lines(0b1110, 0b1110, {})


@pytest.mark.parametrize("wrapped", [True, False])
def test_texts_end_as_they_were_said_to(*, wrapped: bool) -> None:
    body = b"<n1=1><n2=1>" if wrapped else b"<n1=1><n2=1>\n"
    assert LineWords(b"=", number_of, rest_of, wrapped=wrapped).lines(body) is None


def test_a_text_is_read_once(lines_of: Known) -> None:
    READ.clear()
    for _ in range(3):
        lines_of(b"<n1=1>", b"<n2=0>", b"<n2=1>", b"<n1=0>")
    assert sorted(set(READ)) == sorted(READ)


def test_more_kinds_of_branches_than_there_is_room_for_begin_anew(lines_of: Known) -> None:
    assert lines_of(*(b"<n%d=1 %d 99>" % (number, number) for number in range(1, 33))) is not None
    again = lines_of(b"<n1=1 50 99>")
    assert again is not None
    assert again.branches == {(50, 99): 0b10}


def test_more_kinds_of_branches_in_one_place_than_there_is_room_for_are_left_to_the_parser(lines_of: Known) -> None:
    texts = [b"<n%d=1 %d 99>" % (number, number) for number in range(1, 34)]
    assert lines_of(*texts) is None
    assert lines_of(*texts[1:]) is not None


def test_the_lines_of_a_longer_file_make_room_for_themselves(lines_of: Known) -> None:
    for last in (10, 9_000, 10, 20_000, 10):
        numbers = range(max(1, last - 4_000), last + 1)
        lines = lines_of(*(b"<n%d=%d>" % (number, number % 2) for number in numbers))
        assert lines is not None
        assert lines.coverable == sum(1 << number for number in numbers)
        assert lines.covered == sum(1 << number for number in numbers if number % 2)
    assert lines_of(*(b"<n%d=1 3 4>" % number for number in range(140_000, 150_000))) is None
    assert lines_of(b"<n1=1 3 4>", b"<n2=1 5 6>") is not None


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch, lines_of: Known) -> None:
    monkeypatch.setattr(line_words, "_MOST_TEXTS", 2)
    for number in range(1, 50):
        assert lines_of(b"<n%d=1>" % number, b"<n%d=0 1 2>" % (number + 1)) is not None
        assert len(lines_of.words._whole) + len(lines_of.words._numbers) <= 8

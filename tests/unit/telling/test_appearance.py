from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdgate.message import text
from cdgate.telling.catalogue import canonical, language_from, translator
from cdgate.telling.colour import Style, painted, wants_colour
from cdgate.telling.columns import pad, shortened, table, width, wrapped
from cdgate.telling.page import Page
from cdgate.telling.symbols import ASCII, UNICODE, symbols_for


@pytest.mark.parametrize(
    ("choice", "environ", "isatty", "expected"),
    [
        pytest.param("always", {"NO_COLOR": "1"}, False, True, id="choice-before-no-color"),
        pytest.param("never", {"FORCE_COLOR": "1"}, True, False, id="choice-before-force"),
        pytest.param("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False, id="no-color-before-force"),
        pytest.param("auto", {"NO_COLOR": ""}, True, True, id="empty-no-color-says-nothing"),
        pytest.param("auto", {"FORCE_COLOR": "1"}, False, True, id="force"),
        pytest.param("auto", {"CLICOLOR_FORCE": "1"}, False, True, id="clicolor-force"),
        pytest.param("auto", {"GITLAB_CI": "true"}, False, True, id="log-of-a-ci"),
        pytest.param("auto", {"JENKINS_URL": "x"}, False, False, id="log-without-colour"),
        pytest.param("auto", {"TERM": "xterm"}, True, True, id="terminal"),
        pytest.param("auto", {"TERM": "dumb"}, True, False, id="dumb-terminal"),
        pytest.param("auto", {}, False, False, id="pipe"),
    ],
)
def test_colour_is_decided_in_the_usual_order(
    choice: str, environ: dict[str, str], *, isatty: bool, expected: bool
) -> None:
    assert wants_colour(choice, environ, isatty=isatty) is expected


def test_paint_needs_colour_and_words() -> None:
    assert painted("x", Style.GOOD, colour=True) == "\x1b[32mx\x1b[0m"
    assert painted("x", Style.GOOD, colour=False) == "x"
    assert painted("", Style.GOOD, colour=True) == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [("abc", 3), ("行覆盖率", 8), ("a行", 3), ("e\u0301", 1), ("✓", 1)],
    ids=["ascii", "chinese", "mixed", "combining", "sign"],
)
def test_width_counts_columns(words: str, expected: int) -> None:
    assert width(words) == expected


def test_padding_counts_columns_at_both_sides() -> None:
    assert pad("行", 4) == "行  "
    assert pad("行", 4, right=True) == "  行"
    assert pad("long", 2) == "long"


@pytest.mark.parametrize(
    ("words", "columns", "expected"),
    [("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("行覆盖率", 6, "行覆…"), ("ab cdef", 4, "ab…")],
    ids=["fits", "cut", "chinese", "no-blank-before-dots"],
)
def test_shortened_words_fit(words: str, columns: int, expected: str) -> None:
    assert shortened(words, columns, "…") == expected


@pytest.mark.parametrize(
    ("words", "columns", "expected"),
    [
        ("", 10, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("a/very/long/path.py:3 b", 5, ["a/very/long/path.py:3", "b"]),
        ("行覆盖率低于阈值。", 8, ["行覆盖率", "低于阈值。"]),
        ("a  ", 5, ["a"]),
        ("   a", 5, ["a"]),
    ],
    ids=["nothing", "words", "long-word-stays-whole", "chinese-stop-stays", "blank-at-the-end", "blank-at-the-start"],
)
def test_wrapped_lines_break_where_people_break_them(words: str, columns: int, expected: list[str]) -> None:
    assert wrapped(words, columns) == expected


@given(st.text("ab 行，:\x21", max_size=60), st.integers(4, 20))
def test_wrapping_loses_nothing_but_blanks(words: str, columns: int) -> None:
    assert "".join("".join(wrapped(words, columns)).split()) == "".join(words.split())


def test_table_aligns_chinese_and_shortens_the_widest_column() -> None:
    rows = [("准则", "1"), ("line-coverage-of-core", "22")]
    assert table(rows, columns=40, dots="…") == ["准则                   1", "line-coverage-of-core  22"]
    assert table(rows, columns=14, dots="…", right=frozenset({1})) == ["准则         1", "line-cove…  22"]
    assert table([], columns=10, dots="…") == []
    assert table([("abcdefghij",)], columns=2, dots="…") == ["abcdefg…"]


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", UNICODE), ("ascii", ASCII), ("no-such-codec", ASCII)],
    ids=["utf-8", "ascii", "unknown"],
)
def test_signs_suit_the_encoding(encoding: str, expected: object) -> None:
    class Stream(io.StringIO):
        @property
        def encoding(self) -> str:  # type: ignore[override]  # a text stream's is read-only too
            return encoding

    assert symbols_for(Stream()) is expected
    assert symbols_for(io.StringIO()) is UNICODE


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        pytest.param({}, "en", id="nothing-set"),
        pytest.param({"LANG": "C.UTF-8"}, "en", id="c-locale"),
        pytest.param({"LANG": "POSIX"}, "en", id="posix"),
        pytest.param({"LANG": "zh_CN.UTF-8"}, "zh_CN", id="lang"),
        pytest.param({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en_GB", id="lc-all-before-lang"),
        pytest.param({"LC_MESSAGES": "zh_SG@x", "LANG": "de_DE"}, "zh_CN", id="messages-before-lang"),
        pytest.param({"LANGUAGE": "zh:en", "LANG": "de_DE"}, "zh_CN", id="language-list-first"),
        pytest.param({"LANG": "../../x"}, "en", id="no-language"),
    ],
)
def test_language_comes_from_the_locale(environ: dict[str, str], expected: str) -> None:
    assert language_from(environ) == expected


def test_language_without_a_catalogue_reads_english() -> None:
    assert translator("en_GB")("found") == "found"
    assert translator("de")("found") == "found"
    assert canonical("zh-Hans") == "zh_CN"
    assert translator("zh-Hans")("found") == translator("zh_CN")("found") != "found"


def test_page_says_writes_and_paints() -> None:
    stream = io.StringIO()
    page = Page(stream, colour=True)
    page.write("a")
    page.line(page.paint(page.say(text("{n} met", n=3)), Style.GOOD))
    page.line()
    assert stream.getvalue() == "a\x1b[32m3 met\x1b[0m\n\n"

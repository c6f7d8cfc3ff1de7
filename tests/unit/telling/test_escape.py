from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdgate.telling.escape import (
    LONGEST,
    command_data,
    command_property,
    line_start,
    markdown,
    markdown_code,
    plain,
    repository_path,
)

PIECES = st.sampled_from(
    [
        "::",
        "##[",
        "##vso[",
        "##teamcity[",
        "section_start:1:",
        "section_end:",
        "%0A",
        "\n",
        "\r",
        "\x1b[",
        "`",
        "@a",
        "#1",
    ]
)
HOSTILE = st.lists(st.one_of(PIECES, st.text(st.characters(), max_size=5)), max_size=30).map("".join)
FORBIDDEN_IN_LOGS = re.compile(
    r"^\s*::|%0[aAdD]::|##[A-Za-z0-9_.-]*\[|section_(start|end):|[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("3 tests failed", "3 tests failed", id="ordinary"),
        pytest.param("行覆盖率\u3000八成", "行覆盖率\u3000八成", id="chinese-with-its-blank"),
        pytest.param("tests/test_a.py::test_b", "tests/test_a.py::test_b", id="test-identity"),
        pytest.param("a\r\nb\tc", r"a\x0d\x0ab\x09c", id="line-ends"),
        pytest.param("\x1b[2J\x7f\x9b", r"\x1b[2J\x7f\x9b", id="terminal-codes"),
        pytest.param("\u202ea\u2066\ufeff", r"\u202ea\u2066\ufeff", id="bidi-and-mark"),
        pytest.param("\U000e0041\udc80", r"\U000e0041\udc80", id="tag-and-surrogate"),
        pytest.param(" ::error::x", r" \x3a:error::x", id="command"),
        pytest.param("%0A::error::x", r"%0A\x3a:error::x", id="command-behind-encoded-line-end"),
        pytest.param("x ##[group]", r"x ##\x5bgroup]", id="legacy-command"),
        pytest.param("##vso[a]##teamcity[b]", r"##vso\x5ba]##teamcity\x5bb]", id="azure-and-teamcity"),
        pytest.param("section_end:1:x", r"section_end\x3a1:x", id="gitlab-section"),
        pytest.param("travis_fold:x", r"travis_fold\x3ax", id="travis-fold"),
        pytest.param("L" * 5000, "L" * 397 + "...", id="long"),
        pytest.param("ghp_" + "a1B2" * 9, "***", id="token"),
        pytest.param("http://u:secret@h/x http://h:80/@", "http://u:***@h/x http://h:80/@", id="password-in-url"),
    ],
)
def test_untrusted_text_shows_what_it_holds(words: str, expected: str) -> None:
    assert plain(words) == expected


@given(HOSTILE)
def test_plain_text_gives_no_orders_and_holds_no_invisible_characters(words: str) -> None:
    shown = plain(words)
    assert FORBIDDEN_IN_LOGS.search(shown) is None
    assert len(shown) <= LONGEST
    assert all(unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in shown)


@given(HOSTILE)
def test_ordinary_printable_text_is_shown_as_it_is(words: str) -> None:
    tame = "".join(char for char in words if char.isalnum())[:LONGEST]
    assert plain(tame) == tame


@given(HOSTILE)
def test_data_of_a_command_keeps_no_percent_sign_that_decodes_to_something_else(words: str) -> None:
    shown = command_data(words)
    assert re.search("%(?!25)", shown) is None
    assert shown.replace("%25", "%") == plain(words)


@given(HOSTILE)
def test_property_of_a_command_cannot_end_itself(words: str) -> None:
    assert re.search("[:,\r\n]|%(?!25|3A|2C)", command_property(words)) is None


@given(HOSTILE)
def test_markdown_prose_holds_no_markup_mention_or_html(words: str) -> None:
    shown = markdown(words)
    unescaped = re.sub(r"\\.", "", shown)
    assert re.search(r"[<>\n`*|\[\]!]|@(?!\u200b)|#(?=[0-9])", unescaped) is None


@given(HOSTILE)
def test_markdown_code_is_one_span_that_nothing_in_it_ends(words: str) -> None:
    shown = markdown_code(words)
    if not words:
        assert shown == ""
        return
    fence = re.match("`+", shown)
    assert fence is not None
    assert shown.endswith(fence[0])
    inside = shown[len(fence[0]) : -len(fence[0])]
    assert fence[0] not in re.findall("`+", inside)
    assert "<" not in inside
    assert re.search(r"(?<!\\)\|", inside) is None


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("snake_case __init__", "snake_case \\_\\_init\\_\\_", id="underscores"),
        pytest.param("<!-- x --> & a", "&lt;\\!-- x --&gt; &amp; a", id="html"),
        pytest.param("@octocat #1 GH-2 #anchor", "@\u200boctocat #\u200b1 GH-\u200b2 #anchor", id="mentions"),
        pytest.param("&#64;octocat", "&amp;#\u200b64;octocat", id="entity"),
    ],
)
def test_markdown_prose_reads_as_it_was_written(words: str, expected: str) -> None:
    assert markdown(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("a.py:3", "`a.py:3`", id="ordinary"),
        pytest.param("``a`", "``` ``a` ```", id="backticks"),
        pytest.param("[x](javascript:1)", r"`[x]\x28javascript:1)`", id="link"),
        pytest.param("a|b", r"`a\|b`", id="pipe"),
    ],
)
def test_markdown_code_shows_the_text(words: str, expected: str) -> None:
    assert markdown_code(words) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("src/a.py:3", "src/a.py:3", id="ordinary"),
        pytest.param("--- a", "./--- a", id="buildkite-heading"),
        pytest.param("-rf", "./-rf", id="option"),
        pytest.param("ok 1 - all", "./ok 1 - all", id="test-protocol"),
        pytest.param('{"level":1}', './{"level":1}', id="json-line"),
    ],
)
def test_line_starts_with_a_path_and_nothing_else(path: str, expected: str) -> None:
    assert line_start(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("src/a b.py", True, id="ordinary"),
        pytest.param("源/文件.py", True, id="chinese"),
        pytest.param("src/文件.py", True, id="chinese-inside"),
        pytest.param("/etc/passwd", False, id="absolute"),
        pytest.param("a/../../b", False, id="traversal"),
        pytest.param("file:///x", False, id="url"),
        pytest.param("C:x", False, id="drive"),
        pytest.param("a\\b", False, id="backslash"),
        pytest.param("a\nb", False, id="line-end"),
        pytest.param("", False, id="empty"),
        pytest.param("a" * 401, False, id="long"),
    ],
)
def test_only_a_plain_path_in_the_repository_is_linked_to(path: str, *, expected: bool) -> None:
    assert repository_path(path) == (path if expected else None)

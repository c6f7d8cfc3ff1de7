from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdgate.model.glob import fixed_part, is_magic, matches, matches_any


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        pytest.param("coverage.xml", "coverage.xml", True, id="plain"),
        pytest.param("./coverage.xml", "coverage.xml", True, id="leading-dot"),
        pytest.param("*.xml", "coverage.xml", True, id="star"),
        pytest.param("*.xml", "build/coverage.xml", False, id="star-stays-in-a-segment"),
        pytest.param("**/*.xml", "coverage.xml", True, id="doublestar-none"),
        pytest.param("**/*.xml", "a/b/c/coverage.xml", True, id="doublestar-many"),
        pytest.param("src/**", "src/a/b.py", True, id="doublestar-last"),
        pytest.param("src/**", "src", False, id="doublestar-last-needs-something"),
        pytest.param("src/**", "lib/a.py", False, id="doublestar-other-folder"),
        pytest.param("**", "a/b", True, id="everything"),
        pytest.param("src/**/test_?.py", "src/x/test_a.py", True, id="question-mark"),
        pytest.param("src/**/test_?.py", "src/x/test_ab.py", False, id="question-mark-is-one"),
        pytest.param("a/**/b/**/c", "a/x/b/y/z/c", True, id="two-doublestars"),
        pytest.param("a/**/b/**/c", "a/x/y/z/c", False, id="two-doublestars-miss"),
        pytest.param("[ab].py", "a.py", True, id="class"),
        pytest.param("[!ab].py", "a.py", False, id="negated-class"),
        pytest.param("[!ab].py", "c.py", True, id="negated-class-other"),
        pytest.param("[a-c]1", "b1", True, id="range"),
        pytest.param("[a-c]1", "d1", False, id="range-outside"),
        pytest.param("a[b", "a[b", True, id="unclosed-class-is-text"),
        pytest.param("*a*b*c", "xxaxxbxxc", True, id="many-stars"),
        pytest.param("*a*b*c", "xxaxxbxx", False, id="many-stars-miss"),
        pytest.param("abc", "ab", False, id="too-short"),
        pytest.param("ab", "abc", False, id="too-long"),
        pytest.param("*", "", True, id="star-empty"),
    ],
)
def test_pattern_and_path_decide(pattern: str, path: str, expected: bool) -> None:  # noqa: FBT001  # a table row
    assert matches(pattern, path) is expected


@given(st.text(alphabet="ab*?/", max_size=12), st.text(alphabet="ab/", max_size=12))
def test_any_pattern_agrees_with_its_regular_expression(pattern: str, path: str) -> None:
    parts = []
    segments = pattern.removeprefix("./").split("/")
    for number, segment in enumerate(segments):
        last = number == len(segments) - 1
        if segment == "**":
            parts.append(r"[^/]*(?:/[^/]*)*" if last else r"(?:[^/]*/)*")
        else:
            parts.append(re.sub(r"\\\*", "[^/]*", re.escape(segment)).replace(r"\?", "[^/]") + ("" if last else "/"))
    assert matches(pattern, path) is (re.fullmatch("".join(parts), path) is not None)


def test_hostile_pattern_is_answered_at_all() -> None:
    # A backtracking matcher would not come back from these.
    assert not matches("*a" * 140 + "b", "a" * 250)
    assert not matches("**/" * 99 + "x", "/".join("a" * 100))


def test_fixed_part_ends_at_the_first_wildcard() -> None:
    assert fixed_part("build/junit/**/*.xml") == "build/junit"
    assert fixed_part("*.xml") == ""
    assert is_magic("a?")
    assert not is_magic("a/b.xml")


def test_any_of_several_is_enough() -> None:
    assert matches_any(("a", "b*"), "bc")
    assert not matches_any((), "bc")

"""Patterns with one star mean the same files, however that is told."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cdgate.engine.files import _meant_by
from cdgate.model.glob import matches

PARTS = st.lists(st.sampled_from(["*", "**", "a", "b.xml", ".xml", "?", "[ab]", "", ".", ".."]), min_size=1, max_size=3)
PATTERNS = st.lists(PARTS.map("".join), min_size=1, max_size=4).map("/".join)
NAMES = st.lists(st.sampled_from(["a", "b", ".xml", "*", "."]), min_size=1, max_size=4).map("".join)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


@given(PATTERNS, PATHS)
@settings(max_examples=1000)
@example("a/*.xml", "a/b.xml")
@example("./a/*.xml", "a/.xml")
@example("a/*a", "a/a")
@example("a/a*a", "a/a")
@example("*.xml", "a/b.xml")
@example("*/b", "a/b")
@example("/*", "/a")
def test_a_pattern_means_the_same_files(pattern: str, path: str) -> None:
    assert _meant_by(pattern)(path) is matches(pattern, path)

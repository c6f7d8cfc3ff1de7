from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import msgspec
import pytest

from cdgate.engine.formats import Formats
from cdgate.extension import Reader


class Named(msgspec.Struct):
    name: str


class Listed(Named):
    shortlist: Callable[[bytes], list[str]]


def first_letter(head: bytes) -> list[str]:
    return [head[:1].decode(), "somebody else"]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(b"c", ["b", "c"], id="one of those on a list"),
        pytest.param(b"a", ["a", "b"], id="in the order of all"),
        pytest.param(b"x", ["b"], id="whoever has no list is always asked"),
    ],
)
def test_only_readers_on_the_shortlist_are_asked(head: bytes, expected: list[str]) -> None:
    readers: Any = {"a": Listed("a", first_letter), "b": Named("b"), "c": Listed("c", first_letter)}
    formats = Formats(cast("dict[str, Reader]", readers))
    assert [reader.name for reader in formats.to_ask(head)] == expected

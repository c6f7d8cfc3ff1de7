from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers import text_lines
from cdgate.builtin.readers.json_lines import json_objects, milliseconds_of
from cdgate.builtin.readers.text_lines import lines_of
from cdgate.errors import EvidenceError
from cdgate.parsing.limits import Limits


def refused(data: bytes, limits: Limits | None = None) -> EvidenceError:
    with pytest.raises(EvidenceError) as caught:
        list(lines_of(BytesIO(data), limits or Limits()))
    return caught.value


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"a\nb\n", ["a", "b"], id="line ends"),
        pytest.param(b"a\r\nb", ["a", "b"], id="no line end at the end"),
        pytest.param(b"\xef\xbb\xbfa\n\n", ["a", ""], id="byte order mark"),
        pytest.param(b"\xef\xbb\xbf", [""], id="nothing but a mark"),
        pytest.param(b"\xffa\x0bb\n", ["\ufffda\x0bb"], id="other bytes"),
    ],
)
def test_lines_are_yielded_without_their_ends(data: bytes, expected: list[str]) -> None:
    assert list(lines_of(BytesIO(data))) == expected


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        pytest.param(b"", "empty-file", id="empty"),
        pytest.param(b"a\0b\n", "not-text", id="nul"),
        pytest.param("ok 1\n".encode("utf-16"), "not-text", id="utf-16"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, slug: str) -> None:
    assert refused(data).slug == slug


def test_too_large_a_file_is_refused() -> None:
    assert refused(b"abc\n" * 10, Limits(json_bytes=30)).slug == "file-too-large"


def test_endless_line_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "MOST_BYTES_OF_LINE", 4)
    assert refused(b"abcdefgh\n").slug == "file-too-large"


def test_longest_line_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_lines, "MOST_BYTES_OF_LINE", 4)
    assert list(lines_of(BytesIO(b"abc\nde\n"))) == ["abc", "de"]


def test_objects_are_yielded_and_blank_lines_passed_over() -> None:
    assert list(json_objects(BytesIO(b'{"a": 1}\n\n  \n{"b": 2}\n'))) == [{"a": 1}, {"b": 2}]


def test_lists_are_passed_over_where_asked() -> None:
    assert list(json_objects(BytesIO(b'[{"a": 1}]\n{"b": 2}\n'), skip_lists=True)) == [{"b": 2}]


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        pytest.param(b"[1]", "wrong-shape", id="a list"),
        pytest.param(b'{"a": ', "json-malformed", id="cut"),
        pytest.param(b'{"a": 1, "a": 2}', "json-duplicate-key", id="repeated key"),
    ],
)
def test_line_that_is_no_object_is_refused_with_its_number(line: bytes, slug: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        list(json_objects(BytesIO(b"{}\n" + line)))
    assert (caught.value.slug, caught.value.line) == (slug, 2)


@pytest.mark.parametrize(
    ("value", "per_second", "expected"),
    [
        pytest.param(1.5, 1, 1500, id="seconds"),
        pytest.param(7, 1000, 7, id="milliseconds"),
        pytest.param(True, 1, 0, id="a truth"),
        pytest.param("1", 1, 0, id="a word"),
        pytest.param(-1, 1, 0, id="negative"),
        pytest.param(10**18, 1, 0, id="absurd"),
        pytest.param(None, 1, 0, id="nothing"),
    ],
)
def test_duration_is_whole_milliseconds_or_nothing(value: object, per_second: int, expected: int) -> None:
    assert milliseconds_of(value, per_second) == expected

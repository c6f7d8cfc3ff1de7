from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.errors import EvidenceError
from cdgate.parsing.json import load_json
from cdgate.parsing.json_clean import CleanJson, UncleanError, clean_json


def taken_apart(text: bytes) -> dict[str, object]:
    json = clean_json(BytesIO(text))
    members = {key: json.value(raw, 1) for key, raw in json.members(json.text).items()}
    json.finish()
    return dict(members)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(b'{"a": 1, "b": [{"c": "d:e"}]}', {"a": 1, "b": [{"c": "d:e"}]}, id="plain"),
        pytest.param(b'\xef\xbb\xbf{"a:b" : {"c"\n:\t2}}', {"a:b": {"c": 2}}, id="mark and space before colons"),
        pytest.param(b'{"a": "\\u003c\\": 1"}', {"a": '<": 1'}, id="escapes"),
        pytest.param(b'{"a": "f12345678901234567890123", "b": 0.12345678901234567890}', None, id="rows of digits"),
        pytest.param(b"{}", {}, id="empty"),
    ],
)
def test_clean_text_is_told(text: bytes, expected: dict[str, object] | None) -> None:
    assert taken_apart(text) == (expected or load_json(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b'{"a": 1, "a": 1}', id="repeated outer key"),
        pytest.param(b'{"a": {"b": 1, "b": 2}}', id="repeated inner key"),
        pytest.param(b'{"a": {"b": 1, "\\u0062": 2}}', id="repeated under an escape"),
        pytest.param(b'{"a": {"b": 1, "b": "\\u003a"}}', id="repeated, and a colon that is hidden"),
        pytest.param(b'{"a": {"b" :1, "b": "\\u003A"}}', id="repeated, and another one"),
        pytest.param(b'{"a": NaN}', id="no number"),
        pytest.param(b'{"a": 123456789012345678901234567890}', id="long number"),
        pytest.param(b'{"a": [-12345678901234567890]}', id="long number in an array"),
        pytest.param(b'{"a": "\xff"}', id="no UTF-8"),
        pytest.param(b'{"a": "\\ud800"}', id="half a character"),
        pytest.param(b'{"a": 1} x', id="rest"),
        pytest.param(b"[1]", id="no object"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_is_not_clean_is_not_told(text: bytes) -> None:
    with pytest.raises(UncleanError):
        taken_apart(text)


def test_depth_counts_from_the_whole() -> None:
    json = CleanJson(b"")
    json.value(b"[" * 190 + b"]" * 190, 10)
    with pytest.raises(EvidenceError):
        json.value(b"[" * 191 + b"]" * 191, 10)


def test_entries_are_those_of_an_array() -> None:
    assert [bytes(entry) for entry in CleanJson(b"").entries(b'[1, "a"]')] == [b"1", b'"a"']
    with pytest.raises(UncleanError):
        CleanJson(b"").entries(b"{}")

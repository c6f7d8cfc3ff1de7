from __future__ import annotations

import io
from collections.abc import Callable

import msgspec
import pytest

from cdgate.errors import EvidenceError
from cdgate.parsing.json import arr, head_of_json, integer, keys_in_head, load_json, obj, shaped, string
from cdgate.parsing.limits import Limits


@pytest.mark.parametrize(
    ("data", "value"),
    [
        pytest.param(b'{"a": [1, -2, 1.5, true, null, "x"]}', {"a": [1, -2, 1.5, True, None, "x"]}, id="every-type"),
        pytest.param(b"\xef\xbb\xbf[]", [], id="byte-order-mark"),
        pytest.param(b" \r\n\t7 ", 7, id="blanks-around"),
        pytest.param(b"9999999999999999999", 9999999999999999999, id="nineteen-digits"),
        pytest.param(b"-9999999999999999999", -9999999999999999999, id="nineteen-digits-below-zero"),
        pytest.param(rb'"\ud83d\ude00"', "\N{GRINNING FACE}", id="escaped-surrogate-pair"),
        pytest.param('"测试"'.encode(), "测试", id="beyond-ascii"),
        pytest.param(b"[" * 200 + b"]" * 200, None, id="two-hundred-levels"),
        pytest.param(b'{"a": {"b": 1}, "c": {"b": 1}}', {"a": {"b": 1}, "c": {"b": 1}}, id="one-key-in-two-objects"),
    ],
)
def test_sound_json_is_loaded(data: bytes, value: object) -> None:
    assert load_json(data) == (load_json(data) if value is None else value)


@pytest.mark.parametrize(
    ("data", "slug", "said"),
    [
        pytest.param(b"", "empty-file", "empty", id="nothing"),
        pytest.param(b"\xef\xbb\xbf", "empty-file", "empty", id="only-a-byte-order-mark"),
        pytest.param(b" \n ", "empty-file", "empty", id="only-blanks"),
        pytest.param(b'{"results": []', "json-malformed", "1:15", id="cut"),
        pytest.param(b'{\n  "a": 1,\n}', "json-malformed", "malformed", id="trailing-comma"),
        pytest.param(b"{} {}", "json-malformed", "Extra data", id="two-documents"),
        pytest.param(b"{}\x00", "json-malformed", "Extra data", id="trailing-nul"),
        pytest.param(b'"a\nb"', "json-malformed", "control character", id="raw-line-feed-in-string"),
        pytest.param(b"\xef\xbb\xbf\xef\xbb\xbf{}", "json-malformed", "1:1", id="two-byte-order-marks"),
        pytest.param("{}".encode("utf-16"), "json-encoding", "UTF-16", id="utf-16"),
        pytest.param("{}".encode("utf-16-be"), "json-malformed", "1:1", id="utf-16-without-mark"),
        pytest.param(b'{\n"a": "\xff"}', "json-encoding", "0xff", id="not-utf-8"),
        pytest.param(b'"\xed\xa0\x80"', "json-encoding", "0xed", id="raw-surrogate"),
        pytest.param(b'{"a": {"b": 1, "c": 2, "b": 3}}', "json-duplicate-key", "'b'", id="duplicate-key"),
        pytest.param(b'{"\\u0061": 1, "a": 2}', "json-duplicate-key", "'a'", id="duplicate-key-by-escape"),
        pytest.param(b"[NaN]", "json-number", "NaN", id="nan"),
        pytest.param(b"[-Infinity]", "json-number", "-Infinity", id="infinity"),
        pytest.param(b"1e999", "json-number", "1e999", id="float-that-overflows"),
        pytest.param(b"-1e999", "json-number", "-1e999", id="float-that-overflows-below-zero"),
        pytest.param(b"12345678901234567890", "json-number", "12345678901234567890", id="twenty-digits"),
        pytest.param(b"1" * 5000, "json-number", "...", id="five-thousand-digits"),
        pytest.param(b"[" * 201 + b"]" * 201, "json-depth", "200", id="two-hundred-and-one-levels"),
        pytest.param(b'{"a":' * 201 + b"1" + b"}" * 201, "json-depth", "200", id="as-deep-in-objects"),
        pytest.param(b"[" * 100_000 + b"]" * 100_000, "json-depth", "200", id="deeper-than-the-stack"),
        pytest.param(rb'["\ud800"]', "json-surrogate", r"\ud800", id="lone-surrogate"),
        pytest.param(rb'{"\uDfff": {"a": [1, "b"]}}', "json-surrogate", r"\udfff", id="lone-surrogate-in-a-key"),
    ],
)
def test_unsound_json_is_refused(data: bytes, slug: str, said: str) -> None:
    with pytest.raises(EvidenceError) as raised:
        load_json(data)
    assert raised.value.slug == slug
    assert said in str(raised.value.at("report.json"))


def test_line_of_a_wrong_byte_is_told() -> None:
    with pytest.raises(EvidenceError) as raised:
        load_json(b'{\n\n"a": "\xff"}')
    assert raised.value.line == 3


def test_stream_is_read() -> None:
    assert load_json(io.BytesIO(b"[1]")) == [1]


def test_stream_above_the_limit_is_refused() -> None:
    limits = Limits(json_bytes=10)
    assert load_json(io.BytesIO(b"[12345678]"), limits) == [12345678]
    with pytest.raises(EvidenceError, match="larger than 10 bytes"):
        load_json(io.BytesIO(b"[123456789]"), limits)


class _Totals(msgspec.Struct):
    lines: int


class _Report(msgspec.Struct):
    totals: _Totals


def test_value_of_the_right_shape_is_converted() -> None:
    assert shaped({"totals": {"lines": 3}, "more": 1}, _Report).totals.lines == 3


@pytest.mark.parametrize(
    ("value", "said"),
    [
        pytest.param({"totals": {"lines": "3"}}, "$.totals.lines: expected `int`, got `str`", id="wrong-type"),
        pytest.param({"totals": {}}, "$.totals: object missing required field `lines`", id="missing"),
        pytest.param([], "$: expected `object`, got `array`", id="wrong-at-the-root"),
    ],
)
def test_value_of_another_shape_is_refused_with_its_path(value: object, said: str) -> None:
    with pytest.raises(EvidenceError, match="wrong-shape") as raised:
        shaped(value, _Report)
    assert said in str(raised.value)


def test_accessors_return_what_they_are_asked_for() -> None:
    assert obj({"a": 1}, "x") == {"a": 1}
    assert arr([1], "x") == [1]
    assert string("s", "x") == "s"
    assert integer(0, "x") == 0
    assert integer(-1, "x", least=-1) == -1


@pytest.mark.parametrize(
    ("raising", "said"),
    [
        pytest.param(lambda: obj([], "runs[0]"), "runs[0]: expected object, found array", id="array-for-object"),
        pytest.param(lambda: arr(None, "runs"), "runs: expected array, found null", id="null-for-array"),
        pytest.param(lambda: string(1, "a.b"), "a.b: expected string, found integer", id="integer-for-string"),
        pytest.param(lambda: integer(bool(1), "n"), "n: expected integer, found boolean", id="boolean-for-integer"),
        pytest.param(lambda: integer(1.0, "n"), "n: expected integer, found number", id="float-for-integer"),
        pytest.param(lambda: integer(-1, "n"), "n: expected an integer of 0 or more, found -1", id="below-least"),
        pytest.param(lambda: arr(object(), "n"), "n: expected array, found nothing", id="no-json-at-all"),
    ],
)
def test_accessors_name_path_and_types(raising: Callable[[], object], said: str) -> None:
    with pytest.raises(EvidenceError, match="wrong-shape") as raised:
        raising()
    assert said in str(raised.value)


SARIF = b'{"runs": [{"tool": {"driver": {"name": "x"}}, "results": []}], "version": "2.1.0", "$schema": "s"}'


def test_head_tells_keys_at_their_depth() -> None:
    head = head_of_json(SARIF)
    assert head.keys == {"runs", "version", "$schema"}
    assert head.inner == {"tool", "results"}
    assert head.words == {"version": "2.1.0", "$schema": "s"}


@pytest.mark.parametrize("cut", range(len(SARIF)))
def test_head_cut_anywhere_tells_no_more_than_the_whole(cut: int) -> None:
    assert keys_in_head(SARIF[:cut]) <= {"runs", "version", "$schema"}


@pytest.mark.parametrize(
    ("head", "keys"),
    [
        pytest.param(b'\xef\xbb\xbf\r\n {"a": 1}', {"a"}, id="mark-and-blanks"),
        pytest.param(b'{"a" : "b\\": {", "c": 1', {"a", "c"}, id="escaped-quote-and-brace-in-string"),
        pytest.param(b'{"a": "\\\\", "b": 1', {"a", "b"}, id="escaped-backslash-before-the-quote"),
        pytest.param(b'{"a": {"b": [{"c": {"d": 1}}]}, "e": ', {"a", "e"}, id="key-after-nested"),
        pytest.param(b'[{"a": 1}]', set(), id="array"),
        pytest.param(b"<a>", set(), id="markup"),
        pytest.param(b"", set(), id="nothing"),
        pytest.param(b'{"a": 1, "b', {"a"}, id="cut-in-a-key"),
    ],
)
def test_keys_in_head(head: bytes, keys: set[str]) -> None:
    assert keys_in_head(head) == keys


def test_head_of_an_array_tells_the_keys_of_its_elements() -> None:
    assert head_of_json(b'[{"a": 1, "b": {"c": "x"}}]').inner == {"a", "b", "c"}

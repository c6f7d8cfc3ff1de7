from __future__ import annotations

import msgspec
import pytest

from cdgate.errors import EvidenceError
from cdgate.parsing.json import load_json
from cdgate.parsing.json_clean import Integer, Loose, UncleanError, WholeArray, clean_value


class Entry(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the array below holds."""

    name: str
    count: Integer | None = None
    bag: dict[str, Loose] | None = None
    rest: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


WHOLE: WholeArray[Entry] = WholeArray(Entry)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b'{"a": 1, "b": [{"c": "d:e"}]}', id="plain"),
        pytest.param(b'{"a:b" : {"c"\n:\t2}}', id="space before colons"),
        pytest.param(b'{"a": "\\u003c\\": 1"}', id="escapes"),
        pytest.param(b'{"a": "f12345678901234567890123", "b": 0.12345678901234567890}', id="rows of digits"),
        pytest.param(b"{}", id="empty"),
        pytest.param(b"[1]", id="array"),
    ],
)
def test_clean_text_is_told(text: bytes) -> None:
    assert clean_value(text) == load_json(text)


UNCLEAN = [
    pytest.param(b'{"name": "a", "name": "a"}', id="repeated key"),
    pytest.param(b'{"name": "a", "n\\u0061me": "a"}', id="repeated under an escape"),
    pytest.param(b'{"name": "a", "bag": {"b": 1, "b": 2}}', id="repeated inner key"),
    pytest.param(b'{"name": "a", "name": "\\u003a"}', id="repeated, and a colon that is hidden"),
    pytest.param(b'{"name": "a", "name" :"\\u003A"}', id="repeated, and another one"),
    pytest.param(b'{"name": "a", "count": 123456789012345678901234567890}', id="long number"),
    pytest.param(b'{"name": "a", "count": -12345678901234567890}', id="long negative number"),
    pytest.param(b'{"name": "a", "bag": {"b": [12345678901234567890]}}', id="long number in a bag"),
    pytest.param(b'{"name": "a", "bag": {"b": 1e999}}', id="overflow"),
    pytest.param(b'{"name": "a", "bag": {"b": NaN}}', id="no number"),
    pytest.param(b'{"name": "\xff"}', id="no UTF-8"),
    pytest.param(b'{"name": "\\ud800"}', id="half a character"),
    pytest.param(b'{"name": "a"} x', id="rest"),
    pytest.param(b"", id="nothing"),
]


@pytest.mark.parametrize("text", UNCLEAN)
def test_what_is_not_clean_is_not_told(text: bytes) -> None:
    with pytest.raises(UncleanError):
        clean_value(text)


def test_depth_counts_from_the_whole() -> None:
    clean_value(b"[" * 190 + b"]" * 190, 10)
    with pytest.raises(EvidenceError):
        clean_value(b"[" * 191 + b"]" * 191, 10)


@pytest.mark.parametrize("text", UNCLEAN)
def test_array_of_what_is_not_clean_is_not_told(text: bytes) -> None:
    with pytest.raises(UncleanError):
        WHOLE.entries(b'[{"name": "first"}, %b]' % text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b'[{"name": "a", "other": 1}]', id="key that the struct has not"),
        pytest.param(b'[{"name": "a", "count": null}]', id="null"),
        pytest.param(b'[{"name": "a", "count": 1.5}]', id="other type"),
        pytest.param(b'[{"name": "a"}, 1]', id="no object"),
        pytest.param(b'[{"name": "a", "bag": {"b": [[[[1]]]]}}]', id="deep bag"),
        pytest.param(b'[{"name": "a", "rest": "\xff"}]', id="no UTF-8 in what is skipped"),
        pytest.param(b'[{"name": "a", "rest": ["\\udc00"]}]', id="half a character in what is skipped"),
        pytest.param(b'[{"name": "a", "rest": NaN}]', id="no number in what is skipped"),
        pytest.param(b"[]", id="empty"),
        pytest.param(b'{"name": "a"}', id="no array"),
    ],
)
def test_array_that_says_more_than_the_struct_is_not_told(text: bytes) -> None:
    with pytest.raises(UncleanError):
        WHOLE.entries(text)


def test_whole_array_is_told() -> None:
    text = '[{"name": "ä:", "count": 3, "bag": {"b": [{"c": [1]}]}}, {"n\\u0061me": "b", "rest": {"x": 1, "x": 2}}]'
    first, second = WHOLE.entries(text.encode())
    assert first == Entry("ä:", 3, {"b": [{"c": [1]}]})
    assert (second.name, bytes(second.rest)) == ("b", b'{"x":1,"x":2}')  # type: ignore[arg-type]  # it is set


class Tight(msgspec.Struct, frozen=True, omit_defaults=True):
    """An entry without decimal numbers."""

    name: str
    count: Integer | None = None
    rest: msgspec.Raw | msgspec.UnsetType = msgspec.UNSET


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param(b'[{"name":"a:b","count":3}]', True, id="compact"),
        pytest.param(b'[{"count":3,"name":"a"}]', True, id="compact in other order"),
        pytest.param(b'[{"name": "a"}]', True, id="with spaces"),
        pytest.param(b'[{"name":"\\u0061"}]', True, id="escape that is not needed"),
        pytest.param(b'[{"name":"a","rest":1e2}]', True, id="decimal that is skipped"),
        pytest.param(b'[{"name":"a","name":"a"}]', False, id="repeated key"),
        pytest.param(b'[{"name":"a","count":null}]', False, id="null"),
        pytest.param(b'[{"name":"a","other":1}]', False, id="key that the struct has not"),
        pytest.param(b'[{"name":"a","name":"\\u003a"}]', False, id="repeated, and a colon that is hidden"),
    ],
)
def test_array_without_decimal_numbers_is_measured(text: bytes, clean: bool) -> None:  # noqa: FBT001  # a parameter of the test
    whole = WholeArray(Tight, loose=lambda _: False)
    if clean:
        assert whole.entries(text) == WholeArray(Tight).entries(text)
    else:
        with pytest.raises(UncleanError):
            whole.entries(text)

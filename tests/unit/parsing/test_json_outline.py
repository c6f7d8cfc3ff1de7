"""Large JSON made short, for recognising it."""

from __future__ import annotations

import io
import json

import pytest

from cdgate.parsing.json_outline import MOST_BYTES, outline
from cdgate.parsing.limits import HEAD_BYTES

LARGE = {"results": [{"n": number, "text": "x" * 300} for number in range(400)], "version": "1.0"}


def of(written: bytes) -> bytes:
    return outline(io.BytesIO(written), len(written))


def test_keys_behind_a_long_list_are_shown() -> None:
    shown = json.loads(of(json.dumps(LARGE).encode()))
    assert shown == {"results": [{"n": 0, "text": "x" * 200}, {"n": 1, "text": "x" * 200}], "version": "1.0"}


def test_what_is_nested_deeply_is_shown_empty() -> None:
    written = b"[" * 12 + b"1" + b"]" * 12 + b" " * HEAD_BYTES
    assert of(written) == b"[" * 9 + b"]" * 9


@pytest.mark.parametrize(
    "written",
    [
        b'{"small": 1}',
        b'{"cut": ' + b" " * HEAD_BYTES,
        b"[" * (2 * HEAD_BYTES),
        b'"\xff' + b" " * HEAD_BYTES + b'"',
        b'"\\ud800' + b"x" * HEAD_BYTES + b'"',
    ],
    ids=["small", "cut", "deep", "not-text", "surrogate"],
)
def test_what_is_small_or_not_json_is_not_shown(written: bytes) -> None:
    assert of(written) == b""


def test_what_is_too_large_is_not_even_read() -> None:
    stream = io.BytesIO(b"{}")
    assert outline(stream, MOST_BYTES + 1) == b""
    assert stream.tell() == 0


def test_the_stream_stands_at_its_beginning_again() -> None:
    stream = io.BytesIO(json.dumps(LARGE).encode())
    outline(stream, HEAD_BYTES + 1)
    assert stream.tell() == 0

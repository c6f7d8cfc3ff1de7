from __future__ import annotations

import pytest

from cdgate.parsing.json_head import JsonHead, head_of_json


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(b'<a b="c">{"d": 1}</a>', id="XML"),
        pytest.param(b'a: {"b": 1}', id="text"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_is_no_json_has_no_keys(head: bytes) -> None:
    assert head_of_json(head) == JsonHead()


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b" \n"], ids=["plain", "byte order mark", "blanks"])
def test_keys_and_words_are_seen_up_to_the_cut(start: bytes) -> None:
    seen = head_of_json(start + b'{"tool": "x", "runs": [{"id": 1, "deep": {"er": {"est": 0}}}], "cut": "o')
    assert seen == JsonHead(frozenset({"tool", "runs", "cut"}), frozenset({"id", "deep"}), {"tool": "x"})

from __future__ import annotations

import pytest

from cdgate.builtin.readers import SHELVES
from cdgate.builtin.readers.lazy import LazyReader, indexed, on_shelf


def lazy(signs: str = "", marks: tuple[tuple[str, ...], ...] = ()) -> LazyReader:
    return LazyReader("x", "tests", "x", "", "nowhere:nothing", signs, marks)


@pytest.mark.parametrize(
    ("reader", "head", "expected"),
    [
        pytest.param(lazy(), b"anything", True, id="nothing-said"),
        pytest.param(lazy("<"), b"\xef\xbb\xbf \n<a/>", True, id="sign-behind-mark-and-blanks"),
        pytest.param(lazy("<"), b"{}", False, id="other-sign"),
        pytest.param(lazy("^<{"), b"text", True, id="barred-signs-absent"),
        pytest.param(lazy("^<{"), b"{}", False, id="barred-sign"),
        pytest.param(lazy("", (("one",), ("two",))), b"a two b", True, id="one-of-the-marks"),
        pytest.param(lazy("", (("one",),)), b"a two b", False, id="no-mark"),
        pytest.param(lazy("", (("one", "two"),)), b"a two b", False, id="not-all-words-of-a-mark"),
        pytest.param(lazy("^<", (("one",),)), b"<!-- x -->\none", True, id="lines-below-a-comment"),
        pytest.param(lazy("<", (("one",),)), b"<\0o\0n\0", True, id="two-bytes-a-character"),
        pytest.param(lazy("<"), b"  ", False, id="blank"),
    ],
)
def test_head_rules_a_format_out(reader: LazyReader, head: bytes, expected: bool) -> None:  # noqa: FBT001  # a table row
    assert reader._possible(head) is expected


def test_index_has_every_reader_as_it_describes_itself() -> None:
    eager = {reader.name: reader for shelf in SHELVES for reader in on_shelf(shelf).values()}
    assert {one.name: (one.kind, one.title, one.link) for one in indexed()} == {
        name: (reader.kind, reader.title, reader.link) for name, reader in eager.items()
    }


def test_reader_that_is_ruled_out_is_not_asked() -> None:
    assert not lazy("<").recognises(b"{}", "a.json")

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdgate.builtin.readers import SHELVES
from cdgate.builtin.readers.lazy import LazyReader, Words, indexed, on_shelf, shortlist


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


@given(st.text('"a:', max_size=12), st.text('"a:', min_size=1, max_size=4))
def test_word_is_found_where_it_stands_in_the_head(head: str, word: str) -> None:
    words = Words(head.encode())
    assert [words[word.encode()] for _ in range(2)] == [word in head] * 2


def test_index_has_every_reader_as_it_describes_itself() -> None:
    eager = {reader.name: reader for shelf in SHELVES for reader in on_shelf(shelf).values()}
    assert {one.name: (one.kind, one.title, one.link) for one in indexed()} == {
        name: (reader.kind, reader.title, reader.link) for name, reader in eager.items()
    }


def test_every_reader_stands_on_the_shelf_that_the_index_names() -> None:
    assert [one.name for one in indexed() if on_shelf(one.shelf)[one.name].name != one.name] == []


def test_reader_that_is_ruled_out_is_not_asked() -> None:
    assert not lazy("<").recognises(b"{}", "a.json")


def test_sought_by_root_element_no_more_is_asked_than_need_be() -> None:
    assert shortlist(b'<?xml version="1.0"?>\n<testsuites><testsuite/></testsuites>') == ["junit"]


SAID = b"a.xml:3: parser error : Start tag expected"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(b"<testsuite><system-out>\n%b\n</system-out></testsuite>\n", ["junit"], id="in a report"),
        pytest.param(b"<testsuite></testsuite>\n%b\n", ["junit", "xmllint-text"], id="behind a report"),
        pytest.param(b"<a>\n%b\n</a>", ["xmllint-text"], id="in what nobody knows"),
        pytest.param(b"<testsuite>\n%b\n", ["junit", "xmllint-text"], id="in what goes on"),
    ],
)
def test_what_a_test_says_is_not_taken_for_the_output_of_a_linter(head: bytes, expected: list[str]) -> None:
    assert sorted(shortlist(head % SAID)) == expected


HEADS = {
    "plain": b'<?xml version="1.0"?>\n<testsuites name="ruff"><testsuite/></testsuites>',
    "prefixed": b'<a:testsuites xmlns:a="b"/>',
    "behind a comment": b"<!-- c --><testsuite/>",
    "behind blanks": b" \n<?xml version='1.0' encoding='gbk'?><!DOCTYPE coverage><coverage/>",
    "behind an instruction": b"<?x?><coverage version='1'><file/></coverage>",
    "two bytes a character": "<testsuite/>".encode("utf-16"),
    "checkstyle": b"<checkstyle><file><error/></file></checkstyle>",
    "lines": b"a.py:1:1: E501 long\n",
    "object": b'{"runs": [], "version": "2.1.0"}',
    "nothing": b"",
}


@pytest.mark.parametrize("head", [pytest.param(head, id=name) for name, head in HEADS.items()])
def test_who_is_not_on_the_shortlist_would_not_recognise_the_head(head: bytes) -> None:
    eager = {reader.name: reader for shelf in SHELVES for reader in on_shelf(shelf).values()}
    asked = {name for name, reader in eager.items() if reader.recognises(head, "x")}
    assert asked <= set(shortlist(head))

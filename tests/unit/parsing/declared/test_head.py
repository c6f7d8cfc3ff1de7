"""What the beginning of a file shows."""

from __future__ import annotations

import json

import pytest

from cdgate.parsing.declared.head import json_in_head, lines_in_head, xml_in_head

WHOLE = {"a": [1, {"b": "x, {y", "c": [True, None]}], "d": {"e": 'quoted " {[,'}, "f": 2.5}


def test_whole_json_is_seen_whole() -> None:
    assert json_in_head(b"\xef\xbb\xbf \n" + json.dumps(WHOLE).encode()) == WHOLE


@pytest.mark.parametrize("end", range(2, len(json.dumps(WHOLE))))
def test_cut_json_is_seen_as_far_as_it_goes(end: int) -> None:
    seen = json_in_head(json.dumps(WHOLE).encode()[:end])
    assert set(seen) <= set(WHOLE)
    assert all(seen[key] == WHOLE[key] for key in list(seen)[:-1])


@pytest.mark.parametrize("head", [b"", b"text", b"<a/>", b"{]", b'{"a": tru}', b"[" * 9000, b"}{", b"\xff{"], ids=repr)
def test_what_is_no_json_shows_nothing(head: bytes) -> None:
    assert not json_in_head(head)


def test_lines_are_seen_without_comments() -> None:
    head = b'\xef\xbb\xbf// one\n{"a": 1}\n\n# two\n{"a": 2}\nnoise\n{"a": 3}\n'
    assert lines_in_head(head, (b"//", b"#")) == [{"a": 1}, {"a": 2}]


def test_only_the_first_lines_are_looked_at() -> None:
    assert lines_in_head(b"1\n" * 9, ()) == [1] * 5


@pytest.mark.parametrize("head", [b"", b"\n\n", b"[\n]\n", b"{\n", b"text\n{}\n"], ids=repr)
def test_what_is_no_json_line_shows_nothing(head: bytes) -> None:
    assert lines_in_head(head, ()) is None


def test_tags_are_seen_with_attributes_and_text() -> None:
    head = (
        b'<?xml version="1.0"?><!-- <no/> --><!DOCTYPE r><n:r xmlns:n="u" a=\'1\'><n:b x="&lt;"/>'
        b"<c> text </c><![CDATA[<no/>]]><c y='2'>more<d/></c></n:r>"
    )
    assert xml_in_head(head) == {
        "/r": [""],
        "/r@xmlns": ["u"],
        "/r@a": ["1"],
        "/r/b": [""],
        "/r/b@x": ["&lt;"],
        "/r/c": ["text", "more"],
        "/r/c@y": ["2"],
        "/r/c/d": [""],
    }


def test_tags_of_other_encodings_are_seen() -> None:
    assert list(xml_in_head("<r>é</r>".encode("utf-16"))) == ["/r"]


def test_only_the_first_tags_are_looked_at() -> None:
    assert len(xml_in_head(b"<r>" + b"".join(b"<a%d/>" % n for n in range(900)))) == 400


@pytest.mark.parametrize("head", [b"", b"{}", b"text <a>"], ids=repr)
def test_what_is_no_xml_shows_no_tags(head: bytes) -> None:
    assert xml_in_head(head) == {}


def test_objects_over_several_lines_are_seen() -> None:
    assert lines_in_head(b'{\n  "a": 1\n}\n{\n  "b": [\n', ()) == [{"a": 1}]

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdgate.errors import EvidenceError
from cdgate.parsing import xml
from cdgate.parsing.limits import Limits
from cdgate.parsing.xml import parse_xml
from cdgate.parsing.xml_plain import read_plain
from cdgate.parsing.xml_runs import UnprovedError
from cdgate.parsing.xml_text import document

XSI = b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
PIECES = [
    *(b"<a>", b"</a>", b"<b/>", b'<a x="1">', b' y="2"', b' x="1"', b"\r\n", b"\r", b"\n", b"\t", b" ", b"&lt;", b"&#10;"),
    *(b"&#13;", b"&amp;lt;", b"&bad;", b"<![CDATA[", b"]]>", b"]]", b"]", b">", b"<", b'"', b"<!-- c -->", b"<?p?>", b"'"),
    *(b"<!--", b"-->", b"-"),
    *(b"<a " + XSI + b' xsi:nil="1">', b' xsi:b="c"', b' xmlns="u"', b' xml:lang="e"', b' xmlns:xsi="u"', b"\xc3\xa9"),
    *(b"\xef\xbf\xbe", b"\xef\xbf\xbd", b"\x00", b"\x0b", b"\x7f", b"\xff", b"<c:d/>", b"<1/>", b"text", b"/", b"=", b" = "),
    *(b"<a />", b"</a >", b"<a/ >", b"<![CDATA[&<x>]]>", b"<![CDATA[]]>", b"<!DOCTYPE a>", b"</b>"),
]  # fmt: skip


class Recorder:
    def __init__(self) -> None:
        self.events: list[object] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.events.append((tag, dict(attributes)))

    def end(self, tag: str) -> None:
        self.events.append(tag)

    def data(self, piece: str) -> None:
        if piece:
            last = self.events[-1]
            self.events[-1:] = [[last[0] + piece]] if isinstance(last, list) else [last, [piece]]


def plainly(data: bytes) -> list[object]:
    recorder = Recorder()
    read_plain(b"".join(document(BytesIO(data), Limits())), recorder)
    return recorder.events


def parsed(data: bytes) -> list[object]:
    recorder = Recorder()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml, "_SMALL", 0)
        parse_xml(BytesIO(data), recorder, namespaces=frozenset({""}))
    return recorder.events


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b'<?xml version="1.0"?>\n<a x="1" y="2&amp;lt;">t<b/>u &gt; v</a>\n', id="elements"),
        pytest.param(b"<a " + XSI + b' xsi:schema="s" n="&#10;"><b xsi:nil="1"/></a>', id="schema"),
        pytest.param(b"<a>x<![CDATA[<y>&amp; ]] ]]>z\r\nw\r</a>", id="section-and-line-ends"),
        pytest.param(b"<a>" * 50 + b"</a>" * 50, id="deep"),
        pytest.param("<a n='x'>é</a>".replace("'", '"').encode(), id="other-scripts"),
        pytest.param(
            b"<a>x<!-- - c <b> & \xc3\xa9 -->y<![CDATA[<!-- z -->]]><!--<![CDATA[-->]]&gt;</a>", id="comments"
        ),
        pytest.param(b"<a/>", id="one"),
    ],
)
def test_plain_document_is_read_as_a_parser_does(data: bytes) -> None:
    assert plainly(data) == parsed(data)


@pytest.mark.parametrize(
    "data",
    [
        b"<a></b>", b"<a>", b"</a>", b"<a/><b/>", b"<a/>t", b"<a></a>t", b"t<a/>", b"plain text", b"<a x='1'/>",
        b'<a x="1" x="2"/>', b'<a x="1"y="2"/>', b'<a x="<"/>', b'<a x="a\nb"/>', b"<a>&bad;</a>", b"<a>]]></a>",
        b"<a><?p?></a>", b'<a xmlns="u"/>', b"<p:a/>", b'<a xsi:x="1"/>', b'<a xml:lang="e"/>',
        b"<a><b " + XSI + b' xsi:n="1"/></a>', b"<a><b></a></b>", b"<a>\xef\xbf\xbf</a>", b"<a>" * 51 + b"</a>" * 51,
        b"<a><!-- - -- --></a>", b"<a><!-- c ---></a>", b"<!-- c --><a/>", b"<a/><!-- c -->",
        b'<a></a x="1">', b"<a></a/>", b"<a><![CDATA[x</a>", b"<a><![CDATA[<![CDATA[]]></a>",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_parser(data: bytes) -> None:
    with pytest.raises(UnprovedError):
        plainly(data)


def test_a_target_that_wants_no_text_gets_none() -> None:
    recorder = Recorder()
    recorder.data = None  # type: ignore[assignment, method-assign]  # a target may want no text
    read_plain(b"<a>t</a>", recorder)
    assert recorder.events == [("a", {}), "a"]


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.booleans())
@settings(max_examples=2000)
def test_whatever_is_read_plainly_a_parser_reads_the_same(pieces: list[bytes], wrapped: bool) -> None:  # noqa: FBT001  # drawn
    data = b"".join(pieces)
    data = b"<a " + XSI + b">" + data + b"</a>" if wrapped else data
    try:
        events = plainly(data)
    except (UnprovedError, EvidenceError):
        return
    assert events == parsed(data)


LARGE = b"<a>%b</a>" % (b"<b>%b</b>" % (b"x" * 100) * 2000)


def shortened(chunks: Iterator[bytes]) -> Iterator[bytes]:
    return (chunk.replace(b"x", b"") for chunk in chunks)


def test_what_a_filter_leaves_of_a_large_document_may_need_no_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    read, left = Recorder(), Recorder()
    parse_xml(BytesIO(LARGE), read, through=shortened)
    monkeypatch.setattr(xml, "_parse", lambda *_: pytest.fail("no parser is needed"))
    monkeypatch.setattr(xml, "_SMALL", len(LARGE))
    parse_xml(BytesIO(LARGE), left, through=shortened)
    assert left.events == read.events == [("a", {}), *[("b", {}), "b"] * 2000, "a"]


def test_a_target_that_cannot_prove_a_plain_document_is_told_it_once() -> None:
    class Doubting(Recorder):
        def end(self, tag: str) -> None:
            super().end(tag)
            raise UnprovedError

    target = Doubting()
    with pytest.raises(UnprovedError):
        parse_xml(BytesIO(b"<a><b/></a>"), target, through=iter)
    assert target.events == [("a", {}), ("b", {}), "b"]

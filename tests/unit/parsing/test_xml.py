from __future__ import annotations

import io
from collections.abc import Callable, Mapping

import pytest

from cdgate.errors import EvidenceError
from cdgate.parsing.limits import HEAD_BYTES, Limits
from cdgate.parsing.xml import parse_xml, root_of


class Recorder:
    """Writes down what it is told; `text` is joined, because pieces may be of any length."""

    def __init__(self) -> None:
        self.events: list[str] = []
        self.text = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.events.append(f"<{tag}{dict(attributes) or ''}>")

    def end(self, tag: str) -> None:
        self.events.append(f"</{tag}>")

    def data(self, piece: str) -> None:
        self.text += piece


class Deaf(Recorder):
    data: Callable[[str], object] | None = None  # type: ignore[assignment]  # a target may want no text


class Dribble(io.BytesIO):
    """Gives one byte at a time, as a pipe may."""

    def read(self, _: int | None = -1, /) -> bytes:
        return super().read(1)


class Broken(io.BytesIO):
    def read(self, _: int | None = -1, /) -> bytes:
        raise OSError(5, "Input/output error")


def heard(document: bytes, limits: Limits | None = None) -> Recorder:
    recorder = Recorder()
    parse_xml(io.BytesIO(document), recorder, limits or Limits())
    return recorder


def refused(document: bytes, limits: Limits | None = None) -> EvidenceError:
    with pytest.raises(EvidenceError) as caught:
        heard(document, limits)
    return caught.value


def test_a_document_streams_into_the_target_in_order() -> None:
    recorder = heard(b'<a x="1"><b>te<!-- c --><?pi ?>xt</b><b/></a>')
    assert recorder.events == ["<a{'x': '1'}>", "<b>", "</b>", "<b>", "</b>", "</a>"]
    assert recorder.text == "text"


def test_references_are_resolved_in_attributes_as_in_text() -> None:
    recorder = heard(b'<a b="x &amp; y &lt; &#38; &amp;amp;">x &amp; y &amp;amp;</a>')
    assert recorder.events[0] == f"<a{ {'b': 'x & y < & &amp;'} }>"
    assert recorder.text == "x & y &amp;"


def test_a_target_that_wants_no_text_gets_none() -> None:
    target = Deaf()
    parse_xml(io.BytesIO(b"<a>text</a>"), target)
    assert (target.events, target.text) == (["<a>", "</a>"], "")


def test_bytes_that_come_one_at_a_time_make_the_same_document() -> None:
    document = '<?xml version="1.0"?><!DOCTYPE a><a>\u4e2d\U0001d400</a>'.encode()
    recorder = Recorder()
    parse_xml(Dribble(document), recorder)
    assert (recorder.events, recorder.text) == (["<a>", "</a>"], "\u4e2d\U0001d400")


def test_namespaces_are_stripped_from_tags_and_never_hide_a_plain_attribute() -> None:
    recorder = heard(b'<a xmlns="u" xmlns:p="v" x="1" p:x="2"><p:b/></a>')
    assert recorder.events == ["<a{'x': '1', '{v}x': '2'}>", "<b>", "</b>", "</a>"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("declared", ["", '<?xml version="1.0"?>'])
def test_marked_unicode_needs_no_declaration(codec: str, declared: str) -> None:
    assert heard(f"{declared}<a>\u4e2d</a>".encode(codec)).text == "\u4e2d"


@pytest.mark.parametrize(
    ("name", "codec", "word"),
    [
        ("UTF-8", "utf-8", "\u4e2d"),
        ("US-ASCII", "ascii", "x"),
        ("UTF-16", "utf-16", "\u4e2d"),
        ("UTF-16", "utf-16-le", "\u4e2d"),
        ("utf-16be", "utf-16-be", "\u4e2d"),
        ("GBK", "gbk", "\u4e2d"),
        ("gb2312", "gb2312", "\u4e2d"),
        ("GB18030", "gb18030", "\U0001d400"),
        ("Big5", "big5", "\u4e2d"),
        ("Shift_JIS", "shift_jis", "\u30c6"),
        ("euc-kr", "euc_kr", "\ud55c"),
        ("ISO-8859-1", "iso-8859-1", "\u00e4"),
        ("windows-1252", "cp1252", "\u20ac"),
        ("windows-1251", "cp1251", "\u0436"),
    ],
)
def test_declared_encodings_on_the_list_are_read(name: str, codec: str, word: str) -> None:
    document = f'<?xml version="1.0" encoding="{name}"?>\n<a>{word}</a>'.encode(codec)
    assert heard(document).text == word


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_character_across_two_chunks_is_read(encoding: str) -> None:
    text = "\u4e2d" * 300_000
    document = f'<?xml version="1.0" encoding="{encoding}"?><a> {text}</a>'.encode(encoding)
    assert heard(document).text.strip() == text


@pytest.mark.parametrize(
    "document",
    [
        pytest.param('<?xml version="1.0" encoding="utf-8"?><a/>'.encode("utf-16"), id="mark-of-16-declared-8"),
        pytest.param('\ufeff<?xml version="1.0" encoding="gbk"?><a/>'.encode(), id="mark-of-8-declared-gbk"),
        pytest.param(b'<?xml version="1.0" encoding="utf-16"?><a/>', id="declared-16-without-any"),
        pytest.param(b'<?xml version="1.0" encoding="utf-7"?><a/>', id="utf-7"),
        pytest.param(b'<?xml version="1.0" encoding="x-nonsense"?><a/>', id="unknown"),
        pytest.param(b'<?xml version="1.0" encoding="' + b"x" * 5_000 + b'"?><a/>', id="long-name"),
        pytest.param("<a/>".encode("utf-32"), id="utf-32"),
        pytest.param(b"\x00\x00\xfe\xff\x00\x00\x00<", id="utf-32-be"),
        pytest.param("<a>\u4e2d</a>".encode("gbk"), id="gbk-undeclared"),
        pytest.param(b"<a>\xc0\xbc</a>", id="overlong"),
        pytest.param(b"<a>\xed\xa0\x80</a>", id="surrogate"),
        pytest.param(b"<a>\xe4", id="cut-in-a-character"),
        pytest.param('<?xml version="1.0" encoding="gbk"?><a/>'.encode("gbk") + b"\xd6", id="cut-in-a-gbk-character"),
        pytest.param(b"\xff\xfe<\x00a\x00/\x00>\x00\x00\xd8", id="lone-surrogate-in-utf-16"),
    ],
)
def test_bytes_that_are_not_what_they_say_are_refused(document: bytes) -> None:
    assert refused(document).slug == "xml-encoding"


@pytest.mark.parametrize("document", [b"", b" \n\t", b"\xef\xbb\xbf", "\ufeff".encode("utf-16-le")], ids=repr)
def test_nothing_is_an_empty_file(document: bytes) -> None:
    assert refused(document).slug == "empty-file"


@pytest.mark.parametrize(
    "start", [b"\x1f\x8b\x08", b"PK\x03\x04", b"BZh9", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"], ids=repr
)
def test_packed_files_are_named_as_such(start: bytes) -> None:
    assert refused(start + b"rest").slug == "compressed-file"


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', id="entity"),
        pytest.param(b'<!DOCTYPE a SYSTEM "a.dtd" [<!ATTLIST a x CDATA "0">]><a/>', id="attribute-default"),
        pytest.param(b"<!DOCTYPE a><!DOCTYPE a><a/>", id="two"),
        pytest.param(b"<!DOCTYPE a []><!DOCTYPE a []><a/>", id="two-empty-ones"),
        pytest.param(b'<!DOCTYPE a [][<!ENTITY x "y">]><a/>', id="behind-an-empty-one"),
        pytest.param(b"<!DOCTYPE a [ <!-- c --> ]><a/>", id="comment"),
        pytest.param(b"<!DOCTYPE a [", id="cut-in-the-inner-part"),
        pytest.param(b"<!DOCTYPE a nonsense><a/>", id="malformed"),
        pytest.param(b"<!DOCTYPE a", id="cut"),
    ],
)
def test_a_document_with_its_own_definitions_is_refused(document: bytes) -> None:
    assert refused(document).slug == "xml-dtd"


@pytest.mark.parametrize(
    "doctype",
    [
        "<!DOCTYPE a>",
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd">',
        "<!DOCTYPE a SYSTEM 'file:///dev/full' >",
        '<!DOCTYPE a PUBLIC "-//A//B"\n "a.dtd">',
        '<!-- c --><!DOCTYPE a PUBLIC "-//A//B">\n<?pi?>',
        '<!DOCTYPE a PUBLIC "-//A//B" "a.dtd"[]>',
        "<!DOCTYPE a [ \n] >",
    ],
)
def test_an_outer_or_empty_definition_is_never_fetched_and_lines_stay_true(doctype: str) -> None:
    document = f'<?xml version="1.0"?>\n{doctype}\n<a>'.encode()
    assert heard(document + b"</a>").events == ["<a>", "</a>"]
    assert refused(document + b"\n</b>").line == document.count(b"\n") + 2


@pytest.mark.parametrize("cut", range(6))
def test_an_empty_inner_definition_may_lie_across_two_chunks(cut: int) -> None:
    start = b"<!DOCTYPE a [ ] >"
    padding = b"<!--" + b" " * (HEAD_BYTES - len(start) + cut - len(b"<!---->")) + b"-->"
    assert root_of((padding + start)[:HEAD_BYTES]) is None
    assert heard(padding + start + b"<a></a>").events == ["<a>", "</a>"]


@pytest.mark.parametrize(
    "document",
    [
        b"<a><b></a>",
        b"<a>",
        b"<a",
        b"<",
        b"<a/><b/>",
        b"<a/>log",
        b"log<a/>",
        b"log",
        b'\n<?xml version="1.0"?><a/>',
        b'<a x="1" x="2"/>',
        b'<a x="1" p:x="2"/>',
        b"<p:a/>",
        b"<a>&undefined;</a>",
        b"<a><![CDATA[",
        b"<!-- open",
        b"<?pi",
        b"<!doctype a><a/>",
        b"<a/><!DOCTYPE a>",
        b"<?xml version='1.0' nonsense?><a/>",
    ],
    ids=repr,
)
def test_what_is_not_well_formed_is_refused(document: bytes) -> None:
    assert refused(document).slug == "malformed-xml"


def test_the_place_of_an_error_is_told() -> None:
    error = refused(b"<a>\n<b>\n</c></a>")
    assert (error.line, error.column > 0) == (3, True)


def test_an_endless_declaration_is_refused() -> None:
    document = b'<?xml version="1.0" ' + b" " * 100_000 + b"?><a/>"
    assert refused(document).slug == "malformed-xml"


def test_a_flood_of_warnings_hides_no_error() -> None:
    warnings = b'<b xmlns="relative"/>' * 500
    assert len(heard(b"<a>" + warnings + b"</a>").events) == 1_002
    assert refused(b"<a>" + warnings + b"<p:b/></a>").slug == "malformed-xml"


@pytest.mark.parametrize(
    "document", [b"<a>\x1b</a>", b"<a>&#27;</a>", b"<a>\x00</a>", b"<a/>\x00", b"<a>\xef\xbf\xbe</a>"]
)
def test_forbidden_characters_have_their_own_error(document: bytes) -> None:
    assert refused(document).slug == "control-character"


def test_what_calls_itself_1_1_is_read_by_the_rules_of_1_0() -> None:
    declaration = b'<?xml version="1.1"?>'
    assert heard(declaration + b"<a/>").events == ["<a>", "</a>"]
    assert refused(declaration + b"<a>&#27;</a>").slug == "control-character"


@pytest.mark.parametrize("version", [b"2.0", b"", b"\xff"])
def test_other_versions_are_refused(version: bytes) -> None:
    document = b"<?xml version='" + version + b"' encoding='iso-8859-1'?><a/>"
    assert refused(document).slug == "xml-version"


@pytest.mark.parametrize(
    ("document", "limits", "slug"),
    [
        pytest.param(b"<a><a><a/></a></a>", Limits(depth=2), "xml-too-deep", id="depth"),
        pytest.param(b"<a><a/><a/></a>", Limits(elements=2), "xml-too-large", id="elements"),
        pytest.param(b'<a x="" y="" z=""/>', Limits(attributes=2), "xml-too-large", id="attributes"),
        pytest.param(b"<aaa/>", Limits(name_chars=2), "xml-too-large", id="name"),
        pytest.param(b"<!--" + b"x" * 300_000 + b"--><a/>", Limits(prolog_bytes=100), "xml-too-large", id="prolog"),
        pytest.param(b"<aaaaa/>", Limits(xml_bytes=7), "file-too-large", id="bytes"),
    ],
)
def test_each_limit_holds(document: bytes, limits: Limits, slug: str) -> None:
    assert refused(document, limits).slug == slug


def test_at_the_limit_is_within_it() -> None:
    document = b'<aa x="" y=""><aa/></aa>'
    limits = Limits(depth=2, elements=2, attributes=2, name_chars=2, xml_bytes=len(document))
    assert len(heard(document, limits).events) == 4


def test_text_beyond_ten_megabytes_is_read() -> None:
    assert len(heard(b"<a>" + b"x" * 11_000_000 + b"</a>").text) == 11_000_000


@pytest.mark.parametrize(("namespaces", "fits"), [({""}, False), ({"u"}, True), ({"v", "u"}, True)])
def test_the_namespace_of_the_root_is_held_to_those_of_the_format(namespaces: set[str], *, fits: bool) -> None:
    slugs = []
    try:
        parse_xml(io.BytesIO(b'<a xmlns="u"/>'), Recorder(), namespaces=frozenset(namespaces))
    except EvidenceError as error:
        slugs.append(error.slug)
    assert slugs == ([] if fits else ["xml-namespace"])


def test_no_namespace_fits_where_none_is_asked_for() -> None:
    recorder = Recorder()
    parse_xml(io.BytesIO(b"<a/>"), recorder, namespaces=frozenset({""}))
    assert recorder.events == ["<a>", "</a>"]


def test_a_read_error_is_an_error_of_the_file() -> None:
    with pytest.raises(EvidenceError) as caught:
        parse_xml(Broken(), Recorder())
    assert caught.value.slug == "unreadable-file"


@pytest.mark.parametrize(("problem", "slug"), [(MemoryError(), "xml-too-large"), (EvidenceError, "own")])
def test_errors_of_the_target_come_through(problem: object, slug: str) -> None:
    from cdgate.message import text

    class Raising(Recorder):
        def end(self, _: str) -> None:
            raise problem if isinstance(problem, MemoryError) else EvidenceError("own", text("x"))

    with pytest.raises(EvidenceError) as caught:
        parse_xml(io.BytesIO(b"<a/>"), Raising())
    assert caught.value.slug == slug


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b"<a/>", ("a", {})),
        (b'<p:a x = "1" y=\'&lt;2&amp;\' p:z="3">rest', ("a", {"x": "1", "y": "<2&", "p:z": "3"})),
        (b'<a xmlns="u" cut="va', ("a", {"xmlns": "u"})),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- <b/> --><?pi <c?><!DOCTYPE a SYSTEM "x">\n<a >', ("a", {})),
        ('<?xml version="1.0" encoding="utf-16"?><a x="\u4e2d"/>'.encode("utf-16"), ("a", {"x": "\u4e2d"})),
        ('<?xml version="1.0" encoding="gbk"?><a x="\u4e2d"/>'.encode("gbk"), ("a", {"x": "\u4e2d"})),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', ("a", {})),
        (b"", None),
        (b"  ", None),
        (b"{}", None),
        (b"mode: set\n", None),
        (b"<1/>    ", None),
        (b"<!-- never closed", None),
        (b"\x1f\x8b\x08\x00", None),
    ],
    ids=repr,
)
def test_the_root_is_seen_without_parsing(head: bytes, root: tuple[str, Mapping[str, str]] | None) -> None:
    assert root_of(head) == root

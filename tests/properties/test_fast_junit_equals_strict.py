"""The fast way through JUnit XML and the strict one give the same answer, or the same refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random
from typing import BinaryIO

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cdgate.builtin.readers import junit, junit_small
from cdgate.builtin.readers.junit import read_strictly
from cdgate.builtin.readers.junit_cases import JunitTarget
from cdgate.builtin.readers.junit_fast import read_fast, read_small
from cdgate.builtin.readers.junit_small import read_little
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing import xml, xml_runs
from cdgate.parsing.xml_runs import UnprovedError

CORPUS = [path.read_bytes() for path in (Path(__file__).parent.parent / "corpus/junit").glob("**/*.xml")]
SHARED = Path(__file__).parents[3] / "shared" / "corpus"
SOURCE = Source("a", "0" * 64, 1, "junit")
NO_NAMESPACE = frozenset({""})

PIECES = [
    *(b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?a?>", b"&amp;", b"&x;", b"&#10;", b"&#x1b;", b"<", b">", b"/>", b'"', b"="),
    *(b"'", b" ", b"\n", b"\t", b"\r", b"\x01", b"\x0b", b"\x7f", b"\xff", b"\xc2\xa0", b"\xef\xbf\xbe", b"\xef\xbf\xbd"),
    *(b"<testsuite>", b"</testsuite>", b'<testsuite name="t.U" tests="9">', b"<testcase>", b"</testcase>", b"<failure/>"),
    *(b'<testcase name="a"/>', b'<testcase classname="c" name="n" time="0.1"/>', b"<x/>", b"<skipped/>", b"<flakyFailure/>"),
    *(b'<skipped message="m"/>', b'<skipped message=" "/>', b'<skipped message="\xc2\xa0">x</skipped>', b"<failure>", b"]]"),
    *(b'<skipped type="t" message="m">x]]&gt;</skipped>', b"<system-out>a]]b&lt;</system-out>", b"</failure>", b"&", b";"),
    *(b"<system-err><![CDATA[x<a>&]]></system-err>", b'<properties><property name="a" value="b"/></properties>', b"<error/>"),
    *(b'<property name="git.commit" value="abcdef1"/>', b'<properties>\n<property name="x" value="y&#10;z"/></properties>'),
    *(b' status="run"', b' status="failed"', b' result="suppressed"', b' time="1,5"', b' file="a.py"', b' line="3"', b"xml"),
    *(b'<failure message="m"/>', b'<error message="a&#10;b">t</error>', b'<failure message=" ">x</failure>'),
    *(b' name="n"', b' name=""', b' classname=""', b' classname="t.U"', b' xmlns="u"', b' x:y="z"', b' xmlns:x="u"'),
]  # fmt: skip
ORDERS = (
    ("classname", "name", "time"),
    ("name", "classname", "time"),
    ("name", "status", "result", "time", "classname"),
    ("classname", "name", "file", "line", "time"),
    ("name",),
    ("classname", "name", "timestamp", "time"),
)
VALUES = {
    "classname": (b"t.U", b"t.U", b"tests.a.B", b"n", b""),
    "name": (b"n1", b"n2", b"n[3]", b"t.U.x", b"a&lt;b", b"na\xc3\xafve", b""),
    "time": (b"0.001", b"0.5", b"1", b"", b"1,234.5", b"x"),
    "status": (b"run",) * 9 + (b"failed",),
    "result": (b"completed",),
    "file": (b"a\\b.py", b"c.py", b""),
    "line": (b"3", b"0", b"x"),
    "timestamp": (b"2026-01-01T00:00:00",),
}
INSIDE = (
    *(b'<skipped type="t" message="no net">x &gt; y</skipped>', b'<skipped message="a&amp;b"/>', b'<skipped message="m"/>'),
    *(b"<skipped/>", b"<system-out>hi ]] &lt;</system-out>", b"<system-out><![CDATA[a<b>&]]> </system-out>\n", b"<error/>"),
    *(b'<failure message="m">t</failure><system-out/>', b'<error message="&#10;">t</error>', b'<error message="m"/>'),
    *(b'<failure message="m">t</failure>', b"<failure>first\nsecond<x/></failure>", b"<rerunFailure/><failure/>"),
    *(b'<failure> <properties><property name="a" value="b"/></properties>late</failure>', b"<unheard-of/>"),
    *(b'<failure>  <testcase classname="t.U" name="n" time="1"/> late</failure>', b"<properties/>", b"text"),
)  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def documents_are_cut() -> Iterator[None]:
    """Cut documents into small pieces; the strict way takes the parser for the smallest, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml, "_SMALL", 0)
        patch.setattr(junit, "_FEW", 0)
        patch.setattr(xml_runs, "_PIECE_BYTES", 600)
        yield


def outcome(data: bytes, read: Callable[[BinaryIO], JunitTarget]) -> object:
    try:
        target = read(BytesIO(data))
    except EvidenceError as error:
        return error.slug, error.line
    return junit._report(target, SOURCE, (totals.frozen(name) for name, totals in target.totals.items()))


def outcomes(data: bytes) -> tuple[object, ...]:
    """Tell what the strict way says, the one for large reports, and the ones for small ones."""
    strict = outcome(data, read_strictly)
    told = totals_of(data)
    same = told == totals_only(strict)
    return strict, outcome(data, read_large), outcome(data, read_anyhow), strict if same else told


def totals_of(data: bytes) -> object:
    """Tell what a small report says to whom totals are enough for."""
    try:
        return junit.JunitReader().read_totals(BytesIO(data), SOURCE)
    except EvidenceError as error:
        return error.slug, error.line


def totals_only(told: object) -> object:
    return msgspec.structs.replace(told, executed=b"") if isinstance(told, TestReport) else told


def read_large(stream: BinaryIO) -> JunitTarget:
    return junit._gathered(stream, 10**9)


def read_anyhow(stream: BinaryIO) -> JunitTarget:
    return junit._gathered(stream, 1)


def report(seed: int) -> bytes:
    pick = Random(seed)  # noqa: S311  # test data
    if pick.random() < 0.5:
        return b'<?xml version="1.0"?><testsuites>%b</testsuites>' % b"".join(_suite(pick) for _ in range(3))
    schema = b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="s.xsd"'
    wraps = (b"%b", b"%b\n", b"<testsuites>%b</testsuites>", b'<testsuites name="all" tests="9"> %b </testsuites> ')
    one = _suite(pick).replace(b"<testsuite", b"<testsuite" + pick.choice((b"", schema)), 1)
    declared = pick.choice((b"", b'<?xml version="1.0" encoding="UTF-8"?>\n', b"<?xml version='1.0'?>"))
    return declared + pick.choice(wraps) % one


def _suite(pick: Random) -> bytes:
    order, end = pick.choice(ORDERS), pick.choice((b"/>", b" />", b"></testcase>", b">\n</testcase>"))
    blank = pick.choice((b"", b"\n  ", b" "))
    cases = b"".join(_case(pick, order, end) + blank for _ in range(pick.randrange(14)))
    wrap = pick.choice(
        (b"%b",) * 9 + (b"<!-- %b -->", b"<![CDATA[%b]]>", b"<x>%b</x>", b'<testsuite name="in">%b</testsuite>')
    )
    noted = b'<properties>\n<property name="%b" value="abcdef0"/></properties>' % pick.choice(
        (b"a", b"b", b"git.commit")
    )
    start = b'<testsuite name="%b" tests="%d">' % (pick.choice((b"pytest", b"t.U", b"")), pick.randrange(14))
    return start + pick.choice((b"", noted)) + wrap % cases + b"</testsuite>"


def _case(pick: Random, order: tuple[str, ...], end: bytes) -> bytes:
    start = b"".join(b' %b="%b"' % (name.encode(), pick.choice(VALUES[name])) for name in order)
    return b"<testcase%b%b" % (start, end if pick.random() < 0.7 else b">%b</testcase>" % pick.choice(INSIDE))


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = draw(st.integers(0, 2**32).map(report) | st.sampled_from(CORPUS))
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.sampled_from((0, 0, 1, 4, 30)))
        data = data[:at] + draw(st.sampled_from(PIECES)) + data[at + gone :]
    return data


def suites(inside: bytes) -> bytes:
    return b'<testsuites><testsuite name="s">%b</testsuite></testsuites>' % inside


@given(damaged())
@settings(max_examples=1000)
@example(b'<testcase name="a"/>')
@example(b'<testsuites><testcase name="a"/></testsuites>')
@example(suites(b'<testcase name="a" name="b"/><testcase name="a" name="c"/>'))
@example(suites(b'<testcase name="a\nb" time="1"/>' * 2))
@example(suites(b'<testcase name="\xef\xbf\xbf" time="1"/>' * 2))
@example(suites(b'<testcase name="a" xmlns="u"/>' * 2))
@example(suites(b'<testcase name="a" @PLAIN@="u"/>' * 2))
@example(suites(b'<testcase name="a">]]></testcase>'))
@example(suites(b'<testcase name="a"><system-out>]]></system-out></testcase>'))
@example(suites(b'<testcase name="a"><system-out><![CDATA[\x0b]]></system-out></testcase>'))
@example(
    suites(
        b'<testcase name="a"><failure>m  <properties><property name="p" value=""/></properties></failure></testcase>'
    )
)
@example(suites(b'<testcase name="a"><skipped message="\xc2\xa0">why</skipped></testcase>'))
@example(b"<testsuite>" * 198 + b'<testcase name="a"><system-out>t</system-out></testcase>' + b"</testsuite>" * 198)
@example(b"<testsuite>" * 199 + b'<testcase name="a"><system-out>t</system-out></testcase>' + b"</testsuite>" * 199)
@example(b'<testsuite xmlns="u"><testcase name="a"/></testsuite>')
def test_fast_junit_equals_strict(data: bytes) -> None:
    strict, large, little, totals = outcomes(data)
    assert large == strict
    assert little == strict
    assert totals == strict


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus of reports is not beside this checkout")
def test_fast_equals_strict_for_reports_of_real_tools() -> None:
    heads = ((path, path.read_bytes()) for path in sorted(SHARED.rglob("*.xml")))
    reports = [(path, data) for path, data in heads if b"<testcase" in data]
    assert reports
    assert [path.name for path, data in reports if len(set(map(repr, outcomes(data)))) > 1] == []


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_plain_reports_go_the_fast_way(order: tuple[str, ...]) -> None:
    start = b"<testcase" + b"".join(b' %b="%b"' % (name.encode(), VALUES[name][0]) for name in order)
    bodies = (b'<skipped type="t" message="m">at x.py:3</skipped>', b"<system-out>o &lt;</system-out>", b"")
    cases = b"".join(start + b">" + body + b"</testcase>" for body in bodies)
    target = read_fast(BytesIO(suites(cases + start + b" />\n" + start + b"/>")), NO_NAMESPACE)
    assert [totals.counts for name, totals in target.totals.items() if name == "s"] == [[4, 1, 0, 0]]
    assert target.elements == 3  # the suites, and one run
    assert read_small(BytesIO(suites(cases))).elements == target.elements
    assert read_little(BytesIO(suites(cases))).elements == target.elements - 1  # a run is no element there


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(b'<testcase name="a"/>', id="one"),
        pytest.param(b'<testcase name="a"><failure/></testcase><testcase name="b"/>', id="a failure first"),
        pytest.param(b'<testcase name="a"/> <testcase name="b"><error>why</error></testcase> ', id="a failure last"),
        pytest.param(
            b'<testcase name="a"/><testcase name="b"><error/></testcase> <testcase name="c"><failure/></testcase>'
            b'<testcase name="d"/><system-out/>text',
            id="others between",
        ),
        pytest.param(b'<properties><property name="a" value="b"/></properties><testcase name="a"/>', id="properties"),
    ],
)
def test_reports_of_one_suite_are_read_without_a_skeleton(inside: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit_small, "read_small", None)
    document = b'<testsuite name="s">%b</testsuite>' % inside
    strict = outcome(document, read_strictly)
    assert outcome(document, read_little) == strict
    assert totals_of(document) == totals_only(strict)


@pytest.mark.parametrize(
    ("start", "inside", "direct"),
    [
        pytest.param(b'name="s" tests="2" failures="0"', b"", True, id="all passed"),
        pytest.param(b'name="s" timestamp="2026-01-02T03:04:05"', b"", True, id="with a time"),
        pytest.param(b"", b"", True, id="no name"),
        pytest.param(b'name="s" tests="3"', b"", False, id="more claimed"),
        pytest.param(b'name="s" tests="2" errors="1"', b"", False, id="an error claimed"),
        pytest.param(b'name="s" tests="2" skipped="2"', b"", False, id="all said to be skipped"),
        pytest.param(b'name="AllTests" tests="2"', b"", False, id="of GoogleTest"),
        pytest.param(
            b'name="s"', b'<testcase name="c" time="1"><skipped message="m"/></testcase>', False, id="skipped"
        ),
        pytest.param(b'name="s"', b'<testcase name="c" time="1"><failure message="m"/></testcase>', False, id="failed"),
        pytest.param(b'name="s"', b"<system-out>a</system-out>", False, id="output"),
    ],
)
def test_totals_of_suites_that_passed_need_no_target(start: bytes, inside: bytes, direct: bool) -> None:  # noqa: FBT001  # a table row
    cases = b'<testcase name="a" time="0.5"/><testcase name="b" time="1"/>'
    document = b"<testsuite %b>%b%b</testsuite>" % (start, cases, inside)
    document = document.replace(b"<testsuite >", b"<testsuite>")
    assert isinstance(junit_small.read_totals(BytesIO(document), SOURCE), TestReport) is direct
    assert totals_of(document) == totals_only(outcome(document, read_strictly))
    around = b"<testsuites>%b</testsuites>" % document
    assert not isinstance(junit_small.read_totals(BytesIO(around), SOURCE), TestReport)


@pytest.mark.parametrize(
    ("case", "direct"),
    [
        pytest.param(b'<testcase name="a"><failure message="m" type="t">at &lt;x&gt;</failure></testcase>', True, id="failed"),
        pytest.param(b'<testcase name="a"><error message="m"/>\n<system-out>o</system-out></testcase> ', True, id="error"),
        pytest.param(b'<testcase name="a"><failure message="a&#10;b"><![CDATA[x<y>]]></failure></testcase>', True, id="data"),
        pytest.param(b'<testcase name="a"><failure message="&#10; ">why</failure></testcase>', False, id="no message"),
        pytest.param(b'<testcase name="a"><failure>why</failure></testcase>', False, id="text"),
        pytest.param(b'<testcase name="a"><failure message="m"/><error message="m"/></testcase>', False, id="two"),
        pytest.param(b'<testcase name="a"><failure message="m"><x/></failure></testcase>', False, id="more inside"),
        pytest.param(b'<x/><testcase name="a"><failure message="m"/></testcase>', False, id="more before"),
    ],
)  # fmt: skip
def test_a_case_with_a_message_needs_no_tags(case: bytes, direct: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001  # a table row
    document = b'<testsuite name="s"><testcase name="p"/>%b<testcase name="q"/></testsuite>' % case
    strict = outcome(document, read_strictly)
    assert outcome(document, read_little) == strict
    assert totals_of(document) == totals_only(strict)
    asked: list[bytes] = []
    monkeypatch.setattr(junit_small, "read_plain", lambda text, *_, **__: asked.append(text))
    read_little(BytesIO(document))
    assert (not asked) is direct


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(b"<testsuite/>", id="no case"),
        pytest.param(b'<testsuite><testcase name="a"/>', id="cut"),
        pytest.param(b'<testsuites><testsuite><testcase name="a"/></testsuite>', id="cut behind the suite"),
        pytest.param(b'<testsuite><testcase name="a"/></testsuite></testsuites>', id="ended twice"),
        pytest.param(b'<testsuite><testcase name="a"/></testsuite><a/>', id="more behind it"),
        pytest.param(b'<testsuite><testcase name="\xff"/></testsuite>', id="no text"),
        pytest.param(b'<testsuite><testcase name="\xef\xbf\xbf"/></testsuite>', id="no character"),
        pytest.param(b'<testsuite xsi:a="b"><testcase name="a"/></testsuite>', id="prefix that nobody declares"),
        pytest.param(b'<testsuite a="b" a="c"><testcase name="a"/></testsuite>', id="attribute twice"),
        pytest.param(b'<testsuite><a></b><testcase name="a"/></testsuite>', id="wrong end"),
        pytest.param(b'<testsuite><a><testcase name="a"/></a></testsuite>', id="element around a case"),
        pytest.param(b'<testsuite>a<testcase name="a"/></testsuite>', id="text"),
        pytest.param(
            b'<testsuite><testcase name="a"/><x xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
            b'<x xsi:a="b"/></testsuite>',
            id="prefix of an element before",
        ),
    ],
)
def test_whatever_else_is_not_read_so(document: bytes) -> None:
    with pytest.raises(UnprovedError):
        junit_small._of_one_suite(document)


def test_cases_of_two_layouts_are_read() -> None:
    one, other = b'<testcase name="a" classname="c"/>', b'<testcase classname="c" name="b"/>'
    target = read_fast(BytesIO(suites(one * 3 + other + one)), NO_NAMESPACE)
    assert len(target.executed()) == 5 * 8


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(b'<failure>why<properties><property name="a" value="b"/></properties></failure>', id="heard text"),
        pytest.param(b'<failure message="m"><testcase name="b"/></failure>', id="case in a case"),
    ],
)
def test_runs_at_odd_places_prove_nothing(inside: bytes) -> None:
    with pytest.raises(UnprovedError):
        read_fast(BytesIO(suites(b'<testcase name="a">%b</testcase>' % inside)), NO_NAMESPACE)


def test_a_section_that_seems_to_open_twice_is_left_to_the_parser() -> None:
    """Else each of a million that never close would be searched up to the end of the piece."""
    case = b'<testcase name="a"><system-out><![CDATA[%b]]></system-out></testcase>'
    elements = [read_fast(BytesIO(suites(case % inside)), NO_NAMESPACE).elements for inside in (b"<!x", b"<![CDATA[")]
    assert elements == [3, 4]

"""Where a reader has a fast way and a strict one, both must give the same answer, or the same refusal."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from multiprocessing import get_all_start_methods
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cdgate.builtin.readers import cobertura_fast, cobertura_runs, jacoco_fast, jacoco_runs, line_words
from cdgate.builtin.readers.cobertura import CoberturaReader
from cdgate.builtin.readers.jacoco import JacocoReader
from cdgate.builtin.readers.lcov_blocks import feed
from cdgate.builtin.readers.lcov_records import LcovRecords
from cdgate.errors import EvidenceError
from cdgate.extension import Reader
from cdgate.model.evidence import Source
from cdgate.parsing import xml, xml_parts, xml_runs
from cdgate.parsing.processes import at_most
from tests.properties.damage import damaged

CORPUS = Path(__file__).parent.parent / "corpus"
STRICT, FAST = 1, 10**9  # sizes that make a reader take the one way or the other

PIECES = [
    *(b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?a?>", b"&amp;", b"&x;", b"<", b">", b"/>", b'"', b"'", b" ", b"\n", b"\t"),
    *(b"<lines>", b"</lines>", b"<class>", b"</class>", b"<methods>", b"</methods>", b'<line number="7" hits="2"/>'),
    *(b' number="3"', b' hits="1"', b' branch="true"', b' condition-coverage="50% (1/2)"', b' condition-coverage="0% (3/2)"'),
    *(b' missing-branches="4"', b"0", b"00", b"9223372036854775808", b"18446744073709551615", b"999999999999999999999", b"-1"),
    *(b"\x01", b"\x0b", b"\xc3\xa9", b"\xff", b"</sourcefile>", b'<line nr="1" mi="0" ci="1" mb="0" cb="0"/>'),
    *(b' filename="f0"', b' xmlns="a"', b' xmlns:b="a"', b"<methods/>", b'<class filename="f1">', b"<source>", b"</source>"),
    *(b'<counter type="LINE" missed="0" covered="1"/>', b"<method>", b"</method>", b"u", b"=", b"\x0c", b"end_of_record\n"),
    *(b"DA:3,1\n", b"BRDA:3,0,0,-\n", b"BRDA:3,0,0,1\n", b"LF:3\n", b"LH:9\n", b"SF:a\n", b"e0", b",-", b",", b":", b"\r"),
]  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def everything_is_large() -> Iterator[None]:
    """Let the fast way take the shortest runs, cut documents into small pieces, and have the parser see all of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml, "_SMALL", 0)
        patch.setattr(cobertura_runs, "_SHORTEST", 0)
        patch.setattr(jacoco_runs, "_SHORTEST", 0)
        patch.setattr(xml_runs, "_PIECE_BYTES", 600)
        yield


def outcome(reader: Reader, data: bytes | BinaryIO, size: int) -> object:
    stream = BytesIO(data) if isinstance(data, bytes) else data
    try:
        evidence: Any = reader.read(stream, Source("a", "0" * 64, size, reader.name))
        return replace(evidence, source=replace(evidence.source, size_bytes=0))  # by which the way was chosen
    except EvidenceError as error:
        return error.slug, error.line


def same(reader: Reader, data: bytes) -> None:
    for small in (0, 64 << 10):  # what is left of a document without its runs may need no parser
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(xml, "_SMALL", small)
            assert outcome(reader, data, FAST) == outcome(reader, data, STRICT)


def same_in_parts(reader: Reader, data: bytes, file: Path) -> None:
    """Compare what two processes find with what the strict way finds."""
    file.write_bytes(data)
    with pytest.MonkeyPatch.context() as patch, file.open("rb") as stream, at_most(2):
        patch.setattr(xml_parts, "WORTHWHILE_BYTES", 1)
        patch.setattr(xml_parts, "_PART_BYTES", 300)
        assert outcome(reader, stream, FAST) == outcome(reader, data, STRICT)


def cobertura(seed: int) -> bytes:
    pick = Random(seed)  # noqa: S311  # test data
    classes = []
    end = pick.choice((b"/>", b" />"))
    for number in range(pick.randrange(1, 4)):
        lines = b"".join(_cobertura_line(pick, line, end) for line in range(1, pick.randrange(2, 25)))
        methods = b"<method><lines>%b</lines></method>" % lines[:0] if pick.random() < 0.5 else b""
        wrap = pick.choice((b"%b", b"%b", b"%b", b"<!-- %b -->", b"<![CDATA[%b]]>"))
        body = wrap % (b"<lines>%b</lines>" % lines)
        shape = pick.choice((b"<methods>%b</methods>" % methods, b"<methods/>\n", b"", b"\n"))
        name = pick.choice((b"", b' name="c"', b' name="a&gt;"'))
        classes.append(b'<class%b filename="f%d" line-rate="1">%b%b</class>' % (name, number % 2, shape, body))
    version = pick.choice((b"7.1", b"gcovr 8"))
    return b'<coverage version="%b" lines-valid="3">%b</coverage>' % (version, b"".join(classes))


def _cobertura_line(pick: Random, line: int, end: bytes) -> bytes:
    start = b'\n\t<line number="%d" hits="%d"' % (pick.choice((line, line, line, 3)), pick.randrange(3))
    if pick.random() < 0.3:
        start += b' branch="true" condition-coverage="%d%% (%d/%d)"' % (50, pick.randrange(3), pick.randrange(1, 20))
        start += pick.choice((b"", b"", b' missing-branches="3,exit"'))
        if pick.random() < 0.2:
            condition = b'<condition number="0" type="jump" coverage="50%"/>' * pick.randrange(3)
            return start + b"><conditions>%b</conditions>\n</line>" % condition
    elif pick.random() < 0.2:
        start += b' branch="false"'
    return start + end


def jacoco(seed: int) -> bytes:
    pick = Random(seed)  # noqa: S311  # test data
    counter = b'<counter type="LINE" missed="1" covered="2"/>'
    parts = []
    for number in range(pick.randrange(1, 4)):
        lines = b"".join(
            b'<line nr="%d" mi="%d" ci="%d" mb="%d" cb="%d"/>'
            % (
                pick.choice((line, line, line, 2)),
                pick.randrange(2),
                pick.randrange(3),
                pick.randrange(2),
                pick.randrange(2),
            )
            for line in range(1, pick.randrange(2, 25))
        )
        method = b'<method name="&lt;init&gt;" desc="()V" line="3">%b</method>' % counter
        source = pick.choice((b"", b' sourcefilename="f"'))
        parts.append(b'<class name="c"%b>%b%b</class>' % (source, method * pick.randrange(4), counter))
        parts.append(
            b'<sourcefile name="f%d">%b%b</sourcefile>' % (number % 2, lines, pick.choice((counter, method, b"")))
        )
    return b'<report name="r"><package name="p">%b</package>%b</report>' % (b"".join(parts), counter)


def tracefile(seed: int) -> bytes:
    pick = Random(seed)  # noqa: S311  # test data
    rows = [b"TN:\n"]
    for number in range(pick.randrange(1, 4)):
        rows.append(b"SF:f%d\nFN:1,f\n" % (number % 2))
        rows += [
            b"BRDA:%d,0,%d,%b\n" % (pick.randrange(1, 4), arm, pick.choice((b"-", b"0", b"2"))) for arm in range(3)
        ]
        rows += [b"DA:%d,%d\n" % (line, pick.randrange(3)) for line in range(1, pick.randrange(2, 20))]
        rows += [b"BRDA:%d,1,%d,1\n" % (pick.randrange(1, 4), arm) for arm in range(pick.choice((0, 0, 2)))]
        rows.append(b"LF:%d\nLH:%d\nend_of_record\n" % (pick.randrange(20), pick.randrange(9)))
    return b"".join(rows)


CONDITIONS = (
    b'<lines><line number="1" hits="1" condition-coverage="50% (1/2)">\n<conditions>\n'
    b'<condition number="0" type="jump" coverage="50%"/>\n</conditions>\n</line></lines>'
)
SEEDS = st.integers(0, 2**32)
COBERTURA = damaged(
    SEEDS.map(cobertura) | st.sampled_from([p.read_bytes() for p in CORPUS.glob("cobertura/*.xml")]), PIECES
)
JACOCO = damaged(SEEDS.map(jacoco) | st.sampled_from([p.read_bytes() for p in CORPUS.glob("jacoco/*.xml")]), PIECES)
LCOV = damaged(SEEDS.map(tracefile) | st.sampled_from([p.read_bytes() for p in CORPUS.glob("lcov/*.info")]), PIECES)


@given(COBERTURA)
@settings(max_examples=600)
@example(
    b'<coverage><class filename="f"><lines><line number="1" hits="1" branch="true" branch="true"/></lines></class></coverage>'
)
@example(b'<coverage><class filename="f"><lines><li1ne nu2mber="" hits="3"/></lines></class></coverage>')
@example(b'<coverage><class filename="f"><lines><line number=" hits="1"/></lines></class></coverage>')
@example(b'<coverage><class filename="f">%b</class></coverage>' % CONDITIONS.replace(b"\n", b"\x0b"))
@example(b"<coverage><source>/a%b b</source></coverage>" % CONDITIONS)
@example(b"<coverage>%b%b%b</coverage>" % (b"<a>" * 198, CONDITIONS, b"</a>" * 198))
def test_fast_cobertura_equals_strict(data: bytes) -> None:
    same(CoberturaReader(), data)


@given(COBERTURA)
@settings(max_examples=400)
@example(
    b'<coverage><class filename="f"><lines><line number="1<2"/><line number="3" hits="1"/></lines></class></coverage>'
)
def test_cobertura_known_by_parts_of_lines_equals_strict(data: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_words, "_MANY", -(10**9))
        same(CoberturaReader(), data)


@given(JACOCO)
@settings(max_examples=600)
def test_fast_jacoco_equals_strict(data: bytes) -> None:
    same(JacocoReader(), data)


@pytest.mark.skipif("fork" not in get_all_start_methods(), reason="parts are read where processes can fork")
@given(data=COBERTURA.map(lambda data: (CoberturaReader(), data)) | JACOCO.map(lambda data: (JacocoReader(), data)))
@settings(max_examples=150, deadline=None)
def test_two_processes_equal_the_strict_way(
    data: tuple[Reader, bytes], tmp_path_factory: pytest.TempPathFactory
) -> None:
    same_in_parts(*data, tmp_path_factory.getbasetemp() / "parts.xml")


@given(LCOV)
@settings(max_examples=600)
def test_whole_lcov_records_equal_single_lines(data: bytes) -> None:
    def told(records: LcovRecords, *, whole: bool) -> object:
        try:
            if whole:
                feed(BytesIO(data), records)
            else:
                for number, line in enumerate(BytesIO(data), start=1):
                    records.take(line, number)
                records.finish()
        except EvidenceError as error:
            return error.slug, error.line, error.message
        return list(records.files.items()), records.claimed, records.bare_claims, records.nameless, records.notes()

    assert told(LcovRecords(), whole=True) == told(LcovRecords(), whole=False)


@pytest.mark.parametrize("seed", range(30))
def test_sound_reports_go_the_fast_way(seed: int) -> None:
    for document, read in ((cobertura(seed), cobertura_fast.read_fast), (jacoco(seed), jacoco_fast.read_fast)):
        if document.count(b"<!--") + document.count(b"<![CDATA[") + document.count(b'"2"') == 0:
            read(BytesIO(document))

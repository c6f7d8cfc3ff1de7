from __future__ import annotations

from io import BytesIO
from random import Random

import pytest

from cdgate.builtin.readers import lcov_blocks
from cdgate.builtin.readers.lcov_blocks import feed
from cdgate.builtin.readers.lcov_plain import plain, record_at
from cdgate.builtin.readers.lcov_records import LcovRecords
from cdgate.builtin.readers.linesets import LineSets
from cdgate.errors import EvidenceError

HEAD = b"TN:\nSF:a.c\n"
WRAPPED = 2**64 - 1


def line_by_line(data: bytes) -> LcovRecords:
    records = LcovRecords()
    for number, line in enumerate(BytesIO(data), start=1):
        records.take(line, number)
    records.finish()
    return records


def fed(data: bytes) -> LcovRecords:
    records = LcovRecords()
    feed(BytesIO(data), records)
    return records


def told(records: LcovRecords) -> object:
    return list(records.files.items()), records.claimed, records.bare_claims, records.nameless, records.notes()


PLAIN = [
    pytest.param(HEAD + b"DA:1,2\nDA:3,0\nLF:2\nLH:1\n", id="lines"),
    pytest.param(b"SF:a.c\nDA:1,2\n", id="no test name"),
    pytest.param(HEAD + b"DA:1,2\nDA:3,4\n", id="all lines hit"),
    pytest.param(HEAD + b"DA:3,2\nDA:1,0\nDA:3,0\n", id="lines out of order and twice"),
    pytest.param(HEAD + b"BRDA:1,0,0,-\nBRDA:1,0,1,-\nBRF:2\nBRH:0\nDA:1,2\n", id="branches first"),
    pytest.param(HEAD + b"DA:1,2\nLF:1\nLH:1\nBRDA:1,0,0,2\nBRDA:1,0,1,0\n", id="branches last"),
    pytest.param(HEAD + b"DA:1,2\nBRDA:1,0,0,2\nDA:2,2\nBRDA:2,0,0,0\n", id="branches among lines"),
    pytest.param(HEAD + b"BRDA:1,0,0,2\nDA:1,2\nBRDA:1,0,1,2\n", id="branches on both sides"),
    pytest.param(HEAD + b"DA:1,2\nBRDA:1,e0,0,2\n", id="branch by words"),
    pytest.param(HEAD + b"VER:1\nFNL:0,1,2\nFNA:0,1,f\nFNF:1\nFNH:1\nMCDC:1,2,t,1,0,x\nMCF:2\nMCH:1\nDA:1,2\n", id="lcov 2"),
    pytest.param(HEAD + b"FN:1,f\nFN:9,g\nFNDA:1,f\nFNF:1\nFNH:1\nDA:1,1\nLH:5\nLF:9\nLF:4\nLH:1\n", id="totals twice"),
    pytest.param(HEAD + b"DA:1,1\nDA:2,0\nLF:4\nLH:1\n", id="instances"),
    pytest.param(HEAD + b"DA:1,%d\n" % (2**63 - 1), id="largest count"),
    pytest.param(HEAD + b"DA:01,1\n", id="zero in front"),
    pytest.param(HEAD + b"DA:1,2\nBRDA:1,0,0,2\nBRDA:1,0,1,0\nBRF:2\nBRH:1\nLF:1\nLH:1\n", id="branches before totals"),
]  # fmt: skip
NOT_PLAIN = [
    pytest.param(HEAD + b"LF:2\nLH:1\n", id="no lines"),
    pytest.param(HEAD + b"DA:1,1,abc\n", id="checksum"),
    pytest.param(HEAD + b"DA:1\n", id="no count"),
    pytest.param(HEAD + b"DA:1,\n", id="empty count"),
    pytest.param(HEAD + b"DA:,1\n", id="empty number"),
    pytest.param(HEAD + b"DA:1,-1\n", id="negative count"),
    pytest.param(HEAD + b"DA:-1,1\n", id="negative line"),
    pytest.param(HEAD + b"DA:0,1\n", id="line 0"),
    pytest.param(HEAD + b"DA:1,1\nD1A:2,3\n", id="digit in the key"),
    pytest.param(HEAD + b"DA:1,1\nDA2:2,3\n", id="digit before the colon"),
    pytest.param(HEAD + b"DA:1,1\n3DA:2,3\n", id="digit before the key"),
    pytest.param(HEAD + b"DA:1,1\nADD:2,3\n", id="letters of the key"),
    pytest.param(HEAD + b"DA:1,1\nDA:2,3,4\nDA:5\n", id="as many commas as lines"),
    pytest.param(HEAD + b"DA:1,0\nDA:2,%d\n" % WRAPPED, id="negative count without its sign"),
    pytest.param(HEAD + b"DA:1,%b\n" % (b"9" * 5000), id="thousands of digits"),
    pytest.param(HEAD + b"DA:1025,1\n", id="far away"),
    pytest.param(HEAD + b"DA:9999999,1\nDA:1,1\n", id="far away before others"),
    pytest.param(HEAD + b"DA:1,1\nBRDA:1,0,0\n", id="branch without count"),
    pytest.param(HEAD + b"DA:1,1\nFNX:1\n", id="unknown key"),
    pytest.param(HEAD + b"DA:1,1\nLF:1\r\n", id="carriage return"),
    pytest.param(HEAD + b"DA:1,1\nTN:\n", id="test name at the end"),
    pytest.param(b"\xef\xbb\xbf" + HEAD + b"DA:1,1\n", id="byte order mark"),
    pytest.param(b"#\n" + HEAD + b"DA:1,1\n", id="comment"),
    pytest.param(b"DA:1,1\n" + HEAD + b"DA:2,1\n", id="line before the name"),
    pytest.param(b"BRDA:3,0,0,2\n" + HEAD + b"BRDA:3,0,1,2\nDA:1,1\nBRDA:3,0,3,2\n", id="branch before the name"),
    pytest.param(HEAD + b"DA:1,1\nDA:2,1\nSF:b\n", id="name behind lines"),
    pytest.param(b"SF:\nDA:1,1\n", id="empty name"),
    pytest.param(b"SF:%b\nDA:1,1\n" % (b"a" * 1001), id="name of more than thousand bytes"),
    pytest.param(b"SF:a\tb\nDA:1,1\n", id="control character in the name"),
    pytest.param(b"SF:\xff\nDA:1,1\n", id="name that is not UTF-8"),
    pytest.param(b"\n", id="blank"),
    pytest.param(b"", id="empty"),
]  # fmt: skip


@pytest.mark.parametrize("piece", PLAIN)
def test_plain_record_says_what_its_lines_say(piece: bytes) -> None:
    record = plain(piece)
    assert record is not None
    assert record.length == piece.count(b"\n")
    data = piece + b"end_of_record\n"
    assert told(fed(data * 2)) == told(line_by_line(data * 2))


@pytest.mark.parametrize("piece", NOT_PLAIN)
def test_other_record_is_left_to_the_reading_of_lines(piece: bytes) -> None:
    assert plain(piece) is None


@pytest.mark.parametrize("piece", PLAIN)
def test_plain_record_is_found_where_it_begins(piece: bytes) -> None:
    text = b"SF:x\nend_of_record\n" + piece + b"end_of_record\n"
    found = record_at(text + HEAD, text.index(piece))
    assert found in (None, (plain(piece), len(text)))  # records have no hash


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            b"FN:1,f\nBRDA:1,0,0,2\nBRDA:1,0,1,0\nBRF:2\nDA:1,2\nDA:3,0\nLF:2\nLH:1\n", id="branches, totals, lines"
        ),
        pytest.param(b"FN:1,f\nBRDA:1,0,0,2\nBRDA:1,0,1,0\nDA:1,2\nDA:3,0\nLF:2\nLH:1\n", id="branches, lines"),
        pytest.param(b"DA:1,2\nDA:3,0\nLF:2\nBRDA:1,0,0,2\nBRDA:1,0,1,0\nBRF:2\nLH:1\n", id="lines, totals, branches"),
        pytest.param(b"DA:1,2\nDA:3,0\nBRDA:1,0,0,2\nBRDA:1,0,1,0\nLF:2\nLH:1\n", id="lines, branches"),
        pytest.param(b"DA:1,2\nDA:3,0\nFN:1,f\nFNF:1\n", id="lines, functions"),
        pytest.param(b"DA:1,2\nDA:3,0\n", id="lines"),
        pytest.param(b"DA:1,2\nBRDA:1,0,0,2\nBRDA:1,0,1,0\n", id="branches last"),
    ],
)
def test_record_in_the_order_of_a_writer_is_read_where_it_stands(lines: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    text = HEAD + lines + b"end_of_record\n"
    found = record_at(text + text, len(text))
    assert found is not None
    assert found[1] == 2 * len(text)
    monkeypatch.setattr(lcov_blocks, "plain", None)  # nothing else is asked
    assert told(fed(text)) == told(line_by_line(text))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEAD + b"DA:1,2\nLF:1\nLH:1\n", id="cut before its end"),
        pytest.param(HEAD + b"DA:1,2\nLF:1\nLH:1\nend_of_rec", id="cut in its end"),
        pytest.param(HEAD + b"DA:1,2\nDA:2", id="cut in a line"),
        pytest.param(HEAD + b"BRDA:1,0,0,2", id="cut in a branch"),
        pytest.param(HEAD + b"DA:1,x\nend_of_record\n", id="no count"),
        pytest.param(b"XX\n", id="no record"),
    ],
)
def test_what_is_no_whole_record_is_not_read_where_it_stands(text: bytes) -> None:
    assert record_at(text, 0) is None


def test_carriage_return_in_what_is_passed_over_changes_nothing() -> None:
    data = HEAD + b"FN:1,f\rg\nFNF:1\r\nDA:1,1\nBRF:0\r\nend_of_record\n"
    assert told(fed(data)) == told(line_by_line(data))


@pytest.mark.parametrize("block", [37, 64 << 10])
@pytest.mark.parametrize("piece", PLAIN + NOT_PLAIN)
def test_record_among_others_is_told_or_refused_as_line_by_line(
    piece: bytes, block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lcov_blocks, "BLOCK_BYTES", block)
    other = b"SF:b.c\nDA:1,0\nend_of_record\n"
    data = other + piece + b"end_of_record\n" + other + b"XX\n"
    with pytest.raises(EvidenceError) as whole:
        fed(data)
    with pytest.raises(EvidenceError) as single:
        line_by_line(data)
    assert (whole.value.slug, whole.value.line, whole.value.message) == (
        single.value.slug,
        single.value.line,
        single.value.message,
    )


@pytest.mark.parametrize("piece", PLAIN)
def test_line_ends_of_windows_change_nothing(piece: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (piece + b"end_of_record\n") * 2
    windows = data.replace(b"\n", b"\r\n")
    assert told(fed(windows)) == told(fed(data)) == told(line_by_line(windows))
    monkeypatch.delattr(LcovRecords, "take")  # no line alone
    fed(windows)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"SF:a\r\nDA:1,1\nend_of_record\nSF:b\r\nDA:1,0\r\nend_of_record\r\n", id="mixed"),
        pytest.param(b"SF:a\nDA:1,1\r\nend_of_record\r\nSF:b\r\nDA:1,0\r\nend_of_record\r\n", id="mixed, other first"),
        pytest.param(b"SF:a\r\nDA:1,1\r\r\nend_of_record\r\n", id="two carriage returns"),
        pytest.param(b"SF:a\r\nFN:1,f\rg\r\nDA:1,1\r\nend_of_record\r\n", id="one alone"),
        pytest.param(b"SF:a\r\nDA:1,1\r\nend_of_record", id="no last line end"),
    ],
)  # fmt: skip
def test_line_ends_of_several_kinds_are_read_line_by_line(data: bytes) -> None:
    assert told(fed(data)) == told(line_by_line(data))


@pytest.mark.parametrize("seed", range(20))
def test_lines_in_any_order_are_plain(seed: int) -> None:
    pick = Random(seed)  # noqa: S311  # test data
    rows = [b"DA:%d,%d\n" % (pick.randrange(1, 400), pick.randrange(3)) for _ in range(50)]
    rows += [b"BRDA:%d,%d,0,%b\n" % (pick.randrange(1, 400), n, pick.choice((b"-", b"0", b"7"))) for n in range(20)]
    if seed % 2:
        pick.shuffle(rows)
    piece = HEAD + b"".join(rows)
    assert plain(piece) is not None
    assert told(fed(piece + b"end_of_record\n")) == told(line_by_line(piece + b"end_of_record\n"))


def test_lines_that_fill_the_memory_are_refused_where_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdgate.builtin.readers.lcov_records.LineSets", lambda: LineSets(2500))
    data = b"".join(b"SF:%d\nDA:900,%d\nend_of_record\n" % (n, n % 2) for n in range(9))
    with pytest.raises(EvidenceError) as whole:
        fed(data)
    with pytest.raises(EvidenceError) as single:
        line_by_line(data)
    assert whole.value.slug == "too-many-lines"
    assert whole.value.line == single.value.line

from __future__ import annotations

from io import BytesIO
from typing import ClassVar

import pytest

from cdgate.builtin.readers import lcov_blocks
from cdgate.builtin.readers.lcov import LcovReader
from cdgate.builtin.readers.lcov_blocks import BLOCK_BYTES
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, FileCoverage, Source
from cdgate.testing.contracts import ReaderContract, Sample


def read(text: str | bytes) -> CoverageReport:
    data = text.encode() if isinstance(text, str) else text
    return LcovReader().read(BytesIO(data), Source("l.info", "", len(data), "lcov"))


def record(*lines: str, path: str = "src/a.js") -> str:
    return "\n".join([f"SF:{path}", *lines, "end_of_record", ""])


class TestContract(ReaderContract):
    reader = LcovReader()
    own_heads: ClassVar[frozenset[str]] = frozenset({"lcov"})
    has_end = False
    samples: ClassVar[tuple[Sample, ...]] = (
        Sample(
            record("FN:1,f", "FNDA:2,f", "DA:1,2", "DA:2,0", "BRDA:1,0,0,2", "BRDA:1,0,1,-", "LF:2", "LH:1").encode(),
            "lcov.info",
            {"lines_covered": 1, "lines_coverable": 2, "branches_covered": 1, "branches_total": 2, "files": 1},
        ),
    )


@pytest.mark.parametrize(
    ("head", "known"),
    [
        pytest.param(b"TN:\nSF:a", True, id="test name"),
        pytest.param(b"SF:a", True, id="source file"),
        pytest.param(b"\xef\xbb\xbfTN:", True, id="byte order mark"),
        pytest.param(b"# made by hand\n\nSF:a", True, id="comment"),
        pytest.param(b"\r\n\r\nTN:x", True, id="blank lines"),
        pytest.param(b"DA:1,1", False, id="data first"),
        pytest.param(b"SFO:1", False, id="another word"),
        pytest.param(b"", False, id="empty"),
    ],
)
def test_head_is_recognised_by_the_first_record(head: bytes, known: bool) -> None:  # noqa: FBT001  # a column
    assert LcovReader().recognises(head, "lcov.info") is known


@pytest.mark.parametrize(
    ("text", "files"),
    [
        pytest.param(record("DA:1,1", "DA:3,0"), (FileCoverage("src/a.js", 0b1010, 0b0010),), id="lines"),
        pytest.param(
            "TN: \nSF:a.c \nDA:1,1 \n \nLF:1\t\nend_of_record \n  \n",
            (FileCoverage("a.c ", 0b10, 0b10),),
            id="blanks at line ends",
        ),
        pytest.param(
            "TN:t\r\nSF:a b.c\r\nDA:1,1,abc==\r\nend_of_record\r\n",
            (FileCoverage("a b.c", 0b10, 0b10),),
            id="checksum, CRLF",
        ),
        pytest.param(
            "\ufeff# note\n" + record("DA:1,1") + "\n# end\n", (FileCoverage("src/a.js", 0b10, 0b10),), id="comments"
        ),
        pytest.param(
            record("DA:1,0", "DA:1,3", "DA:2,0"), (FileCoverage("src/a.js", 0b110, 0b010),), id="a line twice"
        ),
        pytest.param(
            record("DA:1,0", "DA:2,1") + "TN:second\n" + record("DA:1,1", "DA:3,0"),
            (FileCoverage("src/a.js", 0b1110, 0b0110),),
            id="a file in two records",
        ),
        pytest.param(
            record("DA:1,1", "BRDA:1,0,0,1", "BRDA:1,0,1,-", "BRDA:1,e2,0,0", "BRDA:4,0,jump to line 7,3"),
            (FileCoverage("src/a.js", 0b10, 0b10, {1: (1, 3), 4: (1, 1)}),),
            id="branches",
        ),
        pytest.param(
            record("DA:1,1", "BRDA:1,0,0,0", "BRDA:1,0,0,5", "BRDA:1,0,0,-"),
            (FileCoverage("src/a.js", 0b10, 0b10, {1: (1, 1)}),),
            id="a branch of two instances",
        ),
        pytest.param(
            record(
                "DA:1,1", "FN:1,2,f(int, char)", "FNL:0,1,2", "FNA:0,1,f", "MCDC:1,2,t,1,0,x", "VER:1", "BRF:2", "BRH:1"
            ),
            (FileCoverage("src/a.js", 0b10, 0b10),),
            id="what is passed over",
        ),
        pytest.param(
            record("DA:1,1") + record("LF:3", "LH:0", path="b.js"),
            (FileCoverage("src/a.js", 0b10, 0b10), FileCoverage("b.js", counted=(0, 3))),
            id="totals of uncovered lines make it worse",
        ),
        pytest.param(
            record("DA:1,1") + record("LF:3", path="b.js"),
            (FileCoverage("src/a.js", 0b10, 0b10), FileCoverage("b.js")),
            id="half a total",
        ),
        pytest.param(record("DA:1,1") + "EOF\n", (FileCoverage("src/a.js", 0b10, 0b10),), id="here-document mark"),
        pytest.param(record("DA:1,1").rstrip("\n"), (FileCoverage("src/a.js", 0b10, 0b10),), id="no last line end"),
    ],
)
def test_records_give_files(text: str, files: tuple[FileCoverage, ...]) -> None:
    evidence = read(text)
    assert evidence.files == files
    assert evidence.shortfall is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("TN:\n", "no line", id="only a test name"),
        pytest.param(record(), "no line", id="file without lines"),
        pytest.param(record("LF:0", "LH:0"), "no line", id="nothing of nothing"),
        pytest.param(record("LF:10", "LH:10"), "without listing", id="bare totals"),
        pytest.param(
            record("DA:1,0") + record("LF:99", "LH:99", path="b"), "without listing", id="bare totals beside lines"
        ),
        pytest.param(record("DA:1,1", path=""), "name no file", id="nameless"),
        pytest.param(record("DA:1,1", "DA:2,1", "LF:2", "LH:1"), "far less (1/2)", id="totals far below lines"),
    ],
)
def test_tracefile_that_cannot_be_judged_says_why(text: str, words: str) -> None:
    assert words in str(read(text).shortfall)


def test_totals_never_change_the_figures() -> None:
    evidence = read(record("DA:1,0", "DA:2,1", "LF:2", "LH:2"))
    assert evidence.figures()["lines_covered"] == 1
    assert len(evidence.notes) == 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(record("DA:1,1", "DA:2,0", "LF:4", "LH:1"), (1, 4), id="missed instances"),
        pytest.param(record("DA:1,1", "DA:2,1", "LF:5", "LH:4"), (4, 5), id="instances no better than lines"),
        pytest.param(record("DA:1,1", "DA:2,0", "LF:4", "LH:3"), (1, 2), id="instances better than lines"),
        pytest.param(record("DA:1,1", "DA:2,0", "LF:3", "LH:0"), (1, 2), id="fewer hits than lines"),
        pytest.param(record("DA:1,1", "DA:1,0", "LF:2", "LH:1"), (1, 1), id="a line listed twice"),
    ],
)
def test_totals_above_the_lines_count_instances_if_that_is_no_better(text: str, lines: tuple[int, int]) -> None:
    figures = read(text).figures()
    assert (figures["lines_covered"], figures["lines_coverable"]) == lines


def test_totals_beside_functions_are_a_summary_and_count() -> None:
    report = read(record("FNF:2", "FNH:1", "BRF:0", "BRH:0", "LF:10", "LH:7"))
    assert report.shortfall is None
    assert report.figures()["lines_covered"] == 7


def test_bare_totals_are_still_shown() -> None:
    assert read(record("LF:10", "LH:7")).figures()["lines_covered"] == 7


@pytest.mark.parametrize(
    ("text", "slug", "line"),
    [
        pytest.param("TN:\nSF:a\nDA:1,1\nDA:2", "malformed-lcov", 4, id="cut in a line"),
        pytest.param("SF:a\nDA:1,1\n", "unfinished-record", 2, id="cut between lines"),
        pytest.param("SF:a\nDA:1,1\nend_of_rec", "malformed-lcov", 3, id="cut in the end mark"),
        pytest.param(record("DA:1,1") + "S", "malformed-lcov", 4, id="cut after the first letter"),
        pytest.param(record("DA:1,-1"), "bad-number", 2, id="negative hits"),
        pytest.param(record("DA:1,1", "DA:2,"), "bad-number", 3, id="no hits"),
        pytest.param(record("DA:1,1_0"), "bad-number", 2, id="underscore"),
        pytest.param(record("DA:1,１"), "bad-number", 2, id="full-width digit"),
        pytest.param(record("DA:x,1"), "malformed-lcov", 2, id="line in words"),
        pytest.param(record("DA:0,1"), "bad-line-number", 3, id="line 0"),
        pytest.param(record("DA:-1,1"), "bad-number", 3, id="negative line"),
        pytest.param(record("BRDA:1,0,0,nan"), "malformed-lcov", 2, id="branch count in words"),
        pytest.param(record("BRDA:-1,0,0,1"), "bad-number", 2, id="negative branch line"),
        pytest.param(record("LF:x"), "bad-number", 2, id="total in words"),
        pytest.param(record("LF:1", "LH:2"), "impossible-total", 4, id="more hit than found"),
        pytest.param("DA:1,1\n", "malformed-lcov", 1, id="data before a file"),
        pytest.param(record("SF:b"), "malformed-lcov", 2, id="file in a file"),
        pytest.param(record("DA:1,1") + "XX:1\n", "malformed-lcov", 4, id="unknown between records"),
        pytest.param(record("XX:1"), "malformed-lcov", 2, id="unknown in a record"),
        pytest.param(record("FN"), "malformed-lcov", 2, id="word without a colon"),
        pytest.param("SF:a\x1b[2J\n", "bad-file-name", 1, id="terminal code in a name"),
        pytest.param("SF:源码".encode("gbk"), "bad-file-name", 1, id="name in GBK"),
        pytest.param("SF:" + "a" * 70_000 + "\n", "malformed-lcov", 1, id="long line"),
        pytest.param(record("DA:1,0\x0bDA:2,1"), "bad-number", 2, id="vertical tab is no line end"),
    ],
)
def test_garbage_is_refused_with_its_line(text: str | bytes, slug: str, line: int) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(text)
    assert (caught.value.slug, caught.value.line) == (slug, line)


def test_record_that_lies_across_blocks_is_read_whole() -> None:
    lines = [f"DA:{number},1" for number in range(1, 200_000)]
    text = record("DA:1,1", path="first.js") + record(*lines) + record("DA:2,0", path="last.js")
    assert len(text) > 2 * BLOCK_BYTES
    assert read(text).figures()["lines_covered"] == 200_000
    assert read(text).figures()["files"] == 3


def test_record_too_long_to_hold_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lcov_blocks, "MOST_BYTES_OF_RECORD", 1000)
    monkeypatch.setattr(lcov_blocks, "BLOCK_BYTES", 600)
    lines = [f"DA:{number},1" for number in range(1, 1000)]
    report = read(record(*lines) + record("DA:2,0", path="last.js"))
    assert report.figures()["lines_coverable"] == 1000
    with pytest.raises(EvidenceError) as caught:
        read(record(*lines, "DA:x"))
    assert caught.value.line == 1001

from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.go_profile import GoProfileReader
from cdgate.builtin.readers.jacoco_csv import JacocoCsvReader
from cdgate.builtin.readers.luacov import LuacovReader
from cdgate.errors import EvidenceError
from cdgate.extension import Reader
from cdgate.model.evidence import CoverageReport, FileCoverage, Source

RULE = "=" * 78
HEADER = (
    "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,BRANCH_COVERED,LINE_MISSED,LINE_COVERED,"
    "COMPLEXITY_MISSED,COMPLEXITY_COVERED,METHOD_MISSED,METHOD_COVERED\n"
)


def read(reader: Reader, text: str | bytes) -> CoverageReport:
    data = text.encode() if isinstance(text, str) else text
    report = reader.read(BytesIO(data), Source("c", "", len(data), reader.name))
    assert isinstance(report, CoverageReport)
    return report


def lua(source: str, summary: str, *, name: str = "a.lua") -> str:
    return (
        f"{RULE}\n{name}\n{RULE}\n{source}\n\n{RULE}\nSummary\n{RULE}\n\nFile Hits Missed Coverage\n----\n{summary}\n"
    )


@pytest.mark.parametrize(
    ("reader", "head", "known"),
    [
        pytest.param(GoProfileReader(), b"mode: set\nx", True, id="go"),
        pytest.param(GoProfileReader(), b"\xef\xbb\xbfmode: atomic\r\n", True, id="go with a mark"),
        pytest.param(GoProfileReader(), b"mode: 0644\n", False, id="another mode"),
        pytest.param(JacocoCsvReader(), HEADER.encode(), True, id="csv"),
        pytest.param(JacocoCsvReader(), b"file,line\n", False, id="another table"),
        pytest.param(LuacovReader(), f"{RULE}\na.lua\n{RULE}\n".encode(), True, id="luacov"),
        pytest.param(LuacovReader(), f"{RULE}\n{RULE}\n".encode(), False, id="rules only"),
    ],
)
def test_head_is_recognised(reader: Reader, head: bytes, known: bool) -> None:  # noqa: FBT001  # a column
    assert reader.recognises(head, "c") is known


@pytest.mark.parametrize(
    ("blocks", "file"),
    [
        pytest.param("a.go:1.2,3.4 2 1\n", FileCoverage("a.go", 0b1110, 0b1110, statements={1: (2, 2)}), id="block"),
        pytest.param(
            "a.go:1.2,1.4 2 0\na.go:1.2,1.4 2 7\na.go:1.2,1.4 2 0\n",
            FileCoverage("a.go", 0b10, 0b10, statements={1: (2, 2)}),
            id="one block of three binaries",
        ),
        pytest.param(
            "a.go:1.2,1.4 2 0\nmode: set\na.go:1.5,1.9 1 1\n\n",
            FileCoverage("a.go", 0b10, 0b10, statements={1: (1, 3)}),
            id="joined profiles",
        ),
        pytest.param("a.go:1.2,1.4 0 1\n", FileCoverage("a.go"), id="no statement"),
        pytest.param(
            "C:/a b.go:1.2,1.4 1 18446744073709551615\r\n",
            FileCoverage("C:/a b.go", 0b10, 0b10, statements={1: (1, 1)}),
            id="drive, blank, large count",
        ),
    ],
)
def test_go_blocks_are_merged_before_they_are_counted(blocks: str, file: FileCoverage) -> None:
    assert read(GoProfileReader(), f"mode: count\n{blocks}").files == (file,)


def test_last_line_may_lack_its_end() -> None:
    assert read(GoProfileReader(), "mode: set\na.go:1.2,1.4 1 1").figures()["lines_covered"] == 1
    assert read(JacocoCsvReader(), HEADER + "g,p,C,0,0,0,0,1,2,0,0,0,0").figures()["lines_covered"] == 2


def test_go_profile_without_a_block_falls_short() -> None:
    assert read(GoProfileReader(), "mode: set\n").shortfall is not None


def test_csv_adds_the_classes_of_one_file() -> None:
    rows = (
        "g,org.shop,Cart,0,0,0,0,1,2,0,0,0,0\ng,org.shop,Cart.Line,0,0,0,0,0,4,0,0,0,0\n\ng,,Main,0,0,0,0,5,0,0,0,0,0\n"
    )
    report = read(JacocoCsvReader(), "\ufeff" + HEADER + rows)
    assert report.files == (FileCoverage("org/shop/Cart", counted=(6, 7)), FileCoverage("Main", counted=(0, 5)))
    assert "jacoco.xml" in str(report.notes[-1])


@pytest.mark.parametrize(
    ("source", "summary", "lines"),
    [
        pytest.param("1 a = 1\n0 b", "a.lua 2 0 100.00%\nTotal 2 0 100.00%", (2, 2), id="one digit"),
        pytest.param(
            " 12 a\n**0 b\n    99 bottles", "a.lua 1 1 50.00%\nTotal 1 1 50.00%", (1, 2), id="a source with a number"
        ),
        pytest.param(
            "28446744073709551615 a\n*******************0 b",
            "a.lua 1 1 50.00%\nTotal 1 1 50.00%",
            (1, 2),
            id="a count that has wrapped",
        ),
        pytest.param("  x", "a.lua 0 0 0.00%\nTotal 0 0 0.00%", (0, 0), id="nothing to cover"),
    ],
)
def test_luacov_lines_are_told_by_their_marks(source: str, summary: str, lines: tuple[int, int]) -> None:
    assert read(LuacovReader(), lua(source, summary)).files[0].lines() == lines


@pytest.mark.parametrize(
    ("reader", "text", "slug"),
    [
        pytest.param(GoProfileReader(), "mode: set\na.go:1.2,1.4 1\n", "malformed-go-profile", id="go field"),
        pytest.param(GoProfileReader(), "mode: set\na.go:1.2,1.4 1 ", "malformed-go-profile", id="go cut"),
        pytest.param(GoProfileReader(), "mode: other\n", "malformed-go-profile", id="go mode"),
        pytest.param(GoProfileReader(), "mode: set\na.go:3.2,1.4 1 1\n", "bad-line-number", id="go backwards"),
        pytest.param(GoProfileReader(), "mode: set\na.go:1.2,99999999.4 1 1\n", "bad-line-number", id="go endless"),
        pytest.param(GoProfileReader(), b"mode: set\n\xff.go:1.2,1.4 1 1\n", "bad-file-name", id="go name"),
        pytest.param(JacocoCsvReader(), HEADER + "g,p,C,1\n", "malformed-csv", id="csv columns"),
        pytest.param(JacocoCsvReader(), HEADER + "g,p,C,0,0,0,0,1,2,0,0,0", "malformed-csv", id="csv cut"),
        pytest.param(JacocoCsvReader(), "g,p,C,0,0,0,0,1,2,0,0,0,0\n", "malformed-csv", id="csv header"),
        pytest.param(JacocoCsvReader(), HEADER + "g,p,C,0,0,0,0,-1,2,0,0,0,0\n", "bad-number", id="csv count"),
        pytest.param(LuacovReader(), lua("1 a", "a.lua 2 0 100%\nTotal 2 0 100%"), "totals-disagree", id="lua file"),
        pytest.param(LuacovReader(), lua("1 a", "a.lua 1 0 100%\nTotal 2 0 100%"), "totals-disagree", id="lua total"),
        pytest.param(LuacovReader(), f"{RULE}\na.lua\n{RULE}\n1 a\n", "totals-disagree", id="lua cut"),
        pytest.param(LuacovReader(), "", "totals-disagree", id="lua empty"),
    ],
)
def test_nonsense_is_refused(reader: Reader, text: str | bytes, slug: str) -> None:
    with pytest.raises(EvidenceError) as refusal:
        read(reader, text)
    assert refusal.value.slug == slug

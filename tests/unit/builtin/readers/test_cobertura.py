from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import ClassVar

import pytest

from cdgate.builtin.readers.cobertura import CoberturaReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, FileCoverage, Source
from cdgate.testing.contracts import ReaderContract, Sample


def report(inside: str, *, root: str = "") -> bytes:
    return f'<?xml version="1.0"?>\n<coverage {root}>{inside}</coverage>'.encode()


def a_class(lines: str, *, path: str = "src/a.py", methods: str = "") -> str:
    return (
        f'<packages><package name="p"><classes><class name="a" filename="{path}"><methods>{methods}</methods>'
        f"<lines>{lines}</lines></class></classes></package></packages>"
    )


def line(number: int | str, hits: int | str, more: str = "") -> str:
    return f'<line number="{number}" hits="{hits}" {more}/>'


def condition(words: str) -> str:
    return f'branch="true" condition-coverage="{words}"'


def read(data: bytes) -> CoverageReport:
    return CoberturaReader().read(BytesIO(data), Source("c.xml", "", len(data), "cobertura"))


NINE_OF_TEN = "".join(line(n, 1) for n in range(1, 10)) + line(10, 0)


class TestContract(ReaderContract):
    reader = CoberturaReader()
    own_heads: ClassVar[frozenset[str]] = frozenset({"cobertura"})
    samples: ClassVar[tuple[Sample, ...]] = (
        Sample(
            report(
                "<sources><source>/home/builder</source></sources>"
                + a_class(line(1, 3) + line(2, 1, condition("50% (1/2)")) + line(4, 0)),
                root='line-rate="0.6667" lines-covered="2" lines-valid="3" timestamp="1767225600"',
            ),
            "coverage.xml",
            {"lines_covered": 2, "lines_coverable": 3, "branches_covered": 1, "branches_total": 2, "files": 1},
        ),
    )


@pytest.mark.parametrize(
    ("head", "known"),
    [
        pytest.param(b"<coverage/>", True, id="bare"),
        pytest.param(b'<coverage line-rate="1" version="1">', True, id="rates"),
        pytest.param(
            b'<?xml version="1.0"?><!DOCTYPE coverage SYSTEM "x"><coverage version="7.6">', True, id="doctype"
        ),
        pytest.param(b'<coverage version="1"><file path="a"/>', False, id="sonar generic"),
        pytest.param(b'<coverage generated="1"><project/>', False, id="clover"),
        pytest.param(b'<coverage clover="3.2.0"><project/>', False, id="openclover"),
        pytest.param(b'<coverage profilerVersion="1.5"><module/>', False, id="ncover"),
        pytest.param(b"<report/>", False, id="another root"),
        pytest.param(b"coverage: 100 %", False, id="no markup"),
    ],
)
def test_head_is_recognised_by_root_and_attributes(head: bytes, known: bool) -> None:  # noqa: FBT001  # a column
    assert CoberturaReader().recognises(head, "coverage.xml") is known


@pytest.mark.parametrize(
    ("inside", "files"),
    [
        pytest.param(
            a_class(line(1, 1) + line(2, 0), methods=f"<method><lines>{line(1, 1)}</lines></method>"),
            (FileCoverage("src/a.py", 0b110, 0b010),),
            id="method lines repeat class lines",
        ),
        pytest.param(
            a_class(
                "", methods=f"<method><lines>{line(5, 0)}</lines></method><method><lines>{line(6, 2)}</lines></method>"
            ),
            (FileCoverage("src/a.py", 0b1100000, 0b1000000),),
            id="only method lines",
        ),
        pytest.param(
            f'<packages><package><class filename="a"><method><lines>{line(1, 1)}</lines></method>'
            f"<lines>{line(2, 0)}</lines></class></package></packages>",
            (FileCoverage("a", 0b100, 0),),
            id="methods without their wrapper",
        ),
        pytest.param(
            a_class(line(1, 0) + line(1, 2) + line(2, 1) + line(3, 1)),
            (FileCoverage("src/a.py", 0b1110, 0b1110),),
            id="a line twice: hit once is hit",
        ),
        pytest.param(
            a_class(line(1, 1)) + a_class(line(1, 0) + line(2, 0)),
            (FileCoverage("src/a.py", 0b110, 0b010),),
            id="a file in two packages",
        ),
        pytest.param(
            a_class(line(1, 1), path="b.py") + a_class(line(1, 0), path="a.py"),
            (FileCoverage("b.py", 0b10, 0b10), FileCoverage("a.py", 0b10, 0)),
            id="two files in the order of the report",
        ),
        pytest.param(a_class(line(1, 4294967297)), (FileCoverage("src/a.py", 0b10, 0b10),), id="hits beyond 32 bits"),
        pytest.param(
            "<classes/><methods/><lines/>" + a_class(line(1, 1)),
            (FileCoverage("src/a.py", 0b10, 0b10),),
            id="odd children",
        ),
    ],
)
def test_lines_of_a_dialect_give_files(inside: str, files: tuple[FileCoverage, ...]) -> None:
    evidence = read(report(inside))
    assert evidence.files == files
    assert evidence.shortfall is None


@pytest.mark.parametrize(
    ("words", "branches", "unreadable"),
    [
        pytest.param("50% (1/2)", {1: (1, 2)}, 0, id="usual"),
        pytest.param("66.67% (2/3)", {1: (2, 3)}, 0, id="decimals"),
        pytest.param("100.0% (2.0/2.0)", {1: (2, 2)}, 0, id="decimal counts"),
        pytest.param("50.0% ( 1 / 2 )", {1: (1, 2)}, 0, id="blanks"),
        pytest.param("100% (0/0)", {}, 0, id="no branches"),
        pytest.param("100% (0/2)", {1: (0, 2)}, 0, id="the counts decide"),
        pytest.param("150% (3/2)", {1: (0, 2)}, 1, id="more than all"),
        pytest.param("50% (1/2", {1: (0, 2)}, 1, id="cut"),
        pytest.param("50% (-1/-2)", {1: (0, 2)}, 1, id="negative"),
        pytest.param("all", {1: (0, 2)}, 1, id="words"),
        pytest.param("100% (" + "9" * 400 + "/" + "9" * 400 + ")", {1: (0, 2)}, 1, id="absurd"),
    ],
)
def test_condition_coverage_gives_branches(words: str, branches: dict[int, tuple[int, int]], unreadable: int) -> None:
    evidence = read(report(a_class(line(1, 1, condition(words)) + line(2, 1))))
    assert evidence.files[0].branches == branches
    assert [note.values["count"] for note in evidence.notes] == [unreadable] * bool(unreadable)


def test_branches_of_a_line_listed_twice_are_the_larger_of_each() -> None:
    lines = (
        line(1, 1, condition("50% (1/2)")) + line(1, 1, condition("25% (1/4)")) + line(1, 1, condition("100% (2/2)"))
    )
    assert read(report(a_class(lines))).files[0].branches == {1: (2, 4)}


def test_source_folders_are_kept_without_blank_ones() -> None:
    sources = "<sources><source>\n /a&amp;b </source><source/><source>C:\\x</source></sources>"
    assert read(report(sources + a_class(line(1, 1)))).roots == ("/a&b", "C:\\x")


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        pytest.param("1767225600", datetime(2026, 1, 1, tzinfo=UTC), id="seconds"),
        pytest.param("1767225600123", datetime(2026, 1, 1, tzinfo=UTC), id="milliseconds"),
        pytest.param("1767225600.5", datetime(2026, 1, 1, tzinfo=UTC), id="decimals"),
        pytest.param("0", None, id="zero"),
        pytest.param("99999999999999", None, id="far future"),
        pytest.param("2026-01-01 00:00:00", None, id="no zone"),
        pytest.param("", None, id="empty"),
    ],
)
def test_timestamp_is_taken_where_it_is_one(stamp: str, moment: datetime | None) -> None:
    assert read(report(a_class(line(1, 1)), root=f'timestamp="{stamp}"')).source.produced_at == moment


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"<coverage/>", "no line", id="empty root"),
        pytest.param(report(a_class(""), root='line-rate="0.95" lines-valid="9"'), "no line", id="class without lines"),
        pytest.param(report(a_class(NINE_OF_TEN), root='line-rate="0.1"'), "far less (0.1)", id="rate far below lines"),
        pytest.param(
            report(a_class(NINE_OF_TEN), root='lines-covered="11" lines-valid="10"'), "cannot be", id="more than all"
        ),
        pytest.param(report(a_class(NINE_OF_TEN, path="")), "name no file", id="nameless file"),
        pytest.param(
            report(a_class("".join(line(n, h) for n in range(1, 4) for h in (0, 1)))), "both", id="contradiction"
        ),
    ],
)
def test_report_that_cannot_be_judged_says_why(data: bytes, words: str) -> None:
    assert words in str(read(data).shortfall)


@pytest.mark.parametrize(
    ("root", "notes"),
    [
        pytest.param('line-rate="0.9"', 0, id="agrees"),
        pytest.param('line-rate="1.0" lines-covered="10" lines-valid="10"', 1, id="claims more"),
        pytest.param('line-rate="0" lines-covered="0" lines-valid="0"', 0, id="claims nothing"),
        pytest.param('line-rate="NaN"', 0, id="not a number"),
    ],
)
def test_claims_of_the_root_never_change_the_figures(root: str, notes: int) -> None:
    evidence = read(report(a_class(NINE_OF_TEN), root=root))
    assert evidence.figures()["lines_covered"] == 9
    assert evidence.shortfall is None
    assert len(evidence.notes) == notes


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        pytest.param(report(a_class(line(1, -5))), "bad-number", id="negative hits"),
        pytest.param(report(a_class('<line number="1"/>')), "bad-number", id="no hits"),
        pytest.param(report(a_class('<line hits="1"/>')), "bad-number", id="no number"),
        pytest.param(report(a_class(line(0, 1))), "bad-line-number", id="line 0"),
        pytest.param(report(a_class(line(-1, 1))), "bad-number", id="negative line"),
        pytest.param(report(a_class(line(1, 1), path="a&#10;b")), "bad-file-name", id="line end in a name"),
        pytest.param(report(line(1, 1)), "not-cobertura", id="line under the root"),
        pytest.param(report(f"<packages>{line(1, 1)}</packages>"), "not-cobertura", id="line outside a class"),
        pytest.param(report("<project/>"), "not-cobertura", id="clover inside"),
        pytest.param(report(a_class('<class filename="b"/>')), "not-cobertura", id="class in a class"),
        pytest.param(b"<report/>", "not-cobertura", id="another root"),
        pytest.param(b'<class filename="a"/>', "not-cobertura", id="a class for a root"),
        pytest.param(b'<line number="1" hits="1"/>', "not-cobertura", id="a line for a root"),
        pytest.param(report(a_class(line(1, 1)))[:-20], "malformed-xml", id="cut"),
    ],
)
def test_garbage_is_refused(data: bytes, slug: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(data)
    assert caught.value.slug == slug


def test_gcovr_lines_of_several_functions_count_once_for_each_if_that_is_no_better() -> None:
    lines = (
        '<line number="1" hits="1"/><line number="1" hits="0"/><line number="2" hits="0"/><line number="2" hits="0"/>'
    )
    classes = f'<packages><classes><class filename="a.cpp"><lines>{lines}</lines></class></classes></packages>'
    totals = []
    for version in ("gcovr 8.3", "7.6"):
        data = f'<coverage version="{version}">{classes}</coverage>'.encode()
        figures = CoberturaReader().read(BytesIO(data), Source("c.xml", "", len(data), "cobertura")).figures()
        totals.append((figures["lines_covered"], figures["lines_coverable"]))
    assert totals == [(1, 4), (1, 2)]


def test_gcovr_lines_that_stand_once_are_lines() -> None:
    lines = b'<lines><line number="3" hits="1"/></lines>'
    data = b'<coverage version="gcovr 8.3"><class filename="a.cpp">%b</class></coverage>' % lines
    report = CoberturaReader().read(BytesIO(data), Source("c.xml", "", len(data), "cobertura"))
    assert [file.statements for file in report.files] == [{}]

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import ClassVar

import pytest

from cdgate.builtin.readers.jacoco import JacocoReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, FileCoverage, Source
from cdgate.testing.contracts import ReaderContract, Sample

DOCTYPE = '<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">'


def report(inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{DOCTYPE}<report name="r">{inside}</report>'.encode()


def package(inside: str, *, name: str = "p/q", file: str = "A.java") -> str:
    return f'<package name="{name}"><sourcefile name="{file}">{inside}</sourcefile></package>'


def line(number: int | str, missed: int | str, covered: int | str, mb: int = 0, cb: int = 0) -> str:
    return f'<line nr="{number}" mi="{missed}" ci="{covered}" mb="{mb}" cb="{cb}"/>'


def counter(missed: int | str, covered: int | str, kind: str = "LINE") -> str:
    return f'<counter type="{kind}" missed="{missed}" covered="{covered}"/>'


def read(data: bytes) -> CoverageReport:
    return JacocoReader().read(BytesIO(data), Source("j.xml", "", len(data), "jacoco"))


class TestContract(ReaderContract):
    reader = JacocoReader()
    own_heads: ClassVar[frozenset[str]] = frozenset({"jacoco"})
    samples: ClassVar[tuple[Sample, ...]] = (
        Sample(
            report(
                '<sessioninfo id="s" start="1" dump="1767225600000"/>'
                + package(line(3, 0, 4) + line(4, 1, 1, 1, 3) + line(6, 2, 0) + counter(1, 2))
                + counter(1, 2)
            ),
            "jacoco.xml",
            {"lines_covered": 2, "lines_coverable": 3, "branches_covered": 3, "branches_total": 4, "files": 1},
        ),
    )


@pytest.mark.parametrize(
    ("head", "known"),
    [
        pytest.param(b'<report name="x"/>', True, id="bare"),
        pytest.param(b'<report name="x" xmlns="urn:x">', True, id="namespace"),
        pytest.param(b'<report name="x" format="1">', False, id="another report"),
        pytest.param(b"<report/>", False, id="nameless"),
        pytest.param(b"<coverage/>", False, id="another root"),
        pytest.param(b"report", False, id="no markup"),
    ],
)
def test_head_is_recognised_by_its_root(head: bytes, known: bool) -> None:  # noqa: FBT001  # a column
    assert JacocoReader().recognises(head, "jacoco.xml") is known


@pytest.mark.parametrize(
    ("inside", "files"),
    [
        pytest.param(package(line(1, 0, 1) + line(2, 3, 0)), (FileCoverage("p/q/A.java", 0b110, 0b010),), id="lines"),
        pytest.param(package(line(1, 5, 1)), (FileCoverage("p/q/A.java", 0b10, 0b10),), id="partly executed"),
        pytest.param(package(line(1, 0, 1), name=""), (FileCoverage("A.java", 0b10, 0b10),), id="default package"),
        pytest.param(
            package('<line nr="1" mi="2"/><line nr="2" ci="2"/><line nr="3" mi="1"/><line nr="4"/>'),
            (FileCoverage("p/q/A.java", 0b11110, 0b00100),),
            id="zeros left out",
        ),
        pytest.param(
            package(line(1, 0, 1, 1, 1) + line(1, 1, 0, 0, 2)),
            (FileCoverage("p/q/A.java", 0b10, 0b10, {1: (2, 2)}),),
            id="a line twice",
        ),
        pytest.param(
            package('<line nr="1"/><line nr="2" mb="1" cb="1"/>' + counter(1, 9)),
            (FileCoverage("p/q/A.java", branches={2: (1, 2)}, counted=(9, 10)),),
            id="lines without instructions: the counter",
        ),
        pytest.param(
            package('<line nr="1"/><line nr="2"/>'), (FileCoverage("p/q/A.java", 0b110),), id="neither: nothing covered"
        ),
        pytest.param(
            package(line(1, 0, 1)) + package(line(2, 1, 0)),
            (FileCoverage("p/q/A.java", 0b110, 0b010),),
            id="a file in two packages of one name",
        ),
        pytest.param(
            f'<group name="a"><group name="b">{package(line(1, 0, 1))}</group></group><group name="c">'
            f"{package(line(1, 1, 0))}</group>",
            (FileCoverage("p/q/A.java", 0b10, 0b10), FileCoverage("p/q/A.java", 0b10)),
            id="one name in two groups: two files",
        ),
        pytest.param(
            '<package name="p"><class name="p/A"><method name="m" desc="()V">'
            + counter(0, 90)
            + "</method>"
            + counter(0, 90)
            + '</class><sourcefile name="A.java">'
            + line(1, 1, 0)
            + "</sourcefile>"
            + counter(0, 90)
            + "</package>"
            + line(2, 0, 1),
            (FileCoverage("p/A.java", 0b10),),
            id="other levels are passed over",
        ),
    ],
)
def test_source_files_give_files(inside: str, files: tuple[FileCoverage, ...]) -> None:
    evidence = read(report(inside))
    assert evidence.files == files
    assert evidence.shortfall is None


def test_counters_that_stand_in_for_lines_are_told() -> None:
    evidence = read(report(package(counter(1, 9))))
    assert evidence.figures()["lines_covered"] == 9
    assert [note.values["count"] for note in evidence.notes] == [1]


@pytest.mark.parametrize(
    ("dumps", "moment"),
    [
        pytest.param(["1767225600000", "1767225500000"], datetime(2026, 1, 1, tzinfo=UTC), id="the last"),
        pytest.param(["1767225500000", "1767225600000"], datetime(2026, 1, 1, tzinfo=UTC), id="in any order"),
        pytest.param(["0", ""], None, id="none"),
    ],
)
def test_last_session_says_when(dumps: list[str], moment: datetime | None) -> None:
    sessions = "".join(f'<sessioninfo id="s" start="0" dump="{dump}"/>' for dump in dumps)
    assert read(report(sessions + package(line(1, 0, 1)))).source.produced_at == moment


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        pytest.param("", "no line", id="empty"),
        pytest.param(package(""), "no line", id="file without lines"),
        pytest.param(package(counter(0, 0)), "no line", id="nothing of nothing"),
        pytest.param(package(counter(0, 10, "METHOD")), "no line", id="only methods"),
        pytest.param(f'<package name="p">{counter(0, 10)}</package>', "no line", id="only a package counter"),
        pytest.param(package(line(1, 0, 1)) + counter(9, 1), "far less (1/10)", id="counter far below lines"),
        pytest.param(package(line(1, 0, 1), file=""), "name no file", id="nameless"),
    ],
)
def test_report_that_cannot_be_judged_says_why(inside: str, words: str) -> None:
    assert words in str(read(report(inside)).shortfall)


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        pytest.param(report(package(counter(-90, 100))), "bad-number", id="negative"),
        pytest.param(report(package(counter("NaN", "NaN"))), "bad-number", id="not a number"),
        pytest.param(report(package(counter(1, 1) + counter(0, 2))), "duplicate-counter", id="two counters"),
        pytest.param(report(package(line(1, 0, -1))), "bad-number", id="negative instructions"),
        pytest.param(report(package(line(1, "x", 1))), "bad-number", id="missed instructions in words"),
        pytest.param(report(package(line("", 0, 1))), "bad-number", id="no line number"),
        pytest.param(report(package(line(0, 0, 1))), "bad-line-number", id="line 0"),
        pytest.param(report(package('<line nr="0"/>' + counter(0, 1))), "bad-line-number", id="line 0, counted"),
        pytest.param(report(package('<line nr="1" ci="1" cb="x"/>')), "bad-number", id="branches in words"),
        pytest.param(report(package("", file="a&#10;b")), "bad-file-name", id="line end in a name"),
        pytest.param(report('<sourcefile name="A.java"/>'), "not-jacoco", id="file outside a package"),
        pytest.param(report(package('<sourcefile name="B"/>')), "not-jacoco", id="file in a file"),
        pytest.param(report("<testsuite/>"), "not-jacoco", id="foreign child"),
        pytest.param(b"<coverage/>", "not-jacoco", id="another root"),
        pytest.param(b'<package name="p"/>', "not-jacoco", id="a package for a root"),
        pytest.param(b'<line nr="1"/>', "not-jacoco", id="a line for a root"),
        pytest.param(b'<counter type="LINE" missed="0" covered="1"/>', "not-jacoco", id="a counter for a root"),
        pytest.param(report(package(line(1, 0, 1)))[:-9], "malformed-xml", id="cut"),
    ],
)
def test_garbage_is_refused(data: bytes, slug: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(data)
    assert caught.value.slug == slug


def test_elements_that_jacoco_may_add_below_its_children_are_passed_over() -> None:
    inside = (
        '<package name="p"><class name="p/A" sourcefilename="A.java"><method name="m" desc="()V"/></class></package>'
    )
    assert read(report(inside + package(line(1, 0, 1)))).figures()["files"] == 1


def test_one_name_in_two_groups_is_told() -> None:
    groups = "".join(f'<group name="{name}">{package(line(1, 0, 1))}</group>' for name in "abc")
    assert [note.values["count"] for note in read(report(groups)).notes] == [2]

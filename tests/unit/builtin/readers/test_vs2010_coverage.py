from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.vs2010_coverage import Vs2010CoverageReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, Source

SCHEMA = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" id="CoverageDSPriv"><xs:element name="Lines"/></xs:schema>'
)


def lines(first: object, last: object, coverage: object, file: int = 1) -> str:
    return (
        f"<Lines><LnStart>{first}</LnStart><ColStart>9</ColStart><LnEnd>{last}</LnEnd><ColEnd>10</ColEnd>"
        f"<Coverage>{coverage}</Coverage><SourceFileID>{file}</SourceFileID><LineID>0</LineID></Lines>"
    )


def read(
    *records: str, names: str = "<SourceFileID>1</SourceFileID><SourceFileName>C:\\a.cs</SourceFileName>"
) -> CoverageReport:
    methods = f"<Class><Method><LinesCovered>9</LinesCovered>{''.join(records)}</Method></Class>"
    module = f"<Module><ModuleName>a.dll</ModuleName><NamespaceTable>{methods}</NamespaceTable></Module>"
    data = f"<CoverageDSPriv>{SCHEMA}{module}<SourceFileNames>{names}</SourceFileNames></CoverageDSPriv>".encode()
    return Vs2010CoverageReader().read(BytesIO(data), Source("a.coveragexml", "", len(data), "vs2010-coverage"))


@pytest.mark.parametrize(
    ("head", "known"),
    [
        ('<?xml version="1.0" standalone="yes"?>\n<CoverageDSPriv>', True),
        ("<CoverageSession>", False),
        ("CoverageDSPriv", False),
    ],
)
def test_head_is_told_by_its_root(head: str, known: bool) -> None:  # noqa: FBT001  # a column
    assert Vs2010CoverageReader().recognises(head.encode(), "a.coveragexml") is known


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param([lines(3, 3, 0), lines(4, 4, 2)], (1, 2), id="ran and missed"),
        pytest.param([lines(3, 3, 1)], (1, 1), id="in part"),
        pytest.param([lines(3, 5, 2), lines(4, 4, 0)], (1, 3), id="a range, and a line of it that ran"),
        pytest.param([lines(3, 3, 0, file=1), lines(3, 3, 2, file=1)], (1, 1), id="in two methods"),
        pytest.param([lines(0xFEEFEE, 0xFEEFEE, 0), lines(3, 3, 2)], (0, 1), id="hidden"),
        pytest.param([lines(7, 3, 0)], (1, 1), id="end before the beginning"),
    ],
)
def test_ranges_give_lines(records: list[str], expected: tuple[int, int]) -> None:
    report = read(*records)
    assert [(file.path, file.lines()) for file in report.files] == [("C:\\a.cs", expected)]
    assert (report.notes, report.shortfall) == ((), None)


def test_unknown_word_counts_as_not_covered() -> None:
    report = read(lines(3, 3, 0), lines(4, 4, 7))
    assert report.lines() == (1, 2)
    assert len(report.notes) == 1


def test_file_without_name_is_doubted() -> None:
    assert read(lines(3, 3, 0, file=2)).shortfall is not None


@pytest.mark.parametrize(
    ("record", "slug"),
    [
        pytest.param(lines("x", 3, 0), "bad-number", id="no number"),
        pytest.param(lines(3, 99_999_999, 0), "bad-line-number", id="too far"),
        pytest.param(lines(3, 9_999_999, 0) * 60, "too-many-lines", id="too long, too often"),
    ],
)
def test_what_is_no_line_is_refused(record: str, slug: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(record)
    assert caught.value.slug == slug


def test_texts_without_end_take_no_memory() -> None:
    long = "<SourceFileID>1</SourceFileID><SourceFileName>" + "ab&amp;" * 4000 + "</SourceFileName>"
    assert len(read(lines(3, 3, 0), names=long).files[0].path) < 9000

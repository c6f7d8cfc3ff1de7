from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.counted_xml import COUNTED, CountedXmlReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, Source

READERS = {layout.name: CountedXmlReader(layout) for layout in COUNTED}


def read(name: str, document: str) -> CoverageReport:
    data = document.encode()
    return READERS[name].read(BytesIO(data), Source("c.xml", "", len(data), name))


def trace32(*modules: str, total: str = "") -> str:
    listed = "".join(f"<module>{module}</module>" for module in modules)
    export = f'<COVerage.EXPORT.ListModule metric="stmt">{listed}<total>{total}</total></COVerage.EXPORT.ListModule>'
    return f"<TRACE32><coverage>{export}</coverage></TRACE32>"


def lines(covered: object, coverable: object) -> str:
    return f"<lines>{coverable}</lines><linesok> {covered} </linesok>"


def summary(classes: str, covered: int, coverable: int) -> str:
    counts = f"<Coveredlines>{covered}</Coveredlines><Coverablelines>{coverable}</Coverablelines>"
    assembly = f'<Assembly name="shop" coveredlines="9" coverablelines="9">{classes}</Assembly>'
    return (
        f'<CoverageReport scope="Summary"><Summary>{counts}</Summary><Coverage>{assembly}</Coverage></CoverageReport>'
    )


@pytest.mark.parametrize(
    ("name", "head", "known"),
    [
        ("trace32", '<TRACE32 file="a"><coverage><COVerage.EXPORT.ListModule metric="stmt">', True),
        ("trace32", '<TRACE32 file="a"><listing>', False),
        ("trace32", "no XML", False),
        ("reportgenerator-xml", '<CoverageReport scope="Summary">', True),
        ("reportgenerator-xml", '<CoverageReport scope="Shop_Cart">', False),
    ],
)
def test_head_is_told_by_root_and_mark(name: str, head: str, known: bool) -> None:  # noqa: FBT001  # a column
    assert READERS[name].recognises(head.encode(), "c.xml") is known


def test_modules_with_lines_are_counted() -> None:
    modules = (f"<tree>\\\\a\\main</tree><exec>50%</exec>{lines(3, 6)}", "<tree>\\\\a\\Global</tree>", lines(1, 2))
    report = read("trace32", trace32(*modules, total=lines(4, 8)))
    assert {file.path: file.lines() for file in report.files} == {"\\\\a\\main": (3, 6), "": (1, 2)}
    assert "by module" in str(report.notes[-1])


def test_classes_are_counted_below_their_assembly() -> None:
    classes = '<Class name="Cart" coveredlines="2" coverablelines="3"/><Class name="Old" coverage="50"/>'
    report = read("reportgenerator-xml", summary(classes, 2, 3))
    assert {file.path: file.lines() for file in report.files} == {"shop/Cart": (2, 3)}
    assert report.shortfall is None


def test_deeper_elements_are_not_those_of_the_module() -> None:
    module = f"<tree>a<b>c</b></tree><function>{lines(9, 9)}</function>{lines(1, 2)}"
    assert read("trace32", trace32(module)).lines() == (1, 2)


@pytest.mark.parametrize(
    ("name", "document"),
    [
        pytest.param("trace32", trace32(lines(6, 6), total=lines(1, 9)), id="a far worse total"),
        pytest.param("trace32", trace32("<tree>a</tree><calls>3</calls><callsok>3</callsok>"), id="another metric"),
        pytest.param("reportgenerator-xml", summary("", 9, 9), id="no class"),
    ],
)
def test_report_without_sound_counts_falls_short(name: str, document: str) -> None:
    assert read(name, document).shortfall is not None


@pytest.mark.parametrize(
    ("covered", "coverable", "slug"), [("x", 3, "bad-number"), (1, "", "bad-number"), (4, 3, "impossible-total")]
)
def test_nonsense_is_refused(covered: object, coverable: object, slug: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        read("trace32", trace32(lines(covered, coverable)))
    assert refused.value.slug == slug

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest

from cdgate.builtin.readers.point_coverage import PointCoverageReader
from cdgate.builtin.readers.point_layouts import BY_NAME, LAYOUTS
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, FileCoverage, Source

OPENCOVER = (
    "<CoverageSession><Modules><Module><Files><File uid='1' fullPath='a.cs'/></Files><Method>{}</Method></Module></Modules>"
    "</CoverageSession>"
)


def read(name: str, text: str) -> CoverageReport:
    data = text.encode()
    return PointCoverageReader(BY_NAME[name]).read(BytesIO(data), Source("c.xml", "", len(data), name))


def clover(lines: str, *, metrics: str = "", root: str = 'generated="1"') -> str:
    return (
        f'<coverage {root}><project>{metrics}<package><file name="a.php">{lines}</file></package></project></coverage>'
    )


def sonar(lines: str) -> str:
    return f'<coverage version="1"><file path="a.py">{lines}</file></coverage>'


def covered(number: int) -> str:
    return f'<lineToCover lineNumber="{number}" covered="true"/>'


@pytest.mark.parametrize(
    ("name", "head", "known"),
    [
        pytest.param("clover", '<coverage generated="1">', True, id="clover"),
        pytest.param("clover", '<coverage clover="4">', True, id="clover by version"),
        pytest.param("clover", '<coverage line-rate="1">', False, id="cobertura"),
        pytest.param("clover", '<report generated="1">', False, id="another root"),
        pytest.param("clover", "no xml", False, id="no xml"),
        pytest.param("ctc-xml", '<coverage version="1.1" ctcreport-version="10.1">', True, id="ctc"),
        pytest.param("sonar-coverage", '<coverage version="1"><file path="a"/>', True, id="sonar"),
        pytest.param("sonar-coverage", '<coverage version="1" line-rate="1"><file/>', False, id="sonar with a rate"),
        pytest.param("sonar-coverage", '<coverage version="2"><file path="a"/>', False, id="sonar of another version"),
        pytest.param("sonar-coverage", '<coverage version="1"><packages/>', False, id="no file"),
        pytest.param("opencover", "<root><CoverageSession>", True, id="several sessions"),
        pytest.param("opencover", "<root><x>", False, id="another document"),
    ],
)
def test_head_is_recognised_by_root_and_mark(name: str, head: str, known: bool) -> None:  # noqa: FBT001  # a column
    assert PointCoverageReader(BY_NAME[name]).recognises(head.encode(), "c.xml") is known


def test_layouts_have_names_of_their_own() -> None:
    assert len(BY_NAME) == len(LAYOUTS)


@pytest.mark.parametrize(
    ("lines", "file"),
    [
        pytest.param(
            '<line num="1" type="stmt" count="1234567"/><line num="2" type="stmt" count="0"/>',
            FileCoverage("a.php", 0b110, 0b10),
            id="statements",
        ),
        pytest.param(
            '<line num="1" type="stmt" count="1"/><line num="1" type="stmt" count="0"/>',
            FileCoverage("a.php", 0b10, 0b10, statements={1: (1, 2)}),
            id="two statements of one line",
        ),
        pytest.param(
            '<line num="1" type="method" count="9"/><line num="2" type="stmt" count="0"/>',
            FileCoverage("a.php", 0b100, 0),
            id="methods are no statements",
        ),
        pytest.param(
            '<line num="1" type="cond" truecount="1" falsecount="0"/><line num="1" type="stmt" count="1"/>',
            FileCoverage("a.php", 0b10, 0b10, {1: (1, 2)}),
            id="a condition beside its statement",
        ),
        pytest.param(
            '<line num="1" type="cond" truecount="0" falsecount="0"/><line num="1" type="cond" count="1"/>',
            FileCoverage("a.php", 0b10, 0, {1: (0, 2)}),
            id="conditions without a statement",
        ),
    ],
)
def test_clover_lines_are_counted_by_type(lines: str, file: FileCoverage) -> None:
    assert read("clover", clover(lines)).files == (file,)


def test_clover_in_two_places_is_one_file() -> None:
    text = clover(
        '<line num="1" type="stmt" count="0"/></file><file name="a.php"><line num="1" type="stmt" count="2"/>'
    )
    assert read("clover", text).files == (FileCoverage("a.php", 0b10, 0b10),)


@pytest.mark.parametrize(
    ("generated", "moment"),
    [
        pytest.param("1700000000", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC), id="seconds"),
        pytest.param("1700000000000", datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC), id="milliseconds"),
        pytest.param("yesterday", None, id="words"),
        pytest.param("0", None, id="zero"),
        pytest.param("1" * 20, None, id="too long"),
    ],
)
def test_clover_tells_when_it_was_generated(generated: str, moment: datetime | None) -> None:
    assert read("clover", clover("", root=f'generated="{generated}"')).source.produced_at == moment


def test_clover_files_of_the_tests_do_not_count() -> None:
    tests = '<file name="T.java"><class name="T"/><line num="5" type="stmt" count="9"/></file><metrics statements="1"/>'
    report = clover('<line num="1" type="stmt" count="0"/>').replace(
        "</coverage>", f"<testproject>{tests}</testproject></coverage>"
    )
    assert read("clover", report).files == (FileCoverage("a.php", 0b10, 0),)


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('type="Executable" status="Executed"', (1, 1)),
        ('type="Executable" status="NotExecuted"', (0, 1)),
        ('type="BracesOnly" status="NotExecuted"', (0, 0)),
        ('type="Comment" status=""', (0, 0)),
        ('type="Executable" status="Odd"', (0, 1)),
    ],
)
def test_ctc_lines_are_counted_by_type(attributes: str, expected: tuple[int, int]) -> None:
    line = f'<function name="f"><line number="3" {attributes}><probe><trueCount>1</trueCount></probe></line></function>'
    file = f'<file name="a.cpp" location="src/a.cpp">{line}</file>'
    report = read("ctc-xml", f'<coverage version="1.1" ctcreport-version="10"><project>{file}</project></coverage>')
    assert [(found.path, found.lines()) for found in report.files] == [("src/a.cpp", expected)]


def test_clover_project_that_claims_far_less_than_its_lines_falls_short() -> None:
    metrics = '<metrics statements="10" coveredstatements="1"/>'
    report = read("clover", clover('<line num="1" type="stmt" count="1"/>', metrics=metrics))
    assert "far less" in str(report.shortfall)


def test_metrics_of_a_file_are_no_claim_about_the_project() -> None:
    inner = '<metrics statements="10" coveredstatements="1"/><line num="1" type="stmt" count="1"/>'
    assert read("clover", clover(inner)).shortfall is None


def test_line_outside_of_a_file_belongs_to_nothing() -> None:
    report = read("clover", '<coverage generated="1"><line num="1" type="stmt" count="1"/></coverage>')
    assert "name no file" in str(report.shortfall)


def test_report_without_points_falls_short() -> None:
    assert "no line that could be covered" in str(read("clover", clover("")).shortfall)


def test_sonar_repeated_lines_count_only_if_that_is_no_better() -> None:
    missed = '<lineToCover lineNumber="2" covered="false"/>'
    assert read("sonar-coverage", sonar(covered(1) * 90 + missed)).files == (FileCoverage("a.py", 0b110, 0b10),)
    assert read("sonar-coverage", sonar(covered(1) + missed * 2)).figures()["lines_coverable"] == 3


def test_sonar_branches_are_taken_from_the_line() -> None:
    lines = '<lineToCover lineNumber="3" covered="true" branchesToCover="2" coveredBranches="2"/>'
    assert read(
        "sonar-coverage", sonar(lines + '<lineToCover lineNumber="4" covered="true" branchesToCover="2"/>')
    ).files == (FileCoverage("a.py", 0b11000, 0b11000, {3: (2, 2), 4: (0, 2)}),)


def test_unknown_word_for_hits_counts_as_not_covered() -> None:
    report = read("sonar-coverage", sonar('<lineToCover lineNumber="1" covered="perhaps"/>'))
    assert report.figures()["lines_covered"] == 0
    assert "1 words for hits are not known" in str(report.notes[0])


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<FileRef uid='1'/><SequencePoint vc='1' sl='3'/>", (1, 1), id="file by reference"),
        pytest.param("<SequencePoint vc='1' sl='3' fileid='1'/>", (1, 1), id="file by id"),
        pytest.param("<SequencePoint vc='1' sl='3'/>", (0, 0), id="no file"),
        pytest.param("<FileRef uid='1'/></Method><Method><SequencePoint vc='1' sl='3'/>", (0, 0), id="another method"),
        pytest.param("<SequencePoint vc='1' fileid='1'/>", (0, 0), id="no line"),
        pytest.param("<SequencePoint vc='1' sl='16707566' fileid='1'/>", (0, 0), id="hidden line"),
        pytest.param("<SequencePoint sl='3' fileid='1'/>", (0, 1), id="no count"),
    ],
)
def test_opencover_points_find_their_file(body: str, expected: tuple[int, int]) -> None:
    assert sum_of(read("opencover", OPENCOVER.format(body))) == expected


def test_opencover_branch_points_are_ways_out_of_a_line() -> None:
    points = "<BranchPoint vc='1' sl='3' path='0' fileid='1'/><BranchPoint vc='0' sl='3' path='1' fileid='1'/>"
    assert read("opencover", OPENCOVER.format(points)).files == (FileCoverage("a.cs", branches={3: (1, 2)}),)


def test_opencover_branch_without_a_line_is_on_that_of_the_point_before_it() -> None:
    points = (
        "<FileRef uid='1'/><BranchPoint vc='1' offset='0'/>"
        "<SequencePoint vc='1' sl='3' offset='0'/><SequencePoint vc='1' sl='5' offset='9'/>"
        "<SequencePoint vc='1' sl='4' offset='2'/><BranchPoint vc='1' offset='8'/><BranchPoint vc='0' offset='9'/>"
    )
    (file,) = read("opencover", OPENCOVER.format(points)).files
    assert file.branches == {3: (1, 1), 5: (0, 1)}


@pytest.mark.parametrize("element", ["File", "file"])
def test_partcover_points_find_their_file(element: str) -> None:
    points = '<pt visit="2" fid="4" sl="7"/><pt visit="0" fid="4" sl="8"/><pt visit="2" pos="9"/>'
    body = f'<{element} id="4" url="a.cs"/><type><method><code>{points}</code></method></type>'
    report = read("partcover", f"<PartCoverReport>{body}</PartCoverReport>")
    assert [(file.path, file.lines()) for file in report.files] == [("a.cs", (1, 2))]


def test_scoverage_statements_may_be_branches_or_left_out() -> None:
    statements = (
        "<statement source='A.scala' line='1' branch='true' invocation-count='1' ignored='false'/>"
        "<statement source='A.scala' line='1' branch='false' invocation-count='0'/>"
        "<statement source='A.scala' line='2' invocation-count='1' ignored='true'/>"
    )
    text = f"<scoverage statement-count='2' statements-invoked='1'><package>{statements}</package></scoverage>"
    assert read("scoverage", text).files == (FileCoverage("A.scala", 0b10, 0b10, {1: (1, 1)}, statements={1: (1, 2)}),)


def test_opencover_ids_hold_within_their_module() -> None:
    module = "<Module><Files><File uid='1' fullPath='{}.cs'/></Files><SequencePoint vc='1' sl='1' fileid='1'/></Module>"
    report = read("opencover", f"<CoverageSession>{module.format('a')}{module.format('b')}</CoverageSession>")
    assert [file.path for file in report.files] == ["a.cs", "b.cs"]


def test_dotnet_coverage_names_its_files_after_their_spans() -> None:
    spans = (
        "<range source_id='0' start_line='1' end_line='3' covered='yes'/>"
        "<range source_id='0' start_line='3' end_line='4' covered='no'/>"
        "<range source_id='0' start_line='5' end_line='5' covered='partial'/>"
        "<range source_id='0' start_line='6' covered='no'/>"
    )
    text = f"<results><modules><module block_coverage='1'>{spans}<source_file id='0' path='a.cs'/></module></modules></results>"
    assert read("dotnet-coverage", text).files == (FileCoverage("a.cs", 0b1111110, 0b101110),)


def test_ncover_of_both_generations_is_read() -> None:
    points = "<doc id='7' url='b.cs'/><seqpnt visitcount='1' line='1' document='a.cs'/><seqpnt vc='0' l='2' doc='7'/>"
    left_out = "<seqpnt visitcount='1' line='3' excluded='true' document='a.cs'/><seqpnt vc='1' l='0' doc='7'/>"
    report = read("ncover", f"<coverage profilerVersion='3'>{points}{left_out}</coverage>")
    assert sorted(report.files, key=lambda file: file.path) == [
        FileCoverage("a.cs", 0b10, 0b10),
        FileCoverage("b.cs", 0b100),
    ]


@pytest.mark.parametrize(
    ("name", "text", "slug"),
    [
        pytest.param("sonar-coverage", sonar('<lineToCover lineNumber="x" covered="true"/>'), "bad-number", id="line"),
        pytest.param(
            "sonar-coverage",
            sonar('<lineToCover lineNumber="1" covered="true" branchesToCover="2" coveredBranches="3"/>'),
            "impossible-total",
            id="more branches than there are",
        ),
        pytest.param("sonar-coverage", sonar(covered(0)), "bad-line-number", id="line zero"),
        pytest.param(
            "clover", clover('<line num="1" type="stmt" count="²"/>'), "bad-number", id="digit of another kind"
        ),
        pytest.param("clover", clover('<line num="1" type="stmt" count="' + "9" * 30 + '"/>'), "bad-number", id="long"),
        pytest.param(
            "dotnet-coverage",
            "<results><range source_id='0' start_line='1' end_line='99999999' covered='yes'/></results>",
            "bad-line-number",
            id="endless span",
        ),
        pytest.param("clover", clover("")[:-5], "malformed-xml", id="cut"),
    ],
)
def test_nonsense_is_refused(name: str, text: str, slug: str) -> None:
    with pytest.raises(EvidenceError) as refusal:
        read(name, text)
    assert refusal.value.slug == slug


def sum_of(report: CoverageReport) -> tuple[int, int]:
    figures = report.figures()
    return figures["lines_covered"], figures["lines_coverable"]

"""The reader of a declared format, in each syntax."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import msgspec
import pytest

from cdgate.errors import EvidenceError
from cdgate.model.evidence import FindingReport, Source
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location
from cdgate.parsing.declared.findings import path_of
from cdgate.parsing.declared.reader import DeclaredReader
from cdgate.parsing.declared.shape import Fields, Format, Syntax

FIELDS = Fields(rule="rule", message="message", path="path", line="line", level="level")
JSON = Format("own", "Own", "https://example.org", Syntax.JSON, ("results[]",), FIELDS, recognise=("has results",))
XML = Format(
    "own-xml",
    "Own XML",
    "https://example.org",
    Syntax.XML,
    ("/log/file/item",),
    Fields(
        rule="@rule",
        message=". | note/text",
        folder="^^@root",
        path="^@name",
        line="place@line",
        column="place@column",
        end_line="place@end",
        level="@level",
        tags="tag",
        fingerprint="^hash",
    ),
    recognise=("has /log@root",),
    suppressed_records=("/log/hidden",),
    errors=("/log/failure",),
    error_message=".",
    failed=("/log/state = broken",),
    clean=("has /log/state",),
    tool="/log@tool",
    tool_version="/log/version",
)
CSV = Format(
    "own-csv",
    "Own CSV",
    "https://example.org",
    Syntax.CSV,
    (),
    FIELDS,
    recognise=('has rule & has "level"',),
    clean=("has rule",),
)


def read(shape: Format, data: bytes | str) -> FindingReport:
    written = data.encode() if isinstance(data, str) else data
    digest = hashlib.sha256(written).hexdigest()
    return DeclaredReader(shape).read(io.BytesIO(written), Source("report", digest, len(written), shape.name))


def refusal(shape: Format, data: bytes | str) -> EvidenceError:
    with pytest.raises(EvidenceError) as refused:
        read(shape, data)
    return refused.value


def changed(shape: Format, **changes: Any) -> Format:
    return msgspec.structs.replace(shape, **changes)


def test_xml_record_is_read_with_what_stands_around_it() -> None:
    report = read(
        XML,
        '<log root="src" tool="T"><version>1.2</version><file name="a.c"><hash>h</hash>'
        '<item rule="R" level="note"> bad<i>not this</i> thing <place line="3" column="2" end="4"/><tag>x</tag><tag>y</tag>'
        '</item><item level="odd"><note><text>inner</text></note></item></file><hidden level="error"/><state>ok</state></log>',
    )
    first, second, hidden = report.findings
    assert first.message == "bad thing"
    assert (first.rule_id, first.level, first.native, first.tags) == ("R", Level.NOTE, "note", ("x", "y"))
    assert first.location == Location("src/a.c", 3, 2, 4)
    assert (second.message, second.level, second.location) == ("inner", Level.ERROR, Location("src/a.c"))
    assert (hidden.suppressed, hidden.location) == (True, None)
    assert (report.tool, report.tool_version, report.shortfall) == ("T", "1.2", None)


def test_text_and_values_of_a_record_are_kept_short() -> None:
    item = f'<item level="note">{"x" * 9000}{"<tag>t</tag>" * 500}</item>'
    report = read(XML, f'<log root=""><file name="a">{item}</file></log>')
    assert len(report.findings[0].message) == 4000


def test_xml_path_that_leads_out_of_the_document_finds_nothing() -> None:
    shape = changed(XML, fields=Fields(message="^^^^^@x", level="=note"))
    assert read(shape, "<log><file><item/></file></log>").findings[0].message == ""


@pytest.mark.parametrize(
    ("inside", "named"),
    [("<failure>boom</failure>", "boom"), ("<failure/>", "without a message"), ("<state>broken</state>", "/log/state")],
    ids=["error", "silent-error", "condition"],
)
def test_failure_of_the_tool_is_told(inside: str, named: str) -> None:
    report = read(XML, f"<log>{inside}</log>")
    assert named in report.tool_errors[0]
    assert named in str(report.shortfall)


@pytest.mark.parametrize(
    ("inside", "clean"), [("<state>done</state>", True), ("<file/>", False)], ids=["proof", "none"]
)
def test_empty_xml_is_clean_only_with_proof(inside: str, *, clean: bool) -> None:
    assert (read(XML, f"<log>{inside}</log>").shortfall is None) is clean


def test_same_finding_has_one_identity_and_repeats_have_others() -> None:
    finding = {"rule": "R", "message": "m", "path": "a.py", "line": 3, "level": "error"}
    moved = {**finding, "line": 9}
    one = read(JSON, msgspec.json.encode({"results": [finding, finding]})).findings
    two = read(JSON, msgspec.json.encode({"results": [moved]})).findings
    assert one[0].identity == two[0].identity != one[1].identity
    assert len(one[0].identity) == 20


def test_missing_level_counts_as_the_worst_and_a_constant_fills_in() -> None:
    data = '{"results": [{"message": "m"}]}'
    (worst,) = read(changed(JSON, security=True), data).findings
    assert (worst.level, worst.severity, worst.native) == (Level.ERROR, Severity.CRITICAL, "")
    filled = changed(JSON, fields=msgspec.structs.replace(FIELDS, level="level | =warning"))
    assert read(filled, data).findings[0].level is Level.WARNING


def test_first_word_of_a_text_is_its_level_where_it_is_known() -> None:
    shape = changed(JSON, level_first_word=True, levels={"odd": "low"})
    data = '{"results": [{"level": "[Odd] x"}, {"level": "Line 3 error"}, {"level": "123"}, {"level": "warning: x"}]}'
    assert [finding.native for finding in read(shape, data).findings] == ["Odd", "", "", "warning"]


def test_worst_of_several_levels_counts_where_the_format_says_so() -> None:
    shape = changed(JSON, level_worst=True, fields=msgspec.structs.replace(FIELDS, level="levels[]"))
    data = '{"results": [{"levels": ["low", "high", "note"]}, {"levels": ["low", "odd"]}, {"levels": []}]}'
    found = read(shape, data).findings
    assert [(finding.native, finding.level.value) for finding in found] == [
        ("high", "error"),
        ("odd", "error"),
        ("", "error"),
    ]


def test_score_is_a_level_where_the_format_says_so() -> None:
    shape = changed(JSON, level_score=True, security=True)
    scores = ("9.0", "8.9", "4.0", "3.9", "0", "10.1", "1e1", "low")
    data = msgspec.json.encode({"results": [{"level": score} for score in scores]})
    found = [finding.severity.value for finding in read(shape, data).findings if finding.severity]
    assert found == ["critical", "high", "medium", "low", "critical", "critical", "critical", "low"]


@pytest.mark.parametrize(
    ("line", "end_line", "read_as"),
    [
        (3, 5, Location("a.py", 3, None, 5)),
        (3, 2, Location("a.py", 3)),
        (0, 2, Location("a.py")),
        (9_999_999_999, None, Location("a.py")),
    ],
    ids=["range", "reversed", "zero", "huge"],
)
def test_line_that_cannot_be_is_left_out(line: int, end_line: int | None, read_as: Location) -> None:
    shape = changed(JSON, fields=msgspec.structs.replace(FIELDS, end_line="end"))
    data = msgspec.json.encode({"results": [{"path": "./a.py", "line": line, "end": end_line, "level": "note"}]})
    assert read(shape, data).findings[0].location == read_as


@pytest.mark.parametrize(
    ("folder", "written", "path"),
    [
        ("", "", ""),
        ("src", "", ""),
        ("src/", "a.c", "src/a.c"),
        ("", "src\\a.c", "src/a.c"),
        ("", "./a.c", "a.c"),
        ("", "file:///home/a%20b.c", "/home/a b.c"),
        ("", "file:///C:/a.c", "C:/a.c"),
        ("", "file://localhost/a.c", "/a.c"),
        ("", "100%25.c", "100%25.c"),
    ],
    ids=str,
)
def test_path_is_written_as_people_do(folder: str, written: str, path: str) -> None:
    assert path_of(folder, written) == path


@pytest.mark.parametrize(
    ("conditions", "figures"),
    [
        ({"skip": ("state = gone",)}, (1, 0, 0)),
        ({"suppressed": ("state = gone",)}, (1, 1, 0)),
        ({"fails": ("state = gone",)}, (2, 0, 1)),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_conditions_of_records_sort_them(conditions: dict[str, tuple[str, ...]], figures: tuple[int, ...]) -> None:
    report = read(changed(JSON, **conditions), '{"results": [{"state": "gone", "level": "error"}, {"level": "note"}]}')
    told = report.figures()
    assert (told["findings"], told["suppressed"], told["tool_errors"]) == figures


def test_skipped_records_show_that_the_tool_ran() -> None:
    assert read(changed(JSON, skip=("state",)), '{"results": [{"state": 1}]}').shortfall is None


@pytest.mark.parametrize("results", ['"none"', "[1]", "{}"], ids=str)
def test_records_of_another_type_are_refused(results: str) -> None:
    assert refusal(JSON, f'{{"results": {results}}}').slug == "wrong-shape"


@pytest.mark.parametrize(("total", "part"), [(2, True), (1, False), (0, False)], ids=str)
def test_report_that_counts_more_than_it_holds_is_a_part(total: int, *, part: bool) -> None:
    report = read(changed(JSON, total="count"), f'{{"count": {total}, "results": [{{"level": "note"}}]}}')
    assert (report.shortfall is not None) is part


def test_json_lines_are_read_and_a_wrong_one_is_told_by_its_number() -> None:
    shape = changed(JSON, syntax=Syntax.JSON_LINES, records=("[]",), comments=("//",))
    report = read(shape, '\ufeff// remark\n{"level": "note"}\r\n\n{"level": "error"}\n')
    assert report.figures()["findings"] == 2
    wrong = refusal(shape, '{"level": "note"}\n{"level": "note", "level": "error"}\n')
    assert (wrong.slug, wrong.line) == ("json-duplicate-key", 2)


def test_csv_is_read_by_its_header() -> None:
    report = read(CSV, '\ufeffrule,message,path,line,level\nR,"two\nlines, one cell",a.py,3,error\n\nS,m,b.py,,note\n')
    first, second = report.findings
    assert (first.message, first.location) == ("two\nlines, one cell", Location("a.py", 3))
    assert (second.level, second.location) == (Level.NOTE, Location("b.py"))


def test_csv_without_a_header_is_read_by_the_declared_columns() -> None:
    shape = changed(CSV, columns=("rule", "level"), recognise=())
    assert read(shape, "R,error\nS,note\n").figures()["findings"] == 2


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("rule,level\nR\n", 2),
        ("rule,level\nR,a,b\n", 2),
        ("rule,rule\n", 1),
        ('rule,level\n"R,error\n', 0),
        ('rule\n"a"b\n', 0),
    ],
    ids=["short", "long", "twice", "unclosed", "after-quote"],
)
def test_unsound_csv_is_refused(data: str, line: int) -> None:
    error = refusal(CSV, data)
    assert (error.slug, error.line) == ("csv-malformed", line)


@pytest.mark.parametrize(
    ("text", "clean"),
    [("rule,level\n", True), ("rule,level\r", True), ("rule,level", False), ("a,b\n", False), ("\n", None)],
    ids=["proof", "old line end", "cut", "other", "empty"],
)
def test_csv_without_lines_is_clean_only_with_its_columns(text: str, *, clean: bool | None) -> None:
    if clean is None:
        assert refusal(CSV, text).slug == "empty-file"
    else:
        assert (read(CSV, text).shortfall is None) is clean


PLIST = Format(
    "own-plist",
    "Own",
    "https://example.org",
    Syntax.PLIST,
    ("items[]",),
    FIELDS,
    recognise=("/plist/dict/key = items",),
)


def test_plist_is_read_as_the_value_it_stands_for() -> None:
    items = "<dict><key>line</key><integer>3</integer><key>path</key><string>a.c</string><key>level</key><true/></dict>"
    (finding,) = read(PLIST, f"<plist><dict><key>items</key>\n<array>{items}</array></dict></plist>").findings
    assert finding.location == Location("a.c", 3)
    assert finding.native == ""


@pytest.mark.parametrize(
    "text",
    [
        "<plist><other/></plist>",
        "<plist/>",
        "<plist><dict/><dict/></plist>",
        "<plist><dict><key>a</key></dict></plist>",
        "<plist><dict><array/><true/></dict></plist>",
        "<plist><dict><key>a</key><true/><key>a</key><true/></dict></plist>",
    ],
    ids=["tag", "nothing", "two", "odd", "no-key", "twice"],
)
def test_unsound_plist_is_refused(text: str) -> None:
    assert refusal(PLIST, text).slug == "plist-malformed"


@pytest.mark.parametrize(
    ("shape", "head", "known"),
    [
        (JSON, b'{"results": [', True),
        (JSON, b'{"other": []}', False),
        (JSON, b"results", False),
        (XML, b'<log root="x"><file>', True),
        (XML, b"<log>", False),
        (CSV, b"rule,level\nR", True),
        (CSV, b"rule\n", False),
        (CSV, b'"rule', False),
        (CSV, b"", False),
        (PLIST, b"<plist><dict><key>items</key>", True),
        (changed(JSON, syntax=Syntax.JSON_LINES, recognise=("has [].a",)), b'{"a": 1}\n{"a": 2}\n{"a"', True),
        (changed(JSON, syntax=Syntax.JSON_LINES, recognise=("has [].a",)), b"text\n", False),
        (changed(JSON, recognise=()), b'{"results": []}', False),
    ],
)
def test_format_is_recognised_by_its_conditions(shape: Format, head: bytes, *, known: bool) -> None:
    assert DeclaredReader(shape).recognises(head, "report") is known

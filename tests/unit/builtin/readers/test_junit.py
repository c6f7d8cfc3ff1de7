from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b
from io import BytesIO
from itertools import count
from typing import BinaryIO, ClassVar

import pytest

from cdgate.builtin.readers import junit, junit_cases
from cdgate.builtin.readers.junit import JunitReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Outcome, Source, SuiteTotals, TestCase, TestReport
from cdgate.model.location import Location
from cdgate.parsing.processes import with_files
from cdgate.testing.contracts import ReaderContract, Sample

SOURCE = Source("junit.xml", "0" * 64, 1, "junit")
CASE = '<testcase classname="c" name="n"/>'


def read(document: str | bytes) -> TestReport:
    data = document if isinstance(document, bytes) else document.encode()
    return JunitReader().read(BytesIO(data), SOURCE)


def suite(inside: str, attributes: str = "") -> TestReport:
    return read(f'<testsuites><testsuite name="s" {attributes}>{inside}</testsuite></testsuites>')


def case(inside: str = "", attributes: str = "") -> TestReport:
    return suite(f'<testcase classname="c" name="n" {attributes}>{inside}</testcase>')


def counts(report: TestReport) -> tuple[int, int, int, int, int]:
    """Passed, failed, errored, skipped, flaky."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["errored"], figures["skipped"], figures["flaky"])


class TestContract(ReaderContract):
    reader = JunitReader()
    own_heads: ClassVar[frozenset[str]] = frozenset({"junit"})
    samples = (
        Sample(
            b'<?xml version="1.0"?><testsuites><testsuite name="s" tests="3" failures="1" skipped="1">'
            b'<testcase name="a" time="0.5"/><testcase name="b"><failure message="m">t</failure></testcase>'
            b'<testcase name="c"><skipped/></testcase></testsuite></testsuites>',
            "build/junit.xml",
            {"tests": 3, "passed": 1, "failed": 1, "errored": 0, "skipped": 1, "flaky": 0},
        ),
        Sample(
            b'<testsuite><testcase name="a"><flakyFailure/></testcase>'
            b'<testsuite name="i"><testcase name="b"/></testsuite></testsuite>',
            "TEST-a.xml",
            {"tests": 2, "passed": 2, "flaky": 1},
        ),
    )


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (b"<testsuites>", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- c --><testsuite tests='1'>", True),
        (b"<testrun>", True),
        (b'<testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">', True),
        (b'<testsuites xmlns="http://check.sourceforge.net/ns">', False),
        (b"<test-run>", False),
        (b"<assemblies>", False),
        (b"<TestRun>", False),
        (b"<coverage>", False),
        (b"{}", False),
        (b"", False),
    ],
)
def test_the_root_element_tells_the_format(head: bytes, *, known: bool) -> None:
    assert JunitReader().recognises(head, "x.json") is known


@pytest.mark.parametrize(
    ("inside", "attributes", "expected"),
    [
        ("", "", (1, 0, 0, 0, 0)),
        ("<failure/>", "", (0, 1, 0, 0, 0)),
        ("<error/>", "", (0, 0, 1, 0, 0)),
        ("<skipped/>", "", (0, 0, 0, 1, 0)),
        ("<system-out>failure</system-out><properties><property/></properties>", "", (1, 0, 0, 0, 0)),
        ("<system-out><failure/></system-out>", "", (1, 0, 0, 0, 0)),
        ("<failure/><failure/>", "", (0, 1, 0, 0, 0)),
        ("<failure/><error/>", "", (0, 0, 1, 0, 0)),
        ("<error/><failure/>", "", (0, 0, 1, 0, 0)),
        ("<failure/><skipped/>", "", (0, 1, 0, 0, 0)),
        ("<skipped/><failure/>", "", (0, 1, 0, 0, 0)),
        ("<flakyFailure/>", "", (1, 0, 0, 0, 1)),
        ("<flakyError/><flakyFailure/>", "", (1, 0, 0, 0, 1)),
        ("<flakyFailure/><failure/>", "", (0, 1, 0, 0, 0)),
        ("<rerunFailure/>", "", (0, 1, 0, 0, 0)),
        ("<rerunError/>", "", (0, 0, 1, 0, 0)),
        ("<failure/><rerunFailure/><rerunFailure/>", "", (0, 1, 0, 0, 0)),
        ("<Failure/>", "", (0, 1, 0, 0, 0)),
        ("<failures/>", "", (0, 1, 0, 0, 0)),
        ("<testcase/>", "", (0, 1, 0, 0, 0)),
        ('<x:failure xmlns:x="u"/>', "", (0, 1, 0, 0, 0)),
        ("", 'status="run" result="completed"', (1, 0, 0, 0, 0)),
        ("", 'status=" Passed "', (1, 0, 0, 0, 0)),
        ("", 'status="notrun"', (0, 0, 0, 1, 0)),
        ("", 'status="disabled"', (0, 0, 0, 1, 0)),
        ("<skipped/>", 'status="untested"', (0, 0, 0, 1, 0)),
        ("", 'status="Inconclusive"', (0, 0, 0, 1, 0)),
        ("", 'result="NotExecuted"', (0, 0, 0, 1, 0)),
        ("", 'status="run" result="suppressed"', (0, 0, 0, 1, 0)),
        ("<failure/>", 'status="disabled"', (0, 1, 0, 0, 0)),
        ("", 'status="failed"', (0, 1, 0, 0, 0)),
        ("", 'result="Fail"', (0, 1, 0, 0, 0)),
        ("", 'status="errored"', (0, 0, 1, 0, 0)),
        ("", 'status="wobbly"', (0, 1, 0, 0, 0)),
        ("<skipped/>", 'result="wobbly"', (0, 1, 0, 0, 0)),
    ],
)
def test_a_case_counts_once_by_the_worst_it_says(
    inside: str, attributes: str, expected: tuple[int, int, int, int, int]
) -> None:
    assert counts(case(inside, attributes)) == expected


def test_what_one_case_says_does_not_leak_into_the_next() -> None:
    report = suite(f"<testcase name='a' status='x'><failure message='m'/><flakyError/></testcase>{CASE}{CASE}")
    assert counts(report) == (2, 1, 0, 0, 0)
    assert [found.message for found in report.cases] == ["m"]


def test_unknown_elements_are_noted() -> None:
    assert [str(note) for note in case("<fail/><oops/>").notes] == [
        "unknown elements in test cases count as failures: fail, oops"
    ]


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ('<failure message="first&#10;second">text</failure>', "first"),
        ("<failure>\n  AssertionError: <![CDATA[a < b]]>\n  at x</failure>", "AssertionError: a < b"),
        ("<failure><b>inner</b>outer</failure>", "inner"),
        ("<failure/>", ""),
        ('<flakyFailure message="once"/><flakyFailure message="twice"/>', "once"),
        ('<failure message="f"/><error message="e"/>', "e"),
        ('<error message="e"/><failure message="f"/>', "e"),
        ('<skipped message="later"/>', "later"),
        (f"<failure>{'x' * 1000}</failure>", "x" * 400),
        (f'<failure message="{"x" * 1000}"/>', "x" * 400),
    ],
)
def test_the_first_line_of_the_worst_result_is_the_message(inside: str, message: str) -> None:
    assert case(inside).cases[0].message == message


@pytest.mark.parametrize(
    ("attributes", "location"),
    [
        ("", None),
        ('file=""', None),
        ('file="a\\b.py" line="7"', Location("a/b.py", 7)),
        ('file="a.rb" lineno="8"', Location("a.rb", 8)),
        ('file="a.py"', Location("a.py")),
        ('file="a.py" line="0"', Location("a.py")),
        ('file="a.py" line="-3"', Location("a.py")),
        ('file="a.py" line="\uff17"', Location("a.py")),
    ],
)
def test_file_and_line_of_a_failed_case_are_its_location(attributes: str, location: Location | None) -> None:
    assert case("<failure/>", attributes).cases[0].location == location


@pytest.mark.parametrize(("line", "expected"), [('line="0"', 1), ('line="6"', 7), ("", None)])
def test_pytest_counts_lines_from_zero(line: str, expected: int | None) -> None:
    report = read(f'<testsuite name="pytest"><testcase name="a" file="a.py" {line}><failure/></testcase></testsuite>')
    assert report.cases[0].location == Location("a.py", expected)


def test_only_cases_that_matter_are_kept_with_suite_name_and_duration() -> None:
    report = suite(CASE + '<testcase classname="c" name="f" time="1,234.5"><failure message="m"/></testcase>')
    assert report.cases == (TestCase("c.f", "s", Outcome.FAILED, message="m", duration_ms=1_234_500),)


@pytest.mark.parametrize(
    ("attributes", "name"),
    [
        ('classname="c" name="n"', "c.n"),
        ('classname="s" name="n"', "n"),
        ('classname="c" name="c::n"', "c::n"),
        ('name="n"', "n"),
        ('classname="c"', "c."),
    ],
)
def test_a_case_is_named_with_its_class_unless_suite_or_name_say_it(attributes: str, name: str) -> None:
    assert suite(f"<testcase {attributes}><failure/></testcase>").cases[0].name == name


def test_executed_cases_have_identities_and_skipped_ones_have_none() -> None:
    report = suite(
        '<testcase name="a"/><testcase name="b"><failure/></testcase><testcase name="c"><skipped/></testcase>' + CASE
    )
    digests = [blake2b(f"s\0{name}".encode(), digest_size=8).digest() for name in ("a", "b", "c.n")]
    assert report.executed == b"".join(digests)


def test_equal_names_are_separate_cases() -> None:
    report = suite(CASE * 3)
    assert (counts(report)[0], len(report.executed)) == (3, 24)


def test_nested_suites_count_each_case_once_under_the_innermost_name() -> None:
    report = read(
        '<testsuites tests="3"><testsuite name="o" tests="3"><testcase name="a" time="1"/><testsuite name="i" tests="1">'
        '<testcase name="b" time="2"/></testsuite><testsuite><testcase name="c"/></testsuite></testsuite></testsuites>'
    )
    assert report.suites == (SuiteTotals("o", passed=2, duration_ms=1000), SuiteTotals("i", passed=1, duration_ms=2000))
    assert report.shortfall is None


def test_suites_of_one_name_are_one() -> None:
    twice = f'<testsuite name="s">{CASE}</testsuite>' * 2
    report = read(f"<testsuites>{twice}<testsuite name='empty'/></testsuites>")
    assert report.suites == (SuiteTotals("s", passed=2),)


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<error message='boom'/>", (1, 0, 1, 0, 0)),
        ("<failure/>", (1, 1, 0, 0, 0)),
        ("<Failed/>", (1, 1, 0, 0, 0)),
        ("<properties><error/></properties>", (1, 0, 1, 0, 0)),
        ("<system-out>x</system-out><skipped/>", (1, 0, 0, 0, 0)),
    ],
)
def test_a_failure_of_the_suite_itself_counts_as_a_case(inside: str, expected: tuple[int, int, int, int, int]) -> None:
    assert counts(suite(CASE + inside)) == expected


def test_a_failure_of_the_suite_keeps_its_message() -> None:
    report = suite("<error message='boom' type='T'/><error type='T'/>", 'tests="2" errors="2"')
    assert [found.message for found in report.cases] == ["boom", "T"]
    assert report.shortfall is None


@pytest.mark.parametrize(
    "document",
    [
        "<testsuites/>",
        '<testsuite tests="0"/>',
        "<testsuites><testsuite name='s'><properties/></testsuite></testsuites>",
    ],
)
def test_a_report_without_cases_falls_short(document: str) -> None:
    report = read(document)
    assert (str(report.shortfall), report.suites) == ("there is no test case in the report", ())


def test_a_case_outside_any_suite_falls_short() -> None:
    report = read("<testcase name='a'/>")
    assert counts(report) == (1, 0, 0, 0, 0)
    assert "outside any suite" in str(report.shortfall)


def test_cases_without_names_fall_short_when_they_cannot_be_told_apart() -> None:
    assert suite("<testcase/>" + CASE).shortfall is None
    assert "2 test cases have no name" in str(suite("<testcase/><testcase/>").shortfall)


@pytest.mark.parametrize(
    ("claims", "doubtful"),
    [
        pytest.param('tests="1" name="AllTests"', True, id="a list"),
        pytest.param('tests="1" failures="0" disabled="0" errors="0" time="0." name="AllTests"', False, id="a run"),
        pytest.param('tests="1" name="Others"', False, id="another writer"),
    ],
)
@pytest.mark.parametrize("count", [1, 9000], ids=["few", "many"])
def test_googletest_that_only_lists_is_a_shortfall(claims: str, doubtful: bool, count: int) -> None:  # noqa: FBT001  # a column
    cases = "".join(f'    <testcase name="t{at}" file="a.cc" line="3" />\n' for at in range(count))
    inner = f'  <testsuite name="S" tests="{count}">\n{cases}  </testsuite>\n'
    report = read(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {claims}>\n{inner}</testsuites>\n')
    assert report.figures()["passed"] == count
    assert (report.shortfall is not None) is doubtful


@pytest.mark.parametrize(
    ("inside", "doubtful"),
    [
        # CTest 3.25 wrote these reasons, and failed for the first three.
        ('<skipped message="Unable to find executable"/>', True),
        ('<skipped message="Required Files Missing"/>', True),
        ('<skipped message="Fixture dependency failed"/>', True),
        ('<skipped message="SKIP_RETURN_CODE=77"/>', False),
        ('<failure message="Unable to find executable"/>', False),
    ],
)
def test_ctest_that_could_not_run_is_a_shortfall(inside: str, doubtful: bool) -> None:  # noqa: FBT001  # a column
    report = suite(f'{CASE}<testcase name="b" classname="b" status="notrun">{inside}</testcase>')
    assert (report.shortfall is not None) is doubtful


@pytest.mark.parametrize(
    ("claims", "inside"),
    [
        ('tests="2"', CASE),
        ('tests="1"', ""),
        ('failures="1"', CASE),
        ('errors="1"', CASE),
        ('failures="2"', "<testcase name='a'><failure/></testcase>"),
        ('failures="1" errors="1"', "<testcase name='a'><flakyFailure/></testcase>"),
        ('skipped="1"', CASE),
        ('disabled="2"', CASE + "<testcase name='a'><skipped/></testcase>"),
    ],
)
def test_claims_worse_than_the_cases_fall_short(claims: str, inside: str) -> None:
    assert "worse than the cases" in str(suite(inside, claims).shortfall)


def test_claims_of_the_outer_suites_are_held_against_all_inside() -> None:
    assert "claims 2 failures and holds 0" in str(
        read(f'<testsuites failures="2"><testsuite>{CASE}</testsuite></testsuites>').shortfall
    )


@pytest.mark.parametrize(
    ("claims", "inside"),
    [
        ("", CASE),
        ('tests="0" failures="0"', CASE * 3),
        ('tests="3" failures="2"', "<testcase name='a'><flakyFailure/><flakyFailure/></testcase>"),
        (
            'tests="4" failures="4"',
            "<testcase name='a'><failure/><rerunFailure/><rerunFailure/><rerunFailure/></testcase>",
        ),
        ('tests="2" failures="1" errors="1"', "<testcase name='a'><failure/><error/></testcase>"),
        ('tests="1" failures="1" errors="3"', "<testcase name='a'><failure/></testcase>"),
        ('tests="1" skipped="1"', "<testcase name='a'><skipped/></testcase>"),
        ('tests="3" skipped="2"', CASE * 3),
        ('warnings="x" assertions="" time="NaN"', CASE),
    ],
)
def test_claims_that_writers_are_known_for_are_tolerated(claims: str, inside: str) -> None:
    assert suite(inside, claims).shortfall is None


def test_skipped_tests_without_cases_are_counted() -> None:
    report = suite(CASE * 2, 'tests="5" skipped="3"')
    assert (report.shortfall, report.figures()["tests"], report.figures()["skipped"]) == (None, 5, 3)
    assert [str(note) for note in report.notes] == ["3 more cases are counted but not listed"]


def test_skipped_tests_without_cases_may_be_told_by_the_outermost_suite_alone() -> None:
    inner = f'<testsuite name="a" tests="3">{CASE}</testsuite><testsuite name="b" tests="1">{CASE}</testsuite>'
    report = read(f'<testsuites name="Mocha Tests" tests="4" skipped="2">{inner}</testsuites>')
    assert (report.shortfall, report.figures()["tests"], report.figures()["skipped"]) == (None, 4, 2)


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        pytest.param(
            f'<testsuites tests="4" skipped="1"><testsuite name="a" tests="3">{CASE}</testsuite>{CASE}</testsuites>',
            "suite 'a' claims 3 tests and holds 1",
            id="fewer-skipped",
        ),
        pytest.param(
            f'<testsuites tests="3" skipped="1"><testsuite name="a" tests="3">{CASE}</testsuite>{CASE}</testsuites>',
            "suite 'a' claims 3 tests and holds 1",
            id="outer-claims-less",
        ),
        pytest.param(
            f'<testsuites tests="9"><testsuite name="a" tests="3" skipped="2">{CASE}</testsuite>{CASE}</testsuites>',
            "suite '' claims 9 tests and holds 4",
            id="outer-claims-more",
        ),
        pytest.param(
            '<testsuite tests="3" skipped="3" name="a"/>', "suite 'a' claims 3 tests and holds 0", id="no-case"
        ),
    ],
)
def test_tests_that_nobody_calls_skipped_are_missing(report: str, reason: str) -> None:
    assert reason in str(read(report).shortfall)


def test_pytest_may_claim_more_tests_than_it_writes() -> None:
    assert read(f'<testsuite name="pytest" tests="5">{CASE}</testsuite>').shortfall is None


@pytest.mark.parametrize("attribute", ["tests", "failures", "errors", "skipped", "disabled"])
@pytest.mark.parametrize("number", ["-1", "NaN", "", "4.0", "1e9", "\u0664", "9" * 19], ids=ascii)
def test_a_claim_that_is_no_count_is_refused(attribute: str, number: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        suite(CASE, f'{attribute}="{number}"')
    assert caught.value.slug == "bad-number"


@pytest.mark.parametrize(
    ("document", "slug"),
    [
        (b"", "empty-file"),
        (b"<report/>", "not-junit"),
        (b"<html><body><testsuite/></body></html>", "not-junit"),
        (b'<testsuites xmlns="urn:x"/>', "xml-namespace"),
        (b"<testsuite><testcase name='a'/>", "malformed-xml"),
        (b"<testsuite>" * 300, "xml-too-deep"),
    ],
)
def test_what_is_no_junit_is_refused(document: bytes, slug: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(document)
    assert caught.value.slug == slug


def test_the_earliest_timestamp_is_when_it_was_produced() -> None:
    times = ("2026-01-02T00:00:00", "2026-01-01T00:00:00Z", "2026-01-03T00:00:00", "soon")
    suites = "".join(f'<testsuite timestamp="{time}"/>' for time in times)
    report = read(f"<testsuites>{suites}</testsuites>")
    assert report.source.produced_at == datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("properties", "commit", "notes"),
    [
        ((), None, 0),
        ((("git.commit", "abcdef0"), ("commit", "abcdef0")), "abcdef0", 0),
        ((("commit", "HEAD"), ("other", "abcdef0"), ("commit", "")), None, 0),
        ((("commit", "abcdef0"), ("commit", "abcdef1")), None, 1),
    ],
)
def test_one_commit_among_the_properties_is_the_commit(
    properties: tuple[tuple[str, str], ...], commit: str | None, notes: int
) -> None:
    written = "".join(f'<property name="{name}" value="{value}"/>' for name, value in properties)
    report = suite(f"<properties>{written}</properties>{CASE}")
    assert (report.source.commit, len(report.notes)) == (commit, notes)


def test_a_flood_of_failures_is_counted_but_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit_cases, "MOST_CASES", 2)
    report = suite("<testcase name='a'><failure/></testcase>" * 5)
    assert (counts(report)[1], len(report.cases)) == (5, 2)
    assert [str(note) for note in report.notes] == ["3 more cases are counted but not listed"]


def test_more_durations_than_are_remembered_are_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit_cases, "_MOST_REMEMBERED", 1)
    report = suite('<testcase name="a" time="1.5"/><testcase name="b" time="2.5"/><testcase name="c" time="1.5"/>')
    assert report.suites[0].duration_ms == 5500


@pytest.mark.parametrize(("files", "strictly"), [pytest.param(19, 2, id="few"), pytest.param(20, 0, id="many")])
def test_of_many_small_reports_even_the_first_is_read_by_patterns(
    files: int, strictly: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_strictly, asked = junit.read_strictly, []

    def read(stream: BinaryIO, *, identified: bool = True) -> junit_cases.JunitTarget:
        asked.append(identified)
        return read_strictly(stream, identified=identified)

    monkeypatch.setattr(junit, "read_strictly", read)
    monkeypatch.setattr(junit, "_SMALL", count())
    document = b'<testsuite name="s"><testcase name="a"/></testsuite>'
    with with_files(files):
        totals = JunitReader().read_totals(BytesIO(document), SOURCE)
        assert JunitReader().read(BytesIO(document), SOURCE).suites == totals.suites
    assert len(asked) == strictly

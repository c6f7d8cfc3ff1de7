from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.case_elements import CaseElementsReader
from cdgate.builtin.readers.case_layout import Layout
from cdgate.builtin.readers.dotnet_layouts import DOTNET, MBUNIT, NUNIT2, NUNIT3, TRX, XUNITNET
from cdgate.builtin.readers.native_layouts import (
    BOOST,
    CATCH2,
    CHECK,
    CPPTEST,
    CPPUNIT,
    CUNIT,
    DOCTEST,
    FPCUNIT,
    GTESTER,
    NATIVE,
    QTEST,
    UNITTESTPP,
)
from cdgate.builtin.readers.runner_layouts import CTEST, CTS, ROBOT, RUNNERS
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location

SOURCE = Source("r.xml", "0" * 64, 1, "t")
PASSED, FAILED, ERRORED, SKIPPED = (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)
VSTEST = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"


def read(layout: Layout, document: str) -> TestReport:
    return CaseElementsReader(layout).read(BytesIO(document.encode()), SOURCE)


def counts(report: TestReport) -> tuple[int, int, int, int]:
    """Passed, failed, errored, skipped."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["errored"], figures["skipped"])


def test_names_of_layouts_are_unique() -> None:
    names = [layout.name for layout in (*DOTNET, *NATIVE, *RUNNERS)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("Passed", PASSED),
        ("Failed", FAILED),
        ("NotExecuted", SKIPPED),
        ("Inconclusive", SKIPPED),
        ("Timeout", ERRORED),
        ("Aborted", ERRORED),
        ("PassedButRunAborted", ERRORED),
        ("NotRunnable", ERRORED),
        ("Strange", FAILED),
    ],
)
def test_trx_outcomes(outcome: str, expected: tuple[int, int, int, int]) -> None:
    result = f'<UnitTestResult testName="a" outcome="{outcome}"/>'
    assert counts(read(TRX, f'<TestRun xmlns="{VSTEST}"><Results>{result}</Results></TestRun>')) == expected


def test_trx_rows_of_data_are_one_case() -> None:
    rows = '<InnerResults><UnitTestResult testName="a (1)" outcome="Passed"/></InnerResults>'
    result = f'<UnitTestResult testName="a" outcome="Failed" duration="00:00:01.5">{rows}</UnitTestResult>'
    counters = '<ResultSummary outcome="Failed"><Counters total="2" failed="1"/></ResultSummary>'
    report = read(TRX, f'<TestRun xmlns="{VSTEST}"><Results>{result}</Results>{counters}</TestRun>')
    assert (counts(report), report.cases[0].duration_ms, report.shortfall) == (FAILED, 1500, None)


@pytest.mark.parametrize(("outcome", "sound"), [("Completed", True), ("Failed", False), ("Aborted", False)])
def test_trx_summary_must_be_that_of_the_results(outcome: str, sound: bool) -> None:  # noqa: FBT001  # a table of truths
    result = f'<UnitTestResult testName="a" outcome="Passed"/><ResultSummary outcome="{outcome}"/>'
    assert (read(TRX, f'<TestRun xmlns="{VSTEST}">{result}</TestRun>').shortfall is None) is sound


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ('executed="True" result="Success"', PASSED),
        ('executed="False" result="Ignored"', SKIPPED),
        ('executed="False" result="NotRunnable"', ERRORED),
        ('executed="True" result="Failure"', FAILED),
        ('executed="True" success="True"', PASSED),
        ('executed="True" success="False"', FAILED),
        ('executed="False"', SKIPPED),
        ('executed="True"', FAILED),
    ],
)
def test_nunit2_results_and_their_older_words(case: str, expected: tuple[int, int, int, int]) -> None:
    document = f'<test-results><test-suite name="s"><results><test-case name="a" {case}/></results></test-suite></test-results>'
    assert counts(read(NUNIT2, document)) == expected


def test_nunit3_failed_tear_down_of_a_suite_is_a_shortfall() -> None:
    case = '<test-case fullname="s.a" result="Passed"/>'
    suite = f'<test-suite fullname="s" result="Failed" site="TearDown"><failure/>{case}</test-suite>'
    report = read(NUNIT3, f'<test-run total="1" failed="0" result="Failed">{suite}</test-run>')
    assert "the run failed" in str(report.shortfall)


def test_nunit3_part_of_a_run_is_read() -> None:
    case = '<test-case fullname="s.a" result="Failed"><failure><message>why</message></failure></test-case>'
    report = read(NUNIT3, f'<test-suite fullname="s">{case}</test-suite>')
    assert [(case.name, case.suite, case.message) for case in report.cases] == [("s.a", "s", "why")]


def test_part_of_a_run_of_nunit2_is_read_with_its_own_words() -> None:
    words = ("Success", "Ignored", "Error", "Failure", "NotRunnable", "Skipped")
    cases = "".join(f'<test-case name="{word}" executed="True" result="{word}"/>' for word in words)
    report = read(
        NUNIT3, f'<test-suite type="TestFixture" name="s" result="Failure"><results>{cases}</results></test-suite>'
    )
    assert report.figures() == {"tests": 6, "passed": 1, "failed": 1, "errored": 2, "skipped": 2, "flaky": 0}


def test_nunit3_list_of_tests_executed_none() -> None:
    assert counts(read(NUNIT3, '<test-suite><test-case fullname="a"/></test-suite>')) == FAILED


def test_xunitnet_errors_beside_tests_are_cases() -> None:
    error = '<errors><error type="assembly-cleanup" name="x"/></errors>'
    test = '<collection><test name="a" type="T" result="Pass"/></collection>'
    report = read(XUNITNET, f'<assemblies><assembly total="1" errors="1">{error}{test}</assembly></assemblies>')
    assert counts(report) == (1, 0, 1, 0)
    assert (report.cases[0].name, report.cases[0].message) == ("<error>", "x")


@pytest.mark.parametrize(
    ("layout", "document", "expected"),
    [
        pytest.param(
            CATCH2,
            '<Catch2TestRun><TestCase name="a"><Skip>x</Skip><OverallResult success="true"/></TestCase></Catch2TestRun>',
            SKIPPED,
            id="catch2 skipped",
        ),
        pytest.param(CATCH2, '<Catch><Group><TestCase name="a"/></Group></Catch>', FAILED, id="catch2 crashed"),
        pytest.param(DOCTEST, '<doctest><TestCase name="a" skipped="true"/></doctest>', SKIPPED, id="doctest skipped"),
        pytest.param(DOCTEST, '<doctest><TestCase name="a"/></doctest>', FAILED, id="doctest crashed"),
        pytest.param(BOOST, '<TestLog><TestCase name="a" skipped="yes"/></TestLog>', SKIPPED, id="boost skipped"),
        pytest.param(
            BOOST,
            '<TestLog><TestCase name="a"><Exception>x</Exception></TestCase></TestLog>',
            ERRORED,
            id="boost error",
        ),
        pytest.param(
            BOOST,
            '<TestLog><TestSuite name="s"><Exception>x</Exception></TestSuite></TestLog>',
            ERRORED,
            id="boost suite",
        ),
        pytest.param(
            CPPUNIT,
            "<TestRun><FailedTests><FailedTest><Name>a</Name><FailureType>Error</FailureType></FailedTest></FailedTests></TestRun>",
            ERRORED,
            id="cppunit error",
        ),
        pytest.param(
            CPPTEST,
            '<ResultsSession><Test name="a" fail="0" pass="0"/></ResultsSession>',
            SKIPPED,
            id="c++test not run",
        ),
        pytest.param(
            CPPTEST, '<ResultsSession><Test name="a" fail="1" pass="1"/></ResultsSession>', FAILED, id="c++test both"
        ),
        pytest.param(
            QTEST,
            '<TestCase><TestFunction name="a"><Incident type="xfail"/><Incident type="pass"/></TestFunction></TestCase>',
            PASSED,
            id="qtest expected failure",
        ),
        pytest.param(
            QTEST,
            '<TestCase><TestFunction name="a"><Incident type="pass"/><Incident type="xpass"/></TestFunction></TestCase>',
            FAILED,
            id="qtest unexpected pass",
        ),
        pytest.param(
            QTEST,
            '<TestCase><TestFunction name="a"><Message type="qdebug"/><Message type="skip"/></TestFunction></TestCase>',
            SKIPPED,
            id="qtest skipped",
        ),
        pytest.param(
            CUNIT,
            "<CUNIT_TEST_RUN_REPORT><CUNIT_RUN_SUITE><CUNIT_RUN_SUITE_FAILURE/></CUNIT_RUN_SUITE></CUNIT_TEST_RUN_REPORT>",
            ERRORED,
            id="cunit suite",
        ),
        pytest.param(
            UNITTESTPP,
            '<unittest-results tests="1"><test name="a"><failure message="x"/><failure message="y"/></test></unittest-results>',
            FAILED,
            id="unittest++ several failures",
        ),
        pytest.param(
            GTESTER,
            '<gtester><testbinary path="b"><testcase path="/a" skipped="1"/></testbinary></gtester>',
            SKIPPED,
            id="gtester",
        ),
        pytest.param(
            CHECK,
            '<testsuites xmlns="http://check.sourceforge.net/ns"><suite><test resu'
            'lt="error"><id>a</id></test></suite></testsuites>',
            ERRORED,
            id="check error",
        ),
        pytest.param(
            FPCUNIT, '<TestResults><Test Name="a" Result="Ignored"/></TestResults>', SKIPPED, id="fpcunit ignored"
        ),
        pytest.param(
            CTEST,
            '<Site><Testing><Test Status="notrun"><Name>a</Name></Test></Testing></Site>',
            SKIPPED,
            id="ctest not run",
        ),
        pytest.param(
            CTEST,
            "<Site><Testing><TestList><Test>a</Test></TestList><Test Status='failed'><Name>a</Name></Test></Testing></Site>",
            FAILED,
            id="ctest list",
        ),
        pytest.param(
            CTS,
            '<Result suite_name="CTS"><Test result="ASSUMPTION_FAILURE" name="a"/></Result>',
            SKIPPED,
            id="cts assumption",
        ),
        pytest.param(
            ROBOT, '<robot><test name="a"><status status="SKIP"/></test></robot>', SKIPPED, id="robot skipped"
        ),
        pytest.param(
            ROBOT,
            '<robot><test name="a"><kw><status status="FAIL"/></kw><status status="PASS"/></test></robot>',
            PASSED,
            id="robot keyword",
        ),
    ],
)
def test_words_of_a_format(layout: Layout, document: str, expected: tuple[int, int, int, int]) -> None:
    assert counts(read(layout, document)) == expected


IDLE = '<kw name="Log"><status status="NOT RUN"/></kw>'
RAN = '<kw name="Log"><arg>a</arg><status status="PASS"/></kw>'


@pytest.mark.parametrize(
    ("reason", "doubtful"),
    [
        # What CTest 3.25 writes; of the first three it says itself that they did not fail.
        ("Disabled", False),
        ("SKIP_RETURN_CODE=77", False),
        ("SKIP_REGULAR_EXPRESSION_MATCHED", False),
        ("Unable to find executable", True),
        ("Required Files Missing", True),
        ("Fixture dependency failed", True),
        ("", False),
    ],
)
def test_ctest_that_could_not_run_is_a_shortfall(reason: str, doubtful: bool) -> None:  # noqa: FBT001  # a column
    line = '<NamedMeasurement name="Command Line"><Value>/b/nothing</Value></NamedMeasurement>'
    why = f'<NamedMeasurement name="Completion Status"><Value>{reason}</Value></NamedMeasurement>'
    test = f'<Test Status="notrun"><Name>a</Name><Results>{line}{why}</Results></Test>'
    report = read(CTEST, f'<Site><Testing><Test Status="passed"><Name>b</Name></Test>{test}</Testing></Site>')
    assert counts(report) == (1, 0, 0, 1)
    assert (report.shortfall is not None) is doubtful


@pytest.mark.parametrize(
    ("steps", "doubtful"),
    [
        pytest.param(f'<kw name="Mine">{IDLE}<status status="PASS"/></kw>', True, id="dry run of a user's keyword"),
        pytest.param(f'<if><branch>{IDLE}<status status="PASS"/></branch></if>', True, id="dry run of a branch"),
        pytest.param(IDLE.replace("NOT RUN", "NOT_RUN"), True, id="dry run of Robot Framework 3"),
        pytest.param(f'{RAN}<if><branch>{IDLE}<status status="NOT RUN"/></branch></if>', False, id="branch not taken"),
        pytest.param("", False, id="steps left out of the report"),
    ],
)
def test_robot_dry_run_is_a_shortfall(steps: str, doubtful: bool) -> None:  # noqa: FBT001  # a column
    test = f'<test name="t">{steps}<status status="PASS"/></test>'
    report = read(ROBOT, f'<robot><suite name="s">{test}</suite></robot>')
    assert report.figures()["passed"] == 1
    assert (report.shortfall is not None) is doubtful


def test_robot_steps_that_did_not_run_after_a_failure_are_no_doubt() -> None:
    test = f'<test name="t">{IDLE}<status status="FAIL">Parent suite setup failed</status></test>'
    assert read(ROBOT, f'<robot><suite name="s">{test}</suite></robot>').shortfall is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [("success", PASSED), ("failure", FAILED), ("skip", SKIPPED), ("ignore", SKIPPED), ("odd", FAILED)],
)
def test_mbunit_runs_are_cases_of_their_fixture(word: str, expected: tuple[int, int, int, int]) -> None:
    run = f'<run name="t" result="{word}" duration="0.5"><exception><message>why</message></exception></run>'
    fixture = f'<namespace name="n"><fixtures><fixture name="F" type="n.F"><runs>{run}</runs></fixture></fixtures></namespace>'
    report = read(MBUNIT, f"<report-result><counter/>{fixture}</report-result>")
    assert counts(report) == expected
    assert [(case.suite, case.message, case.duration_ms) for case in report.cases] == [("n.F", "why", 500)] * (
        expected != PASSED
    )


def test_mbunit_failed_set_up_without_failed_test_is_a_shortfall() -> None:
    runs = '<set-up result="failure"/><runs><run name="t" result="skip"/><run name="u" result="success"/></runs>'
    report = read(MBUNIT, f'<report-result><counter/><fixture type="F">{runs}</fixture></report-result>')
    assert report.shortfall is not None


def test_robot_failed_suite_without_failed_test_is_a_shortfall() -> None:
    test = '<test name="a"><status status="PASS"/></test>'
    report = read(ROBOT, f'<robot><suite name="s">{test}<status status="FAIL">x</status></suite></robot>')
    assert "the run failed" in str(report.shortfall)


def test_robot_failed_tear_down_fails_the_tests_of_its_suite() -> None:
    tests = "".join(f'<test name="{word}"><status status="{word}"/></test>' for word in ("PASS", "FAIL", "SKIP"))
    keyword = '<kw type="TEARDOWN"><status status="FAIL"/></kw>'
    failed = f'{keyword}<status status="FAIL">Suite teardown failed:\nwhy</status>'
    suites = f'<suite name="ii">{tests}</suite><suite name="i">{tests}{failed}</suite>'
    report = read(ROBOT, f'<robot><suite name="o">{suites}</suite></robot>')
    assert counts(report) == (1, 3, 0, 2)
    assert report.shortfall is None
    told = [(case.name, case.suite, case.message) for case in report.cases]
    assert ("<status>", "o.i", "Suite teardown failed: why") in told


def test_robot_failed_tear_down_fails_the_suites_below() -> None:
    test = '<test name="a"><status status="PASS"/></test>'
    failed = '<status status="FAIL">Suite teardown failed:\nwhy</status>'
    report = read(ROBOT, f'<robot><suite name="o"><suite name="i">{test}</suite>{test}{failed}</suite></robot>')
    assert counts(report) == (0, 2, 0, 0)


def test_robot_suites_are_joined() -> None:
    test = '<test name="a"><status status="FAIL" elapsed="1.5">why</status></test>'
    report = read(ROBOT, f'<robot><suite name="o"><suite name="i">{test}</suite></suite></robot>')
    told = [(case.suite, case.message, case.duration_ms) for case in report.cases]
    assert told == [("o.i", "why", 1500)]


def test_boost_case_tells_its_place_and_time() -> None:
    case = (
        '<TestCase name="a"><Error file="a\\b.cpp" line="3"> why </Error><TestingTime>2500000</TestingTime></TestCase>'
    )
    report = read(BOOST, f'<TestLog><TestSuite name="o"><TestSuite name="i">{case}</TestSuite></TestSuite></TestLog>')
    told = [(case.suite, case.message, case.location, case.duration_ms) for case in report.cases]
    assert told == [("o/i", "why", Location("a/b.cpp", 3), 2500)]

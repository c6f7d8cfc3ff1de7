"""The XML reports of test frameworks for C, C++, Ada and Pascal."""

from __future__ import annotations

from cdgate.builtin.readers.case_layout import Layout
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED

_BOOST_FAILURES = {"Error": FAILED, "FatalError": ERRORED, "Exception": ERRORED}

BOOST = Layout(
    name="boost-test",
    title="Boost.Test XML log",
    link="https://www.boost.org/doc/libs/release/libs/test/doc/html/boost_test/test_output/log_formats.html",
    roots={"TestLog": ""},
    cases={"TestCase": PASSED},
    nested=True,
    names=("@name",),
    outcomes={"@skipped": {"yes": SKIPPED, "no": PASSED}},
    silent=PASSED,
    results=_BOOST_FAILURES,
    messages=("FatalError", "Exception", "Error", "@reason"),
    durations=("TestingTime",),
    per_second=1_000_000,
    files=("@file", "FatalError@file", "Error@file"),
    lines=("@line", "FatalError@line", "Error@line"),
    suites={"TestSuite": ("name",)},
    joint="/",
    outside=_BOOST_FAILURES,
)

CPPUNIT = Layout(
    name="cppunit",
    title="CppUnit XML (also AUnit)",
    link="https://sourceforge.net/projects/cppunit/",
    roots={"TestRun": ""},
    cases={"Test": PASSED, "FailedTest": FAILED, "IgnoredTest": SKIPPED},
    names=("Name",),
    outcomes={"FailureType": {"assertion": FAILED, "error": ERRORED}},
    silent=PASSED,  # what the element itself tells
    messages=("Message",),
    durations=("Time",),
    files=("Location/File",),
    lines=("Location/Line",),
    hidden=frozenset({"TimedTestTree"}),
    claims={"Tests": {"": "tests"}, "FailuresTotal": {"": "failed"}},
)

CPPTEST = Layout(
    name="parasoft-cpptest",
    title="Parasoft C++test XML",
    link="https://docs.parasoft.com/display/CPPTEST1040/Reports",
    roots={"ResultsSession": ""},
    cases={"Test": PASSED},
    names=("@name",),
    outcomes={"@fail": {"0": None}, "@pass": {"0": SKIPPED, "*": PASSED}},
    durations=("@time",),
    suites={"TestSuite": ("name",), "Project": ("name",)},
    joint="/",
    hidden=frozenset({"Exec", "CodingStandards", "Scope"}),
)

QTEST = Layout(
    name="qtest",
    title="Qt Test XML",
    link="https://doc.qt.io/qt-6/qtest-overview.html",
    roots={"TestCase": ""},
    cases={"TestFunction": PASSED},
    names=("@name",),
    outcomes={
        "Incident@type": {
            **dict.fromkeys(("pass", "xfail"), PASSED),
            **dict.fromkeys(
                ("skip", "bpass", "bfail", "bxpass", "bxfail"), SKIPPED
            ),  # b: in the list of known bad ones
        },
        "Message@type": {"skip": SKIPPED, "qfatal": ERRORED, "*": None},
    },
    messages=("Incident/Description", "Message/Description"),
    durations=("Duration@msecs",),
    per_second=1000,
    files=("Incident@file",),
    lines=("Incident@line",),
    suites={"TestCase": ("name",)},
)

CUNIT = Layout(
    name="cunit",
    title="CUnit XML",
    link="https://cunit.sourceforge.net/doc/running_tests.html",
    roots={"CUNIT_TEST_RUN_REPORT": ""},
    cases={"CUNIT_RUN_TEST_SUCCESS": PASSED, "CUNIT_RUN_TEST_FAILURE": FAILED},
    repeats=True,  # one element for each failed assertion
    names=("TEST_NAME",),
    messages=("CONDITION",),
    files=("FILE_NAME",),
    lines=("LINE_NUMBER",),
    suites={"CUNIT_RUN_SUITE": ()},
    headings=frozenset({"SUITE_NAME"}),
    outside={"CUNIT_RUN_SUITE_FAILURE": ERRORED},
)

UNITTESTPP = Layout(
    name="unittest-cpp",
    title="UnitTest++ XML",
    link="https://github.com/unittest-cpp/unittest-cpp",
    roots={"unittest-results": ""},
    cases={"test": PASSED},
    names=("@name",),
    results={"failure": FAILED},
    messages=("failure@message",),
    durations=("@time",),
    suite="@suite",
    claims={"unittest-results": {"tests": "tests", "failedtests": "failed"}},
)

GTESTER = Layout(
    name="gtester",
    title="GTester XML (GLib)",
    link="https://docs.gtk.org/glib/testing.html",
    roots={"gtester": ""},
    cases={"testcase": PASSED},
    names=("@path",),
    outcomes={"status@result": {"success": PASSED, "skipped": SKIPPED}, "@skipped": {"1": SKIPPED}},
    messages=("error",),
    durations=("duration",),
    suites={"testbinary": ("path",)},
)

CHECK = Layout(
    name="check",
    title="Check XML",
    link="https://libcheck.github.io/check/doc/check_html/check_4.html#XML-Logging",
    roots={"testsuites": ""},
    namespaces=frozenset({"http://check.sourceforge.net/ns"}),
    cases={"test": PASSED},
    names=("id",),
    outcomes={"@result": {"success": PASSED, "error": ERRORED}},
    messages=("message",),
    durations=("duration",),
    suites={"suite": ()},
    headings=frozenset({"title"}),
)

FPCUNIT = Layout(
    name="fpcunit",
    title="FPCUnit XML",
    link="https://wiki.freepascal.org/fpcunit",
    roots={"TestResults": ""},
    cases={"Test": PASSED},
    names=("@Name",),
    outcomes={"@Result": {"ok": PASSED, "ignored": SKIPPED, "error": ERRORED}},
    messages=("Message", "ExceptionMessage"),
    durations=("@ElapsedTime",),
    suites={"TestSuite": ("Name",)},
    joint=".",
    claims={
        "NumberOfRunTests": {"": "tests"},
        "NumberOfErrors": {"": "failed"},
        "NumberOfFailures": {"": "failed"},
    },
)

CATCH2 = Layout(
    name="catch2",
    title="Catch2 XML",
    link="https://github.com/catchorg/Catch2/blob/devel/docs/reporters.md",
    roots={"Catch": "", "Catch2TestRun": ""},
    cases={"TestCase": PASSED},
    names=("@name",),
    outcomes={"OverallResult@success": {"true": PASSED}},
    results={"Skip": SKIPPED},
    messages=("Exception", "FatalErrorCondition", "Failure", "Expression/Expanded", "Section/Expression/Expanded"),
    durations=("OverallResult@durationInSeconds",),
    files=("@filename",),
    lines=("@line",),
    suites={"Group": ("name",)},
)

DOCTEST = Layout(
    name="doctest",
    title="doctest XML",
    link="https://github.com/doctest/doctest/blob/master/doc/markdown/reporters.md",
    roots={"doctest": ""},
    cases={"TestCase": PASSED},
    names=("@name",),
    outcomes={
        "OverallResultsAsserts@test_case_success": {"true": PASSED},
        "@skipped": {"true": SKIPPED, "false": None},
    },
    messages=("Exception", "Expression/Expanded", "Message/Text"),
    durations=("OverallResultsAsserts@duration",),
    files=("@filename",),
    lines=("@line",),
    suites={"TestSuite": ("name",)},
    claims={"OverallResultsTestCases": {"failures": "failed"}},
)

NATIVE = (BOOST, CATCH2, CPPUNIT, CPPTEST, QTEST, CUNIT, DOCTEST, UNITTESTPP, GTESTER, CHECK, FPCUNIT)

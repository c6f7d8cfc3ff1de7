"""The XML reports of .NET test runners."""

from __future__ import annotations

from cdgate.builtin.readers.case_layout import Layout
from cdgate.builtin.readers.junit_words import ERRORED, PASSED, SKIPPED

TRX = Layout(
    name="trx",
    title="TRX (Visual Studio, MSTest, `dotnet test --logger trx`)",
    link="https://learn.microsoft.com/en-us/dotnet/core/testing/unit-testing-platform-extensions-test-reports",
    roots={"TestRun": ""},
    namespaces=frozenset(f"http://microsoft.com/schemas/VisualStudio/TeamTest/{year}" for year in (2006, 2010)),
    # A case that was run with several rows of data holds their results; it is one case, as bad as its worst row.
    cases={"UnitTestResult": PASSED, "ManualTestResult": PASSED, "WebTestResult": PASSED, "GenericTestResult": PASSED},
    names=("@testName",),
    outcomes={
        "@outcome": {
            "passed": PASSED,
            "warning": PASSED,
            "completed": PASSED,
            "notexecuted": SKIPPED,
            "inconclusive": SKIPPED,
            "pending": SKIPPED,
            "disconnected": ERRORED,
            "error": ERRORED,
            "timeout": ERRORED,
            "aborted": ERRORED,
            "passedbutrunaborted": ERRORED,
            "notrunnable": ERRORED,
        }
    },
    messages=("Output/ErrorInfo/Message",),
    durations=("@duration",),
    claims={"Counters": {"total": "tests", "failed": "failed", "error": "failed", "timeout": "failed"}},
    # A test host that crashed leaves the results that it had, and this word.
    verdicts={
        "ResultSummary": {
            "outcome": {
                **dict.fromkeys(("completed", "passed", "warning", "inconclusive", "notexecuted"), PASSED),
                **dict.fromkeys(("aborted", "timeout", "disconnected", "inprogress"), ERRORED),
            }
        }
    },
)

_OF_NUNIT2 = {
    "success": PASSED,
    "ignored": SKIPPED,
    "skipped": SKIPPED,
    "notrun": SKIPPED,
    "inconclusive": SKIPPED,
    "error": ERRORED,
    "notrunnable": ERRORED,  # the test itself is wrong: NUnit's own exit code counts it with the failures
    "cancelled": ERRORED,
}
NUNIT2 = Layout(
    name="nunit2",
    title="NUnit 2 XML",
    link="https://docs.nunit.org/2.6.4/files/TestResult.xml",
    roots={"test-results": ""},
    cases={"test-case": PASSED},
    names=("@name",),
    outcomes={
        "@result": _OF_NUNIT2,
        "@executed": {"false": SKIPPED, "*": None},
        "@success": {"true": PASSED},
    },
    messages=("failure/message", "reason/message"),
    durations=("@time",),
    suites={"test-suite": ("name",)},
    claims={"test-results": {"total": "tests", "failures": "failed", "errors": "failed"}},
)

NUNIT3 = Layout(
    name="nunit3",
    title="NUnit 3 XML",
    link="https://docs.nunit.org/articles/nunit/technical-notes/usage/Test-Result-XML-Format.html",
    roots={"test-run": "", "test-suite": "type"},  # others have the latter root, too
    cases={"test-case": PASSED},
    names=("@fullname", "@name"),
    outcomes={
        "@result": {
            "passed": PASSED,
            "warning": PASSED,
            **_OF_NUNIT2,  # a part of a run of NUnit 2 has the same root
        }
    },
    messages=("failure/message", "reason/message"),
    durations=("@duration", "@time"),
    suites={"test-suite": ("fullname", "name")},
    claims={"test-run": {"total": "tests", "failed": "failed"}},
    # A set-up or tear-down of a suite can fail without a failed case.
    verdicts={
        "test-run": {
            "result": {**dict.fromkeys(("passed", "skipped", "inconclusive", "warning"), PASSED), "cancelled": ERRORED}
        }
    },
)

XUNITNET = Layout(
    name="xunitnet",
    title="xUnit.net XML",
    link="https://xunit.net/docs/format-xml-v2",
    roots={"assemblies": "", "assembly": ""},
    cases={"test": PASSED},
    names=("@name",),
    outcomes={"@result": {"pass": PASSED, "skip": SKIPPED, "notrun": SKIPPED}},
    messages=("failure/message", "reason"),
    durations=("@time",),
    suites={"assembly": (), "collection": (), "class": ("name",)},
    suite="@type",
    outside={"error": ERRORED},
    claims={"assembly": {"total": "tests", "failed": "failed", "errors": "failed"}},
)

MBUNIT = Layout(
    name="mbunit",
    title="MbUnit 2 XML",
    link="https://github.com/Gallio/mbunit-v3",
    roots={"report-result": ""},
    mark=b"<counter",
    cases={"run": PASSED},
    names=("@name",),
    outcomes={"@result": {"success": PASSED, "ignore": SKIPPED, "skip": SKIPPED}},
    messages=("exception/message",),
    durations=("@duration",),
    suites={"namespace": ("name",), "fixture": ("type", "name")},
    verdicts={around: {"result": {"success": PASSED}} for around in ("set-up", "tear-down")},
)

DOTNET = (TRX, NUNIT2, NUNIT3, XUNITNET, MBUNIT)

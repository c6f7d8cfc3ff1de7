"""The XML reports of runners that drive whole programs: Robot Framework, CTest, Android's CTS."""

from __future__ import annotations

from cdgate.builtin.readers.case_layout import Layout
from cdgate.builtin.readers.junit_words import ERRORED, PASSED, SKIPPED

NOT_RUN = frozenset({"not run", "not_run"})  # Robot Framework 4, and 3

ROBOT = Layout(
    name="robot",
    title="Robot Framework output.xml",
    link="https://robotframework.org/robotframework/latest/RobotFrameworkUserGuide.html#output-file",
    roots={"robot": "", "suite": "source"},
    cases={"test": PASSED},
    names=("@name",),
    outcomes={"status@status": {"pass": PASSED, "skip": SKIPPED, "not run": SKIPPED, "not_run": SKIPPED}},
    messages=("status",),
    durations=("status@elapsed",),
    suites={"suite": ("name",)},
    joint=".",
    hidden=frozenset({"kw", "statistics", "errors", "doc", "metadata"}),
    steps=("kw", NOT_RUN),
    # The tear-down of a suite fails its tests afterwards; their elements are written already.
    spoilers={"status": "Suite teardown failed"},
    verdicts={"status": {"status": {"pass": PASSED, "skip": PASSED, "not run": PASSED, "not_run": PASSED}}},
)

CTEST = Layout(
    name="ctest",
    title="CTest XML (CDash)",
    link="https://cmake.org/cmake/help/latest/manual/ctest.1.html",
    roots={"Site": ""},
    mark=b"<Testing",
    cases={"Test": PASSED},
    names=("FullName", "Name"),
    outcomes={"@Status": {"passed": PASSED, "notrun": SKIPPED}},
    messages=("Results/Measurement/Value",),
    named=frozenset({"NamedMeasurement"}),
    # For other reasons (no executable, no required file, a failed fixture) CTest itself fails.
    reasons={"Results/NamedMeasurement[Completion Status]/Value": ("disabled", "skip", "completed")},
    hidden=frozenset({"TestList"}),
)

CTS = Layout(
    name="android-cts",
    title="Android compatibility test suite (test_result.xml)",
    link="https://source.android.com/docs/compatibility/cts/interpret",
    roots={"Result": "suite_name"},
    cases={"Test": PASSED},
    names=("@name",),
    outcomes={
        "@result": {
            "pass": PASSED,
            "ignored": SKIPPED,
            "assumption_failure": SKIPPED,
            "warning": PASSED,
            "not_executed": ERRORED,
        }
    },
    messages=("Failure@message",),
    suites={"Module": ("name",), "TestCase": ("name",)},
    joint=" ",
    claims={"Summary": {"failed": "failed"}},
)

RUNNERS = (ROBOT, CTEST, CTS)

"""Cucumber messages, pytest-json-report, and what Xcode prints about its results."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.cucumber_messages import CucumberMessagesReader
from cdgate.builtin.readers.pytest_json_report import PytestJsonReportReader
from cdgate.builtin.readers.xcresult_json import XcresultJsonReader
from cdgate.errors import EvidenceError
from cdgate.extension import Reader
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location

SOURCE = Source("r.json", "0" * 64, 1, "t")
Counts = tuple[int, int, int, int, int]
PASSED, FAILED, ERRORED, SKIPPED, FLAKY = (
    (1, 0, 0, 0, 0),
    (0, 1, 0, 0, 0),
    (0, 0, 1, 0, 0),
    (0, 0, 0, 1, 0),
    (1, 0, 0, 0, 1),
)


def read(reader: Reader, *values: object) -> TestReport:
    report = reader.read(BytesIO("\n".join(map(json.dumps, values)).encode()), SOURCE)
    assert isinstance(report, TestReport)
    return report


def counts(report: TestReport) -> Counts:
    """Passed, failed, errored, skipped, flaky."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["errored"], figures["skipped"], figures["flaky"])


def pickle(key: str = "1", **others: Any) -> dict[str, Any]:
    return {"pickle": {"id": key, "uri": "a.feature", "name": "a", "location": {"line": 3}, **others}}


def started(key: str = "1", attempt: int = 0) -> list[dict[str, Any]]:
    return [
        {"testCase": {"id": f"case {key}", "pickleId": key}},
        {"testCaseStarted": {"id": f"{key} {attempt}", "testCaseId": f"case {key}", "attempt": attempt}},
    ]


def step(status: str, key: str = "1", attempt: int = 0, **others: Any) -> dict[str, Any]:
    return {
        "testStepFinished": {"testCaseStartedId": f"{key} {attempt}", "testStepResult": {"status": status, **others}}
    }


def ended(key: str = "1", attempt: int = 0, *, again: bool = False) -> dict[str, Any]:
    return {"testCaseFinished": {"testCaseStartedId": f"{key} {attempt}", "willBeRetried": again}}


def over(*, success: bool = True) -> dict[str, Any]:
    return {"testRunFinished": {"success": success}}


def cucumber(*events: object) -> TestReport:
    return read(CucumberMessagesReader(), {"meta": {}}, *events)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (["PASSED", "PASSED"], PASSED),
        (["PASSED", "SKIPPED"], SKIPPED),
        (["UNDEFINED"], SKIPPED),
        (["PENDING"], SKIPPED),
        (["FAILED", "SKIPPED"], FAILED),
        (["AMBIGUOUS"], FAILED),
        (["UNKNOWN"], FAILED),
        ([], PASSED),
    ],
    ids=["passed", "skipped", "undefined", "pending", "failed", "ambiguous", "unknown", "no-steps"],
)
def test_cucumber_case_is_as_bad_as_its_worst_step(steps: list[str], expected: Counts) -> None:
    report = cucumber(pickle(), *started(), *map(step, steps), ended(), over())
    assert (counts(report), report.shortfall) == (expected, None)


def test_cucumber_counts_the_last_attempt() -> None:
    first = (*started(), step("FAILED"), ended(again=True))
    report = cucumber(pickle(), *first, *started(attempt=1), step("PASSED", attempt=1), ended(attempt=1), over())
    assert counts(report) == FLAKY
    report = cucumber(pickle(), *first, *started(attempt=1), step("FAILED", attempt=1), ended(attempt=1), over())
    assert counts(report) == FAILED


def test_cucumber_case_tells_what_the_events_say() -> None:
    took = {"seconds": 1, "nanos": 500_000_000}
    failed = step("FAILED", message="why", duration=took)
    (case,) = cucumber(pickle(), *started(), step("PASSED", duration=took), failed, ended(), over()).cases
    assert (case.suite, case.name, case.message, case.duration_ms) == ("a.feature", "a", "why", 3000)
    assert case.location == Location("a.feature", 3)


def test_cucumber_rows_of_examples_are_told_apart() -> None:
    rows = [event for key in "12" for event in (pickle(key), *started(key), step("FAILED", key), ended(key))]
    assert [case.name for case in cucumber(*rows, over(success=False)).cases] == ["a", "a [2]"]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([{"parseError": {"message": "x"}}], ERRORED),
        ([{"testRunHookFinished": {"result": {"status": "FAILED", "message": "x"}}}], ERRORED),
        ([{"testRunHookFinished": {"result": {"status": "PASSED"}}}], (0, 0, 0, 0, 0)),
        ([step("FAILED"), ended(), {"attachment": {"body": "x"}}], (0, 0, 0, 0, 0)),
    ],
    ids=["parse-error", "hook", "sound-hook", "of-no-case"],
)
def test_cucumber_tells_what_fails_beside_the_cases(events: list[dict[str, Any]], expected: Counts) -> None:
    assert counts(cucumber(*events, over())) == expected


def test_cucumber_attempt_without_an_end_has_errored() -> None:
    report = cucumber(pickle(location=None, uri=None), *started(), step("PASSED"), over())
    assert (counts(report), report.cases[0].location) == (ERRORED, None)


@pytest.mark.parametrize("last", [(), (over(success=False),)], ids=["cut", "failed-without-a-failure"])
def test_cucumber_run_that_is_not_over_or_not_sound_cannot_be_judged(last: tuple[dict[str, Any], ...]) -> None:
    assert cucumber(pickle(), *started(), step("PASSED"), ended(), *last).shortfall is not None


def pytest_report(*tests: dict[str, Any], exitcode: int = 0, **others: Any) -> TestReport:
    summary = {"total": len(tests), "collected": len(tests)}
    return read(
        PytestJsonReportReader(),
        {"exitcode": exitcode, "root": "/", "summary": summary, "tests": list(tests), **others},
    )


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ({"outcome": "passed"}, PASSED),
        ({"outcome": "xpassed"}, PASSED),
        ({"outcome": "skipped"}, SKIPPED),
        ({"outcome": "xfailed"}, SKIPPED),
        ({"outcome": "failed"}, FAILED),
        ({"outcome": "error"}, ERRORED),
        ({"outcome": "strange"}, FAILED),
        ({"outcome": "rerun", "setup": {"outcome": "passed"}, "call": {"outcome": "passed"}}, FLAKY),
        ({"outcome": "rerun", "setup": {"outcome": "passed"}, "call": {"outcome": "failed"}}, FAILED),
        ({"outcome": "rerun"}, FAILED),
    ],
)
def test_pytest_outcome_decides(test: dict[str, Any], expected: Counts) -> None:
    assert counts(pytest_report({"nodeid": "t.py::a", **test})) == expected


def test_pytest_case_tells_what_the_test_says() -> None:
    stages = {"setup": {"outcome": "passed", "duration": 0.5}, "call": {"crash": {"message": "why"}, "duration": 1}}
    (case,) = pytest_report({"nodeid": "t.py::C::a", "outcome": "failed", "lineno": 2, **stages}, exitcode=1).cases
    assert (case.suite, case.name, case.message, case.duration_ms) == ("t.py", "C::a", "why", 1500)
    assert case.location == Location("t.py", 3)


def test_pytest_file_that_cannot_be_imported_has_errored() -> None:
    collectors = [
        {"nodeid": "t.py", "outcome": "failed", "longrepr": "ImportError"},
        {"nodeid": "", "outcome": "passed"},
    ]
    report = pytest_report(exitcode=2, collectors=collectors)
    assert (counts(report), report.cases[0].message) == (ERRORED, "ImportError")
    assert report.shortfall is not None


def test_pytest_totals_must_be_those_of_the_tests() -> None:
    tests = [{"nodeid": "t.py::a", "outcome": "passed"}]
    assert pytest_report(*tests, summary={"total": 2, "collected": 2}).shortfall is not None


def xcode(*nodes: dict[str, Any], result: str = "Passed") -> TestReport:
    bundle = {"nodeType": "Unit test bundle", "name": "Tests", "children": list(nodes)}
    plan = {"nodeType": "Test Plan", "name": "p", "result": result, "children": [bundle]}
    return read(XcresultJsonReader(), {"testNodes": [plan], "devices": []})


def xcode_case(result: str, *children: dict[str, Any], **others: Any) -> dict[str, Any]:
    return {"nodeType": "Test Case", "name": "a()", "result": result, "children": list(children), **others}


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("Passed", PASSED),
        ("Expected Failure", PASSED),
        ("Skipped", SKIPPED),
        ("Failed", FAILED),
        ("unknown", FAILED),
    ],
)
def test_xcode_result_decides(result: str, expected: Counts) -> None:
    assert counts(xcode(xcode_case(result))) == expected


def test_xcode_case_that_passed_at_a_later_repetition_is_flaky() -> None:
    message = {"nodeType": "Failure Message", "name": "why"}
    first = {"nodeType": "Repetition", "name": "First Run", "result": "Failed", "children": [message]}
    second = {"nodeType": "Repetition", "name": "Retry 1", "result": "Passed"}
    report = xcode(xcode_case("Passed", first, second))
    assert (counts(report), report.cases[0].message) == (FLAKY, "why")


@pytest.mark.parametrize("took", [{"duration": "1.5s"}, {"durationInSeconds": 1.5}])
def test_xcode_case_tells_what_the_node_says(took: dict[str, Any]) -> None:
    message = {"nodeType": "Failure Message", "name": "why"}
    suite = {"nodeType": "Test Suite", "name": "Till", "children": [xcode_case("Failed", message, **took)]}
    (case,) = xcode(suite, result="Failed").cases
    assert (case.suite, case.name, case.message, case.duration_ms) == ("Tests > Till", "a()", "why", 1500)


def test_xcode_plan_that_failed_without_a_case_cannot_be_judged() -> None:
    assert xcode(xcode_case("Passed"), result="Failed").shortfall is not None


def test_xcode_cases_are_found_however_deep_they_lie() -> None:
    node = xcode_case("Failed")
    for _ in range(20):
        node = {"nodeType": "Test Suite", "name": "", "children": [node]}
    assert counts(xcode(node)) == FAILED


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (CucumberMessagesReader(), {"pickle": {"name": "a"}}),
        (CucumberMessagesReader(), {"testCase": []}),
        (PytestJsonReportReader(), {"exitcode": 0, "summary": {}, "tests": {}}),
        (PytestJsonReportReader(), {"exitcode": "0", "summary": {}, "tests": []}),
        (XcresultJsonReader(), {"testNodes": {}}),
        (XcresultJsonReader(), {"testNodes": [{"nodeType": "Test Case"}]}),
    ],
)
def test_report_of_another_shape_is_refused(reader: Reader, value: object) -> None:
    with pytest.raises(EvidenceError):
        read(reader, value)

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.allure_json import AllureJsonReader
from cdgate.builtin.readers.gtest_json import GtestJsonReader
from cdgate.builtin.readers.karate_json import KarateJsonReader
from cdgate.builtin.readers.newman_json import NewmanJsonReader
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


def read(reader: Reader, value: object) -> TestReport:
    report = reader.read(BytesIO(json.dumps(value).encode()), SOURCE)
    assert isinstance(report, TestReport)
    return report


def counts(report: TestReport) -> Counts:
    """Passed, failed, errored, skipped, flaky."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["errored"], figures["skipped"], figures["flaky"])


def gtest(**test: Any) -> TestReport:
    suites = [{"name": "s", "testsuite": [{"name": "a", **test}]}]
    return read(GtestJsonReader(), {"tests": 1, "failures": 0, "testsuites": suites})


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ({"status": "RUN", "result": "COMPLETED"}, PASSED),
        ({"status": "RUN"}, PASSED),
        ({"status": "RUN", "result": "COMPLETED", "failures": [{"failure": "x"}]}, FAILED),
        ({"status": "RUN", "result": "SKIPPED", "skipped": [{"message": "x"}]}, SKIPPED),
        ({"status": "RUN", "result": "SKIPPED", "failures": [{}]}, FAILED),
        ({"status": "NOTRUN", "result": "SUPPRESSED"}, SKIPPED),
        ({"status": "NOTRUN"}, SKIPPED),
        ({"status": "RUN", "result": "STRANGE"}, FAILED),
        ({}, FAILED),
    ],
    ids=["passed", "old", "failed", "skipped", "skipped-and-failed", "disabled", "old-disabled", "strange", "silent"],
)
def test_gtest_outcomes(test: dict[str, Any], expected: Counts) -> None:
    assert counts(gtest(**test)) == expected


def test_gtest_case_tells_what_the_test_says() -> None:
    (case,) = gtest(status="RUN", file="a.cc", line=3, time="1.5s", failures=[{"failure": "why", "type": ""}]).cases
    assert (case.suite, case.message, case.location, case.duration_ms) == ("s", "why", Location("a.cc", 3), 1500)


@pytest.mark.parametrize("failures", [["x"], [{"failure": 3}]])
def test_gtest_failure_without_words_is_one(failures: list[Any]) -> None:
    (case,) = gtest(status="RUN", file="a.cc", line=0, failures=failures).cases
    assert (case.message, case.location) == ("", Location("a.cc"))


@pytest.mark.parametrize(
    "totals", [{"tests": 2, "failures": 0}, {"tests": 1, "failures": 1}, {"tests": 1, "errors": 1}]
)
def test_gtest_totals_must_be_those_of_the_tests(totals: dict[str, int]) -> None:
    suites = [{"name": "s", "testsuite": [{"name": "a", "status": "RUN"}]}]
    assert read(GtestJsonReader(), {**totals, "testsuites": suites}).shortfall is not None


def allure(**test: Any) -> TestReport:
    return read(AllureJsonReader(), {"uuid": "1", "historyId": "0123456789abcdef", "name": "a", **test})


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("passed", PASSED),
        ("skipped", SKIPPED),
        ("failed", FAILED),
        ("broken", ERRORED),
        ("unknown", FAILED),
        (None, FAILED),
    ],
)
def test_allure_status_decides(status: str | None, expected: Counts) -> None:
    assert counts(allure(status=status)) == expected


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ({"status": "passed", "statusDetails": {"flaky": True}}, FLAKY),
        ({"status": "failed", "statusDetails": {"flaky": True, "known": True, "muted": True}}, FAILED),
    ],
    ids=["flaky", "muted"],
)
def test_allure_details_never_make_a_failure_pass(test: dict[str, Any], expected: Counts) -> None:
    assert counts(allure(**test)) == expected


def test_allure_case_tells_what_the_test_says() -> None:
    details = {"message": "why", "trace": "at"}
    (case,) = allure(status="failed", fullName="p.C.a", start=10, stop=1510, statusDetails=details).cases
    assert (case.suite, case.name, case.message, case.duration_ms) == ("p.C.a", "a", "why", 1500)


def test_allure_time_that_runs_backwards_is_none() -> None:
    assert allure(status="failed", start=10, stop=5).cases[0].duration_ms == 0


def test_allure_suites_are_labels_where_there_is_no_full_name() -> None:
    labels = [{"name": "suite", "value": "s"}, {"name": "parentSuite", "value": "p"}, {"name": "tag", "value": "t"}]
    assert allure(status="failed", labels=labels).cases[0].suite == "p > s"


@pytest.mark.parametrize(
    ("parameters", "name"),
    [
        ([{"name": "x", "value": "1"}, {"name": "y", "value": "2", "mode": "default"}], "a [x=1, y=2]"),
        ([{"name": "time", "value": "9", "excluded": True}], "a"),
        ([{"name": "x", "value": "1"}, {"name": "key", "value": "s3cret", "mode": "masked"}], "a [x=1, 0123456789ab]"),
        ([{"name": "key", "value": "s3cret", "mode": "hidden"}], "a [0123456789ab]"),
        (None, "a"),
    ],
    ids=["shown", "excluded", "masked", "hidden", "none"],
)
def test_allure_parameters_tell_tests_apart(parameters: list[dict[str, Any]] | None, name: str) -> None:
    assert allure(status="failed", parameters=parameters).cases[0].name == name


def test_allure_container_of_fixtures_is_no_test() -> None:
    head = b'{"uuid": "1", "name": "f", "historyId": "h", "children": ["2"]}'
    assert not AllureJsonReader().recognises(head, "1-container.json")


def newman(*executions: dict[str, Any], **run: Any) -> TestReport:
    collection = {"item": [{"name": "f", "item": [{"id": "1", "name": "get"}]}, {"name": "without identifier"}]}
    whole = {"stats": {"assertions": {"total": 0, "failed": 0}}, "executions": list(executions), **run}
    return read(NewmanJsonReader(), {"collection": collection, "run": whole})


@pytest.mark.parametrize(
    ("execution", "expected"),
    [
        ({"assertions": [{"assertion": "x", "skipped": False}]}, PASSED),
        ({"assertions": [{"assertion": "x", "error": {"message": "m"}}]}, FAILED),
        ({"assertions": [{"assertion": "x", "skipped": True}]}, SKIPPED),
        ({"assertions": [{"assertion": "x", "skipped": True, "error": {"message": "m"}}]}, FAILED),
        ({"requestError": {"message": "m"}}, ERRORED),
        ({"testScript": [{"error": {"message": "m"}}, {}]}, ERRORED),
        ({"prerequestScript": [{"error": "m"}]}, ERRORED),
    ],
    ids=["passed", "failed", "skipped", "skipped-and-failed", "request", "script", "script-before"],
)
def test_newman_outcomes(execution: dict[str, Any], expected: Counts) -> None:
    report = newman({"item": {"id": "1", "name": "get"}, **execution})
    assert counts(report) == expected
    assert all(case.message == "m" for case in report.cases if case.outcome.value != "skipped")


@pytest.mark.parametrize(
    ("item", "turn", "suite"),
    [
        ({"id": "1", "name": "get"}, 0, "f > get"),
        ({"id": "1", "name": "get"}, 2, "f > get (3)"),
        ({"id": "9", "name": "other"}, 0, "other"),
    ],
    ids=["first-turn", "later-turn", "not-in-the-collection"],
)
def test_newman_suite_is_the_request_in_its_folder(item: dict[str, str], turn: int, suite: str) -> None:
    assertions = [{"assertion": "x", "error": {"message": "m"}}]
    report = newman({"item": item, "cursor": {"iteration": turn}, "assertions": assertions})
    assert report.cases[0].suite == suite


@pytest.mark.parametrize(
    "run",
    [
        {"stats": {"assertions": {"total": 2, "failed": 0}}},
        {"stats": {"assertions": {"total": 1, "failed": 1}}},
        {"failures": [{"error": {}}]},
        {"error": {"message": "no environment"}},
    ],
    ids=["more-assertions", "more-failed", "more-failures", "given-up"],
)
def test_newman_run_that_tells_more_than_it_holds_cannot_be_judged(run: dict[str, Any]) -> None:
    execution = {"item": {"id": "1", "name": "get"}, "assertions": [{"assertion": "x"}]}
    assert newman(execution, **run).shortfall is not None


def karate(*scenarios: dict[str, Any], **totals: int) -> TestReport:
    return read(
        KarateJsonReader(), {"prefixedPath": "classpath:a.feature", "scenarioResults": list(scenarios), **totals}
    )


def steps(*words: str) -> list[dict[str, Any]]:
    return [{"step": {"text": "x"}, "result": {"status": word}} for word in words]


@pytest.mark.parametrize(
    ("scenario", "expected"),
    [
        ({"failed": False, "stepResults": steps("passed", "skipped")}, PASSED),
        ({"failed": False}, PASSED),
        ({"failed": True}, FAILED),
        ({"stepResults": steps("passed")}, FAILED),
        ({"failed": False, "stepResults": steps("passed", "failed")}, FAILED),
        ({"failed": False, "stepResults": steps("skipped", "skipped")}, SKIPPED),
        ({"failed": False, "skipped": True}, SKIPPED),
        ({"failed": False, "stepResults": [{"step": {}}]}, PASSED),
    ],
    ids=["passed", "no-steps", "failed", "silent", "failed-step", "all-skipped", "skipped", "no-result"],
)
def test_karate_outcomes(scenario: dict[str, Any], expected: Counts) -> None:
    assert counts(karate({"name": "a", **scenario})) == expected


def test_karate_case_tells_what_the_scenario_says() -> None:
    scenario = {"name": "a", "exampleIndex": 1, "line": 3, "failed": True, "error": "why", "durationMillis": 1500.5}
    (case,) = karate(scenario).cases
    assert (case.suite, case.name, case.message) == ("a.feature", "a [2]", "why")
    assert (case.location, case.duration_ms) == (Location("a.feature", 3), 1500)


def test_karate_scenario_without_a_name_is_known_by_its_number() -> None:
    assert karate({"name": "", "refId": "[1:4]", "failed": True, "exampleIndex": -1}).cases[0].name == "[1:4]"


@pytest.mark.parametrize("totals", [{"passedCount": 2}, {"failedCount": 1}])
def test_karate_totals_must_be_those_of_the_scenarios(totals: dict[str, int]) -> None:
    assert karate({"name": "a", "failed": False}, **totals).shortfall is not None


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        (GtestJsonReader(), {"tests": 1, "failures": 0}),
        (GtestJsonReader(), {"tests": "1", "failures": 0, "testsuites": []}),
        (AllureJsonReader(), []),
        (AllureJsonReader(), {"uuid": "1"}),
        (NewmanJsonReader(), {"collection": {}, "run": {}}),
        (NewmanJsonReader(), {"collection": {}, "run": {"executions": [], "stats": {}}}),
        (KarateJsonReader(), {"scenarioResults": [1]}),
        (KarateJsonReader(), {}),
    ],
)
def test_report_of_another_shape_is_refused(reader: Reader, value: object) -> None:
    with pytest.raises(EvidenceError):
        read(reader, value)

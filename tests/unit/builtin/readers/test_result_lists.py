"""Apex, Buildkite, Robot and Unreal: what the records of each format mean, and what it claims beside them."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.result_lists import RESULT_LISTS, ResultListReader
from cdgate.builtin.readers.robot_json import ROBOT_JSON
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location

READERS = {form.name: ResultListReader(form) for form in (*RESULT_LISTS, ROBOT_JSON)}
PASSED, FAILED, ERRORED, SKIPPED = (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)


def read(name: str, value: object) -> TestReport:
    return READERS[name].read(BytesIO(json.dumps(value).encode()), Source("r.json", "", 1, name))


def counts(report: TestReport) -> tuple[int, int, int, int]:
    figures = report.figures()
    return figures["passed"], figures["failed"], figures["errored"], figures["skipped"]


def apex(*tests: dict[str, Any], ran: int | None = None, failing: int = 0) -> dict[str, Any]:
    summary = {"testsRan": len(tests) if ran is None else ran, "failing": failing, "testRunId": "7"}
    return {"summary": summary, "tests": list(tests)}


def unreal(*tests: dict[str, Any], **counts: int) -> dict[str, Any]:
    return {
        "succeeded": 0,
        "succeededWithWarnings": 0,
        "failed": 0,
        "notRun": 0,
        "inProcess": 0,
        "tests": list(tests),
    } | counts


def robot(*tests: str, status: str = "PASS", claimed: int | None = None, **others: Any) -> dict[str, Any]:
    """A run of one suite with tests of these words, inside another one."""
    inner = {
        "name": "a",
        "source": "/w/a.robot",
        "status": status,
        "tests": [{"name": "t", "status": word} for word in tests],
    }
    total = {"pass": len(tests) if claimed is None else claimed, "fail": 0, "skip": 0}
    suite = {"name": "s", "status": status, "suites": [inner | others]}
    return {"generator": "Robot 7.5", "rpa": False, "suite": suite, "statistics": {"total": total}}


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        *(
            pytest.param("apex-json", apex({"FullName": "C.a", "Outcome": word}), expected, id=f"apex {word}")
            for word, expected in {
                "Pass": PASSED,
                "Fail": FAILED,
                "CompileFail": ERRORED,
                "Skip": SKIPPED,
                "Odd": FAILED,
            }.items()
        ),
        *(
            pytest.param(
                "buildkite-json", [{"scope": "s", "name": "a", "result": word}], expected, id=f"buildkite {word}"
            )
            for word, expected in {"passed": PASSED, "failed": FAILED, "skipped": SKIPPED, "unknown": FAILED}.items()
        ),
        *(
            pytest.param("robot-json", robot(word), expected, id=f"robot {word}")
            for word, expected in {
                "PASS": PASSED,
                "FAIL": FAILED,
                "SKIP": SKIPPED,
                "NOT RUN": SKIPPED,
                "x": FAILED,
            }.items()
        ),
        *(
            pytest.param("unreal-json", unreal({"fullTestPath": "s.a", "state": word}), expected, id=f"unreal {word}")
            for word, expected in {"Success": PASSED, "Fail": FAILED, "InProcess": ERRORED, "NotRun": SKIPPED}.items()
        ),
    ],
)
def test_words_tell_the_outcome(name: str, value: object, expected: tuple[int, int, int, int]) -> None:
    assert counts(read(name, value)) == expected


def test_apex_failure_has_class_message_and_duration() -> None:
    test = {"FullName": "ns.C.b", "Outcome": "Fail", "Message": "why\nmore", "RunTime": 40}
    (case,) = read("apex-json", {"status": 100, "result": apex(test, failing=1)}).cases
    assert (case.name, case.suite, case.message, case.duration_ms) == ("ns.C.b", "ns.C", "why", 40)


def test_buildkite_failure_has_its_place() -> None:
    test = {"scope": "s", "name": "a", "result": "failed", "file_name": "./t/a.sh", "location": "./t/a.sh:12"}
    history = {"history": {"duration": 0.25}, "failure_reason": "why"}
    (case,) = read("buildkite-json", [test | history]).cases
    assert (case.suite, case.message, case.location, case.duration_ms) == ("s", "why", Location("t/a.sh", 12), 250)


def test_robot_failure_has_suite_and_place() -> None:
    test = {"name": "t", "lineno": 4, "status": "FAIL", "message": "why\nmore", "elapsed_time": 0.25}
    (case,) = read("robot-json", robot(tests=[test], status="FAIL")).cases
    assert (case.suite, case.message, case.location, case.duration_ms) == ("s.a", "why", Location("/w/a.robot", 4), 250)


def test_robot_tear_down_fails_the_tests_that_had_passed() -> None:
    report = read("robot-json", robot("PASS", "SKIP", status="FAIL", message="Suite teardown failed:\nno broom"))
    assert counts(report) == (0, 1, 0, 1)
    assert [case.message for case in report.cases][-1:] == ["Suite teardown failed: no broom"]


@pytest.mark.parametrize(
    ("test", "doubtful"),
    [
        pytest.param({"body": [{"name": "Fail", "status": "NOT RUN"}]}, True, id="dry run"),
        pytest.param(
            {"setup": {"name": "Mine", "status": "PASS", "body": [{"name": "Fail", "status": "NOT RUN"}]}},
            True,
            id="nested",
        ),
        pytest.param(
            {"body": [{"type": "FOR", "status": "PASS"}, {"name": "Log", "status": "NOT RUN"}]}, True, id="loop"
        ),
        pytest.param(
            {"body": [{"name": "Log", "status": "PASS"}, {"name": "Log", "status": "NOT RUN"}]}, False, id="branch"
        ),
        pytest.param({"body": ["odd"]}, False, id="no steps"),
    ],
)
def test_robot_dry_run_is_a_shortfall(test: dict[str, Any], doubtful: bool) -> None:  # noqa: FBT001  # a column
    report = read("robot-json", robot(tests=[{"name": "t", "status": "PASS"} | test], claimed=1))
    assert counts(report) == PASSED
    assert (report.shortfall is not None) is doubtful


def test_robot_suite_without_source_has_no_places() -> None:
    assert read("robot-json", robot("FAIL", source=None)).cases[0].location is None


@pytest.mark.parametrize("location", ["t/a.sh", "t/a.sh:", "t/a.sh:1234567890", "t/a.sh:\u0663", None])
def test_buildkite_location_without_a_line_gives_the_file(location: str | None) -> None:
    test = {"scope": "s", "name": "a", "result": "failed", "file_name": "t/a.sh", "location": location}
    assert read("buildkite-json", [test]).cases[0].location == Location("t/a.sh", None)


def test_unreal_failure_has_its_first_error() -> None:
    entries = [{"event": {"type": kind, "message": kind}} for kind in ("Info", "Error", "Error")]
    test = {"testDisplayName": "A b", "fullTestPath": "G.D.A b", "state": "Fail", "entries": entries, "duration": 0.5}
    (case,) = read("unreal-json", unreal(test, failed=1)).cases
    assert (case.name, case.suite, case.message, case.duration_ms) == ("A b", "G.D", "Error", 500)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("apex-json", apex({"FullName": "C.a", "Outcome": "Pass"}, ran=2), id="apex, tests"),
        pytest.param("apex-json", apex({"FullName": "C.a", "Outcome": "Pass"}, failing=1), id="apex, failures"),
        pytest.param("apex-json", apex(), id="apex, none"),
        pytest.param("buildkite-json", [], id="buildkite, none"),
        pytest.param("robot-json", robot("PASS", claimed=2), id="robot, tests"),
        pytest.param("robot-json", robot("PASS", status="FAIL"), id="robot, a failed suite"),
        pytest.param("unreal-json", unreal({"fullTestPath": "a", "state": "Success"}, succeeded=2), id="unreal, tests"),
        pytest.param("unreal-json", unreal({"fullTestPath": "a", "state": "Success"}, failed=1), id="unreal, failures"),
        pytest.param("unreal-json", unreal({"fullTestPath": "a", "state": "NotRun"}, notRun=1), id="unreal, not run"),
    ],
)
def test_report_that_claims_more_or_holds_nothing_falls_short(name: str, value: object) -> None:
    assert read(name, value).shortfall is not None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("apex-json", {"result": {"tests": []}}),
        ("apex-json", apex({"Outcome": "Pass"})),
        ("buildkite-json", [{"name": "a"}]),
        ("robot-json", {"suite": {"name": "s"}}),
        ("robot-json", robot("PASS") | {"statistics": {}}),
        ("unreal-json", {"tests": [{"state": "Success"}]}),
        ("unreal-json", {"tests": [1]}),
    ],
)
def test_record_without_its_keys_is_refused(name: str, value: object) -> None:
    with pytest.raises(EvidenceError):
        read(name, value)

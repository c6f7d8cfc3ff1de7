from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.dart_json import DartJsonReader
from cdgate.builtin.readers.libtest_json import LibtestJsonReader
from cdgate.builtin.readers.pytest_reportlog import PytestReportlogReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location

SOURCE = Source("r.jsonl", "0" * 64, 1, "t")


def written(*entries: object) -> BytesIO:
    return BytesIO("\n".join(map(json.dumps, entries)).encode())


def counts(report: TestReport) -> tuple[int, int, int, int, int]:
    """Passed, failed, errored, skipped, flaky."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["errored"], figures["skipped"], figures["flaky"])


START = {"type": "testStart", "test": {"id": 1, "name": "a", "suiteID": 0}, "time": 10}
DONE = {"type": "done", "success": True}


def dart(*entries: object) -> TestReport:
    suite = {"type": "suite", "suite": {"id": 0, "path": "a_test.dart"}}
    return DartJsonReader().read(written(suite, *entries), SOURCE)


def end(result: str, **others: Any) -> dict[str, Any]:
    return {"type": "testDone", "testID": 1, "result": result, "time": 25, **others}


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        pytest.param([START, end("success")], (1, 0, 0, 0, 0), id="passed"),
        pytest.param([START, end("failure")], (0, 1, 0, 0, 0), id="failed"),
        pytest.param([START, end("error")], (0, 0, 1, 0, 0), id="errored"),
        pytest.param([START, end("odd")], (0, 1, 0, 0, 0), id="unknown word"),
        pytest.param([START, end("success", skipped=True)], (0, 0, 0, 1, 0), id="skipped"),
        pytest.param([START, end("success", hidden=True)], (0, 0, 0, 0, 0), id="hidden"),
        pytest.param([START, end("error", hidden=True)], (0, 0, 1, 0, 0), id="hidden and failed"),
        pytest.param([START], (0, 0, 1, 0, 0), id="no end"),
        pytest.param([[{"event": "x"}], {"type": "print"}, START, end("success")], (1, 0, 0, 0, 0), id="other lines"),
    ],
)
def test_dart_tests_end_with_their_event(entries: list[object], expected: tuple[int, int, int, int, int]) -> None:
    assert counts(dart(*entries, DONE)) == expected


def test_dart_case_tells_file_error_and_time() -> None:
    (case,) = dart(START, {"type": "error", "testID": 1, "error": "why"}, end("failure"), DONE).cases
    assert (case.name, case.suite, case.message, case.duration_ms) == ("a", "a_test.dart", "why", 15)


def test_dart_odd_numbers_are_no_times_or_suites() -> None:
    start = {"type": "testStart", "test": {"id": 1, "name": "a", "suiteID": "x"}, "time": "x"}
    (case,) = dart(start, end("failure", time="x"), DONE).cases
    assert (case.suite, case.duration_ms) == ("", 0)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param([], "last event is missing", id="cut"),
        pytest.param([{"type": "done", "success": False}], "the run says that it failed", id="failed run"),
        pytest.param([{"type": "done"}], "the run says that it failed", id="no word"),
        pytest.param([DONE], "None", id="sound"),
    ],
)
def test_dart_run_must_end_well(last: list[object], expected: str) -> None:
    assert expected in str(dart(START, end("success"), *last).shortfall)


def test_dart_failed_run_with_failed_test_is_sound() -> None:
    assert dart(START, end("failure"), {"type": "done", "success": False}).shortfall is None


def libtest(*events: tuple[str, str], count: int = 1, last: str | None = "ok") -> TestReport:
    started = {"type": "suite", "event": "started", "test_count": count}
    tests = [{"type": "test", "name": name, "event": event} for name, event in events]
    ends = [{"type": "suite", "event": last}] if last else []
    return LibtestJsonReader().read(written(started, *tests, {"type": "report"}, *ends), SOURCE)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        pytest.param([("a", "started"), ("a", "ok")], (1, 0, 0, 0, 0), id="passed"),
        pytest.param([("a", "started"), ("a", "failed")], (0, 1, 0, 0, 0), id="failed"),
        pytest.param([("a", "ignored")], (0, 0, 0, 1, 0), id="ignored"),
        pytest.param([("a", "odd")], (0, 1, 0, 0, 0), id="unknown word"),
        pytest.param([("a", "started"), ("a", "timeout"), ("a", "ok")], (1, 0, 0, 0, 0), id="slow"),
        pytest.param([("a", "started")], (0, 0, 1, 0, 0), id="no end"),
    ],
)
def test_rust_tests_end_with_their_event(
    events: list[tuple[str, str]], expected: tuple[int, int, int, int, int]
) -> None:
    assert counts(libtest(*events)) == expected


@pytest.mark.parametrize(
    ("count", "last", "expected"),
    [
        pytest.param(1, "ok", "None", id="sound"),
        pytest.param(1, None, "end of a suite is missing", id="cut"),
        pytest.param(2, "ok", "claims 2 test cases", id="tests missing"),
        pytest.param(1, "failed", "the run says that it failed", id="failed run"),
    ],
)
def test_rust_suite_must_end_well(count: int, last: str | None, expected: str) -> None:
    assert expected in str(libtest(("a", "ok"), count=count, last=last).shortfall)


def test_rust_case_tells_why_and_how_long() -> None:
    test = {"type": "test", "name": "a", "event": "failed", "stdout": "\n\n  why \nmore", "exec_time": 0.5}
    bench = {"type": "bench", "name": "b", "median": 5}
    report = LibtestJsonReader().read(written(test, bench), SOURCE)
    assert [(case.name, case.message, case.duration_ms) for case in report.cases] == [("a", "why", 500)]
    assert counts(report) == (1, 1, 0, 0, 0)


def phase(when: str, outcome: str, **others: Any) -> dict[str, Any]:
    return {"$report_type": "TestReport", "nodeid": "t.py::a", "when": when, "outcome": outcome, **others}


FINISH = {"$report_type": "SessionFinish", "exitstatus": 0}


def pytest_log(*entries: object) -> TestReport:
    return PytestReportlogReader().read(written(*entries), SOURCE)


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        pytest.param([("setup", "passed"), ("call", "passed")], (1, 0, 0, 0, 0), id="passed"),
        pytest.param([("setup", "passed"), ("call", "failed")], (0, 1, 0, 0, 0), id="failed"),
        pytest.param([("setup", "failed")], (0, 0, 1, 0, 0), id="failed set-up"),
        pytest.param([("setup", "skipped")], (0, 0, 0, 1, 0), id="skipped"),
        pytest.param([("call", "odd")], (0, 1, 0, 0, 0), id="unknown word"),
        pytest.param([("call", "rerun"), ("call", "passed")], (1, 0, 0, 0, 1), id="rerun"),
        pytest.param(
            [("call", "rerun"), ("teardown", "passed"), ("call", "passed")], (1, 0, 0, 0, 1), id="rerun whole"
        ),
        pytest.param(
            [("call", "rerun"), ("teardown", "passed"), ("call", "failed")], (0, 1, 0, 0, 0), id="rerun in vain"
        ),
        pytest.param([("call", "rerun"), ("teardown", "passed")], (0, 0, 1, 0, 0), id="rerun never came"),
        pytest.param([("call", "failed"), ("call", "passed")], (0, 1, 0, 0, 0), id="failed subtest"),
    ],
)
def test_pytest_test_is_as_bad_as_its_worst_phase(
    phases: list[tuple[str, str]], expected: tuple[int, int, int, int, int]
) -> None:
    entries = [phase(when, outcome) for when, outcome in (*phases, ("teardown", "passed"))]
    assert counts(pytest_log(*entries, FINISH)) == expected


def test_pytest_warnings_are_no_tests() -> None:
    warned = {"$report_type": "WarningMessage", "when": "runtest", "message": "w", "location": None}
    assert counts(pytest_log(phase("call", "passed"), warned, phase("teardown", "passed"), FINISH)) == (1, 0, 0, 0, 0)


def test_pytest_failed_tear_down_is_an_error() -> None:
    assert counts(pytest_log(phase("call", "passed"), phase("teardown", "failed"), FINISH)) == (0, 0, 1, 0, 0)


def test_pytest_test_without_end_is_an_error() -> None:
    assert counts(pytest_log(phase("setup", "passed"), FINISH)) == (0, 0, 1, 0, 0)


def test_pytest_failed_collection_is_an_error() -> None:
    collected = {"$report_type": "CollectReport", "nodeid": "t.py", "outcome": "failed", "longrepr": "ImportError"}
    (case,) = pytest_log({**collected, "outcome": "passed"}, collected, FINISH).cases
    assert (case.name, case.suite, case.message) == ("<collection>", "t.py", "ImportError")


@pytest.mark.parametrize(
    ("told", "message"),
    [
        pytest.param("why", "why", id="words"),
        pytest.param({"reprcrash": {"message": "why"}}, "why", id="crash"),
        pytest.param({"reprcrash": None}, "", id="no crash"),
        pytest.param(["t.py", 3, "why"], "why", id="place and words"),
        pytest.param([], "", id="empty list"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_pytest_case_tells_why(told: object, message: str) -> None:
    (case,) = pytest_log(phase("teardown", "failed", longrepr=told), FINISH).cases
    assert case.message == message


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param(["x\\t.py", 3, "a"], Location("x/t.py", 4), id="lines begin at 0"),
        pytest.param(["t.py", None, "a"], Location("t.py"), id="no line"),
        pytest.param(["", 3, "a"], None, id="no file"),
        pytest.param(["t.py"], None, id="short"),
        pytest.param(None, None, id="nothing"),
    ],
)
def test_pytest_case_tells_its_place(place: object, expected: Location | None) -> None:
    (case,) = pytest_log(phase("teardown", "failed", location=place), FINISH).cases
    assert case.location == expected


def test_pytest_case_is_named_by_its_node() -> None:
    report = pytest_log({**phase("teardown", "failed", duration=0.5), "nodeid": "t.py::A::a[1]"}, FINISH)
    assert (report.cases[0].suite, report.cases[0].name, report.cases[0].duration_ms) == ("t.py", "A::a[1]", 500)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        pytest.param([], "end of the session is missing", id="cut"),
        pytest.param([{**FINISH, "exitstatus": 2}], "exit code 2", id="interrupted"),
        pytest.param([{**FINISH, "exitstatus": 1}], "None", id="failed"),
        pytest.param([{"$report_type": "SessionStart"}, FINISH], "None", id="other lines"),
    ],
)
def test_pytest_session_must_end(last: list[object], expected: str) -> None:
    assert expected in str(pytest_log(phase("teardown", "passed"), *last).shortfall)


def test_pytest_phase_without_node_is_refused() -> None:
    with pytest.raises(EvidenceError) as caught:
        pytest_log({"when": "call", "outcome": "passed"})
    assert caught.value.slug == "wrong-shape"

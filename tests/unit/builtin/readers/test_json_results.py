from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.ctrf import CtrfReader
from cdgate.builtin.readers.cucumber_json import CucumberJsonReader
from cdgate.builtin.readers.jest_json import JestJsonReader
from cdgate.builtin.readers.mocha_json import MochaJsonReader
from cdgate.builtin.readers.mochawesome_json import MochawesomeJsonReader
from cdgate.builtin.readers.playwright_json import PlaywrightJsonReader
from cdgate.builtin.readers.rspec_json import RspecJsonReader
from cdgate.errors import EvidenceError
from cdgate.extension import Reader
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location

SOURCE = Source("r.json", "0" * 64, 1, "t")


def read(reader: Reader, value: object) -> TestReport:
    report = reader.read(BytesIO(json.dumps(value).encode()), SOURCE)
    assert isinstance(report, TestReport)
    return report


def counts(report: TestReport) -> tuple[int, int, int, int, int]:
    """Passed, failed, errored, skipped, flaky."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["errored"], figures["skipped"], figures["flaky"])


def ctrf(*tests: dict[str, Any], **summary: Any) -> TestReport:
    whole = {"tests": len(tests), **summary}
    return read(CtrfReader(), {"results": {"tool": {"name": "t"}, "summary": whole, "tests": list(tests)}})


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("passed", (1, 0, 0, 0, 0)),
        ("failed", (0, 1, 0, 0, 0)),
        ("skipped", (0, 0, 0, 1, 0)),
        ("pending", (0, 0, 0, 1, 0)),
        ("other", (0, 1, 0, 0, 0)),
    ],
)
def test_ctrf_status_decides(status: str, expected: tuple[int, int, int, int, int]) -> None:
    assert counts(ctrf({"name": "a", "status": status})) == expected


def test_ctrf_case_tells_what_the_test_says() -> None:
    test = {"name": "a", "status": "failed", "suite": ["x", "y"], "message": "why", "filePath": "a.js", "line": 3}
    (case,) = ctrf({**test, "duration": 1500}).cases
    assert (case.suite, case.message, case.location, case.duration_ms) == ("x > y", "why", Location("a.js", 3), 1500)


def test_ctrf_flaky_test_passed() -> None:
    assert counts(ctrf({"name": "a", "status": "passed", "suite": "s", "flaky": True})) == (1, 0, 0, 0, 1)


def test_ctrf_odd_places_are_left_out() -> None:
    tests = ({"name": "a", "status": "failed", "filePath": path, "line": 0} for path in ("", 5, "x"))
    assert [case.location for case in ctrf(*tests).cases] == [None, None, Location("x")]


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ({"tests": 2}, "claims 2 test cases"),
        ({"failed": 1}, "claims 1 failures"),
        ({"tests": None}, "expected integer"),
    ],
)
def test_ctrf_summary_that_is_worse_is_not_believed_away(summary: dict[str, Any], expected: str) -> None:
    try:
        said = str(ctrf({"name": "a", "status": "passed"}, **summary).shortfall)
    except EvidenceError as error:
        said = str(error)
    assert expected in said


def test_ctrf_without_number_of_tests_falls_short() -> None:
    value = {"results": {"summary": {}, "tests": [{"name": "a", "status": "passed"}]}}
    assert "does not say how many" in str(read(CtrfReader(), value).shortfall)


def jest(*files: dict[str, Any], **totals: Any) -> TestReport:
    return read(JestJsonReader(), {"numTotalTests": 0, "success": True, **totals, "testResults": list(files)})


def assertion(status: str, **others: Any) -> dict[str, Any]:
    return {"name": "/a.js", "status": status, "assertionResults": [{"title": "a", "status": status, **others}]}


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        pytest.param(assertion("passed"), (1, 0, 0, 0, 0), id="passed"),
        pytest.param(assertion("failed"), (0, 1, 0, 0, 0), id="failed"),
        pytest.param(assertion("todo"), (0, 0, 0, 1, 0), id="todo"),
        pytest.param(assertion("odd"), (0, 1, 0, 0, 0), id="unknown word"),
        pytest.param(assertion("passed", retryReasons=["x"]), (1, 0, 0, 0, 1), id="flaky"),
        pytest.param({"testResults": [{"title": "a", "status": "passed"}]}, (1, 0, 0, 0, 0), id="old keys"),
        pytest.param({"status": "failed", "message": "x", "assertionResults": []}, (0, 0, 1, 0, 0), id="failed file"),
        pytest.param({"testExecError": "x", "testResults": []}, (0, 0, 1, 0, 0), id="file that could not run"),
    ],
)
def test_jest_files_give_their_tests(file: dict[str, Any], expected: tuple[int, int, int, int, int]) -> None:
    assert counts(jest(file)) == expected


def test_jest_case_tells_what_the_assertion_says() -> None:
    (case,) = jest(assertion("failed", fullName="x a", failureMessages=["why\nmore"], duration=7)).cases
    assert (case.name, case.suite, case.message, case.duration_ms) == ("x a", "/a.js", "why", 7)


@pytest.mark.parametrize(
    ("totals", "expected"),
    [
        pytest.param({}, "None", id="nothing"),
        pytest.param({"numTotalTests": 2}, "claims 2 test cases", id="tests"),
        pytest.param({"numFailedTests": 1}, "claims 1 failures", id="failures"),
        pytest.param({"numRuntimeErrorTestSuites": 1}, "1 test files could not run, 0 are listed", id="files"),
        pytest.param({"wasInterrupted": True}, "interrupted", id="interrupted"),
        pytest.param({"success": False}, "the run says that it failed", id="failed run"),
    ],
)
def test_jest_totals_that_are_worse_are_a_shortfall(totals: dict[str, Any], expected: str) -> None:
    assert expected in str(jest(assertion("passed"), **totals).shortfall)


def test_jest_failed_run_with_failed_test_is_sound() -> None:
    assert jest(assertion("failed"), success=False).shortfall is None


def mocha(**lists: Any) -> TestReport:
    value = {"stats": {"tests": 0}, "tests": [], "passes": [], "pending": [], "failures": [], **lists}
    return read(MochaJsonReader(), value)


def test_mocha_lists_give_the_outcomes() -> None:
    passes = [{"fullTitle": "a", "currentRetry": 1}, {"title": "b", "currentRetry": True}]
    failures = [{"fullTitle": "d", "file": "x\\d.js", "err": {"message": "why"}, "duration": 4}, {"fullTitle": "e"}]
    report = mocha(passes=passes, pending=[{"fullTitle": "c"}], failures=failures)
    assert counts(report) == (2, 2, 0, 1, 1)
    told = [(case.name, case.message, case.location, case.duration_ms) for case in report.cases]
    assert told[2:] == [("d", "why", Location("x/d.js"), 4), ("e", "", None, 0)]


@pytest.mark.parametrize(
    "lists",
    [
        pytest.param({"stats": {"tests": 2}}, id="statistics"),
        pytest.param({"tests": [{}, {}]}, id="list of tests"),
        pytest.param({"stats": {"failures": 1}}, id="failures"),
    ],
)
def test_mocha_statistics_that_are_worse_are_a_shortfall(lists: dict[str, Any]) -> None:
    assert "the report claims" in str(mocha(passes=[{"fullTitle": "a"}], **lists).shortfall)


@pytest.mark.parametrize(
    ("passes", "doubtful"),
    [
        pytest.param([{"speed": "fast"}, {"speed": "fast"}], True, id="dry run"),
        pytest.param([{"speed": "fast", "duration": 0}, {"speed": "fast"}], False, id="run"),
        pytest.param([{}], False, id="old Mocha and other writers"),
        pytest.param([], False, id="none"),
    ],
)
def test_mocha_dry_run_is_a_shortfall(passes: list[dict[str, Any]], doubtful: bool) -> None:  # noqa: FBT001  # a column
    named = [{"fullTitle": f"t{at}", **each} for at, each in enumerate(passes)]
    report = mocha(passes=named, failures=[{"fullTitle": "f", "duration": 1}])
    assert (report.shortfall is not None) is doubtful


def mochawesome(*tests: dict[str, Any], **others: Any) -> TestReport:
    inner = {"tests": list(tests), "suites": [{"file": "b.js"}], **others.pop("hooks", {})}
    stats = {"stats": {"tests": 0, **others}}
    return read(MochawesomeJsonReader(), {**stats, "results": [{"file": "/a.js", "suites": [inner]}]})


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        pytest.param({"state": "passed"}, (1, 0, 0, 0, 0), id="passed"),
        pytest.param({"state": "failed"}, (0, 1, 0, 0, 0), id="failed"),
        pytest.param({"state": "pending"}, (0, 0, 0, 1, 0), id="pending"),
        pytest.param({"state": None, "skipped": True}, (0, 0, 0, 1, 0), id="skipped"),
        pytest.param({"state": None}, (0, 1, 0, 0, 0), id="no word"),
    ],
)
def test_mochawesome_states_decide(test: dict[str, Any], expected: tuple[int, int, int, int, int]) -> None:
    assert counts(mochawesome({"title": "a", **test})) == expected


def test_mochawesome_failed_hooks_are_errored_cases() -> None:
    hooks = {
        "beforeHooks": [{"title": "h", "fail": True, "err": {"message": "why"}}, {"title": "i", "fail": False}],
        "afterHooks": [{"title": "j", "state": "failed"}],
    }
    report = mochawesome({"title": "a", "state": "passed"}, hooks=hooks)
    assert counts(report) == (1, 0, 2, 0, 0)
    assert [(case.name, case.message, case.location) for case in report.cases] == [
        ("h", "why", Location("a.js")),
        ("j", "", Location("a.js")),
    ]


@pytest.mark.parametrize("stats", [{"tests": 2}, {"failures": 1}])
def test_mochawesome_statistics_that_are_worse_are_a_shortfall(stats: dict[str, Any]) -> None:
    assert "the report claims" in str(mochawesome({"title": "a", "state": "passed"}, **stats).shortfall)


def test_mochawesome_test_without_file_has_no_place() -> None:
    value = {"stats": {}, "results": [{"tests": [{"title": "a", "state": "failed"}]}]}
    assert read(MochawesomeJsonReader(), value).cases[0].location is None


def playwright(*tests: dict[str, Any], **others: Any) -> TestReport:
    spec = {"title": "t", "file": "a.ts", "line": 3, "tests": list(tests)}
    suite = {"title": "a.ts", "suites": [{"title": "inner", "specs": [spec, {"tests": []}]}]}
    return read(PlaywrightJsonReader(), {"config": {}, "suites": [suite], **others})


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("expected", (1, 0, 0, 0, 0)),
        ("unexpected", (0, 1, 0, 0, 0)),
        ("flaky", (1, 0, 0, 0, 1)),
        ("skipped", (0, 0, 0, 1, 0)),
        ("odd", (0, 1, 0, 0, 0)),
    ],
)
def test_playwright_status_decides(status: str, expected: tuple[int, int, int, int, int]) -> None:
    assert counts(playwright({"status": status})) == expected


def test_playwright_case_tells_project_place_and_first_error() -> None:
    results = [{"duration": 5, "error": {"message": "why"}}, {"duration": 7}]
    (case,) = playwright({"status": "unexpected", "projectName": "firefox", "results": results}).cases
    assert (case.name, case.suite, case.message) == ("firefox > inner > t", "a.ts", "why")
    assert (case.location, case.duration_ms) == (Location("a.ts", 3), 12)


def test_playwright_errors_of_the_run_are_errored_cases() -> None:
    report = playwright({"status": "expected"}, errors=[{"message": "no browser"}, {}, "x"])
    assert counts(report) == (1, 0, 3, 0, 0)
    assert [case.message for case in report.cases] == ["no browser", "", ""]


def test_playwright_statistics_that_are_worse_are_a_shortfall() -> None:
    assert "claims 2 test cases" in str(playwright({"status": "expected"}, stats={"expected": 2}).shortfall)


def rspec(*examples: dict[str, Any], **summary: Any) -> TestReport:
    return read(RspecJsonReader(), {"examples": list(examples), "summary": summary})


def test_rspec_examples_give_the_cases() -> None:
    failed = {"full_description": "b", "status": "failed", "file_path": "./b.rb", "line_number": 3, "run_time": 0.5}
    report = rspec(
        {"description": "a", "status": "passed"},
        {**failed, "exception": {"message": "why"}},
        {"description": "c", "status": "pending", "pending_message": "later"},
        {"description": "d", "status": "odd", "file_path": 5},
    )
    assert counts(report) == (1, 2, 0, 1, 0)
    told = [(case.name, case.suite, case.message, case.location, case.duration_ms) for case in report.cases]
    assert told == [
        ("b", "b.rb", "why", Location("b.rb", 3), 500),
        ("c", "", "later", None, 0),
        ("d", "", "", None, 0),
    ]


def test_rspec_errors_outside_of_examples_are_an_errored_case() -> None:
    report = rspec(errors_outside_of_examples_count=2)
    assert counts(report) == (0, 0, 1, 0, 0)
    assert report.cases[0].message == "2 errors outside of examples"


@pytest.mark.parametrize("summary", [{"example_count": 2}, {"failure_count": 1}])
def test_rspec_summary_that_is_worse_is_a_shortfall(summary: dict[str, Any]) -> None:
    assert "the report claims" in str(rspec({"description": "a", "status": "passed"}, **summary).shortfall)


def cucumber(*elements: dict[str, Any]) -> TestReport:
    return read(CucumberJsonReader(), [{"uri": "a.feature", "elements": list(elements)}, {"uri": "b.feature"}])


def steps(*statuses: str) -> list[dict[str, Any]]:
    return [{"name": f"is {status}", "result": {"status": status, "duration": 2_000_000}} for status in statuses]


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        pytest.param([{"steps": steps("passed")}], (1, 0, 0, 0, 0), id="passed"),
        pytest.param([{"steps": steps("passed", "failed", "skipped")}], (0, 1, 0, 0, 0), id="worst step"),
        pytest.param([{"steps": steps("undefined")}], (0, 0, 0, 1, 0), id="undefined"),
        pytest.param([{"steps": steps("ambiguous")}], (0, 1, 0, 0, 0), id="unknown word"),
        pytest.param([{"steps": [{"name": "a"}]}], (0, 0, 0, 1, 0), id="step without result"),
        pytest.param([{"steps": [{"result": ["passed"]}]}], (0, 1, 0, 0, 0), id="result that is no object"),
        pytest.param([{}], (0, 0, 0, 1, 0), id="no steps"),
        pytest.param([{"before": steps("failed"), "steps": steps("skipped")}], (0, 1, 0, 0, 0), id="hook"),
        pytest.param(
            [{"steps": [{**steps("passed")[0], "after": steps("failed")}]}], (0, 1, 0, 0, 0), id="hook of step"
        ),
        pytest.param(
            [
                {"type": "background", "steps": steps("failed")},
                {"type": "scenario", "steps": steps("skipped")},
                {"type": "scenario", "steps": steps("passed")},
            ],
            (1, 1, 0, 0, 0),
            id="background of the next scenario",
        ),
        pytest.param(
            [{"type": "background", "steps": [{"name": "a"}]}, {"status": "passed", "steps": steps("passed")}],
            (1, 0, 0, 0, 0),
            id="background that has no results",
        ),
        pytest.param([{"status": "error", "steps": steps("undefined")}], (0, 1, 0, 0, 0), id="word of the scenario"),
    ],
)
def test_cucumber_scenario_is_as_bad_as_its_worst_step(
    elements: list[dict[str, Any]], expected: tuple[int, int, int, int, int]
) -> None:
    assert counts(cucumber(*elements)) == expected


def test_cucumber_case_tells_step_place_and_time() -> None:
    (case,) = cucumber({"name": "s", "line": 4, "steps": steps("passed", "failed")}).cases
    assert (case.name, case.suite, case.message) == ("s", "a.feature", "is failed")
    assert (case.location, case.duration_ms) == (Location("a.feature", 4), 4)


def test_cucumber_scenario_without_place_has_none() -> None:
    value = [{"elements": [{"id": "s", "steps": steps("failed")}]}]
    assert read(CucumberJsonReader(), value).cases[0].location is None


READERS = (
    CtrfReader(),
    CucumberJsonReader(),
    JestJsonReader(),
    MochaJsonReader(),
    MochawesomeJsonReader(),
    PlaywrightJsonReader(),
    RspecJsonReader(),
)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@pytest.mark.parametrize("value", [None, 5, "x", {"results": 5}, [5], {"examples": [5]}, {"testResults": [{}]}])
def test_other_shapes_are_refused(reader: Reader, value: object) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(reader, value)
    assert caught.value.slug == "wrong-shape"


HEADS = {
    "ctrf": b'{"reportFormat": "CTRF", "specVersion": "1.0.0", "results": {"tool": {"name": "t"}',
    "cucumber-json": b'[{"id": "a", "uri": "a.feature", "keyword": "Feature", "elements": [{"keyword": "Scenario"',
    "jest-json": b'{"numFailedTestSuites": 0, "numFailedTests": 0, "numTotalTestSuites": 1, "numTotalTests": 2, "sna',
    "mocha-json": b'{"stats": {"suites": 1, "tests": 2, "passes": 1, "pending": 0, "failures": 1}, "tests": [{"tit',
    "mochawesome-json": b'{"stats": {"suites": 1, "tests": 3, "passes": 1, "testsRegistered": 3, "passPercent": 50}, "res',
    "playwright-json": b'{"config": {"configFile": "/w/c.ts", "rootDir": "/w", "projects": [{"outputDir": "/w/o"',
    "rspec-json": b'{"version": "3.13.0", "seed": 5, "examples": [{"id": "./a[1:1]", "full_description": "a b"',
    "none of them": b'{"results": [], "stats": {}, "config": {"rootDir": "x"}, "examples": [], "suites": []}',
    "none of these lists": b'[{"uri": "a", "keyword": "b"}]',
}


@pytest.mark.parametrize("name", HEADS)
def test_beginning_is_recognised_by_its_reader_alone(name: str) -> None:
    known = [reader.name for reader in READERS if reader.recognises(HEADS[name], "r.json")]
    assert known == [name] * (name in {reader.name for reader in READERS})

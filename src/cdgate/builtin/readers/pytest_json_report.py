"""Reads the JSON of the plugin pytest-json-report."""

from __future__ import annotations

from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import milliseconds_of
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import arr, head_of_json, integer, load_json, obj, string

_RANKS = {"passed": PASSED, "xpassed": PASSED, "skipped": SKIPPED, "xfailed": SKIPPED, "error": ERRORED}
_STAGES = ("setup", "call", "teardown")
_RAN = range(2)  # exit codes: everything passed, something failed


class PytestJsonReportReader:
    """Tests with their stages. A test that was run again has the outcome of its last stages, and is flaky if it passed."""

    name = "pytest-json-report"
    kind = "tests"
    title = "pytest-json-report"
    link = "https://github.com/numirias/pytest-json-report#format"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the totals of pytest."""
        seen = head_of_json(head)
        return seen.keys >= {"exitcode", "root", "summary"} and "collected" in seen.inner

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by file. Raises EvidenceError for what is not sound."""
        report = obj(load_json(stream), "$")
        tally = CaseTally()
        for collector in arr(report.get("collectors", []), "$.collectors"):
            here = obj(collector, "$.collectors[]")
            if here.get("outcome") == "failed":
                message = _words(here.get("longrepr"))
                tally.add(Case("<collection>", ERRORED, _words(here.get("nodeid")), message))
        for number, test in enumerate(arr(report.get("tests", []), "$.tests")):
            tally.add(_case(obj(test, f"$.tests[{number}]")))
        summary = obj(report.get("summary"), "$.summary")
        total, failed, errors = (
            integer(summary.get(key, 0), f"$.summary.{key}") for key in ("total", "failed", "error")
        )
        tally.claim(total, failed + errors)
        status = integer(report.get("exitcode"), "$.exitcode")
        if status not in _RAN:
            tally.doubt(text("pytest ended with exit code {status}: not all tests ran", status=status))
        return tally.report(source)


def _case(test: dict[str, Any]) -> Case:  # any JSON
    node = string(test.get("nodeid"), "$.tests[].nodeid")
    file, _, name = node.partition("::")
    stages = [stage for stage in map(test.get, _STAGES) if isinstance(stage, dict)]
    outcome = string(test.get("outcome"), "$.tests[].outcome")
    rank = _RANKS.get(outcome, FAILED)
    again = outcome == "rerun"
    if again and stages and all(stage.get("outcome") == "passed" for stage in stages):
        rank = PASSED
    line = test.get("lineno")
    location = Location(file, line + 1 if type(line) is int and line >= 0 else None) if file else None
    took = sum(milliseconds_of(stage.get("duration")) for stage in stages)
    message = next(filter(None, map(_message, stages)), "")
    return Case(name or node, rank, file, message, location, took, again)


def _message(stage: dict[str, Any]) -> str:  # any JSON
    crash = stage.get("crash")
    return (_words(crash.get("message")) if isinstance(crash, dict) else "") or _words(stage.get("longrepr"))


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""

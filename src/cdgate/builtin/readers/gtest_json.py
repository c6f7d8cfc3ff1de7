"""Reads the JSON of GoogleTest (`--gtest_output=json`)."""

from __future__ import annotations

from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.junit_words import FAILED, PASSED, SKIPPED
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import arr, head_of_json, integer, load_json, obj, string
from cdgate.parsing.text import milliseconds

# By status and result; tests of old versions have no result, and everything else has failed.
_RANKS = {
    ("RUN", "COMPLETED"): PASSED,
    ("RUN", ""): PASSED,
    ("RUN", "SKIPPED"): SKIPPED,
    ("NOTRUN", "SUPPRESSED"): SKIPPED,
    ("NOTRUN", ""): SKIPPED,
}


class GtestJsonReader:
    """Test suites with tests; a test fails by its list of failures."""

    name = "gtest-json"
    kind = "tests"
    title = "GoogleTest JSON (--gtest_output=json)"
    link = "https://google.github.io/googletest/advanced.html#generating-a-json-report"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the totals beside the suites."""
        return head_of_json(head).keys >= {"tests", "failures", "testsuites"}

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by suite. Raises EvidenceError for what is not sound."""
        report = obj(load_json(stream), "$")
        tally = CaseTally()
        for suite in arr(report.get("testsuites"), "$.testsuites"):
            here = obj(suite, "$.testsuites[]")
            name = string(here.get("name"), "$.testsuites[].name")
            for test in arr(here.get("testsuite"), "$.testsuites[].testsuite"):
                tally.add(_case(obj(test, "$.testsuites[].testsuite[]"), name))
        tests, failed, errors = (integer(report.get(key, 0), f"$.{key}") for key in ("tests", "failures", "errors"))
        tally.claim(tests, failed + errors)
        return tally.report(source)


def _case(test: dict[str, Any], suite: str) -> Case:  # any JSON
    failures = arr(test.get("failures", []), "$.testsuites[].testsuite[].failures")
    status, result = (_words(test.get(key)) for key in ("status", "result"))
    file, line, time = test.get("file"), test.get("line"), _words(test.get("time"))
    return Case(
        string(test.get("name"), "$.testsuites[].testsuite[].name"),
        FAILED if failures else _RANKS.get((status, result), FAILED),
        suite,
        _message(failures or arr(test.get("skipped", []), "$.testsuites[].testsuite[].skipped")),
        Location(file, line if type(line) is int and line > 0 else None) if isinstance(file, str) and file else None,
        milliseconds(time.removesuffix("s")),
    )


def _message(results: list[Any]) -> str:  # any JSON
    first = results[0] if results else None
    return _words(first.get("failure") or first.get("message")) if isinstance(first, dict) else ""


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""

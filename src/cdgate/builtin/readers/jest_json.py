"""Reads the JSON of Jest, and of Vitest, which has its shape."""

from __future__ import annotations

from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import milliseconds_of
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.json import arr, head_of_json, integer, load_json, obj, string

_RANKS = {"passed": PASSED, **dict.fromkeys(("pending", "skipped", "todo", "disabled"), SKIPPED)}


class JestJsonReader:
    """Test files with their tests; a file that failed without a failed test counts as one errored case."""

    name = "jest-json"
    kind = "tests"
    title = "Jest and Vitest JSON"
    link = "https://jestjs.io/docs/cli#--json"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the totals, which come first."""
        return head_of_json(head).keys >= {"numTotalTests", "numTotalTestSuites", "numFailedTests"}

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by file. Raises EvidenceError for what is not sound."""
        report = obj(load_json(stream), "$")
        tally = CaseTally()
        broken = 0
        for number, file in enumerate(arr(report.get("testResults"), "$.testResults")):
            broken += _file(obj(file, f"$.testResults[{number}]"), f"$.testResults[{number}]", tally)
        names = ("numTotalTests", "numFailedTests", "numRuntimeErrorTestSuites")
        tests, failed, errors = (integer(report.get(name, 0), f"$.{name}") for name in names)
        tally.claim(tests, failed)
        if errors > broken:
            tally.doubt(text("{claimed} test files could not run, {held} are listed", claimed=errors, held=broken))
        if report.get("wasInterrupted") is True:
            tally.doubt(text("the run was interrupted"))
        if report.get("success") is False and not sum(tally.counts[FAILED:]):
            tally.doubt(text("the run says that it failed, though none of its tests did"))
        return tally.report(source)


def _file(file: dict[str, Any], where: str, tally: CaseTally) -> int:  # any JSON
    """Count the tests of a file; return 1 where the file itself could not run."""
    suite = _words(file.get("name")) or _words(file.get("testFilePath"))
    failed = False
    key = "assertionResults" if "assertionResults" in file else "testResults"
    for number, test in enumerate(arr(file.get(key), f"{where}.{key}")):
        case = _case(obj(test, f"{where}.{key}[{number}]"), suite)
        failed = failed or case.rank >= FAILED
        tally.add(case)
    stopped = file.get("testExecError") is not None
    if stopped or (file.get("status") == "failed" and not failed):
        message = _words(file.get("message")) or _words(file.get("failureMessage")) or _words(file.get("testExecError"))
        tally.add(Case("<test file>", ERRORED, suite, message))
        return 1
    return 0


def _case(test: dict[str, Any], suite: str) -> Case:  # any JSON
    name = _words(test.get("fullName")) or string(test.get("title"), "$.testResults[].title")
    messages = test.get("failureMessages")
    message = messages[0] if isinstance(messages, list) and messages else ""
    rank = _RANKS.get(string(test.get("status"), "$.testResults[].status"), FAILED)
    duration_ms = milliseconds_of(test.get("duration"), 1000)
    return Case(name, rank, suite, _words(message), None, duration_ms, bool(test.get("retryReasons")))


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""

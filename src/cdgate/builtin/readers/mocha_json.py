"""Reads the JSON of Mocha."""

from __future__ import annotations

from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import milliseconds_of
from cdgate.builtin.readers.junit_words import FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import arr, head_of_json, integer, load_json, obj, string

_LISTS = {"passes": PASSED, "pending": SKIPPED, "failures": FAILED}


class MochaJsonReader:
    """The lists of passes, pending tests and failures, which hold failed hooks too."""

    name = "mocha-json"
    kind = "tests"
    title = "Mocha JSON"
    link = "https://mochajs.org/#json"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the keys of the statistics."""
        seen = head_of_json(head)
        return seen.keys >= {"stats", "tests"} and seen.inner >= {"passes", "pending", "failures", "suites"}

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by file. Raises EvidenceError for what is not sound."""
        report = obj(load_json(stream), "$")
        tally = CaseTally()
        for name, rank in _LISTS.items():
            for number, test in enumerate(arr(report.get(name), f"$.{name}")):
                tally.add(_case(obj(test, f"$.{name}[{number}]"), rank))
        stats = obj(report.get("stats"), "$.stats")
        tests, failures = (integer(stats.get(key, 0), f"$.stats.{key}") for key in ("tests", "failures"))
        tally.claim(max(tests, len(arr(report.get("tests"), "$.tests"))), failures)
        if _is_dry(arr(report.get("passes"), "$.passes")):
            tally.doubt(text("no test has a duration: Mocha made a dry run"))
        return tally.report(source)


def _is_dry(passes: list[Any]) -> bool:  # any JSON
    """Tell what a dry run writes: it rates the speed of tests that took no time."""
    return bool(passes) and all("speed" in test and "duration" not in test for test in passes)


def _case(test: dict[str, Any], rank: int) -> Case:  # any JSON
    error, file = test.get("err"), test.get("file")
    message = error.get("message") if isinstance(error, dict) else None
    path = file if isinstance(file, str) else ""
    retries = test.get("currentRetry")
    return Case(
        string(test.get("fullTitle", test.get("title")), "$.tests[].fullTitle"),
        rank,
        path,
        message if isinstance(message, str) else "",
        Location(path.replace("\\", "/")) if path else None,
        milliseconds_of(test.get("duration"), 1000),
        type(retries) is int and retries > 0,
    )

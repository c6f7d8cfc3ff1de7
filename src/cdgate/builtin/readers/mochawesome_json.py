"""Reads the JSON of Mochawesome, which Cypress projects often write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import milliseconds_of
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import arr, head_of_json, integer, load_json, obj, string

_RANKS = {"passed": PASSED, "pending": SKIPPED, "skipped": SKIPPED}
_HOOKS = ("beforeHooks", "afterHooks")


class MochawesomeJsonReader:
    """Suites in suites with tests; a hook counts only where it failed."""

    name = "mochawesome-json"
    kind = "tests"
    title = "Mochawesome JSON"
    link = "https://github.com/adamgruber/mochawesome"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the keys of the statistics."""
        seen = head_of_json(head)
        return "stats" in seen.keys and seen.inner >= {"testsRegistered", "passPercent"}

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by file. Raises EvidenceError for what is not sound."""
        report = obj(load_json(stream), "$")
        tally = CaseTally()
        for case in _cases(arr(report.get("results"), "$.results"), ""):
            tally.add(case)
        stats = obj(report.get("stats"), "$.stats")
        tests, failures = (integer(stats.get(key, 0), f"$.stats.{key}") for key in ("tests", "failures"))
        tally.claim(tests, failures)
        return tally.report(source)


def _cases(suites: list[Any], outer: str) -> Iterator[Case]:  # any JSON
    for suite in suites:
        here = obj(suite, "$.results[]")
        file = string(here.get("file") or outer, "$.results[].file")
        for test in arr(here.get("tests", []), "$.results[].tests"):
            yield _case(obj(test, "$.results[].tests[]"), file)
        for name in _HOOKS:
            for hook in arr(here.get(name, []), f"$.results[].{name}"):
                found = obj(hook, f"$.results[].{name}[]")
                if found.get("fail") is True or found.get("state") == "failed":
                    yield _case(found, file, rank=ERRORED)
        yield from _cases(arr(here.get("suites", []), "$.results[].suites"), file)


def _case(test: dict[str, Any], file: str, rank: int | None = None) -> Case:  # any JSON
    if rank is None:  # a test that did not run has no state
        state = test.get("state") or ("skipped" if test.get("skipped") is True else "")
        rank = _RANKS.get(string(state, "$.results[].tests[].state"), FAILED)
    error = test.get("err")
    message = error.get("message") if isinstance(error, dict) else None
    path = file.lstrip("/").replace("\\", "/")
    return Case(
        string(test.get("fullTitle", test.get("title")), "$.results[].tests[].fullTitle"),
        rank,
        file,
        message if isinstance(message, str) else "",
        Location(path) if path else None,
        milliseconds_of(test.get("duration"), 1000),
    )

"""Reads the JSON of Playwright: a test of a project is one case, however often it was tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import milliseconds_of
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import arr, head_of_json, integer, load_json, obj, string

# A test that failed as it was expected to has passed; one that passed at a later try is flaky.
_RANKS = {"expected": PASSED, "flaky": PASSED, "skipped": SKIPPED}


class PlaywrightJsonReader:
    """Suites in suites with specs, whose tests say how they ended."""

    name = "playwright-json"
    kind = "tests"
    title = "Playwright JSON"
    link = "https://playwright.dev/docs/test-reporters#json-reporter"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the keys of the configuration, which comes first."""
        seen = head_of_json(head)
        return "config" in seen.keys and seen.inner >= {"rootDir", "projects"}

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by file. Raises EvidenceError for what is not sound."""
        report = obj(load_json(stream), "$")
        tally = CaseTally()
        for case in _cases(arr(report.get("suites"), "$.suites"), ()):
            tally.add(case)
        for error in arr(report.get("errors", []), "$.errors"):
            message = error.get("message") if isinstance(error, dict) else None
            tally.add(Case("<run>", ERRORED, "", message if isinstance(message, str) else ""))
        stats = obj(report.get("stats", {}), "$.stats")
        counts = {name: integer(stats.get(name, 0), f"$.stats.{name}") for name in (*_RANKS, "unexpected")}
        tally.claim(sum(counts.values()), counts["unexpected"])
        return tally.report(source)


def _cases(suites: list[Any], titles: tuple[str, ...]) -> Iterator[Case]:  # any JSON
    for suite in suites:
        here = obj(suite, "$.suites[]")
        below = (*titles, string(here.get("title", ""), "$.suites[].title"))
        for spec in arr(here.get("specs", []), "$.suites[].specs"):
            yield from _tests(obj(spec, "$.suites[].specs[]"), below)
        yield from _cases(arr(here.get("suites", []), "$.suites[].suites"), below)


def _tests(spec: dict[str, Any], titles: tuple[str, ...]) -> Iterator[Case]:  # any JSON
    file, line = spec.get("file"), spec.get("line")
    location = None
    if isinstance(file, str) and file:
        location = Location(file.replace("\\", "/"), line if type(line) is int and line > 0 else None)
    for test in arr(spec.get("tests"), "$.suites[].specs[].tests"):
        here = obj(test, "$.suites[].specs[].tests[]")
        status = string(here.get("status"), "$.suites[].specs[].tests[].status")
        results = [obj(result, "tests[].results[]") for result in arr(here.get("results", []), "tests[].results")]
        project = here.get("projectName")
        names = (project if isinstance(project, str) else "", *titles[1:], str(spec.get("title", "")))
        yield Case(
            " > ".join(filter(None, names)),
            _RANKS.get(status, FAILED),
            titles[0],
            next(filter(None, map(_message, results)), ""),
            location,
            sum(milliseconds_of(result.get("duration"), 1000) for result in results),
            status == "flaky",
        )


def _message(result: dict[str, Any]) -> str:  # any JSON
    error = result.get("error")
    message = error.get("message") if isinstance(error, dict) else None
    return message if isinstance(message, str) else ""

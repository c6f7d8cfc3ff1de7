"""Reads the JSON output of Robot Framework and Rebot, the same model as in output.xml."""

from __future__ import annotations

from typing import Any

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import milliseconds_of
from cdgate.builtin.readers.junit_words import FAILED, PASSED, SKIPPED
from cdgate.builtin.readers.result_lists import ResultList
from cdgate.builtin.readers.runner_layouts import NOT_RUN
from cdgate.builtin.readers.steps_run import StepsRun
from cdgate.message import text
from cdgate.model.location import Location
from cdgate.parsing.json import JsonValue, arr, integer, obj, string

_RANKS = {"PASS": PASSED, "SKIP": SKIPPED, "NOT RUN": SKIPPED}
_TEAR_DOWN = "Suite teardown failed"
_JOINT = "."


def _gather(value: JsonValue, tally: CaseTally) -> None:
    whole = obj(value, "$")
    waiting = [("", obj(whole.get("suite"), "$.suite"))]
    spoiled: list[Case] = []
    failed = False
    steps = StepsRun("", NOT_RUN)
    while waiting:
        around, suite = waiting.pop()
        name = string(suite.get("name"), "$.suite.name")
        place = f"{around}{_JOINT}{name}" if around else name
        for item in arr(suite.get("tests", []), "$.suite.tests"):
            test = obj(item, "$.suite.tests[]")
            tally.add(_case(test, place, _words(suite.get("source"))))
            _look(test, steps)
        waiting.extend(
            (place, obj(inner, "$.suite.suites[]")) for inner in arr(suite.get("suites", []), "$.suite.suites")
        )
        failed = failed or _RANKS.get(string(suite.get("status"), "$.suite.status"), FAILED) == FAILED
        said = _words(suite.get("message"))
        if said.startswith(_TEAR_DOWN):
            spoiled.append(Case("<status>", FAILED, place, said.replace("\n", " ")))
    for why in spoiled:  # their tests are written as they ended before
        tally.spoil(why.suite, _JOINT, why)
    total = obj(obj(whole.get("statistics"), "$.statistics").get("total"), "$.statistics.total")
    counts = [integer(total.get(key, 0), f"$.statistics.total.{key}") for key in ("pass", "fail", "skip")]
    tally.claim(sum(counts), counts[1])
    if failed and not sum(tally.counts[FAILED:]):
        tally.doubt(text("the report says that the run failed, though none of its tests did"))
    steps.weigh(tally)


def _case(test: dict[str, Any], suite: str, source: str) -> Case:  # any JSON
    line = test.get("lineno")
    return Case(
        string(test.get("name"), "$.suite.tests[].name"),
        _RANKS.get(string(test.get("status"), "$.suite.tests[].status"), FAILED),
        suite,
        _words(test.get("message")),
        Location(source, line if type(line) is int and line > 0 else None) if source else None,
        milliseconds_of(test.get("elapsed_time")),
    )


def _look(test: dict[str, Any], steps: StepsRun) -> None:  # any JSON
    """Look at the keywords of a test; those that hold others, and control structures, say nothing of themselves."""
    waiting = _below(test)
    while waiting:
        item = waiting.pop()
        below = _below(item)
        waiting.extend(below)
        if not below and "name" in item:
            steps.take(_words(item.get("status")))


def _below(item: dict[str, Any]) -> list[dict[str, Any]]:  # any JSON
    body = item.get("body")
    inner = [*(body if isinstance(body, list) else ()), item.get("setup"), item.get("teardown")]
    return [each for each in inner if isinstance(each, dict)]


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


ROBOT_JSON = ResultList(
    name="robot-json",
    title="Robot Framework output.json",
    link="https://robotframework.org/robotframework/latest/RobotFrameworkUserGuide.html#json-output-files",
    looks=lambda head: {"generator", "rpa", "suite"} <= head.keys,
    gather=_gather,
)

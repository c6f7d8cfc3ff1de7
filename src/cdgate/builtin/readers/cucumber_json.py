"""Reads the JSON of Cucumber and Behave: a scenario is a case, as bad as its worst step or hook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.junit_words import FAILED, PASSED, SKIPPED
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import arr, head_of_json, load_json, obj

# Cucumber's own JUnit report calls scenarios with steps that nobody has defined yet skipped.
_RANKS = {"passed": PASSED, "skipped": SKIPPED, "pending": SKIPPED, "undefined": SKIPPED, "untested": SKIPPED}
_NANOSECONDS = 1_000_000
_HOOKS = ("before", "steps", "after")


class CucumberJsonReader:
    """Features with scenarios; the steps of a background belong to the scenario that follows it."""

    name = "cucumber-json"
    kind = "tests"
    title = "Cucumber JSON"
    link = "https://github.com/cucumber/cucumber-json-schema"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the keys of a feature in a list."""
        seen = head_of_json(head)
        return not seen.keys and seen.inner >= {"keyword", "elements"} and bool({"uri", "location"} & seen.inner)

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the scenarios by feature. Raises EvidenceError for what is not sound."""
        tally = CaseTally()
        for number, feature in enumerate(arr(load_json(stream), "$")):
            for case in _scenarios(obj(feature, f"$[{number}]"), f"$[{number}]"):
                tally.add(case)
        return tally.report(source)


def _scenarios(feature: dict[str, Any], where: str) -> Iterator[Case]:  # any JSON
    uri = str(feature.get("uri") or feature.get("location") or "")
    background: list[dict[str, Any]] = []
    for number, element in enumerate(arr(feature.get("elements", []), f"{where}.elements")):
        scenario = obj(element, f"{where}.elements[{number}]")
        steps = [step for hook in _HOOKS for step in _steps(scenario, hook, where)]
        if scenario.get("type") == "background":
            background = [step for step in steps if "result" in step]  # Behave repeats them in each scenario
        else:
            yield _case(scenario, uri, [*background, *steps])
            background = []


def _steps(scenario: dict[str, Any], hook: str, where: str) -> Iterator[dict[str, Any]]:  # any JSON
    for step in arr(scenario.get(hook, []), f"{where}.elements[].{hook}"):
        here = obj(step, f"{where}.elements[].{hook}[]")
        yield here
        for inner in ("before", "after"):  # hooks of single steps
            for each in arr(here.get(inner, []), f"{where}.elements[].{hook}[].{inner}"):
                yield obj(each, f"{where}.elements[].{hook}[].{inner}[]")


def _case(scenario: dict[str, Any], uri: str, steps: list[dict[str, Any]]) -> Case:  # any JSON
    rank, message, duration = PASSED, "", 0
    for step in steps:
        result = step.get("result")
        # Behave writes none for steps that it did not run; what is no object says nothing, so it counts as the worst.
        told = {"status": "skipped"} if result is None else result if isinstance(result, dict) else {}
        worse = _RANKS.get(str(told.get("status")), FAILED)
        if worse > rank:
            rank, message = worse, str(told.get("error_message") or step.get("name") or "")
        took = told.get("duration")
        duration += took if type(took) is int and took > 0 else 0
    line = scenario.get("line")
    if not steps:
        rank = SKIPPED
    if isinstance(scenario.get("status"), str):  # Behave says it
        rank = max(rank, _RANKS.get(scenario["status"], FAILED))
    path = uri.removeprefix("file:").partition(":")[0]
    location = Location(path, line if type(line) is int and line > 0 else None) if path else None
    name = str(scenario.get("name") or scenario.get("id") or "")
    return Case(name, rank, uri, message, location, duration // _NANOSECONDS)

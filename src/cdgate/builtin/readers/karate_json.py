"""Reads the JSON of Karate: one file a feature, or its lines of events."""

from __future__ import annotations

from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import milliseconds_of
from cdgate.builtin.readers.junit_words import FAILED, PASSED, SKIPPED
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import arr, head_of_json, integer, load_json, obj

_PATHS = ("relativePath", "prefixedPath", "featurePath")


class KarateJsonReader:
    """`*.karate-json.txt`: the scenarios of a feature."""

    name = "karate-json"
    kind = "tests"
    title = "Karate JSON (*.karate-json.txt)"
    link = "https://karatelabs.github.io/karate/#test-reports"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the scenarios beside the place of the feature."""
        keys = head_of_json(head).keys
        return "scenarioResults" in keys and not keys.isdisjoint(_PATHS)

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the scenarios. Raises EvidenceError for what is not sound."""
        feature = obj(load_json(stream), "$")
        path = next(filter(None, (_words(feature.get(key)) for key in _PATHS)), "").removeprefix("classpath:")
        tally = CaseTally()
        for scenario in arr(feature.get("scenarioResults"), "$.scenarioResults"):
            tally.add(_case(obj(scenario, "$.scenarioResults[]"), path))
        passed, failed = (integer(feature.get(key, 0), f"$.{key}") for key in ("passedCount", "failedCount"))
        tally.claim(passed + failed, failed)
        return tally.report(source)


def _case(scenario: dict[str, Any], path: str) -> Case:  # any JSON
    line, example = scenario.get("line"), scenario.get("exampleIndex")
    name = _words(scenario.get("name")) or _words(scenario.get("refId"))
    if type(example) is int and example >= 0:
        name = f"{name} [{example + 1}]"
    location = Location(path, line if type(line) is int and line > 0 else None) if path else None
    took = milliseconds_of(scenario.get("durationMillis"), 1000)
    return Case(name, _rank(scenario), path, _words(scenario.get("error")), location, took)


def _rank(scenario: dict[str, Any]) -> int:  # any JSON
    """Return the outcome; a scenario all of whose steps were skipped has not run, and one that does not say has failed."""
    if scenario.get("failed") is not False:
        return FAILED
    steps = arr(scenario.get("stepResults", []), "$.scenarioResults[].stepResults")
    words = {_status(obj(step, "$.scenarioResults[].stepResults[]")) for step in steps}
    if "failed" in words:
        return FAILED
    return SKIPPED if words == {"skipped"} or scenario.get("skipped") is True else PASSED


def _status(step: dict[str, Any]) -> str:  # any JSON
    result = step.get("result")
    return _words(result.get("status")) if isinstance(result, dict) else ""


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""

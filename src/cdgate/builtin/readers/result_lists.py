"""Test results in JSON that are a list of cases: each format is a name, how its beginning looks, and what its records mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

import msgspec

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import milliseconds_of
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import JsonHead, JsonValue, arr, head_of_json, integer, load_json, obj, string


class ResultList(msgspec.Struct, frozen=True, kw_only=True):
    """A format: `looks` tells it by its beginning, `gather` hands its cases and claims to the tally."""

    name: str
    title: str
    link: str
    looks: Callable[[JsonHead], bool]
    gather: Callable[[JsonValue, CaseTally], None]


class ResultListReader:
    """One such format, read as it is declared."""

    kind = "tests"

    def __init__(self, form: ResultList) -> None:
        self.name = form.name
        self.title = form.title
        self.link = form.link
        self._form = form

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the keys."""
        return self._form.looks(head_of_json(head))

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the cases of the report. Raises EvidenceError for what is not sound."""
        tally = CaseTally()
        self._form.gather(load_json(stream), tally)
        return tally.report(source)


_APEX_RANKS = {"Pass": PASSED, "Skip": SKIPPED, "CompileFail": ERRORED}
_UNREAL_RANKS = {"Success": PASSED, "NotRun": SKIPPED, "Skipped": SKIPPED, "InProcess": ERRORED}
_UNREAL_COUNTS = ("succeeded", "succeededWithWarnings", "failed", "notRun", "inProcess")
_BUILDKITE_RANKS = {"passed": PASSED, "skipped": SKIPPED, "pending": SKIPPED}


def _gather_apex(value: JsonValue, tally: CaseTally) -> None:
    whole = obj(value, "$")
    where = "$.result" if "result" in whole else "$"  # as printed, or as written with --output-dir
    report = obj(whole["result"], where) if "result" in whole else whole
    for item in arr(report.get("tests"), f"{where}.tests"):
        test = obj(item, f"{where}.tests[]")
        rank = _APEX_RANKS.get(string(test.get("Outcome"), f"{where}.tests[].Outcome"), FAILED)
        name = string(test.get("FullName"), f"{where}.tests[].FullName")
        duration_ms = milliseconds_of(test.get("RunTime"), 1000)
        tally.add(Case(name, rank, name.rpartition(".")[0], _words(test.get("Message")), None, duration_ms))
    summary = obj(report.get("summary"), f"{where}.summary")
    tests, failed = (integer(summary.get(name), f"{where}.summary.{name}") for name in ("testsRan", "failing"))
    tally.claim(tests, failed)


def _gather_unreal(value: JsonValue, tally: CaseTally) -> None:
    report = obj(value, "$")
    for item in arr(report.get("tests"), "$.tests"):
        test = obj(item, "$.tests[]")
        rank = _UNREAL_RANKS.get(string(test.get("state"), "$.tests[].state"), FAILED)
        path = string(test.get("fullTestPath"), "$.tests[].fullTestPath")
        said = next(filter(None, map(_error_of_unreal, arr(test.get("entries", []), "$.tests[].entries"))), "")
        name = _words(test.get("testDisplayName")) or path
        tally.add(
            Case(name, rank, path.removesuffix(name).rstrip("."), said, None, milliseconds_of(test.get("duration")))
        )
    counts = {name: integer(report.get(name, 0), f"$.{name}") for name in _UNREAL_COUNTS}
    tally.claim(sum(counts.values()), counts["failed"])
    if counts["notRun"] or counts["inProcess"]:
        tally.doubt(
            text(
                "the run ended before all of its tests: {count} have no result",
                count=counts["notRun"] + counts["inProcess"],
            )
        )


def _error_of_unreal(entry: JsonValue) -> str:
    event = obj(obj(entry, "$.tests[].entries[]").get("event", {}), "$.tests[].entries[].event")
    return _words(event.get("message")) if event.get("type") == "Error" else ""


def _gather_buildkite(value: JsonValue, tally: CaseTally) -> None:
    for number, item in enumerate(arr(value, "$")):
        test = obj(item, f"$[{number}]")
        rank = _BUILDKITE_RANKS.get(string(test.get("result"), f"$[{number}].result"), FAILED)
        name = string(test.get("name"), f"$[{number}].name")
        history = obj(test.get("history") or {}, f"$[{number}].history")
        tally.add(
            Case(
                name,
                rank,
                _words(test.get("scope")),
                _words(test.get("failure_reason")),
                _place(test),
                milliseconds_of(history.get("duration")),
            )
        )


def _place(test: Mapping[str, Any]) -> Location | None:  # any JSON
    path = _words(test.get("file_name")).removeprefix("./")
    written = _words(test.get("location")).rpartition(":")[2]
    line = int(written) if written.isascii() and written.isdigit() and len(written) < 9 else 0  # noqa: PLR2004  # digits of a line
    return Location(path, line or None) if path else None


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""


RESULT_LISTS = (
    ResultList(
        name="apex-json",
        title="Salesforce Apex tests JSON (sf apex run test)",
        link="https://developer.salesforce.com/docs/atlas.en-us.sfdx_cli_reference.meta/sfdx_cli_reference/cli_reference_apex_commands_unified.htm",
        looks=lambda head: {"testsRan", "testRunId"} <= head.inner,
        gather=_gather_apex,
    ),
    ResultList(
        name="buildkite-json",
        title="Buildkite Test Engine JSON",
        link="https://buildkite.com/docs/test-engine/test-collection/importing-json",
        looks=lambda head: (
            not head.keys
            and {"name", "result", "scope"} <= head.inner
            and not head.inner.isdisjoint({"history", "file_name"})
        ),
        gather=_gather_buildkite,
    ),
    ResultList(
        name="unreal-json",
        title="Unreal Engine automation JSON (index.json)",
        link="https://dev.epicgames.com/documentation/en-us/unreal-engine/run-automation-tests-in-unreal-engine",
        looks=lambda head: {"tests", "succeededWithWarnings", "notRun"} <= head.keys,
        gather=_gather_unreal,
    ),
)

"""Reads the JSON of Newman, which runs Postman collections: each assertion of a request is a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.json import arr, head_of_json, integer, load_json, obj, string

# What can go wrong beside assertions: a request that got no answer, a script that threw.
_SCRIPTS = {"prerequestScript": "<pre-request script>", "testScript": "<test script>"}
_REQUEST = "<request>"


class NewmanJsonReader:
    """Executions with assertions; requests and scripts that broke are errored cases."""

    name = "newman-json"
    kind = "tests"
    title = "Newman JSON (Postman collections)"
    link = "https://learning.postman.com/docs/collections/using-newman-cli/newman-built-in-reporters/"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the run beside its collection."""
        seen = head_of_json(head)
        return seen.keys >= {"collection", "run"} and not seen.inner.isdisjoint({"stats", "executions"})

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the assertions by request. Raises EvidenceError for what is not sound."""
        report = obj(load_json(stream), "$")
        run = obj(report.get("run"), "$.run")
        folders = dict(_named(obj(report.get("collection"), "$.collection"), ()))
        tally = CaseTally()
        for execution in arr(run.get("executions"), "$.run.executions"):
            for case in _cases(obj(execution, "$.run.executions[]"), folders):
                tally.add(case)
        stats = obj(obj(run.get("stats"), "$.run.stats").get("assertions"), "$.run.stats.assertions")
        total, failed = (integer(stats.get(key, 0), f"$.run.stats.assertions.{key}") for key in ("total", "failed"))
        failures = len(arr(run.get("failures", []), "$.run.failures"))
        tally.claim(total, max(failed, failures))
        if run.get("error"):
            tally.doubt(text("the run was given up: {error}", error=_message(run["error"])))
        return tally.report(source)


def _named(folder: dict[str, Any], around: tuple[str, ...]) -> Iterator[tuple[str, str]]:  # any JSON
    """Yield the identifier of each request with the folders and names that lead to it."""
    waiting = [(folder, around)]
    while waiting:
        here, names = waiting.pop()
        for item in arr(here.get("item", []), "$.collection.item"):
            inner = obj(item, "$.collection.item[]")
            path = (*names, _words(inner.get("name")))
            if "item" in inner:
                waiting.append((inner, path))
            elif _words(inner.get("id")):
                yield _words(inner["id"]), " > ".join(path)


def _cases(execution: dict[str, Any], folders: dict[str, str]) -> Iterator[Case]:  # any JSON
    item = obj(execution.get("item"), "$.run.executions[].item")
    suite = folders.get(_words(item.get("id"))) or _words(item.get("name"))
    cursor = execution.get("cursor")
    turn = cursor.get("iteration") if isinstance(cursor, dict) else 0
    if type(turn) is int and turn > 0:  # the same assertions with another row of data
        suite = f"{suite} ({turn + 1})"
    if execution.get("requestError"):
        yield Case(_REQUEST, ERRORED, suite, _message(execution["requestError"]))
    for key, name in _SCRIPTS.items():
        for script in arr(execution.get(key) or [], f"$.run.executions[].{key}"):
            error = obj(script, f"$.run.executions[].{key}[]").get("error")
            if error:
                yield Case(name, ERRORED, suite, _message(error))
    for assertion in arr(execution.get("assertions") or [], "$.run.executions[].assertions"):
        yield _case(obj(assertion, "$.run.executions[].assertions[]"), suite)


def _case(assertion: dict[str, Any], suite: str) -> Case:  # any JSON
    error = assertion.get("error")
    rank = FAILED if error else SKIPPED if assertion.get("skipped") is True else PASSED
    name = string(assertion.get("assertion"), "$.run.executions[].assertions[].assertion")
    return Case(name, rank, suite, _message(error))


def _message(error: object) -> str:
    return _words(error.get("message")) if isinstance(error, dict) else _words(error)


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""

"""Reads the result files of Allure 2 and 3: one test each."""

from __future__ import annotations

from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.json import arr, head_of_json, load_json, obj, string

_RANKS = {
    "passed": PASSED,
    "skipped": SKIPPED,
    "failed": FAILED,
    "broken": ERRORED,
}  # others, `unknown` too, have failed
_SUITES = ("parentSuite", "suite", "subSuite")
_OPEN = "default"  # parameters of another mode are not shown: they may be secrets
_ID_DIGITS = 12


class AllureJsonReader:
    """`*-result.json`; retries of a test are files of their own with the same name, which the engine can merge."""

    name = "allure-json"
    kind = "tests"
    title = "Allure 2 and 3 results (*-result.json)"
    link = "https://allurereport.org/docs/how-it-works-test-result-file/"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the identifiers of a test result; containers of fixtures have children."""
        keys = head_of_json(head).keys
        return keys >= {"uuid", "name"} and "children" not in keys and not keys.isdisjoint({"historyId", "testCaseId"})

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the test. Raises EvidenceError for what is not sound."""
        tally = CaseTally()
        tally.add(_case(obj(load_json(stream), "$")))
        return tally.report(source)


def _case(test: dict[str, Any]) -> Case:  # any JSON
    details = test.get("statusDetails")
    details = details if isinstance(details, dict) else {}
    start, stop = test.get("start"), test.get("stop")
    took = stop - start if type(start) is int and type(stop) is int else 0
    rank = _RANKS.get(_words(test.get("status")).lower(), FAILED)
    return Case(
        _name(test),
        rank,
        _suite(test),
        _words(details.get("message")),
        None,
        max(took, 0),
        details.get("flaky") is True,
    )


def _name(test: dict[str, Any]) -> str:  # any JSON
    """Return the name with the parameters by which Allure tells its runs apart."""
    name = string(test.get("name"), "$.name")
    shown, hidden = [], False
    for parameter in arr(test.get("parameters") or [], "$.parameters"):
        here = obj(parameter, "$.parameters[]")
        if here.get("excluded") is True:
            continue
        if (here.get("mode") or _OPEN) == _OPEN:
            shown.append(f"{here.get('name')}={here.get('value')}")
        else:
            hidden = True
    if hidden:
        shown.append(_words(test.get("historyId"))[:_ID_DIGITS])
    return f"{name} [{', '.join(shown)}]" if shown else name


def _suite(test: dict[str, Any]) -> str:  # any JSON
    """Return what tells tests of one name apart: the full name, or the suites that the labels name."""
    full = _words(test.get("fullName"))
    if full:
        return full
    labels = [obj(label, "$.labels[]") for label in arr(test.get("labels") or [], "$.labels")]
    named = {_words(label.get("name")): _words(label.get("value")) for label in labels}
    return " > ".join(filter(None, (named.get(name) for name in _SUITES)))


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""

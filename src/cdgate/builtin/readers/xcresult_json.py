"""Reads what `xcrun xcresulttool get test-results tests` prints about a bundle of Xcode's results."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.junit_words import FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.json import arr, head_of_json, load_json, obj, string
from cdgate.parsing.text import milliseconds

# A test that failed as it was expected to has passed.
_RANKS = {"Passed": PASSED, "Expected Failure": PASSED, "Skipped": SKIPPED}
_CASE, _MESSAGE, _REPEATED = "Test Case", "Failure Message", "Repetition"
_UNNAMED = frozenset({"Test Plan", "Test Plan Configuration", "Device"})  # they name no suite


class XcresultJsonReader:
    """Nodes in nodes: bundles and suites, then test cases. A case is flaky if it passed and one of its repetitions did not."""

    name = "xcresult-json"
    kind = "tests"
    title = "Xcode test results (xcresulttool get test-results tests)"
    link = "https://keith.github.io/xcode-man-pages/xcresulttool.1.html"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the nodes."""
        return "testNodes" in head_of_json(head).keys

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the test cases by suite. Raises EvidenceError for what is not sound."""
        nodes = [
            obj(node, "$.testNodes[]") for node in arr(obj(load_json(stream), "$").get("testNodes"), "$.testNodes")
        ]
        tally = CaseTally()
        for case in _cases(nodes, ()):
            tally.add(case)
        failed = any(_words(node.get("result")) == "Failed" for node in nodes)
        if failed and not sum(tally.counts[FAILED:]):
            tally.doubt(text("the run says that it failed, though none of its tests did"))
        return tally.report(source)


def _cases(nodes: list[dict[str, Any]], names: tuple[str, ...]) -> Iterator[Case]:  # any JSON
    for node in nodes:
        kind = _words(node.get("nodeType"))
        if kind == _CASE:
            yield _case(node, " > ".join(names))
        else:
            below = names if kind in _UNNAMED else (*names, _words(node.get("name")))
            yield from _cases(_children(node), below)


def _case(node: dict[str, Any], suite: str) -> Case:  # any JSON
    repeats = [child for child in _children(node) if child.get("nodeType") == _REPEATED]
    flaky = any(_RANKS.get(_words(child.get("result")), FAILED) == FAILED for child in repeats)
    seconds = node.get("durationInSeconds")
    written = str(seconds) if type(seconds) in (int, float) else _words(node.get("duration")).removesuffix("s")
    rank = _RANKS.get(_words(node.get("result")), FAILED)
    name = string(node.get("name"), "$.testNodes[].name")
    return Case(name, rank, suite, _message(node), None, milliseconds(written), flaky)


def _message(node: dict[str, Any]) -> str:  # any JSON
    """Return the first failure message in the node, that of a repetition or a device too."""
    waiting = [node]
    while waiting:
        here = waiting.pop(0)
        if here.get("nodeType") == _MESSAGE:
            return _words(here.get("name"))
        waiting.extend(_children(here))
    return ""


def _children(node: dict[str, Any]) -> list[dict[str, Any]]:  # any JSON
    return [obj(child, "$.testNodes[].children[]") for child in arr(node.get("children", []), "$.testNodes[].children")]


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""

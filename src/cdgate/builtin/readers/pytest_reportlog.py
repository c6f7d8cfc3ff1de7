"""Reads the log of pytest-reportlog: a test is as bad as the worst of its phases."""

from __future__ import annotations

from typing import Any, BinaryIO

import msgspec

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import json_objects, milliseconds_of
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import integer, string
from cdgate.pattern import lazily

_BEGINNING = lazily(rb'\s*\{[^\n]*"\$report_type"\s*:\s*"')
_RANKS = {"passed": PASSED, "skipped": SKIPPED, "rerun": PASSED}
_RAN = frozenset({0, 1, 5})  # exit codes: all passed, some failed, none collected


class PytestReportlogReader:
    """The phases of each test (setup, call, teardown), failed collections, and how the session ended."""

    name = "pytest-reportlog"
    kind = "tests"
    title = "pytest-reportlog"
    link = "https://github.com/pytest-dev/pytest-reportlog"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the first line."""
        return _BEGINNING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by file. Raises EvidenceError for lines that are cut or no reports."""
        log = _Log()
        for entry in json_objects(stream):
            log.take(entry)
        return log.report(source)


class _Log:
    """The tests whose last phase has not come yet."""

    def __init__(self) -> None:
        self._tally = CaseTally()
        self._open: dict[str, Case] = {}
        self._again: set[str] = set()  # tests of which this attempt does not count
        self._finished = False

    def take(self, entry: dict[str, Any]) -> None:  # any JSON
        """Take a line."""
        kind = entry.get("$report_type")
        if kind == "SessionFinish":
            self._finished = True
            status = integer(entry.get("exitstatus"), "exitstatus")
            if status not in _RAN:
                self._tally.doubt(text("pytest ended with exit code {status}: not all tests ran", status=status))
        elif kind == "CollectReport" and entry.get("outcome") == "failed":
            self._tally.add(Case("<collection>", ERRORED, str(entry.get("nodeid") or ""), _message(entry)))
        elif kind != "WarningMessage" and isinstance(
            entry.get("when"), str
        ):  # a phase of a test, or a subtest in its call
            self._phase(entry)

    def report(self, source: Source) -> TestReport:
        """Return the evidence; a log without the end of the session is a shortfall."""
        for case in self._open.values():
            self._tally.add(msgspec.structs.replace(case, rank=ERRORED))
        if not self._finished:
            self._tally.doubt(text("the end of the session is missing: the run was stopped, or the log was cut"))
        return self._tally.report(source)

    def _phase(self, entry: dict[str, Any]) -> None:  # any JSON
        node, when = string(entry.get("nodeid"), "nodeid"), entry["when"]
        outcome = string(entry.get("outcome"), "outcome")
        rank = _RANKS.get(outcome, FAILED if when == "call" else ERRORED)
        case = self._open.get(node) or _begun(node, entry)
        if rank > case.rank:
            case = msgspec.structs.replace(case, rank=rank, message=_message(entry))
        duration_ms = case.duration_ms + milliseconds_of(entry.get("duration"))
        case = msgspec.structs.replace(case, duration_ms=duration_ms, flaky=case.flaky or outcome == "rerun")
        self._open[node] = case
        if outcome == "rerun":
            self._again.add(node)
        elif when != "teardown":
            self._again.discard(node)
        elif node not in self._again:  # pytest-rerunfailures logs the teardown of an attempt since version 16, too
            del self._open[node]
            self._tally.add(msgspec.structs.replace(case, flaky=case.flaky and case.rank == PASSED))


def _begun(node: str, entry: dict[str, Any]) -> Case:  # any JSON
    path, _, name = node.partition("::")
    place = entry.get("location")
    location = None
    if isinstance(place, list) and len(place) > 1 and isinstance(place[0], str) and place[0]:
        line = place[1]
        location = Location(place[0].replace("\\", "/"), line + 1 if type(line) is int and line >= 0 else None)
    return Case(name or node, PASSED, path, "", location)


def _message(entry: dict[str, Any]) -> str:  # any JSON
    told = entry.get("longrepr")
    if isinstance(told, dict):
        crash = told.get("reprcrash")
        told = crash.get("message") if isinstance(crash, dict) else None
    elif isinstance(told, list):
        told = told[-1] if told else None
    return told if isinstance(told, str) else ""

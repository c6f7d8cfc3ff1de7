"""Reads the events of `dart test --reporter json` and `flutter test --machine`."""

from __future__ import annotations

from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import json_objects
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.json import integer, obj, string
from cdgate.pattern import lazily

_BEGINNING = lazily(rb'\s*\{[^\n]*"protocolVersion"\s*:[^\n]*"type"\s*:\s*"start"')
_RANKS = {"success": PASSED, "failure": FAILED, "error": ERRORED}


class DartJsonReader:
    """Tests by their end events; a hidden one (loading, setting up) counts only where it failed."""

    name = "dart-json"
    kind = "tests"
    title = "Dart and Flutter test events"
    link = "https://github.com/dart-lang/test/blob/master/pkgs/test/doc/json_reporter.md"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the first event."""
        return _BEGINNING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by file. Raises EvidenceError for lines that are cut or no events."""
        events = _Events()
        for event in json_objects(stream, skip_lists=True):  # Flutter's own events are lists
            events.take(event)
        return events.report(source)


class _Events:
    """The tests that have begun and not ended."""

    def __init__(self) -> None:
        self._tally = CaseTally()
        self._suites: dict[int, str] = {}
        self._open: dict[int, tuple[str, str, int]] = {}  # test -> name, suite, time
        self._said: dict[int, str] = {}
        self._success: object = None
        self._done = False

    def take(self, event: dict[str, Any]) -> None:  # any JSON
        """Take an event."""
        match event.get("type"):
            case "suite":
                suite = obj(event.get("suite"), "suite")
                self._suites[integer(suite.get("id"), "suite.id")] = str(suite.get("path") or "")
            case "testStart":
                test = obj(event.get("test"), "test")
                suite_id, time = test.get("suiteID"), event.get("time")
                path = self._suites.get(suite_id, "") if type(suite_id) is int else ""
                number = integer(test.get("id"), "test.id")
                self._open[number] = (string(test.get("name"), "test.name"), path, time if type(time) is int else 0)
            case "error":
                self._said.setdefault(integer(event.get("testID"), "testID"), str(event.get("error") or "")[:400])
            case "testDone":
                self._end(event)
            case "done":
                self._done, self._success = True, event.get("success")

    def report(self, source: Source) -> TestReport:
        """Return the evidence; a stream without its last event is a shortfall."""
        for name, suite, _ in self._open.values():
            self._tally.add(Case(name, ERRORED, suite, "the test began and did not end"))
        if not self._done:
            self._tally.doubt(text("the last event is missing: the run was stopped, or the report was cut"))
        elif self._success is not True and not sum(self._tally.counts[FAILED:]):
            self._tally.doubt(text("the run says that it failed, though none of its tests did"))
        return self._tally.report(source)

    def _end(self, event: dict[str, Any]) -> None:  # any JSON
        number = integer(event.get("testID"), "testID")
        name, suite, begun = self._open.pop(number, ("", "", 0))
        rank = _RANKS.get(string(event.get("result"), "result"), FAILED)
        if rank == PASSED and event.get("skipped") is True:
            rank = SKIPPED
        time = event.get("time")
        duration_ms = max(0, time - begun) if type(time) is int else 0
        said = self._said.pop(number, "")
        if event.get("hidden") is not True or rank >= FAILED:
            self._tally.add(Case(name, rank, suite, said, None, duration_ms))

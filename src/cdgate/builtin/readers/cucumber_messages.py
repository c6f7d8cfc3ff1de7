"""Reads Cucumber's messages: the lines of events that its newer versions write."""

from __future__ import annotations

from collections import Counter
from typing import Any, BinaryIO

import msgspec

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import json_objects
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.model.location import Location
from cdgate.parsing.json import head_of_json, obj, string

# As in Cucumber's own JUnit report, a step that nobody has defined yet is skipped; all other words have failed.
_RANKS = {"PASSED": PASSED, "SKIPPED": SKIPPED, "PENDING": SKIPPED, "UNDEFINED": SKIPPED}


class CucumberMessagesReader:
    """A test case is a case; of its attempts the last one counts, and is flaky if it passed."""

    name = "cucumber-messages"
    kind = "tests"
    title = "Cucumber messages (NDJSON)"
    link = "https://github.com/cucumber/messages"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the first event, which says whose messages follow."""
        seen = head_of_json(head)
        return "meta" in seen.keys and "protocolVersion" in seen.inner

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the scenarios by feature file. Raises EvidenceError for what is not sound."""
        run = _Run()
        for envelope in json_objects(stream):
            run.take(envelope)
        return run.report(source)


class _Run:
    """Follows the events from pickles (scenarios, one for each row of examples) to finished attempts."""

    def __init__(self) -> None:
        self._tally = CaseTally()
        self._names: Counter[tuple[str, str]] = Counter()
        self._pickles: dict[str, Case] = {}
        self._cases: dict[str, str] = {}  # test case -> pickle
        self._attempts: dict[str, Case] = {}  # that have started
        self._finished = False

    def take(self, envelope: dict[str, Any]) -> None:  # any JSON
        """Take one event."""
        for kind, value in envelope.items():
            if kind not in _TAKEN:
                continue
            here = obj(value, kind)
            match kind:
                case "pickle":
                    self._pickle(here)
                case "testCase":
                    self._cases[_id(here, "id")] = _id(here, "pickleId")
                case "testCaseStarted":
                    self._start(here)
                case "testStepFinished":
                    self._step(here)
                case "testCaseFinished":
                    self._end(here)
                case "testRunHookFinished":
                    self._hook(here)
                case "parseError":
                    self._tally.add(Case("<feature file>", ERRORED, "", _words(here.get("message"))))
                case _:
                    self._over(here)

    def report(self, source: Source) -> TestReport:
        """Return the evidence; an attempt that has begun and not ended has errored."""
        for case in self._attempts.values():
            why = str(text("the test has started and never finished"))
            self._tally.add(msgspec.structs.replace(case, rank=ERRORED, message=case.message or why))
        if not self._finished:
            self._tally.doubt(text("the end of the run is missing: it was stopped or the file was cut"))
        return self._tally.report(source)

    def _pickle(self, pickle: dict[str, Any]) -> None:  # any JSON
        path, name = _words(pickle.get("uri")), _words(pickle.get("name"))
        place = pickle.get("location")
        line = place.get("line") if isinstance(place, dict) else None
        self._names[path, name] += 1
        if self._names[path, name] > 1:  # another row of examples
            name = f"{name} [{self._names[path, name]}]"
        location = Location(path, line if type(line) is int and line > 0 else None) if path else None
        self._pickles[_id(pickle, "id")] = Case(name, PASSED, path, "", location)

    def _start(self, event: dict[str, Any]) -> None:  # any JSON
        case = self._pickles.get(self._cases.get(_id(event, "testCaseId"), ""), Case("", PASSED))
        attempt = event.get("attempt")
        self._attempts[_id(event, "id")] = msgspec.structs.replace(case, flaky=type(attempt) is int and attempt > 0)

    def _step(self, event: dict[str, Any]) -> None:  # any JSON
        key = _id(event, "testCaseStartedId")
        case = self._attempts.get(key)
        if case is None:
            return
        result = obj(event.get("testStepResult"), "testStepFinished.testStepResult")
        rank, took = _RANKS.get(_words(result.get("status")), FAILED), case.duration_ms + _milliseconds(result)
        if rank > case.rank:
            case = msgspec.structs.replace(case, rank=rank, message=_words(result.get("message")))
        self._attempts[key] = msgspec.structs.replace(case, duration_ms=took)

    def _end(self, event: dict[str, Any]) -> None:  # any JSON
        case = self._attempts.pop(_id(event, "testCaseStartedId"), None)
        if case is not None and event.get("willBeRetried") is not True:
            self._tally.add(case)

    def _hook(self, event: dict[str, Any]) -> None:  # any JSON
        result = obj(event.get("result"), "testRunHookFinished.result")
        if _RANKS.get(_words(result.get("status")), FAILED) >= FAILED:
            self._tally.add(Case("<hook>", ERRORED, "", _words(result.get("message"))))

    def _over(self, event: dict[str, Any]) -> None:  # any JSON
        self._finished = True
        if event.get("success") is False and not sum(self._tally.counts[FAILED:]):
            self._tally.doubt(text("the run says that it failed, though none of its tests did"))


_TAKEN = frozenset(
    {
        *("pickle", "testCase", "testCaseStarted", "testStepFinished", "testCaseFinished"),
        *("testRunHookFinished", "parseError", "testRunFinished"),
    }
)


def _id(event: dict[str, Any], key: str) -> str:  # any JSON
    return string(event.get(key), key)


def _milliseconds(result: dict[str, Any]) -> int:  # any JSON
    took = result.get("duration")
    if not isinstance(took, dict):
        return 0
    seconds, nanoseconds = took.get("seconds"), took.get("nanos")
    return (seconds if type(seconds) is int else 0) * 1000 + (nanoseconds if type(nanoseconds) is int else 0) // 10**6


def _words(value: object) -> str:
    return value if isinstance(value, str) else ""

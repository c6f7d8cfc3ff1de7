"""Reads the events of Rust's test harness (`--format json`), also as cargo-nextest writes them."""

from __future__ import annotations

from typing import Any, BinaryIO

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.json_lines import json_objects, milliseconds_of
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.json import integer, string
from cdgate.pattern import lazily

_BEGINNING = lazily(rb'\s*\{[^\n]*"type"\s*:\s*"suite"[^\n]*"event"\s*:\s*"started"')
_RANKS = {"ok": PASSED, "failed": FAILED, "ignored": SKIPPED}
_GOING_ON = frozenset({"started", "timeout"})  # a slow test is told twice


class LibtestJsonReader:
    """Suites (one for each test binary) with the events of their tests."""

    name = "libtest-json"
    kind = "tests"
    title = "Rust test events (cargo test, cargo-nextest)"
    link = "https://doc.rust-lang.org/rustc/tests/index.html#--format-format"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the first event."""
        return _BEGINNING.match(head.removeprefix(b"\xef\xbb\xbf")) is not None

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests. Raises EvidenceError for lines that are cut or no events."""
        events = _Events()
        for event in json_objects(stream):
            events.take(event)
        return events.report(source)


class _Events:
    """The tests that have begun and not ended."""

    def __init__(self) -> None:
        self._tally = CaseTally()
        self._open: dict[str, None] = {}
        self._suites = 0  # that have begun and not ended
        self._claimed = 0
        self._failed = False

    def take(self, event: dict[str, Any]) -> None:  # any JSON
        """Take an event."""
        match event.get("type"):
            case "suite":
                self._suite(event)
            case "test":
                self._test(string(event.get("name"), "name"), string(event.get("event"), "event"), event)
            case "bench":
                self._tally.add(Case(string(event.get("name"), "name"), PASSED))

    def report(self, source: Source) -> TestReport:
        """Return the evidence; a suite without end is a shortfall."""
        for name in self._open:
            self._tally.add(Case(name, ERRORED, message="the test began and did not end"))
        if self._suites:
            self._tally.doubt(text("the end of a suite is missing: the run was stopped, or the report was cut"))
        if self._failed and not sum(self._tally.counts[FAILED:]):
            self._tally.doubt(text("the run says that it failed, though none of its tests did"))
        self._tally.claim(self._claimed, 0)
        return self._tally.report(source)

    def _suite(self, event: dict[str, Any]) -> None:  # any JSON
        word = event.get("event")
        if word == "started":
            self._suites += 1
            self._claimed += integer(event.get("test_count", 0), "test_count")
        else:
            self._suites -= 1
            self._failed = self._failed or word != "ok"

    def _test(self, name: str, word: str, event: dict[str, Any]) -> None:  # any JSON
        if word in _GOING_ON:
            self._open[name] = None
            return
        self._open.pop(name, None)
        said = event.get("stdout") or event.get("message")
        message = next(filter(None, map(str.strip, said.split("\n"))), "") if isinstance(said, str) else ""
        duration_ms = milliseconds_of(event.get("exec_time"))
        self._tally.add(Case(name, _RANKS.get(word, FAILED), "", message, None, duration_ms))

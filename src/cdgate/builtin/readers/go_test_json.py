"""Reads the events of `go test -json`, also as gotestsum keeps them."""

from __future__ import annotations

from typing import BinaryIO

import msgspec

from cdgate.builtin.readers import go_lines
from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.go_packages import WHOLE, GoPackage, GoReruns
from cdgate.builtin.readers.json_lines import milliseconds_of
from cdgate.builtin.readers.junit_words import FAILED, PASSED, SKIPPED
from cdgate.builtin.readers.text_lines import raw_lines
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.json import load_json, shaped

_ENDS = {"pass": PASSED, "bench": PASSED, "fail": FAILED, "skip": SKIPPED}
_OTHERS = frozenset({"start", "pause", "cont", "build-output", "build-fail", "attr", "artifacts"})
_KEYS = tuple(f'"{key}":'.encode() for key in ("Action", "Package", "Test", "Elapsed", "Output"))
_MOST_SHOWN = 100


class Event(msgspec.Struct):
    """One line; the other keys say nothing about outcomes."""

    Action: str
    Package: str = ""
    Test: str = ""
    Elapsed: int | float | None = None
    Output: str = ""


class GoTestJsonReader:
    """Tests and benchmarks; a package that fails without a failed test counts as one errored case."""

    name = "go-test-json"
    kind = "tests"
    title = "go test -json (also gotestsum --jsonfile)"
    link = "https://pkg.go.dev/cmd/test2json"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by a line that is an event."""
        return go_lines.EVENT.search(head) is not None and not head.lstrip().startswith((b"<", b"["))

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by package. Raises EvidenceError for lines that are cut or no events."""
        events, decoder = _Events(), msgspec.json.Decoder(Event)
        for number, line in enumerate(raw_lines(stream), 1):
            if line.startswith(b"{"):
                try:
                    events.take(_event(line, decoder))
                except EvidenceError as error:
                    raise EvidenceError(error.slug, error.message, line=number, hint=error.hint) from error
            else:
                events.take_other(line.decode("utf-8", "replace"))
        return events.report(source)


class _Events:
    """The packages that have begun and not ended."""

    def __init__(self) -> None:
        self._tally = CaseTally()
        self._reruns = GoReruns(self._tally)
        self._packages: dict[str, GoPackage] = {}
        self._said: dict[str, str] = {}  # package -> the first error outside of its tests
        self._strange: dict[str, None] = {}

    def take(self, event: Event) -> None:
        """Take an event."""
        name, action = event.Package, event.Action
        if action in _ENDS and not event.Test:
            self._end(name, passed=action != "fail")
            return
        package = self._packages.get(name)
        if package is None:
            package = self._packages[name] = GoPackage(name)
        if action == "run":
            package.begin(event.Test)
        elif action == "output":
            self._output(package, event)
        elif action in _ENDS:
            package.end(event.Test, _ENDS[action], milliseconds_of(event.Elapsed))
        elif action not in _OTHERS:
            self._strange[action[:40]] = None

    def take_other(self, line: str) -> None:
        """Take a line that is no event: older versions print failed builds as text."""
        match = go_lines.PACKAGE.fullmatch(line)
        if match is not None and match["word"] == "FAIL":
            self._end(match["name"], passed=False)

    def report(self, source: Source) -> TestReport:
        """Return the evidence; a package without end is a shortfall."""
        for name, package in self._packages.items():
            if package.tests:
                shown = repr(name[:_MOST_SHOWN])
                self._tally.doubt(text("package {name} has no end: the report was cut", name=shown))
                self._take(name, package.cases(passed=False, repeats=False))
        self._reruns.finish()
        if not self._strange:
            return self._tally.report(source)
        return self._tally.report(source, text("unknown events: {names}", names=", ".join(list(self._strange)[:5])))

    def _end(self, name: str, *, passed: bool) -> None:
        package = self._packages.pop(name, None) or GoPackage(name)
        why = self._said.pop(name, "")
        self._take(name, package.cases(passed=passed, repeats=False, why=why))

    def _take(self, name: str, cases: list[Case]) -> None:
        """Count the tests of a package; one that failed though none of its tests did cannot be judged by its tests."""
        for case in cases:
            if case.name == WHOLE:
                shown = repr(name[:_MOST_SHOWN])
                self._tally.doubt(
                    text("package {name} failed outside of its tests: {why}", name=shown, why=case.message)
                )
        self._reruns.take(name, [case for case in cases if case.name != WHOLE])

    def _output(self, package: GoPackage, event: Event) -> None:
        line = event.Output.rstrip("\n")
        match = go_lines.BENCHMARK.fullmatch(line)
        if match is not None:
            package.end(match["name"], PASSED)
        elif event.Test:
            package.remark(event.Test, line)
        elif package.name not in self._said and (match := go_lines.ERROR.fullmatch(line)) is not None:
            self._said[package.name] = match["said"][:400]


def _event(line: bytes, decoder: msgspec.json.Decoder[Event]) -> Event:
    """Return the event, fast where nothing in the line needs a second look."""
    if b"\\u" not in line and all(line.count(key) <= 1 for key in _KEYS):
        try:
            return decoder.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            pass  # the strict way says what is wrong
    return shaped(load_json(line), Event)

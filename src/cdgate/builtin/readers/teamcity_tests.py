"""Reads the tests in TeamCity's service messages, which many runners print into the log of a build."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import BinaryIO

import msgspec

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.builtin.readers.text_lines import lines_of
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.text import milliseconds
from cdgate.pattern import lazily

_SIGN = re.compile(rb"##teamcity\[test(?:SuiteStarted|Started|Ignored|Failed) ")
_OTHERS = b"##teamcity[inspection"
_MESSAGE = lazily(r"##teamcity\[(?P<name>\w+)(?P<rest>(?:[^\]|']|\|.|'(?:[^'|]|\|.)*+')*+)\]", re.DOTALL)
_VALUE = lazily(r"\b(?P<key>\w{1,40})\s{0,8}=\s{0,8}'(?P<value>(?:[^'|]|\|.)*)'", re.DOTALL)
_ESCAPE = lazily(r"\|(?:0x(?P<code>[0-9A-Fa-f]{4})|(?P<sign>.))", re.DOTALL)
_SIGNS = {"n": "\n", "r": "\r", "x": "\u0085", "l": "\u2028", "p": "\u2029"}
_BEGIN = "##teamcity["
_TEST = "##teamcity[test"
_SHOWN = 80
_SURROGATES = range(0xD800, 0xE000)


class TeamcityTestsReader:
    """Test messages of all flows. A test that never finished has errored; problems of the build count as errored too."""

    name = "teamcity-tests"
    kind = "tests"
    title = "TeamCity service messages (tests)"
    link = "https://www.jetbrains.com/help/teamcity/service-messages.html#Reporting+Tests"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by a message about a test."""
        return _SIGN.search(head) is not None and _OTHERS not in head and b"\0" not in head

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by suite. Raises EvidenceError where the file is no text."""
        build = _Build()
        for line in lines_of(stream):
            build.take(line)
        return build.report(source)


class _Build:
    """Follows the flows: each has its open suites and tests."""

    def __init__(self) -> None:
        self._tally = CaseTally()
        self._suites: dict[str, list[str]] = {}  # by flow
        self._open: dict[tuple[str, str], Case] = {}  # by flow and name
        self._retries = False
        self._last: dict[tuple[str, str], Case] = {}  # of tests that may be tried again

    def take(self, line: str) -> None:
        """Take a line of the log; one may hold several messages."""
        at = line.find(_BEGIN)
        while at >= 0:
            match = _MESSAGE.match(line, at)
            if match is None:
                if line.startswith(_TEST, at):
                    self._tally.doubt(text("a message about a test is cut: {line}", line=line[at : at + _SHOWN]))
                return
            values = {one["key"]: _plain(one["value"]) for one in _VALUE.finditer(match["rest"])}
            self._message(match["name"], values.get("name", ""), values)
            at = line.find(_BEGIN, match.end())

    def report(self, source: Source) -> TestReport:
        """Return the evidence; a test that has begun and not ended has errored."""
        for case in self._open.values():
            why = str(text("the test has started and never finished"))
            self._count(msgspec.structs.replace(case, rank=ERRORED, message=case.message or why))
        for case in self._last.values():
            self._tally.add(case)
        for suite in (suites[-1] for suites in self._suites.values() if suites):
            self._tally.doubt(text("the suite {suite} has started and never finished: the log is cut", suite=suite))
        return self._tally.report(source)

    def _message(self, kind: str, name: str, values: Mapping[str, str]) -> None:
        flow = values.get("flowId", "")
        match kind:
            case "testSuiteStarted":
                self._suites.setdefault(flow, []).append(name)
            case "testSuiteFinished":
                self._leave(flow, name)
            case "testStarted":
                self._finish(flow, name)  # of that name, if one is still open
                self._open[flow, name] = Case(name, PASSED, self._suite(flow))
            case "testFailed" | "testIgnored":
                rank = FAILED if kind == "testFailed" else SKIPPED
                self._tell(flow, name, rank, values.get("message", ""))
            case "testFinished":
                self._finish(flow, name, values.get("duration", ""))
            case "testRetrySupport":
                self._retries = values.get("enabled", "").lower() == "true"
            case "buildProblem":
                self._tally.add(Case("<build>", ERRORED, "", values.get("description", "")))
            case _:
                pass

    def _suite(self, flow: str) -> str:
        return " > ".join(filter(None, self._suites.get(flow, ())))

    def _leave(self, flow: str, name: str) -> None:
        """Close the innermost suite of that name, of this flow before others, and those in it."""
        for suites in (self._suites.get(flow, []), *self._suites.values()):
            if name in suites:
                while suites.pop() != name:
                    pass
                return

    def _tell(self, flow: str, name: str, rank: int, message: str) -> None:
        """Note an outcome; a test that is ignored, or failed, need not have started."""
        case = self._open.get((flow, name))
        if case is None:
            self._count(Case(name, rank, self._suite(flow), message))
        elif rank > case.rank:
            self._open[flow, name] = msgspec.structs.replace(case, rank=rank, message=message)

    def _finish(self, flow: str, name: str, duration: str = "") -> None:
        case = self._open.pop((flow, name), None)
        if case is not None:
            took = milliseconds(duration) // 1000  # it is written in milliseconds
            self._count(msgspec.structs.replace(case, duration_ms=took))

    def _count(self, case: Case) -> None:
        """Count a case; where tests are tried again, all runs of one are one case, which passed if one of them did."""
        if not self._retries:
            self._tally.add(case)
            return
        before = self._last.get((case.suite, case.name), case)
        best, worst = sorted((before, case), key=lambda one: one.rank)
        flaky = before.flaky or (worst.rank >= FAILED and best.rank == PASSED)
        kept = best if best.rank == PASSED else worst
        self._last[case.suite, case.name] = msgspec.structs.replace(kept, flaky=flaky)


def _plain(value: str) -> str:
    return _ESCAPE.sub(_sign, value)


def _sign(match: re.Match[str]) -> str:
    if match["code"]:
        code = int(match["code"], 16)
        return "\ufffd" if code in _SURROGATES else chr(code)
    return _SIGNS.get(match["sign"], match["sign"])

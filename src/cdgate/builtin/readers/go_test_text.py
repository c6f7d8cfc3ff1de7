"""Reads what `go test` prints, with or without -v."""

from __future__ import annotations

import re
from typing import BinaryIO

from cdgate.builtin.readers import go_lines
from cdgate.builtin.readers.case_tally import CaseTally
from cdgate.builtin.readers.go_packages import GoPackage
from cdgate.builtin.readers.junit_words import PASSED
from cdgate.builtin.readers.text_lines import lines_of
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.text import milliseconds


class GoTestTextReader:
    """Tests and benchmarks; a package that fails without a failed test counts as one errored case."""

    name = "go-test-text"
    kind = "tests"
    title = "go test output"
    link = "https://pkg.go.dev/cmd/go#hdr-Test_packages"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the lines that begin or end a test or a package."""
        if b"\0" in head or go_lines.TAP.search(head) or go_lines.EVENT.search(head):
            return False
        return not head.lstrip().startswith((b"<", b"{")) and go_lines.TEXT.search(head) is not None

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the tests by package. Raises EvidenceError where the file is no text."""
        output = _Output()
        for line in lines_of(stream):
            output.take(line)
        return output.report(source)


class _Output:
    """Gathers the tests until the line of their package."""

    def __init__(self) -> None:
        self._tally = CaseTally()
        self._package = GoPackage("")
        self._test = ""  # that the output belongs to
        self._benchmarks: set[str] = set()
        self._said = ""  # the first error outside of a test
        self._verdict = ""
        self._goes_on = False  # after the verdict, as only a package does that has not ended

    def take(self, line: str) -> None:
        """Take a line without its end."""
        if (match := go_lines.RUN.fullmatch(line)) is not None:
            self._test = match["name"].strip()
            self._package.begin(self._test)
        elif (match := go_lines.RESULT.fullmatch(line)) is not None and self._is_result(match):
            self._result(match)
        elif (match := go_lines.PACKAGE.fullmatch(line)) is not None:
            self._end(match)
        elif (match := go_lines.BENCHMARK.fullmatch(line)) is not None:
            self._benchmark(match["name"])
        elif line.rstrip() in ("PASS", "FAIL"):
            self._verdict, self._goes_on = line.rstrip(), False
        elif self._verdict and line.strip() and not line.startswith("coverage:"):
            self._goes_on = True
            self._remark(line)
        else:
            self._remark(line)

    def _remark(self, line: str) -> None:
        match = go_lines.ERROR.fullmatch(line)
        if match is not None:
            self._package.remark(self._test, line)
            self._said = self._said or match["said"]

    def report(self, source: Source) -> TestReport:
        """Return the evidence; tests without the line of a package need at least a verdict."""
        if self._package.tests:
            if not self._verdict:
                self._tally.doubt(text("the output ends without PASS or FAIL: it was cut"))
            elif self._goes_on:
                self._tally.doubt(
                    text("the output goes on after {verdict} and does not end its package", verdict=self._verdict)
                )
            self._close(passed=self._verdict == "PASS", why=self._said)
        return self._tally.report(source)

    def _is_result(self, match: re.Match[str]) -> bool:
        """Tell whether it stands alone, or behind output without an end of line of a test that runs."""
        if not match["before"].strip():
            return True
        running = self._package.tests.get(match["name"])
        return running is not None and running.running

    def _result(self, match: re.Match[str]) -> None:
        name, word = match["name"], match["word"]
        if word == "BENCH" and name in self._benchmarks:
            return
        self._package.end(name, go_lines.RANKS[word], milliseconds(match["time"] or "0"))
        self._test = name

    def _benchmark(self, name: str) -> None:
        if name not in self._benchmarks:
            self._benchmarks.add(name)
            self._package.end(name, PASSED)

    def _end(self, match: re.Match[str]) -> None:
        self._package.name = match["name"]
        self._close(passed=match["word"] == "ok", why=self._said or match["rest"] or "")
        self._test = self._said = self._verdict = ""
        self._goes_on = False
        self._benchmarks = set()

    def _close(self, *, passed: bool, why: str) -> None:
        for case in self._package.cases(passed=passed, repeats=True, why=why):
            self._tally.add(case)
        self._package = GoPackage("")

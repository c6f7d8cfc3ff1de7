"""Reads the XML of TestNG: test methods are cases, configuration methods only where they fail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

import msgspec

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.text import natural
from cdgate.parsing.xml import parse_xml, root_of

_ROOT = "testng-results"
_RANKS = {"pass": PASSED, "skip": SKIPPED}  # all other words are failures, one within a success percentage too
_TEXTS = ("exception/message", "params/param/value")
_MOST_TEXT = 10_000
_MOST_MS = 10**12


class TestngReader:
    """`testng-results.xml`. Attempts that were repeated are no cases: the last one is, and flaky if it passed."""

    name = "testng"
    kind = "tests"
    title = "TestNG XML (testng-results.xml)"
    link = "https://testng.org/#_xml_reports"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the root element."""
        root = root_of(head)
        return root is not None and root[0] == _ROOT

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the test methods by class. Raises EvidenceError for what is not sound XML of TestNG."""
        target = _Target()
        parse_xml(stream, target)
        return target.report(source)


class _Method:
    """A method whose element is open."""

    def __init__(self, attributes: Mapping[str, str]) -> None:
        self.name = attributes.get("test-instance-name") or attributes.get("name", "")
        if self.name != attributes.get("name", ""):
            self.name = f"{attributes.get('name', '')} [{self.name}]"
        self.is_configuration = attributes.get("is-config") == "true"
        self.is_repeated = attributes.get("retried") == "true"
        self.rank = _RANKS.get(attributes.get("status", "").lower(), FAILED)
        written = attributes.get("duration-ms", "")
        self.duration_ms = min(int(written), _MOST_MS) if written.isascii() and written.isdecimal() else 0
        self.message = ""
        self.values: list[str] = []
        self.path: list[str] = []  # of the element that is open in it
        self.room = _MOST_TEXT

    def case(self, suite: str) -> Case:
        """Return it as a case; the values of its parameters belong to the name."""
        values = ", ".join(" ".join(value.split()) for value in self.values)
        name = f"{self.name}({values})" if self.values else self.name
        return Case(name, self.rank, suite, self.message, None, self.duration_ms)


class _Target:
    """Gathers the methods of a class until it ends: attempts and the last one stand in any order."""

    def __init__(self) -> None:
        self._tally = CaseTally()
        self._claimed: Mapping[str, int] = {}
        self._repeats = self._configurations = 0
        self._begun = False
        self._test = self._class = ""
        self._method: _Method | None = None
        self._cases: list[Case] = []
        self._attempts: dict[str, Case] = {}

    def report(self, source: Source) -> TestReport:
        """Return the evidence, held against the totals of the root element."""
        claimed = self._claimed
        methods = sum(claimed.get(name, 0) for name in ("passed", "failed", "skipped", "retried"))
        self._tally.claim(methods, 0, extra=self._repeats - self._configurations)
        self._tally.claim(0, claimed.get("failed", 0), extra=-self._configurations)
        return self._tally.report(source)

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        if self._method is not None:
            self._method.path.append(tag)
            if "/".join(self._method.path) == _TEXTS[1]:
                self._method.values.append("null" if attributes.get("is-null") == "true" else "")
        elif tag == "test-method":
            self._method = _Method(attributes)
        elif tag == "test":
            self._test = attributes.get("name", "")
        elif tag == "class":
            self._class = ".".join(filter(None, (attributes.get("package", ""), attributes.get("name", ""))))
        elif not self._begun:
            self._begin(tag, attributes)
        self._begun = True

    def end(self, tag: str) -> None:
        """Take an end tag."""
        method = self._method
        if method is not None and method.path:
            method.path.pop()
        elif method is not None:
            self._close(method)
            self._method = None
        elif tag in ("class", _ROOT):
            self._flush()

    def data(self, piece: str) -> None:
        """Take text: a message, or the value of a parameter."""
        method = self._method
        if method is None or not method.path or method.room <= 0:
            return
        place = "/".join(method.path)
        if place not in _TEXTS:
            return
        kept = piece[: method.room]
        method.room -= len(kept)
        if place == _TEXTS[0]:
            method.message += kept
        else:
            method.values[-1] += kept

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag != _ROOT:
            raise EvidenceError(
                "other-root",
                text("the root element {tag} is not that of {title}", tag=repr(tag[:40]), title=TestngReader.title),
                hint=text("set format: to the format that the file has"),
            )
        names = ("passed", "failed", "skipped", "retried")
        self._claimed = {name: natural(attributes[name]) for name in names if attributes.get(name)}

    def _close(self, method: _Method) -> None:
        suite = " > ".join(filter(None, (self._test, self._class)))
        case = method.case(suite)
        if method.is_configuration:
            if method.rank == FAILED:
                self._configurations += 1
                self._cases.append(msgspec.structs.replace(case, rank=ERRORED))
        elif method.is_repeated:
            self._repeats += 1
            self._attempts[case.name] = msgspec.structs.replace(case, rank=FAILED)
        else:
            self._cases.append(case)

    def _flush(self) -> None:
        """Count the methods of a class; attempts without a last one have failed."""
        last = {case.name for case in self._cases}
        for case in self._cases:
            self._tally.add(msgspec.structs.replace(case, flaky=case.name in self._attempts))
        for name, attempt in self._attempts.items():
            if name not in last:
                self._tally.add(attempt)
                self._repeats -= 1
        self._cases, self._attempts = [], {}

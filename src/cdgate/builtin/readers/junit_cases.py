"""The target that gathers the test cases of a JUnit report while it streams by."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import datetime

from cdgate.builtin.readers import junit_words as words
from cdgate.builtin.readers.junit_suites import Suite, Totals, claims_of
from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.evidence import TestCase
from cdgate.model.location import Location
from cdgate.parsing.text import milliseconds, timestamp
from cdgate.pattern import lazily

_COMMIT = lazily(r"[0-9a-f]{7,64}", re.ASCII)
_LINE = lazily(r"[0-9]{1,9}", re.ASCII)
_RESULT_LIKE = ("fail", "err")
MOST_CASES = 100_000  # that are kept by name; all are counted
MOST_CHARACTERS = 400  # of a message: it is for a person who looks for the place
_MOST_REMEMBERED = 10_000
_NO_ATTRIBUTES: Mapping[str, str] = {}


class JunitTarget:
    """Gathers totals, the cases that matter, and identities; nothing of it is true before the parser has ended.

    Without `identified` there are no identities.
    """

    def __init__(self, *, identified: bool = True) -> None:
        self._identified = identified
        self.totals: dict[str, Totals] = {}
        self.cases: list[TestCase] = []
        self._identities = io.BytesIO()  # which gives its content away without a copy
        self._durations: dict[str, int] = {}  # short decimals repeat a lot
        self.disagreement: Text | None = None  # the first one
        self.outside = False  # whether a case stands outside any suite
        self.unknown: dict[str, None] = {}
        self.commits: set[str] = set()
        self.produced_at: datetime | None = None
        self.nameless = 0
        self.unlisted = 0
        self._suites: list[Suite] = []
        self._case: Mapping[str, str] | None = None
        self._depth = 0  # below the open test case
        self._rank = words.PASSED
        self._results = 0
        self._message = ""
        self._told = ""
        self._listening = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        if self._case is not None:
            self._depth += 1
            if self._depth == 1:
                self._result(tag, attributes)
        elif tag == "testcase":
            if not self._suites:
                self._open_suite(_NO_ATTRIBUTES)
                self.outside = True
            self._case = attributes
        elif tag in words.SUITES:
            self._open_suite(attributes)
        elif tag == "property":
            self._property(attributes)
        elif not self._suites:
            raise _not_junit(tag)
        elif tag.lower().startswith(_RESULT_LIKE):
            self._suite_result(tag, attributes)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if self._case is None:
            if tag in words.SUITES:
                suite = self._suites.pop()
                found = suite.close_into(self._suites[-1] if self._suites else None)
                self.disagreement = self.disagreement or found
                self.unlisted += suite.unwritten
        elif self._depth:
            self._depth -= 1
            self._listening = False
        else:
            self._close_case(self._case)
            self._case = None

    def data(self, piece: str) -> None:
        """Take text: the first line in a result is its message where no attribute holds one."""
        if self._listening:
            line, end, _ = (self._message + piece).lstrip().partition("\n")
            self._message = line[:MOST_CHARACTERS]
            self._listening = not end and len(line) < MOST_CHARACTERS

    def executed(self) -> bytes:
        """Return the identities, each in 8 bytes."""
        return self._identities.getvalue()

    def _open_suite(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("name") or (self._suites[-1].name if self._suites else "")
        totals = self.totals.get(name)
        if totals is None:
            totals = self.totals[name] = Totals(name)
        self._suites.append(Suite(name, claims_of(attributes), totals))
        written = attributes.get("timestamp")
        moment = timestamp(written) if written else None
        if moment is not None and (self.produced_at is None or moment < self.produced_at):
            self.produced_at = moment

    def _property(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("name") in words.COMMITS:
            value = attributes.get("value") or ""
            if _COMMIT.fullmatch(value):
                self.commits.add(value)

    def _suite_result(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Count a failure of the suite itself, which is no test case's, as one case."""
        suite = self._suites[-1]
        rank = words.RESULTS.get(tag, words.FAILED)
        suite.counts[rank] += 1
        suite.totals.counts[rank] += 1
        message = attributes.get("message") or attributes.get("type") or ""
        self._keep(TestCase(f"<{tag}>", suite.name, words.OUTCOMES[rank], message=_first_line(message)))

    def _result(self, tag: str, attributes: Mapping[str, str]) -> None:
        rank = words.RESULTS.get(tag)
        if rank is None:
            if tag in words.SILENT:
                return
            if tag in words.FLAKY:
                self._results += 1
                self._message = self._message or _first_line(attributes.get("message") or "")
                return
            rank = words.RERUN.get(tag, words.FAILED)
            if tag not in words.RERUN:
                self.unknown[tag] = None
        self._results += 1
        if rank > self._rank:
            self._rank = rank
            self._message = _first_line(attributes.get("message") or "")
            self._listening = not self._message

    def _close_case(self, attributes: Mapping[str, str]) -> None:
        get = attributes.get
        suite = self._suites[-1]
        name, group = get("name") or "", get("classname") or ""
        if group and group != suite.name and not name.startswith(group):
            name = f"{group}.{name}"
        elif not name and not group:
            self.nameless += 1
        rank = self._rank
        if "status" in attributes or "result" in attributes:
            rank = max(rank, _rank_of(get("status") or ""), _rank_of(get("result") or ""))
        written = get("time") or "0.0"
        duration_ms = self._durations.get(written)
        if duration_ms is None:
            duration_ms = milliseconds(written)
            if len(self._durations) < _MOST_REMEMBERED:
                self._durations[written] = duration_ms
        totals = suite.totals
        suite.counts[rank] += 1
        totals.counts[rank] += 1
        totals.duration_ms += duration_ms
        if self._identified and rank != words.SKIPPED:
            identity = totals.identity.copy()
            identity.update(name.encode())
            self._identities.write(identity.digest())
        if rank or self._results:
            self._finish(suite, name, rank, duration_ms)

    def _finish(self, suite: Suite, name: str, rank: int, duration_ms: int) -> None:
        """Keep a case that did not simply pass, and be ready for the next."""
        flaky = rank == words.PASSED
        suite.totals.flaky += flaky
        suite.extra += max(0, self._results - (not flaky))
        location = _location(self._case or _NO_ATTRIBUTES, suite.name)
        if self._message != self._told:
            self._told = self._message  # what many cases say one after another is kept once
        self._keep(TestCase(name, suite.name, words.OUTCOMES[rank], flaky, self._told, location, duration_ms))
        self._rank = words.PASSED
        self._results = 0
        self._message = ""

    def _keep(self, case: TestCase) -> None:
        if len(self.cases) < MOST_CASES:
            self.cases.append(case)
        else:
            self.unlisted += 1


def _location(attributes: Mapping[str, str], suite: str) -> Location | None:
    path = attributes.get("file")
    if not path:
        return None
    written = attributes.get("line") or attributes.get("lineno") or ""
    line = int(written) if _LINE.fullmatch(written) else 0
    if suite == "pytest" and written:
        line += 1  # pytest counts lines from 0
    return Location(path.replace("\\", "/"), line or None)


def _rank_of(word: str) -> int:
    return words.STATUS.get(word.strip().lower(), words.FAILED)


def _first_line(message: str) -> str:
    return message.strip().partition("\n")[0][:MOST_CHARACTERS]


def _not_junit(tag: str) -> EvidenceError:
    return EvidenceError(
        "not-junit",
        text("the root element is {tag}, not that of a JUnit report", tag=repr(tag[:40])),
        hint=text("set format: to the format that the file has"),
    )

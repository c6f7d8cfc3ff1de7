"""The test points of TAP and the plan that they must keep; the outermost level decides."""

from __future__ import annotations

import re

import msgspec

from cdgate.builtin.readers.case_tally import Case, CaseTally
from cdgate.builtin.readers.junit_words import FAILED, PASSED, SKIPPED
from cdgate.builtin.readers.tap_subtests import TapSubtests
from cdgate.message import Text, text
from cdgate.model.evidence import Source, TestReport
from cdgate.parsing.text import milliseconds
from cdgate.pattern import lazily

_PLAN = lazily(r"(?P<first>[0-9]{1,18})\.\.(?P<last>[0-9]{1,18})\s*(?:#.*)?", re.ASCII)
_POINT = lazily(
    r"(?P<not>not )?ok(?:[ \t]+(?P<number>[0-9]{1,18})(?!\S))?(?:[ \t]*|-(?P<glued>.*)|[ \t]+(?P<rest>.*))", re.ASCII
)
_BAIL_OUT = lazily(r"(?: {4})*Bail out!.*", re.IGNORECASE)  # of a subtest: of the whole test
# A hash after a blank begins a directive or a comment, unless it is escaped.
_HASH = lazily(r"(?:^|\s)#\s*")
_DIRECTIVE = lazily(r"(?P<skip>skip)|todo\b", re.IGNORECASE)
_TIME = lazily(r"time=(?P<number>[0-9]{1,12}(?:\.[0-9]{0,9})?)(?P<unit>ms|s)\b", re.ASCII)
_SAID = lazily(r"\s*(?:message:\s*|#\s*)(?P<said>.*)")
_NONE = (1, 0)


class TapPoints:
    """Takes line by line. Points with odd numbers wait for the plan, which may come last."""

    def __init__(self) -> None:
        self._tally = CaseTally()
        self._subtests = TapSubtests()
        self._plan: tuple[int, int] | None = None
        self._ended = False  # a plan came after points, so it ends the test
        self._given_up = False  # what comes after that is no result
        self._count = 0
        self._number = 0  # of the newest point
        self._straight = 0  # points up to here have their position as number
        self._seen: set[int] = set()  # other numbers
        self._waiting: list[tuple[int, Case]] = []
        self._newest: Case | None = None  # its message may follow

    def take(self, line: str) -> None:
        """Take a line without its end."""
        if self._given_up:
            return
        if not self._subtests.in_yaml and _BAIL_OUT.match(line) is not None:
            self._given_up = True
            self._tally.doubt(text("the tests were given up: {line}", line=line.strip()[:200]))
        elif line[:1] in (" ", "\t") or line == "}":
            self._subtests.take(line)
            if self._subtests.in_yaml:
                self._remark(line)
            elif line == "}" and self._subtests.contradicts(self._newest):
                self._doubt_parent()
        elif (match := _POINT.fullmatch(line)) is not None:
            self._point(match)
        elif (match := _PLAN.fullmatch(line)) is not None:
            self._planned(int(match["first"]), int(match["last"]))
        elif line.startswith("#"):
            self._remark(line)

    def report(self, source: Source) -> TestReport:
        """Return the evidence; a plan that is missing or was not kept is a shortfall."""
        self._flush()
        for _, case in self._waiting:
            self._tally.add(case)
        if self._plan is None:
            if self._count:
                self._tally.doubt(text("there is no plan (`1..N`), so nobody knows whether all tests ran"))
        else:
            planned = self._plan[1] - self._plan[0] + 1
            if planned != self._count:
                self._tally.doubt(
                    text("{planned} tests were planned and {count} ran", planned=planned, count=self._count)
                )
        return self._tally.report(source)

    def _point(self, match: re.Match[str]) -> None:
        self._flush()
        if self._ended:
            self._tally.doubt(text("a test stands after the plan that ends the tests"))
        self._count += 1
        self._number = int(match["number"]) if match["number"] else self._number + 1
        rest = match["rest"] or match["glued"] or ""
        self._newest = self._numbered(self._case(rest, not match["not"]))
        if self._subtests.close(self._newest, opens=line_opens(rest)):
            self._doubt_parent()

    def _case(self, rest: str, passed: bool) -> Case:  # noqa: FBT001  # the two words of a point
        name, remark = rest.strip().removeprefix("- "), ""
        hash_match = _HASH.search(name)
        if hash_match is not None:
            remark = name[hash_match.end() :]
        directive, time = _DIRECTIVE.match(remark), _TIME.match(remark)
        if hash_match is not None and (directive or time):
            name = name[: hash_match.start()]
        rank = PASSED if passed else FAILED
        if directive is not None and bool(directive["skip"]) is passed:
            rank = SKIPPED  # a skipped point says ok, one that is not expected to pass yet says not ok
        name = name.removesuffix("{").strip() or str(self._number)
        duration_ms = 0
        if time is not None:
            duration_ms = milliseconds(time["number"]) // (1000 if time["unit"] == "ms" else 1)
        return Case(name, rank, message=remark if directive else "", duration_ms=duration_ms)

    def _numbered(self, case: Case) -> Case | None:
        """Return the point, failed where its number is taken or outside of the plan; None where it must wait for that."""
        number = self._number
        if number == self._straight + 1 and not self._seen:
            self._straight = number
        elif number <= self._straight or number in self._seen:
            return _failed(case, text("the number {number} was used before", number=number))
        else:
            self._seen.add(number)
            if self._plan is None:
                self._waiting.append((number, case))
                return None
        return case if self._plan is None else _within(self._plan, number, case)

    def _planned(self, first: int, last: int) -> None:
        if self._plan is not None:
            self._tally.doubt(text("there is more than one plan"))
            return
        if last < first and last:
            self._tally.doubt(text("the plan {first}..{last} is no range of numbers", first=first, last=last))
            return
        self._plan = (first, last) if last else _NONE
        self._ended = self._count > 0
        if self._newest is not None:
            self._newest = _within(self._plan, self._number, self._newest)
        self._flush()
        for number, case in self._waiting:
            self._tally.add(_within(self._plan, number, case))
        self._waiting = []

    def _doubt_parent(self) -> None:
        self._tally.doubt(text("a test says ok, but a subtest of it failed"))

    def _remark(self, line: str) -> None:
        """Take the first remark after a failed point as its message."""
        case = self._newest
        if case is not None and case.rank == FAILED and not case.message:
            match = _SAID.fullmatch(line)
            if match is not None and match["said"]:
                self._newest = msgspec.structs.replace(case, message=match["said"].strip("'\""))

    def _flush(self) -> None:
        if self._newest is not None:
            self._tally.add(self._newest)
            self._newest = None


def line_opens(rest: str) -> bool:
    """Tell whether a point opens the braces of a subtest that follows it."""
    return rest.rstrip().endswith("{")


def _within(plan: tuple[int, int], number: int, case: Case) -> Case:
    if plan[0] <= number <= plan[1]:
        return case
    return _failed(case, text("the number {number} is outside of the plan", number=number))


def _failed(case: Case, why: Text) -> Case:
    return msgspec.structs.replace(case, rank=FAILED, message=str(why))

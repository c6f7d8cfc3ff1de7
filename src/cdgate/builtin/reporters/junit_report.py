"""The verdict as JUnit XML: a suite per gate, a test case per criterion."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from cdgate.builtin.reporters import ordering
from cdgate.builtin.reporters.exceptions import Exceptional, exceptions
from cdgate.builtin.reporters.wording import place_of, verdict_word, waived_by
from cdgate.message import text
from cdgate.model.verdict import CriterionResult, GateResult, RunRecord, State
from cdgate.telling.escape import plain
from cdgate.telling.page import Page

if TYPE_CHECKING:
    from junitparser import TestCase, TestSuite

_SUITE = "cdgate"


def render(record: RunRecord, page: Page) -> None:
    """Write the suites: UNMET is a failure, UNKNOWN an error, WAIVED and what only warns a skipped test."""
    from junitparser import JUnitXml

    document = JUnitXml(_SUITE)
    for gate in record.gates:
        document.add_testsuite(_suite(gate.gate, [_case(result, gate, page) for result in gate.criteria]))
    extra = _problem_cases(record, page)
    if ordering.fails_alone(record):
        extra = [_error_case("verdict", page.say(verdict_word(record.verdict)), "verdict")]
    extra += [_exception(one, page) for one in exceptions(record)]
    if extra:
        document.add_testsuite(_suite(_SUITE, extra))
    document.update_statistics()  # type: ignore[no-untyped-call]  # junitparser is partly typed
    stream = BytesIO()
    document.write(stream)
    page.line(stream.getvalue().decode("utf-8").rstrip())


def _suite(name: str, cases: list[TestCase]) -> TestSuite:
    from junitparser import TestSuite

    suite = TestSuite(plain(name))
    suite.add_testcases(cases)
    return suite


def _problem_cases(record: RunRecord, page: Page) -> list[TestCase]:
    return [
        _error_case(f"{problem.slug} {number}", f"{problem.place} {page.say(problem.message)}".strip(), problem.slug)
        for number, problem in enumerate(record.problems, start=1)
    ]


def _error_case(name: str, message: str, kind: str) -> TestCase:
    from junitparser import Error, TestCase

    case = TestCase(plain(name), classname=_SUITE, time=0.0)
    case.result = [Error(plain(message), type_=plain(kind))]
    return case


def _exception(one: Exceptional, page: Page) -> TestCase:
    from junitparser import Skipped, TestCase

    case = TestCase(plain(one.name), classname=f"{_SUITE}.{one.kind}", time=0.0)
    case.result = [Skipped(plain(page.say(one.message)), type_=one.kind)]
    return case


def _case(result: CriterionResult, gate: GateResult, page: Page) -> TestCase:
    from junitparser import Error, Failure, Skipped, TestCase

    case = TestCase(plain(result.criterion), classname=plain(gate.gate), time=0.0)
    message = plain(page.say(result.judgement.message))
    if result.state is State.WAIVED:
        case.result = [Skipped(_waived(result, page), type_="waived")]
    elif result.warns:
        case.result = [Skipped(plain(page.say(text("only warns: {reason}", reason=message))), type_="warning")]
    elif result.state is not State.MET:
        outcome = Failure(message, type_="unmet") if result.state is State.UNMET else Error(message, type_="unknown")
        outcome.text = "\n".join((message, *_annotations(result, page)))
        case.result = [outcome]
    elif result.judgement.noteworthy:
        case.system_out = message
    return case


def _waived(result: CriterionResult, page: Page) -> str:
    if result.waiver is None:
        return plain(page.say(text("waived")))
    return plain(page.say(text("waived by {who}: {reason}", who=waived_by(result.waiver), reason=result.waiver.reason)))


def _annotations(result: CriterionResult, page: Page) -> list[str]:
    return [
        f"{plain(place_of(annotation.location)) if annotation.location else '-'}: {plain(page.say(annotation.message))}"
        for annotation in result.judgement.annotations
    ]

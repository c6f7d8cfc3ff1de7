"""One record a line, in the form that editors and problem matchers know: `path:line:col: severity: message [criterion]`."""

from __future__ import annotations

from collections.abc import Iterator

from cdgate.builtin.reporters import ordering
from cdgate.builtin.reporters.exceptions import exceptions
from cdgate.builtin.reporters.wording import place_of, verdict_word, waived_by
from cdgate.message import text
from cdgate.model.verdict import CriterionResult, RunRecord, State
from cdgate.telling.escape import line_start, plain
from cdgate.telling.page import Page

_SEVERITIES = {"error": "error", "warning": "warning", "note": "note"}


def render(record: RunRecord, page: Page) -> None:
    """Write what a person must look at; nothing where all holds without more ado."""
    lines = [*_problem_lines(record, page)]
    for result in (*ordering.blocking(record), *ordering.warning(record)):
        lines += _result_lines(result, record, page)
    for result in ordering.excused(record):
        lines.append(_line(_position(result, record), "note", page.say(result.judgement.message), result.criterion))
    lines += (line for result in ordering.waived(record) for line in _waiver_lines(result, record, page))
    lines += [_line(one.position, "note", page.say(one.message), one.name) for one in exceptions(record)]
    if ordering.fails_alone(record):
        lines.insert(0, _line(record.policy_file, "error", page.say(verdict_word(record.verdict)), "verdict"))
    for line in lines:
        page.line(line)


def _problem_lines(record: RunRecord, page: Page) -> Iterator[str]:
    for problem in record.problems:
        yield _line(problem.place or record.policy_file, "error", page.say(problem.message), problem.slug)


def _result_lines(result: CriterionResult, record: RunRecord, page: Page) -> Iterator[str]:
    """One line that says what does not hold, at the policy's position, then one per annotation."""
    severity = "error" if result.blocks else "warning"
    yield _line(_position(result, record), severity, page.say(result.judgement.message), result.criterion)
    for annotation in ordering.worst_first(result.judgement.annotations):
        place = place_of(annotation.location) if annotation.location else _position(result, record)
        own = _SEVERITIES.get(annotation.level, "error")
        if own == "error" and not result.blocks:
            own = "warning"
        yield _line(place, own, page.say(annotation.message), result.criterion)


def _waiver_lines(result: CriterionResult, record: RunRecord, page: Page) -> Iterator[str]:
    if result.waiver is None or result.state is not State.WAIVED:
        return
    words = text("waived by {who}: {reason}", who=waived_by(result.waiver), reason=result.waiver.reason)
    yield _line(_position(result, record), "note", page.say(words), result.criterion)


def _position(result: CriterionResult, record: RunRecord) -> str:
    return result.position or record.policy_file


def _line(place: str, severity: str, message: str, name: str) -> str:
    return f"{line_start(place or 'cdgate')}: {severity}: {plain(message)} [{plain(name)}]"

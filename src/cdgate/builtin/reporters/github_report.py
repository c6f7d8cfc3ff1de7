"""GitHub workflow commands: the console text in a group, then the annotations that the runner will show."""

from __future__ import annotations

import msgspec

from cdgate.builtin.reporters import console_report, ordering
from cdgate.builtin.reporters.exceptions import Exceptional, exceptions
from cdgate.builtin.reporters.places import evidence_place, policy_place
from cdgate.builtin.reporters.wording import headline, verdict_word, waived_by
from cdgate.message import Text, text
from cdgate.model.location import Location
from cdgate.model.verdict import Annotation, CriterionResult, RunRecord, State
from cdgate.telling.escape import command_data, command_property
from cdgate.telling.page import Page

MOST_PER_KIND = 10
"""The runner keeps ten annotations of each kind per step (actions/runner, `_maxCountPerIssueType`)."""

KINDS = ("error", "warning", "notice")
_KIND_OF_LEVEL = {"error": "error", "warning": "warning", "note": "notice"}


class Command(msgspec.Struct, frozen=True):
    """One annotation to be. `message` is of one or two escaped texts, so far below the runner's limit of 4,096."""

    kind: str
    title: str
    message: str
    location: Location | None = None

    def __str__(self) -> str:
        """Return the workflow command."""
        properties = [*_place(self.location), f"title={command_property(self.title)}"]
        return f"::{self.kind} {','.join(properties)}::{self.message}"


def render(record: RunRecord, page: Page) -> None:
    """Write the group, at most ten commands of each kind, and the closing line."""
    page.line(f"::group::cdgate {command_data(page.say(headline(record)))}")
    console_report.render_details(record, page)
    page.line("::endgroup::")
    commands = _commands(record, page)
    hidden = {
        "error": _left_out(ordering.blocking(record)),
        "warning": _left_out(ordering.warning(record)),
        "notice": 0,
    }
    for kind in KINDS:
        for command in _at_most_ten(kind, [c for c in commands if c.kind == kind], hidden[kind], page):
            page.line(str(command))
    page.line(console_report.closing(record, page))


def _commands(record: RunRecord, page: Page) -> list[Command]:
    """Return one command per result first, so that each is heard of, then their other annotations, worst first."""
    heads = [Command("error", problem.slug, _data(page, problem.message)) for problem in record.problems]
    if ordering.fails_alone(record):
        heads.append(Command("error", "cdgate", _data(page, verdict_word(record.verdict))))
    rest = []
    for result in (*ordering.blocking(record), *ordering.warning(record)):
        first, *others = ordering.worst_first(result.judgement.annotations) or (None,)
        heads.append(_head(record, result, first, page))
        rest += [(result, annotation) for annotation in others if annotation is not None]
    rest.sort(key=lambda pair: ordering.badness(pair[1]))
    told: dict[tuple[str, Location | None], Command] = {}
    for result, annotation in rest:  # two criteria that look at one report say the same of a line: told once
        command = _annotation(record, result, annotation, page)
        told.setdefault((command.message, command.location), command)
    excused = [_excused(record, result, page) for result in ordering.excused(record)]
    waived = [_waived(record, result, page) for result in ordering.waived(record)]
    return [*heads, *told.values(), *excused, *waived, *(_exception(record, one, page) for one in exceptions(record))]


def _head(record: RunRecord, result: CriterionResult, worst: Annotation | None, page: Page) -> Command:
    message = _data(page, result.judgement.message)
    kind = "error" if result.blocks else "warning"
    place = evidence_place(record, worst.location if worst else None) or policy_place(record, result.position)
    told = message if worst is None else f"{message}%0A{_data(page, worst.message)}"
    return Command(kind, result.criterion, told, place)


def _annotation(record: RunRecord, result: CriterionResult, annotation: Annotation, page: Page) -> Command:
    kind = _KIND_OF_LEVEL.get(annotation.level, "error")
    if kind == "error" and not result.blocks:
        kind = "warning"
    return Command(kind, result.criterion, _data(page, annotation.message), evidence_place(record, annotation.location))


def _excused(record: RunRecord, result: CriterionResult, page: Page) -> Command:
    return Command(
        "notice", result.criterion, _data(page, result.judgement.message), policy_place(record, result.position)
    )


def _waived(record: RunRecord, result: CriterionResult, page: Page) -> Command:
    if result.waiver is None or result.state is not State.WAIVED:
        words = text("findings waived: {n}", n=result.waived_findings)
    else:
        words = text("waived by {who}: {reason}", who=waived_by(result.waiver), reason=result.waiver.reason)
    return Command("notice", result.criterion, _data(page, words), policy_place(record, result.position))


def _exception(record: RunRecord, one: Exceptional, page: Page) -> Command:
    return Command("notice", one.name, _data(page, one.message), policy_place(record, one.position))


def _at_most_ten(kind: str, commands: list[Command], hidden: int, page: Page) -> list[Command]:
    """Return the commands that the runner keeps; `hidden` are annotations that the record itself had no room for."""
    if not hidden and len(commands) <= MOST_PER_KIND:
        return commands
    kept = commands[: MOST_PER_KIND - 1]
    more = text("and {n} more, see the job summary", n=len(commands) - len(kept) + hidden)
    return [*kept, Command(kind, "cdgate", _data(page, more))]


def _left_out(results: tuple[CriterionResult, ...]) -> int:
    return sum(ordering.annotation_total(r.judgement) - len(r.judgement.annotations) for r in results)


def _data(page: Page, words: Text) -> str:
    return command_data(page.say(words))


def _place(location: Location | None) -> list[str]:
    """Return the properties of a place in the repository; `col` may not be sent where the lines differ."""
    if location is None:
        return []
    parts = [f"file={command_property(location.path)}"]
    if location.line is not None:
        end = location.end_line or location.line
        parts += [f"line={location.line}", f"endLine={end}"]
        if location.column is not None and end == location.line:
            parts += [f"col={location.column}", f"endColumn={location.end_column or location.column}"]
    return parts

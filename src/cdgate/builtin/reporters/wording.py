"""The words that several reporters share: verdicts, states, the headline and the closing line."""

from __future__ import annotations

from cdgate.builtin.reporters.ordering import Tally
from cdgate.message import Text, text
from cdgate.model.location import Location
from cdgate.model.policy import Mode, Waiver
from cdgate.model.verdict import CriterionResult, QuarantinedTest, RunRecord, State, Verdict
from cdgate.telling.page import Page

SHORT_COMMIT = 12


def verdict_word(verdict: Verdict) -> Text:
    """Return the verdict as people say it."""
    words = {Verdict.PASS: text("PASS"), Verdict.WARN: text("WARN"), Verdict.FAIL: text("FAIL")}
    return words[verdict]


def state_word(result: CriterionResult) -> Text:
    """Return how a criterion stands; one that only warns says so."""
    if result.warns:
        return text("BELOW TARGET") if result.state is State.MET else text("WARN")
    words = {
        State.MET: text("MET"),
        State.UNMET: text("NOT MET"),
        State.UNKNOWN: text("UNKNOWN"),
        State.WAIVED: text("WAIVED"),
    }
    return words[result.state]


def headline(record: RunRecord) -> Text:
    """Return what was judged: the policy, the mode, the commit."""
    title = record.policy_title or record.policy_file or "cdgate"
    mode = text("assessment gates") if record.mode is Mode.ASSESS else text("change gates")
    if record.commit is None:
        return text("{title}: {mode}, as of {day}", title=title, mode=mode, day=record.as_of.isoformat())
    return text(
        "{title}: {mode} for commit {commit}, as of {day}",
        title=title,
        mode=mode,
        commit=record.commit[:SHORT_COMMIT],
        day=record.as_of.isoformat(),
    )


def counted(page: Page, numbers: Tally) -> str:
    """Return the counts that are not zero, worst first."""
    parts = (
        (numbers.unmet, text("{n} not met", n=numbers.unmet)),
        (numbers.unknown, text("{n} unknown", n=numbers.unknown)),
        (numbers.warned, text("{n} with a warning", n=numbers.warned)),
        (numbers.below_target, text("{n} below target", n=numbers.below_target)),
        (numbers.waived, text("{n} waived", n=numbers.waived)),
        (numbers.met, text("{n} met", n=numbers.met)),
    )
    told = ", ".join(page.say(words) for number, words in parts if number)
    return page.say(text("{counts}, of {n} criteria", n=numbers.total, counts=told)) if told else page.say(_NOTHING)


def waived_by(waiver: Waiver) -> Text:
    """Return who answers for a waiver and until when."""
    return text("{owner}, until {day}", owner=waiver.approved_by, day=waiver.expires.isoformat())


def quarantined_words(one: QuarantinedTest) -> Text:
    """Return what became of a quarantined test, and until when it cannot fail a gate."""
    words = {"reason": one.entry.reason, "day": one.entry.expires.isoformat()}
    match one.state:
        case "failed":
            return text("failed: {message} ({reason}, until {day})", message=one.message or "-", **words)
        case "flaky":
            return text("failed before it passed ({reason}, until {day})", **words)
        case "passed":
            return text("passed ({reason}, until {day})", **words)
        case _:
            return text("did not run: correct the name or remove the entry ({reason}, until {day})", **words)


def subject(waiver: Waiver) -> str:
    """Return what a waiver is for: a criterion, or one finding or path of it."""
    return " ".join(part for part in (waiver.criterion, waiver.finding, waiver.path) if part)


def place_of(location: Location) -> str:
    """Return `path:line:column`, as far as it is known."""
    if location.line is None:
        return location.path
    column = "" if location.column is None else f":{location.column}"
    return f"{location.path}:{location.line}{column}"


_NOTHING = text("no criteria were judged")

"""The sections of the Markdown summary, each with a share of the 60 kB that it does not exceed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cdgate.builtin.reporters import ordering
from cdgate.builtin.reporters.wording import place_of, quarantined_words, state_word, subject, waived_by
from cdgate.message import Text, text
from cdgate.model.policy import Waiver
from cdgate.model.verdict import Annotation, CriterionResult, GateResult, RunRecord, State, UsedEvidence, Verdict
from cdgate.telling.escape import markdown, markdown_code
from cdgate.telling.page import Page

MOST_ANNOTATIONS = 8
# bytes per section; together with the headline below 60 kB, so below every known limit (safety.md 2.1)
PROBLEMS, BLOCKING, WARNINGS, GATES = 4_000, 18_000, 6_000, 12_000
EXCUSED, WAIVERS, QUARANTINE, EVIDENCE, GAPS = 2_000, 5_000, 2_000, 4_000, 2_000

_STATE_SIGNS = {State.MET: "✅", State.UNMET: "❌", State.UNKNOWN: "❔", State.WAIVED: "🟡"}
_VERDICT_SIGNS = {Verdict.PASS: "✅", Verdict.WARN: "⚠️", Verdict.FAIL: "❌"}


def write_problems(record: RunRecord, page: Page) -> None:
    """Write the errors met on the way."""
    items = []
    for problem in record.problems:
        where = f"{markdown_code(problem.place)} " if problem.place else ""
        then = f" → {_say(page, problem.hint)}" if problem.hint else ""
        items.append(f"- {where}{_say(page, problem.message)}{then} ({markdown_code(problem.slug)})")
    _write(page, [_heading(page, text("Problems"))], items, PROBLEMS)


def write_blocking(record: RunRecord, page: Page) -> None:
    """Write why the verdict is FAIL."""
    _write_results(page, text("Why it fails"), ordering.blocking(record), BLOCKING)


def write_warnings(record: RunRecord, page: Page) -> None:
    """Write what warns."""
    _write_results(page, text("Warnings"), ordering.warning(record), WARNINGS)


def write_gates(record: RunRecord, page: Page) -> None:
    """Write the table of criteria, gate by gate, those of failed gates first."""
    rows = [
        _criterion_row(result, gate, page)
        for gate in ordering.ranked_gates(record)
        for result in ordering.ranked(gate.criteria)
    ]
    heads = (text("gate"), text("criterion"), text("state"), text("found"), text("wanted"))
    _write(page, [_heading(page, text("Criteria")), *_table_head(page, heads)], rows, GATES)


def write_excused(record: RunRecord, page: Page) -> None:
    """Write which criteria hold only by an exemption or a declaration."""
    items = [f"- {markdown_code(r.criterion)}: {_say(page, r.judgement.message)}" for r in ordering.excused(record)]
    _write(page, [_heading(page, text("Met by exemption or declaration"))], items, EXCUSED)


def write_waivers(record: RunRecord, page: Page) -> None:
    """Write the waivers in use, the expired and the unused ones."""
    used = []
    for result in ordering.waived(record):
        findings = [_say(page, text("findings waived: {n}", n=result.waived_findings))] * bool(result.waived_findings)
        owner = [_waiver_words(result.waiver, page)] if result.waiver else []
        used.append(f"- {markdown_code(result.criterion)}: {', '.join([*findings, *owner])}")
    _write(page, [_heading(page, text("Waived"))], used, WAIVERS // 2)
    expired = [f"- {markdown_code(subject(w))}: {_waiver_words(w, page)}" for w in record.expired_waivers]
    _write(page, [_heading(page, text("Expired waivers, no longer in force"))], expired, WAIVERS // 4)
    unused = [f"- {markdown_code(subject(w))}: {_waiver_words(w, page)}" for w in record.unused_waivers]
    _write(page, [_heading(page, text("Unused waivers, to be removed"))], unused, WAIVERS // 4)


def write_quarantine(record: RunRecord, page: Page) -> None:
    """Write what became of the tests in quarantine, and whose quarantine is over."""
    items = [f"- {markdown_code(one.entry.test)}: {_say(page, quarantined_words(one))}" for one in record.quarantined]
    _write(page, [_heading(page, text("Tests in quarantine, which fail no gate"))], items, QUARANTINE)
    over = [
        f"- {markdown_code(entry.test)}: {markdown(entry.reason)} "
        f"({_say(page, text('until {day}', day=entry.expires.isoformat()))})"
        for entry in record.expired_quarantine
    ]
    _write(page, [_heading(page, text("Expired quarantine, no longer in force"))], over, QUARANTINE // 2)


def write_evidence(record: RunRecord, page: Page) -> None:
    """Write the files that were taken as evidence."""
    heads = (text("evidence"), text("file"), text("reader"), text("figures"))
    rows = [_evidence_row(used, page) for used in record.evidence]
    _write(page, [_heading(page, text("Evidence")), *_table_head(page, heads)], rows, EVIDENCE)


def write_gaps(record: RunRecord, page: Page) -> None:
    """Write notes and the gates that were not judged."""
    _write(page, [_heading(page, text("Notes"))], [f"- {_say(page, note)}" for note in record.notes], GAPS // 2)
    gates = [f"- {markdown_code(name)}" for name in record.not_judged]
    _write(page, [_heading(page, text("Not judged"))], gates, GAPS // 2)


def _write_results(page: Page, heading: Text, results: Sequence[CriterionResult], budget: int) -> None:
    """Write results with their details; where the room ends, say how many are left."""
    room = Room(page, budget)
    for index, result in enumerate(results):
        head = [*(["", _heading(page, heading), ""] if index == 0 else [""]), *_result_head(result, page)]
        if not room.take(head):
            page.line()
            page.line(_more(page, len(results) - index))
            return
        shown = ordering.worst_first(result.judgement.annotations)[:MOST_ANNOTATIONS]
        room.take([""] if shown else [])
        taken = room.take_while(_annotation_line(annotation, page) for annotation in shown)
        left = ordering.annotation_total(result.judgement) - taken
        room.take([f"- {_more(page, left)}"] if left > 0 else [])
        room.take(_next_steps(result, page))


class Room:
    """Lines that still fit on a page."""

    def __init__(self, page: Page, budget: int) -> None:
        self._page = page
        self._left = budget

    def take(self, lines: Sequence[str]) -> bool:
        """Write all of the lines, or none and return False where they do not fit."""
        size = sum(len(line.encode(errors="backslashreplace")) + 1 for line in lines)
        if size > self._left:
            return False
        self._left -= size
        for line in lines:
            self._page.line(line)
        return True

    def take_while(self, lines: Iterable[str]) -> int:
        """Write lines as long as they fit; return how many did."""
        taken = 0
        for line in lines:
            if not self.take([line]):
                break
            taken += 1
        return taken


def _write(page: Page, head: Sequence[str], rows: Sequence[str], budget: int) -> None:
    if not rows:
        return
    room = Room(page, budget)
    room.take(["", head[0], "", *head[1:]])
    taken = room.take_while(rows)
    if taken < len(rows):
        page.line()
        page.line(_more(page, len(rows) - taken))


def _result_head(result: CriterionResult, page: Page) -> list[str]:
    title = f" {markdown(result.title)}" if result.title else ""
    sign = "⚠️" if result.warns else _STATE_SIGNS[result.state]
    return [f"#### {sign} {markdown_code(result.criterion)}{title}", "", _say(page, result.judgement.message)]


def _next_steps(result: CriterionResult, page: Page) -> list[str]:
    steps = [_say(page, result.judgement.suggestion)] if result.judgement.suggestion else []
    steps += [markdown(result.help)] if result.help else []
    origin = [markdown(part) for part in (result.source, result.ref) if part]
    origin += [markdown_code(result.position)] if result.position else []
    lines = [f"→ {step}" for step in steps]
    lines += [f"<sub>{', '.join(origin)}</sub>"] if origin else []
    return ["", "  \n".join(lines)] if lines else []


def _annotation_line(annotation: Annotation, page: Page) -> str:
    where = f"{markdown_code(place_of(annotation.location))} " if annotation.location else ""
    return f"- {where}{_say(page, annotation.message)}"


def _criterion_row(result: CriterionResult, gate: GateResult, page: Page) -> str:
    judgement = result.judgement
    target = page.say(text("target {target}", target=judgement.target)) if judgement.target else ""
    sign = "⚠️" if result.warns else _STATE_SIGNS[result.state]
    return _row(
        f"{_VERDICT_SIGNS[gate.verdict]} {markdown_code(gate.gate)}",
        markdown_code(ordering.short_name(result, gate)),
        f"{sign} {page.say(state_word(result))}",
        markdown(judgement.shown),
        ", ".join(markdown(part) for part in (judgement.limit, target) if part),
    )


def _evidence_row(used: UsedEvidence, page: Page) -> str:
    figures = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in used.figures.items() if number)
    notes = "; ".join(page.say(note) for note in used.notes)
    told = "; ".join(part for part in (figures, notes) if part) or page.say(text("nothing in it"))
    return _row(markdown_code(used.role), markdown_code(used.source.path), markdown(used.source.reader), markdown(told))


def _waiver_words(waiver: Waiver, page: Page) -> str:
    return f"{markdown(waiver.reason)} ({_say(page, waived_by(waiver))})"


def _heading(page: Page, words: Text) -> str:
    return f"### {page.say(words)}"


def _table_head(page: Page, heads: Sequence[Text]) -> list[str]:
    return [_row(*(page.say(head) for head in heads)), _row(*("---" for _ in heads))]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _more(page: Page, number: int) -> str:
    return page.say(text("and {n} more", n=number))


def _say(page: Page, words: Text) -> str:
    return markdown(page.say(words))

"""The parts of the console report below its table; each is left out where it has nothing to say."""

from __future__ import annotations

from collections.abc import Sequence

from cdgate.builtin.reporters import ordering
from cdgate.builtin.reporters.wording import place_of, quarantined_words, subject, waived_by
from cdgate.message import Text, text
from cdgate.model.policy import Waiver
from cdgate.model.verdict import Annotation, CriterionResult, RunRecord, State, UsedEvidence
from cdgate.telling.colour import Style
from cdgate.telling.columns import pad, table, width, wrapped
from cdgate.telling.escape import plain
from cdgate.telling.page import Page
from cdgate.telling.symbols import symbols_for

MOST_ANNOTATIONS = 8
MOST_FILES = 20
IDENTITY_SHOWN = 12


def write_problems(record: RunRecord, page: Page) -> None:
    """Write the errors met on the way, each with its place and the next step."""
    if not record.problems:
        return
    _heading(page, text("Problems"), Style.BAD)
    for problem in record.problems:
        where = f"{plain(problem.place)}: " if problem.place else ""
        _say(page, f"{where}{plain(page.say(problem.message))} [{plain(problem.slug)}]", first="  ! ")
        _then(page, problem.hint)


def write_blocking(record: RunRecord, page: Page) -> None:
    """Write why the verdict is FAIL, and what to do about it."""
    results = ordering.blocking(record)
    if results:
        _heading(page, text("Why it fails"), Style.BAD)
    symbols = symbols_for(page.stream)
    for result in results:
        _write_result(result, page, symbols.unmet if result.state is State.UNMET else symbols.unknown)


def write_warnings(record: RunRecord, page: Page) -> None:
    """Write what warns: targets missed, and criteria that do not block."""
    results = ordering.warning(record)
    if results:
        _heading(page, text("Warnings"), Style.WARN)
    for result in results:
        _write_result(result, page, symbols_for(page.stream).warn)


def write_excused(record: RunRecord, page: Page) -> None:
    """Write which criteria hold only by an exemption or a declaration."""
    results = ordering.excused(record)
    if results:
        _heading(page, text("Met by exemption or declaration"), Style.WARN)
    for result in results:
        page.line(f"  {symbols_for(page.stream).met} {page.paint(plain(result.criterion), Style.STRONG)}")
        _say(page, plain(page.say(result.judgement.message)), first="      ")


def write_waivers(record: RunRecord, page: Page) -> None:
    """Write the waivers in use with owner and expiry, the expired ones and the unused ones."""
    results = ordering.waived(record)
    if results:
        _heading(page, text("Waived"), Style.WARN)
    for result in results:
        _write_waived(result, page)
    _write_list_of_waivers(page, text("Expired waivers, no longer in force"), record.expired_waivers)
    _write_list_of_waivers(page, text("Unused waivers, to be removed"), record.unused_waivers)


def write_quarantine(record: RunRecord, page: Page) -> None:
    """Write what became of the tests in quarantine, and whose quarantine is over."""
    if record.quarantined:
        _heading(page, text("Tests in quarantine, which fail no gate"), Style.WARN)
    for one in record.quarantined:
        _say(page, f"{plain(one.entry.test)}: {plain(page.say(quarantined_words(one)))}", first="  - ")
    if record.expired_quarantine:
        _heading(page, text("Expired quarantine, no longer in force"), Style.WARN)
    for entry in record.expired_quarantine:
        until = page.say(text("until {day}", day=entry.expires.isoformat()))
        words = f"{plain(entry.test)}: {plain(entry.reason)} ({plain(until)})"
        _say(page, f"{words}, {plain(str(entry.position))}", first="  - ")


def write_evidence(record: RunRecord, page: Page) -> None:
    """Write the files that were taken as evidence, with their figures."""
    if not record.evidence:
        return
    _heading(page, text("Evidence"), Style.STRONG)
    shown = record.evidence[:MOST_FILES]
    rows = [(plain(used.role), plain(used.source.path), plain(used.source.reader)) for used in shown]
    lines = table(rows, columns=page.width - 2, dots=symbols_for(page.stream).dots)
    widest = max(width(line) for line in lines)
    figures = [_figures(used, page) for used in shown]
    fits = all(widest + width(told) + 4 <= page.width for told in figures)
    for used, line, told in zip(shown, lines, figures, strict=True):
        page.line(f"  {pad(line, widest)}  {told}" if fits else f"  {line}")
        if not fits:
            _say(page, told, first="      ")
        for note in used.notes:
            _say(page, plain(page.say(note)), first="      ! ")
    _more(page, len(record.evidence) - MOST_FILES, indent="  ")


def write_gaps(record: RunRecord, page: Page) -> None:
    """Write the notes of the run and the gates that were not judged."""
    if record.notes:
        _heading(page, text("Notes"), Style.STRONG)
    for note in record.notes:
        _say(page, plain(page.say(note)), first="  - ")
    if record.not_judged:
        _heading(page, text("Not judged"), Style.STRONG)
        _say(page, ", ".join(plain(name) for name in record.not_judged), first="  - ")


def _write_result(result: CriterionResult, page: Page, sign: str) -> None:
    title = f" {plain(result.title)}" if result.title else ""
    page.line(f"  {sign} {page.paint(plain(result.criterion), Style.STRONG)}{title}")
    _say(page, plain(page.say(result.judgement.message)), first="      ")
    _write_annotations(result, page)
    _then(page, result.judgement.suggestion)
    if result.help:
        _say(page, plain(result.help), first=f"      {symbols_for(page.stream).then} ")
    origin = [plain(part) for part in (result.source, result.ref) if part]
    if result.position:
        origin.append(plain(page.say(text("written at {place}", place=result.position))))
    if origin:
        _say(page, ", ".join(origin), first="      ", style=Style.QUIET)


def _write_annotations(result: CriterionResult, page: Page) -> None:
    shown = ordering.worst_first(result.judgement.annotations)[:MOST_ANNOTATIONS]
    for annotation in shown:
        _say(page, _annotation_line(annotation, page), first="        ")
    _more(page, ordering.annotation_total(result.judgement) - len(shown), indent="        ")


def _annotation_line(annotation: Annotation, page: Page) -> str:
    message = plain(page.say(annotation.message))
    if annotation.identity:
        message = f"{message} [{plain(annotation.identity[:IDENTITY_SHOWN])}]"  # what `finding:` of a waiver takes
    return message if annotation.location is None else f"{plain(place_of(annotation.location))}: {message}"


def _write_waived(result: CriterionResult, page: Page) -> None:
    page.line(f"  {symbols_for(page.stream).waived} {page.paint(plain(result.criterion), Style.STRONG)}")
    if result.waived_findings:
        _say(page, page.say(text("findings waived: {n}", n=result.waived_findings)), first="      ")
    if result.waiver is not None:
        reason = plain(result.waiver.reason)
        _say(page, f"{reason} ({plain(page.say(waived_by(result.waiver)))})", first="      ")


def _write_list_of_waivers(page: Page, heading: Text, waivers: Sequence[Waiver]) -> None:
    if waivers:
        _heading(page, heading, Style.WARN)
    for waiver in waivers:
        words = f"{plain(subject(waiver))}: {plain(waiver.reason)} ({plain(page.say(waived_by(waiver)))})"
        _say(page, f"{words}, {plain(str(waiver.position))}", first="  - ")


def _figures(used: UsedEvidence, page: Page) -> str:
    told = ", ".join(f"{plain(name).replace('_', ' ')} {number}" for name, number in used.figures.items() if number)
    return told or page.say(text("nothing in it"))


def _heading(page: Page, words: Text, style: Style) -> None:
    page.line()
    page.line(page.paint(page.say(words), style))


def _then(page: Page, words: Text | None) -> None:
    if words is not None:
        _say(page, plain(page.say(words)), first=f"      {symbols_for(page.stream).then} ")


def _more(page: Page, number: int, *, indent: str) -> None:
    if number > 0:
        page.line(indent + page.say(text("and {n} more", n=number)))


def _say(page: Page, words: str, *, first: str, style: Style | None = None) -> None:
    """Write escaped words, wrapped to the page, later lines indented like the first."""
    indent = width(first)
    for index, line in enumerate(wrapped(words, max(page.width - indent, 20))):
        page.line((" " * indent if index else first) + (page.paint(line, style) if style else line))

"""The report for people at a terminal: what failed first, then why, then what to do next; the verdict last."""

from __future__ import annotations

from cdgate.builtin.reporters import console_sections as sections
from cdgate.builtin.reporters.ordering import ranked, ranked_gates, short_name, tally
from cdgate.builtin.reporters.wording import counted, headline, state_word, verdict_word
from cdgate.message import text
from cdgate.model.verdict import CriterionResult, RunRecord, State, Verdict
from cdgate.telling.colour import Style
from cdgate.telling.columns import table
from cdgate.telling.escape import plain
from cdgate.telling.page import Page
from cdgate.telling.symbols import Symbols, symbols_for

_STYLES = {Verdict.PASS: Style.GOOD, Verdict.WARN: Style.WARN, Verdict.FAIL: Style.BAD}


def render(record: RunRecord, page: Page) -> None:
    """Write the whole report."""
    page.line(f"cdgate: {page.paint(plain(page.say(headline(record))), Style.STRONG)}")
    render_details(record, page)
    page.line()
    page.line(closing(record, page))


def render_details(record: RunRecord, page: Page) -> None:
    """Write everything between the headline and the closing line."""
    _write_table(record, page)
    sections.write_problems(record, page)
    sections.write_blocking(record, page)
    sections.write_warnings(record, page)
    sections.write_excused(record, page)
    sections.write_waivers(record, page)
    sections.write_quarantine(record, page)
    sections.write_evidence(record, page)
    sections.write_gaps(record, page)


def closing(record: RunRecord, page: Page) -> str:
    """Return the last line: the verdict with its counts."""
    word = page.say(verdict_word(record.verdict))
    line = page.say(text("{verdict}: {counts}", verdict=word, counts=counted(page, tally(record))))
    return line.replace(word, page.paint(word, _STYLES[record.verdict]), 1)


def _write_table(record: RunRecord, page: Page) -> None:
    symbols = symbols_for(page.stream)
    signs: list[tuple[str, Style] | None] = []
    rows: list[tuple[str, ...]] = []
    for gate in ranked_gates(record):
        signs.append(None)
        word = page.paint(page.say(verdict_word(gate.verdict)), _STYLES[gate.verdict])
        rows.append((f"{word} {page.paint(plain(gate.gate), Style.STRONG)}", "", "", ""))
        for result in ranked(gate.criteria):
            sign, style = _sign(result, symbols)
            first = f"  {sign} {page.say(state_word(result))}"
            signs.append((first, style))
            rows.append((first, plain(short_name(result, gate)), *_figures(result, page)))
    heads = (
        "  " + page.say(text("state")),
        page.say(text("criterion")),
        page.say(text("found")),
        page.say(text("wanted")),
    )
    _write_rows([heads, *rows], [None, *signs], page, symbols.dots)


def _write_rows(rows: list[tuple[str, ...]], signs: list[tuple[str, Style] | None], page: Page, dots: str) -> None:
    """Write aligned rows; a row without a sign is a heading, and headings of gates do not widen the columns."""
    inner = [row for row, sign in zip(rows, signs, strict=True) if sign or row is rows[0]]
    lines = iter(table(inner, columns=page.width, dots=dots))
    page.line()
    page.line(page.paint(next(lines), Style.QUIET))
    for row, sign in zip(rows[1:], signs[1:], strict=True):
        if sign is None:
            page.line(row[0])
            continue
        line = next(lines)
        painted = page.paint(sign[0].strip(), sign[1])
        page.line(line.replace(sign[0].strip(), painted, 1))


def _figures(result: CriterionResult, page: Page) -> tuple[str, str]:
    judgement = result.judgement
    wanted = plain(judgement.limit)
    if judgement.target:
        target = plain(page.say(text("target {target}", target=judgement.target)))
        wanted = f"{wanted}, {target}" if wanted else target
    return plain(judgement.shown), wanted


def _sign(result: CriterionResult, symbols: Symbols) -> tuple[str, Style]:
    if result.warns:
        return symbols.warn, Style.WARN
    signs = {
        State.MET: (symbols.met, Style.GOOD),
        State.UNMET: (symbols.unmet, Style.BAD),
        State.UNKNOWN: (symbols.unknown, Style.DOUBT),
        State.WAIVED: (symbols.waived, Style.WARN),
    }
    return signs[result.state]

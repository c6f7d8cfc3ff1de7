"""A summary in Markdown for job pages, merge requests and mail; at most 60 kB, cut by rows."""

from __future__ import annotations

from cdgate.builtin.reporters import markdown_sections as sections
from cdgate.builtin.reporters.ordering import tally
from cdgate.builtin.reporters.wording import counted, headline, verdict_word
from cdgate.message import text
from cdgate.model.verdict import RunRecord, Verdict
from cdgate.telling.escape import markdown, markdown_code
from cdgate.telling.page import Page

_SIGNS = {Verdict.PASS: "✅", Verdict.WARN: "⚠️", Verdict.FAIL: "❌"}


def render(record: RunRecord, page: Page) -> None:
    """Write the verdict, why it fails, the criteria of each gate, waivers, evidence and gaps."""
    title = markdown(record.policy_title or record.policy_file or "cdgate")
    page.line(f"## {_SIGNS[record.verdict]} {page.say(verdict_word(record.verdict))}: {title}")
    page.line()
    page.line(f"{markdown(counted(page, tally(record)))}  ")
    page.line(markdown(page.say(headline(record))))
    sections.write_problems(record, page)
    sections.write_blocking(record, page)
    sections.write_warnings(record, page)
    sections.write_gates(record, page)
    sections.write_excused(record, page)
    sections.write_waivers(record, page)
    sections.write_quarantine(record, page)
    sections.write_evidence(record, page)
    sections.write_gaps(record, page)
    page.line()
    policy = markdown_code(record.policy_file or record.policy_title)
    digest = markdown_code(record.policy_digest[:12])
    words = page.say(text("cdgate {version}, policy", version=record.cdgate_version))
    page.line(f"<sub>{markdown(words)} {policy} {digest}</sub>")

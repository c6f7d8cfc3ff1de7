"""The console text as a section of a GitLab job log, open where the verdict is FAIL, folded otherwise."""

from __future__ import annotations

import re

from cdgate.builtin.reporters import console_report
from cdgate.builtin.reporters.wording import headline
from cdgate.model.verdict import RunRecord, Verdict
from cdgate.telling.escape import plain
from cdgate.telling.page import Page

_CLEAR = "\x1b[0K"  # the 0 is required (GitLab, job log sections)


def render(record: RunRecord, page: Page) -> None:
    """Write the section, and the closing line below it, where it stays visible."""
    moment = 0 if record.judged_at is None else int(record.judged_at.timestamp())
    name = section_name(f"cdgate_{record.mode.value}_{record.policy_digest[:12]}")
    folded = "" if record.verdict is Verdict.FAIL else "[collapsed=true]"
    page.line(f"{_CLEAR}section_start:{moment}:{name}{folded}\r{_CLEAR}{plain('cdgate ' + page.say(headline(record)))}")
    console_report.render_details(record, page)
    page.line(f"{_CLEAR}section_end:{moment}:{name}\r{_CLEAR}")
    page.line(console_report.closing(record, page))


def section_name(words: str) -> str:
    """Return `words` with whatever a section name may not hold replaced."""
    return re.sub(r"[^A-Za-z0-9_.-]", "_", words)

"""The verdict in one line."""

from __future__ import annotations

from cdgate.message import text
from cdgate.model.verdict import RunRecord, State
from cdgate.telling.escape import plain
from cdgate.telling.page import Page


class OneLine:
    """`PASS: 4 of 4 criteria hold (Shop)`."""

    name = "one-line"
    title = "the verdict in one line"
    extension = ".txt"

    def render(self, record: RunRecord, page: Page) -> None:
        """Write the line; `plain` makes the words of others safe to print."""
        results = [result for gate in record.gates for result in gate.criteria]
        held = sum(result.state in {State.MET, State.WAIVED} for result in results)
        words = text(
            "{verdict}: {held} of {count} criteria hold ({title})",
            verdict=record.verdict.value,
            held=held,
            count=len(results),
            title=record.policy_title,
        )
        page.line(plain(page.say(words)))

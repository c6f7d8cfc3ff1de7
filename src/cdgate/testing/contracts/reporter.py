"""The contract of a reporter."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, ClassVar

import msgspec

from cdgate.telling.page import Page
from cdgate.testing.contracts.promise import promise, well_named
from cdgate.testing.records import records

if TYPE_CHECKING:
    from cdgate.extension import Reporter
    from cdgate.model.verdict import RunRecord

# C0 but tab and line feed, DEL, C1, line and paragraph separators, bidi controls, tags, lone surrogates
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# a log that a CI reads line by line takes these for orders
ORDER = re.compile(r"^\s*::(?:stop-commands|add-mask|set-env|set-output|add-matcher)|##\[|##vso\[", re.MULTILINE)


class ReporterContract:
    """Subclass with `reporter`. Set `for_logs = False` for a format that is a file and never printed in a CI log.

    `own_marks` matches the control sequences that belong to the format itself (the sections of a GitLab log).
    """

    reporter: ClassVar[Reporter]
    for_logs: ClassVar[bool] = True
    own_marks: ClassVar[re.Pattern[str] | None] = None

    def test_reporter_is_well_named(self) -> None:
        """Name, title and extension are shown to users."""
        well_named(self.reporter.name)
        promise(self.reporter.title, "a reporter has a title")
        starts = not self.reporter.extension or self.reporter.extension.startswith(".")
        promise(starts, f"the extension {self.reporter.extension!r} starts with a dot")

    def test_every_record_is_rendered(self) -> None:
        """Every sample record is rendered, on wide and narrow pages and in both languages, the same each time."""
        for name, record in records().items():
            for width, language, colour in ((100, "en", False), (40, "en", True), (100, "zh_CN", False)):
                first, second = (self.render(record, width=width, language=language, colour=colour) for _ in range(2))
                promise(first == second, f"{name}: two renderings of one record differ")

    def test_untrusted_text_holds_no_control_characters(self) -> None:
        """Whatever a report, a policy or a path holds, the page has no control, bidi or separator characters."""
        for name, record in records().items():
            for colour in (False, True):
                bad = CONTROL.search(self._bare(self.render(record, colour=colour), colour=colour))
                promise(bad is None, f"{name}: the page holds the character {bad[0] if bad else ''!r}")

    def test_untrusted_text_gives_no_orders_to_a_ci(self) -> None:
        """A page that is printed in a CI log starts no workflow command that a report wrote."""
        if not self.for_logs:
            return
        for name, record in records().items():
            order = ORDER.search(self.render(record))
            promise(order is None, f"{name}: the page holds the workflow command {order[0] if order else ''!r}")

    def test_record_is_left_as_it_was(self) -> None:
        """A reporter cannot change what it reports."""
        for name, record in records().items():
            before = msgspec.to_builtins(record)
            self.render(record)
            promise(msgspec.to_builtins(record) == before, f"{name}: rendering changed the record")

    def render(self, record: RunRecord, *, width: int = 100, language: str = "en", colour: bool = False) -> str:
        """Return the page."""
        stream = io.StringIO()
        self.reporter.render(record, Page(stream, language=language, width=width, colour=colour))
        return stream.getvalue()

    def _bare(self, words: str, *, colour: bool) -> str:
        """Return the page less what the format itself writes."""
        unmarked = self.own_marks.sub("", words) if self.own_marks is not None else words
        return COLOUR.sub("", unmarked) if colour else unmarked

"""Takes a text line by line, and says what each line is."""

from __future__ import annotations

from collections.abc import Iterator

from cdgate.builtin.readers.lines.account import Account
from cdgate.builtin.readers.lines.line import Parts, Patterns, said
from cdgate.builtin.readers.lines.listing import Listing
from cdgate.message import Text, text
from cdgate.model.evidence import Finding, FindingReport, Source
from cdgate.parsing.terminal import plain


class Reading:
    """The text so far."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns
        self._listing = Listing(patterns)
        self._account = Account(patterns)
        self._heading: Parts = {}
        self._places = 0

    def take(self, written: str) -> None:
        """Take the next line."""
        line = plain(written)
        if not line or self._patterns.telling.match(line) is None:
            return
        self._account.note_failure(line)
        if said(self._patterns.asides, line) is not None:
            return
        found = self._patterns.finding(line)
        if found is not None:
            self._listing.add(self._heading, found)
        elif (stray := self._patterns.stray.match(line)) is not None:
            self._listing.add({}, stray.groupdict(""))
        elif not self._take_around(line) and self._patterns.place.match(line) is not None:
            self._places += 1

    def report(self, source: Source) -> FindingReport:
        """Return the findings with whatever speaks against their being all."""
        findings, repeated = self._listing.findings(), self._listing.repeated
        notes = (text("{count} findings were repeated and count once", count=repeated),) if repeated else ()
        return FindingReport(
            source,
            self._patterns.form.tool,
            findings,
            tool_errors=tuple(self._account.failures),
            notes=notes,
            shortfall=next(self._shortfalls(findings, repeated), None),
        )

    def _take_around(self, line: str) -> bool:
        """Take a line that is no finding; tell whether it means something."""
        heading = said(self._patterns.headings, line)
        if heading is not None:
            self._heading = heading
            return True
        detail = said(self._patterns.details, line)
        if detail is not None:
            self._listing.say_more(detail)
            return True
        return self._account.take(line)

    def _shortfalls(self, findings: tuple[Finding, ...], repeated: int) -> Iterator[Text]:
        yield from self._account.shortfalls(findings, repeated)
        if not findings and self._places:
            yield text("{count} lines look like findings of another tool", count=self._places)

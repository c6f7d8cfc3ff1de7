"""Reads the findings that tools print as lines of text, by the format that is declared for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cdgate.builtin.readers.lines.choosing import Choice
from cdgate.builtin.readers.lines.shape import LineFormat
from cdgate.model.evidence import FindingReport

if TYPE_CHECKING:
    from cdgate.model.evidence import Source


class LineReader:
    """Reader of one declared format; all such readers share a `Choice`, so that only one of them recognises a file."""

    kind = "findings"

    def __init__(self, form: LineFormat, choice: Choice) -> None:
        self.name = form.name
        self.title = form.title
        self.link = form.link
        self._form = form
        self._choice = choice

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell whether this format makes the most of the lines."""
        return self._choice.name(head) == self.name

    def read(self, stream: BinaryIO, source: Source) -> FindingReport:
        """Return the findings. Raises EvidenceError where the file is no text."""
        from cdgate.builtin.readers.lines.reading import Reading
        from cdgate.builtin.readers.text_lines import lines_of

        reading = Reading(self._choice.patterns(self._form))
        for line in lines_of(stream):
            reading.take(line)
        return reading.report(source)

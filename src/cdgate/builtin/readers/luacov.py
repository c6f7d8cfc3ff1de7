"""Reads LuaCov's report: sources with the hits of each line before it, and a summary that must agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.evidence import CoverageReport
from cdgate.pattern import lazily

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cdgate.model.evidence import Source

_RULE = b"=" * 78
_BEGINNING = lazily(rb"={78}\r?\n[^\r\n=]+\r?\n={78}\r?\n")
_MARK = lazily(rb"( *[0-9]{1,20}|\*+0)(?= |$)")
_TOTAL = lazily(r"(?P<path>.+?)\s+(?P<hits>[0-9]{1,12})\s+(?P<missed>[0-9]{1,12})\s+[0-9.]+%")
_LONGEST_LINE = 64 << 10
_SUMMARY = "Summary"


class LuacovReader:
    """LuaCov: a line ran if a number stands before it, and was missed if asterisks do."""

    name = "luacov"
    kind = CoverageReport.kind
    title = "LuaCov report (luacov.report.out)"
    link = "https://lunarmodules.github.io/luacov/"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the name of the first source between two rules."""
        return _BEGINNING.match(head) is not None

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the files that the report lists. Raises EvidenceError where it was cut or edited."""
        files = CoveredFiles()
        listed: dict[str, tuple[int, int]] = {}
        claimed: dict[str, tuple[int, int]] = {}
        for name, lines in _sections(stream):
            if name == _SUMMARY:
                claimed = dict(_totals(lines))
                continue
            numbers, ran = _marked(lines)
            files.lines(name, numbers, ran)
            listed[name] = sum(ran), len(ran) - sum(ran)
        total = claimed.pop("Total", None)
        if listed != claimed or total != tuple(map(sum, zip(*listed.values(), strict=True))):
            raise _disagree(text("the summary does not say what the lines of the sources say"))
        return files.report(source)


def _sections(stream: BinaryIO) -> Iterator[tuple[str, list[bytes]]]:
    """Yield each heading with the lines below it."""
    name, heading = "", [b""]
    lines: list[bytes] = []
    while line := stream.readline(_LONGEST_LINE):
        line = line.rstrip(b"\r\n")
        if line == _RULE and len(heading) == 2 and heading[0] == _RULE:  # noqa: PLR2004  # rule, name, rule
            if name:
                yield name, lines
            name, lines, heading = heading[1].decode("utf-8", "replace"), [], []
        elif line == _RULE:
            heading = [line]
        elif len(heading) == 1 and heading[0] == _RULE:
            heading.append(line)
        else:
            heading = []
            lines.append(line)
    yield name, lines


def _marked(lines: list[bytes]) -> tuple[list[int], list[bool]]:
    """Return the marked lines and whether they ran; all marks of a report are equally wide."""
    numbers: list[int] = []
    ran: list[bool] = []
    width = 0
    for number, line in enumerate(lines, 1):
        match = _MARK.match(line)
        if match is None or (width and match.end() != width):
            continue
        width = match.end()
        numbers.append(number)
        ran.append(not match[1].startswith(b"*"))
    return numbers, ran


def _totals(lines: list[bytes]) -> Iterator[tuple[str, tuple[int, int]]]:
    for line in lines:
        match = _TOTAL.fullmatch(line.decode("utf-8", "replace"))
        if match is not None:
            yield match["path"], (int(match["hits"]), int(match["missed"]))


def _disagree(message: Text) -> EvidenceError:
    return EvidenceError(
        "totals-disagree", message, hint=text("write the report again; if it was edited or merged by hand, do not")
    )

"""Reads Go cover profiles: blocks of statements, merged before they are counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from cdgate.builtin.readers.covered_files import CoveredFiles, added
from cdgate.builtin.readers.linesets import MOST_LINES_OF_FILE, bad_line_number
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import CoverageReport, FileCoverage
from cdgate.pattern import lazily

if TYPE_CHECKING:
    from cdgate.model.evidence import Source

_MODE = lazily(rb"(?:\xef\xbb\xbf)?\s*mode: (?:set|count|atomic)\s")
_BLOCK = lazily(
    rb"(?P<path>.+):(?P<line>[0-9]{1,9})\.(?P<column>[0-9]{1,9}),(?P<last>[0-9]{1,9})\.(?P<end>[0-9]{1,9}) "
    rb"(?P<statements>[0-9]{1,9}) (?P<hits>[0-9]{1,20})"
)
_LONGEST_LINE = 64 << 10

_Block = tuple[bytes, ...]  # line, column, last line, last column, statements, as written


class GoProfileReader:
    """Go: a block that several test binaries list is one block, which ran if one of them ran it.

    Go counts statements and knows no lines: they are what counts, and the lines of its blocks tell where.
    """

    name = "go-cover"
    kind = CoverageReport.kind
    title = "Go cover profile (go test -coverprofile)"
    link = "https://pkg.go.dev/cmd/cover"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the line with the mode."""
        return _MODE.match(head) is not None

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the coverage of the files that the profile lists. Raises EvidenceError with the line."""
        blocks: dict[bytes, dict[_Block, bool]] = {}
        number = 0
        while line := stream.readline(_LONGEST_LINE):
            number += 1
            match = _BLOCK.fullmatch(line.rstrip(b"\r\n"))
            if match is not None:  # of a last line that was cut only digits of a count can be missing
                _merge(blocks.setdefault(match["path"], {}), match)
            elif line.strip() and not _MODE.fullmatch(line.rstrip(b"\r\n") + b"\n"):
                raise _malformed(line, number)
        files = CoveredFiles()
        for path, of_file in blocks.items():
            files.add(_file(_name(path), of_file, files))
        return files.report(source)


def _merge(blocks: dict[_Block, bool], match: re.Match[bytes]) -> None:
    block = match.group("line", "column", "last", "end", "statements")
    blocks[block] = blocks.get(block, False) or bool(match["hits"].strip(b"0"))


def _file(path: str, blocks: dict[_Block, bool], files: CoveredFiles) -> FileCoverage:
    spans: list[tuple[int, int]] = []
    covered: list[tuple[int, int]] = []
    weights: list[tuple[int, tuple[int, int]]] = []
    for block, ran in blocks.items():
        line, last, statements = int(block[0]), int(block[2]), int(block[4])
        if not line <= last <= MOST_LINES_OF_FILE:
            raise bad_line_number(last)
        if statements:
            spans.append((line, last))
            if ran:
                covered.append((line, last))
            weights.append((line, (statements * ran, statements)))
    return FileCoverage(path, files.sets.spans(spans), files.sets.spans(covered), statements=added(weights))


def _name(path: bytes) -> str:
    try:
        return path.decode()
    except UnicodeDecodeError as error:
        raise EvidenceError(
            "bad-file-name",
            text("the name of the source file {path} is not UTF-8", path=repr(path[:100])),
            hint=text("the format has no way to name an encoding; set the tool or its locale to UTF-8"),
        ) from error


def _malformed(line: bytes, number: int) -> EvidenceError:
    return EvidenceError(
        "malformed-go-profile",
        text("this is no line of a Go cover profile: {line}", line=repr(line[:60])),
        line=number,
        hint=text("look whether the profile was cut, or another tool writes into the same file"),
    )

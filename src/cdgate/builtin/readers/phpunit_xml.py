"""Reads the index of PHPUnit's XML coverage: counts by file; the lines lie in files beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from cdgate.builtin.readers.claims import count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.message import text
from cdgate.model.evidence import CoverageReport, Source
from cdgate.parsing.text import natural
from cdgate.parsing.xml import parse_xml, root_of

_NAMESPACES = frozenset(f"{scheme}://schema.phpunit.de/coverage/1.0" for scheme in ("http", "https"))


class PhpunitXmlReader:
    """`index.xml`: directories with files and their totals."""

    name = "phpunit-xml"
    kind = CoverageReport.kind
    title = "PHPUnit XML coverage (index.xml)"
    link = "https://docs.phpunit.de/en/12.0/configuration.html#the-xml-element"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the root element, its namespace, and the project: files of single classes have none."""
        root = root_of(head)
        known = root is not None and root[0] == "phpunit" and root[1].get("xmlns", "") in _NAMESPACES
        return known and b"<project" in head

    def read(self, stream: BinaryIO, source: Source) -> CoverageReport:
        """Return the counts of each file. Raises EvidenceError for what is not sound."""
        target = _Target()
        parse_xml(stream, target, namespaces=_NAMESPACES)
        target.files.notes.append(text("the report counts by file and lists no lines: clover.xml does"))
        return target.files.report(source)


class _Target:
    """Follows the directories to the totals of each file."""

    data = None

    def __init__(self) -> None:
        self.files = CoveredFiles()
        self._path: list[str] = []  # names of the open directories and file
        self._tags: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        if tag == "project" and attributes.get("source"):
            self.files.roots.append(attributes["source"])
        elif tag in ("directory", "file"):
            self._path.append(attributes.get("name", "").strip("/"))
        elif tag == "lines" and self._tags[-2:] == ["file", "totals"]:
            self._count(attributes, "/".join(filter(None, self._path)))
        elif tag == "lines" and self._tags[-2:] == ["directory", "totals"] and len(self._path) == 1:
            covered, coverable = _counts(attributes)
            self.files.claims.append(count_claim(covered, coverable))
        self._tags.append(tag)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        self._tags.pop()
        if tag in ("directory", "file") and self._path:
            self._path.pop()

    def _count(self, attributes: Mapping[str, str], path: str) -> None:
        covered, coverable = _counts(attributes)
        self.files.counted(path, covered, coverable)


def _counts(attributes: Mapping[str, str]) -> tuple[int, int]:
    return natural(attributes.get("executed", "")), natural(attributes.get("executable", ""))

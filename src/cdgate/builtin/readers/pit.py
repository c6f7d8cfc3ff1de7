"""Reads PIT's mutations: which of them the tests noticed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO

from cdgate.builtin.readers.linesets import check_path
from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.mutation import FileMutants, MutationReport
from cdgate.parsing.xml import parse_xml, root_of

if TYPE_CHECKING:
    from cdgate.model.evidence import Source

# PIT's own words; what it means by "detected" (its DetectionStatus).
_DETECTED = frozenset({"KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR", "NON_VIABLE"})
_UNFINISHED = frozenset({"NOT_STARTED", "STARTED"})
_NAMES = frozenset({"sourceFile", "mutatedClass"})


class PitReader:
    """PIT: a mutant counts as detected if both its status and its `detected` say so."""

    name = "pit"
    kind = MutationReport.kind
    title = "PIT mutations XML"
    link = "https://pitest.org/quickstart/basic_concepts/"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides
        """Tell by the root element `mutations`."""
        root = root_of(head)
        return root is not None and root[0] == "mutations"

    def read(self, stream: BinaryIO, source: Source) -> MutationReport:
        """Return the mutants of each source file. Raises EvidenceError."""
        target = _Target()
        parse_xml(stream, target)
        files = tuple(FileMutants(path, *counts) for path, counts in target.files.items())
        return MutationReport(source, files, shortfall=target.shortfall())


class _Target:
    """Counts mutants by source file."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[int, int, int]] = {}
        self._unfinished = 0
        self._depth = 0
        self._status = self._detected = ""
        self._names: dict[str, str] = {}
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        self._depth += 1
        if tag == "mutation":
            self._status = attributes.get("status", "")
            self._detected = attributes.get("detected", "")
            self._names = {}
        elif self._depth <= 2 and (tag != "mutations" or self._depth != 1):  # noqa: PLR2004  # a child of the root
            raise _not_pit(tag)
        elif tag in _NAMES:
            self._text = []

    def end(self, tag: str) -> None:
        """Take an end tag; with that of a mutant it is known."""
        self._depth -= 1
        if self._text is not None:
            self._names[tag] = "".join(self._text).strip()
            self._text = None
        if tag == "mutation":
            self._count()

    def data(self, piece: str) -> None:
        """Take text, of which only names of sources and classes matter."""
        if self._text is not None:
            self._text.append(piece)

    def shortfall(self) -> Text | None:
        """Return why nothing can be judged by these mutants."""
        if self._unfinished:
            return text("{count} mutants were not analysed to an end", count=self._unfinished)
        return None if self.files else text("the report lists no mutant")

    def _count(self) -> None:
        package = self._names.get("mutatedClass", "").rpartition(".")[0].replace(".", "/")
        name = self._names.get("sourceFile", "")
        path = f"{package}/{name}" if package else name
        check_path(path)
        self._unfinished += self._status in _UNFINISHED
        mutants, detected, uncovered = self.files.get(path, (0, 0, 0))
        noticed = self._status in _DETECTED and self._detected == "true"
        self.files[path] = mutants + 1, detected + noticed, uncovered + (self._status == "NO_COVERAGE")


def _not_pit(tag: str) -> EvidenceError:
    return EvidenceError(
        "not-pit",
        text("the element {tag} stands where PIT has none", tag=tag),
        hint=text("look whether the file is of another format, and say which with the evidence's format"),
    )

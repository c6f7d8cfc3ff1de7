"""JaCoCo at the speed of a bare parser; gives the answer of `JacocoTarget`, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from cdgate.builtin.readers.jacoco_runs import BOUNDARY, LineRuns
from cdgate.builtin.readers.jacoco_target import JacocoTarget, SourceFile
from cdgate.builtin.readers.line_marks import Lines
from cdgate.model.branches import LineBranches
from cdgate.model.evidence import FileCoverage
from cdgate.parsing.xml_parts import parse_runs
from cdgate.parsing.xml_runs import Runs, UnprovedError

_DEEP = 100  # deeper than this the limit of depth is near, which the strict way keeps


def read_fast(stream: BinaryIO) -> JacocoTarget:
    """Return the target with all that the document says. Raises UnprovedError or EvidenceError."""
    runs = Runs(BOUNDARY, LineRuns().find)
    target = _FastTarget(runs)
    parse_runs(stream, target, runs)
    runs.finish(target.elements)
    return target


class _FastTarget(JacocoTarget):
    """Takes one run of lines in each source file, and classes where they do not matter: outside."""

    def __init__(self, runs: Runs[Lines]) -> None:
        super().__init__()
        self.elements = 0
        self._runs = runs
        self._tag = runs.tag
        self._whole: Lines | None = None  # all lines of the open source file

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        self.elements += 1
        if tag != self._tag:
            super().start(tag, attributes)
            return
        run = self._runs.take()
        if not 2 <= self._depth <= _DEEP:  # noqa: PLR2004  # inside the root only groups, packages and counters stand
            raise UnprovedError
        if not run.count:
            if self._file is not None:  # there their counters would count
                raise UnprovedError
        elif self._file is None or self._whole is not None or self._file.counters:
            raise UnprovedError
        else:
            self._whole = run

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if tag != self._tag:
            super().end(tag)

    def _coverage(self, file: SourceFile) -> FileCoverage:
        run, self._whole = self._whole, None
        if run is None:
            return super()._coverage(file)
        if file.numbers or file.counters or run.repeated:
            raise UnprovedError
        self._sets.charge(run.coverable)
        return FileCoverage(file.path, run.coverable, run.covered, LineBranches(run.branches))

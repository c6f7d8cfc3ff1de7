"""JaCoCo at the speed of a bare parser; gives the answer of `JacocoTarget`, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from cdgate.builtin.readers.jacoco_runs import BOUNDARIES, LineRuns
from cdgate.builtin.readers.jacoco_target import JacocoTarget, SourceFile
from cdgate.builtin.readers.line_marks import Lines
from cdgate.builtin.readers.line_runs import Listed
from cdgate.model.branches import LineBranches
from cdgate.model.evidence import FileCoverage
from cdgate.parsing.xml_parts import parse_runs
from cdgate.parsing.xml_runs import Runs, UnprovedError

_DEEP = 100  # deeper than this the limit of depth is near, which the strict way keeps


def read_fast(stream: BinaryIO) -> JacocoTarget:
    """Return the target with all that the document says. Raises UnprovedError or EvidenceError."""
    runs = Runs(BOUNDARIES, LineRuns().find)
    target = _FastTarget(runs)
    parse_runs(stream, target, runs)
    runs.finish(target.elements)
    return target


class _FastTarget(JacocoTarget):
    """Takes one run of lines in each source file, and classes where they do not matter: outside."""

    def __init__(self, runs: Runs[Listed]) -> None:
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
        said = self._runs.take()
        if not 2 <= self._depth <= _DEEP:  # noqa: PLR2004  # inside the root only groups, packages and counters stand
            raise UnprovedError
        if not said and self._file is not None:  # there the counters of classes and methods would count
            raise UnprovedError
        for name, run in said:
            if name is not None:
                self._add(self._covered(self._path(name), run))
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
        if file.numbers or file.counters:
            raise UnprovedError
        return self._covered(file.path, run)

    def _covered(self, path: str, run: Lines) -> FileCoverage:
        if run.repeated:
            raise UnprovedError
        self._sets.charge(run.coverable)
        return FileCoverage(path, run.coverable, run.covered, LineBranches(run.branches))

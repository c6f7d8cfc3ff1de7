"""JaCoCo at the speed of a bare parser; gives the answer of `JacocoTarget`, or none."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from typing import BinaryIO

from cdgate.builtin.readers.jacoco_runs import BOUNDARY, METHODS, LineRun, find_runs
from cdgate.builtin.readers.jacoco_target import JacocoTarget, SourceFile
from cdgate.model.evidence import FileCoverage
from cdgate.parsing.xml import parse_xml
from cdgate.parsing.xml_runs import Runs, UnprovedError

_DEEP = 100  # deeper than this the limit of depth is near, which the strict way keeps


def read_fast(stream: BinaryIO) -> JacocoTarget:
    """Return the target with all that the document says. Raises UnprovedError or EvidenceError."""
    runs = Runs(BOUNDARY, find_runs)
    target = _FastTarget(runs)
    parse_xml(stream, target, through=runs.lift)
    runs.finish(target.elements)
    return target


class _FastTarget(JacocoTarget):
    """Takes one run of lines in each source file, and methods where they do not matter: outside."""

    def __init__(self, runs: Runs[LineRun]) -> None:
        super().__init__()
        self.elements = 0
        self._runs = runs
        self._tag = runs.tag
        self._whole: LineRun | None = None  # all lines of the open source file

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        self.elements += 1
        if tag != self._tag:
            super().start(tag, attributes)
            return
        run = self._runs.take()
        if not 2 <= self._depth <= _DEEP:  # noqa: PLR2004  # inside the root only groups, packages and counters stand
            raise UnprovedError
        if run is METHODS:
            if self._file is not None:  # there their counters would count
                raise UnprovedError
        elif self._file is None or self._whole is not None:
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
        if file.numbers:
            raise UnprovedError
        coverable, covered = self._sets.proved(run.numbers, run.covered)
        if coverable.bit_count() != len(run.numbers):
            raise UnprovedError
        totals = list(map(int.__add__, run.covered_branches, run.missed_branches))
        numbers, taken = compress(run.numbers, totals), compress(run.covered_branches, totals)
        branches = self._sets.branches(list(numbers), list(taken), list(filter(None, totals)))
        return FileCoverage(file.path, coverable, covered, branches)

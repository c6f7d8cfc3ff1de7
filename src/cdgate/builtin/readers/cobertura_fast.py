"""Cobertura at the speed of a bare parser; gives the answer of `CoberturaTarget`, or none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import BinaryIO

from cdgate.builtin.readers.cobertura_runs import BOUNDARY, LineRuns
from cdgate.builtin.readers.cobertura_target import CoberturaTarget, counts_instances
from cdgate.builtin.readers.line_marks import Lines
from cdgate.builtin.readers.line_runs import Listed
from cdgate.model.branches import LineBranches, lines_of
from cdgate.model.evidence import FileCoverage
from cdgate.parsing.limits import HEAD_BYTES
from cdgate.parsing.xml import root_of
from cdgate.parsing.xml_parts import parse_runs
from cdgate.parsing.xml_runs import Runs, UnprovedError

_DEEP = 100  # deeper than this the limit of depth is near, which the strict way keeps


def read_fast(stream: BinaryIO) -> CoberturaTarget:
    """Return the target with all that the document says. Raises UnprovedError or EvidenceError."""
    counts = _counts(stream)
    runs = Runs(BOUNDARY, LineRuns(counts=counts).find)
    target = _FastTarget(runs, counts=counts)
    parse_runs(stream, target, runs)
    runs.finish(target.elements)
    return target


def _counts(stream: BinaryIO) -> bool:
    """Tell whether it matters how often a line is listed; where there is no looking ahead, it may."""
    if not stream.seekable():
        return True
    root = root_of(stream.read(HEAD_BYTES))
    stream.seek(0)
    return root is not None and counts_instances(root[1])


class _FastTarget(CoberturaTarget):
    """Takes whole runs of lines where these are all that a class has; elsewhere line by line, as the parser gives them."""

    def __init__(self, runs: Runs[Listed], *, counts: bool) -> None:
        super().__init__()
        self._counts = counts  # how often a run says the same of a line
        self.elements = 0
        self._runs = runs
        self._tag = runs.tag
        self._whole: Lines | None = None  # all lines of the open class

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.elements += 1
        if tag != self._tag:
            super().start(tag, attributes)
            if self._counts_instances > self._counts:
                raise UnprovedError
            return
        if not 1 <= self._depth <= _DEEP or self._root_text is not None:  # where no honest writer has lines
            raise UnprovedError
        for path, run in self._runs.take():
            if path is None:
                self._take_lines(run)
            elif path and self._path is None and not run.repeated:
                self._add_run(path, run)  # the path is printable ASCII
            else:
                super().start("class", {"filename": path})
                self._take_lines(run)
                super().end("class")

    def end(self, tag: str) -> None:
        if tag != self._tag:
            super().end(tag)

    def _end_class(self) -> None:
        run, self._whole = self._whole, None
        if run is not None and (self._of_class.numbers or run.repeated):
            self._lines = self._of_class
            self._spell_out(run)
            run = None
        if run is None:
            super()._end_class()
            return
        self._add_run(self._path or "", run)
        self._path = None
        self._lines = self._outside

    def _take_lines(self, run: Lines) -> None:
        if self._path is not None and self._lines is self._of_class and self._whole is None:
            self._whole = run
        else:
            self._spell_out(run)

    def _add_run(self, path: str, run: Lines) -> None:
        """Add a class that is nothing but the run, in which no line repeats."""
        self._sets.charge(run.coverable)
        if self._counts_instances:
            self._list_instances(path, lines_of(run.coverable), lines_of(run.covered))
        self._add(FileCoverage(path, run.coverable, run.covered, LineBranches(run.branches)))

    def _spell_out(self, run: Lines) -> None:
        lines = self._lines
        for number, hit, branches in run.listed():
            lines.numbers.append(str(number))
            lines.hits.append("1" if hit else "0")
            if branches is not None:
                lines.conditions.append((str(number), f"0% ({branches[0]}/{branches[1]})"))

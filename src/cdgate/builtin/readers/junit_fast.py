"""JUnit XML at the speed of a bare parser; gives the answer of `JunitTarget`, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import compress
from operator import not_
from typing import BinaryIO

from cdgate.builtin.readers.junit_cases import JunitTarget
from cdgate.builtin.readers.junit_grammar import DEPTH
from cdgate.builtin.readers.junit_runs import CaseRun, JunitRuns
from cdgate.builtin.readers.junit_suites import Suite
from cdgate.builtin.readers.junit_words import PASSED
from cdgate.parsing.limits import Limits
from cdgate.parsing.text import milliseconds
from cdgate.parsing.xml import parse_xml
from cdgate.parsing.xml_plain import read_plain
from cdgate.parsing.xml_runs import UnprovedError
from cdgate.parsing.xml_text import document

_ALL = Limits()
_LIMITS = Limits(depth=_ALL.depth - DEPTH)
_MOST_REMEMBERED = 10_000
_NO_ATTRIBUTES: Mapping[str, str] = {}


def read_fast(stream: BinaryIO, namespaces: frozenset[str], *, identified: bool = True) -> FastTarget:
    """Return the target with all that the document says. Raises UnprovedError or EvidenceError."""
    runs = JunitRuns()
    target = FastTarget(runs, identified=identified)
    parse_xml(stream, target, _LIMITS, namespaces=namespaces, through=runs.lift)
    runs.finish(target.elements)
    return target


def read_small(stream: BinaryIO, *, identified: bool = True) -> FastTarget:
    """Return the same for a small document in no namespace, without a parser if it is plain."""
    runs = JunitRuns()
    target = FastTarget(runs, identified=identified)
    read_plain(runs.skeleton(b"".join(document(stream, _ALL))), target)
    runs.finish(target.elements)
    return target


class FastTarget(JunitTarget):
    """Takes whole runs of plain cases, and the others as the parser gives them."""

    def __init__(self, runs: JunitRuns, *, identified: bool = True) -> None:
        super().__init__(identified=identified)
        self.elements = 0
        self._runs = runs
        self._tag = runs.tag
        self._reasons: dict[bytes, str] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        self.elements += 1
        if tag != self._tag:
            super().start(tag, attributes)
            return
        run = self._runs.take()
        if self._listening:  # to the blanks between the elements too
            raise UnprovedError
        if run is None:
            super().start("properties", _NO_ATTRIBUTES)
        elif self._case is not None or not self._suites:
            raise UnprovedError
        else:
            self.take(run)

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if tag != self._tag:
            super().end(tag)
        elif self._case is not None:
            super().end("properties")

    def take(self, run: CaseRun) -> None:
        """Take plain cases of the suite that is open."""
        if any(run.skipped):
            self._skip(run)
            passed = list(map(not_, run.skipped))
            columns = {name: list(compress(column, passed)) for name, column in run.columns.items()}
            run = CaseRun(columns, [None] * sum(passed))
        suite = self._suites[-1]
        totals = suite.totals
        suite.counts[PASSED] += len(run.skipped)
        totals.counts[PASSED] += len(run.skipped)
        totals.duration_ms += span_of(run)
        if self._identified:
            names, groups = run.columns["name"], run.columns.get("classname", ())
            self._identities.write(b"".join(_identities(suite, names, groups)))

    def _skip(self, run: CaseRun) -> None:
        """Take the cases of the run that were skipped, one by one."""
        for at, reason in enumerate(run.skipped):
            if reason is not None:
                self._case = {name: column[at].decode() for name, column in run.columns.items()}
                self._result("skipped", {"message": self._reason(reason)})
                if self._listening:  # a reason of blanks is none: the text of the element is
                    raise UnprovedError
                self._close_case(self._case)
                self._case = None

    def _reason(self, written: bytes) -> str:
        """Return why a case was skipped; a few reasons are those of thousands of cases, and kept with each."""
        told = self._reasons.get(written)
        if told is None:
            told = written.decode()
            if len(self._reasons) < _MOST_REMEMBERED:
                self._reasons[written] = told
        return told


def span_of(run: CaseRun) -> int:
    """Return how long the cases of the run took, in milliseconds."""
    return sum(map(_SPANS.__getitem__, run.columns.get("time", ())))


def _identities(suite: Suite, names: Sequence[bytes], groups: Sequence[bytes]) -> Iterable[bytes]:
    """Return what `JunitTarget` makes of each name and class."""
    plain = suite.totals.identity
    own = suite.name.encode()
    if not groups or (groups[-1] == own and groups.count(own) == len(groups)):
        begun = [plain.copy() for _ in names]
    else:
        begun = _begun(plain, own, names, groups)
    # A loop of statements is a tenth slower.
    return [one.update(name) or one.digest() for one, name in zip(begun, names, strict=True)]  # type: ignore[func-returns-value]


def _begun(plain: blake2b, own: bytes, names: Sequence[bytes], groups: Sequence[bytes]) -> list[blake2b]:
    """Return a digest for each name that has taken what stands before the name."""
    grouped = {group: plain if group == own else _with(plain, group + b".") for group in dict.fromkeys(groups)}
    if any(map(bytes.startswith, names, groups)):
        return [
            (plain if name.startswith(group) else grouped[group]).copy()
            for name, group in zip(names, groups, strict=True)
        ]
    return [grouped[group].copy() for group in groups]


def _with(digest: blake2b, more: bytes) -> blake2b:
    longer = digest.copy()
    longer.update(more)
    return longer


class _Spans(dict[bytes, int]):
    """Durations by how they are written: short decimals repeat a lot."""

    def __missing__(self, written: bytes) -> int:
        span = milliseconds(written.decode())
        if len(self) < _MOST_REMEMBERED:
            self[written] = span
        return span


_SPANS = _Spans()

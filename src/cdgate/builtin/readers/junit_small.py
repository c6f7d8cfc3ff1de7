"""Small JUnit reports, of which there are thousands: of one suite each they are read by patterns alone."""

from __future__ import annotations

from functools import cache
from itertools import compress, count, pairwise
from typing import BinaryIO

from cdgate.builtin.readers.junit_fast import FastTarget, read_small
from cdgate.builtin.readers.junit_grammar import ends_of_one_suite, is_of_characters, properties
from cdgate.builtin.readers.junit_runs import CaseRun, JunitRuns, cases_of
from cdgate.parsing.xml_plain import attributes_of, declares_schema, read_plain
from cdgate.parsing.xml_runs import UnprovedError

_END = b"</testsuite>"
_LATEST: list[bytes] = []  # the properties of the report before


def read_little(stream: BinaryIO, *, identified: bool = True) -> FastTarget:
    """Return the target with all that a small document says. Raises UnprovedError or EvidenceError."""
    try:
        return _of_one_suite(stream.read(), identified=identified)
    except UnprovedError:
        stream.seek(0)
        return read_small(stream, identified=identified)


def _of_one_suite(document: bytes, *, identified: bool = True) -> FastTarget:
    if not _is_text(document):
        raise UnprovedError
    beginning, end = ends_of_one_suite()
    begun = beginning.match(document)
    if begun is None:
        raise UnprovedError
    texts, cases = cases_of(document[_behind_properties(document, begun.end()) :])
    last = texts[-1]
    at = last.rfind(_END)
    ended = end.fullmatch(last, at) if at >= 0 else None
    if ended is None or len(texts) == 1 or (begun[1] is None) is not (ended[1] is None):
        raise UnprovedError
    texts[-1] = last[:at]
    target = FastTarget(_without_runs(), identified=identified)
    _open(target, begun[1], begun[2])
    _fill(target, texts, cases)
    target.end("testsuite")
    if begun[1] is not None:
        target.end("testsuites")
    return target


def _behind_properties(document: bytes, start: int) -> int:
    """Return where the properties end that begin there, if nobody reads them; all reports of a build have the same."""
    for known in _LATEST:
        if document.startswith(known, start):
            return start + len(known)
    found = properties().match(document, start)
    if found is None:
        return start
    _LATEST[:] = (found[0],)
    return found.end()


def _is_text(document: bytes) -> bool:
    """Tell whether this is UTF-8; the patterns see to it that nothing in it is forbidden."""
    try:
        return document.isascii() or (bool(document.decode()) and is_of_characters(document))
    except UnicodeDecodeError:
        return False


@cache
def _without_runs() -> JunitRuns:
    return JunitRuns()


def _open(target: FastTarget, around: bytes | None, own: bytes) -> None:
    schema = False
    if around is not None:
        schema = declares_schema(around)
        target.start("testsuites", attributes_of(around, schema=schema))
    target.start("testsuite", attributes_of(own, schema=schema or declares_schema(own)))


def _fill(target: FastTarget, texts: list[bytes], cases: CaseRun) -> None:
    """Let the target take the runs of cases, and what stands between them as a parser would give it."""
    for start, end in pairwise([0, *compress(count(1), texts[1:]), len(cases.skipped)]):
        if texts[start]:
            read_plain(texts[start], target, part=True)
        if end > start:
            target.take(cases.part(start, end))

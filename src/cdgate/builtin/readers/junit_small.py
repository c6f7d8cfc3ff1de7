"""Small JUnit reports, of which there are thousands: of one suite each they are read by patterns alone."""

from __future__ import annotations

from functools import cache
from itertools import compress, count, pairwise
from typing import BinaryIO

import msgspec

from cdgate.builtin.readers.junit_fast import FastTarget, read_small, span_of
from cdgate.builtin.readers.junit_grammar import cases_with_results, ends_of_one_suite, is_of_characters, properties
from cdgate.builtin.readers.junit_runs import CaseRun, JunitRuns, cases_of
from cdgate.builtin.readers.junit_suites import OF_GOOGLETEST, claims_of
from cdgate.model.evidence import Source, SuiteTotals, TestReport
from cdgate.parsing.text import timestamp
from cdgate.parsing.xml_plain import attributes_of, declares_schema, read_plain
from cdgate.parsing.xml_runs import UnprovedError

_END = b"</testsuite>"
_PARTS = 4  # what stands before a case with a result, and three groups of it
_LATEST: list[bytes] = []  # the properties of the report before


class _Parts(msgspec.Struct):
    """A report of one suite, taken apart: the attributes of the element around it (None: there is none) and its own."""

    around: bytes | None
    own: bytes
    texts: list[bytes]
    cases: CaseRun


def read_little(stream: BinaryIO, *, identified: bool = True) -> FastTarget:
    """Return the target with all that a small document says. Raises UnprovedError or EvidenceError."""
    try:
        return _of_one_suite(stream.read(), identified=identified)
    except UnprovedError:
        stream.seek(0)
        return read_small(stream, identified=identified)


def read_totals(stream: BinaryIO, source: Source) -> TestReport | FastTarget:
    """Return the report, or what gathers it where a case has not passed, without identities. Raises as `read_little`."""
    try:
        parts = _parts_of(stream.read(), named=False)
        return _of_passed(parts, source) or _gathered(parts, identified=False)
    except UnprovedError:
        stream.seek(0)
        return read_small(stream, identified=False)


def _of_one_suite(document: bytes, *, identified: bool = True) -> FastTarget:
    return _gathered(_parts_of(document, named=identified), identified=identified)


def _parts_of(document: bytes, *, named: bool) -> _Parts:
    if not _is_text(document):
        raise UnprovedError
    beginning, end = ends_of_one_suite()
    begun = beginning.match(document)
    if begun is None:
        raise UnprovedError
    texts, cases = cases_of(document[_behind_properties(document, begun.end()) :], named=named)
    last = texts[-1]
    at = last.rfind(_END)
    ended = end.fullmatch(last, at) if at >= 0 else None
    if ended is None or len(texts) == 1 or (begun[1] is None) is not (ended[1] is None):
        raise UnprovedError
    texts[-1] = last[:at]
    return _Parts(begun[1], begun[2], texts, cases)


def _of_passed(parts: _Parts, source: Source) -> TestReport | None:
    """Return the report of a suite that stands alone and all cases of which have passed, if its claims are no worse."""
    if parts.around is not None or any(parts.texts) or any(parts.cases.skipped):
        return None
    attributes = attributes_of(parts.own, schema=declares_schema(parts.own))
    claims = claims_of(attributes)
    passed = len(parts.cases.skipped)
    name = attributes.get("name") or ""
    if any(count > (passed if of == "tests" else 0) for of, count in claims.items()) or name == OF_GOOGLETEST:
        return None
    written = attributes.get("timestamp")
    totals = SuiteTotals(name, passed=passed, duration_ms=span_of(parts.cases))
    known = Source(
        source.path, source.sha256, source.size_bytes, source.reader, None, timestamp(written) if written else None
    )
    return TestReport(known, (totals,))


def _gathered(parts: _Parts, *, identified: bool) -> FastTarget:
    target = FastTarget(_without_runs(), identified=identified)
    _open(target, parts.around, parts.own)
    _fill(target, parts.texts, parts.cases)
    target.end("testsuite")
    if parts.around is not None:
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
            _between(texts[start], target)
        if end > start:
            target.take(cases.part(start, end))


def _between(text: bytes, target: FastTarget) -> None:
    """Let the target take cases each of which has one result that says why; or, as a parser would give it, whatever else."""
    parts = cases_with_results().split(text)
    told = [
        (attributes_of(case, schema=False), tag.decode(), attributes_of(result, schema=False))
        for case, tag, result in zip(parts[1::_PARTS], parts[2::_PARTS], parts[3::_PARTS], strict=True)
    ]
    if any(parts[::_PARTS]) or not all(result.get("message", "").strip() for _, _, result in told):
        read_plain(text, target, part=True)
        return
    for case, tag, result in told:
        target.start("testcase", case)
        target.start(tag, result)
        target.end(tag)
        target.end("testcase")

"""JUnit XML in all its dialects: the cases decide, totals can only make it worse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from typing import BinaryIO

import msgspec

from cdgate.builtin.readers.junit_cases import JunitTarget
from cdgate.builtin.readers.junit_suites import OF_GOOGLETEST
from cdgate.builtin.readers.junit_words import ROOTS
from cdgate.message import Text, text
from cdgate.model.evidence import Outcome, Source, SuiteTotals, TestReport
from cdgate.parsing.processes import together
from cdgate.parsing.xml import parse_xml, root_of
from cdgate.parsing.xml_runs import WORTHWHILE_BYTES, fast_or_strict
from cdgate.pattern import lazily

_MOST_NAMED = 5
_NO_NAMESPACE = frozenset({""})
# To compile the patterns of the fast way takes as long as to read so many small reports without them.
_FEW = 20
_SMALL = count()
# What CTest writes of tests that it calls skipped and for which it fails itself.
_COULD_NOT_RUN = frozenset(
    {
        "Unable to find executable",
        "Required Files Missing",
        "Fixture dependency failed",
        "Insufficient resources",
        "Failed to change working directory",
    }
)
_ROOT_OF_LINTERS = "testsuites"
# The root element of nearly all of thousands of small reports.
_SUITE = lazily(rb'(?:<\?xml version="1\.0" encoding="UTF-8"\?>)?[ \t\r\n]*<testsuite((?: [A-Za-z:]+="[^"<&]*")*) ?>')


class JunitReader:
    """Reads the test results that nearly every test runner can write."""

    name = "junit"
    kind = "tests"
    title = "JUnit XML"
    link = "https://github.com/testmoapp/junitxml"

    def recognises(self, head: bytes, path: str) -> bool:  # noqa: ARG002  # the content decides, never the name
        """Tell by the root element, which is in no namespace; what a linter wrote holds findings instead."""
        if (suite := _SUITE.match(head)) and b"xmlns=" not in suite[1]:
            return True
        root = root_of(head)
        if root is None or root[0] not in ROOTS or root[1].get("xmlns"):
            return False
        if root[0] != _ROOT_OF_LINTERS:
            return True
        from cdgate.builtin.readers.declared.linter_junit import is_of_a_linter

        return not is_of_a_linter(head)

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return totals, failures and identities. Raises EvidenceError for what is not sound JUnit XML."""
        return _plain_report(_gathered(stream, source.size_bytes), source)

    def read_totals(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the same without identities; asked for where nobody compares cases."""
        if source.size_bytes >= WORTHWHILE_BYTES:
            return _plain_report(_gathered(stream, source.size_bytes, identified=False), source)
        if _are_few():
            return _plain_report(read_strictly(stream, identified=False), source)
        from cdgate.builtin.readers.junit_small import read_totals

        strictly = partial(read_strictly, identified=False)
        found = fast_or_strict(stream, partial(read_totals, source=source), strictly)
        return found if isinstance(found, TestReport) else _plain_report(found, source)

    def read_places(self, stream: BinaryIO, source: Source) -> TestReport:
        """Return the same with totals for each place of a suite; slower, so it is asked for only where a policy needs it."""
        from cdgate.builtin.readers.junit_places import PlacedTarget

        target = PlacedTarget()
        parse_xml(stream, target, namespaces=_NO_NAMESPACE)
        return _report(target, source, target.placed())


def _plain_report(target: JunitTarget, source: Source) -> TestReport:
    return _report(target, source, (totals.frozen(name) for name, totals in target.totals.items()))


def _gathered(stream: BinaryIO, size_bytes: int, *, identified: bool = True) -> JunitTarget:
    strictly = partial(read_strictly, identified=identified)
    if size_bytes < WORTHWHILE_BYTES and _are_few():
        return strictly(stream)
    if size_bytes < WORTHWHILE_BYTES:
        from cdgate.builtin.readers.junit_small import read_little

        return fast_or_strict(stream, partial(read_little, identified=identified), strictly)
    from cdgate.builtin.readers.junit_fast import read_fast

    fast = partial(read_fast, namespaces=_NO_NAMESPACE, identified=identified)
    return fast_or_strict(stream, fast, strictly)


def _are_few() -> bool:
    return together() < _FEW and next(_SMALL) < _FEW


def read_strictly(stream: BinaryIO, *, identified: bool = True) -> JunitTarget:
    """Return the target with all that the document says, every element seen by the parser. Raises EvidenceError."""
    target = JunitTarget(identified=identified)
    parse_xml(stream, target, namespaces=_NO_NAMESPACE)
    return target


def _report(target: JunitTarget, source: Source, suites: Iterable[SuiteTotals]) -> TestReport:
    commit = next(iter(target.commits)) if len(target.commits) == 1 else None
    return TestReport(
        msgspec.structs.replace(source, commit=commit, produced_at=target.produced_at),
        tuple(suite for suite in suites if suite.tests),
        tuple(target.cases),
        target.executed(),
        tuple(_notes(target)),
        _shortfall(target),
    )


def _notes(target: JunitTarget) -> Iterator[Text]:
    if target.unknown:
        names = ", ".join(list(target.unknown)[:_MOST_NAMED])
        yield text("unknown elements in test cases count as failures: {names}", names=names)
    if target.unlisted:
        yield text("{count} more cases are counted but not listed", count=target.unlisted)
    if len(target.commits) > 1:
        yield text("the report names {count} commits, so none is taken", count=len(target.commits))


def _shortfall(target: JunitTarget) -> Text | None:
    if target.disagreement is not None:
        return text(
            "the totals are worse than the cases ({what}): the report was cut or filtered", what=target.disagreement
        )
    if target.outside:
        return text("a test case stands outside any suite: the report was cut")
    if not any(sum(totals.counts) for totals in target.totals.values()):
        return text("there is no test case in the report")
    if target.nameless > 1:
        return text("{count} test cases have no name, so they cannot be told apart", count=target.nameless)
    return _did_not_run(target)


def _did_not_run(target: JunitTarget) -> Text | None:
    """Return why cases that are said to have passed or been skipped are none that ran or could be skipped."""
    if (everything := target.totals.get(OF_GOOGLETEST)) is not None and everything.listing:
        return text("GoogleTest has listed its tests and run none of them")
    for case in target.cases:
        if case.message in _COULD_NOT_RUN and case.outcome is Outcome.SKIPPED:
            from cdgate.builtin.readers.case_tally import could_not_run

            return could_not_run(case.name, case.message)
    return None

"""Flaky tests in quarantine: they run and are reported, and their failing fails no gate. Pure."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from datetime import date

import msgspec

from cdgate.model.evidence import TEST_IDENTITY_BYTES, EvidenceSet, Item, Outcome, SuiteTotals, TestCase, TestReport
from cdgate.model.policy import Quarantine
from cdgate.model.verdict import QuarantinedTest

WORST_FIRST = ("failed", "flaky", "passed", "absent")


def isolated(
    evidence: EvidenceSet, quarantine: Iterable[Quarantine], as_of: date
) -> tuple[EvidenceSet, tuple[QuarantinedTest, ...]]:
    """Return the evidence with the failing of quarantined tests set apart, and what became of each of them."""
    names = {plain_name(entry.test): entry for entry in quarantine if entry.expires >= as_of}
    if not names:
        return evidence, ()
    found: dict[str, QuarantinedTest] = {}
    items = []
    for item in evidence.items:
        report = item.evidence
        if isinstance(report, TestReport):
            mine = _told(report, names)
            found |= {name: one for name, one in mine.items() if _worse(one, found.get(name))}
            report = _without(report, names)
        items.append(Item(item.role, report, item.labels))
    told = tuple(found.get(name) or QuarantinedTest(entry, "absent") for name, entry in sorted(names.items()))
    return EvidenceSet(tuple(items), evidence.gaps, evidence.tree), told


def expired_quarantine(quarantine: Iterable[Quarantine], as_of: date) -> tuple[Quarantine, ...]:
    """Return the entries whose last day has passed: their tests fail gates again."""
    return tuple(entry for entry in quarantine if entry.expires < as_of)


def plain_name(test: str) -> str:
    """Return one spelling for `tests/api/test_refund.py::test_retry`, `tests.api.test_refund::test_retry` and with dots."""
    return test.replace(".py::", "::").replace("::", ".").replace("/", ".")


def _names(case: TestCase) -> tuple[str, ...]:
    name = plain_name(case.name)
    return name, f"{plain_name(case.suite)}.{name}"


def _matched(case: TestCase, names: dict[str, Quarantine]) -> str | None:
    return next((name for name in _names(case) if name in names), None)


def _told(report: TestReport, names: dict[str, Quarantine]) -> dict[str, QuarantinedTest]:
    """Return what the report tells of each quarantined test that it holds."""
    executed = report.identities()
    suites = [suite.suite for suite in report.suites]
    found = {
        name: QuarantinedTest(entry, "passed")
        for name, entry in names.items()
        if any(_identity(suite, spelt) in executed for suite in suites for spelt in _spellings(suite, name, entry))
    }
    for case in report.cases:
        name = _matched(case, names)
        if name is None or case.outcome is Outcome.SKIPPED:
            continue
        state = "flaky" if case.outcome is Outcome.PASSED else "failed"
        one = QuarantinedTest(names[name], state, case.message)
        if _worse(one, found.get(name)):
            found[name] = one
    return found


def _worse(one: QuarantinedTest, other: QuarantinedTest | None) -> bool:
    return other is None or WORST_FIRST.index(one.state) < WORST_FIRST.index(other.state)


def _spellings(suite: str, name: str, entry: Quarantine) -> tuple[str, ...]:
    inside = plain_name(suite) + "."
    return entry.test, name, name.removeprefix(inside), entry.test.removeprefix(f"{suite}::")


def _identity(suite: str, name: str) -> bytes:
    return hashlib.blake2b(f"{suite}\0{name}".encode(), digest_size=TEST_IDENTITY_BYTES).digest()


def _without(report: TestReport, names: dict[str, Quarantine]) -> TestReport:
    """Return the report whose totals count quarantined failures apart, and quarantined flaky cases as plainly passed."""
    mine = [case for case in report.cases if case.outcome is not Outcome.SKIPPED and _matched(case, names)]
    if not mine:
        return report
    failed = Counter((case.suite, case.place) for case in mine if case.outcome is Outcome.FAILED)
    errored = Counter((case.suite, case.place) for case in mine if case.outcome is Outcome.ERRORED)
    flaky = Counter((case.suite, case.place) for case in mine if case.flaky)

    def apart(suite: SuiteTotals) -> SuiteTotals:
        name = suite.suite, suite.place
        return msgspec.structs.replace(
            suite,
            failed=suite.failed - failed[name],
            errored=suite.errored - errored[name],
            flaky=suite.flaky - flaky[name],
            quarantined=suite.quarantined + failed[name] + errored[name],
        )

    cases = tuple(case for case in report.cases if case not in mine)
    return msgspec.structs.replace(report, suites=tuple(map(apart, report.suites)), cases=cases)

"""Several runs of one test in the reports of one role: it passed if one run did, and is flaky then. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from cdgate.model.evidence import TEST_IDENTITY_BYTES, Item, Outcome, SuiteTotals, TestCase, TestReport

FAILING = frozenset({Outcome.FAILED, Outcome.ERRORED})


def with_merged_retries(items: Sequence[Item], roles: Iterable[str]) -> list[Item]:
    """Return the items with the runs of equal tests in the reports of each of the roles merged.

    A failure is dropped where another run of the same test passed (which is then flaky), or failed as well and is told
    already. Tests without a failure are left as they are.
    """
    found = list(items)
    for role in sorted(roles):
        mine = [at for at, item in enumerate(found) if item.role == role and isinstance(item.evidence, TestReport)]
        for at, report in zip(mine, _merged([found[at].evidence for at in mine]), strict=True):
            found[at] = Item(role, report, found[at].labels)
    return found


def _merged(reports: list[TestReport]) -> list[TestReport]:
    runs: Counter[bytes] = Counter()
    failures: Counter[bytes] = Counter()
    for report in reports:
        runs.update(_executed(report))
        failures.update(case.identity for case in report.cases if case.outcome in FAILING)
    mended = {identity for identity, count in failures.items() if runs[identity] > count}
    failed = failures.keys() - mended
    flaky: dict[bytes, TestCase] = {}
    told: set[bytes] = set()
    parts: list[TestReport] = []
    for report in reports:
        dropped = []
        for case in report.cases:
            if case.outcome in FAILING and case.identity in mended:
                dropped.append(case)
                flaky.setdefault(case.identity, case)
            elif case.outcome in FAILING and case.identity in failed:
                if case.identity in told:
                    dropped.append(case)
                told.add(case.identity)
        parts.append(_without(report, dropped))
    return [_with_flaky(part, flaky) for part in parts]


def _executed(report: TestReport) -> list[bytes]:
    """Return the identity of each executed case, repeats kept."""
    size = TEST_IDENTITY_BYTES
    return [report.executed[at : at + size] for at in range(0, len(report.executed), size)]


def _without(report: TestReport, dropped: list[TestCase]) -> TestReport:
    if not dropped:
        return report
    gone = {id(case) for case in dropped}
    executed = Counter(_executed(report))
    executed.subtract(case.identity for case in dropped)
    counts = Counter((case.suite, case.place, case.outcome) for case in dropped)

    def less(suite: SuiteTotals) -> SuiteTotals:
        mine = suite.suite, suite.place
        failed, errored = counts[*mine, Outcome.FAILED], counts[*mine, Outcome.ERRORED]
        return msgspec.structs.replace(suite, failed=suite.failed - failed, errored=suite.errored - errored)

    return msgspec.structs.replace(
        report,
        suites=tuple(map(less, report.suites)),
        cases=tuple(case for case in report.cases if id(case) not in gone),
        executed=b"".join(sorted(executed.elements())),
    )


def _with_flaky(report: TestReport, waiting: dict[bytes, TestCase]) -> TestReport:
    """Return the report with its share of the tests that passed in the end marked as flaky; each is marked once."""
    known = {case.identity for case in report.cases if case.flaky}
    there = sorted(report.identities() & waiting.keys())
    cases = [waiting.pop(identity) for identity in there]
    new = [
        msgspec.structs.replace(case, outcome=Outcome.PASSED, flaky=True)
        for case in cases
        if case.identity not in known
    ]
    if not new:
        return report
    counts = Counter((case.suite, case.place) for case in new)
    suites = (
        msgspec.structs.replace(suite, flaky=suite.flaky + counts[suite.suite, suite.place]) for suite in report.suites
    )
    return msgspec.structs.replace(report, suites=tuple(suites), cases=(*report.cases, *new))

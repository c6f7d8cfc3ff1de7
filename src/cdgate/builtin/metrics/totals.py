"""Test results summed over all suites."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cdgate.model.evidence import TestReport


class Totals(msgspec.Struct, frozen=True):
    """Counts of cases by outcome over all suites; `flaky` cases are among the passed.

    `quarantined` ones were executed, and their failing counts nowhere.
    """

    passed: int
    failed: int
    errored: int
    skipped: int
    flaky: int
    duration_ms: int
    quarantined: int = 0

    @property
    def broken(self) -> int:
        """Cases that were executed and did not pass."""
        return self.failed + self.errored

    @property
    def executed(self) -> int:
        """Cases that ran to an outcome: all but the skipped."""
        return self.passed + self.broken + self.quarantined

    @property
    def total(self) -> int:
        """All cases."""
        return self.executed + self.skipped


def totals(reports: Iterable[TestReport]) -> Totals:
    """Return the sums over every suite of every report."""
    suites = [suite for report in reports for suite in report.suites]
    return Totals(
        passed=sum(suite.passed for suite in suites),
        failed=sum(suite.failed for suite in suites),
        errored=sum(suite.errored for suite in suites),
        skipped=sum(suite.skipped for suite in suites),
        flaky=sum(suite.flaky for suite in suites),
        duration_ms=sum(suite.duration_ms for suite in suites),
        quarantined=sum(suite.quarantined for suite in suites),
    )

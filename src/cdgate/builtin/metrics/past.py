"""What is new, gone or newly broken since the baseline: findings and tests by their identities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cdgate.builtin.metrics.absence import nothing_of, source_paths
from cdgate.builtin.metrics.cases import BROKEN, MOST
from cdgate.builtin.metrics.findings import told, worst
from cdgate.builtin.metrics.totals import totals
from cdgate.extension import Better
from cdgate.message import text
from cdgate.model.baseline import KIND, Baseline
from cdgate.model.evidence import EvidenceSet, Finding, FindingReport, Item, TestCase, TestReport
from cdgate.model.measurement import Contributor, Measurement, Missing, Scope
from cdgate.model.quantity import COUNT, Count

RUN_RECORD = "cdgate-run"  # the reader of run records


class NewFindings:
    """Findings in force that the baseline does not know."""

    name = "findings.new"
    title = "findings that the baseline does not know"
    unit = COUNT
    better = Better.LOWER
    needs = FindingReport.kind
    beside = KIND
    present = "findings.count"

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the number of findings whose identity is not in the baseline under the same role."""
        missing = _lacking(evidence, scope, self.needs)
        if missing is not None:
            return missing
        known = {(known.role, known.finding.identity) for base in _baselines(evidence) for known in base.findings}
        new = [
            f for role, f in _in_force(evidence) if (role, f.identity) not in known and (role, f.former) not in known
        ]
        shown = tuple(map(told, worst(new, MOST)))
        return Measurement(Count(len(new)), shown, len(new), source_paths(evidence, self.needs))


class FixedFindings:
    """Findings of the baseline that are there no more."""

    name = "findings.fixed"
    title = "findings of the baseline that are gone"
    unit = COUNT
    better = Better.HIGHER
    needs = FindingReport.kind
    beside = KIND
    present = "findings.count"

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the number of known findings of the same roles that no report holds any more, in force or suppressed."""
        missing = _lacking(evidence, scope, self.needs)
        if missing is not None:
            return missing
        reports = _present(evidence, self.needs)
        there = {
            (item.role, name) for item in reports for f in item.evidence.findings for name in (f.identity, f.former)
        }
        roles = {item.role for item in _present(evidence, self.needs)}
        known = {
            (k.role, k.finding.identity) for base in _baselines(evidence) for k in base.findings if k.role in roles
        }
        return Measurement(Count(len(known - there)), sources=source_paths(evidence, self.needs))


class NewTests:
    """Executed tests that the baseline does not know."""

    name = "tests.new"
    title = "executed test cases that the baseline does not know"
    unit = COUNT
    better = Better.HIGHER
    needs = TestReport.kind
    beside = KIND
    present = "tests.executed"

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the number of distinct executed tests whose identity is not in the baseline."""
        missing = _lacking(evidence, scope, self.needs)
        if missing is not None:
            return missing
        count = len(_executed(evidence) - _known_tests(evidence))
        return Measurement(Count(count), sources=source_paths(evidence, self.needs))


class RemovedTests:
    """Tests that the baseline saw executed, and that were not executed now: removed, renamed or skipped."""

    name = "tests.removed"
    title = "test cases of the baseline that were not executed"
    unit = COUNT
    better = Better.LOWER
    needs = TestReport.kind
    beside = KIND
    present = "tests.executed"
    placeless = True

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the number of tests of the baseline that are not among the executed ones; skipped ones are told by name."""
        missing = _lacking(evidence, scope, self.needs)
        if missing is not None:
            return missing
        removed = _known_tests(evidence) - _executed(evidence)
        skipped = [case for role, case in _cases(evidence) if (role, case.identity) in removed]
        skipped.sort(key=lambda case: (case.suite, case.name))
        shown = tuple(
            Contributor(text("test {name} was executed before and is skipped now", name=case.name), case.location)
            for case in skipped[:MOST]
        )
        return Measurement(Count(len(removed)), shown, len(removed), source_paths(evidence, self.needs))


class NewlyFailingTests:
    """Tests that fail and did not fail before: new ones that fail are among them."""

    name = "tests.newly_failing"
    title = "failing test cases that did not fail in the baseline"
    unit = COUNT
    better = Better.LOWER
    needs = TestReport.kind
    beside = KIND
    present = "tests.executed"

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the number of failing tests that the baseline does not know as failing; unnamed failures count as new."""
        missing = _lacking(evidence, scope, self.needs)
        if missing is not None:
            return missing
        reports = evidence.of(self.needs)
        failed = {
            (role, test) for base in _baselines(evidence) for role, tests in base.failing.items() for test in tests
        }
        broken = [(role, case) for role, case in _cases(evidence) if BROKEN.picks(case)]
        new = [case for role, case in broken if (role, case.identity) not in failed]
        new.sort(key=lambda case: (case.suite, case.name, case.message))
        unnamed = max(0, totals(reports).broken - len(broken))
        shown = tuple(Contributor(BROKEN.tell(case), case.location) for case in new[:MOST])
        count = len(new) + unnamed
        return Measurement(Count(count), shown, count, source_paths(evidence, self.needs))


def _lacking(evidence: EvidenceSet, scope: Scope, kind: str) -> Missing | None:
    """Return why nothing can be compared: nothing there now, or a role that the baseline never saw."""
    present = _present(evidence, kind)
    if not present:
        return nothing_of(kind, scope)
    baselines = _baselines(evidence)
    if not baselines:
        return Missing(text("there is no baseline to compare with"))
    if kind == FindingReport.kind:
        known = {role for base in baselines for role in base.finding_roles}
    else:
        known = {role for base in baselines for role in base.executed}
    unknown = sorted({item.role for item in present} - known)
    if not unknown:
        return None
    if all(base.source.reader == RUN_RECORD for base in baselines):
        return Missing(
            text(
                "the run record {path} holds no {kind} of {roles}: it must be of a run whose policy compares them "
                "(findings.new, tests.removed, ...)",
                path=baselines[0].source.path,
                kind=kind,
                roles=", ".join(unknown),
            )
        )
    return Missing(
        text(
            "the baseline holds no {kind} of {roles}: run `cdgate baseline update`", kind=kind, roles=", ".join(unknown)
        )
    )


def _present(evidence: EvidenceSet, kind: str) -> tuple[Item, ...]:
    return tuple(item for item in evidence.items if item.evidence.kind == kind)


def _baselines(evidence: EvidenceSet) -> tuple[Any, ...]:
    return evidence.of(Baseline.kind)


def _in_force(evidence: EvidenceSet) -> Iterator[tuple[str, Finding]]:
    for item in _present(evidence, FindingReport.kind):
        for finding in item.evidence.findings:
            if not finding.suppressed:
                yield item.role, finding


def _cases(evidence: EvidenceSet) -> Iterator[tuple[str, TestCase]]:
    for item in _present(evidence, TestReport.kind):
        for case in item.evidence.cases:
            yield item.role, case


def _executed(evidence: EvidenceSet) -> set[tuple[str, bytes]]:
    return {(item.role, one) for item in _present(evidence, TestReport.kind) for one in item.evidence.identities()}


def _known_tests(evidence: EvidenceSet) -> set[tuple[str, bytes]]:
    roles = {item.role for item in _present(evidence, TestReport.kind)}
    return {
        (role, test)
        for base in _baselines(evidence)
        for role, tests in base.executed.items()
        if role in roles
        for test in tests
    }


def past_metrics() -> tuple[NewFindings, FixedFindings, NewTests, RemovedTests, NewlyFailingTests]:
    """Return the metrics that compare with a baseline."""
    return NewFindings(), FixedFindings(), NewTests(), RemovedTests(), NewlyFailingTests()

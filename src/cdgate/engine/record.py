"""From evidence to a baseline: what is better is taken, what is worse only where that is allowed by name. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from cdgate.engine.floors import Floors, Ground
from cdgate.engine.measure import measure
from cdgate.engine.wishes import Change, Moment, Wish, wishes_of
from cdgate.extension import Metric
from cdgate.message import Text, text
from cdgate.model.baseline import Baseline, KnownFinding
from cdgate.model.evidence import EvidenceSet, Finding, FindingReport, Outcome, TestReport
from cdgate.model.location import Location
from cdgate.model.measurement import Measurement, MetricRequest

FAILING = frozenset({Outcome.FAILED, Outcome.ERRORED})


class Update:
    """One update of a baseline; `changes` tells what was done and what was refused."""

    def __init__(self, old: Baseline, moment: Moment, allowed: AbstractSet[str]) -> None:
        self.changes: list[Change] = []
        self._old = old
        self._moment = moment
        self._allowed = allowed
        self._floors = dict(old.floors)
        self._roles = set(old.finding_roles)
        self._findings = {(known.role, known.finding.identity): known for known in old.findings}
        self._executed = dict(old.executed)
        self._failing = dict(old.failing)

    def baseline(self) -> Baseline:
        """Return the baseline as it is now."""
        return Baseline(
            self._old.source,
            self._floors,
            frozenset(self._roles),
            tuple(self._findings.values()),
            self._executed,
            self._failing,
        )

    def take(self, wish: Wish, evidence: EvidenceSet, metrics: Mapping[str, Metric]) -> None:
        """Bring what the wish asks for up to date."""
        if not wish.identities:
            self._floor(wish, evidence, metrics)
            return
        metric = metrics[wish.request.metric]
        present = MetricRequest(getattr(metric, "present", metric.name), wish.request.roles)
        answer = measure([present], evidence, metrics)[present][0].value
        if not isinstance(answer, Measurement):
            self._refuse(
                wish, text("{criterion}: nothing to record: {reason}", criterion=wish.criterion, reason=answer.reason)
            )
            return
        for role, reports in _by_role(evidence, wish).items():
            if wish.identities == FindingReport.kind:
                self._take_findings(wish, role, reports)
            else:
                self._take_tests(wish, role, reports)

    def _floor(self, wish: Wish, evidence: EvidenceSet, metrics: Mapping[str, Metric]) -> None:
        readings = measure([wish.request], evidence, metrics)[wish.request]
        floors = Floors(self._floors, self._moment, allowed=wish.criterion in self._allowed)
        changes = floors.take(wish, readings, Ground(metrics[wish.request.metric], evidence))
        self._floors = floors.held
        for change in changes:
            self._tell_once(change)

    def _take_findings(self, wish: Wish, role: str, reports: tuple[FindingReport, ...]) -> None:
        now = {
            finding.identity: (KnownFinding(role, report.tool, _plain(finding)), finding.former)
            for report in reports
            for finding in report.findings
            if not finding.suppressed
        }
        known = {identity for place, identity in self._findings if place == role}
        first = role not in self._roles
        new = {one for one, (_, former) in now.items() if one not in known and former not in known}
        renamed = {one for one, (_, former) in now.items() if one not in known and former in known}
        kept = (known & now.keys()) | renamed | (new if self._may(wish, first=first) else set())
        self._roles.add(role)
        for identity in known:
            del self._findings[role, identity]
        for identity in kept:
            self._findings[role, identity] = now[identity][0]
        former = {now[one][1] for one in renamed}
        self._tell(wish, role, new, known - now.keys() - former, first=first, what=text("findings"))

    def _take_tests(self, wish: Wish, role: str, reports: tuple[TestReport, ...]) -> None:
        now = frozenset(one for report in reports for one in report.identities())
        failing = frozenset(c.identity for r in reports for c in r.cases if c.outcome in FAILING)
        first = role not in self._executed
        known, known_failing = self._executed.get(role, frozenset()), self._failing.get(role, frozenset())
        may = self._may(wish, first=first)
        self._executed[role] = now if may else known | now
        self._failing[role] = failing if may else failing & known_failing
        if not first and not may and known - now:
            self._refuse(
                wish, text("{role}: {count} tests were not executed and stay known", role=role, count=len(known - now))
            )
        if not first and not may and failing - known_failing:
            count = len(failing - known_failing)
            self._refuse(wish, text("{role}: {count} tests fail newly and are not excused", role=role, count=count))
        if first or now - known:
            self._say(wish, text("{role}: {count} tests recorded", role=role, count=len(now - known)))

    def _tell(
        self, wish: Wish, role: str, new: AbstractSet[str], gone: AbstractSet[str], *, first: bool, what: Text
    ) -> None:
        if first:
            self._say(wish, text("{role}: {count} {what} recorded", role=role, count=len(new), what=what))
            return
        if gone:
            self._say(wish, text("{role}: {count} {what} are gone", role=role, count=len(gone), what=what))
        if new and self._may(wish, first=first):
            self._say(wish, text("{role}: {count} new {what} accepted", role=role, count=len(new), what=what))
        elif new:
            self._refuse(
                wish, text("{role}: {count} new {what} are not accepted", role=role, count=len(new), what=what)
            )

    def _may(self, wish: Wish, *, first: bool) -> bool:
        return first or wish.criterion in self._allowed

    def _say(self, wish: Wish, message: Text) -> None:
        self._tell_once(Change(wish.criterion, message))

    def _tell_once(self, change: Change) -> None:
        if change.refused or change not in self.changes:
            self.changes.append(change)

    def _refuse(self, wish: Wish, message: Text) -> None:
        self.changes.append(Change(wish.criterion, message, refused=True))


def _by_role(evidence: EvidenceSet, wish: Wish) -> dict[str, tuple[Any, ...]]:
    """Return the reports that the wish is about, by role."""
    found: dict[str, tuple[Any, ...]] = {}
    for item in evidence.items:
        if item.evidence.kind == wish.identities and (not wish.request.roles or item.role in wish.request.roles):
            found[item.role] = (*found.get(item.role, ()), item.evidence)
    return found


def _plain(finding: Finding) -> Finding:
    """Return what is kept of a finding: no message, no line, which change with every edit."""
    place = finding.location
    location = None if place is None else Location(place.path)
    return Finding(finding.rule_id, finding.level, "", location, severity=finding.severity, identity=finding.identity)


__all__ = ["Change", "Moment", "Update", "Wish", "wishes_of"]

from __future__ import annotations

from random import Random

import pytest

from cdgate.builtin.metrics.findings import MOST, FindingCount, worst, worst_first
from cdgate.model.evidence import EvidenceSet, Finding, FindingReport, Item, Source
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location
from cdgate.model.measurement import Measurement, Missing, Scope
from cdgate.model.quantity import Count

IN_FORCE = FindingCount("findings.count", "findings in force", suppressed=False)
SUPPRESSED = FindingCount("findings.suppressed", "suppressed findings", suppressed=True)


def evidence(*findings: Finding) -> EvidenceSet:
    return EvidenceSet((Item("scan", FindingReport(Source("a.sarif", "00", 1, "sarif"), "tool", findings)),))


def measured(metric: FindingCount, *findings: Finding) -> Measurement:
    answer = metric.measure(evidence(*findings), Scope())
    assert isinstance(answer, Measurement)
    return answer


@pytest.mark.parametrize("metric", [IN_FORCE, SUPPRESSED], ids=lambda metric: metric.name)
def test_no_report_is_missing(metric: FindingCount) -> None:
    assert isinstance(metric.measure(EvidenceSet(), Scope()), Missing)


@pytest.mark.parametrize("metric", [IN_FORCE, SUPPRESSED], ids=lambda metric: metric.name)
def test_no_finding_is_zero(metric: FindingCount) -> None:
    answer = measured(metric)
    assert answer.quantity == Count(0)
    assert answer.sources == ("a.sarif",)


def test_suppressed_findings_are_counted_apart() -> None:
    findings = (Finding("r", Level.ERROR, "one"), Finding("r", Level.ERROR, "two", suppressed=True))
    assert [str(one.message) for one in measured(IN_FORCE, *findings).contributors] == ["one (r)"]
    assert [str(one.message) for one in measured(SUPPRESSED, *findings).contributors] == ["two (r)"]


def test_worst_finding_comes_first() -> None:
    place = Location("a.py", 7, 2)
    answer = measured(
        IN_FORCE,
        Finding("note", Level.NOTE, "m"),
        Finding("late", Level.ERROR, "m", Location("b.py", 1)),
        Finding("early", Level.ERROR, "m", place, identity="abc"),
        Finding("critical", Level.ERROR, "m", Location("z.py"), Severity.CRITICAL),
        Finding("low", Level.ERROR, "m", Location("z.py"), Severity.LOW),
        Finding("warning", Level.WARNING, "m", severity=Severity.CRITICAL),
    )
    rules = [str(one.message) for one in answer.contributors]
    assert rules == ["m (critical)", "m (low)", "m (early)", "m (late)", "m (warning)", "m (note)"]
    early = answer.contributors[2]
    assert (early.location, early.identity, early.level) == (place, "abc", "error")


def test_many_findings_are_capped_and_all_counted() -> None:
    answer = measured(IN_FORCE, *(Finding("r", Level.ERROR, str(number)) for number in range(MOST + 1)))
    assert len(answer.contributors) == MOST
    assert answer.contributor_count == MOST + 1
    assert answer.quantity == Count(MOST + 1)


@pytest.mark.parametrize("most", [0, 1, 7, 40, 200])
def test_worst_findings_are_the_first_in_order(most: int) -> None:
    pick = Random(most)  # noqa: S311  # test data
    severities = (None, *Severity)
    places = (None, Location("a", 3), Location("a", 2), Location("b", 1), Location("c"))
    findings = [
        Finding(pick.choice("ab"), pick.choice(list(Level)), str(number), pick.choice(places), pick.choice(severities))
        for number in range(100)
    ]
    assert worst(findings, most) == sorted(findings, key=worst_first)[:most]

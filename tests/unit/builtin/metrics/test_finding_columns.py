"""The worst of findings in columns are those of all findings."""

from __future__ import annotations

import random

import pytest

from cdgate.builtin.metrics.finding_columns import worst_in_columns
from cdgate.builtin.metrics.findings import MOST, FindingCount, worst
from cdgate.model.evidence import EvidenceSet, Finding, FindingReport, Item, Source
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location
from cdgate.model.measurement import Scope
from tests.columns import MANY, columns_of


def some(seed: int, count: int) -> tuple[Finding, ...]:
    chance = random.Random(seed)  # noqa: S311  # no secret
    return tuple(
        Finding(
            f"r{chance.randrange(3)}",
            chance.choice(list(Level)),
            f"m{number}",
            chance.choice([None, Location(f"f{chance.randrange(9)}.py", chance.randrange(1, 9))]),
            chance.choice([None, *Severity]),
            suppressed=chance.random() < 0.2,
        )
        for number in range(count)
    )


@pytest.mark.parametrize("most", [1, 2, 5, 40, 200])
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("suppressed", [False, True])
def test_worst_are_among_those_made(most: int, seed: int, suppressed: bool) -> None:  # noqa: FBT001  # a parameter
    findings = some(seed, 20 * seed)
    count, made = worst_in_columns(columns_of(findings, 7), most, suppressed=suppressed)
    mine = [finding for finding in findings if finding.suppressed is suppressed]
    assert count == len(mine)
    assert worst(made, most) == worst(mine, most)


def test_not_many_more_are_made_than_shown() -> None:
    findings = tuple(Finding("r", Level.ERROR, f"{n}", Location(f"f{n % 50:02}.py", n + 1)) for n in range(500))
    _, made = worst_in_columns(columns_of(findings, 60), 15, suppressed=False)
    assert {finding.location and finding.location.path for finding in made} == {"f00.py", "f01.py"}


def test_columns_are_measured_like_a_tuple() -> None:
    metric = FindingCount("findings.count", "findings", suppressed=False)

    def measured(*found: object) -> object:
        items = (FindingReport(Source("a", str(n), 1, "x"), "t", one) for n, one in enumerate(found))  # type: ignore[arg-type]  # either kind
        return metric.measure(EvidenceSet(tuple(Item("r", item) for item in items)), Scope())

    many = some(5, 3 * MOST)
    assert measured(columns_of(many, 50), MANY) == measured(many, MANY)
    assert measured(columns_of(many, 50), columns_of(MANY, 2)) == measured(many, MANY)

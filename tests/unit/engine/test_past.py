from __future__ import annotations

import pytest

from cdgate.engine.measure import measure
from cdgate.engine.past import as_baseline, floors_of
from cdgate.message import text
from cdgate.model.baseline import Baseline, KnownFinding
from cdgate.model.evidence import EvidenceSet, Finding, FindingReport, Gap, Item
from cdgate.model.floor import Floor
from cdgate.model.grade import Level
from cdgate.model.location import Location
from cdgate.model.measurement import Condition, Measurement, MetricRequest, Missing, Reading, Scope
from cdgate.model.quantity import Count
from cdgate.model.record import GateRecord
from cdgate.registry import load_registry
from cdgate.testing.samples import DIGEST, source

METRICS = load_registry("none").metrics


def finding(name: str, level: Level, path: str) -> Finding:
    return Finding("r", level, "m", Location(path, 1), identity=name)


NOW = FindingReport(
    source("lint.sarif"),
    "t",
    (
        finding("a", Level.ERROR, "src/a.py"),
        finding("b", Level.NOTE, "src/a.py"),
        finding("c", Level.ERROR, "lib/c.py"),
    ),
)
THEN = Baseline(
    source("baseline.json"),
    finding_roles=frozenset({"lint"}),
    findings=(
        KnownFinding("lint", "t", finding("a", Level.ERROR, "src/a.py")),
        KnownFinding("lint", "t", finding("x", Level.NOTE, "src/x.py")),
        KnownFinding("lint", "u", finding("y", Level.ERROR, "lib/y.py")),
    ),
)
EVIDENCE = EvidenceSet((Item("lint", NOW), Item("baseline", THEN)))


def answers(request: MetricRequest, evidence: EvidenceSet = EVIDENCE) -> dict[str, int | str]:
    return {one.key: told(one) for one in measure([request], evidence, METRICS)[request]}


def told(reading: Reading) -> int | str:
    if isinstance(reading.value, Measurement):
        return int(reading.value.quantity.exact)
    return str(reading.value.reason)


@pytest.mark.parametrize(
    ("metric", "narrowed", "count"),
    [
        pytest.param("findings.new", MetricRequest(""), 2, id="all new"),
        pytest.param("findings.fixed", MetricRequest(""), 2, id="all fixed"),
        pytest.param(
            "findings.new", MetricRequest("", where=(Condition("level", "in", ("error",)),)), 1, id="new errors"
        ),
        pytest.param("findings.fixed", MetricRequest("", where=(Condition("level", "in", ("note",)),)), 1, id="notes"),
        pytest.param("findings.fixed", MetricRequest("", where=(Condition("tool", "in", ("u",)),)), 1, id="by tool"),
        pytest.param("findings.fixed", MetricRequest("", scope=Scope(paths=("lib/**",))), 1, id="by path"),
        pytest.param("findings.new", MetricRequest("", roles=("lint",)), 2, id="by role"),
    ],
)
def test_baseline_is_narrowed_as_the_evidence_is(metric: str, narrowed: MetricRequest, count: int) -> None:
    request = MetricRequest(metric, narrowed.roles, narrowed.scope, narrowed.where)
    assert answers(request) == {"": count}


def test_each_group_is_held_against_the_whole_baseline() -> None:
    assert answers(MetricRequest("findings.new", per="file")) == {"src/a.py": 1, "lib/c.py": 1}


@pytest.mark.parametrize(
    ("evidence", "reason"),
    [
        pytest.param(EvidenceSet((Item("lint", NOW),)), "cdgate baseline update", id="no role"),
        pytest.param(
            EvidenceSet((Item("lint", NOW),), (Gap("baseline", text("not there"), "baseline"),)), "not there", id="gap"
        ),
        pytest.param(
            EvidenceSet((Item("lint", NOW), Item("baseline", Baseline(source(), shortfall=text("cut off"))))),
            "cut off",
            id="shortfall",
        ),
        pytest.param(EvidenceSet((Item("lint", NOW), Item("previous", THEN))), "baseline update", id="other role"),
    ],
)
def test_without_a_baseline_there_is_no_value(evidence: EvidenceSet, reason: str) -> None:
    assert reason in str(answers(MetricRequest("findings.new"), evidence)[""])


def test_run_record_is_a_baseline_of_what_it_measured() -> None:
    floors = {"coverage.line": Floor(Count(1))}
    assert as_baseline(GateRecord(source(), DIGEST, {"a.exit": "PASS"}, floors=floors)).floors == floors
    assert as_baseline(GateRecord(source(), DIGEST, {"a.exit": "PASS"})).shortfall is not None


def test_only_whole_values_become_floors() -> None:
    measured = (Reading("", Measurement(Count(3))), Reading("x", Missing(text("nothing"))))
    assert floors_of(MetricRequest("m"), measured, higher=False) == {"m": Floor(Count(3), higher=False)}
    assert floors_of(MetricRequest("m", per="file"), measured, higher=True) == {}
    assert floors_of(MetricRequest("m", scope=Scope(changed=True)), measured, higher=True) == {}

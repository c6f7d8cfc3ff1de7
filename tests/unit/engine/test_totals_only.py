from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from cdgate.engine.collect import collect
from cdgate.engine.totals_only import totals_suffice
from cdgate.engine.tree import Tree
from cdgate.model.measurement import EvidenceRequest, FloorRequest, MetricRequest
from cdgate.model.policy import Criterion, Gate, Policy, Quarantine, Role
from cdgate.registry import load_registry
from tests.unit.engine.values import HERE


class Needing(msgspec.Struct, frozen=True):
    """A rule that needs this."""

    needs: frozenset[object]


FAILED = MetricRequest("tests.failed")
UNIT = Role("unit", paths=("a.xml",), kind="tests", position=HERE)
ROLES = (
    UNIT,
    Role("cover", paths=("c.xml",), kind="coverage", position=HERE),
    Role("any", paths=("x",), position=HERE),
)


def gates(*needs: object) -> tuple[Gate, ...]:
    return (Gate("a.b", (Criterion("a.b.c", "needing", Needing(frozenset(needs)), HERE),), HERE),)


def policy(*roles: Role, quarantine: tuple[Quarantine, ...] = ()) -> Policy:
    return Policy("", roles, (), "", quarantine=quarantine)


class Foreign:
    name = "foreign"
    needs = "tests"


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        pytest.param((FAILED, MetricRequest("tests.flaky_rate")), True, id="totals"),
        pytest.param((MetricRequest("coverage.line"), MetricRequest("findings.new")), True, id="no tests"),
        pytest.param((FloorRequest("baseline", FAILED, higher=False),), True, id="floor"),
        pytest.param((EvidenceRequest("cover"),), True, id="other evidence"),
        pytest.param((), True, id="nothing"),
        pytest.param((FAILED, MetricRequest("tests.new")), False, id="comparison"),
        pytest.param((MetricRequest("tests.newly_failing"),), False, id="newly failing"),
        pytest.param((MetricRequest("tests.removed"),), False, id="removed"),
        pytest.param((MetricRequest("foreign"),), False, id="metric of a plugin"),
        pytest.param((FloorRequest("baseline", MetricRequest("foreign"), higher=True),), False, id="its floor"),
        pytest.param((EvidenceRequest("unit"),), False, id="the evidence itself"),
        pytest.param((EvidenceRequest("any"),), False, id="evidence of any kind"),
    ],
)
def test_totals_suffice_where_nothing_looks_at_cases(needs: tuple[object, ...], expected: bool) -> None:  # noqa: FBT001  # a table row
    metrics = {**load_registry("none").metrics, "foreign": Foreign()}
    assert totals_suffice(policy(), ROLES, gates(*needs), metrics) is expected  # type: ignore[arg-type]


def test_a_quarantine_and_merged_retries_need_each_case() -> None:
    metrics = load_registry("none").metrics
    assert totals_suffice(policy(*ROLES), ROLES, gates(FAILED), metrics)
    quarantined = policy(quarantine=(Quarantine("t", "flaky", date(2026, 1, 1), HERE),))
    assert not totals_suffice(quarantined, ROLES, gates(FAILED), metrics)
    merging = msgspec.structs.replace(UNIT, merge_retries=True)
    assert not totals_suffice(policy(merging), (merging,), gates(FAILED), metrics)


@pytest.mark.parametrize("cases", [1, 5000], ids=["small", "large"])
def test_totals_are_those_of_identified_cases(tmp_path: Path, cases: int) -> None:
    body = "".join(f'<testcase classname="c" name="n{at}" time="0.1"/>' for at in range(cases))
    failed = '<testcase name="f"><failure message="m"/></testcase>'
    (tmp_path / "a.xml").write_text(f'<testsuite name="s">{body}{failed}</testsuite>')
    readers = load_registry("none").readers

    def read(*, totals: bool) -> object:
        (item,) = collect([UNIT], readers, tmp_path, Tree(), totals=totals).evidence.items
        return item.evidence

    whole, short = read(totals=False), read(totals=True)
    assert len(whole.executed) == 8 * (cases + 1)  # type: ignore[attr-defined]
    assert short == msgspec.structs.replace(whole, executed=b"")  # type: ignore[type-var]

"""What of a changed policy is in force before it is merged, criterion by criterion."""

from __future__ import annotations

import pytest

from cdgate.builtin.criteria import cdgate_criteria
from cdgate.builtin.metrics import cdgate_metrics
from cdgate.model.node import ListNode, MapNode, Node, Position, ScalarNode
from cdgate.policy.plain import same
from cdgate.policy.target import in_force
from cdgate.policy.tighten import Bounds, criteria_of
from tests.unit.policy.conftest import Load

BOUNDS = Bounds({kind.name: kind for kind in cdgate_criteria()}, {metric.name: metric for metric in cdgate_metrics()})
HEAD = "version: 1\n"
ROLES = "evidence: {unit: {path: a, kind: tests}, cov: {path: c.xml, kind: coverage}, docs: {path: d.xml, kind: coverage}}\n"
LINE = "      line: {metric: coverage.line, evidence: cov, at_least: 80 %}\n"
FREE = LINE.replace("80 %", "80 %, overridable: true")
STAGES = "stages:\n  testing:\n    exit:\n"
OWN = HEAD + ROLES + STAGES + LINE
WAIVER = "{criterion: testing.exit.line, reason: x, approved_by: y, expires: 2027-01-01}"
NEW = "      more: {metric: tests.failed, evidence: unit, at_most: 0}\n"


def decided(load: Load, target: str, head: str) -> tuple[MapNode, list[str]]:
    found = in_force(load(target).root, load(head).root, BOUNDS)
    return found.root, [str(proposal) for proposal in found.proposals]


KEPT = {
    "lower": OWN.replace("80 %", "70 %"),
    "to warn": OWN.replace("80 %", "80 %, effect: warn"),
    "to another role": OWN.replace("evidence: cov,", "evidence: docs,"),
    "to a guard": OWN.replace("80 %", "80 %, unless: {metric: tests.total, at_least: 1}"),
    "to a part": OWN.replace("80 %", '80 %, scope: {path: "easy/**"}'),
    "to a later day": OWN.replace("80 %", "80 %, warn_until: 2030-01-01"),
    "to the assessment": OWN.replace("80 %", "80 %, mode: assess"),
    "to overridable and lower": OWN.replace("80 %", "70 %, overridable: true"),
    "higher, but to warn": OWN.replace("80 %", "90 %, effect: warn"),
}


@pytest.mark.parametrize("name", KEPT)
def test_criterion_that_is_loosened_stays_as_it_was(name: str, load: Load) -> None:
    root, proposals = decided(load, OWN, KEPT[name])
    assert same(root, load(OWN).root)
    assert [one for one in proposals if one.startswith("testing.exit.line (")], proposals


TAKEN = {
    "higher": OWN.replace("80 %", "90 %"),
    "a new one": OWN + NEW,
    "a new stage": OWN + "  coding: {entry: {more: {metric: tests.failed, evidence: unit, at_most: 0}}}\n",
    "a target": OWN.replace("80 %", "80 %, target: 90 %"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_criterion_that_is_tightened_or_new_is_in_force(name: str, load: Load) -> None:
    root, proposals = decided(load, OWN, TAKEN[name])
    assert same(root.get("stages"), load(TAKEN[name]).root.get("stages"))
    assert proposals == []


def test_removed_criterion_is_in_force(load: Load) -> None:
    root, proposals = decided(load, OWN + NEW, OWN)
    assert [name for name, _ in criteria_of(root)] == ["testing.exit.line", "testing.exit.more"]
    assert proposals == ["testing.exit.more: its removal is proposed, not in force"]


def test_overridable_criterion_is_overridable_for_policies_and_not_for_changes(load: Load) -> None:
    root, proposals = decided(load, HEAD + ROLES + STAGES + FREE, HEAD + ROLES + STAGES + FREE.replace("80 %", "70 %"))
    found = dict(criteria_of(root))["testing.exit.line"].get("at_least")
    assert isinstance(found, ScalarNode)
    assert (found.text, len(proposals)) == ("80 %", 1)


def test_criterion_on_new_evidence_waits_for_it(load: Load) -> None:
    roles = ROLES.replace("docs:", "perfect:")
    new = (
        HEAD
        + roles
        + STAGES
        + LINE
        + LINE.replace("line:", "more:").replace("evidence: cov", "evidence: [cov, perfect]")
    )
    turned = (
        HEAD
        + roles
        + STAGES
        + LINE.replace("evidence: cov, at_least: 80", "title: perfect, evidence: cov, at_least: 90")
    )
    for head in (new, turned):
        root, proposals = decided(load, OWN, head)
        assert same(root.get("stages"), load(OWN).root.get("stages"))
        assert [one.partition(" (")[0] for one in proposals if "evidence" not in one] == [
            "testing.exit.more" if head is new else "testing.exit.line"
        ]


def test_roles_stay_as_they_were(load: Load) -> None:
    head = OWN.replace("path: c.xml", "path: perfect.xml").replace("docs: {path: d.xml", "more: {path: d.xml")
    root, proposals = decided(load, OWN, head)
    assert same(root.get("evidence"), load(OWN).root.get("evidence"))
    assert [one.partition(" (")[0] for one in proposals] == ["evidence cov", "evidence docs", "evidence more"]


def test_first_evidence_of_all_waits(load: Load) -> None:
    bare = HEAD + STAGES + LINE.replace("evidence: cov, ", "")
    root, proposals = decided(load, bare, HEAD + ROLES + STAGES + LINE.replace("evidence: cov, ", ""))
    assert root.get("evidence") is None
    assert [one.partition(" (")[0] for one in proposals] == ["evidence"]


def test_evidence_that_is_taken_away_stays(load: Load) -> None:
    bare = HEAD + STAGES + LINE.replace("evidence: cov, ", "")
    root, proposals = decided(load, HEAD + ROLES + STAGES + LINE.replace("evidence: cov, ", ""), bare)
    assert isinstance(root.get("evidence"), MapNode)
    assert len(proposals) == 3


@pytest.mark.parametrize(
    ("before", "after", "kept", "proposed"),
    [
        pytest.param("", f"waivers: [{WAIVER}]\n", 0, 1, id="a-waiver-is-added"),
        pytest.param(f"waivers: [{WAIVER}]\n", "", 0, 0, id="a-waiver-is-removed"),
        pytest.param(f"waivers: [{WAIVER}]\n", f"waivers: [{WAIVER}]\n", 1, 0, id="a-waiver-stays"),
        pytest.param(
            f"waivers: [{WAIVER}]\n", f"waivers: [{WAIVER.replace('2027', '2028')}]\n", 0, 1, id="a-waiver-is-longer"
        ),
        pytest.param("waivers: []\n", f"waivers: [{WAIVER}]\n", 0, 1, id="the-first-waiver"),
    ],
)
def test_waiver_holds_where_both_have_it(before: str, after: str, kept: int, proposed: int, load: Load) -> None:
    root, proposals = decided(load, OWN + before, OWN + after)
    listed = root.get("waivers")
    assert len(listed.items if isinstance(listed, ListNode) else ()) == kept
    assert len([one for one in proposals if one.startswith("waivers (")]) == proposed


def test_other_settings_stay_as_they_were(load: Load) -> None:
    head = OWN + "title: ours\nmax_waiver: 90 d\n"
    root, proposals = decided(load, OWN + "max_waiver: 30 d\n", head)
    found = root.get("max_waiver")
    assert isinstance(found, ScalarNode)
    assert (found.text, root.get("title")) == ("30 d", None)
    assert [one.partition(" (")[0] for one in proposals] == ["max_waiver", "title"]
    root, proposals = decided(load, OWN + "max_waiver: 30 d\n", OWN)
    assert [one.partition(" (")[0] for one in proposals] == ["max_waiver"]


def test_evidence_that_is_no_map_stays() -> None:
    place = Position("gates.yaml", 1, 1)

    def root(evidence: Node) -> MapNode:
        return MapNode(((ScalarNode("evidence", "evidence", place), evidence),), place)

    found = in_force(root(ScalarNode("x", "x", place)), root(MapNode((), place)), BOUNDS)
    assert same(found.root.get("evidence"), ScalarNode("x", "x", place))

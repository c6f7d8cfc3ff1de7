"""One policy over another: what is inherited, what may change, what loosens."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cdgate.errors import PolicyError
from cdgate.model.policy import Effect
from cdgate.policy import Effective
from cdgate.policy.written import origins

Load = Callable[..., Effective]
Complaints = Callable[..., list[str]]

PARENT = """\
version: 1
title: parent
max_waiver: 90 d
require_plugins: [cdgate-one]
evidence:
  tests: {usual_paths: [a.xml, b.xml], kind: tests, labels: {suite: unit}, min_files: 2}
  extra: {path: c.xml, optional: true}
stages:
  build:
    exit:
      present: {kind: present, evidence: tests}
  testing:
    exit:
      coverage: {metric: coverage.line, at_least: 75 %, target: 86 %, title: Coverage}
      failures: {metric: tests.failed, at_most: 3, effect: warn, warn_until: 2026-12-31, level: 3}
      guarded: {metric: tests.failed, at_most: 0, unless: {metric: tests.total, below: 3}}
      final: {metric: tests.errors, at_most: 0, final: true}
      open: {metric: tests.skipped, at_most: 0, overridable: true}
      wish: {metric: coverage.line, target: 50 %}
      scoped: {metric: findings.count, at_most: 0, where: {level: error}, mode: assess}
waivers:
  - {criterion: testing.exit.failures, reason: r, approved_by: me, expires: 2026-12-01}
"""


def _child(body: str) -> str:
    return f"version: 1\nextends: [shelf:parent]\n{body}"


def _criterion(name: str, settings: str) -> str:
    return _child(f"stages: {{testing: {{exit: {{{name}: {settings}}}}}}}\n")


def test_child_without_changes_is_the_parent(load: Load) -> None:
    policy = load(_child("title: child\n"), parent=PARENT).policy

    assert policy.title == "child"
    assert [gate.name for gate in policy.gates] == ["build.exit", "testing.exit"]
    assert (policy.max_waiver_days, len(policy.waivers), policy.require_plugins) == (90, 1, ("cdgate-one",))
    assert [(one.source, one.resolved) for one in policy.sources] == [("shelf:parent", "parent now")]


def test_child_adds_gates_criteria_roles_and_waivers(load: Load) -> None:
    child = _child(
        "require_plugins: [cdgate-one, cdgate-two]\n"
        "evidence: {tests: {path: mine.xml}, new: {path: d.xml}}\n"
        "stages:\n"
        "  testing: {entry: {c: {metric: tests.total, at_least: 1}}, exit: {d: {metric: tests.total, at_least: 2}}}\n"
        "  release: {exit: {e: {metric: tests.total, at_least: 3}}}\n"
        "waivers: [{criterion: testing.exit.d, reason: r, approved_by: me, expires: 2026-12-01}]\n"
    )
    policy = load(child, parent=PARENT).policy

    assert [gate.name for gate in policy.gates] == ["build.exit", "testing.entry", "testing.exit", "release.exit"]
    assert policy.gates[2].criteria[-1].id == "testing.exit.d"
    assert [waiver.criterion for waiver in policy.waivers] == ["testing.exit.failures", "testing.exit.d"]
    assert policy.require_plugins == ("cdgate-one", "cdgate-two")
    tests = policy.role("tests")
    assert tests is not None
    assert (tests.paths, tests.kind, tests.labels, tests.default_globs) == (
        ("mine.xml",),
        "tests",
        {"suite": "unit"},
        False,
    )
    assert [role.name for role in policy.roles] == ["tests", "extra", "new"]


def test_every_value_knows_who_set_it(load: Load) -> None:
    root = load(_criterion("coverage", "{at_least: 80 %}"), parent=PARENT).root
    places = {path: str(node.position) for path, node in origins(root)}

    assert places["stages.testing.exit.coverage.at_least"] == "gates.yaml:3:48"
    assert places["stages.testing.exit.coverage.target"].startswith("shelf:parent:14:")
    assert places["evidence.tests.usual_paths[1]"].startswith("shelf:parent:6:")


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("coverage", "{at_least: 75 %}"),
        ("coverage", "{at_least: 80 %, target: 90 %}"),
        ("coverage", "{at_least: 75.5 %, above: 75 %}"),
        ("coverage", "{title: Other words, help: More, source: mine, ref: X-1}"),
        ("coverage", "{final: true}"),
        ("wish", "{target: 60 %}"),
        ("failures", "{at_most: 0}"),
        ("failures", "{effect: block}"),
        ("failures", "{effect: null}"),
        ("failures", "{warn_until: 2026-12-01}"),
        ("failures", "{warn_until: null}"),
        ("failures", "{target: 1}"),
        ("guarded", "{unless: null}"),
        ("final", "{at_most: 0}"),
        ("open", "{at_most: 100, effect: warn, unless: {metric: tests.total, below: 8}}"),
        ("open", "null"),
        ("open", "{overridable: null}"),
        ("scoped", "{mode: assess, effect: block}"),
        ("guarded", "{kind: threshold, mode: change, overridable: false}"),
    ],
)
def test_tightening_is_allowed(load: Load, name: str, settings: str) -> None:
    assert load(_criterion(name, settings), parent=PARENT).policy.gates


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("coverage", "{at_least: 74.9 %}"),
        ("coverage", "{at_least: null, above: 10 %}"),
        ("coverage", "{target: 80 %}"),
        ("coverage", "{target: null}"),
        ("coverage", "{effect: warn}"),
        ("coverage", "{metric: coverage.branch}"),
        ("coverage", "{evidence: extra}"),
        ("coverage", "{scope: {path: src/core/**}}"),
        ("coverage", "{per: file}"),
        ("coverage", "{mode: assess}"),
        ("coverage", "{warn_until: 2027-01-01}"),
        ("coverage", "{unless: {metric: tests.total, below: 3}}"),
        ("coverage", "{only_if: {metric: tests.total, above: 3}}"),
        ("coverage", "{overridable: true}"),
        ("coverage", "{level: 2}"),
        ("coverage", "null"),
        ("wish", "{target: 40 %}"),
        ("failures", "{at_most: 4}"),
        ("failures", "{level: 2}"),
        ("failures", "{warn_until: 2027-01-01}"),
        ("guarded", "{unless: {metric: tests.total, below: 8}}"),
        ("guarded", "{unless: {metric: tests.executed}}"),
        ("final", "{title: Mine}"),
        ("final", "{final: false}"),
        ("final", "null"),
        ("scoped", "{where: {tool: semgrep}}"),
        ("scoped", "{where: null}"),
        ("scoped", "{mode: change}"),
    ],
)
def test_loosening_is_refused_with_both_places(load: Load, name: str, settings: str) -> None:
    with pytest.raises(PolicyError) as caught:
        load(_criterion(name, settings), parent=PARENT)

    assert caught.value.slug == "policy-loosened"
    assert caught.value.place.startswith("gates.yaml:3:")
    assert "it was set at shelf:parent:" in str(caught.value.message)


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("max_waiver: 91 d\n", ["3:13"]),
        ("evidence: {tests: {optional: true}}\n", ["3:30"]),
        ("evidence: {tests: {min_files: 1}}\n", ["3:31"]),
        ("evidence: {tests: {min_files: null}}\n", ["3:31"]),
        ("evidence: {tests: {kind: findings}}\n", ["3:26"]),
        ("evidence: {tests: null}\n", ["3:19"]),
        ("stages: {build: null}\n", ["3:17"]),
        ("stages: {build: {exit: null}}\n", ["3:24"]),
        ("stages: {build: {exit: {present: null}}}\n", ["3:34"]),
        (
            "waivers: [{criterion: testing.exit.final, reason: r, approved_by: me, expires: 2026-12-01}]\n",
            ["3:23"],
        ),
    ],
)
def test_loosening_outside_a_criterion_is_refused(complaints: Complaints, body: str, places: list[str]) -> None:
    found = [said for said in complaints(_child(body), parent=PARENT) if said.endswith("policy-loosened")]

    assert found == [f"{place} policy-loosened" for place in places]


@pytest.mark.parametrize(
    "body",
    [
        "max_waiver: 89 d\n",
        "evidence: {extra: null}\n",
        "evidence: {extra: {path: d.xml, kind: tests, optional: false}}\n",
        "evidence: {tests: {path: [x.xml, y.xml], min_files: 3, optional: false, format: junit, run: make}}\n",
    ],
)
def test_tightening_outside_a_criterion_is_allowed(load: Load, body: str) -> None:
    assert load(_child(body), parent=PARENT).policy.gates


def test_lowered_effect_is_warned_about_by_name(load: Load) -> None:
    with pytest.raises(PolicyError, match=r"testing\.exit\.coverage: at_least: '70 %' is looser than '75 %'"):
        load(_criterion("coverage", "{at_least: 70 %}"), parent=PARENT)


def test_child_of_a_child_is_held_against_both(complaints: Complaints) -> None:
    middle = "version: 1\nextends: [shelf:parent]\nstages: {testing: {exit: {coverage: {at_least: 80 %}}}}\n"
    child = "version: 1\nextends: [shelf:middle]\nstages: {testing: {exit: {coverage: {at_least: 78 %}}}}\n"

    assert complaints(child, parent=PARENT, middle=middle) == ["3:48 policy-loosened"]


def test_parent_that_both_parents_share_counts_once(load: Load) -> None:
    one = "version: 1\nextends: [shelf:parent]\nstages: {testing: {exit: {coverage: {at_least: 80 %}}}}\n"
    two = "version: 1\nextends: [shelf:parent]\nstages: {testing: {exit: {failures: {at_most: 0}}}}\n"
    policy = load("version: 1\nextends: [shelf:one, shelf:two]\n", parent=PARENT, one=one, two=two).policy

    assert [source.source for source in policy.sources] == ["shelf:parent", "shelf:one", "shelf:two"]
    assert policy.gates[1].criteria[1].effect is Effect.WARN


def test_second_parent_may_not_loosen_the_first(complaints: Complaints) -> None:
    loose = PARENT.replace("75 %", "60 %")

    found = complaints("version: 1\nextends: [shelf:parent, shelf:loose]\n", parent=PARENT, loose=loose)

    assert [said.partition(" ")[2] for said in found] == ["policy-loosened"]
    assert found[0].startswith("shelf:loose:14:")


def test_fault_in_a_parent_is_told_in_its_file(complaints: Complaints) -> None:
    found = complaints(_child("titel: x\n"), parent=PARENT.replace("title: parent", "titel: parent"))

    assert found == ["3:1 unknown-key", "shelf:parent:2:1 unknown-key"]


@pytest.mark.parametrize("key", ["coverag", "coverage: {tilte"])
def test_nothing_to_remove_is_told(complaints: Complaints, key: str) -> None:
    closing = "}" if "{" in key else ""

    found = complaints(_child(f"stages: {{testing: {{exit: {{{key}: null{closing}}}}}}}\n"), parent=PARENT)

    assert [said.partition(" ")[2] for said in found] == ["nothing-to-remove"]


def test_number_in_another_unit_is_not_known_to_be_tighter(complaints: Complaints) -> None:
    found = complaints(_criterion("failures", "{at_most: 1 %}"), parent=PARENT)

    assert sorted(said.partition(" ")[2] for said in found) == ["limit-unit", "policy-loosened"]


def test_changed_kind_is_refused(complaints: Complaints) -> None:
    found = complaints(_criterion("scoped", "{kind: present}"), parent=PARENT)

    assert found[0] == "3:42 policy-loosened"

"""The profiles that ship with cdgate, held against the catalogue they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdgate.builtin.criteria import cdgate_criteria
from cdgate.builtin.metrics import cdgate_metrics
from cdgate.builtin.profiles import cdgate_policy_sources
from cdgate.builtin.profiles.packaged import PackagedSource, profile_names
from cdgate.errors import PolicyError
from cdgate.model.policy import Criterion, Effect, Mode, Policy
from cdgate.policy import LockMode, load_policy

FEEDABLE = {
    *("TST-01", "TST-02", "TST-07", "TST-08", "TST-10", "TST-11"),
    *("COD-03", "COD-05", "SEC-01", "SEC-02", "SEC-04", "ENV-03", "DEP-01", "DEP-11", "DEP-13"),
}
WORDS = ("standard text", "published case", "outside model", "proposed here")


def _profile(name: str) -> Policy:
    return load_policy(
        f"version: 1\nextends: [builtin:{name}]\n".encode(),
        file="gates.yaml",
        base=Path(),
        kinds={kind.name: kind for kind in cdgate_criteria()},
        metrics={metric.name: metric for metric in cdgate_metrics()},
        sources={source.scheme: source for source in cdgate_policy_sources()},
        lock=LockMode.IGNORED,
    )


def _criteria(policy: Policy) -> dict[str, Criterion]:
    return {criterion.id: criterion for gate in policy.gates for criterion in gate.criteria}


@pytest.mark.parametrize("name", profile_names())
def test_every_criterion_is_explained(name: str) -> None:
    for criterion in _criteria(_profile(name)).values():
        assert criterion.title, criterion.id
        assert criterion.help.endswith((".", "first.")), criterion.id
        assert criterion.level == "3", criterion.id
        assert any(word in criterion.source for word in WORDS), criterion.id


@pytest.mark.parametrize("name", profile_names())
def test_every_measured_criterion_names_its_roles(name: str) -> None:
    policy = _profile(name)
    for criterion in _criteria(policy).values():
        for need in criterion.rule.needs:
            roles = getattr(need, "roles", None) or (need.role,)
            assert all(policy.role(role) for role in roles), criterion.id


def test_level_3_holds_what_can_be_fed() -> None:
    assert {criterion.ref for criterion in _criteria(_profile("cd-l3")).values()} >= FEEDABLE


def test_stages_stand_in_the_order_of_the_flow() -> None:
    stages = dict.fromkeys(gate.name.partition(".")[0] for gate in _profile("cd-l3").gates)

    assert list(stages) == [
        *("requirements", "coding", "build", "testing", "environment", "security", "deployment", "operation")
    ]


def test_roles_of_profiles_use_the_usual_places_and_are_required() -> None:
    for role in _profile("cd-l3").roles:
        assert role.default_globs, role.name
        assert role.kind, role.name
        assert not role.optional, role.name


@pytest.mark.parametrize(
    ("name", "effect", "mode"),
    [
        ("testing.exit.line-coverage", Effect.BLOCK, Mode.CHANGE),
        ("testing.exit.flaky-tests", Effect.WARN, Mode.ASSESS),
        ("coding.exit.no-serious-findings", Effect.BLOCK, Mode.CHANGE),
        ("coding.exit.no-findings", Effect.WARN, Mode.ASSESS),
        ("environment.exit.configuration-apart", Effect.WARN, Mode.CHANGE),
        ("deployment.exit.smoke-tests-pass", Effect.WARN, Mode.CHANGE),
    ],
)
def test_effects_and_modes_are_those_of_the_catalogue(name: str, effect: Effect, mode: Mode) -> None:
    criterion = _criteria(_profile("cd-l3"))[name]

    assert (criterion.effect, criterion.mode) == (effect, mode)


def test_case_profile_blocks_at_the_published_figures() -> None:
    level, case = _criteria(_profile("cd-l3")), _criteria(_profile("cd-l3-case"))

    assert str(level["testing.exit.line-coverage"].rule.bounds[0]) == "≥ 75 %"
    assert str(case["testing.exit.line-coverage"].rule.bounds[0]) == "≥ 86 %"
    assert case["coding.exit.no-findings"].effect is Effect.BLOCK


def test_declarations_never_block_a_change() -> None:
    declared = [one for one in _criteria(_profile("cd-l3")).values() if one.kind == "attested"]

    assert declared
    assert {one.mode for one in declared} == {Mode.ASSESS}


def test_unknown_profile_lists_the_known_ones() -> None:
    with pytest.raises(PolicyError) as caught:
        PackagedSource().fetch("../cd-l3", base=Path(), pinned=None)

    assert caught.value.slug == "unknown-profile"
    assert "cd-l3, cd-l3-case" in str(caught.value.hint)

from __future__ import annotations

from pathlib import Path

import pytest

from cdgate.errors import CdgateError
from cdgate.model.policy import Role
from cdgate.policy import load_policy
from cdgate.registry import load_registry

REGISTRY = load_registry("none")
GATES = "stages: {s: {exit: {c: {metric: findings.count, at_most: 0}}}}\n"


def role(written: str) -> Role:
    policy = load_policy(
        f"version: 1\nevidence: {{r: {written}}}\n{GATES}".encode(),
        file="gates.yaml",
        base=Path(),
        kinds=REGISTRY.criteria,
        metrics=REGISTRY.metrics,
        sources=REGISTRY.sources,
    )
    return policy.roles[0]


@pytest.mark.parametrize(
    ("written", "base", "kind"),
    [
        pytest.param("{git: {base: origin/main}}", "origin/main", "change", id="base"),
        pytest.param("{git: {}}", "auto", "change", id="any-base"),
        pytest.param("{git: {}, path: a.diff}", "", "change", id="a-file-wins"),
        pytest.param("{path: a.diff}", "", "", id="no-git"),
    ],
)
def test_git_role_asks_for_the_change(written: str, base: str, kind: str) -> None:
    assert (role(written).git_base, role(written).kind) == (base, kind)


def test_excluded_patterns_are_kept() -> None:
    assert role("{path: a.xml, exclude: [gen/**, b.py]}").exclude == ("gen/**", "b.py")
    assert role("{path: a.xml, exclude: gen/**}").exclude == ("gen/**",)


@pytest.mark.parametrize(
    ("written", "slug", "words"),
    [
        pytest.param("{git: {bse: x}}", "unknown-key", "base", id="unknown-key"),
        pytest.param("{git: origin/main}", "wrong-value", "git", id="not-a-map"),
        pytest.param("{git: {base: 7}}", "wrong-value", "base", id="not-a-text"),
        pytest.param("{kind: tests}", "missing-key", "path", id="no-path"),
        pytest.param("{path: a.xml, exclude: 'a\\b'}", "bad-pattern", "r", id="bad-exclude"),
    ],
)
def test_wrong_role_is_told(written: str, slug: str, words: str) -> None:
    with pytest.raises(CdgateError) as caught:
        role(written)
    assert slug in {error.slug for error in caught.value.members}
    assert words in str(caught.value)

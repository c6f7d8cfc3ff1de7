from __future__ import annotations

import pytest

from cdgate.cli.target import asks_for_target
from cdgate.parsing.yaml import compose


@pytest.mark.parametrize(
    ("policy", "asks"),
    [
        ("policy: {from: target-branch}\n", True),
        ("policy: {}\n", False),
        ("policy: x\n", False),
        ("", False),
    ],
)
def test_policy_asks_for_that_of_the_target_branch(policy: str, *, asks: bool) -> None:
    assert asks_for_target(compose(f"version: 1\n{policy}".encode(), "gates.yaml")) is asks
    assert not asks_for_target(compose(b"- a\n", "gates.yaml"))

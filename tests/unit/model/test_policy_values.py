from __future__ import annotations

from decimal import Decimal

import pytest

from cdgate.model.node import ListNode, MapNode, Position, ScalarNode
from cdgate.model.policy import Policy, Role

WHERE = Position("gates.yaml", 3, 5)


def scalar(value: str | int | Decimal) -> ScalarNode:
    return ScalarNode(str(value), value, WHERE)


TREE = MapNode(
    ((scalar("a"), scalar(1)), (scalar("b"), ListNode((scalar(2),), WHERE)), (scalar("c"), scalar(3))), WHERE
)


def test_mapping_gives_values_and_keys_in_the_order_written() -> None:
    assert TREE.names() == ("a", "b", "c")
    assert [name for name, _ in TREE] == ["a", "b", "c"]
    assert TREE.get("c") == scalar(3)
    assert TREE.key("b") == scalar("b")


def test_absent_key_is_none() -> None:
    assert TREE.get("z") is None
    assert TREE.key("z") is None


@pytest.mark.parametrize(("keys", "left"), [((), ("a", "b", "c")), (("a", "z"), ("b", "c")), (("a", "b", "c"), ())])
def test_mapping_without_keys_keeps_the_others_and_its_place(keys: tuple[str, ...], left: tuple[str, ...]) -> None:
    rest = TREE.without(*keys)
    assert rest.names() == left
    assert rest.position == WHERE


def test_position_reads_as_editors_jump_to() -> None:
    assert str(WHERE) == "gates.yaml:3:5"


def test_role_is_found_by_name() -> None:
    role = Role("scan", ("*.sarif",), WHERE)
    policy = Policy("", (Role("unit", (), WHERE), role), (), "00")
    assert policy.role("scan") is role
    assert policy.role("other") is None

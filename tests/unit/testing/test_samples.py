"""The builders that tests of plugins use."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cdgate.model.node import ListNode, MapNode, ScalarNode
from cdgate.testing.samples import SampleVocabulary, nodes


def test_plain_data_become_nodes_with_distinct_lines() -> None:
    whole = nodes({"a": 1, "b": {"c": [True, None, Decimal("1.5")]}, "d": "x"})
    last = whole.get("d")
    nested = whole.get("b")
    assert isinstance(last, ScalarNode)
    assert isinstance(nested, MapNode)
    assert str(last.position) == "gates.yaml:4:4"
    items = nested.get("c")
    assert isinstance(items, ListNode)
    assert [item.text for item in items.items if isinstance(item, ScalarNode)] == ["true", "null", "1.5"]


def test_data_that_no_policy_can_hold_are_refused() -> None:
    with pytest.raises(TypeError, match="a policy cannot hold"):
        nodes({"a": 1.5})


def test_vocabulary_without_parse_says_so() -> None:
    with pytest.raises(AssertionError, match="no parse function"):
        SampleVocabulary().rule(nodes({}))


def test_vocabulary_parses_nested_criteria_with_itself() -> None:
    vocabulary = SampleVocabulary(parse=lambda settings, known: (settings, known))
    nested: object = vocabulary.rule(nodes({}))
    assert nested == (nodes({}), vocabulary)

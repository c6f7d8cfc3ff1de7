"""Kinds of plugins that do not keep to their contract."""

from __future__ import annotations

import pytest

from cdgate.errors import CdgateError, ExitCode, UsageError
from cdgate.extension import Field, Rule, Vocabulary
from cdgate.message import text
from cdgate.model.node import MapNode
from cdgate.policy.dispatch import Words, parse_rule
from cdgate.testing.samples import nodes


class Stumbling:
    """A kind whose parsing raises what it was given."""

    name = "stumbling"
    title = "stumbles"
    fields: tuple[Field, ...] = ()

    def __init__(self, problem: Exception) -> None:
        self.problem = problem

    def parse(self, settings: MapNode, vocabulary: Vocabulary) -> Rule:
        del settings, vocabulary
        raise self.problem


@pytest.mark.parametrize(
    ("problem", "code", "place"),
    [
        (UsageError("bad-number", text("no number")), ExitCode.POLICY, "gates.yaml:1"),
        (ValueError("oops"), ExitCode.PLUGIN, "stumbling"),
    ],
)
def test_kind_that_stumbles_is_told_with_its_place(problem: Exception, code: ExitCode, place: str) -> None:
    words = Words({"stumbling": Stumbling(problem)}, {}, {}, ())

    with pytest.raises(CdgateError) as caught:
        parse_rule(nodes({"kind": "stumbling"}), words)

    assert caught.value.exit_code is code
    assert caught.value.members[0].place.startswith(place)

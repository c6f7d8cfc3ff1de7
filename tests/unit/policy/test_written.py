"""Nodes written as a policy again: what is read back is the same."""

from __future__ import annotations

import pytest

from cdgate.model.node import MapNode
from cdgate.parsing.yaml import compose
from cdgate.policy.plain import digest, plain
from cdgate.policy.written import origins, written


def _node(policy: str) -> MapNode:
    node = compose(policy.encode(), "gates.yaml")
    assert isinstance(node, MapNode)
    return node


@pytest.mark.parametrize(
    "policy",
    [
        "a: 1\nb: 1.50\nc: true\nd:\ne: null\n",
        "a: '1'\nb: '1.50'\nc: 'true'\nd: ''\ne: 'null'\nf: ' x '\ng: 'x '\n",
        'a: "- x"\nb: "x: y"\nc: "x # y"\nd: "*x"\ne: "[x]"\nf: "a\\nb"\ng: "ü 中"\nh: "say \\"x\\""\n',
        "limit: 80 %\ntime: 10 min\nday: 2027-01-31\nversion: 3.2.0\nless: '>= high'\n",
        "a: {b: {c: [1, two, {d: e, f: [g]}, [h, [i]], {}, []]}, j: {}, k: []}\n",
        "'a b': x\n'c: d': y\n'1': z\n'true': w\n",
    ],
)
def test_what_is_written_reads_back_the_same(policy: str) -> None:
    node = _node(policy)

    again = "".join(f"{line}\n" for line, _ in written(node))

    assert plain(_node(again)) == plain(node)
    assert digest(_node(again)) == digest(node)


def test_lines_know_where_their_value_was_set() -> None:
    lines = dict(written(_node("a: {b: 1}\nc:\n  - x\n  - d: 2\n  - []\ne: {}\n")))

    assert {line: str(place) if place else "" for line, place in lines.items()} == {
        "a:": "",
        "  b: 1": "gates.yaml:1:8",
        "c:": "",
        "  - x": "gates.yaml:3:5",
        "  - d: 2": "gates.yaml:4:8",
        "  - []": "gates.yaml:5:5",
        "e: {}": "gates.yaml:6:4",
    }


def test_origins_name_every_value_by_its_path() -> None:
    assert [path for path, _ in origins(_node("a: {b: [x, {c: y}]}\nd: z\n"))] == ["a.b[0]", "a.b[1].c", "d"]

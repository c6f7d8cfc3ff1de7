from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from cdgate.builtin.criteria import cdgate_criteria
from cdgate.builtin.criteria.guarded import Guarded
from cdgate.builtin.metrics import cdgate_metrics
from cdgate.errors import CdgateError
from cdgate.message import text
from cdgate.model.measurement import Measurement, MetricRequest, Missing, Reading
from cdgate.model.quantity import Count, Ratio
from cdgate.model.verdict import Judgement, State
from cdgate.policy.dispatch import Words
from cdgate.testing.contracts.criterion import CriterionKindContract
from cdgate.testing.samples import nodes, readings

WORDS = Words(
    {kind.name: kind for kind in cdgate_criteria()}, {metric.name: metric for metric in cdgate_metrics()}, {}, ()
)
INNER = {"metric": "coverage.line", "at_least": "80 %"}
SMALL = {"metric": "tests.total", "below": 8}


def judged(settings: Mapping[str, Any], part: int, total: int | None) -> Judgement:
    rule = Guarded().parse(nodes(settings), WORDS)
    count = Missing(text("no tests")) if total is None else Measurement(Count(total))
    return rule.judge(
        readings(
            {
                MetricRequest("coverage.line"): (Reading("", Measurement(Ratio(part, 10))),),
                MetricRequest("tests.total"): (Reading("", count),),
            }
        )
    )


class TestContract(CriterionKindContract):
    kind = Guarded()
    vocabulary = WORDS
    right = (
        {**INNER, "unless": SMALL},
        {**INNER, "only_if": SMALL},
        {**INNER, "unless": SMALL, "only_if": SMALL},
        {"kind": "threshold", **INNER, "unless": {"not": SMALL}},
    )
    wrong = (INNER, {"unless": SMALL}, {**INNER, "unless": 8}, {**INNER, "unless": {**SMALL, "below": "8 %"}})


@pytest.mark.parametrize(
    ("key", "total", "part", "state"),
    [
        ("unless", 7, 5, "MET"),
        ("unless", 8, 5, "UNMET"),
        ("unless", 8, 9, "MET"),
        ("unless", None, 5, "UNMET"),
        ("unless", None, 9, "MET"),
        ("only_if", 7, 5, "UNMET"),
        ("only_if", 8, 5, "MET"),
        ("only_if", None, 5, "UNMET"),
    ],
)
def test_guard_exempts_only_where_it_is_known(key: str, total: int | None, part: int, state: str) -> None:
    assert judged({**INNER, key: SMALL}, part, total).state is State[state]


def test_exemption_shows_both_numbers() -> None:
    judgement = judged({**INNER, "unless": SMALL}, 5, 7)
    assert (
        str(judgement.message)
        == "exempt: tests.total 7, wanted < 8; else judged by: 50 % (5 of 10 lines), wanted ≥ 80 %"
    )
    assert (judgement.observed, judgement.shown, judgement.limit) == (Ratio(5, 10), "50 %", "≥ 80 %")
    assert judgement.annotations == ()


def test_unknown_guard_is_told() -> None:
    message = str(judged({**INNER, "unless": SMALL}, 5, None).message)
    assert message == "50 % (5 of 10 lines), wanted ≥ 80 %; no exemption: no tests"


@pytest.mark.parametrize(("total", "state"), [(7, "MET"), (8, "MET"), (9, "UNMET")])
def test_two_guards_exempt_each_for_itself(total: int, state: str) -> None:
    settings = {**INNER, "unless": SMALL, "only_if": {"metric": "tests.total", "above": 8}}
    assert judged(settings, 5, total).state is State[state]


def test_needs_are_those_of_both() -> None:
    rule = Guarded().parse(nodes({**INNER, "unless": SMALL}), WORDS)
    assert rule.needs == {MetricRequest("coverage.line"), MetricRequest("tests.total")}


def test_all_that_is_wrong_is_told_at_once() -> None:
    wrong = {"metric": "coverage.line", "at_least": 80, "unless": {"metric": "tests.total", "below": "8 %"}}
    with pytest.raises(CdgateError) as caught:
        Guarded().parse(nodes(wrong), WORDS)
    assert [one.slug for one in caught.value.members] == ["limit-unit", "limit-unit"]


def test_guard_is_asked_for_where_it_is_missing() -> None:
    with pytest.raises(CdgateError) as caught:
        Guarded().parse(nodes(INNER), WORDS)
    assert caught.value.slug == "missing-key"

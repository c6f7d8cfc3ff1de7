from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from cdgate.builtin.criteria import cdgate_criteria
from cdgate.builtin.criteria.combining import every, joined, negated, some
from cdgate.builtin.criteria.logic import AllOf, AllRule, AnyOf, AnyRule, Not, NotRule
from cdgate.builtin.metrics import cdgate_metrics
from cdgate.errors import CdgateError
from cdgate.message import text
from cdgate.model.measurement import EvidenceRequest, MetricRequest, Readings
from cdgate.model.quantity import Count
from cdgate.model.verdict import Annotation, Judgement, State
from cdgate.policy.dispatch import Words
from cdgate.testing.contracts.criterion import CriterionKindContract
from cdgate.testing.samples import nodes, readings

MET, UNMET, UNKNOWN = State.MET, State.UNMET, State.UNKNOWN
WORDS = Words(
    {kind.name: kind for kind in cdgate_criteria()}, {metric.name: metric for metric in cdgate_metrics()}, {}, ()
)
RIGHT = {"metric": "tests.failed", "at_most": 0}
WRONG = {"metric": "tests.failed", "at_most": "1 %"}


class Fixed:
    """A rule that always judges the same."""

    def __init__(self, judgement: Judgement) -> None:
        self._judgement = judgement
        self.needs: frozenset[MetricRequest | EvidenceRequest] = frozenset({EvidenceRequest(str(judgement.message))})

    def judge(self, readings: Readings) -> Judgement:
        assert readings.evidence is not None
        return self._judgement


def fixed(state: State, name: str = "one", *, missed: bool = False, count: int = 1) -> Fixed:
    annotations = () if state is MET and not missed else (Annotation(text("here"), "error"),) * count
    return Fixed(
        Judgement(
            state,
            text("{name} is {state}", name=name, state=state.value),
            observed=Count(1),
            shown="1",
            target_missed=missed,
            annotations=annotations,
            annotation_count=len(annotations),
            suggestion=text("mend {name}", name=name) if annotations else None,
        )
    )


NOTHING = readings({})


@pytest.mark.parametrize(
    ("one", "other", "both", "either"),
    [
        (MET, MET, MET, MET),
        (MET, UNMET, UNMET, MET),
        (MET, UNKNOWN, UNKNOWN, MET),
        (UNMET, UNMET, UNMET, UNMET),
        (UNMET, UNKNOWN, UNMET, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_states_combine_by_kleene(one: State, other: State, both: State, either: State) -> None:
    for pair in ((one, other), (other, one)):
        assert every(pair) is both
        assert some(pair) is either
        assert AllRule(tuple(fixed(state) for state in pair)).judge(NOTHING).state is both
        assert AnyRule(tuple(fixed(state) for state in pair)).judge(NOTHING).state is either


@pytest.mark.parametrize(("state", "opposite"), [(MET, UNMET), (UNMET, MET), (UNKNOWN, UNKNOWN)])
def test_negation_keeps_unknown(state: State, opposite: State) -> None:
    assert negated(state) is opposite
    judgement = NotRule(fixed(state)).judge(NOTHING)
    assert judgement.state is opposite
    assert str(judgement.message) == f"not wanted: one is {state.value}"
    assert (judgement.observed, judgement.shown, judgement.annotations) == (Count(1), "1", ())


@pytest.mark.parametrize(
    ("rule", "message", "suggestion", "annotations"),
    [
        (AllRule((fixed(MET, "a"), fixed(MET, "b"))), "a is MET; b is MET", None, 0),
        (AllRule((fixed(MET, "a"), fixed(UNMET, "b"))), "b is UNMET", "mend b", 1),
        (
            AllRule((fixed(UNKNOWN, "a"), fixed(UNMET, "b"))),
            "a is UNKNOWN; b is UNMET",
            "mend a; mend b",
            2,
        ),
        (AllRule((fixed(MET, "a", missed=True), fixed(MET, "b"))), "a is MET", "mend a", 1),
        (AnyRule((fixed(MET, "a"), fixed(UNMET, "b"))), "a is MET", None, 0),
        (AnyRule((fixed(UNMET, "a"), fixed(UNMET, "b"))), "a is UNMET; b is UNMET", "mend a; mend b", 2),
        (AnyRule((fixed(MET, "a", missed=True), fixed(UNMET, "b"))), "a is MET", "mend a", 1),
    ],
)
def test_words_are_those_that_matter(
    rule: AllRule | AnyRule, message: str, suggestion: str | None, annotations: int
) -> None:
    judgement = rule.judge(NOTHING)
    assert str(judgement.message) == message
    assert judgement.suggestion is None if suggestion is None else str(judgement.suggestion) == suggestion
    assert judgement.annotation_count == len(judgement.annotations) == annotations


@pytest.mark.parametrize(
    ("rule", "missed"),
    [
        (AllRule((fixed(MET, missed=True), fixed(MET))), True),
        (AllRule((fixed(MET, missed=True), fixed(UNMET))), False),
        (AllRule((fixed(MET),)), False),
        (AnyRule((fixed(MET, missed=True), fixed(MET))), False),
        (AnyRule((fixed(MET, missed=True), fixed(UNMET))), True),
        (AnyRule((fixed(UNMET),)), False),
        (NotRule(fixed(UNMET)), False),
    ],
)
def test_missed_target_warns_only_where_nothing_else_decides(
    rule: AllRule | AnyRule | NotRule, *, missed: bool
) -> None:
    assert rule.judge(NOTHING).target_missed is missed


def test_annotations_are_capped_and_all_counted() -> None:
    judgement = AllRule((fixed(UNMET, "a", count=150), fixed(UNMET, "b", count=150))).judge(NOTHING)
    assert len(judgement.annotations) == 200
    assert judgement.annotation_count == 300


def test_many_messages_are_told_only_so_far() -> None:
    told = str(joined(text("m{number}", number=number) for number in range(500)))
    assert told.startswith("m0; m1; ")
    assert told.endswith("m9; and 490 more")
    assert str(joined([text("m{number}", number=number) for number in range(10)])).endswith("m9")


@pytest.mark.parametrize("rule", [AllRule, AnyRule])
def test_needs_are_those_of_all_rules(rule: type[AllRule | AnyRule]) -> None:
    asked = rule((fixed(MET, "a"), fixed(MET, "b")))
    assert asked.needs == {EvidenceRequest("a is MET"), EvidenceRequest("b is MET")}
    assert NotRule(fixed(MET, "a")).needs == {EvidenceRequest("a is MET")}


class TestAllOf(CriterionKindContract):
    kind = AllOf()
    vocabulary = WORDS
    right = ({"all_of": [RIGHT]}, {"all_of": [RIGHT, {"any_of": [RIGHT, {"not": RIGHT}]}]})
    wrong = ({}, {"all_of": []}, {"all_of": RIGHT}, {"all_of": ["x"]}, {"all_of": [RIGHT, WRONG]})


class TestAnyOf(CriterionKindContract):
    kind = AnyOf()
    vocabulary = WORDS
    right = ({"any_of": [RIGHT, RIGHT]},)
    wrong = ({}, {"any_of": []}, {"any_of": [WRONG]})


class TestNot(CriterionKindContract):
    kind = Not()
    vocabulary = WORDS
    right = ({"not": RIGHT},)
    wrong = ({}, {"not": [RIGHT]}, {"not": WRONG})


@pytest.mark.parametrize(
    ("settings", "slugs"),
    [
        (
            {"all_of": [WRONG, {"metric": "no.such", "at_most": 0}, "x"]},
            ["limit-unit", "unknown-metric", "not-a-mapping"],
        ),
        ({"all_of": []}, ["empty-list"]),
        ({"all_of": "x"}, ["not-a-list"]),
        ({}, ["missing-key"]),
    ],
)
def test_all_that_is_wrong_is_told_at_once(settings: Mapping[str, Any], slugs: list[str]) -> None:
    with pytest.raises(CdgateError) as caught:
        AllOf().parse(nodes(settings), WORDS)
    assert [one.slug for one in caught.value.members] == slugs

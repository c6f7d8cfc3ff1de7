from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdgate.builtin.criteria.bounds import LOWER_BOUNDS, Bound, Comparison
from cdgate.builtin.criteria.logic import AllRule, AnyRule, NotRule
from cdgate.builtin.criteria.threshold import ThresholdRule
from cdgate.builtin.metrics import cdgate_metrics
from cdgate.extension import Better, Metric
from cdgate.model.evidence import (
    CoverageReport,
    EvidenceSet,
    FileCoverage,
    Finding,
    FindingReport,
    Item,
    Source,
    SuiteTotals,
    TestReport,
)
from cdgate.model.grade import Level
from cdgate.model.measurement import Measurement, MetricRequest, Reading, Scope
from cdgate.model.quantity import Count, Limit, Quantity, Ratio, parse_limit, readable
from cdgate.model.verdict import Judgement, State
from cdgate.testing.samples import readings

METRICS: dict[str, Metric] = {metric.name: metric for metric in cdgate_metrics()}
SOURCE = Source("evidence", "00", 1, "any")

COMPARISONS = st.sampled_from(Comparison)
SMALL = st.integers(0, 40)
PERCENT = st.decimals(min_value=0, max_value=100, places=4).map(lambda value: Limit(value, "%"))
COUNTS = SMALL.map(lambda value: Limit(Decimal(value), ""))


@st.composite
def ratios(draw: st.DrawFn, most: int = 10**12) -> Ratio:
    whole = draw(st.integers(1, most))
    return Ratio(draw(st.integers(0, whole)), whole)


@st.composite
def near_misses(draw: st.DrawFn) -> tuple[Ratio, Limit]:
    """A share within one step of the limit that it is held against."""
    limit = draw(PERCENT)
    whole = draw(st.integers(1, 10**9))
    part = int(limit.exact * whole) + draw(st.integers(-1, 1))
    return Ratio(min(max(part, 0), whole), whole), limit


def share_rule(*bounds: Bound, targets: tuple[Bound, ...] = ()) -> ThresholdRule:
    return ThresholdRule(MetricRequest("coverage.line"), "%", Better.HIGHER, bounds, targets)


def judged(rule: ThresholdRule, *quantities: Quantity) -> Judgement:
    answers = tuple(Reading(str(number), Measurement(quantity)) for number, quantity in enumerate(quantities))
    return rule.judge(readings({rule.request: answers}))


@pytest.mark.parametrize(
    ("part", "whole", "limit", "state"),
    [
        (799_999, 1_000_000, "80 %", "UNMET"),
        (800_000, 1_000_000, "80 %", "MET"),
        (19_999, 20_000, "100 %", "UNMET"),
        (20_000, 20_000, "100 %", "MET"),
        (1, 3, "33.333333333 %", "MET"),
        (1, 3, "33.333333334 %", "UNMET"),
        (2**62 - 1, 2**62, "100 %", "UNMET"),
    ],
)
def test_share_next_to_the_limit_is_judged_exactly(part: int, whole: int, limit: str, state: str) -> None:
    judgement = judged(share_rule(Bound(Comparison.AT_LEAST, parse_limit(limit))), Ratio(part, whole))
    assert judgement.state is State[state]


@given(near_misses(), COMPARISONS)
def test_judgement_agrees_with_fractions(pair: tuple[Ratio, Limit], comparison: Comparison) -> None:
    ratio, limit = pair
    value, edge = Fraction(ratio.part, ratio.whole), Fraction(limit.value) / 100
    expected = {
        Comparison.AT_LEAST: value >= edge,
        Comparison.AT_MOST: value <= edge,
        Comparison.EQUALS: value == edge,
        Comparison.BELOW: value < edge,
        Comparison.ABOVE: value > edge,
    }[comparison]
    state = judged(share_rule(Bound(comparison, limit)), ratio).state
    assert (state is State.MET) is expected


@given(near_misses())
def test_shown_value_never_reads_as_a_limit_that_it_is_not(pair: tuple[Ratio, Limit]) -> None:
    ratio, limit = pair
    shown = Fraction(Decimal(readable(ratio, unit="%", near=limit.exact).removesuffix(" %"))) / 100
    if ratio.exact == limit.exact:
        assert shown == limit.exact
    else:
        assert shown != limit.exact
        assert (shown < limit.exact) is (ratio.exact < limit.exact)


@given(ratios(most=1000), PERCENT, COMPARISONS)
def test_suggested_number_of_lines_is_enough_and_the_least(ratio: Ratio, limit: Limit, comparison: Comparison) -> None:
    rule = share_rule(Bound(comparison, limit))
    suggestion = judged(rule, ratio).suggestion
    if suggestion is None:
        return
    steps = suggestion.values.get("count", 1)
    assert isinstance(steps, int)
    assert judged(rule, Ratio(ratio.part + steps, ratio.whole)).state is State.MET
    assert judged(rule, Ratio(ratio.part + steps - 1, ratio.whole)).state is State.UNMET


@given(ratios(), PERCENT, PERCENT, st.sampled_from([one for one in Comparison if one is not Comparison.EQUALS]))
def test_tightening_never_helps(ratio: Ratio, one: Limit, other: Limit, comparison: Comparison) -> None:
    loose, tight = sorted((one, other), key=lambda limit: limit.exact, reverse=comparison not in LOWER_BOUNDS)
    if judged(share_rule(Bound(comparison, loose)), ratio).state is not State.MET:
        assert judged(share_rule(Bound(comparison, tight)), ratio).state is not State.MET


@given(st.lists(ratios(), min_size=1, max_size=5), PERCENT, PERCENT, COMPARISONS)
def test_another_limit_or_group_never_helps(
    values: list[Ratio], limit: Limit, more: Limit, comparison: Comparison
) -> None:
    bound = Bound(Comparison.AT_LEAST, limit)
    for quantities in (values, [*values, Ratio(1, 2)]):
        tighter = judged(share_rule(bound, Bound(comparison, more)), *quantities).state
        if judged(share_rule(bound), *values).state is not State.MET:
            assert tighter is not State.MET


def state_of(metric: str, evidence: EvidenceSet, comparison: Comparison, limit: Limit) -> State:
    known = METRICS[metric]
    rule = ThresholdRule(MetricRequest(metric), known.unit, known.better, (Bound(comparison, limit),))
    return rule.judge(readings({rule.request: (Reading("", known.measure(evidence, Scope())),)})).state


def covered(*files: FileCoverage) -> EvidenceSet:
    return EvidenceSet((Item("unit", CoverageReport(SOURCE, files)),))


LINES = st.integers(0, 2**30)


@given(LINES, LINES, st.integers(0, 30), PERCENT)
def test_uncovering_a_line_never_helps(coverable: int, covering: int, line: int, limit: Limit) -> None:
    before = covered(FileCoverage("a", coverable, coverable & covering))
    after = covered(FileCoverage("a", coverable, coverable & covering & ~(1 << line)))
    if state_of("coverage.line", before, Comparison.AT_LEAST, limit) is not State.MET:
        assert state_of("coverage.line", after, Comparison.AT_LEAST, limit) is not State.MET


@given(LINES, LINES, LINES)
def test_merging_is_commutative_and_idempotent(coverable: int, one: int, other: int) -> None:
    mine = FileCoverage("a", coverable, coverable & one, {1: (0, 2)})
    theirs = FileCoverage("a", coverable, coverable & other, {1: (1, 2), 2: (1, 1)})
    values = [
        METRICS["coverage.line"].measure(covered(*files), Scope())
        for files in ((mine, theirs), (theirs, mine), (mine, theirs, mine))
    ]
    assert values[0] == values[1] == values[2]


def ran(passed: int, failed: int, errored: int, skipped: int) -> EvidenceSet:
    totals = SuiteTotals("s", passed=passed, failed=failed, errored=errored, skipped=skipped)
    return EvidenceSet((Item("unit", TestReport(SOURCE, (totals,))),))


@given(st.tuples(SMALL, SMALL, SMALL, SMALL), COUNTS, PERCENT, st.sampled_from(["failed", "errored"]))
def test_breaking_a_passed_test_never_helps(
    counts: tuple[int, int, int, int], most: Limit, least: Limit, outcome: str
) -> None:
    passed, failed, errored, skipped = counts
    before = ran(passed + 1, failed, errored, skipped)
    after = ran(passed, failed + (outcome == "failed"), errored + (outcome == "errored"), skipped)
    for metric, comparison, limit in (
        ("tests.failed", Comparison.AT_MOST, most),
        ("tests.errors", Comparison.AT_MOST, most),
        ("tests.passed", Comparison.AT_LEAST, most),
        ("tests.pass_rate", Comparison.AT_LEAST, least),
    ):
        if state_of(metric, before, comparison, limit) is not State.MET:
            assert state_of(metric, after, comparison, limit) is not State.MET


@given(SMALL, COUNTS)
def test_another_finding_never_helps(count: int, most: Limit) -> None:
    findings = tuple(Finding("r", Level.ERROR, str(number)) for number in range(count + 1))
    before, after = (
        EvidenceSet((Item("scan", FindingReport(SOURCE, "t", found)),)) for found in (findings[:-1], findings)
    )
    if state_of("findings.count", before, Comparison.AT_MOST, most) is not State.MET:
        assert state_of("findings.count", after, Comparison.AT_MOST, most) is not State.MET


@given(st.lists(st.one_of(st.none(), ratios()), min_size=1, max_size=4), PERCENT)
def test_combinations_obey_de_morgan(values: list[Ratio | None], limit: Limit) -> None:
    rules = tuple(
        ThresholdRule(MetricRequest("m", roles=(str(n),)), "%", Better.HIGHER, (Bound(Comparison.AT_LEAST, limit),))
        for n in range(len(values))
    )
    seen = readings(
        {
            rule.request: () if value is None else (Reading("", Measurement(value)),)
            for rule, value in zip(rules, values, strict=True)
        }
    )
    none_of = NotRule(AnyRule(rules)).judge(seen).state
    all_not = AllRule(tuple(NotRule(rule) for rule in rules)).judge(seen).state
    assert none_of is all_not
    assert NotRule(NotRule(AllRule(rules))).judge(seen).state is AllRule(rules).judge(seen).state


@given(st.integers(-(10**15), 10**15))
def test_counts_read_as_they_are(value: int) -> None:
    assert readable(Count(value), unit="") == str(value)

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from cdgate.builtin.criteria.bounds import Bound, Comparison
from cdgate.builtin.criteria.threshold import ThresholdRule
from cdgate.builtin.criteria.threshold_kind import Threshold
from cdgate.builtin.metrics import cdgate_metrics
from cdgate.errors import CdgateError
from cdgate.extension import Better
from cdgate.model.measurement import Condition, MetricRequest, Scope
from cdgate.model.quantity import Limit
from cdgate.testing.contracts.criterion import CriterionKindContract
from cdgate.testing.samples import SampleVocabulary, nodes

VOCABULARY = SampleVocabulary(
    metrics={metric.name: metric for metric in cdgate_metrics()},
    roles={"unit-coverage": "coverage", "unit-tests": "tests", "scan": "findings", "other": ""},
)
COVERAGE = {"metric": "coverage.line", "at_least": "80 %"}
FINDINGS = {"metric": "findings.count", "at_most": 0}


def rule(settings: Mapping[str, Any]) -> ThresholdRule:
    parsed = Threshold().parse(nodes(settings), VOCABULARY)
    assert isinstance(parsed, ThresholdRule)
    return parsed


def complaints(settings: Mapping[str, Any]) -> tuple[CdgateError, ...]:
    with pytest.raises(CdgateError) as caught:
        rule(settings)
    return caught.value.members


def bound(comparison: Comparison, value: str, unit: str = "") -> Bound:
    return Bound(comparison, Limit(Decimal(value), unit))


class TestContract(CriterionKindContract):
    kind = Threshold()
    vocabulary = VOCABULARY
    right = (
        COVERAGE,
        {**COVERAGE, "target": "90 %", "per": "file"},
        {"metric": "coverage.line", "target": "90 %"},
        {**FINDINGS, "where": {"severity": ">= high"}},
        {"metric": "tests.duration", "below": "10 min"},
    )
    wrong = ({}, {"metric": "no.such", "at_most": 0}, {"metric": "coverage.line"}, {**COVERAGE, "at_least": 80})


def test_whole_threshold_is_parsed() -> None:
    assert rule(
        {
            **FINDINGS,
            "evidence": ["scan", "other", "scan"],
            "scope": {"path": ["src/**", "lib/**"], "label": {"b": "2", "a": 1}},
            "where": {"level": "error", "severity": ">=  high", "rule": ["a", "b"]},
            "per": "tool",
        }
    ) == ThresholdRule(
        MetricRequest(
            "findings.count",
            roles=("scan", "other"),
            scope=Scope(("src/**", "lib/**"), (("a", "1"), ("b", "2"))),
            where=(
                Condition("level", "in", ("error",)),
                Condition("severity", ">=", ("high",)),
                Condition("rule", "in", ("a", "b")),
            ),
            per="tool",
        ),
        "",
        Better.LOWER,
        (bound(Comparison.AT_MOST, "0"),),
    )


@pytest.mark.parametrize(
    ("settings", "bounds", "targets"),
    [
        (COVERAGE, (bound(Comparison.AT_LEAST, "80", "%"),), ()),
        ({**COVERAGE, "at_least": "80%"}, (bound(Comparison.AT_LEAST, "80", "%"),), ()),
        ({"metric": "tests.duration", "below": "5.5 h"}, (bound(Comparison.BELOW, "5.5", "h"),), ()),
        ({"metric": "tests.failed", "equals": 0}, (bound(Comparison.EQUALS, "0"),), ()),
        (
            {"metric": "coverage.line", "below": "90 %", "above": "10 %"},
            (bound(Comparison.BELOW, "90", "%"), bound(Comparison.ABOVE, "10", "%")),
            (),
        ),
        (
            {**COVERAGE, "target": "90 %"},
            (bound(Comparison.AT_LEAST, "80", "%"),),
            (bound(Comparison.AT_LEAST, "90", "%"),),
        ),
        (
            {**COVERAGE, "target": "80 %"},
            (bound(Comparison.AT_LEAST, "80", "%"),),
            (bound(Comparison.AT_LEAST, "80", "%"),),
        ),
        (
            {"metric": "coverage.line", "at_most": "90 %", "target": "80 %"},
            (bound(Comparison.AT_MOST, "90", "%"),),
            (bound(Comparison.AT_MOST, "80", "%"),),
        ),
        ({"metric": "coverage.line", "target": "90 %"}, (), (bound(Comparison.AT_LEAST, "90", "%"),)),
        ({"metric": "findings.count", "target": 3}, (), (bound(Comparison.AT_MOST, "3"),)),
        (
            {"metric": "tests.total", "at_least": 1, "at_most": 9, "target": 5},
            (bound(Comparison.AT_LEAST, "1"), bound(Comparison.AT_MOST, "9")),
            (bound(Comparison.AT_LEAST, "5"),),
        ),
    ],
)
def test_limits_are_parsed(settings: Mapping[str, Any], bounds: tuple[Bound, ...], targets: tuple[Bound, ...]) -> None:
    parsed = rule(settings)
    assert (parsed.bounds, parsed.targets) == (bounds, targets)


@pytest.mark.parametrize(
    ("settings", "slug", "part"),
    [
        ({"at_least": 1}, "missing-key", "metric"),
        ({"metric": None, "at_least": 1}, "not-a-word", ""),
        ({"metric": ["coverage.line"], "at_least": 1}, "not-a-word", ""),
        ({**COVERAGE, "metric": "coverage.lines"}, "unknown-metric", "did you mean coverage.line"),
        ({**COVERAGE, "metric": "qqq"}, "unknown-metric", "known: change.coverable_lines"),
        ({"metric": "coverage.line"}, "missing-limit", "at_least"),
        ({**COVERAGE, "at_least": "eighty"}, "bad-number", "eighty"),
        ({**COVERAGE, "at_least": ["80 %"]}, "bad-number", ""),
        ({**COVERAGE, "at_least": None}, "bad-number", ""),
        ({**COVERAGE, "at_least": 80}, "limit-unit", "write `80 %`"),
        ({**COVERAGE, "at_least": "80 min"}, "limit-unit", "measured in %"),
        ({**FINDINGS, "at_most": "3 %"}, "limit-unit", "number alone"),
        ({"metric": "tests.duration", "below": 3}, "limit-unit", "ms, s, min, h, d"),
        ({**COVERAGE, "at_least": "100.1 %"}, "limit-out-of-range", "100 %"),
        ({**COVERAGE, "at_least": "-1 %"}, "limit-out-of-range", "0 %"),
        ({**FINDINGS, "at_most": -1}, "limit-out-of-range", "never below 0"),
        ({**COVERAGE, "at_most": "70 %"}, "limits-contradict", "≥ 80 % and ≤ 70 %"),
        ({"metric": "tests.total", "above": 3, "below": 3}, "limits-contradict", "< 3 and > 3"),
        ({**COVERAGE, "target": "79 %"}, "target-not-stronger", "79 %"),
        ({**FINDINGS, "target": 1}, "target-not-stronger", "1"),
        ({"metric": "tests.failed", "equals": 3, "target": 1}, "target-not-stronger", "1"),
        ({**COVERAGE, "target": 90}, "limit-unit", "write `90 %`"),
        ({**COVERAGE, "evidence": "unit-coverag"}, "unknown-role", "did you mean unit-coverage"),
        ({**COVERAGE, "evidence": "unit-tests"}, "role-of-other-kind", "tests"),
        ({**COVERAGE, "evidence": []}, "empty-list", ""),
        ({**COVERAGE, "evidence": ["unit-coverage", ["x"]]}, "not-a-word", ""),
        ({"metric": "change.lines", "at_most": 1, "scope": "changed"}, "scope-does-not-fit", "findings and tests"),
        ({"metric": "tests.removed", "at_most": 0, "scope": "changed"}, "scope-does-not-fit", "tests.newly_failing"),
        ({"metric": "tests.removed", "at_most": 0, "scope": {"path": "a/**"}}, "scope-does-not-fit", "of the past"),
        ({**COVERAGE, "scope": {"changed": "maybe"}}, "not-a-word", ""),
        ({**COVERAGE, "scope": {"module": "x"}}, "scope-not-available", "module"),
        ({**COVERAGE, "scope": "all"}, "unknown-scope", "'all'"),
        ({**COVERAGE, "scope": ["src"]}, "unknown-scope", "known scopes"),
        ({**COVERAGE, "scope": {}}, "unknown-scope", "known scopes"),
        ({**COVERAGE, "scope": {"paths": "src"}}, "unknown-scope", "'paths'"),
        ({**COVERAGE, "scope": {"path": []}}, "empty-list", ""),
        ({**COVERAGE, "scope": {"path": "/src/**"}}, "bad-pattern", "/src/**"),
        ({**COVERAGE, "scope": {"path": ["ok", "../x"]}}, "bad-pattern", "../x"),
        ({**COVERAGE, "scope": {"path": "a" * 301}}, "bad-pattern", "relative"),
        ({**COVERAGE, "scope": {"label": "unit"}}, "not-a-mapping", ""),
        ({**COVERAGE, "scope": {"label": {}}}, "empty-list", ""),
        ({"metric": "change.files", "at_most": 9, "scope": {"path": "src/**"}}, "scope-does-not-fit", "exclude"),
        ({**FINDINGS, "where": "error"}, "not-a-mapping", ""),
        ({**FINDINGS, "where": {"levels": "error"}}, "unknown-field", "did you mean level"),
        ({**COVERAGE, "where": {"level": "error"}}, "unknown-field", "none is known"),
        ({"metric": "tests.failed", "at_most": 0, "where": {"name": "x"}}, "unknown-field", "known: suite"),
        ({**FINDINGS, "where": {"level": "critical"}}, "unknown-word", "note, warning, error"),
        ({**FINDINGS, "where": {"severity": ">= hi"}}, "unknown-word", "low, medium, high, critical"),
        ({**FINDINGS, "where": {"level": []}}, "empty-list", ""),
        ({**FINDINGS, "where": {"rule": "> a"}}, "not-comparable", "level, severity"),
        ({**COVERAGE, "per": "suite"}, "unknown-group", "known: file"),
        ({**COVERAGE, "per": None}, "not-a-word", ""),
    ],
)
def test_wrong_setting_is_told_with_the_next_step(settings: Mapping[str, Any], slug: str, part: str) -> None:
    (complaint,) = complaints(settings)
    assert complaint.slug == slug
    assert part in str(complaint)
    assert complaint.place.startswith("gates.yaml:")


def test_all_wrong_settings_are_told_at_once_at_their_places() -> None:
    found = complaints({"metric": "coverage.line", "at_least": 80, "evidence": "nope", "per": "tool"})
    assert [(one.slug, one.place) for one in found] == [
        ("limit-unit", "gates.yaml:2:11"),
        ("unknown-role", "gates.yaml:3:11"),
        ("unknown-group", "gates.yaml:4:6"),
    ]


def test_known_names_are_listed_only_so_far() -> None:
    many = SampleVocabulary(metrics={f"m{number:03}": metric for number in range(99) for metric in cdgate_metrics()})
    with pytest.raises(CdgateError) as caught:
        Threshold().parse(nodes({"metric": "qqq", "at_most": 0}), many)
    assert "m059, ..." in str(caught.value)
    assert "m060" not in str(caught.value)

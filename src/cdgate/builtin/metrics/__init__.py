"""The metrics that ship with cdgate: coverage, tests, findings, the change; a module is imported when one of its is asked."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from cdgate.extension import Better
from cdgate.hookspecs import hookimpl
from cdgate.model.quantity import COUNT, DURATION, RATIO

if TYPE_CHECKING:
    from cdgate.extension import Metric
    from cdgate.model.evidence import EvidenceSet
    from cdgate.model.measurement import Measurement, Missing, Scope

HIGHER, LOWER = Better.HIGHER, Better.LOWER


class BuiltinMetric(msgspec.Struct):
    """A metric that is known by name before its module is imported: `shelf` is `module:function that returns some`."""

    name: str
    title: str
    unit: str
    better: Better
    needs: str
    shelf: str

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        """Return the value over evidence that the engine has narrowed to the request."""
        return self.whole().measure(evidence, scope)

    def __getattr__(self, name: str) -> Any:  # marks that only some metrics have, such as `present`
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.whole(), name)

    def whole(self) -> Metric:
        """Return the metric itself."""
        return _on_shelf(self.shelf)[self.name]


METRICS = (
    BuiltinMetric("coverage.line", "line coverage", RATIO, HIGHER, "coverage", "coverage:coverage_metrics"),
    BuiltinMetric("coverage.branch", "branch coverage", RATIO, HIGHER, "coverage", "coverage:coverage_metrics"),
    BuiltinMetric(
        "coverage.file_count", "files with coverable lines", COUNT, HIGHER, "coverage", "coverage:coverage_metrics"
    ),
    BuiltinMetric("change.files", "files that the change touches", COUNT, LOWER, "change", "change:change_metrics"),
    BuiltinMetric(
        "change.lines", "lines that the change adds or alters", COUNT, LOWER, "change", "change:change_metrics"
    ),
    BuiltinMetric(
        "change.coverable_lines",
        "coverable lines that the change adds or alters",
        COUNT,
        LOWER,
        "coverage",
        "change:change_metrics",
    ),
    BuiltinMetric(
        "change.suppressions_added",
        "suppressions that the change adds",
        COUNT,
        LOWER,
        "change",
        "suppressions:suppression_metrics",
    ),
    BuiltinMetric("tests.total", "test cases", COUNT, HIGHER, "tests", "tests:case_metrics"),
    BuiltinMetric("tests.executed", "executed test cases", COUNT, HIGHER, "tests", "tests:case_metrics"),
    BuiltinMetric("tests.passed", "passed test cases", COUNT, HIGHER, "tests", "tests:case_metrics"),
    BuiltinMetric(
        "tests.failed", "test cases that were executed and did not pass", COUNT, LOWER, "tests", "tests:case_metrics"
    ),
    BuiltinMetric("tests.errors", "test cases that ended in an error", COUNT, LOWER, "tests", "tests:case_metrics"),
    BuiltinMetric("tests.skipped", "skipped test cases", COUNT, LOWER, "tests", "tests:case_metrics"),
    BuiltinMetric("tests.pass_rate", "passed of executed test cases", RATIO, HIGHER, "tests", "tests:case_metrics"),
    BuiltinMetric(
        "tests.flaky", "test cases that failed before they passed", COUNT, LOWER, "tests", "tests:case_metrics"
    ),
    BuiltinMetric("tests.flaky_rate", "flaky of executed test cases", RATIO, LOWER, "tests", "tests:case_metrics"),
    BuiltinMetric("tests.duration", "time of all test cases", DURATION, LOWER, "tests", "tests:case_metrics"),
    BuiltinMetric(
        "findings.new", "findings that the baseline does not know", COUNT, LOWER, "findings", "past:past_metrics"
    ),
    BuiltinMetric(
        "findings.fixed", "findings of the baseline that are gone", COUNT, HIGHER, "findings", "past:past_metrics"
    ),
    BuiltinMetric(
        "tests.new", "executed test cases that the baseline does not know", COUNT, HIGHER, "tests", "past:past_metrics"
    ),
    BuiltinMetric(
        "tests.removed", "test cases of the baseline that were not executed", COUNT, LOWER, "tests", "past:past_metrics"
    ),
    BuiltinMetric(
        "tests.newly_failing",
        "failing test cases that did not fail in the baseline",
        COUNT,
        LOWER,
        "tests",
        "past:past_metrics",
    ),
    BuiltinMetric(
        "mutation.score", "mutants that the tests notice", RATIO, HIGHER, "mutations", "mutations:mutation_metrics"
    ),
    BuiltinMetric(
        "mutation.strength",
        "mutants that the tests notice, of those they reach",
        RATIO,
        HIGHER,
        "mutations",
        "mutations:mutation_metrics",
    ),
    BuiltinMetric("findings.count", "findings in force", COUNT, LOWER, "findings", "findings:finding_metrics"),
    BuiltinMetric("findings.suppressed", "suppressed findings", COUNT, LOWER, "findings", "findings:finding_metrics"),
)


@functools.cache
def _on_shelf(shelf: str) -> Mapping[str, Metric]:
    module, _, name = shelf.partition(":")
    made: Iterable[Metric] = getattr(importlib.import_module(f"{__name__}.{module}"), name)()
    return {metric.name: metric for metric in made}


@hookimpl
def cdgate_metrics() -> Iterable[Metric]:
    """Return the metrics over coverage, test results, findings, mutants and the change."""
    return METRICS

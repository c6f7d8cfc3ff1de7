"""The table of built-in metrics says what their modules say, and imports none that nobody asks."""

from __future__ import annotations

import copy
import subprocess
import sys

import pytest

from cdgate.builtin.metrics import METRICS, BuiltinMetric


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_metric_in_the_table_is_that_of_its_module(metric: BuiltinMetric) -> None:
    whole = metric.whole()

    assert (metric.name, metric.title, metric.unit, metric.better, metric.needs) == (
        whole.name,
        whole.title,
        whole.unit,
        whole.better,
        whole.needs,
    )


@pytest.mark.parametrize(
    ("name", "mark", "expected"),
    [
        ("findings.new", "present", "findings.count"),
        ("tests.removed", "placeless", True),
        ("change.coverable_lines", "changed_only", True),
        ("tests.failed", "of_totals", True),
        ("coverage.line", "of_totals", None),
    ],
)
def test_mark_of_a_metric_is_that_of_its_module(name: str, mark: str, expected: object) -> None:
    metric = next(metric for metric in METRICS if metric.name == name)

    assert getattr(metric, mark, None) == expected


def test_metric_can_be_copied() -> None:
    assert copy.copy(METRICS[0]) == METRICS[0]


def test_metric_that_no_policy_asks_for_is_not_imported() -> None:
    program = (
        "import sys; from cdgate.registry import load_registry; load_registry('none').metrics;"
        "print([name for name in sys.modules if name.startswith('cdgate.builtin.metrics.')])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "[]\n"

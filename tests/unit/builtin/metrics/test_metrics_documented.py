from __future__ import annotations

import re
from pathlib import Path

from cdgate.builtin.metrics import cdgate_metrics

DOCUMENT = Path(__file__).parents[4] / "docs" / "metrics.md"
ROW = re.compile(r"^\| `(?P<name>[a-z_.]+)` \| (?P<unit>\S+) \| (?P<better>higher|lower) \| .+ \|$", re.MULTILINE)
UNITS = {"": "count"}


def test_document_lists_exactly_the_metrics_that_ship_with_unit_and_direction() -> None:
    documented = {
        match["name"]: (match["unit"], match["better"]) for match in ROW.finditer(DOCUMENT.read_text("utf-8"))
    }
    shipped = {metric.name: (UNITS.get(metric.unit, metric.unit), metric.better.value) for metric in cdgate_metrics()}
    assert documented == shipped


def test_each_metric_has_a_title_and_a_section_for_its_kind() -> None:
    text = DOCUMENT.read_text("utf-8")
    for metric in cdgate_metrics():
        assert metric.title
        assert f"Kind of evidence: `{metric.needs}`" in text

from __future__ import annotations

import re
from pathlib import Path

from cdgate.builtin.pipelines import cdgate_pipelines
from cdgate.builtin.reporters import REPORTERS

PAGE = (Path(__file__).parents[4] / "docs" / "reporters.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("|")]


def test_every_reporter_has_its_row() -> None:
    rows = {(row[0], row[1]) for row in ROWS}
    assert {(f"`{reporter.name}`", f"`{reporter.extension}`") for reporter in REPORTERS} <= rows


def test_every_ci_has_its_row_with_what_it_gets() -> None:
    adapters = [adapter for adapter in cdgate_pipelines() if adapter.name not in {"generic", "local"}]
    rows = {row[0]: row for row in ROWS}
    for adapter in adapters:
        given = {
            delivery.reporter for delivery in adapter.deliveries({"GITHUB_STEP_SUMMARY": "s", "GITHUB_OUTPUT": "o"})
        }
        row = rows[adapter.title]
        told = " ".join(row[2:]).replace("the same", "`markdown` `github-output`")
        assert given == set(re.findall(r"`([a-z-]+)`", told)), adapter.name

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from cdgate.model.evidence import FindingReport, Source
from cdgate.registry import load_registry

HERE = Path(__file__).parent
READERS = load_registry("none").readers


class Expected(NamedTuple):
    reader: str
    error: int
    warning: int
    failed: bool = False


REPORTS = {
    "biome-unparsable.json": Expected("biome", 3, 0, failed=True),
    "biome.json": Expected("biome", 2, 0),
    "codespell.txt": Expected("codespell-text", 0, 3),
    "cspell.txt": Expected("cspell-text", 0, 2),
    "oxlint-unparsable.json": Expected("oxlint", 1, 0, failed=True),
    "oxlint.json": Expected("oxlint", 0, 1),
    "solhint-unparsable.json": Expected("solhint", 2, 0, failed=True),
    "solhint.json": Expected("solhint", 1, 7),
    "vulture.txt": Expected("vulture-text", 0, 4),
}


@pytest.mark.parametrize("name", REPORTS)
def test_report_of_a_linter_gives_the_figures_that_the_linter_prints(name: str) -> None:
    path = HERE / name
    expected = REPORTS[name]
    head = path.read_bytes()[:65536]
    assert [each.name for each in READERS.values() if each.recognises(head, name)] == [expected.reader]
    with path.open("rb") as stream:
        report = READERS[expected.reader].read(stream, Source(name, "", path.stat().st_size, expected.reader))
    assert isinstance(report, FindingReport)
    figures = report.figures()
    assert (figures["error"], figures["warning"], figures["note"]) == (expected.error, expected.warning, 0)
    assert (report.shortfall is not None) is expected.failed


@pytest.mark.parametrize("name", [name for name, expected in REPORTS.items() if not expected.failed])
def test_finding_of_a_linter_has_rule_place_and_message(name: str) -> None:
    path = HERE / name
    with path.open("rb") as stream:
        report = READERS[REPORTS[name].reader].read(stream, Source(name, "", path.stat().st_size, REPORTS[name].reader))
    assert isinstance(report, FindingReport)
    for finding in report.findings:
        assert finding.message
        assert finding.location is not None
        assert finding.location.line is not None
        assert finding.rule_id or REPORTS[name].reader == "codespell-text"


def test_every_report_has_its_figures_here() -> None:
    assert {path.name for path in HERE.iterdir() if path.suffix in {".json", ".txt"}} == set(REPORTS)

from __future__ import annotations

from pathlib import Path

import pytest

from cdgate.builtin.readers.coveragepy_json import CoveragepyJsonReader
from cdgate.model.evidence import CoverageReport, Source

HERE = Path(__file__).parent


def read(name: str) -> CoverageReport:
    with (HERE / name).open("rb") as stream:
        assert CoveragepyJsonReader().recognises(stream.read(65536), name)
        stream.seek(0)
        return CoveragepyJsonReader().read(stream, Source(name, "", 0, "coveragepy-json"))


@pytest.mark.parametrize(
    ("name", "lines", "branches"),
    [
        pytest.param("branches.json", (17, 21), (6, 8), id="branches"),
        pytest.param("lines.json", (17, 21), (0, 0), id="lines"),
        pytest.param("branches-7.6.json", (18, 23), (7, 10), id="docstrings-among-executed-lines"),
    ],
)
def test_figures_are_those_of_coverage_report(name: str, lines: tuple[int, int], branches: tuple[int, int]) -> None:
    figures = read(name).figures()
    assert (figures["lines_covered"], figures["lines_coverable"]) == lines
    assert (figures["branches_covered"], figures["branches_total"]) == branches
    assert figures["files"] == 3


def test_missing_lines_of_a_file() -> None:
    basket = next(file for file in read("branches.json").files if file.path == "shop/basket.py")
    assert basket.coverable & ~basket.covered == 1 << 26 | 1 << 29
    assert basket.branches == {25: (1, 2), 27: (2, 2), 28: (1, 2), 44: (2, 2)}

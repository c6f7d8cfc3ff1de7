from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from cdgate.builtin.readers.cobertura import CoberturaReader
from cdgate.model.evidence import Source

HERE = Path(__file__).parent


class Expected(NamedTuple):
    lines_covered: int
    lines_coverable: int
    branches_covered: int
    branches_total: int
    files: tuple[str, ...]


# What the tools themselves print for the same data.
REPORTS = {
    "coverage-py.xml": Expected(10, 19, 5, 10, ("shop/__init__.py", "shop/price.py", "shop/stock.py")),
    "gcovr.xml": Expected(14, 23, 2, 5, ("main.cpp", "meter.hpp")),
}


@pytest.mark.parametrize("name", REPORTS)
def test_report_of_a_tool_gives_the_figures_that_the_tool_prints(name: str) -> None:
    path = HERE / name
    reader = CoberturaReader()
    with path.open("rb") as stream:
        assert reader.recognises(stream.read(65536), name)
        stream.seek(0)
        report = reader.read(stream, Source(name, "", path.stat().st_size, reader.name))
    *figures, files = REPORTS[name]
    assert report.shortfall is None
    assert list(report.figures().values())[:4] == figures
    assert tuple(file.path for file in report.files) == files


def test_every_report_has_its_figures_here() -> None:
    assert {path.name for path in HERE.iterdir() if path.suffix in {".xml", ".info"}} == set(REPORTS)

"""Groups of real reports that must give one total: one run in many formats, or one total from several files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cdgate.engine.read import read_file
from cdgate.model.evidence import CoverageReport, FileCoverage
from cdgate.registry import load_registry

HERE = Path(__file__).parent
CORPUS = HERE.parents[2] / "shared" / "corpus"
NAMED = re.compile(r"(?P<name>\w+)=(?P<first>\d+)(?:/(?P<second>\d+))?")
PAIRS = (
    ("lines_covered", "lines_valid"),
    ("line_elements_covered", "line_elements"),
    ("points_covered", "points"),
)
# Formats that know only lines, where another of the group counts statements: several of them share a line.
BY_LINE = {"reportgenerator-altcover": (116, 174), "reportgenerator-opencover-lcov": (118, 184)}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus does not lie beside the repository")


def groups() -> Iterator[tuple[str, str, tuple[str, ...], dict[str, int]]]:
    if not CORPUS.is_dir():
        return
    with (CORPUS / "SETS.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            paths = tuple(path for path in row["files"].split() if path.startswith("coverage/"))
            if paths:
                yield row["set_id"], row["type"], paths, dict(figures(row["expected"]))


def figures(written: str) -> Iterator[tuple[str, int]]:
    for match in NAMED.finditer(written):
        name = match["name"]
        if match["second"] is None:
            yield name, int(match["first"])
        else:
            yield f"{name}_covered", int(match["first"])
            yield f"{name}_valid", int(match["second"])


def disputed() -> dict[str, str]:
    lines = (HERE / "disputed.tsv").read_text("utf-8").splitlines()
    return {path: says for path, says, _ in (line.split("\t") for line in lines)}


def report(path: str) -> CoverageReport:
    evidence = read_file(CORPUS, path, load_registry("none").readers)
    assert isinstance(evidence, CoverageReport)
    return evidence


def lines_of(path: str) -> tuple[int, int]:
    seen = report(path).figures()
    return seen["lines_covered"], seen["lines_coverable"]


def merged(paths: tuple[str, ...]) -> list[FileCoverage]:
    files: dict[str, FileCoverage] = {}
    for path in paths:
        for file in report(path).files:
            files[file.path] = files[file.path].merge(file) if file.path in files else file
    return list(files.values())


def wanted(name: str, path: str, expected: dict[str, int]) -> set[tuple[int, int]]:
    """Return the totals that are right for one format of a group."""
    if "statements_covered" in expected:
        notion = "cobertura_lines" if path.endswith(".xml") else "statements"
        return {(expected[f"{notion}_covered"], expected[f"{notion}_valid"])}
    covered, valid = next(pair for pair in PAIRS if pair[0] in expected or pair[1] in expected)
    return {(expected[covered], expected[valid]), *([BY_LINE[name]] if name in BY_LINE else [])}


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        pytest.param(name, path, expected, id=f"{name}-{path.rpartition('/')[2]}")
        for name, kind, paths, expected in groups()
        if kind == "same-run"
        for path in paths
    ],
)
def test_one_run_gives_one_total_in_every_format(name: str, path: str, expected: dict[str, int]) -> None:
    covered, coverable = lines_of(path)
    if (says := disputed().get(path)) is not None:
        assert f"{covered}/{coverable}" == says
    else:
        assert (covered, coverable) in wanted(name, path, expected)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param(paths, expected, id=name)
        for name, kind, paths, expected in groups()
        if kind == "aggregate" and "lines_valid" in expected
    ],
)
def test_several_reports_give_the_union_of_their_lines(paths: tuple[str, ...], expected: dict[str, int]) -> None:
    for order in (paths, paths[::-1]):
        counts = [file.lines() for file in merged(order)]
        assert sum(covered for covered, _ in counts) == expected["lines_covered"]
        assert sum(coverable for _, coverable in counts) == expected["lines_valid"]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        pytest.param(paths, expected, id=name)
        for name, _, paths, expected in groups()
        if "line39_missed_branches" in expected
    ],
)
def test_branches_of_one_line_merge_to_the_larger_total(paths: tuple[str, ...], expected: dict[str, int]) -> None:
    pairs = [pair for file in merged(paths) for line, pair in file.branches.items() if line == 39]
    covered, total = expected["line39_covered_branches"], expected["line39_missed_branches"]
    assert pairs == [(covered, covered + total)]

"""Groups of real test reports and findings that must give one total, through the gate and in every format."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from cdgate.engine.read import read_file
from cdgate.registry import load_registry
from tests.e2e.project import cdgate

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
METRICS = {"tests": "tests.total", "failed": "tests.failed", "passed": "tests.passed", "skipped": "tests.skipped"}
SCALES = ("error", "warning")

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus does not lie beside the repository")


def groups(folder: str) -> Iterator[tuple[str, tuple[str, ...], dict[str, int]]]:
    if not CORPUS.is_dir():
        return
    with (CORPUS / "SETS.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            paths = tuple(row["files"].split())
            if all(path.startswith(folder) for path in paths):
                pairs = re.findall(r"(\w+)=(\d+)(?![\d.])", row["expected"])
                yield row["set_id"], paths, {name: int(number) for name, number in pairs}


@pytest.mark.parametrize(
    ("paths", "expected"), [pytest.param(paths, expected, id=name) for name, paths, expected in groups("tests/")]
)
def test_several_test_reports_are_one_evidence(
    tmp_path: Path, paths: tuple[str, ...], expected: Mapping[str, int]
) -> None:
    for path in paths:
        shutil.copy(CORPUS / path, tmp_path)
    wanted = {name: number for name, number in expected.items() if name in METRICS}
    criteria = "".join(f"      {name}: {{metric: {METRICS[name]}, at_least: 0}}\n" for name in wanted)
    (tmp_path / "gates.yaml").write_text(
        f'version: 1\nevidence:\n  unit: {{path: "*.xml", kind: tests}}\nstages:\n  testing:\n    exit:\n{criteria}'
    )
    record = json.loads(cdgate(tmp_path, "check", "--report", "json=-").out)
    judged = record["gates"][0]["criteria"]
    seen = {one["criterion"].rpartition(".")[2]: one["judgement"]["observed"]["value"] for one in judged}
    assert seen == wanted


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param(path, expected, id=f"{name}-{path.rpartition('/')[2]}")
        for name, paths, expected in groups("static/")
        for path in paths
    ],
)
def test_the_same_findings_are_counted_alike_in_every_format(path: str, expected: Mapping[str, int]) -> None:
    figures = read_file(CORPUS, path, load_registry("none").readers).figures()
    assert figures["findings"] == expected["results"]
    assert {name: figures[name] for name in SCALES if name in expected} == {
        name: expected[name] for name in SCALES if name in expected
    }

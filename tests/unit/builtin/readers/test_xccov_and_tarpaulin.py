from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.json_coverage import JsonCoverage, JsonCoverageReader
from cdgate.builtin.readers.tarpaulin import TARPAULIN
from cdgate.builtin.readers.xccov import XCCOV, XCCOV_ARCHIVE
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, FileCoverage, Source


def read(form: JsonCoverage, value: Any) -> CoverageReport:
    data = json.dumps(value).encode()
    return JsonCoverageReader(form).read(BytesIO(data), Source("c.json", "", len(data), form.name))


def xcode(*targets: list[tuple[str, int, int]], covered: int = 1, coverable: int = 2) -> CoverageReport:
    listed = [
        {"name": "t", "files": [{"path": path, "coveredLines": hit, "executableLines": of} for path, hit, of in files]}
        for files in targets
    ]
    return read(XCCOV, {"coveredLines": covered, "executableLines": coverable, "targets": listed})


def tarpaulin(*stats: dict[str, Any], **totals: int) -> CoverageReport:
    traces = [{"line": line, "address": [], "length": 1, "stats": one} for line, one in enumerate(stats, 1)]
    return read(TARPAULIN, {"files": [{"path": ["/", "src", "a.rs"], "content": "", "traces": traces, **totals}]})


def test_xcode_counts_a_file_of_two_targets_once() -> None:
    report = xcode([("/a.swift", 1, 2)], [("/a.swift", 2, 2), ("/b.swift", 0, 4)], covered=3, coverable=8)
    assert report.files == (FileCoverage("/a.swift", counted=(2, 2)), FileCoverage("/b.swift", counted=(0, 4)))
    assert report.shortfall is None


def test_xcode_total_far_below_its_files_cannot_be_judged() -> None:
    assert xcode([("/a.swift", 2, 2)], covered=1, coverable=2).shortfall is not None


def test_xcode_report_without_files_lists_nothing() -> None:
    value = {"coveredLines": 1, "executableLines": 2, "targets": [{"name": "t"}]}
    assert read(XCCOV, value).shortfall is not None


def test_xcode_archive_lists_the_lines() -> None:
    lines = [{"line": 1, "isExecutable": False}, {"line": 2, "isExecutable": True, "executionCount": 3}]
    lines.append({"line": 3, "isExecutable": True, "executionCount": 0})
    assert read(XCCOV_ARCHIVE, {"/a.swift": lines}).files == (FileCoverage("/a.swift", 0b1100, 0b100),)


@pytest.mark.parametrize(
    ("stats", "file"),
    [
        (({"Line": 2}, {"Line": 0}), FileCoverage("/src/a.rs", 0b110, 0b10)),
        (
            (
                {"Branch": {"been_true": True, "been_false": False}},
                {"Branch": {"been_true": False, "been_false": False}},
            ),
            FileCoverage("/src/a.rs", 0b110, 0b10, {1: (1, 2), 2: (0, 2)}),
        ),
        (
            ({"Condition": [{"been_true": True, "been_false": True}, {"been_true": False, "been_false": True}]},),
            FileCoverage("/src/a.rs", 0b10, 0b10, {1: (3, 4)}),
        ),
        (({"Strange": 1},), FileCoverage("/src/a.rs", 0b10)),
    ],
    ids=["lines", "branches", "conditions", "strange"],
)
def test_tarpaulin_traces_are_lines(stats: tuple[dict[str, Any], ...], file: FileCoverage) -> None:
    assert tarpaulin(*stats).files == (file,)


def test_tarpaulin_totals_far_below_the_traces_cannot_be_judged() -> None:
    assert tarpaulin({"Line": 1}, {"Line": 1}, covered=1, coverable=2).shortfall is not None


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (XCCOV, {"coveredLines": 1, "executableLines": 2}),
        (XCCOV, {"coveredLines": 3, "executableLines": 2, "targets": [{"files": [{"path": "/a"}]}]}),
        (XCCOV_ARCHIVE, {"/a.swift": {"line": 1}}),
        (XCCOV_ARCHIVE, {"/a.swift": [{"line": 0, "isExecutable": True, "executionCount": 1}]}),
        (XCCOV_ARCHIVE, {"/a.swift": [{"line": 1, "isExecutable": True, "executionCount": "1"}]}),
        (TARPAULIN, {"files": [{"path": "a.rs", "traces": []}]}),
        (TARPAULIN, {"files": [{"path": ["a.rs"], "traces": [{"line": 1, "stats": 1}]}]}),
        (TARPAULIN, {"files": [{"path": ["a.rs"], "traces": [{"line": 1, "stats": {"Condition": 1}}]}]}),
    ],
)
def test_report_of_another_shape_is_refused(form: JsonCoverage, value: Any) -> None:
    with pytest.raises(EvidenceError):
        read(form, value)

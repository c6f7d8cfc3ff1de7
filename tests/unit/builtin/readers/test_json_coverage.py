from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.coveralls_json import COVERALLS
from cdgate.builtin.readers.coverlet_json import COVERLET_JSON
from cdgate.builtin.readers.gcovr_json import GCOVR_JSON, GCOVR_SUMMARY
from cdgate.builtin.readers.istanbul import ISTANBUL, ISTANBUL_SUMMARY
from cdgate.builtin.readers.json_coverage import JsonCoverage, JsonCoverageReader
from cdgate.builtin.readers.llvm_cov import LLVM_COV
from cdgate.builtin.readers.reportgenerator_summary import REPORTGENERATOR_SUMMARY
from cdgate.builtin.readers.simplecov import SIMPLECOV_JSON, SIMPLECOV_RESULTS
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, FileCoverage, Source

PLACE = {"start": {"line": 4, "column": 0}, "end": {"line": 5, "column": 1}}


def read(form: JsonCoverage, value: Any) -> CoverageReport:
    data = json.dumps(value).encode()
    return JsonCoverageReader(form).read(BytesIO(data), Source("c.json", "", len(data), form.name))


def simplecov(file: Any) -> Any:
    return {"RSpec": {"coverage": {"a.rb": file}, "timestamp": 1.5}}


def gcov(*lines: Any) -> Any:
    return {"format_version": "1", "gcc_version": "14", "files": [{"file": "a.c", "lines": list(lines)}]}


def istanbul(**parts: Any) -> Any:
    return {
        "a.js": {"path": "a.js", "statementMap": {}, "fnMap": {}, "branchMap": {}, "s": {}, "f": {}, "b": {}, **parts}
    }


def llvm(segments: Any, *, covered: int = 1, lines: int = 2, branches: Any = None) -> Any:
    summary = {"lines": {"count": lines, "covered": covered}}
    file = {"filename": "a.c", "segments": segments, "summary": summary, "branches": branches}
    return {"type": "llvm.coverage.json.export", "data": [{"files": [file], "totals": summary}]}


@pytest.mark.parametrize(
    ("form", "head", "known"),
    [
        pytest.param(COVERALLS, {"source_files": [{"name": "a", "coverage": []}]}, True, id="coveralls"),
        pytest.param(GCOVR_JSON, {"gcovr/format_version": "0.6"}, True, id="gcovr"),
        pytest.param(GCOVR_SUMMARY, {"gcovr/summary_format_version": "0.6"}, True, id="gcovr summary"),
        pytest.param(ISTANBUL_SUMMARY, {"total": {"lines": {}}}, False, id="another total"),
        pytest.param(REPORTGENERATOR_SUMMARY, {"summary": {}, "coverage": {}}, False, id="another summary"),
        pytest.param(COVERALLS, {"source_files": []}, False, id="source files without coverage"),
        pytest.param(GCOVR_JSON, gcov(), True, id="gcov"),
        pytest.param(GCOVR_JSON, {"files": [], "format_version": 1}, False, id="files without gcc"),
        pytest.param(SIMPLECOV_RESULTS, simplecov([1]), True, id="result set"),
        pytest.param(SIMPLECOV_RESULTS, {"result": {"line": 90.1}}, True, id="last run"),
        pytest.param(SIMPLECOV_RESULTS, {"name": "shop", "scripts": {"coverage": "nyc"}}, False, id="package.json"),
        pytest.param(SIMPLECOV_RESULTS, {"result": {"coverage": "x"}}, False, id="another result"),
        pytest.param(SIMPLECOV_JSON, {"meta": {"version": "1"}, "coverage": {}}, False, id="another meta"),
        pytest.param(LLVM_COV, {"data": [{"files": [], "totals": {}}]}, True, id="type not in the head"),
        pytest.param(LLVM_COV, {"type": "x"}, False, id="another type"),
        pytest.param(ISTANBUL, istanbul(), True, id="istanbul"),
        pytest.param(ISTANBUL, istanbul()["a.js"], True, id="one file of istanbul"),
        pytest.param(ISTANBUL, {"a.js": {"path": "a.js"}}, False, id="no map"),
        pytest.param(COVERLET_JSON, {"a.dll": {}}, True, id="coverlet"),
        pytest.param(COVERLET_JSON, {"a.dll": {}, "name": "x"}, False, id="a key that is no module"),
        pytest.param(COVERLET_JSON, {}, False, id="no key"),
    ],
)
def test_head_is_recognised_by_its_keys(form: JsonCoverage, head: Any, known: bool) -> None:  # noqa: FBT001  # a column
    assert JsonCoverageReader(form).recognises(json.dumps(head).encode(), "c.json") is known


@pytest.mark.parametrize(
    ("form", "value", "file"),
    [
        pytest.param(
            COVERALLS,
            {"source_files": [{"name": "a", "coverage": [None, 2, 0], "branches": [2, 0, 0, 1, 2, 0, 1, None]}]},
            FileCoverage("a", 0b1100, 0b100, {2: (1, 2)}),
            id="coveralls",
        ),
        pytest.param(
            SIMPLECOV_RESULTS, simplecov([None, 1, 0]), FileCoverage("a.rb", 0b1100, 0b100), id="list of hits"
        ),
        pytest.param(
            SIMPLECOV_RESULTS,
            simplecov({"lines": [1, "ignored"], "branches": {'[:"&.", 0, 1, 4, 1, 30]': {"a": 1, "b": None}}}),
            FileCoverage("a.rb", 0b10, 0b10, {1: (1, 2)}),
            id="lines, and branches as JSON",
        ),
        pytest.param(
            SIMPLECOV_RESULTS,
            {"a": {"coverage": {"a.rb": [1, 0]}}, "b": {"coverage": {"a.rb": [0, 3]}}},
            FileCoverage("a.rb", 0b110, 0b110),
            id="two result sets",
        ),
        pytest.param(
            SIMPLECOV_RESULTS,
            {"result": {"coverage": {"a.rb": [1]}}},
            FileCoverage("a.rb", 0b10, 0b10),
            id="named result",
        ),
        pytest.param(
            GCOVR_JSON,
            gcov(
                {"line_number": 1, "count": 0},
                {"line_number": 1, "count": 2, "branches": [{"count": 0}]},
            ),
            FileCoverage("a.c", 0b10, 0b10, {1: (0, 1)}),
            id="two instances",
        ),
        pytest.param(
            GCOVR_JSON,
            {"gcovr/format_version": "0.13"}
            | gcov(
                {"line_number": 1, "count": 0},
                {"line_number": 1, "count": 2, "branches": [{"count": 0}]},
                {"line_number": 2, "gcovr/noncode": True},
            ),
            FileCoverage("a.c", 0b10, 0b10, {1: (0, 1)}, statements={1: (1, 2)}),
            id="two instances in gcovr",
        ),
        pytest.param(
            ISTANBUL,
            istanbul(
                statementMap={"0": PLACE, "1": PLACE},
                s={"0": 0, "1": 1},
                branchMap={"0": {"line": 7}, "1": {"loc": PLACE}},
                b={"0": [0, 0, 1], "1": [1]},
            ),
            FileCoverage("a.js", 0b10000, 0b10000, {7: (1, 3), 4: (1, 1)}),
            id="two statements of one line",
        ),
        pytest.param(
            ISTANBUL,
            {"a.js": {"data": {"path": "b.js", "statementMap": {"0": PLACE}, "s": {}}}},
            FileCoverage("b.js", 0b10000),
            id="data of an older Istanbul",
        ),
        pytest.param(
            ISTANBUL,
            {"path": "c.js", "statementMap": {"0": PLACE}, "s": {"0": 1}},
            FileCoverage("c.js", 16, 16),
            id="one",
        ),
        pytest.param(
            ISTANBUL_SUMMARY,
            {"a": {"lines": {"total": 3, "covered": 1}}},
            FileCoverage("a", counted=(1, 3)),
            id="counts",
        ),
        pytest.param(LLVM_COV, llvm([]), FileCoverage("a.c", counted=(1, 2)), id="summary only"),
        pytest.param(
            SIMPLECOV_JSON,
            {
                "meta": {},
                "coverage": {
                    "a.rb": {"lines": [0], "branches": [{"report_line": 1, "coverage": 1}, {"coverage": "ignored"}]}
                },
            },
            FileCoverage("a.rb", 0b10, 0, {1: (1, 1)}),
            id="arm with its line",
        ),
        pytest.param(
            REPORTGENERATOR_SUMMARY,
            {
                "summary": {"coveredlines": 1, "coverablelines": 2},
                "coverage": {
                    "assemblies": [
                        {"name": "S", "classesinassembly": [{"name": "C", "coveredlines": 1, "coverablelines": 2}]}
                    ]
                },
            },
            FileCoverage("S/C", counted=(1, 2)),
            id="class of an assembly",
        ),
        pytest.param(
            COVERLET_JSON,
            {
                "a.dll": {
                    "a.cs": {
                        "A": {
                            "m": {"Lines": {"1": 1, "2": 0}, "Branches": None},
                            "n": {"Lines": {"2": 1}, "Branches": [{"Line": 2, "Hits": 0}]},
                        }
                    }
                }
            },
            FileCoverage("a.cs", 0b110, 0b110, {2: (0, 1)}),
            id="a line in two methods",
        ),
    ],
)
def test_value_is_read_to_the_coverage_of_its_file(form: JsonCoverage, value: Any, file: FileCoverage) -> None:
    assert read(form, value).files == (file,)


@pytest.mark.parametrize(
    ("segments", "lines"),
    [
        pytest.param([[1, 1, 3, True, True, False], [3, 2, 0, False, False, False]], {1: 3, 2: 3, 3: 3}, id="region"),
        pytest.param([[1, 1, 3, True, True], [1, 9, 0, False, False]], {1: 3}, id="no mark for gaps"),
        pytest.param(
            [
                [1, 1, 5, True, True, False],
                [2, 3, 0, True, True, False],
                [2, 9, 5, True, False, False],
                [3, 1, 0, False, False, False],
            ],
            {1: 5, 2: 5, 3: 5},
            id="a region that did not run within one that did",
        ),
        pytest.param(
            [[1, 1, 5, True, True, False], [2, 1, 0, True, True, True], [4, 1, 0, False, False, False]],
            {1: 5, 2: 5, 3: 0, 4: 0},
            id="gap",
        ),
        pytest.param(
            [
                [1, 1, 5, True, True, False],
                [2, 1, 0, False, True, False],
                [3, 1, 5, True, False, False],
                [4, 1, 0, False, False, False],
            ],
            {1: 5, 4: 5},
            id="skipped region",
        ),
        pytest.param(
            [[2, 1, 0, True, True, False], [2, 4, 0, False, False, False], [9, 1, 1, True, True, False]],
            {2: 0, 9: 1},
            id="hole",
        ),
    ],
)
def test_llvm_segments_are_lines_by_llvms_own_rules(segments: Any, lines: dict[int, int]) -> None:
    (file,) = read(LLVM_COV, llvm(segments, covered=0)).files
    assert file.coverable == sum(1 << line for line in lines)
    assert file.covered == sum(1 << line for line, count in lines.items() if count)


def test_llvm_branches_count_their_true_and_false_ways() -> None:
    segments = [[1, 1, 1, True, True, False]]
    branches = [[1, 2, 1, 5, 3, 0, 0, 0, 4], [1, 7, 1, 9, 1, 1, 0, 0, 4]]
    assert read(LLVM_COV, llvm(segments, branches=branches)).files[0].branches == {1: (3, 4)}


@pytest.mark.parametrize("form", [ISTANBUL_SUMMARY, GCOVR_SUMMARY], ids=["istanbul", "gcovr"])
def test_total_that_is_far_worse_than_the_files_is_a_shortfall(form: JsonCoverage) -> None:
    values: dict[str, Any] = {
        ISTANBUL_SUMMARY.name: {
            "total": {"lines": {"total": 10, "covered": 1}},
            "a.js": {"lines": {"total": 2, "covered": 2}},
        },
        GCOVR_SUMMARY.name: {
            "line_total": 10,
            "line_covered": 1,
            "files": [{"filename": "a.c", "line_total": 2, "line_covered": 2}],
        },
    }
    assert "far less" in str(read(form, values[form.name]).shortfall)


def test_reportgenerator_tells_when_it_ran() -> None:
    value = {"summary": {"generatedon": "2026-01-02T03:04:05Z", "coveredlines": 0, "coverablelines": 0}}
    report = read(REPORTGENERATOR_SUMMARY, {**value, "coverage": {"assemblies": []}})
    assert report.source.produced_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert "no line that could be covered" in str(report.shortfall)


def test_file_without_a_name_is_a_shortfall() -> None:
    assert "name no file" in str(read(COVERALLS, {"source_files": [{"name": "", "coverage": [1]}]}).shortfall)


@pytest.mark.parametrize(
    ("form", "value", "slug"),
    [
        pytest.param(COVERALLS, {"source_files": [{"name": "a", "coverage": [-1]}]}, "bad-number", id="negative"),
        pytest.param(COVERALLS, {"source_files": [{"name": "a", "coverage": [True]}]}, "bad-number", id="boolean"),
        pytest.param(COVERALLS, {"source_files": [{"name": "a", "coverage": [1.0]}]}, "bad-number", id="float"),
        pytest.param(COVERALLS, {"source_files": [{"name": "a\n", "coverage": [1]}]}, "bad-file-name", id="name"),
        pytest.param(
            COVERALLS,
            {"source_files": [{"name": "a", "coverage": [1], "branches": [1, 0, 0]}]},
            "wrong-shape",
            id="fours",
        ),
        pytest.param(COVERALLS, {"source_files": None}, "wrong-shape", id="no files"),
        pytest.param(SIMPLECOV_RESULTS, {"result": {"line": 90.1}}, "rates-only", id="last run"),
        pytest.param(SIMPLECOV_RESULTS, simplecov({"oneshot_lines": [1]}), "lines-that-ran-only", id="oneshot"),
        pytest.param(SIMPLECOV_RESULTS, simplecov({"lines": [], "branches": {"x": {}}}), "wrong-shape", id="place"),
        pytest.param(
            SIMPLECOV_JSON, {"coverage": {"a": {"lines": [], "branches": [{"coverage": 1}]}}}, "wrong-shape", id="arm"
        ),
        pytest.param(GCOVR_JSON, gcov({"line_number": 1, "count": -1}), "bad-number", id="gcov count"),
        pytest.param(GCOVR_JSON, gcov({"line_number": 0, "count": 1}), "bad-line-number", id="line zero"),
        pytest.param(LLVM_COV, llvm([[1, 1, 1, True]]), "wrong-shape", id="short segment"),
        pytest.param(LLVM_COV, llvm([[10**8, 1, 1, True, True]]), "bad-line-number", id="endless segment"),
        pytest.param(LLVM_COV, llvm([], covered=3), "impossible-total", id="summary"),
        pytest.param(
            LLVM_COV, llvm([[1, 1, 1, True, True]], covered=3), "impossible-total", id="summary beside segments"
        ),
        pytest.param(LLVM_COV, llvm([[1, 1, 1, True, True]], branches=[[1, 2, 3]]), "wrong-shape", id="short branch"),
        pytest.param(
            COVERLET_JSON, {"a.dll": {"a": {"A": {"m": {"Lines": {"x": 1}}}}}}, "bad-number", id="coverlet line"
        ),
        pytest.param(ISTANBUL, istanbul(statementMap={"0": {"start": {"line": 0}}}), "wrong-shape", id="istanbul line"),
    ],
)
def test_nonsense_is_refused(form: JsonCoverage, value: Any, slug: str) -> None:
    with pytest.raises(EvidenceError) as refusal:
        read(form, value)
    assert refusal.value.slug == slug

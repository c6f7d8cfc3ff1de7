"""What Code Climate's reporter and octocov write for their services."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.codeclimate_coverage import CODECLIMATE_COVERAGE
from cdgate.builtin.readers.coveralls_json import COVERALLS
from cdgate.builtin.readers.json_coverage import JsonCoverage, JsonCoverageReader
from cdgate.builtin.readers.octocov_json import OCTOCOV
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, Source


def read(form: JsonCoverage, value: object) -> CoverageReport:
    return JsonCoverageReader(form).read(BytesIO(json.dumps(value).encode()), Source("r.json", "", 1, form.name))


def codeclimate(*coverage: object, covered: int = 2, total: int = 3) -> dict[str, Any]:
    counts = {"missed": total - covered, "covered": covered, "total": total}
    files = [{"name": f"{at}.rb", "coverage": each, "line_counts": counts} for at, each in enumerate(coverage)]
    return {"line_counts": counts, "source_files": files}


def octocov(*blocks: dict[str, int], covered: int, total: int, **others: object) -> dict[str, Any]:
    file = {"file": "a.go", "total": total, "covered": covered, "blocks": list(blocks)}
    coverage = {"type": "statement", "total": total, "covered": covered, "files": [file]}
    return {"repository": "o/r", "coverage": coverage | others}


def block(first: int, last: int, count: int, statements: int | None = None) -> dict[str, int]:
    counted = {} if statements is None else {"num_stmt": statements}
    return {"start_line": first, "end_line": last, "count": count, **counted}


def test_service_that_the_files_are_for_is_told() -> None:
    head = json.dumps(codeclimate("[1]")).encode()
    assert JsonCoverageReader(CODECLIMATE_COVERAGE).recognises(head, "codeclimate.json")
    assert not JsonCoverageReader(COVERALLS).recognises(head, "codeclimate.json")
    coveralls = json.dumps({"source_files": [{"name": "a", "coverage": [1]}]}).encode()
    assert not JsonCoverageReader(CODECLIMATE_COVERAGE).recognises(coveralls, "coveralls.json")
    assert JsonCoverageReader(OCTOCOV).recognises(json.dumps(octocov(covered=1, total=2)).encode(), "report.json")


def test_codeclimate_lists_are_lines() -> None:
    report = read(CODECLIMATE_COVERAGE, codeclimate("[1, null, 0]", "[2]"))
    assert [(file.path, file.lines()) for file in report.files] == [("0.rb", (1, 2)), ("1.rb", (1, 1))]
    assert (report.notes, report.shortfall) == ((), None)


def test_codeclimate_total_that_is_far_worse_is_a_shortfall() -> None:
    assert read(CODECLIMATE_COVERAGE, codeclimate("[1]", covered=1, total=9)).shortfall is not None


@pytest.mark.parametrize(
    ("coverage", "slug"),
    [("[1,", "json-malformed"), ('["x"]', "bad-number"), ("{}", "wrong-shape"), ([1], "wrong-shape")],
)
def test_codeclimate_list_that_is_none_is_refused(coverage: object, slug: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(CODECLIMATE_COVERAGE, codeclimate(coverage))
    assert caught.value.slug == slug


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        pytest.param([block(1, 1, 3), block(2, 2, 0)], (1, 2), id="lines"),
        pytest.param([block(1, 2, 3, 4), block(3, 9, 0, 1)], (4, 5), id="statements"),
        pytest.param([], (6, 8), id="counts alone"),
    ],
)
def test_octocov_counts_as_octocov_does(blocks: list[dict[str, int]], expected: tuple[int, int]) -> None:
    covered, total = expected
    report = read(OCTOCOV, octocov(*blocks, covered=covered, total=total))
    assert report.lines() == expected
    assert (report.notes, report.shortfall) == ((), None)


def test_octocov_totals_without_files_fall_short() -> None:
    assert read(OCTOCOV, octocov(covered=1, total=2, files=None)).shortfall is not None


def test_octocov_total_that_is_far_worse_is_a_shortfall() -> None:
    assert read(OCTOCOV, octocov(block(1, 1, 1), covered=1, total=9)).shortfall is not None

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from cdgate.builtin.readers.coveragepy_json import CoveragepyJsonReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, FileCoverage, Source

Json = dict[str, Any]


def read(report: object) -> CoverageReport:
    return CoveragepyJsonReader().read(
        io.BytesIO(json.dumps(report).encode()), Source("c.json", "", 0, "coveragepy-json")
    )


def summary(covered: int, missing: int, excluded: int = 0, branches: tuple[int, int] = (0, 0), **more: float) -> Json:
    return {
        "covered_lines": covered,
        "num_statements": covered + missing,
        "missing_lines": missing,
        "excluded_lines": excluded,
        "percent_covered": 50,
        "covered_branches": branches[0],
        "num_branches": branches[1],
        "missing_branches": branches[1] - branches[0],
    } | more


def file(executed: list[Any], missing: list[int], excluded: tuple[int, ...] = (), **more: object) -> Json:
    return {
        "executed_lines": executed,
        "missing_lines": missing,
        "excluded_lines": list(excluded),
        "summary": summary(len(executed), len(missing), len(excluded)),
    } | more


def report(totals: Json | None = None, meta: Json | None = None, **files: Json) -> Json:
    sums = summary(0, 0)
    for name in sums.keys() - {"percent_covered"}:
        sums[name] = sum(entry["summary"][name] for entry in files.values())
    return {
        "meta": {"format": 3, "branch_coverage": True} | (meta or {}),
        "files": files,
        "totals": sums | (totals or {}),
    }


def bits(*lines: int) -> int:
    return sum(1 << line for line in lines)


@pytest.mark.parametrize("form", [2, 3])
def test_lines_of_a_file(form: int) -> None:
    evidence = read(report(meta={"format": form}, **{"b.py": file([], [1]), "a.py": file([1, 3], [4], (6, 7))}))
    assert evidence.files == (
        FileCoverage("a.py", bits(1, 3, 4), bits(1, 3)),
        FileCoverage("b.py", bits(1)),
    )
    assert evidence.shortfall is None


def test_branches_are_counted_at_their_line() -> None:
    entry = file(
        [2, 5],
        [],
        executed_branches=[[2, 3], [5, 6], [5, -1]],
        missing_branches=[[2, 4]],
        summary=summary(2, 0, branches=(3, 4)),
    )
    assert read(report(a=entry)).files[0].branches == {2: (1, 2), 5: (2, 2)}


def test_line_under_no_branch_counts_as_two_where_the_summary_says_so() -> None:
    entry = file([2], [], executed_branches=[[2, 3]], missing_branches=[], summary=summary(1, 0, branches=(2, 2)))
    assert read(report(a=entry)).files[0].branches == {2: (2, 2)}


def test_branches_that_only_the_summary_counts_are_left_out() -> None:
    entry = file([2], [], executed_branches=[[2, 3]], missing_branches=[], summary=summary(1, 0, branches=(3, 3)))
    assert read(report(a=entry)).files[0].branches == {2: (1, 1)}


def test_excluded_line_that_ran_is_not_coverable() -> None:
    entry = file([1, 8], [2], (8,), summary=summary(1, 1, 1))
    assert read(report(a=entry)).files == (FileCoverage("a", bits(1, 2), bits(1)),)


def test_docstrings_among_executed_lines_leave_exact_counts() -> None:
    entry = file([1, 2, 5], [6], summary=summary(2, 1))
    evidence = read(report(a=entry, b=file([1], [])))
    assert evidence.files == (FileCoverage("a", counted=(2, 3)), FileCoverage("b", bits(1), bits(1)))
    assert evidence.figures()["lines_coverable"] == 4
    assert "1 files count without line numbers" in str(evidence.notes[0])


def test_file_of_a_docstring_alone_has_nothing_to_cover() -> None:
    entry = file([1], [], summary=summary(0, 0))
    assert read(report(a=entry, b=file([1], []))).files[0] == FileCoverage("a")


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({}, id="no-file"),
        pytest.param({"a": file([], [], (1, 2))}, id="all-excluded"),
    ],
)
def test_report_of_nothing_has_a_shortfall(files: Json) -> None:
    assert read(report(**files)).shortfall is not None


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        pytest.param("2026-01-02T03:04:05+00:00", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), id="with-zone"),
        pytest.param("2026-01-02T03:04:05", None, id="local-to-some-machine"),
        pytest.param("yesterday", None, id="no-time"),
    ],
)
def test_time_of_the_report(written: str, moment: datetime | None) -> None:
    assert read(report(meta={"timestamp": written}, a=file([1], []))).source.produced_at == moment


LINES = file([1], [2])


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        pytest.param(report(meta={"format": 99}, a=LINES), "unsupported-version", id="format-unknown"),
        pytest.param(report(meta={"format": None}, a=LINES), "unsupported-version", id="format-missing"),
        pytest.param(report(meta={"format": True}, a=LINES), "unsupported-version", id="format-true"),
        pytest.param([], "wrong-shape", id="array"),
        pytest.param({"files": {}}, "wrong-shape", id="no-meta"),
        pytest.param(report(a=file(["1"], [])), "wrong-shape", id="lines-as-strings"),
        pytest.param(report(a=file([True], [])), "wrong-shape", id="lines-true"),
        pytest.param(report(a=file([0], [])), "bad-line-number", id="line-zero"),
        pytest.param(report(**{"a\n": LINES}), "bad-file-name", id="line-end-in-a-path"),
        pytest.param(report({"covered_lines": 2, "num_statements": 3}, a=LINES), "totals-disagree", id="totals-better"),
        pytest.param(report({"excluded_lines": 9}, a=LINES), "totals-disagree", id="totals-exclude-more"),
        pytest.param(report({"percent_covered": 150}, a=LINES), "totals-disagree", id="percent-above-100"),
        pytest.param(
            report(a=file([1], [2], summary=summary(2, 0))), "totals-disagree", id="summary-with-less-missing"
        ),
        pytest.param(
            report(a=file([1], [2], summary=summary(2, 1))), "totals-disagree", id="summary-with-more-covered"
        ),
        pytest.param(
            report(a=file([1], [2], summary=summary(1, 1, num_statements=3))),
            "totals-disagree",
            id="summary-adds-up-wrong",
        ),
        pytest.param(
            report(a=file([1], [2], summary=summary(-1, 1, num_statements=0))),
            "totals-disagree",
            id="summary-below-zero",
        ),
        pytest.param(
            report(a=file([1], [], summary=summary(1, 0, branches=(1, 2), missing_branches=0))),
            "totals-disagree",
            id="summary-of-branches-adds-up-wrong",
        ),
        pytest.param(report(a=file([1, 2], [2])), "totals-disagree", id="executed-and-missing"),
        pytest.param(
            report(a=file([1], [], missing_branches=[[1, 2]])),
            "totals-disagree",
            id="missing-branch-not-in-the-summary",
        ),
        pytest.param(
            report(a=file([1], [], executed_branches=[[1, 2], [1, 3]])),
            "totals-disagree",
            id="more-branches-than-counted",
        ),
        pytest.param(
            report(a=file([1], [], executed_branches=[[0, 2]], summary=summary(1, 0, branches=(1, 1)))),
            "totals-disagree",
            id="branch-at-line-zero",
        ),
    ],
)
def test_unsound_report_is_refused(written: object, slug: str) -> None:
    with pytest.raises(EvidenceError) as raised:
        read(written)
    assert raised.value.slug == slug


@pytest.mark.parametrize(
    ("head", "recognised"),
    [
        pytest.param(b'{"meta": {"format": 3, "branch_coverage": true}, "files": {', True, id="meta"),
        pytest.param(b'{"files": {"a": {"executed_lines": []}}, "meta": {', True, id="files-first"),
        pytest.param(b'{"meta": {"view": {}}, "files": []}', False, id="other-meta"),
        pytest.param(b'{"version": "2.1.0", "runs": []}', False, id="sarif"),
    ],
)
def test_recognition(head: bytes, *, recognised: bool) -> None:
    assert CoveragepyJsonReader().recognises(head, "any.json") is recognised

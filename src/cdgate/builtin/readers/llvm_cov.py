"""`llvm-cov export`: lines from segments where they are listed, else the counts of each file's summary."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from cdgate.builtin.readers.claims import count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles, added, check_counts
from cdgate.builtin.readers.hit_lists import count
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.builtin.readers.linesets import MOST_LINES_OF_FILE, bad_line_number
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj, string

_TYPE = "llvm.coverage.json.export"
# [line, column, count, has count, begins a region, is a gap]; the last is missing before LLVM 11.
_SEGMENT = 5
# [line, column, end line, end column, true count, false count, ...]
_BRANCH = 6


def _looks(head: JsonHead) -> bool:
    return head.words.get("type") == _TYPE or ("data" in head.keys and {"files", "totals"} <= head.inner)


def _gather(value: JsonValue, files: CoveredFiles) -> None:
    for index, item in enumerate(arr(obj(value, "$").get("data"), "$.data")):
        where = f"$.data[{index}]"
        export = obj(item, where)
        for position, file in enumerate(arr(export.get("files"), f"{where}.files")):
            _add(files, obj(file, f"{where}.files[{position}]"), f"{where}.files[{position}]")
        files.claims.append(count_claim(*_summary(export.get("totals"), f"{where}.totals")))


def _add(files: CoveredFiles, file: dict[str, Any], where: str) -> None:  # any JSON
    path = string(file.get("filename"), f"{where}.filename")
    covered, coverable = _summary(file.get("summary"), f"{where}.summary")
    segments = [_segment(item, f"{where}.segments") for item in arr(file.get("segments") or [], f"{where}.segments")]
    if not segments:
        files.counted(path, covered, coverable)
        return
    check_counts(covered, coverable)
    spans = list(_executions(segments))
    branches = added(_branches(arr(file.get("branches") or [], f"{where}.branches"), f"{where}.branches"))
    files.spans(path, [(first, last) for first, last, _ in spans], [ran for _, _, ran in spans], branches)


def _summary(value: object, where: str) -> tuple[int, int]:
    lines = obj(obj(value, where).get("lines"), f"{where}.lines")
    return integer(lines.get("covered"), f"{where}.lines.covered"), integer(lines.get("count"), f"{where}.lines.count")


def _segment(value: object, where: str) -> tuple[int, int, bool, bool]:
    """Return (line, count, has count, begins a region); a gap begins none."""
    parts = arr(value, where)
    line = integer(parts[0] if len(parts) >= _SEGMENT else None, where, least=1)
    if line > MOST_LINES_OF_FILE:
        raise bad_line_number(line)
    is_gap = len(parts) > _SEGMENT and parts[_SEGMENT] is True
    return line, count(parts[2], where), bool(parts[3]), bool(parts[4]) and not is_gap


def _executions(segments: list[tuple[int, int, bool, bool]]) -> Iterator[tuple[int, int, int]]:
    """Yield (first line, last line, count) for lines with code, by the rules of LLVM's own line coverage."""
    wrapped: tuple[int, int, bool, bool] | None = None
    following = 0
    for line, group in groupby(segments, key=lambda segment: segment[0]):
        here = list(group)
        if wrapped is not None and wrapped[2] and following < line:
            yield following, line - 1, wrapped[1]
        starts = [segment[1] for segment in here if segment[2] and segment[3]]
        skipped = not here[0][2] and here[0][3]
        goes_on = wrapped is not None and wrapped[2] and not skipped
        if starts or goes_on:
            yield line, line, max([*starts, wrapped[1] if wrapped is not None and wrapped[2] else 0])
        wrapped, following = here[-1], line + 1


def _branches(items: list[Any], where: str) -> Iterator[tuple[int, tuple[int, int]]]:  # any JSON
    for item in items:
        parts = arr(item, where)
        line = integer(parts[0] if len(parts) >= _BRANCH else None, where, least=1)
        yield line, ((count(parts[4], where) > 0) + (count(parts[5], where) > 0), 2)


LLVM_COV = JsonCoverage(
    name="llvm-cov-json",
    title="LLVM coverage JSON (llvm-cov export, cargo-llvm-cov)",
    link="https://llvm.org/docs/CommandGuide/llvm-cov.html#llvm-cov-export",
    looks=_looks,
    gather=_gather,
)

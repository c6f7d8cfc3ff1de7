"""JSON of gcov and gcovr: line objects per instance of a function, with counts and branches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cdgate.builtin.readers.claims import Claim, count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles, added
from cdgate.builtin.readers.hit_lists import count
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj, string

# gcovr keeps lines that do not count in the report: comments, `GCOVR_EXCL` and the like.
_LEFT_OUT = ("gcovr/excluded", "gcovr/noncode")
_FORMAT = "gcovr/format_version"
_SUMMARY = "gcovr/summary_format_version"


def _looks(head: JsonHead) -> bool:
    if _FORMAT in head.keys:
        return True
    return {"files", "format_version", "gcc_version"} <= head.keys


def _gather(value: JsonValue, files: CoveredFiles) -> None:
    whole = obj(value, "$")
    # gcovr counts a line once for each instance of a template that it is part of; gcov counts it once.
    take = files.statements if _FORMAT in whole else files.lines
    for index, item in enumerate(arr(whole.get("files"), "$.files")):
        where = f"$.files[{index}]"
        file = obj(item, where)
        lines = list(_lines(arr(file.get("lines"), f"{where}.lines"), f"{where}.lines"))
        numbers = [integer(line.get("line_number"), f"{where}.lines.line_number") for line in lines]
        ran = [count(line.get("count"), f"{where}.lines.count") for line in lines]
        branches = (
            (number, (count(branch.get("count"), f"{where}.lines.branches.count") > 0, 1))
            for number, line in zip(numbers, lines, strict=True)
            for branch in _lines(line.get("branches") or [], f"{where}.lines.branches")
        )
        take(string(file.get("file"), f"{where}.file"), numbers, ran, added(branches))


def _lines(items: object, where: str) -> Iterator[dict[str, Any]]:  # any JSON
    for item in arr(items, where):
        line = obj(item, where)
        if not any(line.get(mark) for mark in _LEFT_OUT):
            yield line


def _looks_like_summary(head: JsonHead) -> bool:
    return _SUMMARY in head.keys


def _gather_summary(value: JsonValue, files: CoveredFiles) -> None:
    whole = obj(value, "$")
    files.claims.append(_total(whole, "$"))
    for index, item in enumerate(arr(whole.get("files"), "$.files")):
        where = f"$.files[{index}]"
        file = obj(item, where)
        total = _total(file, where)
        files.counted(string(file.get("filename"), f"{where}.filename"), total.covered, total.coverable)


def _total(value: dict[str, Any], where: str) -> Claim:  # any JSON
    return count_claim(
        integer(value.get("line_covered"), f"{where}.line_covered"),
        integer(value.get("line_total"), f"{where}.line_total"),
    )


GCOVR_JSON = JsonCoverage(
    name="gcovr-json",
    title="gcovr and gcov JSON",
    link="https://gcovr.com/en/stable/output/json.html",
    looks=_looks,
    gather=_gather,
)
GCOVR_SUMMARY = JsonCoverage(
    name="gcovr-summary-json",
    title="gcovr JSON summary",
    link="https://gcovr.com/en/stable/output/json.html",
    looks=_looks_like_summary,
    gather=_gather_summary,
)

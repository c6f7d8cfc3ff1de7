"""JSON of cargo-tarpaulin: the traces of each file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cdgate.builtin.readers.claims import count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles, added
from cdgate.builtin.readers.hit_lists import count
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj, string

_SIDES = ("been_true", "been_false")


def _looks(head: JsonHead) -> bool:
    return "files" in head.keys and head.inner >= {"path", "traces"}


def _gather(value: JsonValue, files: CoveredFiles) -> None:
    covered = coverable = 0
    for index, item in enumerate(arr(obj(value, "$").get("files"), "$.files")):
        where = f"$.files[{index}]"
        file = obj(item, where)
        parts = [string(part, f"{where}.path") for part in arr(file.get("path"), f"{where}.path")]
        path = "/".join(parts).replace("//", "/")
        traces = [obj(trace, f"{where}.traces") for trace in arr(file.get("traces"), f"{where}.traces")]
        lines = [(trace, obj(trace.get("stats"), f"{where}.traces.stats")) for trace in traces]
        numbers = [integer(trace.get("line"), f"{where}.traces.line", least=1) for trace, _ in lines]
        ran = [_ran(stats, f"{where}.traces.stats") for _, stats in lines]
        branches = added(
            pair for number, (_, stats) in zip(numbers, lines, strict=True) for pair in _sides(number, stats)
        )
        files.lines(path, numbers, ran, branches)
        covered += integer(file.get("covered", 0), f"{where}.covered")
        coverable += integer(file.get("coverable", 0), f"{where}.coverable")
    files.claims.append(count_claim(covered, coverable))


def _ran(stats: dict[str, Any], where: str) -> bool:  # any JSON
    """Tell whether a line ran: it was hit, or one side of a branch on it was taken."""
    if "Line" in stats:
        return count(stats["Line"], f"{where}.Line") > 0
    return any(taken for _, (taken, _) in _sides(0, stats))


def _sides(line: int, stats: dict[str, Any]) -> Iterator[tuple[int, tuple[int, int]]]:  # any JSON
    """Yield how many of the two sides of each branch were taken."""
    written = stats.get("Condition", [stats["Branch"]] if "Branch" in stats else [])
    for branch in arr(written, "$.files[].traces.stats.Condition"):
        sides = obj(branch, "$.files[].traces.stats.Branch")
        yield line, (sum(sides.get(side) is True for side in _SIDES), len(_SIDES))


TARPAULIN = JsonCoverage(
    name="tarpaulin-json",
    title="cargo-tarpaulin JSON",
    link="https://github.com/xd009642/tarpaulin#command-line",
    looks=_looks,
    gather=_gather,
)

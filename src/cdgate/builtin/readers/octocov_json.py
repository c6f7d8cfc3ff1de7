"""The report.json of octocov: totals by file, and where they come from in blocks of lines or statements."""

from __future__ import annotations

from typing import Any

from cdgate.builtin.readers.claims import count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles, added
from cdgate.builtin.readers.hit_lists import count
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.model.evidence import FileCoverage
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj, string


def _looks(head: JsonHead) -> bool:
    return {"repository", "coverage"} <= head.keys and {"type", "total", "covered"} <= head.inner


def _gather(value: JsonValue, files: CoveredFiles) -> None:
    whole = obj(obj(value, "$").get("coverage"), "$.coverage")
    files.claims.append(count_claim(*_counts(whole, "$.coverage")))
    for index, item in enumerate(arr(whole.get("files") or [], "$.coverage.files")):
        where = f"$.coverage.files[{index}]"
        file = obj(item, where)
        path = string(file.get("file"), f"{where}.file")
        blocks = [obj(block, f"{where}.blocks") for block in arr(file.get("blocks") or [], f"{where}.blocks")]
        if blocks:
            files.add(_file(path, blocks, files, f"{where}.blocks"))
        else:
            files.counted(path, *_counts(file, where))


def _file(path: str, blocks: list[dict[str, Any]], files: CoveredFiles, where: str) -> FileCoverage:  # any JSON
    """Return the lines of the blocks, and the statements where they are counted."""
    pairs = [
        (integer(block.get("start_line"), where, least=1), integer(block.get("end_line"), where, least=1))
        for block in blocks
    ]
    ran = [count(block.get("count"), where) > 0 for block in blocks]
    weights = [
        (first, (number * hit, number))
        for (first, _), hit, block in zip(pairs, ran, blocks, strict=True)
        if (number := integer(block.get("num_stmt", 0), f"{where}.num_stmt"))
    ]
    covered = [pair for pair, hit in zip(pairs, ran, strict=True) if hit]
    return FileCoverage(path, files.sets.spans(pairs), files.sets.spans(covered), statements=added(weights))


def _counts(value: dict[str, Any], where: str) -> tuple[int, int]:  # any JSON
    return integer(value.get("covered"), f"{where}.covered"), integer(value.get("total"), f"{where}.total")


OCTOCOV = JsonCoverage(
    name="octocov-json",
    title="octocov report.json",
    link="https://github.com/k1LoW/octocov",
    looks=_looks,
    gather=_gather,
)

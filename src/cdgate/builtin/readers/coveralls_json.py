"""Coveralls' JSON, which many tools write for uploading: per file a list of hits by line, and branches in fours."""

from __future__ import annotations

from cdgate.builtin.readers.covered_files import CoveredFiles, added
from cdgate.builtin.readers.hit_lists import count, listed
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj, string

_FOUR = 4  # line, block, branch, hits


def _looks(head: JsonHead) -> bool:
    return "source_files" in head.keys and {"name", "coverage"} <= head.inner


def _gather(value: JsonValue, files: CoveredFiles) -> None:
    for index, item in enumerate(arr(obj(value, "$").get("source_files"), "$.source_files")):
        where = f"$.source_files[{index}]"
        file = obj(item, where)
        numbers, hits = listed(file.get("coverage"), f"{where}.coverage")
        branches = arr(file.get("branches") or [], f"{where}.branches")
        if len(branches) % _FOUR:
            raise _cut(f"{where}.branches", len(branches))
        taken = (
            (integer(line, f"{where}.branches", least=1), (count(ran, f"{where}.branches") > 0, 1))
            for line, ran in zip(branches[::_FOUR], branches[3::_FOUR], strict=True)
        )
        files.lines(string(file.get("name"), f"{where}.name"), numbers, hits, added(taken))


def _cut(where: str, length: int) -> EvidenceError:
    return EvidenceError(
        "wrong-shape",
        text("{where}: branches come in fours, and there are {count} numbers", where=where, count=length),
        hint=text("line, block, branch and hits make one branch; the list was cut"),
    )


COVERALLS = JsonCoverage(
    name="coveralls-json",
    title="Coveralls JSON (gcovr, coveralls clients)",
    link="https://docs.coveralls.io/api-reference",
    looks=_looks,
    gather=_gather,
)

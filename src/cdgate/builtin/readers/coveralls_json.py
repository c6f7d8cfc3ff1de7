"""Coveralls' JSON, which many tools write for uploading: per file a list of hits by line, and branches in fours."""

from __future__ import annotations

from collections.abc import Iterator

from cdgate.builtin.readers.covered_files import CoveredFiles, added
from cdgate.builtin.readers.hit_lists import count, listed
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj, string

_FOUR = 4  # line, block, branch, hits


def _looks(head: JsonHead) -> bool:
    return "source_files" in head.keys and {"name", "coverage"} <= head.inner and "line_counts" not in head.inner


def _gather(value: JsonValue, files: CoveredFiles) -> None:
    for index, item in enumerate(arr(obj(value, "$").get("source_files"), "$.source_files")):
        where = f"$.source_files[{index}]"
        file = obj(item, where)
        numbers, hits = listed(file.get("coverage"), f"{where}.coverage")
        path = string(file.get("name"), f"{where}.name")
        files.lines(path, numbers, hits, added(_branches(file.get("branches") or [], f"{where}.branches")))


def _branches(written: object, where: str) -> Iterator[tuple[int, tuple[int, int]]]:
    numbers = arr(written, where)
    if len(numbers) % _FOUR:
        raise _cut(where, len(numbers))
    for line, ran in zip(numbers[::_FOUR], numbers[3::_FOUR], strict=True):
        yield integer(line, where, least=1), (count(ran, where) > 0, 1)


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

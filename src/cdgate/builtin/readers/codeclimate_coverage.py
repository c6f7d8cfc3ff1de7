"""What `cc-test-reporter` of Code Climate writes: a list of hits by line for each file, as JSON within a string."""

from __future__ import annotations

from cdgate.builtin.readers.claims import Claim, count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.builtin.readers.hit_lists import listed
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, load_json, obj, string


def _looks(head: JsonHead) -> bool:
    return "source_files" in head.keys and {"name", "coverage", "line_counts"} <= head.inner


def _gather(value: JsonValue, files: CoveredFiles) -> None:
    whole = obj(value, "$")
    files.claims.append(_claim(whole.get("line_counts"), "$.line_counts"))
    for index, item in enumerate(arr(whole.get("source_files"), "$.source_files")):
        where = f"$.source_files[{index}]"
        file = obj(item, where)
        written = string(file.get("coverage"), f"{where}.coverage")
        numbers, hits = listed(load_json(written.encode()), f"{where}.coverage")
        files.lines(string(file.get("name"), f"{where}.name"), numbers, hits)


def _claim(value: object, where: str) -> Claim:
    counts = obj(value, where)
    return count_claim(*(integer(counts.get(key), f"{where}.{key}") for key in ("covered", "total")))


CODECLIMATE_COVERAGE = JsonCoverage(
    name="codeclimate-coverage-json",
    title="Code Climate coverage JSON (cc-test-reporter)",
    link="https://github.com/codeclimate/test-reporter",
    looks=_looks,
    gather=_gather,
)

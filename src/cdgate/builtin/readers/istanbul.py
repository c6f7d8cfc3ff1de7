"""Istanbul's JSON: maps of statements and branches beside their hits, and the summary of counts by file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cdgate.builtin.readers.claims import count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles, added
from cdgate.builtin.readers.hit_lists import count
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj, string

_MAPS = frozenset({"statementMap", "s"})


def _looks(head: JsonHead) -> bool:
    known = head.keys | head.inner
    return "statementMap" in known and "fnMap" in known and "testResults" not in head.keys  # as Jest's own JSON has it


def _gather(value: JsonValue, files: CoveredFiles) -> None:
    whole = obj(value, "$")
    if whole.keys() >= _MAPS:  # one file, as the instrumenter leaves it in the program
        _add(files, whole, "$")
        return
    for path, file in obj(whole.get("map", whole), "$").items():  # `map` is where Istanbul's own test data has them
        coverage = obj(file, f"$[{path!r}]")
        _add(files, {"path": path, **obj(coverage.get("data", coverage), f"$[{path!r}].data")}, f"$[{path!r}]")


def _add(files: CoveredFiles, file: dict[str, Any], where: str) -> None:  # any JSON
    """Add one file: a line is where a statement begins, and ran if one of them ran."""
    places = obj(file.get("statementMap"), f"{where}.statementMap")
    hits = obj(file.get("s"), f"{where}.s")
    numbers = [_line(place, f"{where}.statementMap[{key!r}]") for key, place in places.items()]
    ran = [count(hits.get(key), f"{where}.s[{key!r}]") for key in places]
    files.lines(string(file.get("path", ""), f"{where}.path"), numbers, ran, added(_branches(file, where)))


def _branches(file: dict[str, Any], where: str) -> Iterator[tuple[int, tuple[int, int]]]:  # any JSON
    hits = obj(file.get("b", {}), f"{where}.b")
    for key, item in obj(file.get("branchMap", {}), f"{where}.branchMap").items():
        at = f"{where}.branchMap[{key!r}]"
        branch = obj(item, at)
        line = _line(branch["loc"], f"{at}.loc") if branch.get("loc") else integer(branch.get("line"), at, least=1)
        arms = arr(hits.get(key), f"{where}.b[{key!r}]")
        yield line, (sum(count(arm, f"{where}.b[{key!r}]") > 0 for arm in arms), len(arms))


def _line(place: object, where: str) -> int:
    start = obj(obj(place, where).get("start"), f"{where}.start")
    return integer(start.get("line"), f"{where}.start.line", least=1)


def _looks_like_summary(head: JsonHead) -> bool:
    return "total" in head.keys and {"lines", "statements", "functions", "branches"} <= head.inner and not head.words


def _gather_summary(value: JsonValue, files: CoveredFiles) -> None:
    for path, item in obj(value, "$").items():
        lines = obj(obj(item, f"$[{path!r}]").get("lines"), f"$[{path!r}].lines")
        covered = integer(lines.get("covered"), f"$[{path!r}].lines.covered")
        coverable = integer(lines.get("total"), f"$[{path!r}].lines.total")
        if path == "total":
            files.claims.append(count_claim(covered, coverable))
        else:
            files.counted(path, covered, coverable)


ISTANBUL = JsonCoverage(
    name="istanbul-json",
    title="Istanbul JSON (coverage-final.json of nyc, jest, vitest, c8)",
    link="https://github.com/gotwarlost/istanbul/blob/master/coverage.json.md",
    looks=_looks,
    gather=_gather,
)
ISTANBUL_SUMMARY = JsonCoverage(
    name="istanbul-summary-json",
    title="Istanbul JSON summary (coverage-summary.json)",
    link="https://istanbul.js.org/docs/advanced/alternative-reporters/#json-summary",
    looks=_looks_like_summary,
    gather=_gather_summary,
)

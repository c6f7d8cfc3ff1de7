"""JSON of coverage that maps lines: Codecov's own format (cargo llvm-cov --codecov) and covdir (grcov)."""

from __future__ import annotations

import re
from typing import Any

from cdgate.builtin.readers.claims import count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.builtin.readers.hit_lists import no_count
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj
from cdgate.parsing.text import natural
from cdgate.pattern import lazily

_PARTS = lazily(r"(?P<taken>[0-9]{1,9})/(?P<total>[0-9]{1,9})", re.ASCII)
_COUNTS = ("linesCovered", "linesTotal")
_NOTHING = -1  # what covdir writes for a line where there is nothing to cover


def _looks_like_codecov(head: JsonHead) -> bool:
    lines = any(key.isascii() and key.isdecimal() for key in head.inner)
    return "coverage" in head.keys and head.keys <= {"coverage", "messages"} and lines


def _gather_codecov(value: JsonValue, files: CoveredFiles) -> None:
    for path, lines in obj(obj(value, "$").get("coverage"), "$.coverage").items():
        where = f"$.coverage[{path!r}]"
        numbers, ran = [], []
        branches: dict[int, tuple[int, int]] = {}
        for key, hits in obj(lines, where).items():
            if hits is None:
                continue
            number = natural(key)
            taken, total = _parts(hits, f"{where}[{number}]")
            numbers.append(number)
            ran.append(taken > 0)
            if total:
                branches[number] = taken, total
        files.lines(path, numbers, ran, branches)


def _parts(hits: Any, where: str) -> tuple[int, int]:  # any JSON
    """Return hits and no branches, or the taken ones of all branches; `true` means that a line ran in part."""
    if hits is True:
        return 1, 2
    if type(hits) is int and hits >= 0:
        return hits, 0
    match = _PARTS.fullmatch(hits) if isinstance(hits, str) else None
    if match is None or int(match["taken"]) > int(match["total"]):
        raise no_count(hits, where)
    return int(match["taken"]), int(match["total"])


def _looks_like_covdir(head: JsonHead) -> bool:
    return head.keys >= {"children", *_COUNTS}


def _gather_covdir(value: JsonValue, files: CoveredFiles) -> None:
    top = obj(value, "$")
    files.claims.append(count_claim(*(integer(top.get(key), f"$.{key}") for key in _COUNTS)))
    waiting: list[tuple[str, dict[str, Any]]] = [("", top)]
    while waiting:
        path, here = waiting.pop()
        if "coverage" in here:
            hits = [integer(count, f"{path}.coverage", least=_NOTHING) for count in arr(here["coverage"], path)]
            numbers = [number for number, count in enumerate(hits, 1) if count != _NOTHING]
            files.lines(path, numbers, [hits[number - 1] for number in numbers])
        for name, child in obj(here.get("children", {}), f"{path}.children").items():
            waiting.append((f"{path}/{name}" if path else name, obj(child, f"{path}.children")))


CODECOV = JsonCoverage(
    name="codecov-json",
    title="Codecov JSON (cargo llvm-cov --codecov)",
    link="https://docs.codecov.com/docs/codecov-custom-coverage-format",
    looks=_looks_like_codecov,
    gather=_gather_codecov,
)
COVDIR = JsonCoverage(
    name="covdir-json",
    title="covdir JSON (grcov)",
    link="https://github.com/mozilla/grcov#usage",
    looks=_looks_like_covdir,
    gather=_gather_covdir,
)

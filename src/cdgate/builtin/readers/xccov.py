"""Xcode's coverage in JSON: the report (counts by file) and the archive (lines)."""

from __future__ import annotations

from cdgate.builtin.readers.claims import count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.builtin.readers.hit_lists import count
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.message import text
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj, string

_LINK = "https://developer.apple.com/documentation/xcode/determining-how-much-code-your-tests-cover"
_COUNTS = ("coveredLines", "executableLines")


def _looks(head: JsonHead) -> bool:
    return head.keys >= {"targets", *_COUNTS}


def _gather(value: JsonValue, files: CoveredFiles) -> None:
    whole = obj(value, "$")
    files.claims.append(count_claim(*(integer(whole.get(key), f"$.{key}") for key in _COUNTS)))
    for target in arr(whole.get("targets"), "$.targets"):
        for number, item in enumerate(arr(obj(target, "$.targets[]").get("files", []), "$.targets[].files")):
            where = f"$.targets[].files[{number}]"
            file = obj(item, where)
            covered, coverable = (integer(file.get(key), f"{where}.{key}") for key in _COUNTS)
            files.counted(string(file.get("path"), f"{where}.path"), covered, coverable)
    files.notes.append(text("the report counts by file and lists no lines: xccov view --archive --json does"))


def _looks_like_archive(head: JsonHead) -> bool:
    return "isExecutable" in head.inner


def _gather_archive(value: JsonValue, files: CoveredFiles) -> None:
    for path, items in obj(value, "$").items():
        where = f"$[{path!r}]"
        lines = [line for line in (obj(item, where) for item in arr(items, where)) if line.get("isExecutable") is True]
        numbers = [integer(line.get("line"), f"{where}.line", least=1) for line in lines]
        files.lines(path, numbers, [count(line.get("executionCount"), f"{where}.executionCount") for line in lines])


XCCOV = JsonCoverage(
    name="xccov-json",
    title="Xcode coverage report (xccov view --report --json)",
    link=_LINK,
    looks=_looks,
    gather=_gather,
)
XCCOV_ARCHIVE = JsonCoverage(
    name="xccov-archive-json",
    title="Xcode coverage archive (xccov view --archive --json)",
    link=_LINK,
    looks=_looks_like_archive,
    gather=_gather_archive,
)

"""ReportGenerator's JSON summary: counts by class, which are no files."""

from __future__ import annotations

from typing import Any

from cdgate.builtin.readers.claims import Claim, count_claim
from cdgate.builtin.readers.covered_files import CoveredFiles
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.message import text
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj, string
from cdgate.parsing.text import timestamp


def _looks(head: JsonHead) -> bool:
    return {"summary", "coverage"} <= head.keys and {"coveredlines", "coverablelines"} <= head.inner


def _gather(value: JsonValue, files: CoveredFiles) -> None:
    whole = obj(value, "$")
    summary = obj(whole.get("summary"), "$.summary")
    files.produced_at = timestamp(string(summary.get("generatedon", ""), "$.summary.generatedon"))
    files.claims.append(_total(summary, "$.summary"))
    for item in arr(obj(whole.get("coverage"), "$.coverage").get("assemblies"), "$.coverage.assemblies"):
        assembly = obj(item, "$.coverage.assemblies")
        name = string(assembly.get("name"), "$.coverage.assemblies.name")
        for member in arr(assembly.get("classesinassembly"), f"$[{name!r}].classesinassembly"):
            where = f"$[{name!r}].classesinassembly"
            total = _total(obj(member, where), where)
            path = f"{name}/{string(obj(member, where).get('name'), where)}"
            files.counted(path, total.covered, total.coverable)
    files.notes.append(text("the report counts by class and names no source file"))


def _total(value: dict[str, Any], where: str) -> Claim:  # any JSON
    covered = integer(value.get("coveredlines"), f"{where}.coveredlines")
    return count_claim(covered, integer(value.get("coverablelines"), f"{where}.coverablelines"))


REPORTGENERATOR_SUMMARY = JsonCoverage(
    name="reportgenerator-json",
    title="ReportGenerator JSON summary",
    link="https://github.com/danielpalme/ReportGenerator/wiki/Output-formats",
    looks=_looks,
    gather=_gather,
)

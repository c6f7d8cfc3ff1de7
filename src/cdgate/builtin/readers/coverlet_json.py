"""Coverlet's own JSON: modules, documents, classes, methods, and there the hits of lines and branches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cdgate.builtin.readers.covered_files import CoveredFiles, added
from cdgate.builtin.readers.hit_lists import count
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj
from cdgate.parsing.text import natural


def _looks(head: JsonHead) -> bool:
    modules = {key for key in head.keys if key.lower().endswith((".dll", ".exe"))}
    return bool(modules) and modules == head.keys


def _gather(value: JsonValue, files: CoveredFiles) -> None:
    for module, documents in obj(value, "$").items():
        for path, classes in obj(documents, f"$[{module!r}]").items():
            where = f"$[{module!r}][{path!r}]"
            methods = [method for members in obj(classes, where).values() for method in obj(members, where).values()]
            _add(files, path, methods, where)


def _add(files: CoveredFiles, path: str, methods: list[Any], where: str) -> None:  # any JSON
    lines = [
        (natural(number), count(ran, f"{where}.Lines"))
        for method in methods
        for number, ran in obj(obj(method, where).get("Lines"), f"{where}.Lines").items()
    ]
    files.lines(path, [line for line, _ in lines], [ran for _, ran in lines], added(_branches(methods, where)))


def _branches(methods: list[Any], where: str) -> Iterator[tuple[int, tuple[int, int]]]:  # any JSON
    for method in methods:
        for item in arr(method.get("Branches") or [], f"{where}.Branches"):
            branch = obj(item, f"{where}.Branches")
            line = integer(branch.get("Line"), f"{where}.Branches.Line", least=1)
            yield line, (count(branch.get("Hits"), f"{where}.Branches.Hits") > 0, 1)


COVERLET_JSON = JsonCoverage(
    name="coverlet-json",
    title="Coverlet JSON",
    link="https://github.com/coverlet-coverage/coverlet/blob/master/Documentation/MSBuildIntegration.md",
    looks=_looks,
    gather=_gather,
)

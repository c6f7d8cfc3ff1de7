"""SimpleCov: the result sets that it merges, and the JSON that its formatter writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cdgate.builtin.readers.covered_files import CoveredFiles, added
from cdgate.builtin.readers.hit_lists import count, listed
from cdgate.builtin.readers.json_coverage import JsonCoverage
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.json import JsonHead, JsonValue, arr, integer, obj
from cdgate.pattern import lazily

# Ruby's own notation of [type, id, first line, first column, last line, last column].
_PLACE = lazily(r"\[:?\"?[^\",]{1,20}\"?, [0-9]{1,9}, (?P<line>[0-9]{1,8})(?:, [0-9]{1,9}){3}\]")


def _looks_like_results(head: JsonHead) -> bool:
    if head.keys == {"result"}:  # .last_run.json, which lies beside it
        return bool({"line", "covered_percent"} & head.inner)
    others = {"coverage", "source_files", "meta", "data", "files", "testResults"} & head.keys
    return "coverage" in head.inner and not head.words and not others and "statementMap" not in head.inner


def _gather_results(value: JsonValue, files: CoveredFiles) -> None:
    commands = obj(value, "$")
    if "coverage" not in obj(commands.get("result", {"coverage": {}}), "$.result"):
        raise _rates_only()
    for command, result in commands.items():
        where = f"$[{command!r}]"
        for path, file in obj(obj(result, where).get("coverage"), f"{where}.coverage").items():
            _add(files, path, file, where)


def _add(files: CoveredFiles, path: str, file: Any, where: str) -> None:  # any JSON
    """Add one file: a list of hits (up to 0.17) or an object with `lines` and `branches`."""
    if isinstance(file, list):
        files.lines(path, *listed(file, f"{where}[{path!r}]"))
        return
    parts = obj(file, f"{where}[{path!r}]")
    if parts.get("oneshot_lines") is not None:
        raise _without_misses(path)
    files.lines(
        path, *listed(parts.get("lines"), f"{where}[{path!r}].lines"), added(_branches(parts.get("branches"), path))
    )


def _branches(written: Any, path: str) -> Iterator[tuple[int, tuple[int, int]]]:  # any JSON
    """Yield the branches of a result set (places to arms) or of the formatter (a list of arms)."""
    if isinstance(written, Mapping):
        for place, arms in written.items():
            line = _line(place, path)
            for ran in obj(arms, f"{path}.branches").values():
                yield line, (count(ran, f"{path}.branches") > 0, 1)
        return
    for arm in arr(written or [], f"{path}.branches"):
        told = obj(arm, f"{path}.branches")
        if told.get("coverage") != "ignored":
            line = integer(told.get("report_line", told.get("start_line")), f"{path}.branches", least=1)
            yield line, (count(told.get("coverage"), f"{path}.branches") > 0, 1)


def _line(place: str, path: str) -> int:
    match = _PLACE.fullmatch(place)
    if match is None:
        raise EvidenceError(
            "wrong-shape",
            text("{path}: {place} is no place of a condition", path=path, place=repr(place[:80])),
            hint=text("the result set was edited, or written by a SimpleCov that cdgate does not know"),
        )
    return int(match["line"])


def _looks_like_formatter(head: JsonHead) -> bool:
    return {"meta", "coverage"} <= head.keys and "simplecov_version" in head.inner


def _gather_formatter(value: JsonValue, files: CoveredFiles) -> None:
    for path, file in obj(obj(value, "$").get("coverage"), "$.coverage").items():
        _add(files, path, file, "$.coverage")


def _rates_only() -> EvidenceError:
    return EvidenceError(
        "rates-only",
        text("this file holds a rounded percentage and neither lines nor counts"),
        hint=text("give cdgate .resultset.json, which lies beside it, or what the JSON formatter writes"),
    )


def _without_misses(path: str) -> EvidenceError:
    return EvidenceError(
        "lines-that-ran-only",
        text("{path} lists the lines that ran and not those that could have run", path=path),
        hint=text("let SimpleCov finish with its own formatter, or measure without oneshot_line"),
    )


SIMPLECOV_RESULTS = JsonCoverage(
    name="simplecov-resultset",
    title="SimpleCov result sets (.resultset.json)",
    link="https://github.com/simplecov-ruby/simplecov#merging-results",
    looks=_looks_like_results,
    gather=_gather_results,
)
SIMPLECOV_JSON = JsonCoverage(
    name="simplecov-json",
    title="SimpleCov JSON formatter",
    link="https://github.com/simplecov-ruby/simplecov#json-formatter",
    looks=_looks_like_formatter,
    gather=_gather_formatter,
)

"""A SARIF log decoded result by result, without what no gate looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from cdgate.builtin.readers.sarif_log import Log, Result, Run
from cdgate.parsing.json import shaped
from cdgate.parsing.json_clean import CleanJson, UncleanError, decoded

_RUN_DEPTH = 3  # the log, its runs, a run
_RESULT_DEPTH = 5

_result = msgspec.json.Decoder(Result)


def log_of(json: CleanJson) -> tuple[Mapping[str, object], Log]:
    """Return the log, with its own members but the runs' (which are mappings of their keys). Raises UncleanError."""
    members = json.members(json.text)
    runs = members.pop("runs", None)
    outer: dict[str, object] = {key: json.value(raw, 1) for key, raw in members.items()}
    pairs = [_run(json, raw) for raw in json.entries(runs)] if runs is not None else []
    log = shaped(outer, Log)
    json.finish()
    if runs is not None:
        outer["runs"] = [keys for keys, _ in pairs]
        log = msgspec.structs.replace(log, runs=[run for _, run in pairs])
    return outer, log


def _run(json: CleanJson, raw: msgspec.Raw) -> tuple[dict[str, object], Run]:
    members = json.members(raw)
    results = members.pop("results", None)
    inner: dict[str, object] = {key: json.value(value, _RUN_DEPTH) for key, value in members.items()}
    run = shaped(inner, Run)
    if results is not None:
        inner["results"] = None
        if bytes(results) != b"null":
            run = msgspec.structs.replace(run, results=list(_results(json, results)))
    return inner, run


def _results(json: CleanJson, raw: msgspec.Raw) -> Iterator[Result]:
    for result in json.entries(raw):
        if not isinstance(json.value(result, _RESULT_DEPTH), dict):
            raise UncleanError
        yield decoded(_result, result)

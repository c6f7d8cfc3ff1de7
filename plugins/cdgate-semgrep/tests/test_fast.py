"""Large reports are read in batches: nothing that decides about a finding may get lost between them."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source
from cdgate.parsing import json_batches
from cdgate_semgrep.fast import read_fast
from cdgate_semgrep.reader import SemgrepJson

LARGE, SMALL = 10**9, 1


@pytest.fixture(autouse=True)
def batches_are_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_batches, "BATCH_BYTES", 400)


def result(number: int, **more: Any) -> dict[str, Any]:
    metadata = {"category": "security", "cwe": ["CWE-95: Eval Injection"]} if number % 3 else {}
    extra = {"message": f'says: "{number}" }},{{"check_id": 1', "severity": "ERROR", "metadata": metadata, "lines": "x"}
    return {
        "check_id": f"r{number % 2}",
        "path": f"src/a{number % 3}.py",
        "start": {"line": number, "col": 1, "offset": 9},
        "end": {"line": number + 1, "col": 2, "offset": 12},
        "extra": {**extra, **more},
    }


def report(*results: dict[str, Any], **more: Any) -> bytes:
    found = list(results) or [result(number) for number in range(30)]
    whole = {"version": "1.182.0", "results": found, "errors": [], "paths": {"scanned": ["a.py"]}, **more}
    return json.dumps(whole).encode()


def told(data: bytes, size: int) -> object:
    try:
        read = SemgrepJson().read(io.BytesIO(data), Source("a.json", "00", size, "semgrep-json"))
    except EvidenceError as error:
        return error.slug, str(error.message), error.line, error.column
    return read.findings, read.tool_version, read.tool_errors, read.notes, read.shortfall


def changed(old: str, new: str) -> bytes:
    """Return a report with a change in its fifteenth result, or wherever the text is first."""
    data = report()
    start = data.rindex(b'{"check_id"', 0, data.index(b'says: \\"15'))
    at = data.find(old.encode(), start)
    at = at if at >= 0 else data.index(old.encode())
    return data[:at] + new.encode() + data[at + len(old) :]


CASES = [
    pytest.param(changed('"severity": ', '"severity": "INFO", "severity": '), id="repeated severity"),
    pytest.param(changed('"severity": ', '"sev\\u0065rity": "INFO", "severity": '), id="severity under an escape"),
    pytest.param(changed('"category": ', '"category": "style", "category": '), id="repeated category"),
    pytest.param(changed('"metadata": ', '"metadata": {"a": "\\u003a"}, "metadata": '), id="repeated metadata"),
    pytest.param(changed('"path": ', '"path": "tests/x.py", "path": '), id="repeated path"),
    pytest.param(changed('"line": ', '"line": 1, "line": '), id="repeated line"),
    pytest.param(changed('"lines": ', '"is_ignored": true, "is_ignored": false, "lines": '), id="repeated ignored"),
    pytest.param(changed('{"check_id"', '{"check_id": 1}], "results": [{"check_id"'), id="second results"),
    pytest.param(changed('"errors": ', '"errors": [{"type": "Timeout"}], "errors": '), id="repeated errors"),
    pytest.param(changed('"metadata": {', '"metadata": null, "other": {'), id="null metadata, and a key of its own"),
    pytest.param(changed('"metadata": {', '"metadata": [], "other": {'), id="metadata that are an array"),
    pytest.param(changed('"security"', "12345678901234567890123"), id="long number in metadata"),
    pytest.param(changed('"path": ', '"path": 1, "p": '), id="path that is a number"),
    pytest.param(changed('"start": ', '"start": null, "s": '), id="no start"),
    pytest.param(changed('"extra": ', '"extra": null, "e": '), id="no extra"),
    pytest.param(changed('{"check_id"', '1, {"check_id"'), id="result that is a number"),
    pytest.param(report(*(result(n, is_ignored=n % 2 == 0, fingerprint=f"f{n}") for n in range(20))), id="ignored"),
    pytest.param(report(*(result(n, severity=None, message=None) for n in range(20))), id="nulls"),
    pytest.param(report(*(result(n, metavars={"$X": {"start": {"line": n}}}) for n in range(20))), id="variables"),
    pytest.param(report(*(result(n, metadata={"n": n}) for n in range(20))), id="metadata that differ"),
    pytest.param(
        report(*(result(n, fingerprint="\0place\0x") for n in range(20))), id="fingerprint with an odd beginning"
    ),
    pytest.param(report(*(result(n, fingerprint="requires login") for n in range(20))), id="words for a fingerprint"),
    pytest.param(report().replace(b'"message"', b'"lines"').replace(b', "lines": "x"', b""), id="no messages"),
    pytest.param(report().replace(b'"message"', b'"fingerprint"'), id="fingerprints and no messages"),
    pytest.param(report(*(result(n, own=1) for n in range(20))), id="key of its own"),
    pytest.param(
        report(*(result(n, own=1) for n in range(20))).replace(b'"line": 7', b'"line": 8000000000000000000'),
        id="line beyond all numbers",
    ),
    pytest.param(report(skipped_rules=["r"]), id="skipped rules"),
    pytest.param(report(errors=[{"type": "Timeout", "message": "slow"}]), id="errors"),
    pytest.param(report(inner={"results": [result(n) for n in range(20)]}), id="another array of results"),
    pytest.param(b'{"inner": %b, ' % report() + report()[1:], id="report within the report"),
    pytest.param(report()[:-100], id="cut"),
    pytest.param(b'{"results": null, "errors": []}', id="no results"),
]


@pytest.mark.parametrize("data", CASES)
def test_large_report_is_told_or_refused_like_a_small_one(data: bytes) -> None:
    assert told(data, LARGE) == told(data, SMALL)


@pytest.mark.parametrize("data", CASES[:9])
def test_repeated_key_that_decides_is_never_read(data: bytes) -> None:
    answer = told(data, LARGE)
    assert isinstance(answer, tuple)
    assert answer[0] == "json-duplicate-key"


def test_report_is_read_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cdgate_semgrep.found._MOST_KNOWN", 0)
    _, findings = read_fast(io.BytesIO(report()), careful=False)
    assert [one.rule_id for one in findings] == [f"r{number % 2}" for number in range(30)]

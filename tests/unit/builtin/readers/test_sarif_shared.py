"""A large SARIF log is read by several processes: the same findings with the same identities as by one."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from cdgate.builtin.readers import sarif_fast, sarif_shared
from cdgate.builtin.readers.sarif import SarifReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing import json_batches
from cdgate.parsing.forked import LostError
from cdgate.parsing.processes import at_most

SOURCE = Source("a.sarif", "00", 10**9, "sarif")


@pytest.fixture(autouse=True)
def pieces_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_batches, "BATCH_BYTES", 400)
    monkeypatch.setattr(sarif_fast, "_PIECE", 2)
    monkeypatch.setattr(sarif_fast, "shared_file", lambda _: object())


def result(number: int, **more: Any) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": f"src/a{number % 3}.py"}, "region": {"startLine": number + 1}}
    return {
        "ruleId": f"r{number % 2}",
        "message": {"text": f"number {number}"},
        "locations": [{"physicalLocation": place}],
        **more,
    }


def log(tell: Callable[[int], dict[str, Any]], count: int = 60, **more: Any) -> bytes:
    tool = {"driver": {"name": "scan", "rules": [{"id": "r0", "properties": {"tags": ["x"]}}, {"id": "r1"}]}}
    run = {"tool": tool, "results": [tell(number) for number in range(count)], **more}
    return json.dumps({"version": "2.1.0", "runs": [run, {"tool": tool, "results": [tell(0)]}]}).encode()


def alike(number: int) -> dict[str, Any]:
    return result(number % 2, message={"text": "all the same"})


def marked(number: int) -> dict[str, Any]:
    return result(number % 2, message={"text": f"number {number}"}, partialFingerprints={"a": "1"})


def gone(number: int) -> dict[str, Any]:
    return result(number, baselineState="absent" if number % 4 else "new")


LOGS = [
    pytest.param(log(result), id="different"),
    pytest.param(log(alike), id="all alike"),
    pytest.param(log(marked), id="one fingerprint"),
    pytest.param(log(gone, baselineGuid="x"), id="gone"),
    pytest.param(log(lambda number: {"message": {"text": str(number)}}), id="without places"),
    pytest.param(
        log(lambda number: result(number, level="none" if number % 3 else "error")), id="no findings among them"
    ),
    pytest.param(
        log(lambda number: result(number, properties={"security-severity": f"{number % 10}"})), id="severities"
    ),
    pytest.param(log(lambda number: result(number, own=number)), id="keys that SARIF has not"),
    pytest.param(log(lambda number: result(number, properties={"x": number, "tags": ["y"] * (number % 2)})), id="tags"),
]


def read(path: Path, jobs: int) -> FindingReport:
    with path.open("rb") as stream, at_most(jobs):
        return SarifReader().read(stream, SOURCE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.sarif"


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize("data", LOGS)
def test_log_is_told_like_by_one_process(data: bytes, jobs: int, path: Path) -> None:
    path.write_bytes(data)
    assert read(path, jobs) == read(path, 1) == SarifReader().read(BytesIO(data), SOURCE)


def test_identities_of_findings_alike_differ(path: Path) -> None:
    path.write_bytes(log(alike))
    findings = read(path, 2).findings
    assert len({finding.identity for finding in findings}) == len(findings) == 61


@pytest.mark.parametrize("number", [3, 30, 58])
def test_repeated_key_is_refused(number: int, path: Path) -> None:
    text = f'"message": {{"text": "number {number}"}}'.encode()
    path.write_bytes(log(result).replace(text, text + b", " + text))
    with pytest.raises(EvidenceError) as caught:
        read(path, 2)
    assert caught.value.slug == "json-duplicate-key"


def test_lost_process_is_done_without(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def lost(*_: object, **__: object) -> object:
        asked.append(1)
        raise LostError

    path.write_bytes(log(result))
    alone = read(path, 1)
    monkeypatch.setattr(sarif_shared, "dealt", lost)
    assert read(path, 2) == alone
    assert asked == [1]

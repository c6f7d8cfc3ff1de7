"""A large report is read by several processes: the same findings as by one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cdgate.errors import EvidenceError
from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing import json_batches
from cdgate.parsing.forked import LostError
from cdgate.parsing.processes import at_most
from cdgate_semgrep import fast
from cdgate_semgrep.reader import SemgrepJson

SOURCE = Source("a.json", "00", 10**9, "semgrep-json")


@pytest.fixture(autouse=True)
def pieces_are_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_batches, "BATCH_BYTES", 400)
    monkeypatch.setattr(fast, "_PIECE", 2)
    monkeypatch.setattr(fast, "shared_file", lambda _: object())


def result(number: int, **more: Any) -> dict[str, Any]:
    extra = {
        "message": f"number {number}",
        "severity": ("ERROR", "INFO")[number % 2],
        "metadata": {"category": "security"},
    }
    return {
        "check_id": f"r{number % 4}",
        "path": f"src/a{number % 3}.py",
        "start": {"line": number, "col": 1, "offset": 9},
        "end": {"line": number + 1, "col": 2, "offset": 12},
        "extra": {**extra, **more},
    }


def report(**more: Any) -> bytes:
    results = [result(number, **more) for number in range(60)]
    whole = {"version": "1.182.0", "results": results, "errors": [], "paths": {"scanned": ["a.py"]}}
    return json.dumps(whole).encode()


def read(path: Path, jobs: int) -> FindingReport:
    with path.open("rb") as stream, at_most(jobs):
        return SemgrepJson().read(stream, SOURCE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.json"


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize(
    "more",
    [
        pytest.param({}, id="by place"),
        pytest.param({"fingerprint": "requires login"}, id="no fingerprint"),
        pytest.param({"fingerprint": "f", "is_ignored": True}, id="one fingerprint"),
        pytest.param({"own": 1}, id="key that semgrep has not"),
        pytest.param({"message": None, "severity": None, "metadata": None}, id="nulls"),
    ],
)
def test_report_is_told_like_by_one_process(more: dict[str, Any], jobs: int, path: Path) -> None:
    path.write_bytes(report(**more))
    assert read(path, jobs) == read(path, 1)


@pytest.mark.parametrize("number", [3, 30, 58])
def test_repeated_key_is_refused(number: int, path: Path) -> None:
    text = f'"message": "number {number}"'.encode()
    path.write_bytes(report().replace(text, text + b", " + text))
    with pytest.raises(EvidenceError) as caught:
        read(path, 2)
    assert caught.value.slug == "json-duplicate-key"


def test_lost_process_is_done_without(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def lost(*_: object, **__: object) -> object:
        asked.append(1)
        raise LostError

    path.write_bytes(report())
    alone = read(path, 1)
    monkeypatch.setattr(fast, "dealt", lost)
    monkeypatch.setattr(fast, "shared_file", lambda _: object() if not asked else None)
    assert read(path, 2) == alone
    assert asked == [1]

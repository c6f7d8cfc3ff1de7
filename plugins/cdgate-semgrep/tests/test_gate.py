"""The policy of the README against reports of semgrep: cdgate as a user runs it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest

README = Path(__file__).parents[1] / "README.md"
CLEAN: dict[str, Any] = {"version": "1.182.0", "results": [], "errors": [], "paths": {"scanned": ["cart.py"]}}
RESULT: dict[str, Any] = {
    "check_id": "cd-l3.python.eval-of-data",
    "path": "cart.py",
    "start": {"line": 7, "col": 5},
    "end": {"line": 7, "col": 15},
    "extra": {"message": "Data is run as Python code.", "severity": "ERROR", "metadata": {}},
}
NOTE = {**RESULT, "extra": {**RESULT["extra"], "severity": "INFO"}}


def check(folder: Path, report: object) -> subprocess.CompletedProcess[str]:
    try:
        distribution("cdgate-semgrep")
    except PackageNotFoundError:
        pytest.skip("cdgate-semgrep is not installed: pip install -e plugins/cdgate-semgrep")
    policy = re.search(r"```yaml\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert policy is not None
    (folder / "gates.yaml").write_text(policy[1], encoding="utf-8")
    (folder / "semgrep.json").write_text(json.dumps(report), encoding="utf-8")
    environment = {
        name: value for name, value in os.environ.items() if name not in {"CI", "GITHUB_ACTIONS", "GITLAB_CI"}
    }
    return subprocess.run(
        [sys.executable, "-m", "cdgate", "check", "coding.exit"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (CLEAN, 0),
        ({**CLEAN, "results": [NOTE]}, 0),
        ({**CLEAN, "results": [RESULT]}, 1),
        ({**CLEAN, "results": [{**RESULT, "extra": {}}]}, 1),
        ({**CLEAN, "errors": [{"type": "Timeout", "level": "warn", "path": "cart.py"}]}, 1),
        ({**CLEAN, "paths": {"scanned": []}}, 1),
        ({**CLEAN, "results": None}, 4),
    ],
    ids=["clean", "a note", "an error", "without details", "timeout", "nothing scanned", "no results"],
)
def test_report_gives_its_exit_code(report: object, code: int, tmp_path: Path) -> None:
    done = check(tmp_path, report)
    assert done.returncode == code, done.stdout + done.stderr


def test_finding_is_told_with_its_place(tmp_path: Path) -> None:
    done = check(tmp_path, {**CLEAN, "results": [RESULT]})
    assert "cart.py:7" in done.stdout
    assert "Data is run as Python code." in done.stdout

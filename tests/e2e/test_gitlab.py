"""The GitLab include, run by gitlab-ci-local in a project of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.project import JUNIT_BAD, JUNIT_GOOD, KEPT, Ran, cobertura, write

EXAMPLE = Path(__file__).parents[2] / "examples" / "gitlab-ci"
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def runner() -> str:
    found = os.environ.get("CDGATE_TEST_GITLAB_CI_LOCAL") or shutil.which("gitlab-ci-local")
    if found is None or shutil.which("rsync") is None:
        pytest.skip(
            "needs gitlab-ci-local (on the PATH or in CDGATE_TEST_GITLAB_CI_LOCAL) and rsync; .ci/run brings both"
        )
    return found


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a git repository with the example's files; what its test job does is left to the test."""
    shutil.copytree(EXAMPLE, tmp_path, dirs_exist_ok=True)
    write(tmp_path, {".gitignore": "build/\n", "src/pay.py": "total = 0\n" * 10})
    for words in (
        ("init", "-q", "-b", "main"),
        ("remote", "add", "origin", "https://git.example.com/group/project.git"),
        ("add", "."),
        ("-c", "user.name=A. Person", "-c", "user.email=person@example.com", "commit", "-q", "-m", "start"),
    ):
        subprocess.run(["git", *words], cwd=tmp_path, check=True, capture_output=True)
    return tmp_path


def pipeline(runner: str, project: Path, *jobs: str) -> Ran:
    known = {name: value for name, value in os.environ.items() if name in KEPT}
    environ = {**known, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "GIT_CONFIG_GLOBAL": os.devnull}
    options = ("--force-shell-executor", "--variable", "GITLAB_CI=true", "--home", str(project / ".home"))
    done = subprocess.run(
        [runner, *options, *jobs], cwd=project, env=environ, capture_output=True, text=True, check=False, timeout=120
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def evidence(project: Path, junit: str) -> None:
    write(project, {"build/junit.xml": junit, "build/coverage.xml": cobertura(9, 10)})


def test_gate_that_passes_lets_the_job_pass(runner: str, project: Path) -> None:
    evidence(project, JUNIT_GOOD)
    ran = pipeline(runner, project, "cdgate")
    assert ran.code == 0, ran.out + ran.err
    assert "PASS" in ran.out


def test_gate_that_fails_fails_the_job_and_leaves_its_reports(runner: str, project: Path) -> None:
    evidence(project, JUNIT_BAD)
    ran = pipeline(runner, project, "cdgate")
    assert ran.code == 1, ran.out + ran.err
    assert "testing.exit.tests-pass" in ran.out
    issues = json.loads((project / "gl-code-quality-report.json").read_text())
    assert {"path": "tests/test_pay.py", "lines": {"begin": 12}} in [issue["location"] for issue in issues]
    assert 'failures="1"' in (project / "cdgate-junit.xml").read_text()
    assert json.loads((project / "cdgate-run.json").read_text())["verdict"] == "FAIL"


def test_pipeline_without_evidence_fails(runner: str, project: Path) -> None:
    ran = pipeline(runner, project, "cdgate")
    assert ran.code == 1, ran.out + ran.err


def test_example_pipeline_judges_what_its_own_tests_wrote(runner: str, project: Path) -> None:
    write(
        project,
        {
            "calc.py": "def add(a: int, b: int) -> int:\n    return a + b\n",
            "test_calc.py": "from calc import add\n\n\ndef test_add() -> None:\n    assert add(1, 2) == 4\n",
        },
    )
    ran = pipeline(runner, project, "tests")
    assert ran.code == 1, (
        ran.out + ran.err
    )  # the test job fails, as it should; the gate job runs `when: always` of a user
    ran = pipeline(runner, project, "cdgate")
    assert ran.code == 1, ran.out + ran.err
    assert "test_add" in ran.out

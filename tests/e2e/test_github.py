"""The composite action and its workflow: valid by GitHub's schemas, and its steps run as a runner runs them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cdgate.model.node import MapNode, ScalarNode
from cdgate.parsing.yaml import compose
from tests.e2e.project import JUNIT_BAD, JUNIT_GOOD, KEPT, cobertura, write

EXAMPLE = Path(__file__).parents[2] / "examples" / "github-actions"
BIN = Path(sys.executable).parent
EXPRESSION = re.compile(r"\$\{\{\s*(\S+?)\s*\}\}")


class Job(msgspec.Struct, frozen=True):
    """How the action ended: the code of the step that failed, its log, and the files that a runner reads."""

    code: int
    log: str
    summary: str
    outputs: Mapping[str, str]


def plain(node: Any) -> Any:  # YAML is as it comes
    """Return a parsed YAML file as dictionaries, lists and texts."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, MapNode):
        return {key: plain(value) for key, value in node}
    return [plain(item) for item in node.items]


def run_action(project: Path, **inputs: str) -> Job:
    """Run the steps of the action with bash as GitHub does: its options, its variables, its files."""
    action = plain(compose((EXAMPLE / "action.yml").read_bytes(), "action.yml"))
    context = {f"inputs.{name}": inputs.get(name, said["default"]) for name, said in action["inputs"].items()}
    runner = project.parent / "runner"
    runner.mkdir()
    files = {name: runner / name.lower() for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
    environ = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith("COVERAGE_")}
    environ |= {name: str(path) for name, path in files.items()}
    environ |= {"GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(EXAMPLE), "RUNNER_TEMP": str(runner)}
    environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    for path in files.values():
        path.touch()
    log, code = "", 0
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash"
        script = runner / "step.sh"
        script.write_text(step["run"], "utf-8")
        given = {name: EXPRESSION.sub(lambda at: context[at[1]], value) for name, value in step["env"].items()}
        bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(
            bash, cwd=project, env=environ | given, capture_output=True, encoding="utf-8", check=False, timeout=120
        )
        log, code = log + done.stdout + done.stderr, done.returncode
        if code:
            break
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text("utf-8").splitlines() if "=" in line)
    return Job(code, log, files["GITHUB_STEP_SUMMARY"].read_text("utf-8"), outputs)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(
        tmp_path / "project",
        {
            "gates.yaml": (EXAMPLE / "gates.yaml").read_bytes(),
            "src/pay.py": "total = 0\n" * 10,
            "build/junit.xml": JUNIT_GOOD,
            "build/coverage.xml": cobertura(9, 10),
        },
    )


@pytest.mark.parametrize(("schema", "name"), [("github-actions", "action.yml"), ("github-workflows", "workflow.yml")])
def test_file_is_valid_by_the_schema_of_github(schema: str, name: str) -> None:
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", f"vendor.{schema}", str(EXAMPLE / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["action.yml", "workflow.yml"])
def test_no_expression_becomes_text_of_a_script(name: str) -> None:
    content = plain(compose((EXAMPLE / name).read_bytes(), name))
    steps = content["runs"]["steps"] if "runs" in content else content["jobs"]["gates"]["steps"]
    scripts = [step["run"] for step in steps if "run" in step]
    assert scripts
    assert not [script for script in scripts if "${{" in script]


def test_gate_that_passes_lets_the_step_pass(project: Path) -> None:
    job = run_action(project)
    assert job.code == 0, job.log
    assert "::error" not in job.log
    assert job.outputs["verdict"] == "PASS"
    assert "PASS" in job.summary


def test_gate_that_fails_fails_the_step_and_annotates_the_line(project: Path) -> None:
    write(project, {"build/junit.xml": JUNIT_BAD})
    job = run_action(project)
    assert job.code == 1, job.log
    assert re.search(r"^::error [^\n]*file=tests/test_pay\.py,line=12[,:]", job.log, re.MULTILINE), job.log
    assert job.outputs["verdict"] == "FAIL"
    assert job.outputs["failed_criteria"] == "testing.exit.tests-pass"
    assert "testing.exit" in job.summary
    assert (project / "cdgate-run.json").is_file()


def test_outputs_of_the_action_are_outputs_of_the_run(project: Path) -> None:
    action = plain(compose((EXAMPLE / "action.yml").read_bytes(), "action.yml"))
    written = {f"steps.check.outputs.{name}" for name in run_action(project).outputs}
    assert {EXPRESSION.fullmatch(said["value"])[1] for said in action["outputs"].values()} == written  # type: ignore[index]  # a failed match fails the test


@pytest.mark.parametrize(
    ("gates", "code"),
    [
        pytest.param("testing.exit", 0, id="one-gate"),
        pytest.param("testing.exit\ntesting", 0, id="on-two-lines"),
        pytest.param("nothing.exit", 2, id="unknown-gate"),
        pytest.param("$(touch stolen)", 2, id="a-command"),
        pytest.param("--soft-fail", 2, id="an-option"),
        pytest.param("*", 2, id="a-pattern"),
    ],
)
def test_gates_reach_cdgate_as_words(project: Path, gates: str, code: int) -> None:
    job = run_action(project, gates=gates)
    assert (job.code, (project / "stolen").exists()) == (code, False), job.log


def test_policy_of_another_name_is_judged(project: Path) -> None:
    (project / "gates.yaml").rename(project / "my policy.yaml")
    assert run_action(project, policy="my policy.yaml").code == 0

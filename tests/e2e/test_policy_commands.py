"""`cdgate policy`, `schema` and `explain` as users call them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOUND = """\
version: 1
title: Payments
extends: [builtin:cd-l3]
evidence:
  unit-tests: {path: build/*.xml}
stages:
  testing:
    exit:
      line-coverage: {at_least: 80 %}
"""


def _cdgate(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    environment |= {"CDGATE_CACHE_DIR": str(folder / ".cache"), **variables}
    return subprocess.run(
        [sys.executable, "-m", "cdgate", *arguments],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
    )


def _git(folder: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *settings, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "gates.yaml").write_text(SOUND, encoding="utf-8")
    return tmp_path


def test_lint_of_a_sound_policy_counts_gates_and_criteria(project: Path) -> None:
    done = _cdgate(project, "policy", "lint")

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("gates.yaml: sound, ")
    assert done.stdout.rstrip().endswith(" criteria")


def test_lint_tells_every_fault_with_its_place(project: Path) -> None:
    (project / "gates.yaml").write_text(
        SOUND.replace("title:", "titel:").replace("80 %", "60 %") + "      other: {metric: coverage.lien}\n",
        encoding="utf-8",
    )

    done = _cdgate(project, "policy", "lint", "gates.yaml")

    lines = [line for line in done.stdout.splitlines() if not line.startswith("  ->")]
    assert done.returncode == 3
    assert [line.split(" ")[0] for line in lines] == ["gates.yaml:2:1:", "gates.yaml:9:33:", "gates.yaml:10:23:"]
    assert "it was set at builtin:cd-l3:" in lines[1]
    assert "did you mean coverage.line" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "slug"),
    [
        (["policy", "lint", "none.yaml"], 3, "policy-unreadable"),
        (["policy", "show", "none.yaml"], 3, "policy-unreadable"),
        (["explain", "no-such-thing"], 2, "unknown-criterion"),
    ],
)
def test_what_is_not_there_ends_with_its_code(project: Path, arguments: list[str], code: int, slug: str) -> None:
    done = _cdgate(project, *arguments)

    assert done.returncode == code
    assert slug in done.stdout + done.stderr


def test_lint_without_a_policy_is_a_policy_error(tmp_path: Path) -> None:
    done = _cdgate(tmp_path, "policy", "lint")

    assert (done.returncode, "[policy-missing]" in done.stdout) == (3, True)


def test_policy_is_found_from_a_folder_of_the_repository(project: Path) -> None:
    _git(project, "init", "--quiet")
    (project / "src").mkdir()

    assert _cdgate(project / "src", "policy", "lint").stdout.startswith("../gates.yaml: sound")


def test_show_prints_a_policy_that_says_the_same(project: Path) -> None:
    shown = _cdgate(project, "policy", "show").stdout
    (project / "all.yaml").write_text(shown, encoding="utf-8")

    again = _cdgate(project, "policy", "show", "all.yaml")

    assert again.returncode == 0, again.stderr
    assert again.stdout == shown


def test_show_with_origin_names_file_and_line_of_every_value(project: Path) -> None:
    lines = _cdgate(project, "policy", "show", "--origin").stdout.splitlines()

    assert any("at_least: 80 %" in line and line.endswith("# gates.yaml:9:33") for line in lines)
    assert any("target: 86 %" in line and "# builtin:cd-l3:" in line for line in lines)


def test_show_as_json_can_tell_origins(project: Path) -> None:
    data = json.loads(_cdgate(project, "policy", "show", "--json").stdout)
    rows = json.loads(_cdgate(project, "policy", "show", "--json", "--origin").stdout)

    assert data["stages"]["testing"]["exit"]["line-coverage"]["at_least"] == "80 %"
    (row,) = [row for row in rows if row["path"] == "stages.testing.exit.line-coverage.at_least"]
    assert row == {"path": row["path"], "value": "80 %", "origin": "gates.yaml:9:33"}


def test_show_without_a_policy_shows_the_built_in_one(tmp_path: Path) -> None:
    done = _cdgate(tmp_path, "policy", "show")

    assert "line-coverage:" in done.stdout


@pytest.mark.parametrize("name", ["testing.exit.line-coverage", "line-coverage", "tst-02"])
def test_explain_finds_a_criterion_by_any_of_its_names(project: Path, name: str) -> None:
    done = _cdgate(project, "explain", name)

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("testing.exit.line-coverage\n")
    for word in (
        "coverage.line",
        "at_least:  80 %",
        "target:    86 %",
        "published case",
        "unit-coverage",
        "gates.yaml:9:7",
    ):
        assert word in done.stdout


def test_explain_shows_all_criteria_of_a_ref_and_nested_settings(project: Path) -> None:
    done = _cdgate(project, "explain", "TST-01")
    nested = _cdgate(project, "explain", "no-serious-findings")

    assert "testing.exit.unit-tests-pass\n" in done.stdout
    assert "\n\ntesting.exit.interface-tests-run\n" in done.stdout
    assert "{level: error}" in nested.stdout


def test_explain_tells_what_a_declaration_and_a_gate_need(project: Path) -> None:
    declared = _cdgate(project, "explain", "change-process")
    chained = _cdgate(project, "explain", "tests-passed")

    assert "attestations: .cdgate/attestations" in declared.stdout
    assert "testing.exit" in chained.stdout


def test_explain_names_the_nearest_criterion(project: Path) -> None:
    done = _cdgate(project, "explain", "line-coverge")

    assert done.returncode == 2
    assert "did you mean line-coverage" in done.stderr


def test_explain_tells_a_date_and_a_list(tmp_path: Path) -> None:
    (tmp_path / "gates.yaml").write_text(
        "version: 1\nstages:\n  s:\n    exit:\n"
        "      c: {metric: findings.count, at_most: 0, where: {tool: [a, b]}, warn_until: 2027-01-31}\n",
        encoding="utf-8",
    )

    done = _cdgate(tmp_path, "explain", "c")

    assert "{tool: [a, b]}" in done.stdout
    assert "2027-01-31" in done.stdout


def test_schema_is_json(tmp_path: Path) -> None:
    schema = json.loads(_cdgate(tmp_path, "schema").stdout)

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "coverage.line" in schema["$defs"]["nested"]["properties"]["metric"]["enum"]


@pytest.fixture
def shared(project: Path) -> tuple[Path, Path]:
    """A project that extends a policy in a git repository, by the branch `main`."""
    policies = project / "policies"
    policies.mkdir()
    _git(policies, "init", "--quiet", "--initial-branch=main")
    _publish(policies, "80 %")
    (project / "gates.yaml").write_text(
        f"version: 1\nextends: ['git+file://{policies}@main#java.yaml']\n", encoding="utf-8"
    )
    return project, policies


def _publish(policies: Path, limit: str) -> None:
    (policies / "java.yaml").write_text(
        f"version: 1\nstages: {{s: {{exit: {{c: {{metric: coverage.line, at_least: {limit}}}}}}}}}\n", encoding="utf-8"
    )
    _git(policies, "add", ".")
    _git(policies, "commit", "--quiet", "--message", limit)


def test_lock_pins_a_branch_to_its_commit(shared: tuple[Path, Path]) -> None:
    project, policies = shared
    commit = _git(policies, "rev-parse", "HEAD")

    locked = _cdgate(project, "policy", "lock")
    _publish(policies, "10 %")
    shown = _cdgate(project, "policy", "show", CI="true")
    verified = _cdgate(project, "policy", "verify")

    assert locked.returncode == verified.returncode == 0, locked.stderr + verified.stderr
    (entry,) = json.loads((project / "cdgate.lock").read_text(encoding="utf-8"))["sources"]
    assert entry["resolved"] == commit
    assert "at_least: 80 %" in shown.stdout


def test_edited_lock_stops_the_pipeline(shared: tuple[Path, Path]) -> None:
    project, _ = shared
    _cdgate(project, "policy", "lock")
    lock = project / "cdgate.lock"
    data = json.loads(lock.read_text(encoding="utf-8"))
    data["sources"][0]["sha256"] = "0" * 64
    lock.write_text(json.dumps(data), encoding="utf-8")

    in_ci = _cdgate(project, "policy", "lint", CI="true")
    here = _cdgate(project, "policy", "lint")
    verified = _cdgate(project, "policy", "verify")

    assert (in_ci.returncode, here.returncode, verified.returncode) == (3, 0, 3)
    assert "[source-changed]" in in_ci.stdout


def test_verify_without_a_lock_is_a_policy_error(project: Path) -> None:
    done = _cdgate(project, "policy", "verify")

    assert (done.returncode, "[lock-missing]" in done.stderr) == (3, True)


def test_lock_that_cannot_be_written_leaves_nothing_behind(project: Path) -> None:
    (project / "cdgate.lock").mkdir()

    done = _cdgate(project, "policy", "lock")

    assert (done.returncode, "[lock-unwritable]" in done.stderr) == (3, True)
    assert sorted(path.name for path in project.iterdir()) == ["cdgate.lock", "gates.yaml"]


def test_project_that_lowers_a_shared_threshold_is_stopped(shared: tuple[Path, Path]) -> None:
    project, _ = shared
    with (project / "gates.yaml").open("a", encoding="utf-8") as stream:
        stream.write("stages: {s: {exit: {c: {at_least: 70 %}}}}\n")

    done = _cdgate(project, "policy", "lint")

    assert done.returncode == 3
    assert "gates.yaml:3:35: s.exit.c: at_least: '70 %' is looser than '80 %'; it was set at git+file://" in done.stdout

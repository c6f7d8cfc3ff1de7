"""A plugin that is installed appears and works with no change in the core: cdgate as a user runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
POLICY = """version: 1
title: Shop
evidence:
  todos: {path: todos.txt}
stages:
  coding:
    exit:
      few-todos: {metric: todos.count, at_most: 3}
      todo-budget: {kind: todo-budget, budget: 2, until: 2999-12-31}
"""


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which the example plugin is installed as pip leaves it: the package and its metadata.

    Where pip cannot build (no network for setuptools), the tests skip and say so.
    """
    here = tmp_path_factory.mktemp("plugins")
    source = here / "source"
    shutil.copytree(ROOT / "plugins/cdgate-example", source, ignore=shutil.ignore_patterns("*.egg-info", "build"))
    target = here / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--target", str(target)]
    done = subprocess.run([*pip, str(source)], capture_output=True, text=True, check=False)
    if done.returncode:
        pip.remove("--no-build-isolation")
        done = subprocess.run([*pip, str(source)], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"pip cannot build the example plugin here: {done.stderr.strip().splitlines()[-1:]}")
    return target


def cdgate(folder: Path, site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value for name, value in os.environ.items() if name not in {"CI", "GITHUB_ACTIONS", "GITLAB_CI"}
    }
    path = os.pathsep.join((str(site), environment.get("PYTHONPATH", "")))
    return subprocess.run(
        [sys.executable, "-m", "cdgate", *arguments],
        cwd=folder,
        env={**environment, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def shop(tmp_path: Path, installed: Path) -> Path:
    (tmp_path / "gates.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "cart.py").write_text("x = 1  # LATER\ny = 2  # LATER\n", encoding="utf-8")
    done = cdgate(tmp_path, installed, "todos", "cart.py", "--word", "LATER")
    assert done.returncode == 0, done.stderr
    return tmp_path


def test_all_five_objects_appear_with_their_distribution(tmp_path: Path, installed: Path) -> None:
    done = cdgate(tmp_path, installed, "plugins", "--json")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    mine = {(row["kind"], row["name"]) for row in rows if row["distribution"] == "cdgate-example"}
    assert mine == {
        ("reader", "todo-count"),
        ("metric", "todos.count"),
        ("criterion", "todo-budget"),
        ("reporter", "one-line"),
        ("command", "todos"),
    }


def test_reader_reads_what_the_command_wrote(shop: Path, installed: Path) -> None:
    done = cdgate(shop, installed, "inspect", "--json", "todos.txt")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["reader"], told["kind"], told["figures"]) == ("todo-count", "todos", {"todos": 2, "files": 1})


def test_metric_and_criterion_kind_pass_and_the_reporter_tells(shop: Path, installed: Path) -> None:
    done = cdgate(shop, installed, "check", "--report", "one-line=verdict.txt")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (shop / "verdict.txt").read_text("utf-8") == "PASS: 2 of 2 criteria hold (Shop)\n"


def test_too_many_notes_fail_the_gate(shop: Path, installed: Path) -> None:
    (shop / "todos.txt").write_text("todo-count 1\ncart.py=3\ntotal=3\n", encoding="utf-8")
    done = cdgate(shop, installed, "check", "--report", "one-line=verdict.txt")
    assert done.returncode == 1, done.stdout + done.stderr
    assert (shop / "verdict.txt").read_text("utf-8") == "FAIL: 1 of 2 criteria hold (Shop)\n"


def test_evidence_that_was_cut_never_passes(shop: Path, installed: Path) -> None:
    (shop / "todos.txt").write_text("todo-count 1\ncart.py=0\n", encoding="utf-8")
    done = cdgate(shop, installed, "check")
    assert done.returncode == 4, done.stdout + done.stderr
    assert "todo-count-cut" in done.stderr + done.stdout


def test_wrong_setting_is_told_at_its_place(shop: Path, installed: Path) -> None:
    (shop / "gates.yaml").write_text(POLICY.replace("budget: 2", "budget: two"), encoding="utf-8")
    done = cdgate(shop, installed, "check")
    assert done.returncode == 3, done.stdout + done.stderr
    assert "gates.yaml:9:" in done.stderr


def test_plugin_is_not_loaded_where_none_is_allowed(tmp_path: Path, installed: Path) -> None:
    done = cdgate(tmp_path, installed, "--plugins", "none", "plugins", "--json")
    assert done.returncode == 0, done.stderr
    assert "cdgate-example" not in done.stdout

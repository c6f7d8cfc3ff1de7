"""A look at the tree that begins early tells what a late one tells, and leaves nothing running."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cdgate.engine.tree import Looking, Tree, look_at_tree


@pytest.fixture
def work_tree(tmp_path: Path) -> Path:
    folder = tmp_path / "tree"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "a.py").write_text("")
    quiet = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = ("-c", "user.name=a", "-c", "user.email=a@example.com")
    for words in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "a")):
        subprocess.run(["git", "-C", str(folder), *words], check=True, timeout=60, env=quiet)
    return folder


@pytest.mark.parametrize("place", [".", "sub"], ids=["top", "below"])
def test_look_that_began_early_tells_the_same(work_tree: Path, place: str) -> None:
    root = work_tree / place
    with Looking() as looking:
        looking.begin(root)
        found = looking.tree(root)

    assert found == look_at_tree(root)
    assert found.commit is not None
    assert found.files == frozenset({os.path.relpath("sub/a.py", place)})


def test_answer_for_another_folder_is_not_used(work_tree: Path, tmp_path: Path) -> None:
    with Looking() as looking:
        looking.begin(tmp_path)
        found = looking.tree(work_tree)

    assert found.files == frozenset({"sub/a.py"})


def test_look_without_git_finds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with Looking() as looking:
        looking.begin(tmp_path)
        assert looking.tree(tmp_path) == Tree()


@pytest.mark.skipif(sys.platform == "win32", reason="the git of this test is a shell script")
def test_git_that_nobody_waits_for_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git = tmp_path / "git"
    git.write_text("#!/bin/sh\nexec sleep 60\n")
    git.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    looking = Looking()
    with looking:
        looking.begin(tmp_path)
        begun = (looking._listing, looking._place)

    assert [asked is not None and asked.returncode for asked in begun] == [-9, -9]

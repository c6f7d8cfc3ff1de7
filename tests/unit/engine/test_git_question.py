"""Asking git: what it says when it ends well, nothing when it fails, is not there or takes too long."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cdgate.engine import git_question
from cdgate.engine.git_question import ask

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the git of these tests is a shell script")


@pytest.fixture(params=["spawned", "started"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "started":
        monkeypatch.delattr(os, "posix_spawnp")
    return str(request.param)


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return where to write a script that plays git; nothing else is on the path but the shell's own tools."""
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.defpath}")
    return tmp_path / "git"


def play(git: Path, script: str) -> None:
    git.write_text(f"#!/bin/sh\n{script}\n")
    git.chmod(0o755)


def answer(*words: str) -> bytes | None:
    asked = ask(Path("/"), *words)
    return None if asked is None else asked.answer()


def test_git_is_asked_in_the_folder_and_its_words_returned(git: Path) -> None:
    play(git, 'echo "$@"; echo complaint >&2')
    assert answer("status", "-z") == b"--no-replace-objects -c core.quotepath=false -C / status -z\n"


def test_answer_larger_than_a_pipe_arrives(git: Path) -> None:
    play(git, "head -c 300000 /dev/zero")
    assert answer() == bytes(300000)


@pytest.mark.parametrize("script", ["echo half; exit 1", "echo half; kill -9 $$"], ids=["failed", "killed"])
def test_git_that_fails_says_nothing(git: Path, script: str) -> None:
    play(git, script)
    assert answer() is None


def test_two_questions_are_answered_in_any_order(git: Path) -> None:
    play(git, 'shift 5; echo "$1"')
    one, other = ask(Path("/"), "one"), ask(Path("/"), "other")
    assert one is not None
    assert other is not None
    assert (other.answer(), one.answer()) == (b"other\n", b"one\n")


def test_git_that_takes_too_long_is_stopped(git: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git_question, "TIMEOUT_S", 0.05)
    play(git, "echo begun; exec sleep 60")
    assert answer() is None


def test_without_git_there_is_no_answer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    before = len(list(Path("/dev/fd").iterdir()))
    assert ask(Path("/"), "status") is None
    assert len(list(Path("/dev/fd").iterdir())) == before


@pytest.fixture
def children_are_forgotten() -> Iterator[None]:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGCHLD, before)


@pytest.mark.usefixtures("children_are_forgotten")
def test_answer_counts_where_the_system_forgets_children(git: Path) -> None:
    play(git, "echo said")
    assert answer() == b"said\n"

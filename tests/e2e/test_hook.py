"""A push that its gates stop, and one that they let through: real git, a real remote."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.e2e.project import JUNIT_BAD, JUNIT_GOOD, KEPT, Ran, cdgate, gates, write

POLICY = gates("tests-pass: {metric: tests.failed, at_most: 0}")
NO_CONFIG = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *words: str) -> Ran:
    known = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith("COVERAGE_")}
    author = ("-c", "user.name=A. Person", "-c", "user.email=person@example.com")
    done = subprocess.run(
        ["git", *author, *words], cwd=folder, env={**known, **NO_CONFIG}, capture_output=True, text=True, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a work tree on branch main with one commit, a policy, and a bare remote called origin."""
    git(tmp_path, "init", "-q", "--bare", "remote.git")
    folder = tmp_path / "clone"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    git(folder, "remote", "add", "origin", "../remote.git")
    write(folder, {"gates.yaml": POLICY, "junit.xml": JUNIT_GOOD})
    git(folder, "add", "gates.yaml")
    git(folder, "commit", "-q", "-m", "start")
    return folder


def branches(clone: Path) -> list[str]:
    return git(clone.parent / "remote.git", "branch", "--format=%(refname:short)").out.split()


def test_push_with_a_failing_gate_does_not_reach_the_remote(clone: Path) -> None:
    assert cdgate(clone, "hook", "install").code == 0
    write(clone, {"junit.xml": JUNIT_BAD})
    push = git(clone, "push", "origin", "main")
    assert push.code != 0
    assert "FAIL" in push.out + push.err
    assert "the push to origin is stopped" in push.err
    assert branches(clone) == []


def test_push_with_passing_gates_reaches_the_remote(clone: Path) -> None:
    cdgate(clone, "hook", "install")
    push = git(clone, "push", "origin", "main")
    assert (push.code, branches(clone)) == (0, ["main"])


def test_push_without_evidence_is_stopped(clone: Path) -> None:
    cdgate(clone, "hook", "install")
    (clone / "junit.xml").unlink()
    assert git(clone, "push", "origin", "main").code != 0
    assert branches(clone) == []


def test_deleting_a_branch_on_the_remote_needs_no_verdict(clone: Path) -> None:
    git(clone, "push", "origin", "main", "main:old")
    cdgate(clone, "hook", "install")
    write(clone, {"junit.xml": JUNIT_BAD})
    assert git(clone, "push", "origin", "--delete", "old").code == 0
    assert branches(clone) == ["main"]


def test_pushing_what_is_not_checked_out_is_mentioned(clone: Path) -> None:
    git(clone, "branch", "other")
    git(clone, "commit", "-q", "--allow-empty", "-m", "second")
    cdgate(clone, "hook", "install")
    push = git(clone, "push", "origin", "other", "main")
    assert push.code == 0
    assert "refs/heads/other is not checked out" in push.err
    assert "refs/heads/main is not" not in push.err


def test_hook_remembers_policy_gates_and_producing(clone: Path) -> None:
    role = "unit-tests: {path: junit.xml, kind: tests, run: cp made.xml junit.xml}"
    strict = gates("tests-pass: {metric: tests.failed, at_most: 0}", evidence=(role,))
    write(clone, {"my gates.yaml": strict, "made.xml": JUNIT_BAD, "gates.yaml": "not even a policy\n"})
    cdgate(clone, "hook", "install", "--policy", "my gates.yaml", "--gate", "testing.exit", "--produce")
    push = git(clone, "push", "origin", "main")
    assert (push.code != 0, (clone / "junit.xml").read_text()) == (True, JUNIT_BAD)


def test_hook_goes_where_core_hooks_path_says(clone: Path) -> None:
    git(clone, "config", "core.hooksPath", "team hooks")
    ran = cdgate(clone, "hook", "install")
    assert (ran.code, "team hooks/pre-push" in ran.err) == (0, True)
    write(clone, {"junit.xml": JUNIT_BAD})
    assert git(clone, "push", "origin", "main").code != 0


def test_hook_judges_the_linked_work_tree_that_is_pushed_from(clone: Path) -> None:
    cdgate(clone, "hook", "install")
    git(clone, "worktree", "add", "-q", "-b", "feature", "../feature")
    write(clone.parent / "feature", {"junit.xml": JUNIT_BAD})
    assert git(clone.parent / "feature", "push", "origin", "feature").code != 0
    assert git(clone, "push", "origin", "main").code == 0
    assert branches(clone) == ["main"]


def test_foreign_hook_stays_unless_forced(clone: Path) -> None:
    foreign = clone / ".git" / "hooks" / "pre-push"
    foreign.parent.mkdir(exist_ok=True)
    foreign.write_text("#!/bin/sh\nexit 0\n")
    refused = cdgate(clone, "hook", "install")
    assert (refused.code, "[foreign-hook]" in refused.err) == (2, True)
    assert foreign.read_text() == "#!/bin/sh\nexit 0\n"
    assert cdgate(clone, "hook", "install", "--force").code == 0
    assert cdgate(clone, "hook", "install").code == 0  # its own hook is replaced without being asked twice


def test_install_outside_a_repository_is_refused(tmp_path: Path) -> None:
    ran = cdgate(tmp_path, "hook", "install", environ={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
    assert (ran.code, "[not-a-repository]" in ran.err) == (2, True)


def test_install_without_git_is_refused(clone: Path) -> None:
    ran = cdgate(clone, "hook", "install", environ={"PATH": ""})
    assert (ran.code, "[not-a-repository]" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("stdin", "code"),
    [
        pytest.param("", 0, id="nothing-to-push"),
        pytest.param("hello\n", 2, id="not-from-git"),
        pytest.param(f"refs/heads/main {'1f' * 20} refs/heads/main {'0' * 40}\n", 1, id="a-branch"),
    ],
)
def test_lines_on_standard_input_decide_whether_to_judge(clone: Path, stdin: str, code: int) -> None:
    write(clone, {"junit.xml": JUNIT_BAD})
    assert cdgate(clone, "hook", "pre-push", "origin", "../remote.git", stdin=stdin).code == code


def test_pre_commit_keeps_the_lines_and_the_gates_are_judged(clone: Path) -> None:
    write(clone, {"junit.xml": JUNIT_BAD})
    assert cdgate(clone, "hook", "pre-push", environ={"PRE_COMMIT": "1"}).code == 1


OWN = POLICY.replace("version: 1\n", "version: 1\npolicy: {from: target-branch}\n")


def test_first_push_of_a_policy_that_the_target_branch_decides_goes_through(clone: Path) -> None:
    write(clone, {"gates.yaml": OWN})
    cdgate(clone, "hook", "install")
    push = git(clone, "push", "origin", "main")
    assert (push.code, branches(clone)) == (0, ["main"])
    assert "nothing was pushed yet: the policy of the change decides" in " ".join((push.out + push.err).split())


def test_push_is_judged_by_the_policy_that_was_pushed_before(clone: Path) -> None:
    write(clone, {"gates.yaml": OWN})
    git(clone, "commit", "-q", "-a", "-m", "own policy")
    cdgate(clone, "hook", "install")
    git(clone, "push", "origin", "main")
    git(clone, "checkout", "-q", "-b", "feature")
    write(clone, {"gates.yaml": OWN.replace("at_most: 0", "at_most: 9"), "junit.xml": JUNIT_BAD})
    git(clone, "commit", "-q", "-a", "-m", "loosened")
    push = git(clone, "push", "-u", "origin", "feature")
    assert (push.code != 0, branches(clone)) == (True, ["main"])
    assert "the policy of origin/main decides" in push.out + push.err
    write(clone, {"junit.xml": JUNIT_GOOD})
    assert git(clone, "push", "-u", "origin", "feature").code == 0
    assert branches(clone) == ["feature", "main"]


def test_push_is_told_of_sources_that_nobody_added(clone: Path) -> None:
    write(clone, {"gates.yaml": POLICY.replace("evidence:\n", "evidence:\n  change: {git: {}}\n")})
    git(clone, "push", "origin", "main")
    cdgate(clone, "hook", "install")
    write(clone, {"src/forgotten.py": "x = 1\n"})
    git(clone, "commit", "-q", "--allow-empty", "-m", "more")
    push = git(clone, "push", "origin", "main")
    told = " ".join((push.out + push.err).split())
    assert (push.code, "git does not track them (1; see `git add`): src/forgotten.py" in told) == (0, True), told

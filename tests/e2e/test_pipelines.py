"""Every CI as it clones and what it sets: the change that is judged is that of the branch, whole and nothing else.

A remote with a branch of two commits (the first leaves line 2 uncovered, the second edits a text), and a main branch that went
on meanwhile, with an uncovered line 7.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest

from tests.e2e import repository as repo
from tests.e2e.repository import QUIET, check, code

POLICY = repo.policy(
    "changed-lines: {metric: coverage.line, scope: changed, at_least: 80 %}", change="change: {git: {}}"
)
ONLY_LINE_2 = "0 % (0 of 1 lines)"
Names = Mapping[str, str]
Environ = Callable[[Names], dict[str, str]]


def git(folder: Path, *words: str) -> str:
    known = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME"}}
    done = subprocess.run(
        ["git", "-C", str(folder), *words],
        capture_output=True,
        text=True,
        check=True,
        env={**known, **QUIET},
        timeout=60,
    )
    return done.stdout.strip()


def _commit(folder: Path, **files: str) -> str:
    for name, content in files.items():
        path = folder / {"pay": "src/pay.py", "text": "README.md"}[name]
        path.parent.mkdir(exist_ok=True)
        path.write_text(content)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a commit")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="session")
def remote(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Return a bare repository and the ids of its commits by name."""
    top = tmp_path_factory.mktemp("remote")
    bare, work = top / "remote.git", top / "work"
    git(top, "init", "-q", "--bare", "-b", "main", str(bare))
    git(bare, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(top, "init", "-q", "-b", "main", str(work))
    git(work, "remote", "add", "origin", str(bare))
    lines = code(1, 10).splitlines(keepends=True)
    names = {"fork": _commit(work, pay="".join(lines), text="one\n")}
    git(work, "checkout", "-q", "-b", "feature")
    edited = [*lines[:1], "edited = 2\n", *lines[2:]]
    names["first"] = _commit(work, pay="".join(edited))
    names["head"] = _commit(work, text="two\n")
    git(work, "checkout", "-q", "main")
    names["main"] = _commit(work, pay="".join([*lines[:6], "theirs = 7\n", *lines[7:]]))
    git(work, "checkout", "-q", "--detach", "main")
    git(work, "merge", "-q", "--no-edit", "feature")
    names["merge"] = git(work, "rev-parse", "HEAD")
    git(work, "push", "-q", "origin", "main", "feature", "HEAD:refs/pull/1/merge", "HEAD:refs/heads/queue")
    return bare, names


# How the source gets there: the words are those of git, run in a new folder one after the other
EVERYTHING = ("fetch -q origin +refs/heads/*:refs/remotes/origin/*",)
MERGE = (*EVERYTHING, "fetch -q origin +refs/pull/1/merge:refs/remotes/pull/1/merge", "checkout -q --detach {merge}")
HEAD = (*EVERYTHING, "checkout -q --detach {head}")
LOCAL_BRANCH = (*EVERYTHING, "checkout -q -B feature origin/feature", "branch -q -u origin/feature")
ONE_BRANCH = (
    "fetch -q origin +refs/heads/feature:refs/remotes/origin/feature",
    "checkout -q -B feature origin/feature",
)
ONE_MERGE = ("fetch -q origin +refs/pull/1/merge:refs/pipelines/1", "checkout -q --detach {merge}")
SHALLOW_MERGE = (
    "fetch -q --depth=1 origin +refs/pull/1/merge:refs/remotes/pull/1/merge",
    "checkout -q --detach {merge}",
)
SHALLOW_BRANCH = (
    "fetch -q --depth=1 origin +refs/heads/feature:refs/remotes/origin/feature",
    "checkout -q --detach {head}",
)
TRUNK = (*EVERYTHING, "checkout -q --detach origin/main")


class Row(msgspec.Struct, frozen=True):
    """How a CI clones, what it sets, and what the run says."""

    clone: tuple[str, ...]
    environ: Environ
    says: str = ONLY_LINE_2


R = Row
GITLAB = {"GITLAB_CI": "true", "CI": "true", "CI_DEFAULT_BRANCH": "main", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
ACTIONS = {"GITHUB_ACTIONS": "true", "CI": "true", "GITHUB_SHA": "{merge}"}


def says(**environ: str) -> Environ:
    return lambda names: {name: value.format(**names) for name, value in environ.items()}


def event(content: str, **environ: str) -> Environ:
    """Return the variables, and the event that GITHUB_EVENT_PATH leads to."""
    return lambda names: {"event": content % names, **says(**ACTIONS, **environ)(names)}


PULL = '{"pull_request": {"base": {"sha": "%(fork)s"}, "head": {"sha": "%(head)s"}}, "repository": {"default_branch": "main"}}'
PUSH = '{"before": "%(first)s", "repository": {"default_branch": "main"}}'
TRUNK_PUSH = '{"before": "%(fork)s", "repository": {"default_branch": "main"}}'
GROUP = '{"merge_group": {"base_sha": "%(main)s"}, "repository": {"default_branch": "main"}}'
ROWS = {
    "GitHub, pull request, merged, the event's base is old": R(MERGE, event(PULL, GITHUB_BASE_REF="main")),
    "GitHub, pull request, its head": R(HEAD, event(PULL, GITHUB_BASE_REF="main")),
    "GitHub, pull request, shallow": R(
        SHALLOW_MERGE, event(PULL, GITHUB_BASE_REF="main"), "actions/checkout: `fetch-depth: 0`"
    ),
    "GitHub, merge queue": R(MERGE, event(GROUP, GITHUB_REF="refs/heads/gh-readonly-queue/main/pr-1")),
    "GitHub, second push to a branch": R(HEAD, event(PUSH, GITHUB_REF_NAME="feature", GITHUB_REF_TYPE="branch")),
    "GitHub, push to a protected branch": R(
        HEAD, event(PUSH, GITHUB_REF_NAME="feature", GITHUB_REF_PROTECTED="true"), "not applicable"
    ),
    "GitHub, push to the main branch": R(TRUNK, event(TRUNK_PUSH, GITHUB_REF_NAME="main")),
    "GitHub, on a schedule, main branch": R(
        TRUNK, says(**{**ACTIONS, "GITHUB_SHA": "{main}", "GITHUB_REF_NAME": "main"})
    ),
    "GitHub, pull_request_target with the usual checkout": R(
        TRUNK, event(PULL, GITHUB_BASE_REF="main"), "which the CI names: another commit is judged"
    ),
    "Gitea, pull request": R(MERGE, event(PULL, GITHUB_BASE_REF="main", GITEA_ACTIONS="true")),
    "Forgejo, pull request": R(MERGE, event(PULL, GITHUB_BASE_REF="main", FORGEJO_ACTIONS="true")),
    "GitLab, merge request": R(
        ONE_BRANCH, says(**GITLAB, CI_MERGE_REQUEST_DIFF_BASE_SHA="{fork}", CI_COMMIT_SHA="{head}")
    ),
    "GitLab, merged results": R(
        ONE_MERGE,
        says(
            **GITLAB,
            CI_MERGE_REQUEST_DIFF_BASE_SHA="{fork}",
            CI_MERGE_REQUEST_TARGET_BRANCH_SHA="{main}",
            CI_MERGE_REQUEST_SOURCE_BRANCH_SHA="{head}",
        ),
    ),
    "GitLab, second push to a branch": R(
        HEAD,
        says(GITLAB_CI="true", CI_DEFAULT_BRANCH="main", CI_COMMIT_BRANCH="feature", CI_COMMIT_BEFORE_SHA="{first}"),
    ),
    "GitLab, push to a branch, nothing else fetched": R(
        SHALLOW_BRANCH,
        says(GITLAB_CI="true", CI_DEFAULT_BRANCH="main", CI_COMMIT_BRANCH="feature", CI_COMMIT_SHA="{head}"),
        "run `git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main` first",
    ),
    "GitLab, push to a branch, shallow": R(
        SHALLOW_BRANCH,
        says(GITLAB_CI="true", CI_DEFAULT_BRANCH="main", CI_COMMIT_BRANCH="feature", CI_COMMIT_SHA="{head}"),
        "variables: `GIT_DEPTH: 0`",
    ),
    "GitLab, push to the main branch": R(
        TRUNK, says(GITLAB_CI="true", CI_DEFAULT_BRANCH="main", CI_COMMIT_BRANCH="main", CI_COMMIT_BEFORE_SHA="{fork}")
    ),
    "Jenkins, multibranch, merged": R(
        MERGE, says(JENKINS_URL="x", CHANGE_ID="1", CHANGE_TARGET="main", BRANCH_NAME="PR-1", GIT_COMMIT="{merge}")
    ),
    "Jenkins, a branch that follows its remote one": R(
        LOCAL_BRANCH, says(JENKINS_URL="x", BRANCH_NAME="feature", GIT_COMMIT="{head}")
    ),
    "Azure, pull request": R(
        MERGE,
        says(
            TF_BUILD="True",
            SYSTEM_PULLREQUEST_TARGETBRANCH="refs/heads/main",
            SYSTEM_PULLREQUEST_SOURCECOMMITID="{head}",
            BUILD_SOURCEVERSION="{merge}",
        ),
    ),
    "Azure, push to the main branch": R(TRUNK, says(TF_BUILD="True", BUILD_SOURCEBRANCH="refs/heads/main")),
    "Bitbucket, pull request": R(
        LOCAL_BRANCH,
        says(BITBUCKET_BUILD_NUMBER="1", BITBUCKET_PR_DESTINATION_BRANCH="main", BITBUCKET_COMMIT="{head}"),
    ),
    "Bitbucket, branch": R(LOCAL_BRANCH, says(BITBUCKET_BUILD_NUMBER="1", BITBUCKET_BRANCH="feature")),
    "CircleCI": R(LOCAL_BRANCH, says(CIRCLECI="true", CI="true", CIRCLE_BRANCH="feature", CIRCLE_SHA1="{head}")),
    "Buildkite, pull request": R(
        HEAD, says(BUILDKITE="true", BUILDKITE_PULL_REQUEST="1", BUILDKITE_PULL_REQUEST_BASE_BRANCH="main")
    ),
    "Buildkite, branch": R(
        HEAD, says(BUILDKITE="true", BUILDKITE_BRANCH="feature", BUILDKITE_PIPELINE_DEFAULT_BRANCH="main")
    ),
    "Drone, pull request": R(
        MERGE, says(DRONE="true", CI="true", DRONE_BUILD_EVENT="pull_request", DRONE_TARGET_BRANCH="main")
    ),
    "Drone, push to a branch": R(
        HEAD,
        says(
            DRONE="true",
            DRONE_BUILD_EVENT="push",
            DRONE_TARGET_BRANCH="feature",
            DRONE_BRANCH="feature",
            DRONE_REPO_BRANCH="main",
            DRONE_COMMIT_BEFORE="{first}",
        ),
    ),
    "Drone, push to the main branch": R(
        TRUNK,
        says(
            DRONE="true",
            DRONE_BUILD_EVENT="push",
            DRONE_TARGET_BRANCH="main",
            DRONE_BRANCH="main",
            DRONE_REPO_BRANCH="main",
            DRONE_COMMIT_BEFORE="{fork}",
        ),
    ),
    "Woodpecker, pull request": R(
        MERGE, says(CI="woodpecker", CI_COMMIT_TARGET_BRANCH="main", CI_COMMIT_SOURCE_BRANCH="feature")
    ),
    "Travis, pull request": R(
        MERGE, says(TRAVIS="true", CI="true", TRAVIS_EVENT_TYPE="pull_request", TRAVIS_BRANCH="main")
    ),
    "Travis, push": R(LOCAL_BRANCH, says(TRAVIS="true", TRAVIS_EVENT_TYPE="push", TRAVIS_BRANCH="feature")),
    "TeamCity": R(HEAD, says(TEAMCITY_VERSION="2026.1", BUILD_VCS_NUMBER="{head}")),
    "AppVeyor, pull request": R(
        MERGE, says(APPVEYOR="True", APPVEYOR_PULL_REQUEST_NUMBER="1", APPVEYOR_REPO_BRANCH="main")
    ),
    "AppVeyor, push": R(HEAD, says(APPVEYOR="True", APPVEYOR_REPO_BRANCH="feature")),
    "Semaphore, pull request": R(
        HEAD, says(SEMAPHORE="true", SEMAPHORE_GIT_REF_TYPE="pull-request", SEMAPHORE_GIT_BRANCH="main")
    ),
    "Cirrus, pull request": R(HEAD, says(CIRRUS_CI="true", CIRRUS_BASE_BRANCH="main", CIRRUS_BASE_SHA="{fork}")),
    "CodeBuild, pull request": R(HEAD, says(CODEBUILD_BUILD_ID="1", CODEBUILD_WEBHOOK_BASE_REF="refs/heads/main")),
    "Bitrise, pull request": R(HEAD, says(BITRISE_IO="true", BITRISEIO_GIT_BRANCH_DEST="main")),
    "another CI": R(LOCAL_BRANCH, says(CI="true")),
    "another CI, nothing else fetched": R(ONE_BRANCH, says(CI="true"), "git does not know origin/main"),
    "another CI, main branch": R(TRUNK, says(CI="true")),
}


@pytest.mark.parametrize("name", ROWS)
def test_change_of_a_pipeline_is_that_of_the_branch(
    name: str,
    remote: tuple[Path, dict[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    row, (bare, names) = ROWS[name], remote
    git(tmp_path, "init", "-q", "-b", "unborn", "clone")
    clone = tmp_path / "clone"
    git(clone, "remote", "add", "origin", f"file://{bare}")
    for words in row.clone:
        git(clone, *words.format(**names).split(" "))
    shutil.rmtree(clone / ".git" / "hooks", ignore_errors=True)
    (clone / "gates.yaml").write_text(POLICY)
    (clone / "coverage.xml").write_text(repo.report({"src/pay.py": (10, (2, 7))}))
    environ = row.environ(names)
    content = environ.pop("event", "")
    if content:
        assert json.loads(content)
        (tmp_path / "event.json").write_text(content)
        environ["GITHUB_EVENT_PATH"] = str(tmp_path / "event.json")
    ran = check(monkeypatch, capsys, clone, "check", "--report", "text=-", "--report", "console=-", environ=environ)
    told = " ".join((ran.out + ran.err).split())
    assert row.says in told, told


def test_command_that_a_shallow_clone_is_told_mends_it(
    remote: tuple[Path, dict[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    bare, names = remote
    git(tmp_path, "clone", "-q", "--depth=1", "--branch=feature", f"file://{bare}", "clone")
    clone = tmp_path / "clone"
    (clone / "gates.yaml").write_text(POLICY)
    (clone / "coverage.xml").write_text(repo.report({"src/pay.py": (10, (2, 7))}))
    environ = {"JENKINS_URL": "x", "CHANGE_TARGET": "main", "GIT_COMMIT": names["head"]}
    ran = check(monkeypatch, capsys, clone, environ=environ)
    command = " ".join(ran.out.split()).partition("run `git ")[2].partition("`")[0]
    git(clone, *command.split())
    ran = check(monkeypatch, capsys, clone, environ=environ)
    assert ONLY_LINE_2 in ran.out, (command, ran)

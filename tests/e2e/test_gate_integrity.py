"""A change that edits the gate which judges it: what decides, and what the run says."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from tests.e2e import repository as repo
from tests.e2e.project import JUNIT_BAD, JUNIT_GOOD
from tests.e2e.repository import Repository, check, code

repository = repo.repository
_template = repo._template

OWN = """version: 1
policy: {from: target-branch}
evidence:
  unit-tests: {path: junit.xml, kind: tests}
  unit-coverage: {path: coverage.xml, kind: coverage}
stages:
  testing:
    exit:
      tests-pass: {metric: tests.failed, evidence: unit-tests, at_most: 0}
      line-coverage: {metric: coverage.line, evidence: unit-coverage, at_least: 80 %, overridable: true}
"""
WAIVER = """waivers:
  - {criterion: testing.exit.line-coverage, reason: x, approved_by: me, expires: 2027-01-01}
"""
STRICT = "      branch-lines: {metric: coverage.line, evidence: unit-coverage, at_least: 99 %}\n"
PULL = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}
LOW, HIGH = (10, (1, 2, 3, 4)), (10, (1,))
Build = Callable[[Repository], object]


class Attempt(msgspec.Struct, frozen=True):
    """What the change makes of the policy (None: deletes it), the coverage it has, and how the check must end."""

    head: str | None
    says: tuple[str, ...]
    code: int = 1
    covered: tuple[int, tuple[int, ...]] = LOW
    more: Build = lambda _: None
    junit: str = JUNIT_GOOD


A = Attempt
KEPT = ("the policy of main decides",)
PROPOSED = (*KEPT, "proposed by the change, not in force")
ATTEMPTS = {
    "nothing about the policy": A(OWN, KEPT, 0, HIGH),
    "only a comment": A("# hello\n" + OWN, KEPT, 0, HIGH),
    "a threshold lowered": A(OWN.replace("80 %", "8 %"), (*PROPOSED, "testing.exit.line-coverage")),
    "a criterion removed": A(OWN.partition("      line-cov")[0], ("its removal is proposed, not in force",)),
    "the policy emptied of what hurts": A(OWN.replace("line-coverage", "other"), ("its removal is proposed",)),
    "the policy deleted": A(None, ("the removal of gates.yaml",)),
    "its own say taken away": A(OWN.replace("policy: {from: target-branch}\n", "").replace("80 %", "8 %"), PROPOSED),
    "a waiver for itself": A(OWN + WAIVER, (*PROPOSED, "waivers")),
    "the path led to a checked-in report": A(
        OWN.replace("coverage.xml", "perfect.xml"),
        (*PROPOSED, "evidence unit-coverage"),
        more=lambda r: r.write("perfect.xml", repo.report({"src/pay.py": (10, ())})).commit("perfect.xml"),
    ),
    "a criterion made to warn": A(OWN.replace("80 %,", "80 %, effect: warn,"), PROPOSED),
    "a guard put around it": A(OWN.replace("80 %,", "80 %, unless: {metric: tests.total, at_least: 1},"), PROPOSED),
    "a plugin named": A(OWN + "require_plugins: [evil]\n", (*PROPOSED, "require_plugins")),
    "code excluded": A(OWN.replace("coverage.xml,", 'coverage.xml, exclude: "src/**",'), PROPOSED),
    "a shared policy put under it": A(
        "extends: [file:weak.yaml]\n" + OWN, KEPT, more=lambda r: r.write("weak.yaml", "version: 1\n")
    ),
    "its title": A("title: ours\n" + OWN, KEPT, 0, HIGH),
    "a limit of waivers": A(OWN + "max_waiver: 900 d\n", (*PROPOSED, "max_waiver"), 0, HIGH),
    "a criterion turned to new evidence": A(
        OWN.replace("stages:", "  more: {path: perfect.xml, kind: coverage}\nstages:").replace(
            "evidence: unit-coverage", "evidence: more"
        ),
        (*PROPOSED, "evidence more"),
        more=lambda r: r.write("perfect.xml", repo.report({"src/pay.py": (10, ())})),
    ),
    "a threshold raised": A(OWN.replace("80 %", "99 %"), ("99 %",), 1, HIGH),
    "a criterion added": A(OWN + STRICT, ("branch-lines",), 1, HIGH),
    "a criterion added on evidence of its own": A(
        OWN.replace("stages:", "  more: {path: perfect.xml, kind: coverage}\nstages:")
        + STRICT.replace("unit-coverage", "more"),
        ("branch-lines", "not in force"),
        0,
        HIGH,
        more=lambda r: r.write("perfect.xml", repo.report({"src/pay.py": (10, ())})),
    ),
    "a criterion tightened while another is loosened": A(
        OWN.replace("80 %", "8 %").replace("at_most: 0", "below: 1"), PROPOSED, 1, HIGH, junit=JUNIT_BAD
    ),
    "a broken policy": A(OWN.replace("at_least", "at_lest"), ("at_lest",), 3, HIGH),
}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_target_branch_decides(
    name: str, repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    attempt = ATTEMPTS[name]
    repository.write("gates.yaml", OWN).commit("gates.yaml")
    repository.git("branch", "-f", "main")
    if attempt.head is None:
        repository.git("rm", "-q", "gates.yaml")
    else:
        repository.write("gates.yaml", attempt.head)
    repository.write("junit.xml", attempt.junit).write("coverage.xml", repo.report({"src/pay.py": attempt.covered}))
    attempt.more(repository)
    ran = check(monkeypatch, capsys, repository.folder, "check", "--report", "console=-", environ=PULL)
    told = " ".join((ran.out + ran.err).split())
    assert (ran.code, [words for words in attempt.says if words not in told]) == (attempt.code, []), told


def test_target_branch_without_policy_lets_that_of_the_change_decide(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("gates.yaml", OWN).write("junit.xml", JUNIT_GOOD).covers()
    ran = check(monkeypatch, capsys, repository.folder, "check", "--report", "console=-", environ=PULL)
    assert ran.code == 0, ran
    assert "main has no gates.yaml yet" in ran.out


def test_unknown_target_branch_is_refused(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("gates.yaml", OWN).write("junit.xml", JUNIT_GOOD).covers()
    ran = check(monkeypatch, capsys, repository.folder, environ={**PULL, "GITHUB_BASE_REF": "nowhere"})
    assert ran.code == 3
    assert "target-policy-unknown" in ran.err
    assert "git fetch origin +refs/heads/nowhere:refs/remotes/origin/nowhere" in ran.err


def test_loosened_shared_file_of_the_target_branch_stays_as_it_is_there(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    head, _, gate = OWN.partition("stages:")
    repository.write("shared.yaml", "version: 1\nstages:" + gate).write(
        "gates.yaml", head + "extends: ['file:shared.yaml']\n"
    )
    repository.commit("gates.yaml", "shared.yaml")
    repository.git("branch", "-f", "main")
    repository.write("shared.yaml", "version: 1\nstages:" + gate.replace("80 %", "8 %"))
    repository.write("junit.xml", JUNIT_GOOD).write("coverage.xml", repo.report({"src/pay.py": LOW}))
    ran = check(monkeypatch, capsys, repository.folder, environ=PULL)
    assert ran.code == 1, ran


PLAIN = repo.policy("tests-pass: {metric: tests.failed, at_most: 0}", evidence=("t: {path: junit.xml, kind: tests}",))
FORMAT = """name: house
title: House lint
link: https://example.org/house
syntax: lines
records: "{path}:{line}: {level}: {message}"
levels: {bad: high}
"""
NOTES: dict[str, tuple[Build, tuple[str, ...]]] = {
    "the policy": (
        lambda r: r.write("gates.yaml", PLAIN + "\n# more\n"),
        ("edits the policy that judges it: gates.yaml (+2 -0)",),
    ),
    "waivers": (
        lambda r: r.write("gates.yaml", PLAIN + WAIVER.replace("line-coverage", "tests-pass")),
        ("gates.yaml: waivers go from 0 to 1 (new: 1)",),
    ),
    "a baseline": (
        lambda r: r.write(".cdgate/baseline.json", "{}").commit(),
        ("what it is compared with: .cdgate/baseline.json",),
    ),
    "the pipeline": (
        lambda r: r.write(".github/workflows/ci.yml", "on: push\n").commit(),
        ("the pipeline that runs the gate",),
    ),
    "evidence": (lambda r: r.git("add", "-f", "junit.xml"), ("evidence is part of the change", "junit.xml")),
    "suppressions": (
        lambda r: r.write("src/a.py", "import os  # noqa\nx = 1  # nosec\n").commit(),
        ("adds suppressions (2): src/a.py:1 (noqa), src/a.py:2 (nosec)",),
    ),
    "the settings of tools": (
        lambda r: r.write(".coveragerc", "[run]\nomit = src/*\n").write("package.json", "{}\n").commit(),
        ("what steers the tools that report: .coveragerc (+2 -0)", "adds suppressions (1): .coveragerc:2"),
    ),
    "files that nobody added": (
        lambda r: r.write("src/new.py", "x = 1\n").write("notes.txt", "x\n"),
        ("source files are no part of the change, since git does not track them (1; see `git add`): src/new.py",),
    ),
    "files that git is told to ignore": (
        lambda r: r.write(".gitignore", "*.py\n").commit(".gitignore").write("src/new.py", "x = 1\n"),
        ("PASS",),
    ),
    "files that were only announced": (
        lambda r: r.write("src/new.py", "import os  # noqa\n").git("add", "-N", "src/new.py"),
        ("adds suppressions (1): src/new.py:1 (noqa)",),
    ),
    "a format that the policy declares": (
        lambda r: (
            r.write("gates.yaml", PLAIN + "formats: [ci/house.yaml]\n")
            .write("ci/house.yaml", FORMAT)
            .commit("gates.yaml", "ci/house.yaml")
            .git("branch", "-f", "main"),
            r.write("ci/house.yaml", FORMAT.replace("bad: high", "bad: low")),
        ),
        ("edits the policy that judges it: ci/house.yaml (+1 -1)",),
    ),
    "what the role excludes": (
        lambda r: r.write("gates.yaml", PLAIN.replace("base: main}", 'base: main}, exclude: "**"')),
        ("edits the policy that judges it",),
    ),
}


@pytest.mark.parametrize("name", NOTES)
def test_run_says_what_the_change_does_to_the_gate(
    name: str, repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build, says = NOTES[name]
    repository.write("gates.yaml", PLAIN).commit("gates.yaml")
    repository.git("branch", "-f", "main")
    repository.write("junit.xml", JUNIT_GOOD)
    build(repository)
    ran = check(monkeypatch, capsys, repository.folder)
    told = " ".join(ran.out.split())
    assert ran.code == 0, ran
    assert [words for words in says if words not in told] == [], told


def test_project_of_many_in_a_repository_is_told_of_its_own_and_of_what_they_share(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("one/gates.yaml", PLAIN).write("two/gates.yaml", PLAIN).write("gates.yaml", PLAIN).commit(".")
    repository.git("add", "gates.yaml")
    repository.commit("gates.yaml").git("branch", "-f", "main")
    for name in ("one/gates.yaml", "two/gates.yaml", "gates.yaml"):
        repository.write(name, PLAIN + "# more\n")
    repository.write("two/a.py", "import os  # noqa\n").write(".github/workflows/ci.yml", "on: push\n")
    repository.write("one/junit.xml", JUNIT_GOOD).git("add", "-A")
    ran = check(monkeypatch, capsys, repository.folder / "one", "check", "--report", "console=-", environ=PULL)
    told = " ".join(ran.out.split())
    assert ran.code == 0, ran
    assert "edits the policy that judges it: ../gates.yaml (+1 -0), gates.yaml (+1 -0)" in told
    assert "the pipeline that runs the gate: ../.github/workflows/ci.yml (+1 -0)" in told
    assert "two/" not in told


def test_pipeline_whose_base_git_does_not_know_is_told_that_nothing_is_known(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = PLAIN.replace("  change: {git: {base: main}}\n", "")
    repository.write("gates.yaml", plain).commit("gates.yaml").write("junit.xml", JUNIT_GOOD)
    environ = {**PULL, "GITHUB_BASE_REF": "nowhere"}
    ran = check(monkeypatch, capsys, repository.folder, "check", "--report", "console=-", environ=environ)
    told = " ".join(ran.out.split())
    assert (ran.code, "what the change does to its own gate cannot be told: git does not know" in told) == (0, True), (
        told
    )


def test_growth_of_suppressions_is_a_gate(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("src/pay.py", code(1, 10) + "import os  # noqa\n").commit()
    repository.write(
        "gates.yaml", repo.policy("none-added: {metric: change.suppressions_added, at_most: 0}", evidence=())
    )
    ran = check(monkeypatch, capsys, repository.folder)
    assert ran.code == 1, ran
    assert "src/pay.py:11" in ran.out

"""One policy in a repository of its own, extended by two projects: the files of examples/shared-policy."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import msgspec
import pytest

from tests.e2e.project import JUNIT_GOOD, Ran, cdgate, cobertura, write

EXAMPLE = Path(__file__).parents[2] / "examples" / "shared-policy"
ADDRESS = "https://git.example.com/platform/policies"


class World(msgspec.Struct, frozen=True):
    """A folder with the repositories `policies`, `payments` and `billing`."""

    folder: Path

    def check(self, project: str, *arguments: str, ci: bool = False) -> Ran:
        environ = {"XDG_CACHE_HOME": str(self.folder / "cache"), **({"CI": "true"} if ci else {})}
        return cdgate(self.folder / project, *(arguments or ("check",)), environ=environ)

    def publish(self, content: str, tag: str) -> None:
        write(self.folder / "policies", {"python.yaml": content})
        self.git("policies", "add", ".")
        self.git("policies", "commit", "-q", "-m", tag)
        self.git("policies", "tag", "--force", tag)

    def git(self, repository: str, *words: str) -> None:
        author = ("-c", "user.name=A. Person", "-c", "user.email=person@example.com")
        environ = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
        folder = self.folder / repository
        subprocess.run(["git", *author, *words], cwd=folder, env=environ, check=True, capture_output=True)


@pytest.fixture
def world(tmp_path: Path) -> World:
    made = World(tmp_path)
    for name in ("policies", "payments", "billing"):
        (tmp_path / name).mkdir()
        made.git(name, "init", "-q", "-b", "main")
    made.publish((EXAMPLE / "policies" / "python.yaml").read_text("utf-8"), "v1.0.0")
    for name in ("payments", "billing"):
        policy = (EXAMPLE / name / "gates.yaml").read_text("utf-8")
        assert ADDRESS in policy
        evidence = {"build/junit.xml": JUNIT_GOOD, "build/coverage.xml": cobertura(8, 10), "src/pay.py": "x = 1\n" * 10}
        write(tmp_path / name, {"gates.yaml": policy.replace(ADDRESS, f"file://{tmp_path}/policies"), **evidence})
        made.git(name, "add", ".")
        made.git(name, "commit", "-q", "-m", "start")
    return made


def test_project_that_asks_for_more_is_judged_by_its_own_number(world: World) -> None:
    ran = world.check("payments", "check", "--report", "text")
    assert ran.code == 1, ran.out + ran.err
    assert "80 % (8 of 10 lines), wanted ≥ 85 %" in ran.out
    write(world.folder / "payments", {"build/coverage.xml": cobertura(9, 10)})
    assert world.check("payments").code == 0


def test_project_that_asks_for_less_is_refused_with_both_places(world: World) -> None:
    ran = world.check("billing")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("cdgate: gates.yaml:9:33: error: ")
    assert "'60 %' is looser than '75 %'" in ran.err
    assert "#python.yaml:13:" in ran.err
    assert "[policy-loosened]" in ran.err


def test_project_without_its_own_number_takes_that_of_the_team(world: World) -> None:
    policy = (world.folder / "billing" / "gates.yaml").read_text("utf-8").partition("stages:")[0]
    write(world.folder / "billing", {"gates.yaml": policy})
    ran = world.check("billing")
    assert (ran.code, "wanted ≥ 75 %, target ≥ 86 %" in ran.out) == (0, True)


def test_locked_policy_stays_what_it_was_when_its_tag_moves(world: World) -> None:
    write(world.folder / "payments", {"build/coverage.xml": cobertura(9, 10)})
    assert world.check("payments", "policy", "lock").code == 0
    (pinned,) = json.loads((world.folder / "payments" / "cdgate.lock").read_text("utf-8"))["sources"]
    world.publish("version: 1\nstages: {testing: {exit: {nothing: {metric: tests.failed, at_most: 99}}}}\n", "v1.0.0")
    ran = world.check("payments", "check", "--report", "json", ci=True)
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)["policy_sources"][0]["resolved"] == pinned["resolved"]


def test_source_that_the_lock_does_not_know_is_refused_in_ci(world: World) -> None:
    assert world.check("payments", "policy", "lock").code == 0
    path = world.folder / "payments" / "gates.yaml"
    world.publish((EXAMPLE / "policies" / "python.yaml").read_text("utf-8").replace("75 %", "76 %"), "v1.1.0")
    path.write_text(path.read_text("utf-8").replace("@v1.0.0", "@v1.1.0"), "utf-8")
    ran = world.check("payments", ci=True)
    assert (ran.code, "[source-not-locked]" in ran.err) == (3, True), ran.out + ran.err

"""Ways round the policy of the target branch: tags, nearer policies, branches that git does not know, baselines, the hook."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
import pytest

from tests.e2e import repository as repo
from tests.e2e.repository import Repository, check

repository = repo.repository
_template = repo._template

ROLE = "  unit-coverage: {path: coverage.xml, kind: coverage}\n"
OWN = f"""version: 1
policy: {{from: target-branch}}
evidence:
{ROLE}stages:
  testing:
    exit:
      line-coverage: {{metric: coverage.line, evidence: unit-coverage, at_least: 80 %, overridable: true}}
"""
WEAK = OWN.replace("policy: {from: target-branch}\n", "").replace("80 %", "1 %")
NO_SAY = OWN.replace("policy: {from: target-branch}\n", "")
FLOOR = OWN.replace("evidence:\n", "evidence:\n  baseline: {path: .cdgate/baseline.json, kind: baseline}\n").replace(
    "at_least: 80 %", "not_below: {baseline: 0 pp}"
)
LOW = repo.report({"src/pay.py": (10, (1, 2, 3, 4))})
HIGH = repo.report({"src/pay.py": (10, ())})
PULL = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}
PUSH = {"GITHUB_ACTIONS": "true"}
FORCED = {"CDGATE_POLICY_FROM": "target-branch"}
Build = Callable[[Repository], object]


class Scene(msgspec.Struct, frozen=True):
    """A policy on main, what the change does, how cdgate is called, how it ends and what it says."""

    build: Build
    code: int
    says: tuple[str, ...]
    main: str = OWN
    environ: Mapping[str, str] = {}
    arguments: tuple[str, ...] = ()
    folder: str = ""
    report: str = LOW


S = Scene
DECIDES = "the policy of main decides"


def _remote_main(there: Repository) -> None:
    there.git("update-ref", "refs/remotes/origin/main", "main")
    there.git("branch", "-D", "main")


def _edited(policy: str) -> Build:
    return lambda there: there.write("gates.yaml", policy).commit("gates.yaml")


def _tagged(there: Repository) -> None:
    _edited(WEAK)(there)
    there.git("tag", "main")
    there.git("tag", "origin/main")


def _forgotten(there: Repository) -> None:
    _edited(WEAK)(there)
    there.git("branch", "-D", "main")


def _pushed(there: Repository) -> None:
    _edited(WEAK)(there)
    _remote_main(there)


def _same_name(there: Repository) -> None:
    """A fork's branch has the name of the target branch, and the CI checked it out under this name."""
    _edited(WEAK)(there)
    there.git("branch", "-D", "main")
    there.git("branch", "-m", "main")


def _linked(there: Repository) -> None:
    there.git("checkout", "-q", "main")
    there.write("policies/ours.yaml", OWN).commit()
    (there.folder / "gates.yaml").unlink()
    (there.folder / "gates.yaml").symlink_to("policies/ours.yaml")
    there.commit("gates.yaml")
    there.git("checkout", "-q", "work")
    there.git("merge", "-q", "main")
    there.git("rm", "-q", "gates.yaml")
    there.write("gates.yaml", WEAK).commit("gates.yaml")


def _floor(report: str) -> bytes:
    covered = {HIGH: "10/10", LOW: "6/10"}[report]
    return (
        f'{{"schema": "cdgate.baseline/1",\n"floors": [\n{{"key": "coverage.line evidence=unit-coverage", "value": '
        f'"{covered}", "better": "higher", "on": "2026-01-01"}},\nnull],\n"findings": [\nnull],\n"tests": [\nnull]}}\n'
    ).encode()


def _baseline(before: bytes | None, after: bytes) -> Build:
    def build(there: Repository) -> None:
        if before is not None:
            there.git("checkout", "-q", "main")
            there.write(".cdgate/baseline.json", before).commit(".cdgate")
            there.git("checkout", "-q", "work")
            there.git("merge", "-q", "main")
        there.write(".cdgate/baseline.json", after).commit(".cdgate")

    return build


NEARER = ("src/gates.yaml: proposed by the change, not in force", DECIDES)
SCENES = {
    "a nearer policy": S(lambda r: r.write("src/gates.yaml", WEAK).commit("src/gates.yaml"), 1, NEARER, folder="src"),
    "a nearer policy, at the top": S(lambda r: r.write("src/gates.yaml", WEAK).commit("src/gates.yaml"), 1, (DECIDES,)),
    "the policy deleted, the job in a folder": S(
        lambda r: r.git("rm", "-q", "gates.yaml"), 1, ("the removal of gates.yaml", DECIDES), folder="src"
    ),
    "tags named like the target": S(_tagged, 1, (DECIDES,)),
    "a fork's branch named like the target": S(
        _same_name, 0, ("git does not know main here, so whether its policy has to decide cannot be told",)
    ),
    "a fork's branch named like the target, forced": S(
        _same_name, 3, ("target-policy-unknown",), environ={**PULL, **FORCED}
    ),
    "its say taken away, the target unknown": S(
        _forgotten, 0, ("git does not know main here, so whether its policy has to decide cannot be told",)
    ),
    "its say taken away, the target unknown, forced": S(
        _forgotten, 3, ("target-policy-unknown", "git fetch origin +refs/heads/main:"), environ={**PULL, **FORCED}
    ),
    "its say taken away, in a push": S(_pushed, 1, ("the policy of origin/main decides",), environ=PUSH),
    "forced by an option": S(_edited(WEAK), 1, (DECIDES,), main=NO_SAY, arguments=("--policy-from", "target-branch")),
    "not forced": S(_edited(WEAK), 0, ("the change edits the policy",), main=NO_SAY),
    "a policy behind a link": S(_linked, 1, (DECIDES,)),
    "named by its path": S(_edited(WEAK), 1, (DECIDES,), arguments=("--policy", "gates.yaml")),
    "another one named by its path": S(
        lambda r: r.write("other.yaml", WEAK).commit("other.yaml"), 0, (), arguments=("--policy", "other.yaml")
    ),
    "named by its path, the job in a folder": S(
        _edited(WEAK), 1, (DECIDES,), arguments=("--policy", "../gates.yaml", "--root", ".."), folder="src"
    ),
    "a lowered baseline": S(
        _baseline(_floor(HIGH), _floor(LOW)),
        1,
        (
            DECIDES,
            ".cdgate/baseline.json counts as it was before the change",
            "the change edits what it is compared with",
        ),
        main=FLOOR,
    ),
    "a raised baseline": S(_baseline(_floor(LOW), _floor(HIGH)), 0, (DECIDES,), main=FLOOR, report=HIGH),
    "a baseline left alone": S(_baseline(_floor(LOW), _floor(LOW)), 0, (DECIDES,), main=FLOOR),
    "a new baseline": S(
        _baseline(None, _floor(LOW)), 1, ("is new with this change: it counts once it is merged",), main=FLOOR
    ),
    "a baseline that was broken": S(_baseline(b"{}\n", _floor(LOW)), 1, (".cdgate/baseline.json: ",), main=FLOOR),
    "a baseline that was something else": S(
        _baseline(HIGH.encode(), _floor(LOW)), 1, (".cdgate/baseline.json was no baseline",), main=FLOOR
    ),
    "a baseline that git does not track": S(
        lambda r: r.write(".cdgate/baseline.json", _floor(LOW)), 0, (DECIDES,), main=FLOOR
    ),
    "a lowered baseline, where the change decides": S(
        _baseline(_floor(HIGH), _floor(LOW)),
        0,
        ("the change edits what it is compared with",),
        main=FLOOR.replace("policy: {from: target-branch}\n", ""),
    ),
    "the usual places of evidence": S(
        _edited(WEAK),
        1,
        (DECIDES,),
        main=OWN.replace(f"evidence:\n{ROLE}", "").replace("evidence: unit-coverage, ", ""),
    ),
}


@pytest.mark.parametrize("name", SCENES)
def test_policy_of_the_target_branch_cannot_be_walked_round(
    name: str, repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = SCENES[name]
    repository.write("gates.yaml", scene.main).commit("gates.yaml")
    repository.git("branch", "-f", "main")
    scene.build(repository)
    repository.write("coverage.xml", scene.report)
    if scene.folder:
        repository.write(f"{scene.folder}/coverage.xml", HIGH)
    place = repository.folder / scene.folder
    words = ("check", *scene.arguments, "--report", "console=-")
    ran = check(monkeypatch, capsys, place, *words, environ=scene.environ or PULL)
    told = " ".join((ran.out + ran.err).split())
    assert (ran.code, [words for words in scene.says if words not in told]) == (scene.code, []), told


def test_first_push_of_all_is_judged_by_its_own_policy(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("gates.yaml", OWN).covers()
    ran = check(monkeypatch, capsys, repository.folder)
    assert (ran.code, "nothing was pushed yet: the policy of the change decides" in ran.out) == (0, True), ran


def test_local_run_with_a_remote_is_judged_by_its_main_branch(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("gates.yaml", OWN).commit("gates.yaml")
    repository.git("update-ref", "refs/remotes/origin/main", "work")
    repository.write("gates.yaml", OWN.replace("80 %", "1 %")).write("coverage.xml", LOW)
    ran = check(monkeypatch, capsys, repository.folder)
    assert (ran.code, "the policy of origin/main decides" in ran.out) == (1, True), ran


def test_local_run_with_another_remote_branch_only_is_refused(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.git("update-ref", "refs/remotes/origin/feature", "work")
    repository.write("gates.yaml", OWN).covers()
    ran = check(monkeypatch, capsys, repository.folder)
    assert (ran.code, "target-policy-unknown" in ran.err) == (3, True), ran

"""Parallel work on one baseline, merged by plain git without our driver: rarely a conflict, never a lost change."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
from datetime import date
from pathlib import Path

import msgspec
import pytest

from cdgate.engine.merging import merged
from cdgate.model.baseline import Baseline, KnownFinding
from cdgate.model.evidence import Finding, Source
from cdgate.model.floor import Floor
from cdgate.model.grade import Level
from cdgate.model.location import Location
from cdgate.model.quantity import Ratio
from cdgate.parsing.baseline import read_baseline, written_baseline

SOURCE = Source("baseline.json", "", 0, "cdgate-baseline")
TRIES, MOST_CONFLICTS = 25, 4
WHO = {f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


class Git:
    """A repository without a work tree."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.say("init", "-q", "--bare")

    def say(self, *words: str, data: bytes = b"") -> bytes | None:
        """Return what git says, None where it fails."""
        environ = {**os.environ, **WHO, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", "-C", str(self._folder), *words],
            input=data,
            capture_output=True,
            check=False,
            env=environ,
            timeout=60,
        )
        return None if done.returncode else done.stdout

    def commit(self, baseline: Baseline, *parents: str) -> str:
        blob = self.asked("hash-object", "-w", "--stdin", data=written_baseline(baseline))
        tree = self.asked("mktree", data=f"100644 blob {blob}\tbaseline.json\n".encode())
        return self.asked("commit-tree", tree, "-m", "work", *(word for one in parents for word in ("-p", one)))

    def asked(self, *words: str, data: bytes = b"") -> str:
        said = self.say(*words, data=data)
        assert said is not None
        return said.decode().split()[0]


def known(name: str) -> KnownFinding:
    identity = hashlib.sha256(name.encode()).hexdigest()[:20]
    return KnownFinding("lint", "t", Finding("rule", Level.WARNING, "", Location("src/pay.py"), identity=identity))


def beginning(size: int, dice: random.Random) -> Baseline:
    tests = frozenset(dice.randbytes(8) for _ in range(size * 6 // 10))
    return Baseline(
        SOURCE,
        {
            f"coverage.line path=src/{n}/**": Floor(Ratio(dice.randrange(500), 1000), on=date(2026, 1, 1))
            for n in range(4)
        },
        frozenset({"lint"}),
        tuple(known(str(dice.random())) for _ in range(size * 4 // 10)),
        {"unit": tests},
        {"unit": frozenset()},
    )


def worked_on(base: Baseline, floors: list[str], dice: random.Random) -> Baseline:
    """One to ten findings fixed, tests added and removed, one or two of these floors raised."""
    fixed = set(dice.sample(range(len(base.findings)), min(len(base.findings), dice.randint(1, 10))))
    tests = base.executed["unit"] - set(dice.sample(sorted(base.executed["unit"]), dice.randint(0, 3)))
    raised = {
        key: Floor(Ratio(dice.randrange(500, 999), 1000), on=date(2026, 2, 1)) for key in floors[: dice.randint(1, 2)]
    }
    return msgspec.structs.replace(
        base,
        floors={**base.floors, **raised},
        findings=tuple(one for number, one in enumerate(base.findings) if number not in fixed),
        executed={"unit": tests | {dice.randbytes(8) for _ in range(dice.randint(0, 6))}},
    )


@pytest.mark.parametrize("size", [10, 100, 1000])
def test_git_merges_parallel_work_by_itself(size: int, tmp_path: Path) -> None:
    git = Git(tmp_path)
    if git.say("merge-tree", "--write-tree", *[git.commit(Baseline(SOURCE))] * 2) is None:
        pytest.skip("git merge-tree --write-tree needs git 2.38")
    conflicts = 0
    for number in range(TRIES):
        dice = random.Random(f"{size}/{number}")  # noqa: S311  # the same cases each time
        base = beginning(size, dice)
        keys = sorted(base.floors)
        one, two = worked_on(base, keys[:2], dice), worked_on(base, keys[2:], dice)
        start = git.commit(base)
        tree = git.say("merge-tree", "--write-tree", git.commit(one, start), git.commit(two, start))
        if tree is None:
            conflicts += 1
            continue
        data = git.say("cat-file", "blob", f"{tree.decode().split()[0]}:baseline.json")
        assert data == written_baseline(merged(base, one, two))
        assert written_baseline(read_baseline(data, SOURCE)) == data
    assert conflicts <= MOST_CONFLICTS

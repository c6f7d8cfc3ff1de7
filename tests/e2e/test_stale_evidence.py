"""Evidence that was made for another commit, altered after it was stamped, or made too long ago is no evidence."""

from __future__ import annotations

import json
from collections.abc import Callable

import msgspec
import pytest

from tests.e2e import repository as repo
from tests.e2e.project import JUNIT_GOOD, sarif
from tests.e2e.repository import Repository, check

repository = repo.repository
_template = repo._template

HEAD = "version: 1\nevidence:\n  it: "
GATE = "\nstages:\n  t:\n    exit:\n      p: "
TESTS = HEAD + "{path: junit.xml, kind: tests%s}" + GATE + "{metric: tests.failed, at_most: 0}\n"
FINDINGS = HEAD + "{path: lint.sarif, kind: findings}" + GATE + "{metric: findings.count, at_most: 0}\n"
DAY = ("check", "--as-of", "2026-05-02")
Build = Callable[[Repository], object]


def dated(moment: str) -> str:
    return JUNIT_GOOD.replace('name="unit"', f'name="unit" timestamp="{moment}"')


def of_commit(commit: str) -> str:
    words = json.loads(sarif())
    words["runs"][0]["versionControlProvenance"] = [{"repositoryUri": "https://example.com/x", "revisionId": commit}]
    return json.dumps(words)


class Case(msgspec.Struct, frozen=True):
    """A policy, what happens after `cdgate stamp` (where it is run), and how the check ends."""

    code: int
    says: tuple[str, ...] = ()
    policy: str = TESTS % ""
    before: Build = lambda _: None
    stamped: bool = False
    after: Build = lambda _: None
    arguments: tuple[str, ...] = ("check",)


AGED = TESTS % ", max_age: 24 h"
CASES = {
    "stamped": Case(0, stamped=True),
    "altered after the stamp": Case(
        1, ("is not what was stamped",), stamped=True, after=lambda r: r.write("junit.xml", JUNIT_GOOD + "\n")
    ),
    "another commit after the stamp": Case(1, ("junit.xml is for commit",), stamped=True, after=lambda r: r.edit(1)),
    "a manifest that is none": Case(4, ("bad-manifest",), after=lambda r: r.write(".cdgate/evidence.json", "{")),
    "a manifest of another schema": Case(
        4,
        ("bad-manifest",),
        after=lambda r: r.write(
            ".cdgate/evidence.json", '{"schema": "x", "commit": "a", "at": "2026-01-01T00:00:00Z", "files": {}}'
        ),
    ),
    "a log for this commit": Case(
        0, policy=FINDINGS, before=lambda r: r.write("lint.sarif", of_commit(r.git("rev-parse", "HEAD")))
    ),
    "a log for this commit, cut short": Case(
        0, policy=FINDINGS, before=lambda r: r.write("lint.sarif", of_commit(r.git("rev-parse", "HEAD")[:10]))
    ),
    "a log for another commit": Case(
        1,
        ("lint.sarif is for commit 111111111111",),
        FINDINGS,
        before=lambda r: r.write("lint.sarif", of_commit("1" * 40)),
    ),
    "young enough": Case(0, (), AGED, lambda r: r.write("junit.xml", dated("2026-05-02T09:00:00Z")), arguments=DAY),
    "too old": Case(
        1, ("older than 24 h",), AGED, lambda r: r.write("junit.xml", dated("2026-05-01T09:00:00Z")), arguments=DAY
    ),
    "without a zone": Case(
        1, ("older than",), AGED, lambda r: r.write("junit.xml", dated("2026-04-30T09:00:00")), arguments=DAY
    ),
    "ahead by a zone": Case(0, (), AGED, lambda r: r.write("junit.xml", dated("2026-05-03T07:00:00")), arguments=DAY),
    "from the future": Case(
        1, ("yet to come",), AGED, lambda r: r.write("junit.xml", dated("2026-05-04T09:00:00Z")), arguments=DAY
    ),
    "of unknown age": Case(1, ("does not say when it was produced",), AGED),
    "of an unknown commit": Case(1, ("junit.xml does not say for which commit it is",), TESTS % ", stamped: true"),
    "of an unknown commit but stamped": Case(0, (), TESTS % ", stamped: true", stamped=True),
    "of another commit than the stamp": Case(
        1, ("junit.xml is for commit",), TESTS % ", stamped: true", stamped=True, after=lambda r: r.edit(1)
    ),
    "a log that has to tell its commit": Case(
        0,
        policy=FINDINGS.replace("findings}", "findings, stamped: true}"),
        before=lambda r: r.write("lint.sarif", of_commit(r.git("rev-parse", "HEAD"))),
    ),
    "a log that does not": Case(
        1,
        ("lint.sarif does not say for which commit it is",),
        FINDINGS.replace("findings}", "findings, stamped: true}"),
        before=lambda r: r.write("lint.sarif", sarif()),
    ),
    "a log for this commit in capitals": Case(
        0, policy=FINDINGS, before=lambda r: r.write("lint.sarif", of_commit(r.git("rev-parse", "HEAD").upper()))
    ),
    "a log for the first digits of any commit": Case(
        1,
        ("lint.sarif is for commit",),
        FINDINGS,
        before=lambda r: r.write("lint.sarif", of_commit(r.git("rev-parse", "HEAD")[:4])),
    ),
    "of unknown age but stamped": Case(0, (), AGED, stamped=True),
}


@pytest.mark.parametrize("name", CASES)
def test_stale_evidence_is_no_evidence(
    name: str, repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case = CASES[name]
    repository.write("gates.yaml", case.policy).write("junit.xml", JUNIT_GOOD)
    case.before(repository)
    if case.stamped:
        assert check(monkeypatch, capsys, repository.folder, "stamp").out.startswith("1 files stamped for commit ")
    case.after(repository)
    ran = check(monkeypatch, capsys, repository.folder, *case.arguments)
    told = " ".join((ran.out + ran.err).split())
    assert (ran.code, [words for words in case.says if words not in told]) == (case.code, []), told


def test_stamp_writes_the_commit_it_is_given(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("gates.yaml", TESTS % "").write("junit.xml", JUNIT_GOOD)
    ran = check(monkeypatch, capsys, repository.folder, "stamp", "junit.xml", "--commit", "abc1234")
    manifest = json.loads((repository.folder / ".cdgate/evidence.json").read_text())
    assert ran.code == 0
    assert (manifest["schema"], manifest["commit"], list(manifest["files"])) == (
        "cdgate.evidence/1",
        "abc1234",
        ["junit.xml"],
    )


def test_stamp_of_a_missing_file_is_refused(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("gates.yaml", TESTS % "")
    assert check(monkeypatch, capsys, repository.folder, "stamp", "junit.xml").code == 4


def test_stamp_without_any_commit_is_refused(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("gates.yaml", TESTS % "").write("junit.xml", JUNIT_GOOD)
    (repository.folder / ".git").rename(repository.folder / "not-git")
    ran = check(monkeypatch, capsys, repository.folder, "stamp")
    assert (ran.code, "no-commit" in ran.err) == (4, True)

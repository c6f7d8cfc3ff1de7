"""A policy in a folder of a large repository: a CI is told all paths from the top of the repository."""

from __future__ import annotations

import json

import pytest

from tests.e2e import repository as repo
from tests.e2e.project import JUNIT_BAD
from tests.e2e.repository import Repository, check, code

repository = repo.repository
_template = repo._template

POLICY = repo.policy(
    "tests-pass: {metric: tests.failed, at_most: 0}",
    "lines: {metric: coverage.line, at_least: 99 %}",
    change="t: {path: junit.xml, kind: tests}",
)
GITHUB = {"GITHUB_ACTIONS": "true"}
CALLS = {
    "in the folder": ("services/pay", ()),
    "below the folder": ("services/pay/src", ()),
    "at the top": ("", ("--policy", "services/pay/gates.yaml", "--root", "services/pay")),
    "beside it": ("services/ship", ("--policy", "../pay/gates.yaml", "--root", "../pay")),
}


@pytest.mark.parametrize("name", CALLS)
def test_places_are_told_from_the_top(
    name: str, repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, arguments = CALLS[name]
    repository.write("services/pay/gates.yaml", POLICY).write("services/pay/src/pay.py", code(1, 10))
    repository.write("services/ship/a.py", code(1, 3)).write("services/pay/tests/test_pay.py", code(1, 20)).commit()
    repository.write("services/pay/junit.xml", JUNIT_BAD)
    repository.write("services/pay/coverage.xml", repo.report({"src/pay.py": (10, (3,))}))
    quality = ("--report", "codequality=quality.json")
    place = repository.folder / folder
    ran = check(monkeypatch, capsys, place, "check", *arguments, *quality, environ=GITHUB)
    assert ran.code == 1, ran
    files = [
        line.partition("file=")[2].partition(",")[0] for line in ran.out.splitlines() if line.startswith("::error")
    ]
    assert files == ["services/pay/tests/test_pay.py", "services/pay/src/pay.py"], ran.out
    found = json.loads(next(repository.folder.rglob("quality.json")).read_text())
    assert sorted({entry["location"]["path"] for entry in found}) == [
        "services/pay/gates.yaml",
        "services/pay/src/pay.py",
        "services/pay/tests/test_pay.py",
    ]


def test_place_outside_of_the_repository_is_not_told(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("pay/gates.yaml", POLICY)
    repository.write("pay/junit.xml", JUNIT_BAD.replace("tests/test_pay.py", "../../../etc/passwd"))
    repository.write("pay/coverage.xml", repo.report({"/abs/pay.py": (10, ())}))
    ran = check(monkeypatch, capsys, repository.folder / "pay", environ=GITHUB)
    files = [line for line in ran.out.splitlines() if line.startswith("::error")]
    assert (ran.code, [line for line in files if "passwd," in line or "/abs" in line.partition("::")[0]]) == (1, []), (
        ran
    )
    assert all("file=pay/gates.yaml" in line for line in files), files

"""Floors for each file, suite or tool, in git repositories: none may fall behind, new ones come in, lost ones are missed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import pytest

from tests.e2e import repository as repo
from tests.e2e.project import Ran
from tests.e2e.repository import Repository, check, policy, report

repository = repo.repository
_template = repo._template

A, B, C, NEW = "src/a.py", "src/b.py", "src/c.py", "src/new.py"
COVERAGE = "unit-coverage: {path: coverage.xml, kind: coverage}"
LINT = "lint: {path: lint.sarif, kind: findings}"
TESTS = "unit: {path: junit.xml, kind: tests}"
BASELINE = "baseline: {path: .cdgate/baseline.json, optional: true}"
LINES = "lines: {kind: ratchet, metric: coverage.line, per: file}"
LOOSE = "lines: {metric: coverage.line, per: file, not_below: {baseline: -10 pp}}"
FOUND = "found: {kind: ratchet, metric: findings.count, per: file}"
SUITES = "suites: {kind: ratchet, metric: tests.executed, per: suite}"


class Story:
    """A repository, and cdgate run in it."""

    def __init__(self, r: Repository, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.repository = r
        self._patch = patch
        self._capsys = capsys

    def covers(self, **missed: int) -> Story:
        """Files of ten lines (`a` for src/a.py), so many of them not covered."""
        files: Mapping[str, tuple[int, Iterable[int]]] = {
            f"src/{name}.py": (10, range(1, count + 1)) for name, count in missed.items()
        }
        self.repository.write("coverage.xml", report(files))
        return self

    def lints(self, **counts: int) -> Story:
        """So many findings in files (`a` for src/a.py)."""
        places = [f"src/{name}.py" for name, count in counts.items() for _ in range(count)]
        results = [
            {
                "ruleId": f"R{n}",
                "level": "error",
                "message": {"text": "m"},
                "locations": [
                    {"physicalLocation": {"artifactLocation": {"uri": path}, "region": {"startLine": 1 + n}}}
                ],
            }
            for n, path in enumerate(places)
        ]
        log = {"version": "2.1.0", "$schema": "https://json.schemastore.org/sarif-2.1.0.json"}
        runs = [{"tool": {"driver": {"name": "lint"}}, "results": results}]
        self.repository.write("lint.sarif", json.dumps({**log, "runs": runs}))
        return self

    def runs(self, **counts: int) -> Story:
        """So many passed tests in suites."""
        suites = "".join(
            f'<testsuite name="{name}">' + "".join(f'<testcase name="t{n}"/>' for n in range(count)) + "</testsuite>"
            for name, count in counts.items()
        )
        self.repository.write("junit.xml", f"<testsuites>{suites}</testsuites>")
        return self

    def says(self, *arguments: str, code: int) -> Ran:
        ran = check(self._patch, self._capsys, self.repository.folder, *arguments)
        assert ran.code == code, ran.out + ran.err
        return ran

    def update(self, *arguments: str) -> str:
        return self.says("baseline", "update", *arguments, code=0).out


@pytest.fixture
def story(repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Story:
    return begun(Story(repository, monkeypatch, capsys), LINES, COVERAGE)


def begun(story: Story, criterion: str, role: str) -> Story:
    for number, name in enumerate((A, B, C)):
        story.repository.write(name, "".join(f"{name[4]}_{number}_{n} = 1\n" for n in range(10)))
    story.repository.write("gates.yaml", policy(criterion, evidence=(role, BASELINE))).commit()
    return story


def test_no_file_may_fall_behind_its_own_floor(story: Story) -> None:
    assert "there is no evidence for baseline" in story.covers(a=0, b=5).says(code=1).out
    assert "coverage.line file=: 2 values recorded" in story.update()
    story.says(code=0)
    story.says("baseline", "verify", code=0)
    ran = story.covers(a=1, b=0).says(code=1)
    assert "1 of 2 files are worse than in baseline: src/a.py 90 % (≥ 100 %)" in ran.out
    assert "src/a.py: 9/10 is worse than 10/10, which stays" in story.update()
    assert "src/b.py: 5/10 becomes" not in story.update()
    ran = story.covers(a=0, b=1).says(code=1)
    assert "src/b.py 90 % (≥ 100 %)" in ran.out
    story.update("--allow-lower", "testing.exit.lines")
    story.says(code=0)


def test_tolerance_holds_for_each_file(story: Story) -> None:
    story.repository.write("gates.yaml", policy(LOOSE, evidence=(COVERAGE, BASELINE)))
    story.covers(a=0, b=5).update()
    story.covers(a=1, b=6).says(code=0)
    story.covers(a=1, b=7).says(code=1)


def test_new_file_is_not_compared_until_it_is_recorded(story: Story) -> None:
    story.covers(a=0).update()
    assert "1 are new and not compared" in story.covers(a=0, b=9).says(code=0).out
    assert "src/b.py: 1/10 recorded" in story.update()
    story.covers(a=0, b=10).says(code=1)


def test_renamed_file_keeps_its_floor(story: Story) -> None:
    r = story.repository
    story.covers(a=0, b=5).update()
    r.commit()
    r.git("branch", "-f", "main")
    r.git("mv", A, NEW)
    r.commit()
    assert "src/new.py 90 % (≥ 100 %)" in story.covers(new=1, b=5).says(code=1).out
    story.covers(new=0, b=5).says(code=0)
    assert "src/a.py is gone" in story.update()
    held = (r.folder / ".cdgate/baseline.json").read_text()
    assert "src/new.py" in held
    assert "src/a.py" not in held


def test_deleted_file_is_not_missed_but_one_that_is_no_longer_measured_is(story: Story) -> None:
    story.covers(a=0, b=5, c=3).update()
    ran = story.covers(a=0, b=5).says(code=1)
    assert "UNKNOWN" in ran.out
    assert "src/c.py" in ran.out
    assert "src/c.py was not measured and stays" in story.update()
    story.repository.git("rm", "-q", C)
    story.repository.commit()
    story.says(code=0)
    assert "src/c.py is gone" in story.update()


def test_file_that_is_no_longer_measured_is_given_up_by_name(story: Story) -> None:
    story.covers(a=0, b=5).update()
    story.covers(a=0).update("--allow-lower", "testing.exit.lines")
    story.says(code=0)


def test_findings_in_a_file_that_had_none_are_worse(story: Story) -> None:
    begun(story, FOUND, LINT).lints(a=2).update()
    story.lints(a=1).says(code=0)
    assert "src/b.py 1 (≤ 0)" in story.lints(a=1, b=1).says(code=1).out
    told = story.update()
    assert "src/a.py: 2 becomes 1" in told
    assert "src/b.py: 1 is worse than 0, which stays" in told
    story.lints().says(code=0)
    assert "src/a.py is gone" in story.update()
    story.says("baseline", "verify", code=0)
    assert "src/a.py 1 (≤ 0)" in story.lints(a=1).says(code=1).out


def test_suite_that_did_not_run_is_missed(story: Story) -> None:
    begun(story, SUITES, TESTS).runs(one=3, two=2).update()
    story.runs(one=3, two=2, three=1).says(code=0)
    story.runs(one=3, two=1).says(code=1)
    ran = story.runs(one=3).says(code=1)
    assert "UNKNOWN" in ran.out
    assert "two" in ran.out


def test_record_of_a_run_keeps_the_floors_of_groups(story: Story) -> None:
    record = "baseline: {path: run.json, optional: true}"
    previous = "lines: {metric: coverage.line, per: file, not_below: previous}"
    story.repository.write("gates.yaml", policy(LINES, evidence=(COVERAGE, record)))
    keep = ("check", "--report", "json=run.json")
    story.covers(a=0, b=5).says(*keep, code=1)
    story.says("check", code=0)
    story.covers(a=1, b=5).says(*keep, code=1)
    story.covers(a=1, b=5).says("check", code=1)
    story.repository.write("gates.yaml", policy(previous, evidence=(COVERAGE, "previous: {path: run.json}")))
    story.covers(a=1, b=5).says("check", code=0)
    story.covers(a=2, b=5).says("check", code=1)


def test_group_in_the_change_has_no_floor(story: Story) -> None:
    wrong = "lines: {metric: coverage.line, per: file, scope: changed, not_below: baseline}"
    story.repository.write("gates.yaml", policy(wrong, evidence=(COVERAGE, BASELINE)))
    assert "no-floor-of-parts" in story.covers(a=0).says(code=3).err

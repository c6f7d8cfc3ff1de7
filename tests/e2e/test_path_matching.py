"""Paths of reports and files of the repository, as a user sees them matched."""

from __future__ import annotations

import json

import pytest

from tests.e2e import repository as repo
from tests.e2e.project import sarif
from tests.e2e.repository import Repository, check, code

repository = repo.repository
_template = repo._template

GO = "mode: set\ngithub.com/acme/pay/main.go:1.1,3.2 3 0\ngithub.com/acme/pay/sub/x.go:1.1,2.2 2 1\n"
GATE = "c: {metric: coverage.line, at_least: 1 %}"


def test_inspect_explains_each_path(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("lib/a.py", code(1, 2)).write("app/a.py", code(1, 2)).commit()
    repository.covers({"/app/src/pay.py": (10, ()), "a.py": (2, ()), "gone.py": (2, ()), "tests/test_pay.py": (3, ())})
    ran = check(monkeypatch, capsys, repository.folder, "inspect", "--paths", "coverage.xml")
    assert ran.code == 0
    assert "/app/src/pay.py -> src/pay.py: longest ending" in ran.out
    assert "a.py -> -: several files fit equally well (app/a.py, lib/a.py)" in ran.out
    assert "gone.py -> -: no such file in the repository" in ran.out
    assert "tests/test_pay.py -> tests/test_pay.py: same path" in ran.out
    assert "name the folder in `roots`" in ran.out


def test_inspect_explains_each_path_in_json(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.covers({"pay.py": (10, ())})
    ran = check(monkeypatch, capsys, repository.folder, "inspect", "--paths", "--json", "--root", "src", "coverage.xml")
    row = {"path": "pay.py", "file": "src/pay.py", "how": "below a root that the policy names", "nearest": []}
    assert json.loads(ran.out)["paths"] == [row]


def test_file_at_the_top_of_a_go_module_counts(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("svc/go.mod", "module github.com/acme/pay\n").write("svc/main.go", code(1, 9))
    repository.write("svc/sub/x.go", code(1, 9)).commit().write("cover.out", GO)
    policy = repo.policy(GATE.replace("1 %", "50 %"), evidence=("u: {path: cover.out, kind: coverage}",))
    repository.write("gates.yaml", policy)
    ran = check(monkeypatch, capsys, repository.folder)
    assert (ran.code, "40 %" in ran.out) == (1, True), ran
    explained = check(monkeypatch, capsys, repository.folder, "inspect", "--paths", "cover.out").out
    assert "github.com/acme/pay/main.go -> svc/main.go: path of a Go module" in explained


def test_roots_of_a_role_come_before_the_path_itself(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("service/src/pay.py", code(1, 10)).commit()
    repository.covers({"src/pay.py": (10, (2, 3, 4))})
    repository.write("gates.yaml", repo.policy(evidence=("u: {path: coverage.xml, kind: coverage, roots: service}",)))
    ran = check(monkeypatch, capsys, repository.folder)
    assert (ran.code, "service/src/pay.py:2" in ran.out) == (1, True), ran


def test_report_of_another_folder_is_unknown_and_says_what_would_help(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.covers({"source/old/pay.py": (10, ()), "source/old/more.py": (10, ()), "tests/test_pay.py": (3, ())})
    repository.write("gates.yaml", repo.policy(GATE))
    ran = check(monkeypatch, capsys, repository.folder)
    told = " ".join(ran.out.split())
    assert ran.code == 1
    assert "2 of 3 files in the report are not tracked" in told
    assert "if they began with 'src' instead of 'source/old'" in told


def test_lines_beyond_the_end_of_a_file_are_not_covered(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.covers({"src/pay.py": (400, (1, 2, 3, 4, 5, 6))})
    repository.write("gates.yaml", repo.policy(GATE.replace("1 %", "80 %")))
    ran = check(monkeypatch, capsys, repository.folder)
    told = " ".join(ran.out.split())
    assert ran.code == 1
    assert "lines lie beyond the ends of their files and count as not covered" in told


def test_go_package_outside_of_a_module_is_found_by_its_folder(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("main.go", code(1, 9)).commit()
    repository.write("cover.out", f"mode: set\n_{repository.folder.resolve()}/main.go:1.1,3.2 3 1\n")
    explained = check(monkeypatch, capsys, repository.folder, "inspect", "--paths", "cover.out").out
    assert "/main.go -> main.go: path of a Go module" in explained


def test_inspect_explains_the_paths_of_findings(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("lint.sarif", sarif("error", "note"))
    explained = check(monkeypatch, capsys, repository.folder, "inspect", "--paths", "lint.sarif").out
    assert explained.count("src/pay.py -> src/pay.py: same path") == 1


def test_inspect_explains_where_tests_lie(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository.write("web/tests/test_till.py", code(1, 2)).write("tests/test_till.py", code(1, 2)).commit()
    places = ("tests.test_pay.TestPay", "tests.test_till", "adds two numbers")
    cases = "".join(f'<testcase classname="{place}" name="a"/>' for place in places)
    repository.write(
        "junit.xml", f'<testsuite name="s">{cases}<testcase file="tests/test_pay.py" name="b"/></testsuite>'
    )
    ran = check(monkeypatch, capsys, repository.folder, "inspect", "--paths", "junit.xml")
    assert ran.code == 0, ran.err
    assert "tests.test_pay.TestPay -> tests/test_pay.py: longest ending" in ran.out
    assert (
        "tests.test_till -> -: several files fit equally well (tests/test_till.py, web/tests/test_till.py)" in ran.out
    )
    assert "adds two numbers -> -: no such file" in ran.out
    assert "tests/test_pay.py -> tests/test_pay.py: same path" in ran.out
    narrowed = check(
        monkeypatch, capsys, repository.folder, "inspect", "--paths", "--root", "web", "--json", "junit.xml"
    )
    assert "web/tests/test_till.py" in [row["file"] for row in json.loads(narrowed.out)["paths"]]

"""The same change and the same coverage through diff-cover: equal where it is right, no pass where it passes for nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from fractions import Fraction

import msgspec
import pytest

from tests.e2e import repository as repo
from tests.e2e.repository import QUIET, Repository, check, code, report

repository = repo.repository
_template = repo._template

Build = Callable[[Repository], object]
PAY = "src/pay.py"


@pytest.fixture(scope="session")
def diff_cover() -> str:
    found = os.environ.get("CDGATE_TEST_DIFF_COVER") or shutil.which("diff-cover")
    if not found:
        pytest.skip("diff-cover is not installed: put it on the PATH or name it in CDGATE_TEST_DIFF_COVER")
    return found


class Asked(msgspec.Struct, frozen=True):
    """What diff-cover says: its exit code for --fail-under=100, lines, and lines without coverage."""

    code: int
    lines: int
    missed: int


def ask(diff_cover: str, folder: Repository) -> Asked:
    done = subprocess.run(
        [diff_cover, "coverage.xml", "--compare-branch", "main", "--format", "json:told.json", "--fail-under", "100"],
        cwd=folder.folder,
        env={**os.environ, **QUIET},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    told = json.loads((folder.folder / "told.json").read_text()) if (folder.folder / "told.json").exists() else {}
    return Asked(done.returncode, told.get("total_num_lines", -1), told.get("total_num_violations", -1))


def renamed(r: Repository) -> None:
    r.git("mv", PAY, "src/payment.py")
    r.edit(3, 4, name="src/payment.py").covers({"src/payment.py": (10, (4,))})


def two_files(r: Repository) -> None:
    r.write("src/more.py", code(1, 7)).edit(1, 5).covers({PAY: (10, (5,)), "src/more.py": (7, (2, 3))})


def main_ahead(r: Repository) -> None:
    r.edit(2, 3)
    r.git("checkout", "-q", "main")
    r.write("src/far.py", code(1, 9)).commit()
    r.git("checkout", "-q", "work")
    r.covers({PAY: (10, (3,))})


def with_comments(r: Repository) -> None:
    r.write(PAY, "# words\n\n" + code(1, 10, "x")).commit()
    told = report({PAY: (12, (5,))})
    for number in (1, 2):
        told = told.replace(f'<line number="{number}" hits="1"/>', "")
    r.write("coverage.xml", told)


RIGHT: dict[str, Build] = {
    "one line": lambda r: r.edit(2).covers(),
    "one line that is not covered": lambda r: r.edit(2).covers({PAY: (10, (2,))}),
    "a third": lambda r: r.edit(1, 2, 3).covers({PAY: (10, (2, 3))}),
    "a seventh": lambda r: r.edit(1, 2, 3, 4, 5, 6, 7).covers({PAY: (10, (1, 2, 3, 4, 5, 6))}),
    "all lines": lambda r: r.edit(*range(1, 11)).covers({PAY: (10, (9, 10))}),
    "misses elsewhere": lambda r: r.edit(1).covers({PAY: (10, (2, 3, 4))}),
    "a new file": lambda r: r.write("src/new.py", code(1, 6)).commit().covers({PAY: (10, ()), "src/new.py": (6, (6,))}),
    "two files": two_files,
    "a renamed file": renamed,
    "main has gone on": main_ahead,
    "comments and blank lines": with_comments,
    "lines added at the end": lambda r: r.write(PAY, code(1, 15)).commit().covers({PAY: (15, (12, 15))}),
    "lines taken away and one altered": lambda r: (
        r.write(PAY, "a = 1\n" + code(5, 10)).commit().covers({PAY: (7, (1,))})
    ),
    "work that is not committed": lambda r: r.write(PAY, "a = 1\nb = 1\n" + code(1, 10)).covers({PAY: (12, (2,))}),
    "a Chinese name": lambda r: (
        r.write("src/支付.py", code(1, 4)).commit().covers({PAY: (10, ()), "src/支付.py": (4, (1,))})
    ),
    "blanks in a name": lambda r: (
        r.write("src/a b.py", code(1, 4)).commit().covers({PAY: (10, ()), "src/a b.py": (4, (1,))})
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_percentage_is_that_of_diff_cover_where_it_is_right(
    name: str,
    diff_cover: str,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    RIGHT[name](repository)
    repository.write("gates.yaml", repo.policy("c: {metric: coverage.line, scope: changed, at_least: 100 %}"))
    told = ask(diff_cover, repository)
    ran = check(monkeypatch, capsys, repository.folder, "check", "--report", "json=-")
    (criterion,) = json.loads(ran.out)["gates"][0]["criteria"]
    observed = criterion["judgement"]["observed"]
    assert Fraction(observed["part"], observed["whole"]) == 1 - Fraction(told.missed, told.lines)
    assert (observed["whole"], ran.code == 0) == (told.lines, told.code == 0)


VACUOUS: dict[str, Build] = {
    "a report of other files": lambda r: r.edit(2).covers({"elsewhere/pay2.py": (10, (2,))}),
    "a report under another folder name": lambda r: r.edit(2).covers({"source/py/pay2.py": (10, (2,))}),
    "a report of nothing": lambda r: r.edit(2).write("coverage.xml", "<coverage/>"),
    "a report of a container": lambda r: r.edit(2).covers({"/app/src/pay.py": (10, (2,))}),
    "a report of Windows": lambda r: r.edit(2).covers({"C:\\work\\src\\pay.py": (10, (2,))}),
    "a changed file that is not in the report": lambda r: r.write("src/new.py", code(1, 9)).commit().covers(),
    "a renamed file under its old name": lambda r: (
        r.git("mv", PAY, "src/payment.py"),
        r.edit(3, name="src/payment.py").covers({PAY: (10, ()), "tests/test_pay.py": (3, ())}),
    ),
    "source called binary": lambda r: r.write(".gitattributes", "*.py binary\n").edit(2).covers({PAY: (10, (2,))}),
}


@pytest.mark.parametrize("name", VACUOUS)
def test_pass_for_nothing_is_no_pass(
    name: str,
    diff_cover: str,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    VACUOUS[name](repository)
    repository.write("gates.yaml", repo.policy("c: {metric: coverage.line, scope: changed, at_least: 100 %}"))
    assert ask(diff_cover, repository).code == 0
    assert check(monkeypatch, capsys, repository.folder).code == 1

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


def ask(diff_cover: str, folder: Repository, *reports: str) -> Asked:
    sources = ("--src-roots", "src") if "jacoco.xml" in reports else ()
    named = reports or ("coverage.xml",)
    done = subprocess.run(
        [diff_cover, *named, *sources, "--compare-branch", "main", "--format", "json:told.json", "--fail-under", "100"],
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


def lcov(files: dict[str, tuple[int, tuple[int, ...]]]) -> str:
    """Return a tracefile: for each file how many lines it has, and which of them are not covered."""
    return "".join(
        f"SF:{name}\n" + "".join(f"DA:{n},{int(n not in missed)}\n" for n in range(1, count + 1)) + "end_of_record\n"
        for name, (count, missed) in files.items()
    )


def clover(files: dict[str, tuple[int, tuple[int, ...]]]) -> str:
    told = "".join(
        f'<file name="{name}" path="{name}">'
        + "".join(f'<line num="{n}" type="stmt" count="{int(n not in missed)}"/>' for n in range(1, count + 1))
        + "</file>"
        for name, (count, missed) in files.items()
    )
    project = f'<project timestamp="1"><package name="p">{told}</package></project>'
    return f'<coverage clover="4.4.1" generated="1">{project}</coverage>'


def jacoco(files: dict[str, tuple[int, tuple[int, ...]]]) -> str:
    told = "".join(
        f'<sourcefile name="{name}">'
        + "".join(
            f'<line nr="{n}" mi="{int(n in missed)}" ci="{int(n not in missed)}" mb="0" cb="0"/>'
            for n in range(1, count + 1)
        )
        + "</sourcefile>"
        for name, (count, missed) in files.items()
    )
    return f'<report name="pay"><package name="com/acme">{told}</package></report>'


def ends_of_lines(r: Repository) -> None:
    """All lines get other ends, and one of them other words."""
    lines = code(1, 10).replace("value_4", "other_4")
    r.write(PAY, lines.replace("\n", "\r\n")).commit().covers({PAY: (10, (4, 5))})


def moved_block(r: Repository) -> None:
    r.write(PAY, code(4, 10) + code(1, 3)).commit().covers({PAY: (10, (9,))})


def merged(r: Repository) -> None:
    r.edit(2)
    r.git("checkout", "-q", "main")
    r.edit(8)
    r.git("checkout", "-q", "work")
    r.git("merge", "-q", "--no-edit", "main")
    r.covers({PAY: (10, (2, 8))})


def executable(r: Repository) -> None:
    (r.folder / PAY).chmod(0o755)
    r.edit(6, 7).covers({PAY: (10, (6,))})


RIGHT: dict[str, Build] = {
    "other ends of lines": ends_of_lines,
    "a moved block": moved_block,
    "main merged into the branch": merged,
    "a deleted file and an edited one": lambda r: (
        r.git("rm", "-q", "tests/test_pay.py"),
        r.edit(2, 3).covers({PAY: (10, (3,))}),
    ),
    "a file made executable and edited": executable,
    "no line end at the end": lambda r: r.write(PAY, code(1, 10).rstrip("\n")).commit().covers({PAY: (10, (10,))}),
    "edits that are only staged": lambda r: (
        r.write(PAY, "a = 1\n" + code(1, 10)),
        r.git("add", PAY),
        r.covers({PAY: (11, (1,))}),
    ),
    "a file that git does not track": lambda r: (
        r.edit(2).write("src/untracked.py", code(1, 5)).covers({PAY: (10, (2,)), "src/untracked.py": (5, (1,))})
    ),
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


JAVA = "src/com/acme/Pay.java"


def java(r: Repository) -> Repository:
    r.write(JAVA, code(1, 10)).commit()
    r.git("branch", "-f", "main")
    return r.edit(2, 3, 4, name=JAVA)


OTHERS: dict[str, tuple[Build, dict[str, str]]] = {
    "a tracefile": (lambda r: r.edit(2, 3, 4), {"cov.info": lcov({PAY: (10, (3,))})}),
    "a tracefile with two files": (two_files, {"cov.info": lcov({PAY: (10, (5,)), "src/more.py": (7, (2, 3))})}),
    "a tracefile of a renamed file": (renamed, {"cov.info": lcov({"src/payment.py": (10, (4,))})}),
    "Clover": (lambda r: r.edit(2, 3, 4), {"clover.xml": clover({PAY: (10, (3, 4))})}),
    "Clover with two files": (two_files, {"clover.xml": clover({PAY: (10, (5,)), "src/more.py": (7, (7,))})}),
    "JaCoCo": (java, {"jacoco.xml": jacoco({"Pay.java": (10, (2,))})}),
    "two reports of one file": (
        lambda r: r.edit(2, 3, 4), {"one.xml": report({PAY: (10, (2, 3))}), "two.xml": report({PAY: (10, (3, 4))})},
    ),
    "two reports of two files": (
        two_files, {"one.xml": report({PAY: (10, (5,))}), "two.xml": report({"src/more.py": (7, (1,))})},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_percentage_is_that_of_diff_cover_for_other_reports(
    name: str,
    diff_cover: str,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    build, reports = OTHERS[name]
    build(repository)
    (repository.folder / "coverage.xml").unlink(missing_ok=True)
    for path, content in reports.items():
        repository.write(path, content)
    told = ask(diff_cover, repository, *reports)
    role = f"cov: {{path: [{', '.join(reports)}], kind: coverage}}"
    repository.write(
        "gates.yaml", repo.policy("c: {metric: coverage.line, scope: changed, at_least: 100 %}", evidence=(role,))
    )
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

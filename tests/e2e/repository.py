"""A git repository built by script, and cdgate run in it inside this process (a table of a hundred would else be slow)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr  # noqa: TID251  # writes an attribute for a report, parses nothing

import pytest

from cdgate.cli.main import run
from tests.e2e.project import KEPT, Ran, write

COVERAGE = "unit-coverage: {path: coverage.xml, kind: coverage}"
CHANGED_80 = "changed-lines: {metric: coverage.line, scope: changed, at_least: 80 %}"
QUIET = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "a",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "c",
    "GIT_COMMITTER_EMAIL": "c@example.com",
    "LC_ALL": "C.UTF-8",
}


def code(first: int, last: int, mark: str = "") -> str:
    """Return lines of source, one assignment each."""
    return "".join(f"value_{n}{mark} = {n}\n" for n in range(first, last + 1))


def report(files: Mapping[str, tuple[int, Iterable[int]]]) -> str:
    """Return a Cobertura report: for each file how many lines it has, all coverable, and which of them are not covered."""
    classes, covered, coverable = "", 0, 0
    for name, (count, missed) in files.items():
        lacking = frozenset(missed)
        covered, coverable = covered + count - len(lacking), coverable + count
        lines = "".join(f'<line number="{n}" hits="{int(n not in lacking)}"/>' for n in range(1, count + 1))
        classes += f'<class name="c" filename={quoteattr(name)}><methods/><lines>{lines}</lines></class>'
    rate = covered / max(coverable, 1)
    packages = f'<packages><package name="p"><classes>{classes}</classes></package></packages>'
    return f'<coverage line-rate="{rate:.4g}">{packages}</coverage>'


def policy(
    *criteria: str, base: str = "main", change: str = "", evidence: tuple[str, ...] = (COVERAGE,), more: str = ""
) -> str:
    """Return a policy that judges the change since `base` (or as the role `change` says)."""
    roles = "".join(f"  {line}\n" for line in (change or f"change: {{git: {{base: {base}}}}}", *evidence))
    body = "".join(f"      {line}\n" for line in criteria or (CHANGED_80,))
    return f"version: 1\nevidence:\n{roles}stages:\n  testing:\n    exit:\n{body}{more}"


class Repository:
    """A work tree on the branch `work`, one commit ahead of nothing: `main` holds src/pay.py of ten lines and a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *words: str, at: str = "") -> str:
        """Run git and return what it says."""
        done = subprocess.run(
            ["git", "-C", str(self.folder / at), "-c", "protocol.file.allow=always", *words],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            env={**_kept(), **QUIET},
        )
        return done.stdout.strip()

    def write(self, name: str, content: str | bytes) -> Repository:
        """Write a file."""
        write(self.folder, {name: content})
        return self

    def commit(self, *names: str) -> Repository:
        """Commit these files, or everything but reports and the policy."""
        self.git("add", "-A", "--", *(names or (".", ":!*coverage.xml", ":!gates.yaml", ":!change.diff")))
        self.git("commit", "-q", "--allow-empty", "-m", "a commit")
        return self

    def edit(self, *lines: int, name: str = "src/pay.py") -> Repository:
        """Change these lines of a file, commit it."""
        path = self.folder / name
        text = path.read_text().splitlines(keepends=True)
        for number in lines:
            text[number - 1] = f"edited_{number} = 1\n"
        path.write_text("".join(text))
        return self.commit()

    def covers(
        self, files: Mapping[str, tuple[int, Iterable[int]]] | None = None, **more: tuple[int, Iterable[int]]
    ) -> Repository:
        """Write coverage.xml; without words for it, src/pay.py of ten lines, all covered."""
        return self.write("coverage.xml", report({**(files or {}), **more} or {"src/pay.py": (10, ())}))


def start(folder: Path, *init: str) -> Repository:
    """Return a new repository with the first commit on main, and the branch `work` checked out."""
    folder.mkdir(parents=True, exist_ok=True)
    repository = Repository(folder)
    repository.git("init", "-q", "-b", "main", *init)
    repository.write("src/pay.py", code(1, 10)).write("tests/test_pay.py", code(1, 3)).write(
        "README.md", "pay\n"
    ).commit()
    repository.git("checkout", "-q", "-b", "work")
    return repository


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return start(tmp_path_factory.mktemp("template") / "repository").folder


@pytest.fixture
def repository(_template: Path, tmp_path: Path) -> Repository:
    """Return a copy of a repository with one commit, on the branch `work`."""
    shutil.copytree(_template, tmp_path / "repository", symlinks=True)
    return Repository(tmp_path / "repository")


def check(
    patch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    folder: Path,
    *arguments: str,
    environ: Mapping[str, str] | None = None,
) -> Ran:
    """Run cdgate in the folder, in this process, in an environment that is no CI unless `environ` says so."""
    for name in set(os.environ) - set(_kept()):
        patch.delenv(name)
    for name, value in {**QUIET, **(environ or {})}.items():
        patch.setenv(name, value)
    patch.chdir(folder)
    capsys.readouterr()
    ended = int(run(arguments or ("check",)))
    told = capsys.readouterr()
    return Ran(ended, told.out, told.err)


def _kept() -> dict[str, str]:
    return {
        name: value
        for name, value in os.environ.items()
        if name in KEPT or name.startswith(("COVERAGE_", "COV_", "PYTEST", "PYTHON"))
    }

"""The hostile pack: nothing in it passes, nothing in it breaks cdgate, and no sound file of it is refused."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.repository import Repository, check
from tests.hostile import policies

GENERATOR = Path(__file__).parents[2].parent / "shared" / "hostile" / "make_hostile.py"
SLOWEST_S = 5
BUG = 70
TESTS = (
    "f: {metric: tests.failed, at_most: 0}",
    "e: {metric: tests.errors, at_most: 0}",
    "n: {metric: tests.executed, at_least: 1}",
    "s: {metric: tests.skipped, at_most: 4}",
)
COVERAGE = ("c: {metric: coverage.line, at_least: 80 %}",)
FINDINGS = (
    'l: {metric: findings.count, where: {level: ">= warning"}, at_most: 0}',
    's: {metric: findings.count, where: {severity: ">= high"}, at_most: 0}',
)
FRESH = ("fresh: {kind: present, evidence: it, max_age: 300 d}",)
NONE_SUPPRESSED = ("quiet: {metric: findings.suppressed, at_most: 0}",)
GATES = {
    "junit": ("tests", TESTS),
    "cobertura": ("coverage", COVERAGE),
    "lcov": ("coverage", COVERAGE),
    "jacoco": ("coverage", COVERAGE),
    "covjson": ("coverage", COVERAGE),
    "sarif": ("findings", FINDINGS),
    "semgrep": ("findings", FINDINGS),
}
# Rows that ask for what a policy may ask for or not: then the policy of the row asks for it.
ASKED = {"stale": FRESH, "suppression": NONE_SUPPRESSED}
ASKED_BY_ROW = {"sarif/suppr_external.sarif": NONE_SUPPRESSED}
FORMAT = {"semgrep/sarif_as_semgrep.json": "semgrep-json"}
EXCEPTIONS = {
    "cobertura/source_traversal.xml": "paths are matched with the files of the repository by their names and never opened by a "
    "source folder: src/a.py is such a file, so the report is about the repository",
    "cobertura/sonar_generic.xml": "the generic coverage of Sonar is a format that cdgate reads, its one line is covered",
    "sarif/version_1.sarif": "SARIF 1.0.0 is a format that cdgate reads; the log in it is sound",
    "sarif/other_tool.sarif": "no key of a policy names the tool that evidence must come from",
    "sarif/no_rules_loaded.sarif": "no key of a policy asks for a number of rules",
    "covjson/many_excluded.json": "no key of a policy bounds excluded lines; change.suppressions_added bounds their growth",
}

# When a run took place; what a template would make of 7 * 7 may not be looked for in there.
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+")


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not GENERATOR.is_file():
        pytest.skip(f"the generator of the hostile pack is not here ({GENERATOR.name} beside the repository)")
    folder = tmp_path_factory.mktemp("pack")
    subprocess.run([sys.executable, str(GENERATOR), str(folder)], check=True, capture_output=True, timeout=60)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Repository:
    """Return a repository that holds the files which the reports of the pack are about."""
    repository = Repository(tmp_path / "project")
    for name in ("src/a.py", "src/b.py", "src/a.js", "a.js", "p/A.java", "源码/登录.py"):
        repository.write(name, "x = 1\n" * 10)
    repository.git("init", "-q", "-b", "main")
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "a commit")
    return repository


def rows(pack: Path, kind: str) -> Iterator[tuple[str, bool, str, str]]:
    """Yield file, whether it must not pass, why, and the class of the reason."""
    for line in (pack / "expectations.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        file, found, hostile, _, why, code = line.split("\t")
        if found == kind:
            yield file, hostile == "true", why, code


def rules(pack: Path) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Return what no output may hold, by file."""
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    for line in (pack / "output_rules.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        file, where, words, _ = line.split("\t")
        if where in {"all", "stdout", "markdown", "json"}:
            found.setdefault(file, []).append((where, re.compile(words, re.MULTILINE)))
    return found


def policy_for(file: str, kind: str, code: str, name: str) -> str:
    evidence, criteria = GATES[kind]
    asked = (*criteria, *ASKED.get(code, ()), *ASKED_BY_ROW.get(file, ()))
    form = f", format: {FORMAT[file]}" if file in FORMAT else ""
    body = "".join(f"      {line}\n" for line in asked)
    return f'version: 1\nevidence:\n  it: {{path: "{name}", kind: {evidence}{form}}}\nstages:\n  t:\n    exit:\n{body}'


@pytest.mark.parametrize("kind", GATES)
def test_report_of_the_pack_is_judged_right(
    kind: str, pack: Path, project: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong: list[str] = []
    forbidden = rules(pack)
    reports = ("--report", "console=-", "--report", "markdown=out.md", "--report", "json=out.json")
    for file, hostile, why, code in rows(pack, kind):
        name = f"report{Path(file).suffix}"
        shutil.copy(pack / file, project.folder / name)
        project.write("gates.yaml", policy_for(file, kind, code, name))
        began = time.monotonic()
        ran = check(monkeypatch, capsys, project.folder, "check", *reports)
        (project.folder / name).unlink()
        told = {"stdout": ran.out + ran.err, **_written(project.folder)}
        if ran.code == BUG or "Traceback" in ran.err or time.monotonic() - began > SLOWEST_S:
            wrong.append(f"{file}: broke cdgate ({ran.code}): {ran.err[-200:]}")
        elif hostile is (ran.code == 0) and file not in EXCEPTIONS:
            wrong.append(f"{file}: exit {ran.code} ({why}): {ran.err or ran.out}"[:600])
        for where, words in forbidden.get(file, ()):
            places = set(told) if where == "all" else {where}
            wrong.extend(f"{file}: {at} holds {words.pattern!r}" for at in places if words.search(told.get(at, "")))
    assert not wrong, "\n".join(wrong)


def _written(folder: Path) -> dict[str, str]:
    found = {}
    for kind, name in (("markdown", "out.md"), ("json", "out.json")):
        path = folder / name
        if path.exists():
            found[kind] = MOMENT.sub("", path.read_text(encoding="utf-8"))
            path.unlink()
    return found


def test_exceptions_are_rows_of_the_pack_that_pass(pack: Path) -> None:
    known = {file for kind in GATES for file, hostile, _, _ in rows(pack, kind) if hostile}
    assert set(EXCEPTIONS) <= known


# ---- policies


def test_hostile_policy_is_refused_or_does_not_pass(
    pack: Path, project: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(pack / "junit/ok_plain.xml", project.folder / "junit.xml")
    shutil.copy(pack / "cobertura/bad_40pct.xml", project.folder / "coverage.xml")
    wrong: list[str] = []
    for name, data in policies.hostile():
        project.write("gates.yaml", data)
        began = time.monotonic()
        ran = check(monkeypatch, capsys, project.folder)
        if ran.code in {0, BUG} or "Traceback" in ran.err or time.monotonic() - began > SLOWEST_S:
            wrong.append(f"{name}: exit {ran.code} {ran.err[-200:]}")
    assert not wrong, "\n".join(wrong)


def test_waiver_for_every_criterion_is_no_pass(
    pack: Path, project: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(pack / "junit/case_ns_failure.xml", project.folder / "junit.xml")
    shutil.copy(pack / "cobertura/bad_40pct.xml", project.folder / "coverage.xml")
    project.write("gates.yaml", policies.ALL_WAIVED)
    ran = check(monkeypatch, capsys, project.folder)
    assert ran.code != 0
    assert "waived" in ran.out


@pytest.mark.parametrize("name", policies.CONTROLS)
def test_sound_policy_is_read(
    name: str, pack: Path, project: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(pack / "junit/ok_plain.xml", project.folder / "junit.xml")
    shutil.copy(pack / "cobertura/bad_40pct.xml", project.folder / "coverage.xml")
    project.write("gates.yaml", policies.CONTROLS[name])
    assert check(monkeypatch, capsys, project.folder).code == 1


def test_table_of_policies_is_as_large_as_that_of_the_pack(pack: Path) -> None:
    assert len(list(policies.hostile())) + len(policies.CONTROLS) >= 150
    assert len(list(rows(pack, "policy"))) >= 150


# ---- scenes

SCENE = (
    "version: 1\nevidence:\n  cov: {path: 'reports/*cov*.xml', kind: coverage}\n"
    "  tests: {path: 'reports/*junit*.xml', kind: tests}\n"
    "stages:\n  testing:\n    exit:\n      cov: {metric: coverage.line, at_least: 80 %}\n"
    "      tests: {metric: tests.failed, at_most: 0}\n"
)
OWN = SCENE.replace("evidence:", "policy: {from: target-branch}\nevidence:")
EDITS: dict[str, Callable[[str], str | None]] = {
    "threshold": lambda text: text.replace("80 %", "8 %"),
    "gate_removed": lambda text: text.replace("      tests: {metric: tests.failed, at_most: 0}\n", ""),
    "emptied": lambda _: "version: 1\nstages: {}\n",
    "deleted": lambda _: None,
    "exclude": lambda text: text.replace("kind: coverage", "kind: coverage, exclude: 'src/**'"),
    "waiver": lambda text: (
        text + "waivers:\n  - {criterion: testing.exit.cov, reason: x, approved_by: me, expires: 2027-01-01}\n"
    ),
    "report_path": lambda text: text.replace("reports/*cov*.xml", "fixtures/perfect-cov.xml"),
    "nonblocking": lambda text: text.replace("80 %", "80 %, effect: warn"),
    "extends_swap": lambda text: "extends: ['file:other.yaml']\n" + text,
    "plugin": lambda text: text + "require_plugins: [evil]\n",
    "second_policy": lambda text: text,
    "comment_only": lambda text: "# hello\n" + text,
}
GROWTH = (
    "version: 1\nevidence:\n  change: {git: {base: main}}\nstages:\n  t:\n    exit:\n"
    "      grown: {metric: change.suppressions_added, at_most: 0}\n"
)
PULL = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}
STALE = SCENE.replace("    exit:\n", "    exit:\n      fresh: {kind: present, evidence: cov, max_age: 300 d}\n")


def _flat(scene: Path, repository: Repository) -> dict[str, str]:
    shutil.copytree(scene, repository.folder, symlinks=True, dirs_exist_ok=True)
    gates = repository.folder / "gates.yaml"
    if not gates.is_symlink():
        gates.write_text(STALE if scene.name == "stale_commit" else SCENE)
    return {}


def _base_and_head(scene: Path, repository: Repository) -> dict[str, str]:
    gates = repository.folder / "gates.yaml"
    edit = EDITS.get(scene.name.removeprefix("policy_change_"))
    before = OWN if edit else GROWTH
    shutil.copytree(scene / "base", repository.folder, symlinks=True, dirs_exist_ok=True)
    gates.write_text(before)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "base")
    repository.git("checkout", "-q", "-b", "work")
    for path in sorted((scene / "base").rglob("*")):
        if path.is_file():
            (repository.folder / path.relative_to(scene / "base")).unlink()
    shutil.copytree(scene / "head", repository.folder, symlinks=True, dirs_exist_ok=True)
    after = edit(before) if edit else before
    gates.unlink(missing_ok=True)
    if after is not None:
        gates.write_text(after)
    repository.git("add", "-A")
    repository.git("commit", "-q", "-m", "head")
    return PULL if edit else {}


def test_scene_of_the_pack_is_judged_right(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong: list[str] = []
    for file, hostile, why, _ in rows(pack, "scene"):
        scene = (pack / file).parent
        repository = Repository(tmp_path / scene.name)
        repository.write("src/a.py" if not (scene / "base").exists() else "README.md", "x = 1\n" * 10)
        repository.git("init", "-q", "-b", "main")
        repository.git("add", "-A")
        repository.git("commit", "-q", "-m", "a commit")
        environ = (_base_and_head if (scene / "base").exists() else _flat)(scene, repository)
        if (scene / "base").exists() and environ:
            repository.write("src/a.py", "x = 1\n" * 10).git("add", "src/a.py")
        ran = check(monkeypatch, capsys, repository.folder, environ=environ)
        if ran.code == BUG or "Traceback" in ran.err:
            wrong.append(f"{scene.name}: broke cdgate: {ran.err[-300:]}")
        elif hostile is (ran.code == 0):
            wrong.append(f"{scene.name}: exit {ran.code} ({why}): {ran.out or ran.err}"[:900])
    assert not wrong, "\n".join(wrong)

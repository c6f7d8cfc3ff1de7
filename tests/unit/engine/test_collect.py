from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pytest

from cdgate.engine.collect import collect
from cdgate.engine.files import FOREIGN, expand
from cdgate.engine.read import read_file
from cdgate.engine.tree import Tree, look_at_tree
from cdgate.errors import CdgateError, EvidenceError, PluginError
from cdgate.message import text
from cdgate.model.evidence import CoverageReport, Evidence, FileCoverage, FindingReport, Source, SuiteTotals, TestReport
from cdgate.model.policy import Role
from tests.unit.engine.values import HERE, finding


class Lines:
    """Reads `cov PATH` lines."""

    name = "lines"
    kind = "coverage"
    title = "lines"
    link = ""

    def recognises(self, head: bytes, path: str) -> bool:
        del path
        return head.startswith(b"cov ")

    def read(self, stream: BinaryIO, source: Source) -> Evidence:
        words = stream.read().decode().split()[1:]
        if words == ["bad"]:
            raise EvidenceError("bad", text("bad"))
        return CoverageReport(source, tuple(FileCoverage(word, 0b10, 0b10) for word in words))


class Cases(Lines):
    """Reads anything that starts with `test`."""

    name = "cases"
    kind = "tests"

    def recognises(self, head: bytes, path: str) -> bool:
        del path
        return head.startswith(b"test")

    def read(self, stream: BinaryIO, source: Source) -> Evidence:
        del stream
        return TestReport(source, (SuiteTotals("s", passed=1),))


class Notes(Cases):
    """Reads what starts with `lint`."""

    name = "notes"
    kind = "findings"

    def recognises(self, head: bytes, path: str) -> bool:
        del path
        return head.startswith(b"lint")

    def read(self, stream: BinaryIO, source: Source) -> Evidence:
        return FindingReport(source, "lint", (finding("r", stream.read().decode().split()[1]),))


class Greedy(Cases):
    """Recognises everything, and breaks on it."""

    name = "greedy"

    def recognises(self, head: bytes, path: str) -> bool:
        if b"trap" in head:
            raise RuntimeError(path)
        return bool(head)

    def read(self, stream: BinaryIO, source: Source) -> Evidence:
        if b"memory" in stream.read():
            raise MemoryError
        raise RuntimeError(source.path)


READERS = {reader.name: reader for reader in (Lines(), Cases(), Notes())}


def role(*paths: str, kind: str = "", optional: bool = False, min_files: int = 1, default: bool = False) -> Role:
    return Role("r", paths, HERE, kind=kind, optional=optional, min_files=min_files, default_globs=default)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {
        "cov.txt": "cov a.py b.py",
        "tests/one.txt": "test 1",
        "tests/two.txt": "test 2",
        "node_modules/x/three.txt": "test 3",
        ".git/four.txt": "test 4",
        "odd[1].txt": "test 5",
        "lint.txt": "lint ./a.py",
        "empty.txt": "  \n",
        "what.txt": "what",
        "bad.txt": "cov bad",
        "trap.txt": "trap",
        "memory.txt": "memory",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


@pytest.mark.parametrize(
    ("pattern", "skip", "expected"),
    [
        pytest.param("cov.txt", FOREIGN, ["cov.txt"], id="name"),
        pytest.param("none.txt", FOREIGN, [], id="no-such-name"),
        pytest.param("tests/*.txt", FOREIGN, ["tests/one.txt", "tests/two.txt"], id="folder"),
        pytest.param("**/t*.txt", FOREIGN, ["tests/two.txt", "trap.txt"], id="foreign-folders-skipped"),
        pytest.param("**/t*.txt", frozenset(), ["node_modules/x/three.txt", "tests/two.txt", "trap.txt"], id="asked"),
        pytest.param("odd[1].txt", FOREIGN, ["odd[1].txt"], id="literal-name-wins"),
        pytest.param("odd[12].txt", FOREIGN, [], id="class"),
        pytest.param("nowhere/*.txt", FOREIGN, [], id="no-such-folder"),
        pytest.param("tests", FOREIGN, ["tests"], id="folder-itself-is-for-the-reader-to-refuse"),
    ],
)
def test_pattern_means(folder: Path, pattern: str, skip: frozenset[str], expected: Sequence[str]) -> None:
    assert list(expand(folder, pattern, skip=skip)) == expected


def test_pattern_may_lead_elsewhere_for_the_door_to_refuse(folder: Path) -> None:
    assert expand(folder / "tests", "../c*.txt") == ("../cov.txt",)
    assert expand(folder / "tests", f"{folder}/c*.txt") == (f"{folder}/cov.txt",)


def test_every_file_of_a_role_is_read_once(folder: Path) -> None:
    collected = collect([role("tests/*.txt", "tests/one.txt")], READERS, folder, Tree())
    assert [item.evidence.source.path for item in collected.evidence.items] == ["tests/one.txt", "tests/two.txt"]
    assert collected.evidence.gaps == ()
    assert collected.errors == ()


def test_each_file_is_announced(folder: Path) -> None:
    heard: list[str] = []
    collect([role("tests/*.txt")], READERS, folder, Tree(), heard.append)
    assert heard == ["tests/one.txt", "tests/two.txt"]


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        pytest.param(role("gone.xml"), "no file matches gone.xml (evidence r)", id="missing"),
        pytest.param(
            role("tests/*.txt", "gone*.xml"), "no file matches gone*.xml (evidence r)", id="one-pattern-empty"
        ),
        pytest.param(
            role("tests/*.txt", min_files=3), "2 files for evidence r, the policy asks for at least 3", id="too-few"
        ),
        pytest.param(role("a.xml", "b.xml", default=True), "no file matches a.xml, b.xml (evidence r)", id="usual"),
    ],
)
def test_what_is_missing_is_a_gap(folder: Path, asked: Role, reason: str) -> None:
    collected = collect([asked], READERS, folder, Tree())
    assert [str(gap.reason) for gap in collected.evidence.gaps] == [reason]


def test_optional_role_and_one_of_several_usual_places_leave_no_gap(folder: Path) -> None:
    assert collect([role("gone.xml", optional=True)], READERS, folder, Tree()).evidence.gaps == ()
    collected = collect([role("cov.txt", "gone.xml", default=True)], READERS, folder, Tree())
    assert collected.evidence.gaps == ()
    assert len(collected.evidence.items) == 1


@pytest.mark.parametrize(
    ("path", "kind", "slug"),
    [
        pytest.param("empty.txt", "", "empty-file", id="empty"),
        pytest.param("what.txt", "", "unrecognised", id="unrecognised"),
        pytest.param("bad.txt", "", "bad", id="refused-by-reader"),
        pytest.param("cov.txt", "tests", "wrong-kind", id="wrong-kind"),
        pytest.param("tests", "", "not-a-regular-file", id="folder"),
    ],
)
def test_broken_file_is_an_error_with_its_path_and_a_gap(folder: Path, path: str, kind: str, slug: str) -> None:
    collected = collect([role(path, "tests/one.txt", kind=kind)], READERS, folder, Tree())
    (error,) = collected.errors
    assert error.slug == slug
    assert error.place == path
    assert [(gap.broken, str(gap.reason)) for gap in collected.evidence.gaps] == [(True, f"{path}: {error.message}")]


def test_paths_are_held_against_the_tree(folder: Path) -> None:
    tree = Tree(frozenset({"a.py"}))
    collected = collect([role("cov.txt", "lint.txt", "tests/one.txt")], READERS, folder, tree)
    coverage, lint, _ = (item.evidence for item in collected.evidence.items)
    assert [file.path for file in coverage.files] == ["a.py"]
    assert lint.findings[0].location.path == "a.py"


@pytest.mark.parametrize(
    ("path", "form", "kind", "slug"),
    [
        pytest.param("tests/one.txt", "", EvidenceError, "ambiguous-format", id="two-readers"),
        pytest.param("tests/one.txt", "nope", EvidenceError, "unknown-format", id="no-such-format"),
        pytest.param("what.txt", "greedy", PluginError, "plugin-failed", id="reader-raises"),
        pytest.param("trap.txt", "", PluginError, "plugin-failed", id="recognising-raises"),
        pytest.param("memory.txt", "greedy", EvidenceError, "out-of-memory", id="out-of-memory"),
        pytest.param("gone.txt", "", EvidenceError, "missing-file", id="missing"),
    ],
)
def test_trouble_names_its_cause(folder: Path, path: str, form: str, kind: type[CdgateError], slug: str) -> None:
    with pytest.raises(kind) as caught:
        read_file(folder, path, {**READERS, "greedy": Greedy()}, form=form)
    assert caught.value.slug == slug
    assert caught.value.hint is not None or slug == "out-of-memory"


@pytest.mark.parametrize(
    ("form", "told"), [("greddy", "did you mean greedy?"), ("zzz", "`cdgate plugins --formats` lists the names")]
)
def test_name_of_no_format_leads_to_those_there_are(folder: Path, form: str, told: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read_file(folder, "what.txt", {**READERS, "greedy": Greedy()}, form=form)
    assert str(caught.value.hint).startswith(told)


def git(folder: Path, *words: str) -> None:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    subprocess.run(["git", *identity, *words], cwd=folder, check=True, capture_output=True)


def test_tree_tells_tracked_files_and_commit(folder: Path) -> None:
    plain = folder / "plain"
    plain.mkdir()
    git(plain, "init", "-q")
    (plain / "tracked ü.py").write_text("")
    (plain / "other.py").write_text("")
    assert look_at_tree(plain) == Tree()
    git(plain, "add", "tracked ü.py")
    assert look_at_tree(plain) == Tree(frozenset({"tracked ü.py"}))
    git(plain, "commit", "-qm", "one")
    commit = look_at_tree(plain).commit
    assert commit is not None
    assert len(commit) == 40


def test_folder_outside_git_has_no_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert look_at_tree(tmp_path) == Tree()
    monkeypatch.setenv("PATH", "")
    assert look_at_tree(tmp_path) == Tree()

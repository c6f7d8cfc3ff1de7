"""What a change does to its own gate, told from the change alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdgate.engine import integrity, whole
from cdgate.engine.integrity import integrity_notes
from cdgate.engine.whole import Ground, whole_change
from cdgate.message import Text, text
from cdgate.model.change import ChangedFile, ChangeReport, Status
from cdgate.model.evidence import EvidenceSet, Item
from cdgate.model.policy import LockedSource, Policy, Role
from tests.unit.engine import values

NOWHERE = Path("/nonexistent-folder")
GIT = Role("change", (), values.HERE, kind="change", git_base="main")
KEPT = Role("baseline", ("ci/past.json",), values.HERE, kind="baseline")


def modified(*paths: str) -> tuple[ChangedFile, ...]:
    return tuple(ChangedFile(path, Status.MODIFIED, added=0b110, removed=1) for path in paths)


def told(
    *files: ChangedFile,
    ground: Ground | None = None,
    roles: tuple[Role, ...] = (GIT, KEPT),
    sources: tuple[str, ...] = (),
    more: tuple[Item, ...] = (),
) -> list[str]:
    policy = Policy(
        "", roles, (), "", file="ours.yaml", sources=tuple(LockedSource(one, one, "", 0) for one in sources)
    )
    change = ChangeReport(values.source("git diff"), files)
    evidence = EvidenceSet((Item("change", change), *more))
    return [str(note) for note in noted(policy, evidence, ground or Ground(NOWHERE))]


def noted(policy: Policy, evidence: EvidenceSet, ground: Ground) -> tuple[Text, ...]:
    change = whole_change(policy, evidence, ground)
    return () if change is None else integrity_notes(change, policy, evidence, ground)


POLICY = "the change edits the policy that judges it: {} (+2 -1)"
PAST = "the change edits what it is compared with: {} (+2 -1)"
CI = "the change edits the pipeline that runs the gate: {} (+2 -1)"
TOOLS = "the change edits what steers the tools that report: {} (+2 -1)"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("gates.yaml", POLICY),
        ("sub/gates.yaml", POLICY),
        ("cdgate.lock", POLICY),
        ("gates_test.yaml", POLICY),
        ("ours.yaml", POLICY),
        ("../gates.yaml", POLICY),
        ("../../ours.yaml", POLICY),
        ("shared/base.yaml", POLICY),
        ("../policies/base.yaml", POLICY),
        (".cdgate/baseline.json", PAST),
        ("ci/past.json", PAST),
        (".github/workflows/ci.yml", CI),
        (".github/actions/test/action.yml", CI),
        ("sub/.gitlab-ci.yml", CI),
        ("ci/test.gitlab-ci.yml", CI),
        ("Jenkinsfile", CI),
        ("ci/Jenkinsfile.release", CI),
        (".woodpecker/test.yml", CI),
        ("CODEOWNERS", CI),
        (".coveragerc", TOOLS),
    ],
)
def test_edited_file_is_told_by_what_it_decides(path: str, sentence: str) -> None:
    assert told(*modified(path), sources=("file:shared/base.yaml", "file:../policies/base.yaml")) == [
        sentence.format(path)
    ]


@pytest.mark.parametrize(
    "path",
    ["README.md", "../other/gates.yaml", "../other/.cdgate/baseline.json", "../other/.coveragerc", "ci/gates.txt"],
)
def test_other_file_is_not_told(path: str) -> None:
    assert told(*modified(path)) == []


def test_rename_is_told_by_its_old_name() -> None:
    moved = [
        ChangedFile("old/a.txt", Status.RENAMED, old_path="gates.yaml"),
        ChangedFile("old/b.txt", Status.RENAMED, old_path=".cdgate/x"),
        ChangedFile("old/c.txt", Status.RENAMED, old_path="Jenkinsfile"),
    ]
    assert [note.rpartition(": ")[2] for note in told(*moved)] == [
        "old/a.txt (+0 -0)",
        "old/b.txt (+0 -0)",
        "old/c.txt (+0 -0)",
    ]


def test_many_files_are_cut_after_five() -> None:
    (note,) = told(*modified(*(f"{n}/gates.yaml" for n in range(7))))
    assert (note.count("gates.yaml"), note.endswith(", ...")) == (5, True)


def test_pipeline_above_the_folder_of_the_policy_is_told() -> None:
    ground = Ground(NOWHERE, "services/pay")
    outside = modified("../../.github/workflows/ci.yml", "../../docs/.drone.yml")
    policy = Policy("", (), (), "")
    change = ChangeReport(values.source(), outside)
    notes = integrity._notes(policy, EvidenceSet(()), change, ground)
    assert [str(note) for note in notes] == [CI.format("../../.github/workflows/ci.yml")]


def test_evidence_of_the_change_is_told() -> None:
    made = (Item("unit", values.coverage(path="coverage.xml")), Item("lint", values.findings(path="lint.sarif")))
    assert told(*modified("coverage.xml"), more=made) == [
        "evidence is part of the change, so this run has not made it: coverage.xml"
    ]


def test_suppressions_and_submodules_are_told() -> None:
    files = (
        ChangedFile("a.py", Status.MODIFIED, added=0b10, new_text={1: "import os  # noqa"}),
        ChangedFile("../other/b.py", Status.MODIFIED, added=0b10, new_text={1: "import os  # noqa"}),
        ChangedFile("lib", Status.MODIFIED, submodule=True),
    )
    assert told(*files) == [
        "the change adds suppressions (1): a.py:1 (noqa)",
        "the change moves submodules, whose lines are not looked at (1): lib",
    ]


def test_untracked_programs_are_told_outside_of_pipelines(monkeypatch: pytest.MonkeyPatch) -> None:
    found = ("a.py", "b/C.java", "coverage.xml", "notes.md", "node_modules/x.js", "ci.yml")
    monkeypatch.setattr(integrity, "untracked_files", lambda _: found)
    assert told() == []
    assert told(ground=Ground(NOWHERE, local=True)) == [
        "source files are no part of the change, since git does not track them (2; see `git add`): a.py, b/C.java"
    ]
    monkeypatch.setattr(integrity, "untracked_files", lambda _: ())
    assert told(ground=Ground(NOWHERE, local=True)) == []


def test_lists_that_grow_are_told_and_unreadable_policies_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {
        "gates.yaml": b"quarantine: [{a: b}]\nwaivers: [{c: d}]\n",
        "sub/gates.yaml": None,
        "cdgate.lock": b"{}\n",
    }
    monkeypatch.setattr("cdgate.engine.change.file_at", lambda _root, _commit, path: before[path])
    (tmp_path / "gates.yaml").write_text("waivers: [{a: b}, {c: e}]\n")
    (tmp_path / "cdgate.lock").write_text("{}\n")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub/gates.yaml").write_text("waivers: [\n")
    notes = told(*modified("cdgate.lock", "gates.yaml", "sub/gates.yaml"), ground=Ground(tmp_path))
    assert notes[1:] == [
        "gates.yaml: waivers go from 1 to 2 (new: 2)",
        "gates.yaml: quarantine go from 1 to 0 (new: 0)",
    ]


def test_policy_that_is_a_list_has_no_waivers() -> None:
    assert integrity._lists(b"- a\n", "gates.yaml") == {"waivers": (), "quarantine": ()}


def test_nobody_asks_for_a_change() -> None:
    policy = Policy("", (), (), "")
    assert whole_change(policy, EvidenceSet(()), Ground(NOWHERE)) is None


def test_diff_without_git_is_taken_as_it_is() -> None:
    excluding = Role("change", ("change.diff",), values.HERE, kind="change", exclude=("**",))
    assert told(*modified("gates.yaml"), roles=(excluding,)) == [POLICY.format("gates.yaml")]


@pytest.mark.parametrize("tracked", [True, False])
def test_change_that_git_cannot_tell_is_told(tracked: bool, tmp_path: Path) -> None:  # noqa: FBT001  # a table
    policy = Policy("", (), (), "")
    notes = noted(policy, EvidenceSet(()), Ground(tmp_path, bases=("origin/main",), tracked=tracked))
    assert [str(note).partition(": ")[0] for note in notes] == (
        ["what the change does to its own gate cannot be told"] if tracked else []
    )


def test_nonsense_from_git_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from cdgate.errors import EvidenceError

    def broken(*_: object) -> ChangeReport:
        raise EvidenceError("malformed-diff", text("the diff is cut"))

    monkeypatch.setattr("cdgate.engine.change.read_change", broken)
    found = whole.whole_change(Policy("", (GIT,), (), ""), EvidenceSet(()), Ground(tmp_path))
    assert found == whole.Unknown(text("the diff is cut"))


def test_paths_are_seen_from_the_folder_of_the_policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tops = []

    def change(top: Path, _: object) -> ChangeReport:
        tops.append(top)
        renamed = ChangedFile("services/pay/b.py", Status.RENAMED, old_path="lib/b.py")
        return ChangeReport(values.source(), (*modified("ci.yml", "services/pay/a.py"), renamed))

    monkeypatch.setattr("cdgate.engine.change.read_change", change)
    found = whole.whole_change(
        Policy("", (GIT,), (), ""), EvidenceSet(()), Ground(tmp_path / "services/pay", "services/pay")
    )
    assert isinstance(found, ChangeReport)
    assert [(file.path, file.old_path) for file in found.files] == [
        ("../../ci.yml", ""),
        ("a.py", ""),
        ("b.py", "../../lib/b.py"),
    ]
    assert [file.path for file in whole.inside(found).files] == ["a.py", "b.py"]
    whole.whole_change(Policy("", (GIT,), (), ""), EvidenceSet(()), Ground(tmp_path / "services"))
    assert tops == [tmp_path.resolve(), tmp_path.resolve() / "services"]

from __future__ import annotations

from pathlib import Path

import pytest

from cdgate.engine.identity import MOST_BYTES, essence, identified
from cdgate.model.change import ChangedFile, ChangeReport, Status
from cdgate.model.evidence import EvidenceSet, Finding, FindingReport, Item, TestReport
from cdgate.model.grade import Level
from cdgate.model.location import Location
from cdgate.testing.samples import source


def finding(path: str | None, line: int | None = 1, *, rule: str = "r") -> Finding:
    place = None if path is None else Location(path, line)
    return Finding(rule, Level.ERROR, "m", place, identity="reader")


def told(
    root: Path, *findings: Finding, tree: frozenset[str] | None = None, change: ChangeReport | None = None
) -> list[Finding]:
    items = [Item("lint", FindingReport(source(), "t", findings)), Item("unit", TestReport(source(), ()))]
    items += [Item("change", change)] if change else []
    report = identified(EvidenceSet(tuple(items), (), tree), root).items[0].evidence
    return list(report.findings)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("call(a, b)", "    call( a,b )", id="spaces"),
        pytest.param("call('a')", 'call("a")', id="quotes"),
        pytest.param("call(a, b)", "call(\n    a,\n    b,\n)", id="wrapped"),
        pytest.param("call(a, b)\r", "call(a, b)", id="line ends"),
        pytest.param("start_of_much(\n1\n2\n3\n4\n5\n6", "start_of_much(\n7\n8\n9\n1\n2\n3", id="open for long"),
    ],
)
def test_layout_does_not_count(one: str, other: str) -> None:
    assert essence(one.split("\n"), 1) == essence(other.split("\n"), 1)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(("call(a)", 1), ("call(b)", 1), id="another text"),
        pytest.param(("first = one\n}\nafter = it", 2), ("second = two\n}\nafter = it", 2), id="bracket after another"),
        pytest.param(("}\nx\n\nafter = it", 1), ("}\nx\n\nafter = that", 1), id="bracket before another"),
    ],
)
def test_what_a_line_says_counts(one: tuple[str, int], other: tuple[str, int]) -> None:
    assert essence(one[0].split("\n"), one[1]) != essence(other[0].split("\n"), other[1])


def test_lone_bracket_has_no_neighbours_in_a_file_of_its_own() -> None:
    assert essence(["}"], 1) == "\n}\n"


def test_equal_findings_are_told_apart_by_their_order(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("call(value)\ncall(value)\n")
    one, other = told(tmp_path, finding("a.py", 2), finding("a.py", 1))
    again = told(tmp_path, finding("a.py", 1), finding("a.py", 2))
    assert one.identity != other.identity
    assert {one.identity, other.identity} == {found.identity for found in again}
    assert other.identity == again[0].identity


def test_rule_and_file_count(tmp_path: Path) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("call(value)\n")
    found = told(tmp_path, finding("a.py"), finding("b.py"), finding("a.py", rule="s"))
    assert len({one.identity for one in found}) == len(found)
    assert all(one.former == "" for one in found)


def test_renamed_file_keeps_the_former_identity(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("call(value)\n")
    (before,) = told(tmp_path, finding("a.py"))
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    change = ChangeReport(source(), (ChangedFile("b.py", Status.RENAMED, old_path="a.py"),))
    (after,) = told(tmp_path, finding("b.py"), change=change)
    assert after.former == before.identity
    assert after.identity not in {before.identity, "reader"}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param(None, None, id="no place"),
        pytest.param("a.py", None, id="no line"),
        pytest.param("a.py", 9, id="line beyond the end"),
        pytest.param("gone.py", 1, id="no such file"),
        pytest.param("folder", 1, id="a folder"),
        pytest.param("../outside.py", 1, id="outside"),
        pytest.param("/etc/passwd", 1, id="absolute"),
        pytest.param("link.py", 1, id="link that leads out"),
        pytest.param("binary.py", 1, id="binary"),
        pytest.param("a\0b", 1, id="name with NUL"),
        pytest.param("large.py", 1, id="large"),
    ],
)
def test_finding_without_text_keeps_what_its_reader_said(tmp_path: Path, path: str | None, line: int | None) -> None:
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    (tmp_path / "outside.py").write_text("call(value)\n")
    (root / "a.py").write_text("call(value)\n")
    (root / "binary.py").write_bytes(b"call(value)\0\n")
    (root / "link.py").symlink_to(tmp_path / "outside.py")
    with (root / "large.py").open("wb") as stream:
        stream.truncate(MOST_BYTES + 1)
    (found,) = told(root, finding(path, line))
    assert found.identity == "reader"


def test_file_that_git_does_not_track_is_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("call(value)\n")
    (found,) = told(tmp_path, finding("a.py"), tree=frozenset({"b.py"}))
    assert found.identity == "reader"
    (found,) = told(tmp_path, finding("a.py"), tree=frozenset({"a.py"}))
    assert found.identity != "reader"


def test_evidence_without_findings_is_left_alone(tmp_path: Path) -> None:
    evidence = EvidenceSet((Item("unit", TestReport(source(), ())),))
    assert identified(evidence, tmp_path) is evidence

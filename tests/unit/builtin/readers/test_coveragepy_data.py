"""These tests need files: the reader holds a data file against the sources in the working directory."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from coverage import CoverageData

from cdgate.builtin.readers.coveragepy_data import CoveragepyDataReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, FileCoverage, Source

SOURCE = "def price(cents):\n    if cents:\n        return cents\n    return 0\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "shop"
    root.mkdir()
    (root / "price.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "outside.py").write_text(SOURCE, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def lines(folder: Path, measured: Mapping[str, list[int]]) -> bytes:
    data = CoverageData(str(folder / ".coverage"))
    data.add_lines(measured)
    data.write()
    data.close()
    return (folder / ".coverage").read_bytes()


def arcs(folder: Path, measured: Mapping[str, list[tuple[int, int]]]) -> bytes:
    data = CoverageData(str(folder / ".coverage"))
    data.add_arcs(measured)
    data.write()
    data.close()
    return (folder / ".coverage").read_bytes()


def read(data: bytes) -> CoverageReport:
    return CoveragepyDataReader().read(io.BytesIO(data), Source("ci/.coverage", "", 0, "coveragepy-data"))


EXPECTED = FileCoverage("price.py", 0b11110, 0b01110)


def test_absolute_paths_in_the_tree_become_relative(tree: Path) -> None:
    assert read(lines(tree, {str(tree / "price.py"): [1, 2, 3]})).files == (EXPECTED,)


def test_relative_paths_are_looked_up_in_the_working_directory(tree: Path) -> None:
    assert read(lines(tree, {"price.py": [1, 2, 3]})).files == (EXPECTED,)


def test_branches_are_counted_at_their_line(tree: Path) -> None:
    (file,) = read(arcs(tree, {"price.py": [(-1, 1), (1, -1), (-1, 2), (2, 3), (3, -1)]})).files
    assert file.branches == {2: (1, 2)}


def test_data_of_nothing_has_a_shortfall(tree: Path) -> None:
    assert read(lines(tree, {})).shortfall is not None


@pytest.mark.parametrize("name", ["gone.py", "../outside.py", "/etc/passwd"])
def test_source_that_is_not_in_the_tree_is_never_opened(tree: Path, name: str) -> None:
    with pytest.raises(EvidenceError, match="sources-missing"):
        read(lines(tree, {name: [1]}))


def test_link_out_of_the_tree_is_never_followed(tree: Path) -> None:
    (tree / "link.py").symlink_to(tree.parent / "outside.py")
    with pytest.raises(EvidenceError, match="sources-missing"):
        read(lines(tree, {"link.py": [1]}))


def test_source_that_is_no_python_is_refused(tree: Path) -> None:
    (tree / "price.py").write_text("def (:\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match="coverage-data-unreadable"):
        read(lines(tree, {"price.py": [1]}))


@pytest.mark.usefixtures("tree")
def test_file_that_is_no_database_is_refused_by_its_own_name() -> None:
    with pytest.raises(EvidenceError, match="coverage-data-unreadable") as raised:
        read(b"SQLite format 3\x00" + b"x" * 5000)
    assert "ci/.coverage" in str(raised.value)


@pytest.mark.parametrize(
    ("path", "head", "recognised"),
    [
        pytest.param("a/.coverage", b"SQLite format 3\x00\x10", True, id="usual-name"),
        pytest.param("a/.coverage.host.123", b"SQLite format 3\x00\x10", True, id="parallel"),
        pytest.param("coverage/history.db", b"SQLite format 3\x00\x10", False, id="only-the-folder"),
        pytest.param(".coverage", b"!coverage.py: private", False, id="old-format"),
    ],
)
def test_recognition(path: str, head: bytes, *, recognised: bool) -> None:
    assert CoveragepyDataReader().recognises(head, path) is recognised


def test_file_of_a_version_before_5_is_recognised_and_refused() -> None:
    data = b"!coverage.py: This is a private format, don't read it directly!{}"
    assert CoveragepyDataReader().recognises(data, "measured")
    with pytest.raises(EvidenceError) as refusal:
        read(data)
    assert refusal.value.slug == "coverage-data-unreadable"
    assert "before 5.0" in str(refusal.value)

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pytest

from cdgate.engine.read import read_file, read_files
from cdgate.errors import CdgateError, EvidenceError, PluginError
from cdgate.model.evidence import CoverageReport, Evidence, Source
from cdgate.parsing import files
from cdgate.parsing.processes import at_most, together

CONTENT = b"x" * 100_000
DIGEST = hashlib.sha256(CONTENT).hexdigest()

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="processes of this system cannot fork"
)


class Plain:
    """Evidence that is no struct, as a plugin may make it."""

    kind = "coverage"
    notes = ()
    shortfall = None

    def __init__(self, source: Source) -> None:
        self.source = source

    def figures(self) -> dict[str, int]:
        return {}


class Asked:
    name = "asked"
    kind = "coverage"
    title = "asked"
    link = ""

    def __init__(self, makes: Callable[[Source], Any]) -> None:
        self.makes = makes
        self.told: list[str] = []

    def recognises(self, head: bytes, path: str) -> bool:
        del head, path
        return True

    def read(self, stream: BinaryIO, source: Source) -> Evidence:
        del stream
        self.told.append(source.sha256)
        evidence: Evidence = self.makes(source)
        return evidence


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(files, "_LARGE_BYTES", len(CONTENT))
    (tmp_path / "a").write_bytes(CONTENT)
    return tmp_path


@pytest.mark.parametrize(
    "makes",
    [
        pytest.param(lambda source: CoverageReport(source, ()), id="a struct"),
        pytest.param(
            lambda source: CoverageReport(msgspec.structs.replace(source, commit="1f"), ()), id="with its own source"
        ),
        pytest.param(Plain, id="something else"),
    ],
)
def test_the_digest_that_another_process_computes_stands_in_the_evidence(
    folder: Path, makes: Callable[[Source], Any]
) -> None:
    reader = Asked(makes)
    with at_most(2):
        assert read_file(folder, "a", {"asked": reader}).source.sha256 == DIGEST
    assert reader.told == [""]


def test_a_single_process_computes_the_digest_of_a_large_file_while_it_reads(folder: Path) -> None:
    reader = Asked(Plain)
    assert read_file(folder, "a", {"asked": reader}).source.sha256 == DIGEST
    assert reader.told == [""]


def test_the_digest_of_a_smaller_file_is_known_before_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_LARGE_BYTES", len(CONTENT) + 1)
    reader = Asked(Plain)
    assert read_file(folder, "a", {"asked": reader}).source.sha256 == DIGEST
    assert reader.told == [DIGEST]


def test_evidence_without_source_is_the_fault_of_its_reader(folder: Path) -> None:
    with at_most(2), pytest.raises(PluginError) as caught:
        read_file(folder, "a", {"asked": Asked(lambda _: None)})
    assert caught.value.plugin == "asked"


def test_files_of_any_size_are_answered_in_order(folder: Path) -> None:
    """Small ones, which are read together, among others."""
    (folder / "b").write_bytes(b"x" * 80_000)
    names = [f"{number}" for number in range(120)]
    for name in names:
        (folder / name).write_text(name)
    names[3:3], names[60:60] = ["a", "none"], ["b", "a"]
    asked = Asked(lambda source: CoverageReport(source, ()))
    found = list(read_files(folder, [(name, "") for name in names], {"asked": asked}))
    told = [one.path if isinstance(one, EvidenceError) else one.source.path for one in found]  # type: ignore[union-attr]
    assert told == names
    assert [one.slug for one in found if isinstance(one, EvidenceError)] == ["missing-file"]
    assert found[2] == read_file(folder, "2", {"asked": asked})


class Broken(Asked):
    def recognises(self, head: bytes, path: str) -> bool:
        if path == "c":
            raise ValueError
        return head.startswith(b"x")

    def read(self, stream: BinaryIO, source: Source) -> Evidence:
        if source.path == "d":
            raise ValueError
        return super().read(stream, source)


@pytest.mark.parametrize(
    ("path", "form", "slug"),
    [
        pytest.param("b", "", "unrecognised", id="nobody's"),
        pytest.param("c", "", "plugin-failed", id="recognition that breaks"),
        pytest.param("d", "", "plugin-failed", id="a reader that breaks"),
        pytest.param("b", "none", "unknown-format", id="an unknown format"),
        pytest.param("e", "", "empty-file", id="empty"),
    ],
)
def test_what_is_wrong_with_a_small_file_is_what_is_wrong_with_any(
    path: str, form: str, slug: str, tmp_path: Path
) -> None:
    for name, content in {"b": "y", "c": "x", "d": "x", "e": "", "f": "x"}.items():
        (tmp_path / name).write_text(content)
    readers = {"asked": Broken(lambda source: CoverageReport(source, ()))}
    wrong, right = read_files(tmp_path, [(path, form), ("f", "")], readers)
    assert isinstance(wrong, CdgateError)
    assert isinstance(right, CoverageReport)
    with pytest.raises(type(wrong)) as caught:
        read_file(tmp_path, path, readers, form=form)
    assert (wrong.slug, wrong.message, wrong.place) == (caught.value.slug, caught.value.message, caught.value.place)
    assert wrong.slug == slug


def test_a_reader_is_told_how_many_files_are_read_together(tmp_path: Path) -> None:
    told: list[int] = []
    asked = Asked(lambda source: told.append(together()) or CoverageReport(source, ()))  # type: ignore[func-returns-value]
    names = [f"{number}" for number in range(60)]
    for name in names:
        (tmp_path / name).write_text(name)
    found = read_files(tmp_path, [(name, "") for name in names], {"asked": asked})
    next(found)
    assert together() == 1
    assert len(list(found)) == len(names) - 1
    assert told == [60] * 60

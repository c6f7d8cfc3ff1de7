from __future__ import annotations

import sys
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from cdgate.parsing.distributions import Entry, entries

TEXT = "[other]\nx = y\n\n[cdgate]\n# a remark\n one = json : loads [extra]\ntwo=json\n"


def install(folder: Path, name: str, text: str = TEXT, info: str = "dist-info", head: str = "METADATA") -> None:
    place = folder / f"{name}-1.0.{info}"
    place.mkdir(parents=True)
    (place / head).write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n\nName: of a description\n")
    (place / "entry_points.txt").write_text(text)


def told(group: str) -> list[Entry]:
    """What importlib.metadata says."""
    found = metadata.entry_points(group=group)
    return [Entry(one.dist.name, one.dist.version, one.name, one.value) for one in found if one.dist is not None]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    return tmp_path


@pytest.mark.parametrize("group", ["cdgate", "console_scripts", "pytest11", "nobody"])
def test_what_is_installed_here_is_found_as_importlib_finds_it(group: str) -> None:
    assert sorted(entries(group)) == sorted(told(group))


def test_sections_are_told_apart(place: Path) -> None:
    install(place, "a")
    assert entries("cdgate") == (Entry("a", "1.0", "one", "json : loads [extra]"), Entry("a", "1.0", "two", "json"))


def test_first_copy_on_the_path_counts(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(place / "one", "some_thing", "[cdgate]\nfirst = json\n")
    install(place / "two", "Some.Thing", "[cdgate]\nsecond = json\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / name) for name in ("none", "one", "two")])
    assert [entry.name for entry in entries("cdgate")] == ["first"]
    assert list(entries("cdgate")) == told("cdgate")


def test_older_installers_write_other_names(place: Path) -> None:
    install(place, "a", info="egg-info", head="PKG-INFO")
    assert len(entries("cdgate")) == 2


def test_unusual_header_is_left_to_importlib(place: Path) -> None:
    install(place, "a")
    (place / "a-1.0.dist-info" / "METADATA").write_text("Name:\tc\nVersion: 1\n\n")
    assert {entry.distribution for entry in entries("cdgate")} == {"c"}


def test_archive_is_left_to_importlib(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(place / "inside", "a")
    with zipfile.ZipFile(place / "all.zip", "w") as archive:
        for file in (place / "inside" / "a-1.0.dist-info").iterdir():
            archive.write(file, file.relative_to(place / "inside"))
    monkeypatch.setattr(sys, "path", [str(place / "all.zip")])
    assert [entry.name for entry in entries("cdgate")] == ["one", "two"]


def test_egg_is_left_to_importlib(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(place / "a.egg")])
    assert entries("cdgate") == ()


def test_finder_of_its_own_is_left_to_importlib(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(place, "a")

    class Finder:
        @staticmethod
        def find_spec(*_: Any) -> None: ...

        @staticmethod
        def find_distributions(*_: Any) -> tuple[metadata.Distribution, ...]:
            return (metadata.Distribution.at(place / "a-1.0.dist-info"),)

    monkeypatch.setattr(sys, "meta_path", [Finder()])
    assert [entry.name for entry in entries("cdgate")] == ["one", "two"]


def test_entry_loads_what_it_names() -> None:
    import json
    import os.path

    assert Entry("a", "1", "x", "json").load() is json
    assert Entry("a", "1", "x", "json : loads [extra]").load() is json.loads
    assert Entry("a", "1", "x", "os:path.join").load() is os.path.join
    with pytest.raises(ValueError, match="not a name"):
        Entry("a", "1", "x", "not a name").load()

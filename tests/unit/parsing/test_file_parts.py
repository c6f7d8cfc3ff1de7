from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from cdgate.parsing import file_parts
from cdgate.parsing.file_parts import Part, shared_file
from cdgate.parsing.processes import at_most

DATA = b"one\ntwo\nthree\nno end"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data"
    path.write_bytes(DATA)
    return path


@pytest.mark.parametrize(
    ("count", "least", "at", "shared"),
    [
        pytest.param(2, 1, 0, True, id="shared"),
        pytest.param(1, 1, 0, False, id="one process"),
        pytest.param(2, 10**6, 0, False, id="small"),
        pytest.param(2, 1, 3, False, id="begun"),
    ],
)
def test_a_large_file_is_shared_where_processes_are_allowed(
    path: Path, count: int, least: int, at: int, *, shared: bool
) -> None:
    with path.open("rb") as stream, at_most(count):
        stream.seek(at)
        file = shared_file(stream, worthwhile_bytes=least)
        assert (file is not None) == shared
        if file is not None:
            assert (file.handle, file.size, file.processes) == (stream.fileno(), len(DATA), count)


def test_what_is_no_file_is_not_shared() -> None:
    with at_most(2):
        assert shared_file(io.BytesIO(DATA), worthwhile_bytes=1) is None


def test_nothing_is_shared_where_processes_cannot_fork(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork", raising=False)
    with path.open("rb") as stream, at_most(2):
        assert shared_file(stream, worthwhile_bytes=1) is None


@pytest.mark.parametrize(
    ("place", "farthest", "end"),
    [
        pytest.param(0, 99, 4, id="first"),
        pytest.param(3, 99, 4, id="at the boundary"),
        pytest.param(4, 99, 8, id="behind it"),
        pytest.param(15, 99, len(DATA), id="none up to the end"),
        pytest.param(8, 3, -1, id="none near"),
        pytest.param(8, 6, 14, id="farther"),
        pytest.param(99, 99, len(DATA), id="behind the end"),
    ],
)
def test_a_file_is_cut_behind_a_boundary(
    path: Path, place: int, farthest: int, end: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_parts, "_FARTHEST_CUT", farthest)
    monkeypatch.setattr(file_parts, "_NEAR_CUT", 5)
    with path.open("rb") as stream, at_most(2):
        file = shared_file(stream, worthwhile_bytes=1)
        assert file is not None
        assert file.cut(place, b"\n") == end


@pytest.mark.skipif(not hasattr(os, "pread"), reason="parts are read where processes can fork")
def test_parts_are_read_without_moving_the_place_of_the_file(path: Path) -> None:
    with path.open("rb") as stream, at_most(2):
        file = shared_file(stream, worthwhile_bytes=1)
        assert file is not None
        first, second = file.opened(Part(0, 4)), file.opened(Part(4, 99))
        assert (second.read(3), first.read(2), first.read(), first.read(1)) == (b"two", b"on", b"e\n", b"")
        assert second.read() == DATA[7:]
        assert stream.tell() == 0

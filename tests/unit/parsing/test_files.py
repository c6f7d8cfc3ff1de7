from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing import files
from cdgate.parsing.files import SmallFiles, open_evidence
from cdgate.parsing.forked import LostError
from cdgate.parsing.limits import HEAD_BYTES
from cdgate.parsing.processes import at_most

LARGE = b"<a/>" * 50_000
forks = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="processes of this system cannot fork"
)


def slug_of(path: Path, root: Path, limit: int = 100) -> str:
    with pytest.raises(EvidenceError) as caught, open_evidence(path, root, limit):
        raise AssertionError("it must not open")
    return caught.value.slug


def test_a_file_below_the_root_opens_with_digest_size_head_and_its_whole_content(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(LARGE)
    with open_evidence(tmp_path / "a.xml", tmp_path) as opened:
        assert opened.sha256 == opened.known_sha256 == hashlib.sha256(LARGE).hexdigest()
        assert opened.size_bytes == len(LARGE)
        assert opened.head == LARGE[: 64 << 10]
        assert opened.stream.read() == LARGE


def test_an_empty_file_opens_with_an_empty_head(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"")
    with open_evidence(tmp_path / "a.xml", tmp_path) as opened:
        assert (opened.head, opened.size_bytes, opened.stream.read()) == (b"", 0, b"")


def test_a_link_inside_the_root_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"x")
    (tmp_path / "link.xml").symlink_to("a.xml")
    with open_evidence(tmp_path / "link.xml", tmp_path) as opened:
        assert opened.stream.read() == b"x"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert slug_of(tmp_path / "none.xml", tmp_path) == "missing-file"


def test_a_name_with_a_nul_is_unreadable(tmp_path: Path) -> None:
    assert slug_of(tmp_path / "a\0b", tmp_path) == "unreadable-file"


def test_a_circle_of_links_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    assert slug_of(tmp_path / "a", tmp_path) == "unreadable-file"


@pytest.mark.parametrize("way", ["../outside.xml", "link.xml"])
def test_a_path_that_leads_out_of_the_root_is_refused(tmp_path: Path, way: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "outside.xml").write_bytes(b"x")
    (root / "link.xml").symlink_to("../outside.xml")
    assert slug_of(root / way, root) == "outside-root"


def test_a_path_that_leads_out_of_the_root_opens_where_it_may(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "outside.xml").write_bytes(b"x")
    with open_evidence(root / "../outside.xml", root, anywhere=True) as opened:
        assert opened.stream.read() == b"x"


def test_a_folder_is_no_regular_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert slug_of(tmp_path / "folder", tmp_path) == "not-a-regular-file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_without_writer_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert slug_of(tmp_path / "pipe", tmp_path) == "not-a-regular-file"


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"x" * 101)
    assert slug_of(tmp_path / "a.xml", tmp_path) == "file-too-large"
    assert slug_of(tmp_path / "a.xml", tmp_path, 0) == "file-too-large"


def test_a_file_that_cannot_be_opened_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.xml").write_bytes(b"x")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(EvidenceError, match="Permission denied") as caught, open_evidence(tmp_path / "a.xml", tmp_path):
        raise AssertionError("it must not open")
    assert caught.value.slug == "unreadable-file"


def test_a_file_that_changes_while_it_is_open_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"x")
    with pytest.raises(EvidenceError) as caught, open_evidence(path, tmp_path) as opened:
        path.write_bytes(opened.stream.read() + b"y")
    assert caught.value.slug == "file-changed"


def test_a_file_that_grows_while_its_digest_is_made_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"xyz")
    with path.open("rb") as stream, pytest.raises(EvidenceError) as caught:
        files._digest(stream, 2)
    assert caught.value.slug == "file-changed"


def read_some(stream: BinaryIO) -> None:
    stream.read(70_000)


def read_from_the_end(stream: BinaryIO) -> None:
    stream.seek(150_000)
    stream.read()
    stream.seek(0)
    stream.read(100_000)


def read_twice(stream: BinaryIO) -> None:
    while stream.read(7_000):
        pass
    stream.seek(0)
    assert stream.read() == LONG


LONG = bytes(range(256)) * 1000


@pytest.mark.parametrize(
    "use",
    [
        pytest.param(lambda _: None, id="nothing of it"),
        pytest.param(read_some, id="its beginning"),
        pytest.param(read_from_the_end, id="parts in another order"),
        pytest.param(read_twice, id="all of it twice"),
        pytest.param(list, id="its lines"),
    ],
)
def test_the_digest_is_that_of_the_whole_file_whatever_is_read_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, use: Callable[[BinaryIO], object]
) -> None:
    monkeypatch.setattr(files, "_LARGE_BYTES", len(LONG))
    (tmp_path / "a.xml").write_bytes(LONG)
    with open_evidence(tmp_path / "a.xml", tmp_path) as opened:
        assert not opened.known_sha256
        use(opened.stream)
        place = opened.stream.tell()
        assert opened.sha256 == opened.sha256 == hashlib.sha256(LONG).hexdigest()
        assert opened.stream.read(10) == LONG[place : place + 10]


def test_a_file_that_is_longer_than_it_was_has_no_digest(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"xyz")
    with (
        path.open("rb") as stream,
        files._DigestedFile(stream.fileno(), 2) as file,
        pytest.raises(EvidenceError) as caught,
    ):
        file.sha256()
    assert caught.value.slug == "file-changed"


def test_a_small_file_that_grows_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"xyz")
    with path.open("rb", buffering=0) as stream, pytest.raises(EvidenceError) as caught:
        files._whole(stream.fileno(), 2)
    assert caught.value.slug == "file-changed"


def test_a_read_error_of_the_user_of_the_file_is_an_error_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(b"x")
    with pytest.raises(EvidenceError) as caught, open_evidence(tmp_path / "a.xml", tmp_path):
        raise OSError(5, "Input/output error")
    assert caught.value.slug == "unreadable-file"


@pytest.mark.parametrize("size", [pytest.param(1, id="small"), pytest.param(100_000, id="large")])
def test_no_handle_is_left_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    (tmp_path / "a.xml").write_bytes(b"x" * size)
    handles: list[int] = []
    really = files._opened

    def opened(path: str) -> int:
        handles.append(really(path))
        return handles[0]

    monkeypatch.setattr(files, "_opened", opened)
    with open_evidence(tmp_path / "a.xml", tmp_path):
        os.fstat(handles[0])
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handles[0])


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file whose digest another process computes."""
    monkeypatch.setattr(files, "_LARGE_BYTES", len(LARGE))
    (tmp_path / "a.xml").write_bytes(LARGE)
    with at_most(2):
        yield tmp_path / "a.xml"


@forks
def test_the_digest_of_a_large_file_is_computed_while_it_is_read(large: Path) -> None:
    with open_evidence(large, large.parent) as opened:
        assert not opened.known_sha256
        assert opened.size_bytes == len(LARGE)
        assert opened.head == LARGE[: 64 << 10]
        assert opened.stream.read() == LARGE
        assert [opened.sha256 for _ in range(2)] == [hashlib.sha256(LARGE).hexdigest()] * 2
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@forks
def test_a_process_that_is_not_waited_for_is_gone(large: Path) -> None:
    with open_evidence(large, large.parent):
        pass
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@forks
def test_a_file_below_the_size_is_digested_first(large: Path) -> None:
    large.write_bytes(LARGE[:-1])
    with open_evidence(large, large.parent) as opened:
        assert opened.known_sha256 == hashlib.sha256(LARGE[:-1]).hexdigest()


def lost() -> str:
    raise LostError


@contextlib.contextmanager
def never_started(*_: object, **__: object) -> Iterator[Iterator[str]]:
    yield iter(lost())


@contextlib.contextmanager
def dying(*_: object, **__: object) -> Iterator[Iterator[str]]:
    yield iter(lost, "")


@forks
@pytest.mark.parametrize("forked", [never_started, dying])
def test_where_the_other_process_fails_the_digest_is_computed_here(
    large: Path, monkeypatch: pytest.MonkeyPatch, forked: Callable[..., object]
) -> None:
    monkeypatch.setattr("cdgate.parsing.forked.forked", forked)
    with open_evidence(large, large.parent) as opened:
        opened.stream.read(100)
        opened.stream.close()  # as a text wrapper does when it goes away
        assert opened.sha256 == hashlib.sha256(LARGE).hexdigest()


@forks
@pytest.mark.parametrize("more", [pytest.param(b"", id="cut"), pytest.param(LARGE * 2, id="grown")])
def test_a_large_file_that_changes_while_its_digest_is_computed_is_refused(large: Path, more: bytes) -> None:
    def read() -> None:
        with open_evidence(large, large.parent) as opened:
            large.write_bytes(more)
            assert opened.sha256

    with pytest.raises(EvidenceError) as caught:
        read()
    assert caught.value.slug == "file-changed"


@pytest.mark.parametrize("size", [pytest.param(1, id="small"), pytest.param(100_000, id="large")])
def test_what_a_reader_says_of_a_file_that_changed_does_not_count(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"x" * size)

    def read() -> None:
        with open_evidence(path, tmp_path):
            path.write_bytes(b"y" * (size - 1))
            raise EvidenceError("malformed-xml", text("the file ends too early"))

    with pytest.raises(EvidenceError) as caught:
        read()
    assert caught.value.slug == "file-changed"


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    for name in ("a", "b"):
        (root / name).mkdir(parents=True)
        (root / name / "x.xml").write_text(name)
    (tmp_path / "out.xml").write_text("out")
    (root / "a/in.xml").symlink_to("../b/x.xml")
    (root / "a/out.xml").symlink_to("../../out.xml")
    (root / "c").symlink_to("b")
    (root / "d").symlink_to("..")
    (root / "a/folder.xml").mkdir()
    return root


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/x.xml", "a"),
        ("b/x.xml", "b"),
        ("a/../b/x.xml", "b"),
        ("c/x.xml", "b"),
        ("a/in.xml", "b"),
        ("a/out.xml", "outside-root"),
        ("d/out.xml", "outside-root"),
        ("../out.xml", "outside-root"),
        ("a/..", "not-a-regular-file"),
        ("a/folder.xml", "not-a-regular-file"),
        ("a/none.xml", "missing-file"),
        ("none/x.xml", "missing-file"),
        ("a/x\0.xml", "unreadable-file"),
        ("a\0/x.xml", "unreadable-file"),
    ],
)
@pytest.mark.parametrize("known", [pytest.param(True, id="handles of folders"), pytest.param(False, id="paths only")])
def test_a_file_near_the_one_before_opens_as_any_other(
    folders: Path,
    path: str,
    expected: str,
    known: bool,  # noqa: FBT001  # a table row
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not known:
        monkeypatch.setattr(os, "supports_dir_fd", set())

    def said(small: SmallFiles, path: str) -> str:
        if (found := small.read(path)) is not None:
            return found.stream.read().decode()
        try:
            with open_evidence(folders / path, folders) as opened:
                return opened.stream.read().decode()
        except EvidenceError as error:
            return error.slug

    with SmallFiles(folders) as small:
        assert [said(small, one) for one in (path, "a/x.xml", path, path)] == [expected, "a", expected, expected]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not tell the handles of a process")
def test_a_file_of_the_folder_before_needs_no_path(folders: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208  # as it is
    with SmallFiles(folders) as small:
        for _ in range(9):
            for name in ("a", "b"):
                found = small.read(f"{name}/x.xml")
                assert found is not None
                assert (found.head, found.known_sha256) == (name.encode(), hashlib.sha256(name.encode()).hexdigest())
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208  # as it is


def test_a_folder_that_is_swapped_for_a_link_out_of_the_root_is_not_followed(folders: Path) -> None:
    def told(small: SmallFiles) -> bytes | None:
        found = small.read("b/x.xml")
        return None if found is None else found.head

    with SmallFiles(folders) as small:
        assert told(small) == b"b"
        (folders / "b").rename(folders / "moved")
        (folders / "b").symlink_to("../..")
        (folders.parent / "x.xml").write_text("out")
        assert told(small) == b"b"


@pytest.mark.parametrize("text", [pytest.param("/", id="of the machine"), pytest.param("", id="of the root")])
def test_a_file_right_in_the_first_folder_is_that_of_its_path(text: str, folders: Path) -> None:
    (folders / "name").write_text("inside")
    with SmallFiles(folders) as small:
        found = small.read(f"{text}name")
    assert (found and found.head) == (None if text else b"inside")


def test_a_large_file_is_none_of_the_small_ones(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * HEAD_BYTES)
    (tmp_path / "b").write_bytes(b"x" * (HEAD_BYTES + 1))
    with SmallFiles(tmp_path) as small:
        assert [small.read(name) is None for name in ("a", "b")] == [False, True]


def grow(path: Path, monkeypatch: pytest.MonkeyPatch, by: bytes) -> None:
    """Let the file grow when it is read."""
    really = os.read

    def read(handle: int, size: int) -> bytes:
        path.write_bytes(path.read_bytes() + by)
        os.utime(path, ns=(1, 1))
        return really(handle, size)

    monkeypatch.setattr(os, "read", read)


@pytest.mark.parametrize("by", [pytest.param(b"more", id="more"), pytest.param(b"", id="the same, written again")])
def test_a_small_file_that_changes_is_looked_at_again(
    by: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"x")
    grow(tmp_path / "a", monkeypatch, by)
    with SmallFiles(tmp_path) as small:
        assert small.read("a") is None


def test_a_small_file_that_cannot_be_read_is_told_by_who_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise OSError

    (tmp_path / "a").write_bytes(b"x")
    monkeypatch.setattr(os, "read", broken)
    with SmallFiles(tmp_path) as small:
        assert small.read("a") is None

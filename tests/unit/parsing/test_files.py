from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from cdgate.errors import EvidenceError
from cdgate.parsing import files
from cdgate.parsing.files import open_evidence


def slug_of(path: Path, root: Path, limit: int = 100) -> str:
    with pytest.raises(EvidenceError) as caught, open_evidence(path, root, limit):
        raise AssertionError("it must not open")
    return caught.value.slug


def test_a_file_below_the_root_opens_with_digest_size_head_and_its_whole_content(tmp_path: Path) -> None:
    content = b"<a/>" * 50_000
    (tmp_path / "a.xml").write_bytes(content)
    with open_evidence(tmp_path / "a.xml", tmp_path) as opened:
        assert opened.sha256 == hashlib.sha256(content).hexdigest()
        assert opened.size_bytes == len(content)
        assert opened.head == content[: 64 << 10]
        assert opened.stream.read() == content


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

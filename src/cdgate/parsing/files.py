"""Evidence files: opened so that neither a link, a device nor a growing file can do harm."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.limits import CHUNK_BYTES, HEAD_BYTES, Limits

_LARGEST = Limits().xml_bytes
# Never wait for the other end of a pipe; a link that took the file's place after its path was checked is an error.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


class OpenedFile(msgspec.Struct, frozen=True):
    """An evidence file, read once for its digest: `stream` stands at its beginning, `head` are its first 64 KiB."""

    stream: BinaryIO
    sha256: str
    size_bytes: int
    head: bytes


@contextlib.contextmanager
def open_evidence(path: Path, root: Path, limit: int = _LARGEST, *, anywhere: bool = False) -> Iterator[OpenedFile]:
    """Open a regular file of at most `limit` bytes below `root`, or `anywhere`.

    Raises EvidenceError (without path) where it is missing, something else, outside, too large, unreadable, or where it
    changed while it was open: what was read is then not what the digest says.
    """
    handle = _opened(_located(path, root, anywhere=anywhere))
    try:
        before = os.fstat(handle)
        _check(before, limit)
        if before.st_size <= HEAD_BYTES:
            whole = _whole(handle, before.st_size)
            yield OpenedFile(io.BytesIO(whole), hashlib.sha256(whole).hexdigest(), before.st_size, whole)
        else:
            with os.fdopen(handle, "rb", closefd=False) as stream:
                digest, head = _digest(stream, before.st_size)
                stream.seek(0)
                yield OpenedFile(stream, digest, before.st_size, head)
        if _identity(os.fstat(handle)) != _identity(before):
            raise _changed()
    except OSError as error:
        raise _unreadable(error) from error
    finally:
        os.close(handle)


def _located(path: Path, root: Path, *, anywhere: bool) -> str:
    try:
        located = os.path.realpath(path, strict=True)
        # A root that a real path begins with is real itself; that spares asking for each of thousands of files.
        inside = anywhere or _is_below(located, str(root)) or _is_below(located, os.path.realpath(root))
    except FileNotFoundError as error:
        raise EvidenceError(
            "missing-file",
            text("there is no such file"),
            hint=text("look whether the step that writes it has run, and in which folder"),
        ) from error
    except (OSError, ValueError, RuntimeError) as error:  # a name with a NUL, a circle of links
        raise _unreadable(error) from error
    if not inside:
        raise EvidenceError(
            "outside-root",
            text("the path leads out of {root}", root=str(root)),
            hint=text("evidence lies below the folder of the policy; copy the file there"),
        )
    return located


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder if folder.endswith(os.sep) else f"{folder}{os.sep}")


def _opened(path: str) -> int:
    try:
        return os.open(path, _FLAGS)
    except OSError as error:
        raise _unreadable(error) from error


def _check(found: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise EvidenceError(
            "not-a-regular-file",
            text("this is not a regular file"),
            hint=text("name the report file itself, not a folder, pipe or device"),
        )
    if found.st_size > limit:
        raise EvidenceError(
            "file-too-large",
            text("the file has {size} bytes, more than {limit}", size=found.st_size, limit=limit),
            hint=text("split the report, or leave captured output out of it"),
        )


def _whole(handle: int, size_bytes: int) -> bytes:
    """Return what is in a small file, which is then read once; no further than the size it had when it was opened."""
    whole = b""
    while chunk := os.read(handle, size_bytes + 1 - len(whole)):
        whole += chunk
        if len(whole) > size_bytes:
            raise _changed()
    return whole


def _digest(stream: BinaryIO, size_bytes: int) -> tuple[str, bytes]:
    """Return the SHA-256 of the whole file and its head, reading no further than the size it had when it was opened."""
    sha256 = hashlib.sha256()
    head = b""
    count = 0
    while chunk := stream.read(CHUNK_BYTES):
        count += len(chunk)
        if count > size_bytes:
            raise _changed()
        sha256.update(chunk)
        head = head or chunk[:HEAD_BYTES]
    return sha256.hexdigest(), head


def _identity(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _changed() -> EvidenceError:
    return EvidenceError(
        "file-changed",
        text("the file changed while it was read"),
        hint=text("let the step that writes it end before cdgate starts"),
    )


def _unreadable(error: Exception) -> EvidenceError:
    reason = getattr(error, "strerror", None) or str(error)
    return EvidenceError(
        "unreadable-file",
        text("the file cannot be read: {reason}", reason=reason),
        hint=text("look at its permissions and at those of the folders above it"),
    )

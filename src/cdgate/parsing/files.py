"""Evidence files: opened so that neither a link, a device nor a growing file can do harm."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

import msgspec

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing.file_parts import Part, SharedFile, shared_file
from cdgate.parsing.limits import CHUNK_BYTES, HEAD_BYTES, Limits
from cdgate.parsing.processes import WORTHWHILE_BYTES

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_LARGEST = Limits().xml_bytes
# Of a smaller file the digest is there before another process has begun.
_LARGE_BYTES = WORTHWHILE_BYTES
# Never wait for the other end of a pipe; a link that took the file's place after its path was checked is an error.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


class OpenedFile(msgspec.Struct, frozen=True):
    """An evidence file: `stream` stands at its beginning, `head` are its first 64 KiB.

    `known_sha256` is empty where the digest is computed while the file is read, by this process or another.
    """

    stream: BinaryIO
    known_sha256: str
    size_bytes: int
    head: bytes
    wait: Callable[[], str] = str

    @property
    def sha256(self) -> str:
        """The digest of the whole file. Raises EvidenceError where the file has grown."""
        return self.known_sha256 or self.wait()


class SmallFiles:
    """Reads files of which a folder may hold thousands.

    The folder of the last one is kept open, in which the next one nearly always lies too: where it leads is known.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder: str | None = None
        self._handle = -1

    def __enter__(self) -> Self:
        """Begin without a folder."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the folder."""
        self._leave()

    def read(self, path: str) -> OpenedFile | None:
        """Return a small regular file below the root, read at once; None where there is more to look at.

        A link is none of its folder's files, and whatever is wrong is told by who opens it as any other.
        """
        name = path.rpartition("/")[2]
        folder = path.removesuffix(name)
        if folder != self._folder:
            self._enter(folder)
        if self._handle < 0 or name == os.pardir:
            return None
        try:
            handle = os.open(name, _FLAGS, dir_fd=self._handle)
        except (OSError, ValueError):
            return None
        try:
            before = os.fstat(handle)
            if not stat.S_ISREG(before.st_mode) or before.st_size > HEAD_BYTES:
                return None
            whole = os.read(handle, before.st_size + 1)
            if len(whole) != before.st_size or _identity(os.fstat(handle)) != _identity(before):
                return None
        except OSError:
            return None
        finally:
            os.close(handle)
        return OpenedFile(io.BytesIO(whole), hashlib.sha256(whole).hexdigest(), before.st_size, whole)

    def _enter(self, folder: str) -> None:
        self._leave()
        self._folder = folder
        if os.open in os.supports_dir_fd and _FLAGS & getattr(os, "O_NOFOLLOW", 0):
            with contextlib.suppress(EvidenceError, OSError):
                self._handle = os.open(_located(self._root / folder, self._root), _FLAGS | os.O_DIRECTORY)

    def _leave(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
        self._folder, self._handle = None, -1


@contextlib.contextmanager
def open_evidence(path: Path, root: Path, limit: int = _LARGEST, *, anywhere: bool = False) -> Iterator[OpenedFile]:
    """Open a regular file of at most `limit` bytes below `root`, or `anywhere`.

    Raises EvidenceError (without path) where it is missing, something else, outside, too large, unreadable, or where it
    changed while it was open: what was read is then not what the digest says, and no complaint about it counts.
    """
    handle = _opened(_located(path, root, anywhere=anywhere))
    try:
        before = os.fstat(handle)
        _check(before, limit)
        if before.st_size <= HEAD_BYTES:
            whole = _whole(handle, before.st_size)
            yield OpenedFile(io.BytesIO(whole), hashlib.sha256(whole).hexdigest(), before.st_size, whole)
        else:
            with _streaming(handle, before.st_size) as opened:
                yield opened
        _check_same(handle, before)
    except EvidenceError:
        _check_same(handle, before)
        raise
    except OSError as error:
        raise _unreadable(error) from error
    finally:
        os.close(handle)


def _located(path: Path, root: Path, *, anywhere: bool = False) -> str:
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
    # Where it has as many bytes as it should, its size tells in the end whether it has got more.
    while len(whole) != size_bytes and (chunk := os.read(handle, size_bytes + 1 - len(whole))):
        whole += chunk
        if len(whole) > size_bytes:
            raise _changed()
    return whole


@contextlib.contextmanager
def _streaming(handle: int, size_bytes: int) -> Iterator[OpenedFile]:
    with io.BufferedReader(_DigestedFile(handle, size_bytes)) as stream, contextlib.ExitStack() as stack:
        head = stream.read(HEAD_BYTES)
        stream.seek(0)
        shared = shared_file(stream, worthwhile_bytes=_LARGE_BYTES)
        if shared is not None:
            yield OpenedFile(stream, "", size_bytes, head, _digested_beside(shared, size_bytes, stack))
        elif size_bytes >= _LARGE_BYTES:
            yield OpenedFile(stream, "", size_bytes, head, stream.raw.sha256)
        else:
            yield OpenedFile(stream, stream.raw.sha256(), size_bytes, head)


class _DigestedFile(io.FileIO):
    """A file whose digest is computed of what is read from it, so that it is read once."""

    def __init__(self, handle: int, size_bytes: int) -> None:
        super().__init__(handle, "rb", closefd=False)
        self._size = size_bytes
        self._known = 0  # the digest is that of so many bytes
        self._sha256 = hashlib.sha256()

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Read bytes, as any file does."""
        at = self.tell()
        count = super().readinto(buffer) or 0
        if at <= self._known < at + count:
            self._sha256.update(memoryview(buffer)[self._known - at : count])
            self._known = at + count
        return count

    def sha256(self) -> str:
        """Return the SHA-256 of the whole file, reading what nobody has read. Raises EvidenceError where it has grown."""
        at = self.tell()
        self.seek(self._known)
        while self._known <= self._size and (chunk := self.read(CHUNK_BYTES)):
            self._sha256.update(chunk)
            self._known += len(chunk)
        if self._known > self._size:
            raise _changed()
        self.seek(at)
        return self._sha256.hexdigest()


def _digested_beside(file: SharedFile, size_bytes: int, stack: contextlib.ExitStack) -> Callable[[], str]:
    """Let another process compute the digest until the stack ends; return what waits for it."""
    from cdgate.parsing.forked import LostError, forked

    def digest() -> str:
        # The place of the handle is the reader's, in all processes.
        return _digest(file.opened(Part(0, size_bytes + 1)), size_bytes)

    try:
        answers = stack.enter_context(forked(lambda: [digest()], encode=str.encode, decode=bytes.decode))
    except LostError:
        return digest

    def wait() -> str:
        try:
            return next(answers)
        except (LostError, StopIteration):  # it tells no reason, such as a file that has grown, and answers once
            return digest()

    return wait


def _digest(stream: io.RawIOBase | BinaryIO, size_bytes: int) -> str:
    """Return the SHA-256 of the whole file, reading no further than the size it had when it was opened."""
    sha256 = hashlib.sha256()
    count = 0
    while chunk := stream.read(CHUNK_BYTES):
        count += len(chunk)
        if count > size_bytes:
            raise _changed()
        sha256.update(chunk)
    return sha256.hexdigest()


def _check_same(handle: int, before: os.stat_result) -> None:
    if _identity(os.fstat(handle)) != _identity(before):
        raise _changed()


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

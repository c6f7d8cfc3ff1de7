"""A question to git: put at once, so that git works while we do, and answered when the answer is needed."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import msgspec

from cdgate.log import Log

if TYPE_CHECKING:
    import subprocess

log = Log(__name__)

TIMEOUT_S = 60
_READ_BYTES = 1 << 16


class Question(Protocol):
    """What git was asked."""

    def answer(self) -> bytes | None:
        """Return what git said, None where it failed or took too long; to be called once."""


def ask(root: Path, *arguments: str) -> Question | None:
    """Start git in a folder. None where there is no git."""
    words = ["git", "--no-replace-objects", "-c", "core.quotepath=false", "-C", str(root), *arguments]
    try:
        return _spawned(words) if hasattr(os, "posix_spawnp") else _started(words)
    except OSError as problem:
        log.info("git cannot be asked: %s", problem)
        return None


class _Spawned(msgspec.Struct, frozen=True):
    """A child of ours and the end of the pipe that it writes to: `subprocess` takes longer to load than git to answer."""

    pid: int
    pipe: int

    def answer(self) -> bytes | None:
        said = self._read()
        if said is None:
            os.kill(self.pid, 9)
            log.info("git cannot be asked: no answer within %s seconds", TIMEOUT_S)
        try:
            _, status = os.waitpid(self.pid, 0)
        except ChildProcessError:  # somebody told the system to forget children; git's words are all there is
            return said
        return said if status == 0 else None

    def _read(self) -> bytes | None:
        import select

        parts: list[bytes] = []
        poll = select.poll()
        poll.register(self.pipe)
        end = time.monotonic() + TIMEOUT_S
        try:
            while poll.poll(max(end - time.monotonic(), 0) * 1000):
                part = os.read(self.pipe, _READ_BYTES)
                if not part:
                    return b"".join(parts)
                parts.append(part)
        finally:
            os.close(self.pipe)
        return None


def _spawned(words: list[str]) -> Question:
    ours, theirs = os.pipe()
    silent = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
    try:
        pid = os.posix_spawnp(words[0], words, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, theirs, 1), silent])
    except OSError:
        os.close(ours)
        raise
    finally:
        os.close(theirs)
    return _Spawned(pid, ours)


class _Started:
    """The same where the system cannot spawn (Windows)."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def answer(self) -> bytes | None:
        import subprocess

        with self.process as process:
            try:
                said, _ = process.communicate(timeout=TIMEOUT_S)
            except subprocess.TimeoutExpired as problem:
                process.kill()
                log.info("git cannot be asked: %s", problem)
                return None
        return said if process.returncode == 0 else None


def _started(words: list[str]) -> Question:
    import subprocess

    return _Started(subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL))  # noqa: S603  # fixed words

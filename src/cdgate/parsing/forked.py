"""Work that other processes do while this one goes on: forked ones, so that they begin with all that this one knows.

Whatever goes wrong in another process gives no answer, never a wrong one: whoever waits then does the work itself. Who
has many pieces of work has them `dealt`.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn, TypeVar

# What goes before an answer: its length, or this where no more will come.
_LENGTH = 8
_NO_MORE = b"\xff" * _LENGTH
# So much of what it has to say another process can leave behind and go on.
_PIPE_BYTES = 1 << 20

A = TypeVar("A")


class LostError(Exception):
    """Another process could not be started, or ended before it had answered."""


def can_fork() -> bool:
    """Tell whether this system has processes that begin with all that the one knows which starts them."""
    return hasattr(os, "fork")


@contextlib.contextmanager
def forked(
    work: Callable[[], Iterable[A]],
    *,
    encode: Callable[[A], bytes] | None = None,
    decode: Callable[[bytes], A] | None = None,
) -> Iterator[Iterator[A]]:
    """Let another process do `work`; give its answers in order, each as soon as it is there.

    Answers are sent as `encode` writes them and `decode` reads them, without these two by pickle. Who asks for one that
    does not come, or cannot start a process, gets LostError. At the end of the block the process is gone, done or not.
    """
    with started(work, encode or pickled) as pipe:
        yield answers(pipe, decode or unpickled)


@contextlib.contextmanager
def started(work: Callable[[], Iterable[A]], encode: Callable[[A], bytes]) -> Iterator[int]:
    """Let another process do `work`; give the handle from which `answers` reads what it says. Raises LostError."""
    reading, process = _begun(work, encode)
    try:
        yield reading
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def answers(pipe: int, decode: Callable[[bytes], A]) -> Iterator[A]:
    """Yield what another process says, reading no further than each answer goes. Raises LostError where it ends early."""
    while (length := _exactly(pipe, _LENGTH)) != _NO_MORE:
        yield decode(_exactly(pipe, int.from_bytes(length, "little")))


def pickled(answer: object) -> bytes:
    """Write an answer of any kind."""
    import pickle

    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def unpickled(sent: bytes) -> Any:  # what our own process sent
    """Read an answer that `pickled` wrote."""
    import pickle

    return pickle.loads(sent)  # noqa: S301  # our own process sent it


def _begun(work: Callable[[], Iterable[A]], encode: Callable[[A], bytes]) -> tuple[int, int]:
    """Start a process; return the handle from which its answers are read, and its number."""
    try:
        reading, writing = os.pipe()
    except OSError as error:
        raise LostError from error
    try:
        _widen(writing)
        process = os.fork()
    except OSError as error:
        os.close(reading)
        raise LostError from error
    else:
        if process == 0:
            os.close(reading)
            _work(work, encode, writing)
    finally:
        os.close(writing)
    return reading, process


def _widen(pipe: int) -> None:
    """Make room for answers, so that nobody waits for the process that reads them."""
    import fcntl

    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _work(work: Callable[[], Iterable[A]], encode: Callable[[A], bytes], writing: int) -> NoReturn:
    """What another process does: it never returns, and leaves nothing behind, whatever happens."""
    status = 1
    try:
        with os.fdopen(writing, "wb") as pipe:
            for answer in work():
                sent = encode(answer)
                pipe.write(len(sent).to_bytes(_LENGTH, "little"))
                pipe.write(sent)
                pipe.flush()
            pipe.write(_NO_MORE)
        status = 0
    except BaseException:  # noqa: BLE001, S110  # the process that waits finds the pipe closed
        pass
    finally:
        os._exit(status)


def _exactly(pipe: int, size: int) -> bytes:
    sent = os.read(pipe, size)
    if len(sent) < size:
        parts = [sent]
        missing = size - len(sent)
        while missing and (part := os.read(pipe, min(missing, _PIPE_BYTES))):
            parts.append(part)
            missing -= len(part)
        if missing:
            raise LostError
        sent = b"".join(parts)
    return sent

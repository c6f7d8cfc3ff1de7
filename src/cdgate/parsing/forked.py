"""Work that other processes do while this one goes on: forked ones, so that they begin with all that this one knows.

Whatever goes wrong in another process gives no answer, never a wrong one: whoever waits then does the work itself.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, BinaryIO, NoReturn, TypeVar

# What goes before an answer: its length, or this where no more will come.
_LENGTH = 8
_NO_MORE = b"\xff" * _LENGTH
# So much of what it has to say another process can leave behind and go on.
_PIPE_BYTES = 1 << 20

A = TypeVar("A")
P = TypeVar("P")


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
    reading, process = _started(work, encode or _pickled)
    try:
        with os.fdopen(reading, "rb") as pipe:
            yield _answers(pipe, decode or _unpickled)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def in_turn(
    do: Callable[[P], A],
    pieces: Sequence[P],
    processes: int,
    *,
    encode: Callable[[A], bytes] | None = None,
    decode: Callable[[bytes], A] | None = None,
) -> Generator[A, None, None]:
    """Yield what `do` says of each piece, in order; so many processes do them in turn, this one the first of each round.

    What the others say waits in a pipe of a megabyte, so pieces may differ in cost, but not by much. All begin
    when the first answer is asked for, and the others are gone when the last was given, or the generator is closed. Raises
    LostError.
    """
    count = max(1, min(processes, len(pieces)))
    with contextlib.ExitStack() as stack:
        others = [
            stack.enter_context(forked(partial(map, do, pieces[place::count]), encode=encode, decode=decode))
            for place in range(1, count)
        ]
        for number, piece in enumerate(pieces):
            place = number % count
            yield next(others[place - 1]) if place else do(piece)


def _started(work: Callable[[], Iterable[A]], encode: Callable[[A], bytes]) -> tuple[int, int]:
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


def _answers(pipe: BinaryIO, decode: Callable[[bytes], A]) -> Iterator[A]:
    while (length := pipe.read(_LENGTH)) != _NO_MORE:
        size = int.from_bytes(length, "little")
        sent = pipe.read(size) if len(length) == _LENGTH else b""
        if len(length) < _LENGTH or len(sent) < size:
            raise LostError
        yield decode(sent)


def _pickled(answer: object) -> bytes:
    import pickle

    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def _unpickled(sent: bytes) -> Any:  # what our own process sent
    import pickle

    return pickle.loads(sent)  # noqa: S301  # our own process sent it

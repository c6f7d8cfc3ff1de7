"""Pieces of work dealt out to several processes, whichever is free; the answers come in the order of the pieces."""

from __future__ import annotations

import contextlib
import os
import select
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TypeVar

from cdgate.parsing.forked import LostError, answers, pickled, started, unpickled

# A number as it is claimed; all claims together fit into the smallest pipe there is.
_CLAIM = 4
_MOST_CLAIMS = 1000
# How many answers this process keeps while it waits for an earlier one of another process.
_MOST_AHEAD = 8

A = TypeVar("A")
P = TypeVar("P")


@contextlib.contextmanager
def dealt(
    do: Callable[[P], A],
    pieces: Sequence[P],
    processes: int,
    *,
    encode: Callable[[A], bytes] = pickled,
    decode: Callable[[bytes], A] = unpickled,
) -> Iterator[Iterator[A]]:
    """Let so many processes do the pieces, each time the next that none has begun; give what `do` says of each, in order.

    The others begin at once. This one is among them while it is asked for an answer that is not there yet, so whatever it
    does between two answers keeps nobody waiting. Pieces may differ in cost; the more there are, the less is waited for
    at the end. Answers of others are sent as `encode` and `decode` say. Who asks for one that does not come, or cannot
    start a process, gets LostError. At the end of the block the other processes are gone, done or not.
    """
    count = max(1, min(processes, len(pieces)))
    if count == 1:
        yield map(do, pieces)
        return
    with contextlib.ExitStack() as stack:
        claims = _Claims(stack, len(pieces))

        def work() -> Iterator[tuple[int, A]]:
            return ((number, do(pieces[number])) for number in claims)

        def written(answer: tuple[int, A]) -> bytes:
            return answer[0].to_bytes(_CLAIM, "little") + encode(answer[1])

        def read(sent: bytes) -> tuple[int, A]:
            return int.from_bytes(sent[:_CLAIM], "little"), decode(sent[_CLAIM:])

        pipes = [stack.enter_context(started(work, written)) for _ in range(count - 1)]
        yield _in_order(work(), {pipe: answers(pipe, read) for pipe in pipes}, len(pieces))


def in_turn(
    do: Callable[[P], A],
    pieces: Sequence[P],
    processes: int,
    *,
    encode: Callable[[A], bytes] = pickled,
    decode: Callable[[bytes], A] = unpickled,
) -> Generator[A, None, None]:
    """Yield what `dealt` gives; the processes begin when the first answer is asked for, and are gone after the last."""
    with dealt(do, pieces, processes, encode=encode, decode=decode) as given:
        yield from given


class _Claims(Iterable[int]):
    """Numbers of pieces, each of which one process gets: whichever asks first. They lie in a pipe from which all read."""

    def __init__(self, stack: contextlib.ExitStack, count: int) -> None:
        try:
            self._reading, writing = os.pipe()
        except OSError as error:
            raise LostError from error
        stack.callback(os.close, self._reading)
        self._count = count
        self._step = -(-count // _MOST_CLAIMS)
        os.write(writing, b"".join(at.to_bytes(_CLAIM, "little") for at in range(0, count, self._step)))
        os.close(writing)

    def __iter__(self) -> Iterator[int]:
        while claim := os.read(self._reading, _CLAIM):
            at = int.from_bytes(claim, "little")
            yield from range(at, min(at + self._step, self._count))


def _in_order(own: Iterator[tuple[int, A]], others: dict[int, Iterator[tuple[int, A]]], count: int) -> Iterator[A]:
    """Yield the answers of this process and of the others, which come from pipes, by their numbers."""
    ready: dict[int, A] = {}
    idle = False
    poll = select.poll()
    for pipe in others:
        poll.register(pipe, select.POLLIN)
    for number in range(count):
        while number not in ready:
            waits = idle or len(ready) >= _MOST_AHEAD
            if waits and not others:
                raise LostError
            pipes = poll.poll(None if waits else 0)
            answer = next(others[pipes[0][0]] if pipes else own, None)
            if answer is not None:
                ready[answer[0]] = answer[1]
            elif pipes:
                poll.unregister(pipes[0][0])
                del others[pipes[0][0]]
            else:
                idle = True
        yield ready.pop(number)

"""How many processes a reader may use for the file at hand: one, unless whoever asks it to read has said otherwise."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

# A smaller file is read as fast by one process.
WORTHWHILE_BYTES = 10_000_000

_allowed: ContextVar[int] = ContextVar("processes", default=1)


def processes() -> int:
    """Return how many processes may work on the file that is being read, this one among them."""
    return _allowed.get()


@contextlib.contextmanager
def at_most(count: int) -> Iterator[None]:
    """Let readers use `count` processes."""
    token = _allowed.set(count)
    try:
        yield
    finally:
        _allowed.reset(token)

"""What a reader is told about the work around it, by whoever asks it to read.

How many processes it may use for the file at hand, and how many files are read together with it: one, where nobody has said
otherwise.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar

# A smaller file is read as fast by one process.
WORTHWHILE_BYTES = 10_000_000

_allowed: ContextVar[int] = ContextVar("processes", default=1)
_together: ContextVar[int] = ContextVar("files", default=1)


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


def together() -> int:
    """Return how many files are read one after another, the one at hand among them: what helps with all of them pays."""
    return _together.get()


@contextlib.contextmanager
def with_files(count: int) -> Iterator[None]:
    """Let readers know that they will get up to `count` files."""
    token = _together.set(count)
    try:
        yield
    finally:
        _together.reset(token)

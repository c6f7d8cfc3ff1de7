"""A sign of life on a terminal when reading takes longer than a second."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self, TextIO

from cdgate.telling.columns import shortened
from cdgate.telling.escape import plain

if TYPE_CHECKING:
    import threading
    from types import TracebackType

AFTER_S = 1.0
EVERY_S = 0.2
WIDTH = 78


class Progress:
    """Shows which file is being read, from the second second on, and only where somebody watches."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._path = ""
        self._count = 0
        self._thread: threading.Thread | None = None
        self._done: threading.Event

    def __enter__(self) -> Self:
        """Begin to watch the clock, on a terminal."""
        if self._stream.isatty():
            import threading

            self._done = threading.Event()
            self._thread = threading.Thread(target=self._show, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop and leave the line clean."""
        if self._thread is not None:
            self._done.set()
            self._thread.join()

    def reading(self, path: str) -> None:
        """Note that this file is read now."""
        self._path = path
        self._count += 1

    def _show(self) -> None:
        if self._done.wait(AFTER_S):
            return
        while True:
            line = shortened(f"cdgate: reading file {self._count}: {plain(self._path)}", WIDTH, "...")
            self._stream.write(f"\r\x1b[K{line}")
            self._stream.flush()
            if self._done.wait(EVERY_S):
                break
        self._stream.write("\r\x1b[K")
        self._stream.flush()

"""The fast way through a large XML document: runs of plain elements are lifted out before the parser sees them.

What is lifted is proved to be well-formed, byte by byte, by whoever lifts it, and leaves a placeholder element behind. The
skeleton is read as any document, which tells where each placeholder stands, and that it is an element at all: one in
a comment or in CDATA is never met, and then nothing of the fast way counts.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from copy import copy
from typing import BinaryIO, Generic, TypeVar

import msgspec

from cdgate.errors import EvidenceError
from cdgate.parsing.limits import Limits

# Below this the strict way is as fast.
WORTHWHILE_BYTES = 128 << 10
# What is searched at a time: more leaves the processor's cache, and memory that is asked for anew each time costs as much
# as reading; and how long a piece may become until its boundary is found.
_PIECE_BYTES = 128 << 10
_LONGEST_PIECE = 32 << 20
_SAFE = Limits()

R = TypeVar("R")
T = TypeVar("T")


class UnprovedError(Exception):
    """The fast way cannot vouch for its answer; the strict one must be asked."""


class Run(msgspec.Struct, Generic[R], frozen=True):
    """A run of elements: the place of its bytes in the piece, how many elements it has at most, what it says."""

    start: int
    end: int
    elements: int
    content: R


class Runs(Generic[R]):
    """Lifts runs out of a document that streams by.

    `boundary` is the text, or several, after which a piece may be cut; `find` yields the runs of a piece from left to
    right. Who cannot tell their places overrides `skeleton`, and calls `leave` for each.
    """

    def __init__(
        self,
        boundary: bytes | tuple[bytes, ...],
        find: Callable[[bytes], Iterator[Run[R]]] = lambda _: iter(()),
        *,
        piece_bytes: int = _LONGEST_PIECE,
    ) -> None:
        self._enough = min(_PIECE_BYTES, piece_bytes)
        self.tag = f"run-{os.urandom(8).hex()}"  # nobody can write it into a report beforehand
        self.placeholder = f"<{self.tag}/>".encode()
        self.boundaries = (boundary,) if isinstance(boundary, bytes) else boundary
        self._find = find
        self._waiting: deque[R] = deque()
        self._elements = 0

    def apart(self) -> Runs[R]:
        """Return others that leave the same placeholders, for what stands elsewhere in the document."""
        other = copy(self)
        other.__dict__.update(_waiting=deque(), _elements=0)
        return other

    def lift(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the skeleton of the document that `chunks` are."""
        pending: list[bytes | memoryview] = []
        size = 0
        enough = self._enough
        for chunk in chunks:
            pending.append(chunk)
            size += len(chunk)
            if size < enough:
                continue
            text, cut = chunk, self._cut(chunk)
            if cut:
                pending[-1] = memoryview(chunk)[:cut]  # only the piece is put together, and once
                yield self.skeleton(b"".join(pending))
            else:  # looking again at each chunk would take long where there is none
                text = b"".join(pending)
                cut = self._cut(text)
                if cut:
                    yield self.skeleton(text[:cut])
                elif size > _LONGEST_PIECE:
                    raise UnprovedError
            pending = [text[cut:]]
            size = len(text) - cut
            enough = self._enough if cut else 2 * size
        yield self.skeleton(b"".join(pending))

    def _cut(self, text: bytes) -> int:
        """Return where the last boundary in the text ends, 0 where there is none."""
        found = [(text.rfind(boundary), len(boundary)) for boundary in self.boundaries]
        return max(at + length if at >= 0 else 0 for at, length in found)

    def take(self) -> R:
        """Return what the run says whose placeholder was just met."""
        if not self._waiting:
            raise UnprovedError
        return self._waiting.popleft()

    def taken(self) -> tuple[int, list[R]]:
        """Return how many elements were lifted at most and what they say, for `leave` elsewhere, and forget it."""
        taken = self._elements, list(self._waiting)
        self._elements = 0
        self._waiting.clear()
        return taken

    def finish(self, others: int, limits: Limits = _SAFE) -> None:
        """Check that every placeholder was met, and that with the `others` there were not too many elements."""
        if self._waiting or self._elements + others > limits.elements:
            raise UnprovedError

    def skeleton(self, piece: bytes) -> bytes:
        """Return the piece with a placeholder for each run."""
        parts: list[bytes] = []
        done = 0
        for run in self._find(piece):
            parts += (piece[done : run.start], self.placeholder)
            self.leave(run.elements, run.content)
            done = run.end
        parts.append(piece[done:])
        return b"".join(parts)

    def leave(self, elements: int, *contents: R) -> None:
        """Take what runs say, from left to right, which have at most so many elements together; each gets a placeholder."""
        self._waiting += contents
        self._elements += elements


def fast_or_strict(stream: BinaryIO, fast: Callable[[BinaryIO], T], strict: Callable[[BinaryIO], T]) -> T:
    """Return what `fast` says; where it cannot vouch, or would refuse, what `strict` says: its refusals have places."""
    try:
        return fast(stream)
    except (UnprovedError, EvidenceError):
        stream.seek(0)
        return strict(stream)

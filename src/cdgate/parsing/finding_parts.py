"""Findings gathered in columns, part by part, by one process or by several of which each has numbers of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

from cdgate.model.finding_columns import FindingBatch, FindingColumns, FindingKind, Scheme, Texts

encode = msgspec.msgpack.encode

K = TypeVar("K")
Place = Sequence[int | None]

_BEYOND = 1 << 63


class Part(msgspec.Struct, frozen=True, array_like=True):
    """Some batches from a process, and the kinds and paths that it has met since its last part.

    `others` are results that are no findings.
    """

    process: int
    kinds: list[FindingKind]
    paths: list[str | None]
    batches: list[FindingBatch]
    others: int = 0


class Columns:
    """Gathers the findings of a report."""

    def __init__(self) -> None:
        self._kinds = _Numbers[FindingKind]()
        self._paths = _Numbers[str | None]()
        self._told = 0, 0
        self._known: dict[int, tuple[list[int], list[int]]] = {}
        self._batches: list[FindingBatch] = []
        self.others = 0
        self.kind, self.path = self._kinds.of, self._paths.of
        self.paths: Callable[[Sequence[str | None]], list[int]] = self._paths.of_all

    def part(self, batches: Iterable[FindingBatch], others: int = 0) -> Part:
        """Return batches, whose numbers are those of this process, as what another process can be sent."""
        batches = list(batches)
        kinds, paths = self._told
        self._told = len(self._kinds.all), len(self._paths.all)
        return Part(os.getpid(), self._kinds.all[kinds:], self._paths.all[paths:], batches, others)

    def add(self, part: Part) -> None:
        """Take a part of this process or another; those of each come in the order in which they were made."""
        self.others += part.others
        if part.process == os.getpid():
            self._batches += part.batches
            return
        kinds, paths = self._known.setdefault(part.process, ([], []))
        kinds += map(self._kinds.of, part.kinds)
        paths += map(self._paths.of, part.paths)
        self._batches += [
            FindingBatch(
                [kinds[number] for number in batch.kinds],
                [paths[number] for number in batch.paths],
                batch.messages,
                batch.marks,
                batch.places,
            )
            for batch in part.batches
        ]

    def findings(self, scheme: Scheme) -> FindingColumns:
        """Return all findings."""
        return FindingColumns(scheme, self._kinds.all, self._paths.all, self._batches)


class _Numbers(dict[K, int]):
    """Numbers things as they come, each once."""

    def __init__(self) -> None:
        self.all: list[K] = []

    def of(self, one: K) -> int:
        """Return the number of one."""
        number = self.get(one)
        if number is None:
            number = self[one] = len(self.all)
            self.all.append(one)
        return number

    def of_all(self, some: Sequence[K]) -> list[int]:
        """Return the numbers of some."""
        numbers = list(map(self.get, some))
        return numbers if None not in numbers else list(map(self.of, some))  # type: ignore[return-value]  # None is not in it


def batch_of(
    kinds: list[int], paths: list[int], messages: Sequence[str], marks: Sequence[str], places: Sequence[Place]
) -> FindingBatch:
    """Return findings in columns."""
    return FindingBatch(kinds, paths, Texts.of(messages), Texts.of(marks), pack_places(places))


def pack_places(places: Sequence[Place]) -> bytes:
    """Return the numbers of places as a batch holds them. One beyond 64 bits is none."""
    try:
        return encode(places)
    except OverflowError:
        return encode([[number if number and 0 < number < _BEYOND else None for number in place] for place in places])


decode = msgspec.msgpack.Decoder(Part | None).decode

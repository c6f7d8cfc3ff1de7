"""The findings of large reports, which are columns until somebody looks at one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import accumulate, chain, compress
from typing import Protocol, overload

import msgspec

from cdgate.model.finding import Finding
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location

# Of a batch of which so many findings are looked at, all are taken apart.
_SEVERAL = 4
_places = msgspec.msgpack.Decoder(list[list[int | None]]).decode


class FindingKind(msgspec.Struct, frozen=True, array_like=True):
    """What many findings of a report have in common; `told` begins what makes their identities, where that is the same."""

    rule_id: str
    level: Level
    severity: Severity | None = None
    native: str = ""
    suppressed: bool = False
    baseline_state: str = ""
    tags: tuple[str, ...] = ()
    told: str = ""


class Texts(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Many texts in one, which takes less memory and time than to keep each."""

    whole: str
    lengths: list[int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        """Return the texts as one."""
        return cls("".join(texts), list(map(len, texts)))

    def one(self, number: int) -> str:
        """Return one of the texts."""
        start = sum(self.lengths[:number])
        return self.whole[start : start + self.lengths[number]]

    def apart(self) -> list[str]:
        """Return the texts."""
        whole = self.whole
        ends = list(accumulate(self.lengths))
        return [whole[start:end] for start, end in zip(chain((0,), ends), ends, strict=False)]


class FindingBatch(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Some findings in columns: numbers of their kinds and of the paths of their files, what they say, what marks each.

    `places` are four numbers for each, in MessagePack: line, column, end line, end column, none or 0 where there is none.
    """

    kinds: list[int]
    paths: list[int]
    messages: Texts
    marks: Texts
    places: bytes


class FindingRow(msgspec.Struct, frozen=True, gc=False):
    """What there is of one finding; `path` as the report writes it, None where it has no place."""

    kind: FindingKind
    path: str | None
    message: str
    mark: str
    places: bytes | list[list[int | None]]
    number: int

    @property
    def place(self) -> list[int]:
        """Line, column, end line and end column, 0 where there is none."""
        places = _places(self.places) if isinstance(self.places, bytes) else self.places
        return [place or 0 for place in places[self.number]]


class Scheme(Protocol):
    """What a reader knows of its findings: where each is, and what makes it the same finding again."""

    def location(self, path: str, row: FindingRow) -> Location:
        """Return where a finding is, in a file that the repository calls `path`."""

    def identities(self, columns: FindingColumns, numbers: Sequence[int], rows: Sequence[FindingRow]) -> list[str]:
        """Return the identity of each of these findings, which are those rows."""


class FindingColumns(Sequence[Finding]):
    """The findings of a large report, each of which is made when somebody looks at it; equal to a tuple of them.

    `kinds` and `paths` are what the numbers in the batches mean, each once; `placed` are the paths as the repository calls
    them. Findings are known by their `numbers`, in the order of the batches, of which only the chosen ones count.
    """

    def __init__(
        self,
        scheme: Scheme,
        kinds: Sequence[FindingKind],
        paths: Sequence[str | None],
        batches: Sequence[FindingBatch],
        *,
        placed: Sequence[str | None] | None = None,
        chosen: Sequence[int] | None = None,
    ) -> None:
        self.scheme = scheme
        self.kinds = kinds
        self.paths = paths
        self.placed = paths if placed is None else placed
        self.batches = batches
        self.kind_numbers = list(chain.from_iterable(batch.kinds for batch in batches))
        self.path_numbers = list(chain.from_iterable(batch.paths for batch in batches))
        self._starts = list(accumulate((len(batch.kinds) for batch in batches), initial=0))
        self.numbers = range(self._starts[-1]) if chosen is None else chosen
        self._tally: Counter[int] | None = None
        self._made: tuple[Finding, ...] | None = None

    def at(self, placed: Mapping[str, str]) -> FindingColumns:
        """Return the findings with files that are called otherwise in the repository."""
        return self._changed([path if path is None else placed.get(path, path) for path in self.placed], self.numbers)

    def only(self, kind: Callable[[FindingKind], bool], path: Callable[[str | None], bool]) -> FindingColumns:
        """Return the findings of some kinds in some files."""
        kinds = {number for number in self.tally() if kind(self.kinds[number])}
        paths = {number for number in self.files_tally() if path(self.placed[number])}
        chosen = choose(choose(self.numbers, self.kind_numbers, kinds), self.path_numbers, paths)
        return self._changed(self.placed, chosen)

    def _changed(self, placed: Sequence[str | None], chosen: Sequence[int]) -> FindingColumns:
        other = copy(self)
        other.placed, other.numbers, other._tally, other._made = placed, chosen, None, None  # noqa: SLF001  # one of us
        return other

    def files(self) -> frozenset[str]:
        """Return the paths of all files that have a finding."""
        named = (self.placed[number] for number in self.files_tally())
        return frozenset(path for path in named if path is not None)

    def tally(self) -> Counter[int]:
        """Return how many findings there are of the kind with each number."""
        self._tally = self._tally or self._tallied(self.kind_numbers)
        return self._tally

    def files_tally(self) -> Counter[int]:
        """Return how many findings there are in the file with each number."""
        return self._tallied(self.path_numbers)

    def _tallied(self, numbers: list[int]) -> Counter[int]:
        whole = len(self.numbers) == len(numbers)
        return Counter(numbers if whole else [numbers[number] for number in self.numbers])

    def in_force(self) -> tuple[dict[Level, int], int]:
        """Return how many findings of each level are not suppressed, and the number of their files."""
        levels = dict.fromkeys(Level, 0)
        for number, count in self.tally().items():
            kind = self.kinds[number]
            levels[kind.level] += 0 if kind.suppressed else count
        whole = sum(levels.values()) == len(self)
        rest = self if whole else self.only(lambda kind: not kind.suppressed, lambda _: True)
        return levels, len(rest.files())

    def rows(self, numbers: Iterable[int]) -> Iterator[FindingRow]:
        """Yield what there is of each of these findings; who asks in order is answered faster."""
        start = end = 0
        messages: list[str] = []
        marks: list[str] = []
        places: bytes | list[list[int | None]] = b""
        for number in numbers:
            if not start <= number < end:
                index = bisect_right(self._starts, number) - 1
                batch, start, end = self.batches[index], self._starts[index], self._starts[index + 1]
                several, places = 0, batch.places
            at = number - start
            several += 1
            if several == _SEVERAL:
                messages, marks, places = batch.messages.apart(), batch.marks.apart(), _places(batch.places)
            single = several < _SEVERAL
            yield FindingRow(
                self.kinds[self.kind_numbers[number]],
                self.paths[self.path_numbers[number]],
                batch.messages.one(at) if single else messages[at],
                batch.marks.one(at) if single else marks[at],
                places,
                at,
            )

    def some(self, numbers: Sequence[int]) -> list[Finding]:
        """Return these findings."""
        rows = list(self.rows(numbers))
        identities = self.scheme.identities(self, numbers, rows)
        return [
            self._finding(row, self.placed[self.path_numbers[number]], identity)
            for row, number, identity in zip(rows, numbers, identities, strict=True)
        ]

    def _finding(self, row: FindingRow, path: str | None, identity: str) -> Finding:
        kind = row.kind
        return Finding(
            kind.rule_id,
            kind.level,
            row.message,
            None if path is None else self.scheme.location(path, row),
            kind.severity,
            kind.native,
            identity,
            kind.suppressed,
            kind.baseline_state,
            kind.tags,
        )

    def _all(self) -> tuple[Finding, ...]:
        if self._made is None:
            self._made = tuple(self.some(self.numbers))
        return self._made

    def __len__(self) -> int:
        """Return how many findings there are."""
        return len(self.numbers)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        """Return one finding, or several."""
        return self._all()[index]

    def __iter__(self) -> Iterator[Finding]:
        """Yield the findings in the order of the report."""
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        """Tell whether these are the same findings in the same order."""
        return self._all() == tuple(other) if isinstance(other, tuple | FindingColumns) else NotImplemented

    def __hash__(self) -> int:
        """Return the hash of the tuple that this is equal to."""
        return hash(self._all())


def choose(numbers: Sequence[int], column: Sequence[int], wanted: Container[int]) -> list[int]:
    """Return the findings that have one of the wanted numbers in a column."""
    mine = column if len(numbers) == len(column) else [column[number] for number in numbers]
    return list(compress(numbers, map(wanted.__contains__, mine)))

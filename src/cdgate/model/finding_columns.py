"""The findings of large reports, which are columns until somebody looks at one."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import Protocol, overload

import msgspec

from cdgate.model.finding import Finding
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location

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
    place: Sequence[int]


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
        self._made: tuple[Finding, ...] | None = None

    def at(self, placed: Mapping[str, str]) -> FindingColumns:
        """Return the findings with files that are called otherwise in the repository."""
        paths = [path if path is None else placed.get(path, path) for path in self.placed]
        return FindingColumns(self.scheme, self.kinds, self.paths, self.batches, placed=paths, chosen=self.numbers)

    def only(self, kind: Callable[[FindingKind], bool], path: Callable[[str | None], bool]) -> FindingColumns:
        """Return the findings of some kinds in some files."""
        kinds = {number for number in self.tally() if kind(self.kinds[number])}
        paths = {number for number in self.files_tally() if path(self.placed[number])}
        kind_of, path_of = self.kind_numbers, self.path_numbers
        chosen = [number for number in self.numbers if kind_of[number] in kinds and path_of[number] in paths]
        return FindingColumns(self.scheme, self.kinds, self.paths, self.batches, placed=self.placed, chosen=chosen)

    def files(self) -> frozenset[str]:
        """Return the paths of all files that have a finding."""
        named = (self.placed[number] for number in self.files_tally())
        return frozenset(path for path in named if path is not None)

    def tally(self) -> Counter[int]:
        """Return how many findings there are of the kind with each number."""
        return self._tallied(self.kind_numbers)

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
        places: list[list[int | None]] = []
        for number in numbers:
            if not start <= number < end:
                index = bisect_right(self._starts, number) - 1
                batch, start, end = self.batches[index], self._starts[index], self._starts[index + 1]
                messages, marks = batch.messages.apart(), batch.marks.apart()
                places = _places(batch.places)
            at = number - start
            yield FindingRow(
                self.kinds[self.kind_numbers[number]],
                self.paths[self.path_numbers[number]],
                messages[at],
                marks[at],
                [place or 0 for place in places[at]],
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

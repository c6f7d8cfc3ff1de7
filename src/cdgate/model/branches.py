"""Branches by line, in a few sets of lines: a report has hundreds of thousands of lines that branch, in few ways."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView

Pair = tuple[int, int]


class LineBranches(Mapping[int, Pair]):
    """Maps a line to (covered, total) branches, like a dict, in ascending order; `sets` has the lines of each pair as bits.

    No line may be in two sets.
    """

    __slots__ = ("_sets",)

    def __init__(self, sets: Mapping[Pair, int]) -> None:
        self._sets = sets

    def __getitem__(self, line: int) -> Pair:
        if line >= 0:
            for pair, bits in self._sets.items():
                if bits >> line & 1:
                    return pair
        raise KeyError(line)

    def __iter__(self) -> Iterator[int]:
        return iter(self._plain())

    def __len__(self) -> int:
        return sum(bits.bit_count() for bits in self._sets.values())

    def __repr__(self) -> str:
        return f"LineBranches({self._plain()})"

    def keys(self) -> KeysView[int]:
        """Return the lines."""
        return self._plain().keys()

    def items(self) -> ItemsView[int, Pair]:
        """Return lines and pairs."""
        return self._plain().items()

    def values(self) -> ValuesView[Pair]:
        """Return the pair of each line."""
        return self._plain().values()

    def totals(self) -> Pair:
        """Return the sums of covered and of all branches."""
        covered = total = 0
        for pair, bits in self._sets.items():
            count = bits.bit_count()
            covered += pair[0] * count
            total += pair[1] * count
        return covered, total

    def _plain(self) -> dict[int, Pair]:
        return dict(sorted((line, pair) for pair, bits in self._sets.items() for line in lines_of(bits)))


def lines_of(bits: int) -> list[int]:
    """Return the numbers of the bits that are set, in ascending order."""
    return [number for number, digit in enumerate(f"{bits:b}"[::-1]) if digit == "1"]


def branch_totals(branches: Mapping[int, Pair]) -> Pair:
    """Return the sums of covered and of all branches."""
    if isinstance(branches, LineBranches):
        return branches.totals()
    pairs = branches.values()
    return sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)

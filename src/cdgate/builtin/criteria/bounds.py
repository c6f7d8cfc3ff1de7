"""Limits with a direction: what a number must be to satisfy a criterion."""

from __future__ import annotations

import enum
import math
from fractions import Fraction
from typing import assert_never

import msgspec

from cdgate.model.quantity import Limit


class Comparison(enum.Enum):
    """How a value is held against a limit: the key in a policy."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUALS = "equals"
    BELOW = "below"
    ABOVE = "above"

    @property
    def sign(self) -> str:
        """The mathematical sign."""
        return _SIGNS[self]


_SIGNS = {
    Comparison.AT_LEAST: "≥",
    Comparison.AT_MOST: "≤",
    Comparison.EQUALS: "=",
    Comparison.BELOW: "<",
    Comparison.ABOVE: ">",
}
LOWER_BOUNDS = frozenset({Comparison.AT_LEAST, Comparison.ABOVE})
UPPER_BOUNDS = frozenset({Comparison.AT_MOST, Comparison.BELOW})
SIDES = {"not_below": Comparison.AT_LEAST, "not_above": Comparison.AT_MOST}  # of what the metric was before


class MovedLimit(msgspec.Struct, frozen=True):
    """A limit that no policy writes: the floor, moved by the tolerance."""

    exact: Fraction
    words: str

    def __str__(self) -> str:
        return self.words


class Bound(msgspec.Struct, frozen=True):
    """One comparison with one limit; exact."""

    comparison: Comparison
    limit: Limit | MovedLimit

    def holds(self, value: Fraction) -> bool:
        """Tell whether the value satisfies the bound."""
        limit = self.limit.exact
        match self.comparison:
            case Comparison.AT_LEAST:
                return value >= limit
            case Comparison.AT_MOST:
                return value <= limit
            case Comparison.EQUALS:
                return value == limit
            case Comparison.BELOW:
                return value < limit
            case Comparison.ABOVE:
                return value > limit
            case _:
                assert_never(self.comparison)

    def margin(self, value: Fraction) -> Fraction:
        """Return how far the value is on the good side of the limit; negative on the bad side."""
        distance = value - self.limit.exact
        if self.comparison in LOWER_BOUNDS:
            return distance
        return -distance if self.comparison in UPPER_BOUNDS else -abs(distance)

    def wants_more(self, value: Fraction) -> bool:
        """Tell, for a value that does not satisfy the bound, whether it is too low."""
        return self.comparison in LOWER_BOUNDS or (self.comparison is Comparison.EQUALS and value < self.limit.exact)

    def nearest_whole(self, whole: int) -> int:
        """Return, of the integers n for which n / whole satisfies the bound, the one closest to violating it."""
        edge = self.limit.exact * whole
        match self.comparison:
            case Comparison.AT_LEAST:
                return math.ceil(edge)
            case Comparison.ABOVE:
                return math.floor(edge) + 1
            case Comparison.BELOW:
                return math.ceil(edge) - 1
            case Comparison.AT_MOST | Comparison.EQUALS:
                return math.floor(edge)
            case _:
                assert_never(self.comparison)

    def __str__(self) -> str:
        return f"{self.comparison.sign} {self.limit}"


def all_hold(bounds: tuple[Bound, ...], value: Fraction) -> bool:
    """Tell whether the value satisfies every bound."""
    return all(bound.holds(value) for bound in bounds)


def written(bounds: tuple[Bound, ...]) -> str:
    """Return the bounds for people: `≥ 75 %, < 90 %`."""
    return ", ".join(str(bound) for bound in bounds)

"""Exact numbers with their units, and how they read."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import msgspec

from cdgate.errors import UsageError
from cdgate.message import text
from cdgate.pattern import lazily

_LIMIT = lazily(r"(?P<number>[+-]?[0-9]{1,12}(?:\.[0-9]{1,9})?)\s*(?P<unit>%|[a-z]+)?", re.ASCII)

LONGEST = 40  # characters of a wrong number that are shown
MOST_DIGITS = 40  # more than counts of 64 bits against limits of 9 decimals ever need
RATIO, COUNT, DURATION, POINTS = "%", "", "s", "pp"

# unit as written -> (unit of the metric it measures, its size in that metric's own terms)
UNITS: dict[str, tuple[str, Fraction]] = {
    "": (COUNT, Fraction(1)),
    "%": (RATIO, Fraction(1, 100)),
    "pp": (POINTS, Fraction(1, 100)),
    "ms": (DURATION, Fraction(1, 1000)),
    "s": (DURATION, Fraction(1)),
    "min": (DURATION, Fraction(60)),
    "h": (DURATION, Fraction(3600)),
    "d": (DURATION, Fraction(86400)),
}


class Count(msgspec.Struct, frozen=True, tag="count"):
    """A whole number of things."""

    value: int

    @property
    def exact(self) -> Fraction:
        """The value as a fraction."""
        return Fraction(self.value)


class Ratio(msgspec.Struct, frozen=True, tag="ratio"):
    """Part of a whole, kept as the two integers; `whole` is above 0."""

    part: int
    whole: int

    @property
    def exact(self) -> Fraction:
        """The value as a fraction of 1."""
        return Fraction(self.part, self.whole)


class Amount(msgspec.Struct, frozen=True, tag="amount"):
    """A decimal number in the base unit of its dimension (durations: seconds)."""

    value: Decimal
    unit: str

    @property
    def exact(self) -> Fraction:
        """The value as a fraction, in the base unit."""
        return Fraction(self.value)


Quantity = Count | Ratio | Amount


class Limit(msgspec.Struct, frozen=True):
    """A number that a policy writes: decimal text exactly as written, and its unit (`80 %`, `10 min`, `3`)."""

    value: Decimal
    unit: str

    @property
    def exact(self) -> Fraction:
        """The limit in the terms of the metric: a share of 1, a count, or seconds."""
        return Fraction(self.value) * UNITS[self.unit][1]

    @property
    def dimension(self) -> str:
        """The unit of the metrics that this limit can be compared with."""
        return UNITS[self.unit][0]

    def __str__(self) -> str:
        return f"{self.value:f} {self.unit}".rstrip()


def parse_limit(written: str) -> Limit:
    """Return the limit that `written` says. Raises UsageError (slug `bad-number`), which callers re-raise with a place."""
    match = _LIMIT.fullmatch(written.strip())
    if match is None or (match["unit"] or "") not in UNITS:
        known = ", ".join(unit for unit in UNITS if unit)
        raise UsageError(
            "bad-number",
            text("{written} is not a number with a unit", written=repr(written[:LONGEST])),
            hint=text("write digits and, where the metric has one, a unit: {known}", known=known),
        )
    return Limit(Decimal(match["number"]), match["unit"] or "")


def readable(quantity: Quantity, *, unit: str, near: Fraction | None = None) -> str:
    """Return `quantity` for people, with digits enough that it never reads as `near` when it is not.

    Digits are cut, not rounded, so 799,999 of 1,000,000 reads 79.99 % beside a limit of 80 %, and 80.0001 % beside it in full.
    """
    value = quantity.exact
    match unit:
        case "%" | "pp":
            return f"{_cut(value * 100, None if near is None else near * 100, digits=2)} {unit}"
        case "s":
            size, name = _duration_unit(value)
            return f"{_cut(value / size, None if near is None else near / size, digits=1)} {name}"
        case _:
            return f"{_cut(value, near, digits=0)} {unit}".rstrip()


def _duration_unit(value: Fraction) -> tuple[Fraction, str]:
    for name in ("d", "h", "min"):
        size = UNITS[name][1]
        if abs(value) >= 2 * size:
            return size, name
    return (Fraction(1), "s") if abs(value) >= 1 or value == 0 else (UNITS["ms"][1], "ms")


def _cut(value: Fraction, near: Fraction | None, *, digits: int) -> str:
    """Cut `value` toward zero at `digits` decimals, or at as many more as it takes to differ from `near`."""
    while digits < MOST_DIGITS:
        scaled = int(value * 10**digits)
        shown = Fraction(scaled, 10**digits)
        if value == shown or near is None:
            break
        if near not in (value, shown) and (shown < near) == (value < near):
            break
        digits += 1
    scaled = int(value * 10**digits)
    whole = f"{abs(scaled):0{digits + 1}d}"
    number = whole if digits == 0 else f"{whole[:-digits]}.{whole[-digits:]}".rstrip("0").rstrip(".")
    return f"-{number}" if scaled < 0 else number

"""The value that a metric had before: what it is held against, and how it is written."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import msgspec

from cdgate.model.quantity import Amount, Count, Quantity, Ratio
from cdgate.pattern import lazily

_COUNT = lazily(r"-?[0-9]{1,19}", re.ASCII)
_RATIO = lazily(r"(?P<part>[0-9]{1,19})/(?P<whole>[1-9][0-9]{0,18})", re.ASCII)
_AMOUNT = lazily(r"(?P<value>-?[0-9]{1,15}(?:\.[0-9]{1,9})?) (?P<unit>[a-z]+)", re.ASCII)


class Floor(msgspec.Struct, frozen=True, omit_defaults=True):
    """The value of one metric in one scope as it was, and where it comes from. `higher` tells which way is better."""

    quantity: Quantity
    higher: bool = True
    on: date | None = None
    commit: str = ""

    def better_than(self, other: Floor) -> bool:
        """Tell whether this floor asks for more than the other."""
        mine, theirs = self.quantity.exact, other.quantity.exact
        return mine > theirs if self.higher else mine < theirs


def written_quantity(quantity: Quantity) -> str:
    """Return the exact quantity as a baseline writes it: `12`, `812/1000`, `1.5 s`."""
    match quantity:
        case Count(value):
            return str(value)
        case Ratio(part, whole):
            return f"{part}/{whole}"
        case Amount(value, unit):
            return f"{value:f} {unit}"


def read_quantity(written: str) -> Quantity | None:
    """Return the quantity that `written_quantity` wrote, or None where it wrote no such thing."""
    if _COUNT.fullmatch(written):
        return Count(int(written))
    ratio = _RATIO.fullmatch(written)
    if ratio is not None:
        return Ratio(int(ratio["part"]), int(ratio["whole"]))
    amount = _AMOUNT.fullmatch(written)
    return None if amount is None else Amount(Decimal(amount["value"]), amount["unit"])


def better(one: Floor, other: Floor) -> Floor:
    """Return the floor that asks for more; of equal ones the older, else the one that sorts first: order is no matter."""
    if one.better_than(other) or other.better_than(one):
        return one if one.better_than(other) else other
    return min(one, other, key=lambda floor: (str(floor.on or ""), floor.commit, written_quantity(floor.quantity)))

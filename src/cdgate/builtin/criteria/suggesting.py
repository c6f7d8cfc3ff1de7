"""What would be enough: how many lines to cover, findings to fix, tests to repair; computed exactly."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import assert_never

from cdgate.builtin.criteria.bounds import Bound
from cdgate.extension import Better
from cdgate.message import Text, text
from cdgate.model.quantity import Amount, Count, Quantity, Ratio, readable

# metric -> the wording for one step, and for several
STEPS: Mapping[str, tuple[Text, Text]] = {
    "coverage.line": (text("cover 1 more line"), text("cover {count} more lines")),
    "coverage.branch": (text("take 1 more branch"), text("take {count} more branches")),
    "coverage.file_count": (text("measure 1 more file"), text("measure {count} more files")),
    "tests.total": (text("add 1 test"), text("add {count} tests")),
    "tests.executed": (text("execute 1 more test"), text("execute {count} more tests")),
    "tests.passed": (text("1 more test must pass"), text("{count} more tests must pass")),
    "tests.failed": (text("repair 1 test"), text("repair {count} tests")),
    "tests.errors": (text("repair 1 test"), text("repair {count} tests")),
    "tests.skipped": (text("execute 1 skipped test"), text("execute {count} skipped tests")),
    "tests.pass_rate": (text("repair 1 test"), text("repair {count} tests")),
    "tests.flaky": (text("make 1 flaky test reliable"), text("make {count} flaky tests reliable")),
    "tests.flaky_rate": (text("make 1 flaky test reliable"), text("make {count} flaky tests reliable")),
    "findings.count": (text("fix 1 finding"), text("fix {count} findings")),
    "findings.suppressed": (
        text("take back 1 suppression and fix its finding"),
        text("take back {count} suppressions and fix their findings"),
    ),
}


def suggestion(metric: str, better: Better, *, short: tuple[Quantity, ...], bounds: tuple[Bound, ...]) -> Text | None:
    """Return the least that makes every quantity satisfy the bounds; None where no number of steps can tell it."""
    amounts = [quantity for quantity in short if isinstance(quantity, Amount)]
    if amounts:
        return _faster(amounts, bounds) if better is Better.LOWER else None
    counted = (quantity for quantity in short if not isinstance(quantity, Amount))
    steps = [_steps(quantity, _strictest(quantity, bounds), better) for quantity in counted]
    if metric not in STEPS or None in steps:
        return None
    count = sum(step for step in steps if step is not None)
    one, many = STEPS[metric]
    return one if count == 1 else Text(many.id, {"count": count})


def _strictest(quantity: Quantity, bounds: tuple[Bound, ...]) -> Bound:
    """Return the violated bound that is furthest away."""
    violated = (bound for bound in bounds if not bound.holds(quantity.exact))
    return min(violated, key=lambda bound: bound.margin(quantity.exact))


def _steps(quantity: Count | Ratio, bound: Bound, better: Better) -> int | None:
    if bound.wants_more(quantity.exact) is not (better is Better.HIGHER):
        return None
    match quantity:
        case Count(value):
            wanted = bound.nearest_whole(1)
            return abs(wanted - value) if wanted >= 0 and bound.holds(Fraction(wanted)) else None
        case Ratio(part, whole):
            wanted = bound.nearest_whole(whole)
            reachable = 0 <= wanted <= whole and bound.holds(Fraction(wanted, whole))
            return abs(wanted - part) if reachable else None
        case _:
            assert_never(quantity)


def _faster(amounts: list[Amount], bounds: tuple[Bound, ...]) -> Text | None:
    if len(amounts) > 1:
        return None
    value = amounts[0].exact
    bound = _strictest(amounts[0], bounds)
    if bound.wants_more(value):
        return None
    excess = value - bound.limit.exact
    return text("save {time}", time=readable(Ratio(excess.numerator, excess.denominator), unit=amounts[0].unit))

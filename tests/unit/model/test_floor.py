from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cdgate.model.baseline import floor_key
from cdgate.model.floor import Floor, better, read_quantity, written_quantity
from cdgate.model.measurement import Condition, MetricRequest, Scope
from cdgate.model.quantity import Amount, Count, Quantity, Ratio


@pytest.mark.parametrize(
    "quantity", [Count(12), Ratio(812, 1000), Amount(Decimal("1.50"), "s"), Amount(Decimal(0), "s")]
)
def test_quantity_survives_writing(quantity: Quantity) -> None:
    assert read_quantity(written_quantity(quantity)) == quantity


@pytest.mark.parametrize("written", ["", "1.5", "1/0", "80 %", "1/2/3", "٣", "1e5", " 1"])
def test_what_is_no_exact_quantity_is_none(written: str) -> None:
    assert read_quantity(written) is None


LOW, HIGH = Floor(Ratio(1, 3)), Floor(Ratio(2, 3))
EARLY = Floor(Ratio(2, 4), on=date(2026, 1, 1))
LATE = Floor(Ratio(1, 2), on=date(2026, 2, 1))
FEW, MANY = Floor(Count(2), higher=False), Floor(Count(3), higher=False)


@pytest.mark.parametrize(
    ("one", "other", "best"),
    [
        pytest.param(LOW, HIGH, HIGH, id="higher"),
        pytest.param(FEW, MANY, FEW, id="lower"),
        pytest.param(EARLY, LATE, EARLY, id="equal, older"),
    ],
)
def test_better_floor_is_found_in_either_order(one: Floor, other: Floor, best: Floor) -> None:
    assert better(one, other) == better(other, one) == best


def test_key_tells_everything_that_narrows_in_one_order() -> None:
    request = MetricRequest(
        "findings.count",
        roles=("b", "a"),
        scope=Scope(paths=("src/**",), labels=(("suite", "unit"),), changed=True),
        where=(Condition("severity", ">=", ("high",)), Condition("level", "in", ("warning", "error"))),
        per="file",
    )
    assert floor_key(request, "x.py") == (
        "findings.count evidence=a evidence=b path=src/** label=suite:unit scope=changed level in error,warning "
        "severity >= high file=x.py"
    )
    assert floor_key(MetricRequest("coverage.line")) == "coverage.line"

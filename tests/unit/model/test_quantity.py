from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from cdgate.errors import UsageError
from cdgate.model.quantity import Amount, Count, Limit, Quantity, Ratio, parse_limit, readable


@pytest.mark.parametrize(
    ("written", "value", "unit", "dimension", "exact"),
    [
        ("80 %", "80", "%", "%", Fraction(4, 5)),
        ("80%", "80", "%", "%", Fraction(4, 5)),
        (" 99.995 % ", "99.995", "%", "%", Fraction(99995, 100000)),
        ("3", "3", "", "", Fraction(3)),
        ("+3", "3", "", "", Fraction(3)),
        ("-0.1 pp", "-0.1", "pp", "pp", Fraction(-1, 1000)),
        ("10 min", "10", "min", "s", Fraction(600)),
        ("5.5 d", "5.5", "d", "s", Fraction(475200)),
        ("2 h", "2", "h", "s", Fraction(7200)),
        ("250 ms", "250", "ms", "s", Fraction(1, 4)),
        ("999999999999.999999999", "999999999999.999999999", "", "", Fraction(Decimal("999999999999.999999999"))),
    ],
)
def test_limit_is_parsed_exactly(written: str, value: str, unit: str, dimension: str, exact: Fraction) -> None:
    limit = parse_limit(written)
    assert limit == Limit(Decimal(value), unit)
    assert (limit.dimension, limit.exact) == (dimension, exact)


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ",
        "%",
        "eighty",
        "1e3",
        "0x10",
        "1_000",
        "1,5",
        "80 % %",
        "80 percent",
        "5 m",
        "٨٠ %",
        "nan",
        "inf",
        ".5",
        "5.",
        "1234567890123",
        "1.0123456789",
        "80 %\n\n80 %",
    ],
)
def test_anything_else_is_no_limit(written: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_limit(written)
    assert caught.value.slug == "bad-number"


def test_complaint_about_a_long_number_is_short() -> None:
    with pytest.raises(UsageError) as caught:
        parse_limit("9" * 1_000_000)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("limit", "read"),
    [
        ("80 %", "80 %"),
        ("75.0%", "75.0 %"),
        ("3", "3"),
        ("0.000000001 pp", "0.000000001 pp"),
        ("100000000000", "100000000000"),
    ],
)
def test_limit_reads_as_written(limit: str, read: str) -> None:
    assert str(parse_limit(limit)) == read


@pytest.mark.parametrize(
    ("quantity", "unit", "near", "read"),
    [
        (Ratio(8, 10), "%", None, "80 %"),
        (Ratio(1, 3), "%", None, "33.33 %"),
        (Ratio(2, 3), "%", None, "66.66 %"),
        (Ratio(0, 7), "%", None, "0 %"),
        (Ratio(799_999, 1_000_000), "%", "80 %", "79.99 %"),
        (Ratio(800_001, 1_000_000), "%", "80 %", "80.0001 %"),
        (Ratio(799_999, 1_000_000), "%", "79.99 %", "79.999 %"),
        (Ratio(79_999, 100_000), "%", "79.999 %", "79.999 %"),
        (Ratio(19_999, 20_000), "%", "100 %", "99.99 %"),
        (Ratio(10**15 + 1, 2 * 10**15), "%", "50 %", "50.00000000000005 %"),
        (Ratio(2**63, 2**64 + 1), "%", "50 %", "49.99 %"),
        (Amount(Decimal("-0.0015"), "pp"), "pp", None, "-0.15 pp"),
        (Count(12), "", "12", "12"),
        (Count(-3), "", None, "-3"),
        (Amount(Decimal(0), "s"), "s", None, "0 s"),
        (Amount(Decimal("0.25"), "s"), "s", None, "250 ms"),
        (Amount(Decimal("1.55"), "s"), "s", None, "1.5 s"),
        (Amount(Decimal(119), "s"), "s", None, "119 s"),
        (Amount(Decimal(150), "s"), "s", None, "2.5 min"),
        (Amount(Decimal("600.01"), "s"), "s", "10 min", "10.0001 min"),
        (Amount(Decimal(9000), "s"), "s", None, "2.5 h"),
        (Amount(Decimal(475200), "s"), "s", None, "5.5 d"),
        (Amount(Decimal(-475200), "s"), "s", None, "-5.5 d"),
        (Amount(Decimal(7), "files"), "files", None, "7 files"),
    ],
)
def test_quantity_reads_with_digits_enough(quantity: Quantity, unit: str, near: str | None, read: str) -> None:
    limit = None if near is None else parse_limit(near).exact
    assert readable(quantity, unit=unit, near=limit) == read


def test_difference_beyond_all_digits_ends() -> None:
    assert readable(Ratio(5 * 10**60 + 1, 10**61), unit="%", near=Fraction(1, 2)) == "50 %"

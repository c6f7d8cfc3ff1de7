from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cdgate.errors import EvidenceError
from cdgate.parsing.text import milliseconds, natural, timestamp


@pytest.mark.parametrize(("written", "number"), [("0", 0), ("007", 7), ("9" * 18, 10**18 - 1)])
def test_digits_are_a_count(written: str, number: int) -> None:
    assert natural(written) == number


@pytest.mark.parametrize(
    "written",
    ["", " 4", "4\n", "-1", "+1", "1_0", "4.0", "1e9", "0x4", "NaN", "four", "\u0664", "\uff14", "\u00b2", "9" * 19],
    ids=ascii,
)
def test_anything_else_is_no_count(written: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        natural(written)
    assert caught.value.slug == "bad-number"


def test_long_rubbish_is_cut_in_the_message() -> None:
    with pytest.raises(EvidenceError) as caught:
        natural("x" * 10_000)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1.5", 1500),
        ("0.0009", 0),
        ("7", 7000),
        (".5", 500),
        ("5.", 5000),
        ("1,234.56", 1_234_560),
        ("1,234,567.8", 1_234_567_800),
        ("0,288", 288),
        ("1,051", 1051),
        ("3.2e-02", 32),
        ("1E2", 100_000),
        ("1e300", 0),
        ("9999999999999.1", 0),
        ("-0.001", 0),
        ("NaN", 0),
        ("", 0),
        (" 1", 0),
        ("1.\u00b2", 0),
        ("soon", 0),
    ],
)
def test_seconds_become_whole_milliseconds_or_nothing(written: str, expected: int) -> None:
    assert milliseconds(written) == expected


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-01-02T03:04:05", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-01-02T03:04:05Z", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
        ("2026-01-02T05:04:05.678+02:00", datetime(2026, 1, 2, 3, 4, 5, 678_000, tzinfo=UTC)),
        (" 2026-01-02 ", datetime(2026, 1, 2, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("2026-13-45T99:99:99", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_iso_text_is_a_moment_in_utc_unless_it_says_otherwise(written: str, moment: datetime | None) -> None:
    assert timestamp(written) == moment

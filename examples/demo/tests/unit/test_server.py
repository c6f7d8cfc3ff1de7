from __future__ import annotations

from typing import Any

import pytest

from ledger.book import RefusedError
from ledger.server import _cents, _text


@pytest.mark.parametrize("body", [{}, {"name": None}, {"name": 3}])
def test_what_is_not_a_text_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match="name is not a text"):
        _text(body, "name")


def test_amount_left_out_takes_its_default() -> None:
    assert _cents({}, "overdraft", 0) == 0


@pytest.mark.parametrize("body", [{}, {"amount": "5"}, {"amount": 1.5}])
def test_what_is_not_whole_cents_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match="whole number of cents"):
        _cents(body, "amount")

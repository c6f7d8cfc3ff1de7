from __future__ import annotations

import pytest

from cdgate.builtin.readers.claims import Claim, count_claim, rate_claim, weigh


@pytest.mark.parametrize(
    "written", ["", "NaN", "-0.5", "1.5", "95", "95%", "0,95", "1e0", "٠.٩", "0." + "9" * 4000, "high"]
)
def test_what_is_no_rate_claims_nothing(written: str) -> None:
    assert rate_claim(written) is None


@pytest.mark.parametrize("written", ["0", "1", "1.0", "0.8301000000000001"])
def test_rate_is_a_claim_in_its_own_words(written: str) -> None:
    claim = rate_claim(written)
    assert claim is not None
    assert claim.words == written


@pytest.mark.parametrize(
    ("claim", "notes", "short"),
    [
        pytest.param(count_claim(9, 10), 0, False, id="the same"),
        pytest.param(count_claim(895, 1000), 0, False, id="rounded"),
        pytest.param(count_claim(10, 10), 1, False, id="better: the lines decide"),
        pytest.param(count_claim(7, 10), 1, False, id="a fifth worse: template instances counted singly"),
        pytest.param(count_claim(69, 100), 0, True, id="more than a fifth worse"),
        pytest.param(count_claim(11, 10), 0, True, id="impossible"),
        pytest.param(count_claim(0, 0), 0, False, id="nothing of nothing says nothing"),
    ],
)
def test_claim_beside_nine_of_ten_lines(claim: Claim, notes: int, short: bool) -> None:  # noqa: FBT001  # a column
    told, shortfall = weigh((claim,), 9, 10)
    assert len(told) == notes
    assert (shortfall is not None) is short


def test_claim_beside_no_lines_says_nothing() -> None:
    assert weigh((count_claim(5, 10),), 0, 0) == ((), None)


def test_two_claims_that_differ_are_noted_once() -> None:
    notes, shortfall = weigh((count_claim(8, 10), count_claim(8, 10)), 9, 10)
    assert len(notes) == 1
    assert shortfall is None

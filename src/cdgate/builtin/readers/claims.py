"""Totals that a coverage report claims, held against the lines that it lists: a claim may only make it worse."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from cdgate.message import Text, text
from cdgate.pattern import lazily

# Honest writers count a line once per template instance or method: the widest gap seen in their reports is 19 points.
TOLERANCE = Fraction(1, 5)
# Rates are written with two digits or more.
ROUNDING = Fraction(1, 100)

_RATE = lazily(r"[0-9]{1,3}(?:\.[0-9]{1,40})?")


class Claim(msgspec.Struct, frozen=True):
    """A total that a report claims beside its lines: covered of coverable, and the words it says it with."""

    covered: int
    coverable: int
    words: str


def count_claim(covered: int, coverable: int) -> Claim:
    """Return the claim of two counts."""
    return Claim(covered, coverable, f"{covered}/{coverable}")


def rate_claim(written: str) -> Claim | None:
    """Return the claim of a rate from 0 to 1; None for what is no such rate (percentages, NaN): it claims nothing."""
    if _RATE.fullmatch(written) is None:
        return None
    rate = Fraction(written)
    return Claim(rate.numerator, rate.denominator, written) if rate <= 1 else None


def weigh(claims: Sequence[Claim], covered: int, coverable: int) -> tuple[tuple[Text, ...], Text | None]:
    """Return (notes, shortfall) for claims beside the totals of the lines.

    A claim that is far worse than the lines, or impossible, means that lines are missing or made up: shortfall.
    Small differences and better claims are noted, once; the lines decide.
    """
    notes: list[Text] = []
    for claim in claims:
        if claim.covered > claim.coverable:
            return (), text("the report claims that {claim} lines are covered, which cannot be", claim=claim.words)
        if not coverable or not claim.coverable:
            continue
        gap = Fraction(covered, coverable) - Fraction(claim.covered, claim.coverable)
        said = {"claim": claim.words, "lines": f"{covered}/{coverable}"}
        if gap > TOLERANCE:
            return (), text("the report claims far less ({claim}) than the lines it lists ({lines})", **said)
        if abs(gap) > ROUNDING:
            notes.append(text("the report claims {claim}; the lines it lists say {lines}, and they count", **said))
    return tuple(notes[:1]), None


def without_lines() -> Text:
    """Return why a report that lists nothing to cover cannot be judged."""
    return text("the report lists no line that could be covered")


def without_names(count: int) -> Text:
    """Return why a report with nameless files cannot be judged."""
    return text("{count} entries name no file, so nobody can say what their coverage belongs to", count=count)

"""What a rule sees of one role: its evidence, or why there is none."""

from __future__ import annotations

from typing import Any

from cdgate.builtin.criteria.combining import joined
from cdgate.message import Text, text
from cdgate.model.measurement import Readings

SHORTEST = 7  # git abbreviates a commit to no fewer digits


def evidence_of(readings: Readings, role: str) -> tuple[Any, ...]:
    """Return the evidence values of the role, in order."""
    return tuple(item.evidence for item in readings.evidence.items if item.role == role)


def why_not(readings: Readings, role: str) -> Text | None:
    """Return why the evidence of the role cannot be relied on (absent, broken, nothing in it), None where it can."""
    reasons = [gap.reason for gap in readings.evidence.gaps if gap.role == role]
    held = evidence_of(readings, role)
    reasons += [one.shortfall for one in held if one.shortfall is not None]
    if reasons:
        return joined(reasons)
    return None if held else text("there is no evidence for {role}", role=role)


def same_commit(one: str, other: str) -> bool:
    """Tell whether two commit ids name the same commit; either may be abbreviated."""
    first, second = sorted((one.lower(), other.lower()), key=len)
    return len(first) >= SHORTEST and second.startswith(first)

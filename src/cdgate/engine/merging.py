"""From two baselines to one, as git merges them: each side's changes are kept, and the better floor wins. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from cdgate.model.baseline import Baseline, KnownFinding
from cdgate.model.floor import Floor, better

T = TypeVar("T")
Tests = Mapping[str, frozenset[bytes]]


def merged(base: Baseline, ours: Baseline, theirs: Baseline) -> Baseline:
    """Return what both sides made of `base`.

    A floor that both sides changed is the better of the two; one that a single side changed (raised it, or lowered it
    with `--allow-lower`) is that side's. Findings and tests that one side added or dropped are added or dropped.
    """
    keys = base.floors.keys() | ours.floors.keys() | theirs.floors.keys()
    floors = {key: _floor(base.floors.get(key), ours.floors.get(key), theirs.floors.get(key)) for key in sorted(keys)}
    findings = [_by_identity(one) for one in (base, ours, theirs)]
    kept = _set(*(frozenset(one) for one in findings))
    roles = _set(base.finding_roles, ours.finding_roles, theirs.finding_roles)
    executed = _tests(base.executed, ours.executed, theirs.executed)
    failing = _tests(base.failing, ours.failing, theirs.failing)
    return Baseline(
        ours.source,
        {key: floor for key, floor in floors.items() if floor is not None},
        frozenset(roles),
        tuple({**findings[0], **findings[2], **findings[1]}[key] for key in sorted(kept) if key[0] in roles),
        executed,
        {role: tests & executed.get(role, frozenset()) for role, tests in failing.items()},
    )


def _floor(base: Floor | None, ours: Floor | None, theirs: Floor | None) -> Floor | None:
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    if ours is None or theirs is None:  # dropped here, changed there: what asks for more stays
        return ours or theirs
    return better(ours, theirs)


def _set(base: AbstractSet[T], ours: AbstractSet[T], theirs: AbstractSet[T]) -> AbstractSet[T]:
    """Return what both have, and what either added."""
    return (ours & theirs) | (ours - base) | (theirs - base)


def _tests(base: Tests, ours: Tests, theirs: Tests) -> dict[str, frozenset[bytes]]:
    roles = _set(base.keys(), ours.keys(), theirs.keys())
    nothing: frozenset[bytes] = frozenset()
    return {
        role: frozenset(_set(base.get(role, nothing), ours.get(role, nothing), theirs.get(role, nothing)))
        for role in sorted(roles)
    }


def _by_identity(baseline: Baseline) -> dict[tuple[str, str], KnownFinding]:
    return {(known.role, known.finding.identity): known for known in baseline.findings}

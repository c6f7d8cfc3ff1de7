"""Dated, signed exceptions: which apply, which have expired, which nobody needs. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from cdgate.engine.select import excluded, without
from cdgate.errors import PolicyError
from cdgate.message import text
from cdgate.model.change import ChangeReport
from cdgate.model.evidence import EvidenceSet, Item
from cdgate.model.policy import Policy, Quarantine, Waiver
from cdgate.model.verdict import CriterionResult, GateResult, Judgement, State


def apply_waivers(
    result: CriterionResult,
    waivers: tuple[Waiver, ...],
    as_of: date,
    evidence: EvidenceSet,
    judged: Callable[[EvidenceSet], Judgement],
) -> CriterionResult:
    """Return the result with the waivers in force on that day applied; a criterion that holds needs none.

    A waiver of findings or paths lets the rule judge again without them, so that everything else still counts. What a change
    does to files of a waived path counts as little as what reports say of them.
    """
    if result.state is State.MET:
        return result
    mine = [waiver for waiver in waivers if waiver.criterion == result.criterion and waiver.expires >= as_of]
    whole = [waiver for waiver in mine if not waiver.finding and not waiver.path]
    if whole:
        return msgspec.structs.replace(result, state=State.WAIVED, waiver=_longest(whole))
    if not mine:
        return result
    rest, count = _spared(evidence, mine)
    if not count:
        return result
    again = judged(rest)
    if again.state is State.MET:
        return msgspec.structs.replace(result, state=State.WAIVED, waiver=_longest(mine), waived_findings=count)
    return msgspec.structs.replace(
        result, state=again.state, judgement=again, waiver=_longest(mine), waived_findings=count
    )


def judged_at_all(result: CriterionResult) -> bool:
    """Tell whether something was judged: a waiver of single findings leaves the rest, one of a path may leave nothing."""
    return result.state is not State.WAIVED or (result.waiver is not None and bool(result.waiver.finding))


def expired_waivers(waivers: tuple[Waiver, ...], as_of: date) -> tuple[Waiver, ...]:
    """Return the waivers whose last day has passed: their criteria are in force again."""
    return tuple(waiver for waiver in waivers if waiver.expires < as_of)


def overlong_waivers(policy: Policy, as_of: date) -> tuple[PolicyError, ...]:
    """Return an error for each waiver or quarantine that reaches further from this day than `max_waiver` allows."""
    if policy.max_waiver_days is None:
        return ()
    last = as_of + timedelta(policy.max_waiver_days)
    dated: tuple[Waiver | Quarantine, ...] = (*policy.waivers, *policy.quarantine)
    return tuple(
        PolicyError(
            "waiver-too-long",
            text(
                "the exception holds until {expires}, longer than {days} days from {day}",
                expires=str(waiver.expires),
                days=policy.max_waiver_days,
                day=str(as_of),
            ),
            file=waiver.position.file,
            line=waiver.position.line,
            column=waiver.position.column,
            hint=text("shorten it to {last} at most, and look again by then", last=str(last)),
        )
        for waiver in dated
        if waiver.expires > last
    )


def unused_waivers(
    waivers: tuple[Waiver, ...], gates: tuple[GateResult, ...], evidence: EvidenceSet, as_of: date
) -> tuple[Waiver, ...]:
    """Return the waivers in force that changed no result of a judged criterion: they can be removed.

    Of several for one criterion that is each one that names no finding and no file that there is.
    """
    results = {result.criterion: result for gate in gates for result in gate.criteria}

    def unused(waiver: Waiver) -> bool:
        result = results.get(waiver.criterion)
        if result is None or waiver.expires < as_of:
            return False
        return result.waiver is None or (bool(waiver.finding or waiver.path) and not _spared(evidence, [waiver])[1])

    return tuple(waiver for waiver in waivers if unused(waiver))


def _spared(evidence: EvidenceSet, waivers: list[Waiver]) -> tuple[EvidenceSet, int]:
    """Return the evidence less what the waivers name, and how many findings or files that are."""
    rest, count = without(evidence, waivers)
    paths = tuple(waiver.path for waiver in waivers if waiver.path)
    items: list[Item] = []
    changed = 0
    for item in rest.items:
        part = item.evidence
        if paths and isinstance(part, ChangeReport):
            part = excluded(part, paths)
            changed += len(item.evidence.files) - len(part.files)
        items.append(Item(item.role, part, item.labels))
    return EvidenceSet(tuple(items), rest.gaps, rest.tree), count or changed


def _longest(waivers: list[Waiver]) -> Waiver:
    return max(waivers, key=lambda waiver: (waiver.expires, waiver.reason))

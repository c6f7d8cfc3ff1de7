"""A run record in the order in which a reader needs it: what fails first, the worst annotation first."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from cdgate.model.verdict import Annotation, CriterionResult, GateResult, Judgement, RunRecord, State, Verdict

_VERDICTS = (Verdict.FAIL, Verdict.WARN, Verdict.PASS)
_LEVELS = {"error": 0, "warning": 1, "note": 2}  # an unknown word counts as the worst


class Tally(msgspec.Struct, frozen=True):
    """How many criteria are in which state; `below_target` and `warned` are criteria that only warn."""

    total: int
    met: int
    unmet: int
    unknown: int
    waived: int
    warned: int
    below_target: int


def tally(record: RunRecord) -> Tally:
    """Return the counts over all gates; each criterion is counted once."""
    results = [result for gate in record.gates for result in gate.criteria]
    return Tally(
        total=len(results),
        met=sum(result.state is State.MET and not result.warns for result in results),
        unmet=sum(result.state is State.UNMET and not result.warns for result in results),
        unknown=sum(result.state is State.UNKNOWN and not result.warns for result in results),
        waived=sum(result.state is State.WAIVED for result in results),
        warned=sum(result.warns and result.state is not State.MET for result in results),
        below_target=sum(result.warns and result.state is State.MET for result in results),
    )


def ranked_gates(record: RunRecord) -> tuple[GateResult, ...]:
    """Return the gates, failed ones first, else in policy order."""
    return tuple(sorted(record.gates, key=lambda gate: _VERDICTS.index(gate.verdict)))


def ranked(results: Iterable[CriterionResult]) -> tuple[CriterionResult, ...]:
    """Return results: those that block first, then those that warn, then waived, then met."""
    return tuple(sorted(results, key=_rank))


def blocking(record: RunRecord) -> tuple[CriterionResult, ...]:
    """Return the results that make the verdict FAIL, UNMET before UNKNOWN."""
    return ranked(result for gate in ranked_gates(record) for result in gate.criteria if result.blocks)


def fails_alone(record: RunRecord) -> bool:
    """Tell whether the verdict is FAIL though no criterion blocks and nothing broke: all is waived, or none was judged."""
    return record.verdict is Verdict.FAIL and not record.problems and not blocking(record)


def warning(record: RunRecord) -> tuple[CriterionResult, ...]:
    """Return the results that warn."""
    return ranked(result for gate in ranked_gates(record) for result in gate.criteria if result.warns)


def excused(record: RunRecord) -> tuple[CriterionResult, ...]:
    """Return the results that hold by an exemption or a declaration, which people should know."""
    return tuple(
        result
        for gate in ranked_gates(record)
        for result in gate.criteria
        if result.state is State.MET and result.judgement.noteworthy and not result.warns
    )


def waived(record: RunRecord) -> tuple[CriterionResult, ...]:
    """Return the results of which a waiver took the whole or single findings."""
    return tuple(
        result
        for gate in ranked_gates(record)
        for result in gate.criteria
        if result.state is State.WAIVED or result.waived_findings
    )


def worst_first(annotations: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Return annotations by level, those with a place before those without, then by place."""
    return tuple(sorted(annotations, key=badness))


def badness(annotation: Annotation) -> tuple[int, bool, str, int, int]:
    """Return the key that sorts annotations, the worst first."""
    place = annotation.location
    level = _LEVELS.get(annotation.level, 0)
    if place is None:
        return level, True, "", 0, 0
    return level, False, place.path, place.line or 0, place.column or 0


def annotation_total(judgement: Judgement) -> int:
    """Return how many annotations there were before the record kept the worst of them."""
    return max(judgement.annotation_count, len(judgement.annotations))


def short_name(result: CriterionResult, gate: GateResult) -> str:
    """Return a criterion's name without the name of the gate under whose heading it stands."""
    return result.criterion.removeprefix(f"{gate.gate}.")


def _rank(result: CriterionResult) -> int:
    if result.blocks:
        return 0 if result.state is State.UNMET else 1
    if result.warns:
        return 2
    return 3 if result.state is State.WAIVED else 4

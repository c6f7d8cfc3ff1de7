"""The worst among very many findings in columns: only those are made that may be shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container

from cdgate.model.evidence import Finding
from cdgate.model.finding_columns import FindingColumns, choose
from cdgate.model.grade import LEVELS, SEVERITIES


def worst_in_columns(findings: FindingColumns, most: int, *, suppressed: bool) -> tuple[int, list[Finding]]:
    """Return how many findings there are, suppressed or in force, and some of them, among which are the worst `most`."""
    kinds = findings.kinds
    tally = {n: count for n, count in findings.tally().items() if kinds[n].suppressed is suppressed}
    numbers: list[int] = []
    for grade in sorted({_grade(findings, number) for number in tally}, reverse=True):
        if len(numbers) < most:
            alike = {number for number in tally if _grade(findings, number) == grade}
            numbers += _first(findings, alike, most - len(numbers))
    return sum(tally.values()), findings.some(sorted(numbers))


def _grade(findings: FindingColumns, number: int) -> tuple[int, int]:
    kind = findings.kinds[number]
    return LEVELS.index(kind.level), SEVERITIES.index(kind.severity)


def _first(findings: FindingColumns, kinds: Container[int], most: int) -> list[int]:
    """Return findings of these kinds; of more than `most` those in the first files."""
    numbers = choose(findings.numbers, findings.kind_numbers, kinds)
    if len(numbers) <= most:
        return numbers
    paths = findings.path_numbers
    counts = Counter([paths[number] for number in numbers])
    names = {number: findings.placed[number] or "" for number in counts}
    last, before = "", 0
    for number in sorted(counts, key=names.__getitem__):
        if before >= most:
            break
        last, before = names[number], before + counts[number]
    return choose(numbers, paths, {number for number, name in names.items() if name <= last})

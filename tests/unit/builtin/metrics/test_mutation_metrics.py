from __future__ import annotations

import pytest

from cdgate.builtin.metrics.mutations import MOST, mutation_metrics
from cdgate.model.evidence import EvidenceSet, Item
from cdgate.model.measurement import Measurement, Missing, Scope
from cdgate.model.mutation import FileMutants, MutationReport
from cdgate.model.quantity import Ratio
from cdgate.testing.samples import source

SCORE, STRENGTH = mutation_metrics()


def held(*reports: tuple[FileMutants, ...]) -> EvidenceSet:
    items = (Item("pit", MutationReport(source(f"{index}.xml"), files)) for index, files in enumerate(reports))
    return EvidenceSet(tuple(items))


def test_reports_are_added_up() -> None:
    evidence = held((FileMutants("A.java", 4, 2, 1),), (FileMutants("A.java", 4, 4), FileMutants("B.java", 2, 0, 2)))
    for metric, ratio, missed in ((SCORE, Ratio(6, 10), ["A.java", "B.java"]), (STRENGTH, Ratio(6, 7), ["A.java"])):
        answer = metric.measure(evidence, Scope())
        assert isinstance(answer, Measurement)
        assert answer.quantity == ratio
        assert [told.location.path for told in answer.contributors if told.location] == missed
        assert answer.contributor_count == len(missed)


def test_files_with_most_survivors_are_told_and_the_rest_counted() -> None:
    files = tuple(FileMutants(f"{index}.java", 1 + index, 0) for index in range(MOST + 5))
    answer = SCORE.measure(held(files), Scope())
    assert isinstance(answer, Measurement)
    assert answer.contributor_count == MOST + 5
    assert len(answer.contributors) == MOST
    assert str(answer.contributors[0].message) == f"{MOST + 5} of {MOST + 5} mutants survived"


@pytest.mark.parametrize(
    ("evidence", "scope", "reason"),
    [
        pytest.param(held(), Scope(), "no mutations evidence", id="no report"),
        pytest.param(held(()), Scope(), "no mutant", id="no mutant"),
        pytest.param(held((FileMutants("A", 1, 1),)), Scope(paths=("src/**",)), "all sources together", id="paths"),
        pytest.param(held((FileMutants("A", 1, 1),)), Scope(changed=True), "all sources together", id="change"),
    ],
)
def test_what_cannot_be_told_is_missing(evidence: EvidenceSet, scope: Scope, reason: str) -> None:
    answer = SCORE.measure(evidence, scope)
    assert isinstance(answer, Missing)
    assert reason in str(answer.reason)

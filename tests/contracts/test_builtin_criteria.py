"""Every built-in criterion kind, as the registry gives it out, against the contract of criterion kinds."""

from __future__ import annotations

from datetime import date
from typing import Any

from cdgate.message import text
from cdgate.model.evidence import Attestations, Claim, EvidenceSet, GateRecord, Item, Source
from cdgate.model.measurement import Measurement, MetricRequest, Missing, Reading, Readings
from cdgate.model.quantity import Quantity, Ratio
from cdgate.model.verdict import State
from cdgate.registry import load_registry
from cdgate.testing.contracts import CriterionKindContract, Judged
from cdgate.testing.samples import COMMIT, DIGEST, SampleVocabulary, readings, source

REGISTRY = load_registry("none")
KINDS = REGISTRY.criteria
VOCABULARY = SampleVocabulary(
    metrics=REGISTRY.metrics,
    roles={"unit": "coverage", "attestations": "attestations", "gate-records": "run-record"},
    gates=("build.exit", "testing.exit"),
    parse=KINDS["threshold"].parse,
)
LINES = MetricRequest("coverage.line")
BRANCHES = MetricRequest("coverage.branch")
LINES_80: dict[str, Any] = {"metric": "coverage.line", "at_least": "80 %"}
BRANCHES_50: dict[str, Any] = {"metric": "coverage.branch", "at_least": "50 %"}
WRONG: dict[str, Any] = {"metric": "coverage.lines", "at_least": "80 %"}


def answered(lines: Quantity | None, branches: Quantity | None = None) -> Readings:
    return readings({LINES: (reading(lines),), BRANCHES: (reading(branches),)})


def reading(quantity: Quantity | None) -> Reading:
    return Reading("", Missing(text("no evidence")) if quantity is None else Measurement(quantity))


def seen(role: str, evidence: object) -> Readings:
    return readings({}, evidence=EvidenceSet((Item(role, evidence),)))


class TestThreshold(CriterionKindContract):
    kind = KINDS["threshold"]
    vocabulary = VOCABULARY
    right = (LINES_80, {**LINES_80, "evidence": "unit", "target": "90 %", "per": "file", "scope": {"path": "src/**"}})
    wrong = ({}, WRONG, {"metric": "coverage.line"}, {**LINES_80, "at_least": "80 s"}, {**LINES_80, "evidence": "moon"})
    judged = (
        Judged(LINES_80, answered(Ratio(80, 100)), State.MET),
        Judged(LINES_80, answered(Ratio(799_999, 1_000_000)), State.UNMET),
    )


class TestGuarded(CriterionKindContract):
    kind = KINDS["guarded"]
    vocabulary = VOCABULARY
    right = ({**LINES_80, "unless": BRANCHES_50}, {**LINES_80, "only_if": BRANCHES_50})
    wrong = (LINES_80, {**LINES_80, "unless": WRONG}, {**WRONG, "unless": BRANCHES_50}, {**LINES_80, "unless": "never"})
    judged = (
        Judged({**LINES_80, "unless": BRANCHES_50}, answered(Ratio(1, 2), Ratio(1, 2)), State.MET),
        Judged({**LINES_80, "unless": BRANCHES_50}, answered(Ratio(1, 2), Ratio(1, 3)), State.UNMET),
        Judged({**LINES_80, "unless": BRANCHES_50}, answered(Ratio(1, 2)), State.UNMET),
        Judged({**LINES_80, "only_if": BRANCHES_50}, answered(Ratio(1, 2)), State.UNMET),
    )


class TestAllOf(CriterionKindContract):
    kind = KINDS["all_of"]
    vocabulary = VOCABULARY
    right = ({"all_of": [LINES_80, BRANCHES_50]},)
    wrong = ({}, {"all_of": []}, {"all_of": LINES_80}, {"all_of": [WRONG, BRANCHES_50]}, {"all_of": ["x"]})
    judged = (
        Judged(right[0], answered(Ratio(9, 10), Ratio(9, 10)), State.MET),
        Judged(right[0], answered(Ratio(9, 10)), State.UNKNOWN),
        Judged(right[0], answered(None, Ratio(1, 10)), State.UNMET),
    )


class TestAnyOf(CriterionKindContract):
    kind = KINDS["any_of"]
    vocabulary = VOCABULARY
    right = ({"any_of": [LINES_80, BRANCHES_50]},)
    wrong = ({}, {"any_of": []}, {"any_of": LINES_80}, {"any_of": [WRONG]}, {"any_of": [None]})
    judged = (
        Judged(right[0], answered(None, Ratio(9, 10)), State.MET),
        Judged(right[0], answered(None, Ratio(1, 10)), State.UNKNOWN),
        Judged(right[0], answered(Ratio(1, 10), Ratio(1, 10)), State.UNMET),
    )


class TestNot(CriterionKindContract):
    kind = KINDS["not"]
    vocabulary = VOCABULARY
    right = ({"not": LINES_80},)
    wrong = ({}, {"not": []}, {"not": WRONG})
    judged = (
        Judged(right[0], answered(Ratio(1, 10)), State.MET),
        Judged(right[0], answered(Ratio(9, 10)), State.UNMET),
        Judged(right[0], answered(None), State.UNKNOWN),
    )


class TestPresent(CriterionKindContract):
    kind = KINDS["present"]
    vocabulary = VOCABULARY
    right = ({"evidence": "unit"}, {"evidence": ["unit", "attestations"], "max_age": "30 d"})
    wrong = ({}, {"evidence": "moon"}, {"evidence": "unit", "max_age": "30 %"})
    judged = (
        Judged({"evidence": "unit"}, seen("unit", Attestations(source(), ())), State.MET),
        Judged({"evidence": "unit"}, seen("unit", Attestations(Source("a", "", 1, "r", "f" * 40), ())), State.UNMET),
        Judged({"evidence": "unit", "max_age": "1 d"}, seen("unit", Attestations(source(), ())), State.UNKNOWN),
    )


class TestAttested(CriterionKindContract):
    kind = KINDS["attested"]
    vocabulary = VOCABULARY
    right = ({"claim": "reviewed"},)
    wrong = ({}, {"claim": []}, {"claim": "reviewed", "evidence": "moon"})

    @staticmethod
    def claimed(on: date, expires: date) -> Readings:
        return seen("attestations", Attestations(source(), (Claim("reviewed", "anna@example.org", on, expires),)))

    judged = (
        Judged(right[0], claimed(date(2026, 11, 1), date(2026, 11, 22)), State.MET),
        Judged(right[0], claimed(date(2026, 11, 1), date(2026, 11, 21)), State.UNMET),
        Judged(right[0], claimed(date(2026, 11, 23), date(2026, 12, 1)), State.UNMET),
    )


class TestGatePassed(CriterionKindContract):
    kind = KINDS["gate-passed"]
    vocabulary = VOCABULARY
    right = ({"gate": "build.exit"},)
    wrong = ({}, {"gate": "moon.exit"}, {"gate": []})

    @staticmethod
    def recorded(verdict: str, commit: str = COMMIT, digest: str = DIGEST) -> Readings:
        record = GateRecord(Source("run.json", "", 1, "run-record", commit), digest, {"build.exit": verdict})
        return seen("gate-records", record)

    judged = (
        Judged(right[0], recorded("PASS"), State.MET),
        Judged(right[0], recorded("FAIL"), State.UNMET),
        Judged(right[0], recorded("PASS", commit="f" * 40), State.UNMET),
        Judged(right[0], recorded("PASS", digest="0" * 64), State.UNMET),
        Judged(right[0], readings({}, gates={"build.exit": "WARN"}), State.MET),
    )


def test_every_builtin_criterion_kind_has_its_contract() -> None:
    held = {contract.kind.name for contract in CriterionKindContract.__subclasses__()}
    assert held >= set(KINDS)

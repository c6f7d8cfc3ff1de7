"""Every built-in criterion kind, as the registry gives it out, against the contract of criterion kinds."""

from __future__ import annotations

from datetime import date
from typing import Any

from cdgate.message import text
from cdgate.model.baseline import Baseline
from cdgate.model.evidence import EvidenceSet, Gap, Item, Source
from cdgate.model.floor import Floor
from cdgate.model.measurement import Measurement, MetricRequest, Missing, Reading, Readings
from cdgate.model.quantity import Count, Quantity, Ratio
from cdgate.model.record import Attestations, Claim, GateRecord
from cdgate.model.verdict import State
from cdgate.registry import load_registry
from cdgate.testing.contracts import CriterionKindContract, Judged
from cdgate.testing.samples import COMMIT, DIGEST, SampleVocabulary, nodes, readings, source

REGISTRY = load_registry("none")
KINDS = REGISTRY.criteria
VOCABULARY = SampleVocabulary(
    metrics=REGISTRY.metrics,
    roles={
        "unit": "coverage",
        "attestations": "attestations",
        "gate-records": "run-record",
        "baseline": "baseline",
        "previous": "baseline",
    },
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


FLOOR = Floor(Ratio(80, 100), on=date(2026, 11, 1), commit="0123456789abcdef")
HELD_LINES: dict[str, Any] = {"metric": "coverage.line", "not_below": {"baseline": "-1 pp"}}
NEW: dict[str, Any] = {"metric": "findings.new", "at_most": 0}
NEW_FINDINGS, ALL_FINDINGS = MetricRequest("findings.new"), MetricRequest("findings.count")


def anchored(lines: Quantity | None, *floors: Floor, broken: bool = False, role: str = "baseline") -> Readings:
    items = tuple(Item(role, Baseline(source(f"{n}.json"), {"coverage.line": one})) for n, one in enumerate(floors))
    gaps = (Gap(role, text("cut off"), "baseline", broken=True),) if broken else ()
    return readings({LINES: (reading(lines),)}, evidence=EvidenceSet(items, gaps))


def found(new: Quantity | None, everything: Quantity | None, *, broken: bool = False) -> Readings:
    gaps = (Gap("baseline", text("none"), "baseline", broken=broken),)
    answers = {NEW_FINDINGS: (reading(new),), ALL_FINDINGS: (reading(everything),)}
    return readings(answers, evidence=EvidenceSet(gaps=gaps))


def without_a_floor(lines: Quantity) -> Readings:
    kept = EvidenceSet((Item("baseline", Baseline(source("baseline.json"))),))
    return readings({LINES: (reading(lines),)}, evidence=kept)


class TestAnchored(CriterionKindContract):
    kind = KINDS["threshold"]
    vocabulary = VOCABULARY
    right = (
        HELD_LINES,
        {**HELD_LINES, "first_run": "pass"},
        {**HELD_LINES, "per": "file"},
        {**HELD_LINES, "at_least": "10 %", "not_below": "baseline"},
        {**LINES_80, "not_below": {"baseline": "99 %", "previous": "0"}},
        {"metric": "tests.skipped", "not_above": {"baseline": "3"}},
        {"metric": "tests.duration", "not_above": {"baseline": "10 s"}},
        {**NEW, "first_run": "pass"},
    )
    wrong = (
        {**HELD_LINES, "first_run": "fail"},
        {**HELD_LINES, "not_below": {"baseline": "1 pp"}},
        {**HELD_LINES, "not_below": {"baseline": "101 %"}},
        {**HELD_LINES, "not_below": {"baseline": "-3"}},
        {**HELD_LINES, "not_below": {"baseline": "much"}},
        {**HELD_LINES, "not_below": {"baseline": ["-1 pp"]}},
        {**HELD_LINES, "not_below": {"moon": "-1 pp"}},
        {**HELD_LINES, "not_below": "target-branch"},
        {**HELD_LINES, "not_below": "unit"},
        {**HELD_LINES, "not_below": {}},
        {**HELD_LINES, "scope": "changed"},
        {**HELD_LINES, "per": "file", "scope": "changed"},
        {"metric": "tests.skipped", "not_above": {"baseline": "-3"}},
        {"metric": "tests.skipped", "not_above": {"baseline": "3 s"}},
        {"metric": "tests.duration", "not_above": {"baseline": "3"}},
        {"metric": "tests.new", "above": 0, "where": {"suite": "unit"}},
        {"metric": "tests.new", "above": 0, "per": "suite"},
    )
    judged = (
        Judged(HELD_LINES, anchored(Ratio(79, 100), FLOOR), State.MET),
        Judged(HELD_LINES, anchored(Ratio(789_999, 1_000_000), FLOOR), State.UNMET),
        Judged(HELD_LINES, anchored(Ratio(79, 100), Floor(Ratio(1, 2)), Floor(Ratio(81, 100))), State.UNMET),
        Judged(HELD_LINES, anchored(Ratio(79, 100), FLOOR, broken=True), State.UNKNOWN),
        Judged(HELD_LINES, anchored(Ratio(79, 100)), State.UNKNOWN),
        Judged(HELD_LINES, without_a_floor(Ratio(79, 100)), State.UNKNOWN),
        Judged({**HELD_LINES, "first_run": "pass"}, without_a_floor(Ratio(79, 100)), State.MET),
        Judged(HELD_LINES, anchored(None, FLOOR), State.UNKNOWN),
        Judged({**HELD_LINES, "first_run": "pass"}, anchored(Ratio(1, 100)), State.MET),
        Judged({**HELD_LINES, "first_run": "pass"}, anchored(None), State.UNKNOWN),
        Judged({**HELD_LINES, "first_run": "pass"}, anchored(Ratio(1, 100), broken=True), State.UNKNOWN),
        Judged({**HELD_LINES, "at_least": "80 %"}, anchored(Ratio(79, 100), FLOOR), State.UNMET),
        Judged({**LINES_80, "not_below": "previous"}, anchored(Ratio(9, 10), FLOOR, role="previous"), State.MET),
        Judged({**NEW, "first_run": "pass"}, found(None, Count(3)), State.MET),
        Judged({**NEW, "first_run": "pass"}, found(None, None), State.UNKNOWN),
        Judged({**NEW, "first_run": "pass"}, found(None, Count(3), broken=True), State.UNKNOWN),
        Judged({**NEW, "first_run": "pass"}, found(Count(1), Count(3)), State.UNMET),
        Judged(NEW, found(None, Count(3)), State.UNKNOWN),
    )


class TestRatchet(CriterionKindContract):
    kind = KINDS["ratchet"]
    vocabulary = VOCABULARY
    right = ({"metric": "coverage.line"}, {"metric": "tests.skipped", "tolerance": "3", "first_run": "pass"})
    wrong = (
        {},
        {"metric": "coverage.lines"},
        {"metric": "coverage.line", "tolerance": "1 pp"},
        {"metric": "coverage.line", "scope": "changed"},
    )
    judged = (
        Judged(right[0], anchored(Ratio(80, 100), FLOOR), State.MET),
        Judged(right[0], anchored(Ratio(799_999, 1_000_000), FLOOR), State.UNMET),
        Judged(right[0], anchored(Ratio(80, 100)), State.UNKNOWN),
    )


def test_message_tells_value_tolerance_origin_and_age() -> None:
    settings = nodes(HELD_LINES)
    judged = KINDS["threshold"].parse(settings, VOCABULARY).judge(anchored(Ratio(78, 100), FLOOR))
    assert str(judged.message) == (
        "78 % (78 of 100 lines), wanted ≥ 79 %; baseline: 80 %, tolerance -1 pp, commit 0123456789ab, "
        "of 2026-11-01 (21 days old)"
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

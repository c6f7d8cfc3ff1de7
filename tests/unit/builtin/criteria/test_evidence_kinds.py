from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from cdgate.builtin.criteria.at_hand import same_commit
from cdgate.builtin.criteria.attested import Attested, AttestedRule
from cdgate.builtin.criteria.gate_passed import GatePassed, GatePassedRule
from cdgate.builtin.criteria.present import Present, PresentRule
from cdgate.errors import CdgateError
from cdgate.message import Text, text
from cdgate.model.evidence import EvidenceSet, FindingReport, Gap, Item, Source
from cdgate.model.measurement import EvidenceRequest, Readings
from cdgate.model.quantity import parse_limit
from cdgate.model.record import Attestations, Claim, GateRecord
from cdgate.model.verdict import Judgement, State
from cdgate.testing.contracts.criterion import CriterionKindContract, Judged
from cdgate.testing.samples import COMMIT, DIGEST, SampleVocabulary, nodes, readings

VOCABULARY = SampleVocabulary(
    roles={"scan": "findings", "signed": "attestations", "records": "run-record"}, gates=("build.exit", "test.entry")
)
OTHER = "f" * 40


def report(*, commit: str | None = None, on: datetime | None = None, shortfall: Text | None = None) -> Item:
    source = Source("a.sarif", "00", 1, "sarif", commit, on)
    return Item("scan", FindingReport(source, "tool", (), shortfall=shortfall))


def seen(*items: Item, gaps: tuple[Gap, ...] = (), gates: dict[str, str] | None = None) -> Readings:
    return readings({}, evidence=EvidenceSet(items, gaps), gates=gates)


def at(day: int, *, hour: int = 12, offset: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=timezone(timedelta(hours=offset)))


class TestPresent(CriterionKindContract):
    kind = Present()
    vocabulary = VOCABULARY
    right = ({"evidence": "scan"}, {"evidence": ["scan", "signed"], "max_age": "30 d"})
    wrong = (
        {},
        {"evidence": "scam"},
        {"evidence": []},
        {"evidence": "scan", "max_age": "30 %"},
        {"evidence": "scan", "max_age": 30},
    )
    judged = (
        Judged({"evidence": "scan"}, seen(report()), State.MET),
        Judged({"evidence": ["scan", "signed"]}, seen(report()), State.UNKNOWN),
    )


MONTH = parse_limit("10 d")
YOUNG = PresentRule(("scan",), MONTH)
ANY = PresentRule(("scan",))


@pytest.mark.parametrize(
    ("rule", "held", "state", "message"),
    [
        (ANY, seen(report()), "MET", "scan is present (files: 1)"),
        (ANY, seen(report(commit=COMMIT), report(commit=COMMIT[:8].upper())), "MET", "scan is present (files: 2)"),
        (ANY, seen(report(commit=OTHER)), "UNMET", f"a.sarif is for commit {OTHER}, not for {COMMIT}"),
        (ANY, seen(), "UNKNOWN", "scan: there is no evidence for scan"),
        (ANY, seen(gaps=(Gap("scan", text("no file")), Gap("x", text("y")))), "UNKNOWN", "scan: no file"),
        (ANY, seen(report(), gaps=(Gap("scan", text("broken"), broken=True),)), "UNKNOWN", "scan: broken"),
        (ANY, seen(report(shortfall=text("it is empty"))), "UNKNOWN", "scan: it is empty"),
        (YOUNG, seen(report()), "UNKNOWN", "a.sarif does not say when it was produced"),
        (YOUNG, seen(report(on=at(12))), "MET", "scan is present (files: 1)"),
        (
            YOUNG,
            seen(report(on=at(11)), report(on=at(20))),
            "UNMET",
            "a.sarif was produced on 2026-11-11, 11 d before 2026-11-22, wanted at most 10 d",
        ),
        (YOUNG, seen(report(on=at(12, hour=5, offset=9))), "UNMET", "a.sarif was produced on 2026-11-11"),
        (YOUNG, seen(report(on=datetime(2026, 11, 12, 1))), "MET", "scan is present"),  # noqa: DTZ001  # reports may lack a zone
        (YOUNG, seen(report(on=at(23))), "MET", "scan is present"),
        (YOUNG, seen(report(on=at(24))), "UNMET", "a.sarif says it was produced on 2026-11-24, after 2026-11-22"),
    ],
)
def test_presence_asks_for_commit_and_age(rule: PresentRule, held: Readings, state: str, message: str) -> None:
    judgement = rule.judge(held)
    assert judgement.state is State[state]
    assert str(judgement.message).startswith(message)
    assert judgement.limit == ("" if rule is ANY else "≤ 10 d")


def test_unknown_commit_of_the_run_is_no_other_commit() -> None:
    given = readings({}, evidence=EvidenceSet((report(commit=OTHER),)), commit=None)
    assert ANY.judge(given).state is State.MET


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [(COMMIT, COMMIT, True), (COMMIT, COMMIT[:7], True), (COMMIT, COMMIT[:6], False), ("", COMMIT, False)],
)
def test_commits_may_be_abbreviated_as_git_does(one: str, other: str, *, same: bool) -> None:
    assert same_commit(one, other) is same
    assert same_commit(other, one) is same


def claim(on: str, expires: str, *, name: str = "admin", document: str = "") -> Claim:
    return Claim(name, "Li Wei", date.fromisoformat(on), date.fromisoformat(expires), document)


def declared(*claims: Claim, role: str = "attestations") -> Item:
    return Item(role, Attestations(Source("signed.yaml", "00", 1, "attestations"), claims))


class TestAttested(CriterionKindContract):
    kind = Attested()
    vocabulary = VOCABULARY
    right = ({"claim": "admin"}, {"claim": "admin", "evidence": "signed"})
    wrong = (
        {},
        {"claim": []},
        {"claim": "admin", "evidence": "scan"},
        {"claim": "admin", "evidence": []},
        {"claim": "admin", "evidence": ["signed", "signed", "records"]},
    )


DECLARED = "admin is declared by Li Wei on 2026-01-01, until "


@pytest.mark.parametrize(
    ("held", "state", "message"),
    [
        (seen(declared(claim("2026-01-01", "2026-11-22"))), "MET", DECLARED + "2026-11-22"),
        (
            seen(declared(claim("2026-01-01", "2026-12-31", document="a.pdf"))),
            "MET",
            DECLARED + "2026-12-31, in a.pdf",
        ),
        (
            seen(declared(claim("2026-01-01", "2026-11-21"), claim("2026-01-01", "2026-11-25"))),
            "MET",
            DECLARED + "2026-11-25",
        ),
        (seen(declared(claim("2026-01-01", "2026-11-21"))), "UNMET", DECLARED + "2026-11-21: expired"),
        (
            seen(declared(claim("2026-11-23", "2027-11-21"))),
            "UNMET",
            "admin is declared by Li Wei on 2026-11-23, until 2027-11-21: does not count before 2026-11-23",
        ),
        (seen(declared(claim("2026-01-01", "2027-01-01", name="other"))), "UNKNOWN", "nobody declares admin"),
        (seen(), "UNKNOWN", "nobody declares admin: there is no evidence for attestations"),
        (seen(declared(claim("2026-01-01", "2027-01-01"), role="x")), "UNKNOWN", "nobody declares admin: there is no"),
        (seen(Item("attestations", report().evidence)), "UNKNOWN", "nobody declares admin"),
    ],
)
def test_declaration_counts_between_its_dates(held: Readings, state: str, message: str) -> None:
    judgement = AttestedRule("admin").judge(held)
    assert judgement.state is State[state]
    assert str(judgement.message).startswith(message)
    assert (judgement.suggestion is None) is (judgement.state is State.MET)


class TestGatePassed(CriterionKindContract):
    kind = GatePassed()
    vocabulary = VOCABULARY
    right = ({"gate": "build.exit"}, {"gate": "build.exit", "evidence": "records"})
    wrong = ({}, {"gate": "build"}, {"gate": None}, {"gate": "build.exit", "evidence": "scan"})


def record(verdict: str, *, commit: str | None = COMMIT, digest: str = DIGEST, gate: str = "build.exit") -> Item:
    source = Source("run.json", "00", 1, "run-record", commit)
    return Item("gate-records", GateRecord(source, digest, {gate: verdict}))


@pytest.mark.parametrize(
    ("held", "state", "message"),
    [
        (seen(gates={"build.exit": "PASS"}), "MET", "gate build.exit is PASS in this run"),
        (seen(gates={"build.exit": "WARN"}), "MET", "gate build.exit is WARN in this run"),
        (seen(record("PASS"), gates={"build.exit": "FAIL"}), "UNMET", "gate build.exit is FAIL in this run"),
        (seen(record("PASS")), "MET", "gate build.exit is PASS in run.json"),
        (seen(record("WARN"), record("FAIL")), "MET", "gate build.exit is WARN in run.json"),
        (seen(record("FAIL")), "UNMET", "gate build.exit is FAIL in run.json"),
        (seen(record("strange")), "UNMET", "gate build.exit is strange"),
        (seen(record("PASS", commit=OTHER)), "UNMET", f"run.json is for commit {OTHER}, not for {COMMIT}"),
        (seen(record("PASS", commit=COMMIT[:12])), "UNMET", "run.json is for commit 0123456789ab, not for"),
        (
            seen(record("PASS", digest="cd" * 32)),
            "UNMET",
            "run.json was judged by policy cdcdcdcdcdcd, not by abababababab",
        ),
        (seen(record("PASS", commit=None)), "UNKNOWN", "run.json names no commit"),
        (seen(record("PASS", gate="test.exit")), "UNKNOWN", "no run record holds gate build.exit"),
        (seen(), "UNKNOWN", "gate build.exit was not judged: there is no evidence for gate-records"),
        (seen(gaps=(Gap("gate-records", text("torn")),)), "UNKNOWN", "gate build.exit was not judged: torn"),
        (seen(Item("gate-records", report().evidence)), "UNKNOWN", "no run record holds gate build.exit"),
    ],
)
def test_gate_must_have_passed_for_this_commit_and_policy(held: Readings, state: str, message: str) -> None:
    judgement = GatePassedRule("build.exit").judge(held)
    assert judgement.state is State[state]
    assert str(judgement.message).startswith(message)


def test_unknown_commit_leaves_a_record_open() -> None:
    judgement = GatePassedRule("build.exit").judge(readings({}, evidence=EvidenceSet((record("PASS"),)), commit=None))
    assert judgement.state is State.UNKNOWN
    assert str(judgement.message) == "run.json: the commit that is judged is unknown"


def test_suggestion_is_given_only_where_the_gate_did_not_pass() -> None:
    def next_step(verdict: str) -> Judgement:
        return GatePassedRule("build.exit").judge(seen(record(verdict)))

    assert next_step("PASS").suggestion is None
    assert str(next_step("FAIL").suggestion) == "judge gate build.exit for this commit first"


def test_unknown_gate_names_the_nearest() -> None:
    with pytest.raises(CdgateError) as caught:
        GatePassed().parse(nodes({"gate": "build.exti"}), VOCABULARY)
    assert caught.value.slug == "unknown-gate"
    assert "did you mean build.exit?" in str(caught.value)


def test_needs_are_the_roles() -> None:
    assert PresentRule(("a", "b")).needs == {EvidenceRequest("a"), EvidenceRequest("b")}
    assert AttestedRule("x").needs == {EvidenceRequest("attestations")}
    assert GatePassedRule("x").needs == {EvidenceRequest("gate-records")}

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import msgspec
import pytest

from cdgate.builtin.readers.run_record import RunRecordReader
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.baseline import Known
from cdgate.model.evidence import Source
from cdgate.model.node import Position
from cdgate.model.policy import Effect, Mode, Waiver
from cdgate.model.record import GateRecord
from cdgate.model.verdict import CriterionResult, GateResult, Judgement, Pipeline, RunRecord, State, Verdict

WAIVER = Waiver("a", "moving house", "Ann", date(2026, 2, 1), Position("gates.yaml", 1, 1))


def criterion(
    state: State, effect: Effect = Effect.BLOCK, *, judged: State | None = None, waiver: Waiver | None = None
) -> CriterionResult:
    return CriterionResult("a", state, effect, Judgement(judged or state, text("because")), waiver=waiver)


def gate(verdict: Verdict, *criteria: CriterionResult, name: str = "commit.exit") -> GateResult:
    return GateResult(name, verdict, criteria)


def record(verdict: Verdict, *gates: GateResult) -> RunRecord:
    return RunRecord(
        verdict=verdict,
        gates=gates,
        mode=Mode.CHANGE,
        as_of=date(2026, 1, 1),
        policy_title="shop",
        policy_file="gates.yaml",
        policy_digest="d1",
        pipeline=Pipeline("local"),
        cdgate_version="1",
        judged_at=datetime(2026, 1, 1, tzinfo=UTC),
        commit="abc",
    )


def read(written: RunRecord | bytes) -> GateRecord:
    data = written if isinstance(written, bytes) else msgspec.json.encode(written, order="sorted")
    return RunRecordReader().read(io.BytesIO(data), Source("run.json", "", 0, "cdgate-run"))


def test_record_tells_gates_commit_and_policy() -> None:
    passed = gate(Verdict.PASS, criterion(State.MET))
    warned = gate(Verdict.WARN, criterion(State.UNMET, Effect.WARN), name="system.entry")
    waived = gate(Verdict.PASS, criterion(State.WAIVED, judged=State.UNMET, waiver=WAIVER), name="system.exit")
    evidence = read(record(Verdict.WARN, passed, warned, waived))
    assert evidence.gates == {"commit.exit": "PASS", "system.entry": "WARN", "system.exit": "PASS"}
    assert evidence.policy_digest == "d1"
    assert evidence.source.commit == "abc"
    assert evidence.source.produced_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert evidence.shortfall is None


def test_record_of_a_failed_run_is_read() -> None:
    empty = gate(Verdict.FAIL, name="empty.exit")
    evidence = read(record(Verdict.FAIL, gate(Verdict.FAIL, criterion(State.UNKNOWN)), empty))
    assert evidence.gates == {"commit.exit": "FAIL", "empty.exit": "FAIL"}


def test_record_without_gates_has_a_shortfall() -> None:
    assert read(record(Verdict.FAIL)).shortfall is not None


PASSED = gate(Verdict.PASS, criterion(State.MET))


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(record(Verdict.PASS, gate(Verdict.PASS, criterion(State.UNMET))), id="blocked-gate-passes"),
        pytest.param(record(Verdict.PASS, gate(Verdict.PASS)), id="empty-gate-passes"),
        pytest.param(
            record(Verdict.PASS, gate(Verdict.PASS, criterion(State.UNMET, Effect.WARN))), id="warning-hidden"
        ),
        pytest.param(record(Verdict.FAIL, gate(Verdict.FAIL, criterion(State.MET))), id="passed-gate-fails"),
        pytest.param(
            record(Verdict.PASS, gate(Verdict.PASS, criterion(State.MET, judged=State.UNMET))), id="state-not-judged"
        ),
        pytest.param(
            record(Verdict.PASS, gate(Verdict.PASS, criterion(State.WAIVED, judged=State.UNMET))), id="waived-by-nobody"
        ),
        pytest.param(
            record(Verdict.PASS, PASSED, gate(Verdict.FAIL, criterion(State.UNMET), name="b")),
            id="run-passes-over-a-gate",
        ),
        pytest.param(record(Verdict.PASS, PASSED, PASSED), id="gate-twice"),
    ],
)
def test_record_that_contradicts_itself_is_refused(written: RunRecord) -> None:
    with pytest.raises(EvidenceError, match="record-contradicts"):
        read(written)


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        pytest.param(b"{}", "unsupported-version", id="no-schema"),
        pytest.param(b'{"schema": "cdgate.run/2"}', "unsupported-version", id="later-schema"),
        pytest.param(b'{"schema": "cdgate.run/1"}', "wrong-shape", id="nothing-but-schema"),
        pytest.param(b"[]", "wrong-shape", id="array"),
        pytest.param(
            msgspec.json.encode(record(Verdict.PASS, PASSED)).replace(b'"MET"', b'"GREAT"'),
            "wrong-shape",
            id="state-unknown",
        ),
    ],
)
def test_other_shape_is_refused(written: bytes, slug: str) -> None:
    with pytest.raises(EvidenceError) as raised:
        read(written)
    assert raised.value.slug == slug


@pytest.mark.parametrize(
    ("head", "recognised"),
    [
        pytest.param(b'{"schema": "cdgate.run/1", "gates": []', True, id="schema"),
        pytest.param(msgspec.json.encode(record(Verdict.PASS, PASSED), order="sorted")[:80], True, id="sorted-and-cut"),
        pytest.param(b'{"schema": "other/1"}', False, id="other-schema"),
        pytest.param(b'{"as_of": "2026-01-01"}', False, id="one-key-alone"),
    ],
)
def test_recognition(head: bytes, *, recognised: bool) -> None:
    assert RunRecordReader().recognises(head, "any.json") is recognised


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        pytest.param({"executed": {"unit": "!!"}}, "wrong-shape", id="no base64"),
        pytest.param({"executed": {"unit": 3}}, "wrong-shape", id="a number"),
        pytest.param({"failing": {"unit": "AAAA"}}, "record-contradicts", id="cut"),
        pytest.param({"findings": [{"role": "lint"}]}, "wrong-shape", id="finding without its parts"),
        pytest.param([], "wrong-shape", id="a list"),
    ],
)
def test_what_a_record_keeps_is_looked_at(written: object, slug: str) -> None:
    whole = msgspec.to_builtins(record(Verdict.PASS, PASSED))
    with pytest.raises(EvidenceError, match=slug):
        read(msgspec.json.encode({**whole, "known": written}))


def test_what_a_record_keeps_is_handed_on() -> None:
    kept = Known(("lint",), executed={"unit": b"12345678"})
    assert read(msgspec.structs.replace(record(Verdict.PASS, PASSED), known=kept)).known == kept
    assert read(record(Verdict.PASS, PASSED)).known is None

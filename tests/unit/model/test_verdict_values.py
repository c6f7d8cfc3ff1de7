from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import msgspec
import pytest

from cdgate.message import text
from cdgate.model.evidence import Source
from cdgate.model.location import Location
from cdgate.model.node import Position
from cdgate.model.policy import Effect, LockedSource, Mode, Waiver
from cdgate.model.quantity import Amount, Count, Quantity, Ratio
from cdgate.model.verdict import (
    Annotation,
    CriterionResult,
    GateResult,
    Judgement,
    Pipeline,
    Problem,
    RunRecord,
    State,
    UsedEvidence,
    Verdict,
)


@pytest.mark.parametrize(
    ("state", "effect", "missed", "blocks", "warns"),
    [
        (State.MET, Effect.BLOCK, False, False, False),
        (State.MET, Effect.BLOCK, True, False, True),
        (State.MET, Effect.WARN, False, False, False),
        (State.MET, Effect.WARN, True, False, True),
        (State.UNMET, Effect.BLOCK, False, True, False),
        (State.UNMET, Effect.WARN, False, False, True),
        (State.UNKNOWN, Effect.BLOCK, False, True, False),
        (State.UNKNOWN, Effect.WARN, False, False, True),
        (State.WAIVED, Effect.BLOCK, True, False, False),
        (State.WAIVED, Effect.WARN, True, False, False),
    ],
)
def test_state_and_effect_decide_what_a_result_does(
    state: State, effect: Effect, *, missed: bool, blocks: bool, warns: bool
) -> None:
    result = CriterionResult("a.exit.b", state, effect, Judgement(state, text("m"), target_missed=missed))
    assert (result.blocks, result.warns) == (blocks, warns)


def record(observed: Quantity) -> RunRecord:
    waiver = Waiver("a.exit.b", "why", "who", date(2027, 1, 1), Position("gates.yaml", 1, 2))
    annotation = Annotation(text("{x}", x=text("{n} lines", n=3)), "error", Location("a.py", 3, end_line=4))
    judgement = Judgement(State.UNMET, text("{x}", x="y"), observed, annotations=(annotation,), suggestion=text("do"))
    result = CriterionResult("a.exit.b", State.WAIVED, Effect.BLOCK, judgement, waiver=waiver)
    source = Source("a.xml", "00", 1, "junit", "abc", datetime(2026, 1, 1, tzinfo=UTC))
    return RunRecord(
        Verdict.FAIL,
        (GateResult("a.exit", Verdict.FAIL, (result,)),),
        Mode.CHANGE,
        date(2026, 11, 22),
        "title",
        "gates.yaml",
        "00",
        Pipeline("local"),
        "0.1",
        policy_sources=(LockedSource("builtin:x", "x", "00"),),
        evidence=(UsedEvidence("unit", "tests", source, {"tests": 1}),),
        problems=(Problem("torn", text("m"), hint=text("h")),),
    )


@pytest.mark.parametrize("observed", [Count(3), Ratio(2**60, 2**61), Amount(Decimal("1.501"), "s")])
def test_run_record_comes_back_whole_from_json(observed: Quantity) -> None:
    written = record(observed)
    assert msgspec.json.decode(msgspec.json.encode(written), type=RunRecord) == written


def test_run_record_says_its_format() -> None:
    assert record(Count(1)).schema == "cdgate.run/1"

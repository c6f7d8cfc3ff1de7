"""Run records of every sort, the hostile ones included, for tests of reporters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cdgate.message import text
from cdgate.model.evidence import Source
from cdgate.model.location import Location
from cdgate.model.node import Position
from cdgate.model.policy import Effect, LockedSource, Mode, Waiver
from cdgate.model.quantity import Count, Ratio
from cdgate.model.verdict import (
    Annotation,
    CriterionResult,
    GateResult,
    Judgement,
    Pipeline,
    PluginUsed,
    Problem,
    RunRecord,
    State,
    UsedEvidence,
    Verdict,
)
from cdgate.testing.samples import COMMIT, DIGEST, TODAY

HOSTILE = (
    "a\x1b[31mred\x07\r\n::stop-commands::x\n##[error]b ##vso[task.complete]\u202ec\u2028d\x9be\ud800f\x00"
    "<script>alert(1)</script> | `code` **bold** @everyone ![i](http://example.org) =1+1"
)


def result(state: State, *, criterion: str = "unit.exit.coverage", effect: Effect = Effect.BLOCK) -> CriterionResult:
    """Return one criterion result with an exact value, a place and a suggestion."""
    judgement = Judgement(
        state=State.UNMET if state is State.WAIVED else state,
        message=text("line coverage is {shown}, the limit is {limit}", shown="79.9999 %", limit=">= 80 %"),
        observed=Ratio(799_999, 1_000_000),
        shown="79.9999 %",
        limit=">= 80 %",
        annotations=(
            Annotation(
                text("lines {first} to {last} are not covered", first=3, last=9), "error", Location("src/a.py", 3)
            ),
            Annotation(text("a finding without a place"), "note"),
        ),
        annotation_count=12,
        suggestion=text("cover one more line"),
    )
    waiver = waived() if state is State.WAIVED else None
    return CriterionResult(criterion, state, effect, judgement, title="Line coverage", waiver=waiver)


def waived() -> Waiver:
    """Return a waiver."""
    place = Position("gates.yaml", 40, 3)
    return Waiver("unit.exit.coverage", "legacy module", "anna@example.org", date(2026, 12, 31), place)


def record(*gates: GateResult, verdict: Verdict = Verdict.PASS, problems: tuple[Problem, ...] = ()) -> RunRecord:
    """Return a run record that holds the gates."""
    evidence = UsedEvidence(
        "coverage", "coverage", Source("coverage.xml", "0" * 64, 10, "cobertura"), {"files": 1}, (text("merged"),)
    )
    return RunRecord(
        verdict=verdict,
        gates=gates,
        mode=Mode.CHANGE,
        as_of=TODAY,
        policy_title="Shop",
        policy_file="gates.yaml",
        policy_digest=DIGEST,
        pipeline=Pipeline("local", commit=COMMIT),
        cdgate_version="1.0.0",
        commit=COMMIT,
        policy_sources=(LockedSource("builtin:cd-l3", "cd-l3@1", "0" * 64),),
        evidence=(evidence,),
        plugins=(PluginUsed("cdgate", "1.0.0"),),
        problems=problems,
        notes=(text("outside a work tree paths are not checked"),),
        not_judged=("deploy.entry",),
        unused_waivers=(waived(),),
        expired_waivers=(waived(),),
    )


def hostile() -> RunRecord:
    """Return a record in which every text that somebody else wrote is hostile."""
    annotation = Annotation(text("{m}", m=HOSTILE), "error", Location(HOSTILE, 1, 2), identity=HOSTILE)
    judgement = Judgement(
        State.UNMET,
        text("{rule} at {path}", rule=HOSTILE, path=text("{inner}", inner=HOSTILE)),
        observed=Count(1),
        shown="1",
        limit=HOSTILE,
        annotations=(annotation,),
        annotation_count=1,
        suggestion=text("{s}", s=HOSTILE),
    )
    place = Position(HOSTILE, 1, 1)
    waiver = Waiver(HOSTILE, HOSTILE, HOSTILE, TODAY, place, finding=HOSTILE, path=HOSTILE)
    criterion = CriterionResult(
        HOSTILE, State.UNMET, Effect.BLOCK, judgement, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, waiver
    )
    used = UsedEvidence(HOSTILE, HOSTILE, Source(HOSTILE, HOSTILE, 1, HOSTILE), {"files": 1}, (text("{n}", n=HOSTILE),))
    problem = Problem("bad", text("{p}", p=HOSTILE), place=HOSTILE, hint=text("{h}", h=HOSTILE), exit_code=4)
    return RunRecord(
        verdict=Verdict.FAIL,
        gates=(GateResult(HOSTILE, Verdict.FAIL, (criterion,)),),
        mode=Mode.CHANGE,
        as_of=TODAY,
        policy_title=HOSTILE,
        policy_file=HOSTILE,
        policy_digest=HOSTILE,
        pipeline=Pipeline(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
        cdgate_version="1.0.0",
        commit=HOSTILE,
        policy_sources=(LockedSource(HOSTILE, HOSTILE, HOSTILE),),
        evidence=(used,),
        plugins=(PluginUsed(HOSTILE, HOSTILE),),
        problems=(problem,),
        notes=(text("{n}", n=HOSTILE),),
        not_judged=(HOSTILE,),
        unused_waivers=(waiver,),
        expired_waivers=(waiver,),
    )


def records() -> Mapping[str, RunRecord]:
    """Return a record of every sort, by a name for it."""
    passed = GateResult("unit.exit", Verdict.PASS, (result(State.MET),))
    warned = GateResult("unit.exit", Verdict.WARN, (result(State.UNMET, effect=Effect.WARN),))
    failed = GateResult(
        "api.exit",
        Verdict.FAIL,
        (result(State.UNMET, criterion="api.exit.coverage"), result(State.UNKNOWN, criterion="api.exit.tests")),
    )
    waived_gate = GateResult("unit.exit", Verdict.PASS, (result(State.WAIVED),))
    problem = Problem("glob-without-match", text("nothing matches {glob}", glob="reports/*.xml"), exit_code=4)
    return {
        "empty": record(verdict=Verdict.FAIL),
        "pass": record(passed),
        "warn": record(warned, verdict=Verdict.WARN),
        "fail": record(passed, failed, verdict=Verdict.FAIL, problems=(problem,)),
        "waived": record(waived_gate),
        "hostile": hostile(),
    }

"""Small run records for the tests of reporters, and what a reporter makes of them."""

from __future__ import annotations

import io
from datetime import date

from cdgate.builtin.reporters import cdgate_reporters
from cdgate.message import text
from cdgate.model.location import Location
from cdgate.model.node import Position
from cdgate.model.policy import Effect, Mode, Waiver
from cdgate.model.verdict import (
    Annotation,
    CriterionResult,
    GateResult,
    Judgement,
    Pipeline,
    Problem,
    RunRecord,
    State,
    Verdict,
)
from cdgate.telling.page import Page

DAY = date(2026, 11, 22)
WAIVER = Waiver("a.exit.c", "known", "qa@example.com", DAY, Position("gates.yaml", 9, 3))
ANNOTATION = Annotation(text("no timeout"), "error", Location("src/a.py", 3, 5))


def result(
    state: State = State.UNMET,
    *annotations: Annotation,
    name: str = "c",
    effect: Effect = Effect.BLOCK,
    position: str = "gates.yaml:7:3",
    count: int = 0,
    target_missed: bool = False,
    waiver: Waiver | None = None,
    waived_findings: int = 0,
) -> CriterionResult:
    judged = State.UNMET if state is State.WAIVED else state
    judgement = Judgement(
        judged,
        text("{value}, wanted {wanted}", value="3", wanted="≤ 0"),
        shown="3",
        limit="≤ 0",
        target_missed=target_missed,
        annotations=annotations,
        annotation_count=count,
    )
    return CriterionResult(
        f"a.exit.{name}",
        state,
        effect,
        judgement,
        position=position,
        waiver=waiver,
        waived_findings=waived_findings,
    )


def record(*results: CriterionResult, verdict: Verdict = Verdict.FAIL, problems: tuple[Problem, ...] = ()) -> RunRecord:
    gates = (GateResult("a.exit", verdict, results),) if results else ()
    return RunRecord(
        verdict,
        gates,
        Mode.CHANGE,
        DAY,
        "Pay",
        "gates.yaml",
        "3f" * 32,
        Pipeline("local"),
        "0.1.0",
        problems=problems,
    )


def rendered(name: str, told: RunRecord, *, colour: bool = False, width: int = 100, language: str = "en") -> str:
    stream = io.StringIO(newline="")
    reporter = next(reporter for reporter in cdgate_reporters() if reporter.name == name)
    reporter.render(told, Page(stream, language, colour, width))
    return stream.getvalue()


def findings(number: int, level: str = "error") -> tuple[Annotation, ...]:
    return tuple(Annotation(text("finding {n}", n=n), level, Location("src/a.py", n, 1)) for n in range(1, number + 1))

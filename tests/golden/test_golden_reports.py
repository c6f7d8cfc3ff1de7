"""One run record per situation, every reporter, one golden file each."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cdgate.builtin.reporters import REPORTERS, BuiltinReporter
from cdgate.message import text
from cdgate.model.evidence import Source
from cdgate.model.location import Location
from cdgate.model.node import Position
from cdgate.model.policy import Effect, Mode, Waiver
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
from cdgate.telling.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
DAY = date(2026, 11, 22)

PASSED = CriterionResult(
    "testing.exit.tests-pass",
    State.MET,
    Effect.BLOCK,
    Judgement(State.MET, text("{value}, wanted {wanted}", value="0", wanted="≤ 0"), Count(0), shown="0", limit="≤ 0"),
    title="No test fails",
    position="gates.yaml:21:7",
)
UNIT_TESTS = UsedEvidence(
    "unit-tests",
    "tests",
    Source("build/junit/unit.xml", "a" * 64, 2048, "junit"),
    {"passed": 431, "failed": 0, "errored": 0, "skipped": 3},
)
UNIT_COVERAGE = UsedEvidence(
    "unit-coverage",
    "coverage",
    Source("build/coverage.xml", "b" * 64, 81234, "cobertura"),
    {"lines_covered": 799_999, "lines_coverable": 1_000_000, "files": 312},
    (text("{count} more cases are counted but not listed", count=2),),
)


def record(verdict: Verdict, *gates: GateResult, **parts: object) -> RunRecord:
    known: dict[str, object] = {
        "mode": Mode.CHANGE,
        "as_of": DAY,
        "policy_title": "Payments service",
        "policy_file": "gates.yaml",
        "policy_digest": "3f" * 32,
        "pipeline": Pipeline("local"),
        "cdgate_version": "0.1.0",
        "judged_at": datetime(2026, 11, 22, 10, 30, tzinfo=UTC),
        "commit": "9f2c41d07a55be1c33d0a1f6c9b7e2d4f8a60b13",
        "plugins": (PluginUsed("cdgate", "0.1.0"),),
    }
    return RunRecord(verdict, gates, **(known | parts))  # type: ignore[arg-type]  # the table above is checked by msgspec


def finding(number: int, level: str = "error") -> Annotation:
    where = Location(f"src/pay/refund_{number % 7}.py", 10 + number, 5)
    return Annotation(text("call of {name} without a timeout", name=f"get_{number}"), level, where, f"id-{number:04d}")


def waiver(criterion: str, reason: str, expires: date) -> Waiver:
    return Waiver(criterion, reason, "security@example.com", expires, Position("gates.yaml", 40, 5))


def all_pass() -> RunRecord:
    gate = GateResult("testing.exit", Verdict.PASS, (PASSED,))
    return record(Verdict.PASS, gate, evidence=(UNIT_TESTS,))


def mixed() -> RunRecord:
    coverage = CriterionResult(
        "testing.exit.line-coverage",
        State.UNMET,
        Effect.BLOCK,
        Judgement(
            State.UNMET,
            text("{value}, wanted {wanted}", value="79.9999 %", wanted="≥ 80 %"),
            Ratio(799_999, 1_000_000),
            shown="79.9999 %",
            limit="≥ 80 %",
            target="≥ 86 %",
            annotations=(
                Annotation(
                    text("lines {first}-{last} are not covered", first=41, last=44),
                    "warning",
                    Location("src/pay/api.py", 41),
                ),
                Annotation(text("line {line} is not covered", line=7), "warning", Location("src/pay/core.py", 7)),
            ),
            annotation_count=2,
            suggestion=text("cover 1 more line"),
        ),
        title="Line coverage of unit tests",
        help="Ask the test guild for a pairing session if the code is hard to reach.",
        ref="https://example.com/handbook#coverage",
        position="gates.yaml:23:7",
    )
    unknown = CriterionResult(
        "testing.exit.interface-tests",
        State.UNKNOWN,
        Effect.BLOCK,
        Judgement(
            State.UNKNOWN,
            text("no file matches {patterns} (evidence {role})", patterns="build/junit/api/*.xml", role="api"),
            limit="≥ 1",
            suggestion=text("correct the path of evidence {role} in the policy", role="api"),
        ),
        position="gates.yaml:29:7",
    )
    below = CriterionResult(
        "testing.exit.branch-coverage",
        State.MET,
        Effect.BLOCK,
        Judgement(
            State.MET,
            text("{value}, wanted {wanted}", value="72.4 %", wanted="≥ 70 %"),
            Ratio(724, 1000),
            shown="72.4 %",
            limit="≥ 70 %",
            target="≥ 80 %",
            target_missed=True,
        ),
        position="gates.yaml:25:7",
    )
    warns = CriterionResult(
        "testing.exit.slow-tests",
        State.UNMET,
        Effect.WARN,
        Judgement(
            State.UNMET, text("{value}, wanted {wanted}", value="4", wanted="≤ 0"), Count(4), shown="4", limit="≤ 0"
        ),
    )
    exempt = CriterionResult(
        "coding.exit.changed-lines",
        State.MET,
        Effect.BLOCK,
        Judgement(
            State.MET,
            text("exempt: {guard}; else judged by: {inner}", guard="3, wanted < 8", inner="50 %, wanted ≥ 80 %"),
            noteworthy=True,
        ),
        position="gates.yaml:14:7",
    )
    waived = CriterionResult(
        "coding.exit.no-errors",
        State.WAIVED,
        Effect.BLOCK,
        Judgement(State.UNMET, text("{n} findings", n=1), Count(1), shown="1", limit="≤ 0"),
        position="gates.yaml:12:7",
        waiver=waiver("coding.exit.no-errors", "false positive, tracked as PAY-1432", date(2027, 1, 31)),
        waived_findings=1,
    )
    return record(
        Verdict.FAIL,
        GateResult("coding.exit", Verdict.PASS, (waived, exempt)),
        GateResult("testing.exit", Verdict.FAIL, (PASSED, coverage, unknown, below, warns)),
        evidence=(UNIT_TESTS, UNIT_COVERAGE),
        problems=(
            Problem(
                "malformed-xml",
                text("this is not well-formed XML: {what}", what="no element found"),
                "build/junit/e2e.xml:88:12",
                text("if the file ends too early, its writer was stopped; produce it again"),
                4,
            ),
        ),
        notes=(text("no criterion is named {criterion}", criterion="testing.exit.old"),),
        not_judged=("release.entry", "release.exit"),
        expired_waivers=(waiver("testing.exit.line-coverage", "legacy code, PAY-900", date(2026, 10, 31)),),
        unused_waivers=(waiver("coding.exit.no-new-findings", "old scanner", date(2027, 2, 28)),),
    )


HOSTILE = (
    "::error file=README.md,line=1::spoofed",
    "x ##[error]a ##vso[task.complete result=Succeeded;] ##teamcity[buildStatus text='ok']",
    "section_end:1700000000:x\r\x1b[0Kpassed\x1b]0;title\x07\x9b31m",
    "</details><h1>passed</h1> <!-- cdgate:sticky --> ``` | a | b |\n|---|---|",
    "@octocat fixes #1 closes GH-2 ![x](http://127.0.0.1:9/p.png) [y](javascript:alert(1))",
    "%0A::error::x \u202eevil\u2066 \U000e0041\udc80 \u2028next",
    "]]> <fail\x01ure> ${SECRET} {0.__class__} https://user:pa55word@example.com/x " + "L" * 5000,
)


def hostile() -> RunRecord:
    notes = tuple(
        Annotation(text("{words}", words=words), "critical", Location(words, 1), f"id-{number}")
        for number, words in enumerate(HOSTILE)
    )
    results = tuple(
        CriterionResult(
            f"coding.exit.{words}",
            State.UNMET,
            Effect.BLOCK,
            Judgement(State.UNMET, text("{words}", words=words), shown=words, limit=words, annotations=notes),
            title=words,
            help=words,
            position=f"{words}:1:1",
        )
        for words in HOSTILE[:2]
    )
    gate = GateResult("coding.exit", Verdict.FAIL, results)
    evidence = UsedEvidence("sast", "findings", Source(HOSTILE[5], "c" * 64, 1, "sarif"), {"error": 7})
    return record(Verdict.FAIL, gate, policy_title=HOSTILE[2], evidence=(evidence,), not_judged=HOSTILE[:3])


def many() -> RunRecord:
    annotations = tuple(finding(number, ("error", "warning", "note")[number % 3]) for number in range(75))
    result = CriterionResult(
        "coding.exit.no-errors",
        State.UNMET,
        Effect.BLOCK,
        Judgement(
            State.UNMET,
            text("{n} findings", n=412),
            Count(412),
            shown="412",
            limit="≤ 0",
            annotations=annotations,
            annotation_count=412,
        ),
        position="gates.yaml:12:7",
    )
    return record(Verdict.FAIL, GateResult("coding.exit", Verdict.FAIL, (result,)), commit=None, judged_at=None)


RECORDS: dict[str, tuple[Callable[[], RunRecord], str]] = {
    "all-pass": (all_pass, "en"),
    "mixed": (mixed, "en"),
    "hostile": (hostile, "en"),
    "many": (many, "en"),
    "chinese": (mixed, "zh_CN"),
}


def rendered(record: RunRecord, name: str, language: str, *, width: int = 100, colour: bool = False) -> str:
    reporter = next(reporter for reporter in REPORTERS if reporter.name == name)
    stream = io.StringIO(newline="")
    reporter.render(record, Page(stream, language, colour, width))
    return stream.getvalue()


@pytest.mark.parametrize("situation", RECORDS)
@pytest.mark.parametrize("reporter", REPORTERS, ids=lambda reporter: reporter.name)
def test_report_of_a_situation_reads_as_its_golden_file(
    situation: str, reporter: BuiltinReporter, matches_golden: Callable[[Path, str], None]
) -> None:
    build, language = RECORDS[situation]
    name = reporter.name
    actual = rendered(build(), name, language)
    matches_golden(HERE / situation / f"{name}{reporter.extension}", actual)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_console_in_colour_on_80_columns_reads_as_its_golden_file(
    language: str, matches_golden: Callable[[Path, str], None]
) -> None:
    actual = rendered(mixed(), "console", language, width=80, colour=True)
    matches_golden(HERE / "colour" / f"console-80.{language}.ansi", actual)

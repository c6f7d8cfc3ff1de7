from __future__ import annotations

import io
import re

import msgspec
import pytest

from cdgate.builtin.reporters import REPORTERS
from cdgate.builtin.reporters.ordering import tally
from cdgate.message import text
from cdgate.model.policy import Effect
from cdgate.model.verdict import (
    Annotation,
    State,
    Verdict,
)
from cdgate.telling.page import Page
from tests.unit.builtin.reporters.told import ANNOTATION, WAIVER, record, rendered, result


def test_reporters_have_unique_names_and_an_extension() -> None:
    names = [reporter.name for reporter in REPORTERS]
    assert len(set(names)) == len(names) == 9
    assert all(reporter.extension.startswith(".") and reporter.title for reporter in REPORTERS)


@pytest.mark.parametrize("reporter", REPORTERS, ids=lambda reporter: reporter.name)
def test_record_without_gates_says_that_nothing_was_judged(reporter: object) -> None:
    told = record()
    stream = io.StringIO()
    reporter.render(told, Page(stream))  # type: ignore[attr-defined]  # the parameter is a BuiltinReporter
    assert "PASS" not in stream.getvalue()


def test_console_tells_failures_before_the_rest_and_ends_with_the_verdict() -> None:
    lines = rendered("console", record(result(State.MET, name="good"), result(name="bad"))).splitlines()
    assert [line.split()[1] for line in lines if line.startswith(("  ✗", "  ✓"))][:2] == ["NOT", "MET"]
    assert lines[-1] == "FAIL: 1 not met, 1 met, of 2 criteria"


def test_console_in_colour_is_the_same_text_with_colours() -> None:
    told = record(result(State.MET, name="good"), result(State.UNKNOWN, name="dark"), result(name="bad"))
    coloured = rendered("console", told, colour=True)
    assert "\x1b[1;31m✗ NOT MET\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == rendered("console", told)


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_console_table_stays_within_the_page(width: int, language: str) -> None:
    told = record(*(result(name="criterion-" * 9 + str(number)) for number in range(3)))
    table = rendered("console", told, width=width, language=language).split("\n\n")[1].splitlines()
    assert len(table) == 5
    assert max(map(len, table)) <= width


def test_console_on_an_ascii_stream_uses_ascii_signs() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", errors="backslashreplace", newline="")
    told = record(result(), result(State.MET, name="d"))
    next(r for r in REPORTERS if r.name == "console").render(told, Page(stream))
    stream.flush()
    assert "  x NOT MET" in raw.getvalue().decode()
    assert "  + MET" in raw.getvalue().decode()


def test_console_names_waived_findings_of_a_criterion_that_holds() -> None:
    words = rendered("console", record(result(State.MET, waived_findings=2), verdict=Verdict.PASS))
    assert "findings waived: 2" in words


def test_tally_counts_each_criterion_once() -> None:
    told = record(
        result(State.MET),
        result(State.MET, target_missed=True),
        result(State.UNMET),
        result(State.UNMET, effect=Effect.WARN),
        result(State.UNKNOWN),
        result(State.WAIVED),
    )
    numbers = msgspec.structs.asdict(tally(told))
    assert numbers.pop("total") == sum(numbers.values()) == 6
    assert set(numbers.values()) == {1}


def test_text_has_one_line_for_the_criterion_and_one_per_annotation() -> None:
    somewhere = Annotation(text("odd"), "critical")
    told = record(result(State.UNMET, ANNOTATION, somewhere), result(State.UNMET, ANNOTATION, effect=Effect.WARN))
    assert rendered("text", told).splitlines() == [
        "gates.yaml:7:3: error: 3, wanted ≤ 0 [a.exit.c]",
        "src/a.py:3:5: error: no timeout [a.exit.c]",
        "gates.yaml:7:3: error: odd [a.exit.c]",
        "gates.yaml:7:3: warning: 3, wanted ≤ 0 [a.exit.c]",
        "src/a.py:3:5: warning: no timeout [a.exit.c]",
    ]


def test_text_of_waivers_and_of_a_pass() -> None:
    told = record(result(State.WAIVED, waiver=WAIVER), result(State.MET, waived_findings=1), verdict=Verdict.PASS)
    words = "waived by qa@example.com, until 2026-11-22: known"
    assert rendered("text", told) == f"gates.yaml:7:3: note: {words} [a.exit.c]\n"


def test_text_of_a_failure_without_a_reason_still_says_so() -> None:
    assert rendered("text", record()) == "gates.yaml: error: FAIL [verdict]\n"


def test_criterion_that_holds_by_exemption_says_why_wherever_people_look() -> None:
    exempt = result(State.MET)
    exempt = msgspec.structs.replace(exempt, judgement=msgspec.structs.replace(exempt.judgement, noteworthy=True))
    told = record(exempt, verdict=Verdict.PASS)
    assert rendered("text", told) == "gates.yaml:7:3: note: 3, wanted ≤ 0 [a.exit.c]\n"
    for name in ("console", "markdown", "github", "junit"):
        assert "3, wanted ≤ 0" in rendered(name, told)
        assert "3, wanted ≤ 0" not in rendered(name, record(result(State.MET), verdict=Verdict.PASS))

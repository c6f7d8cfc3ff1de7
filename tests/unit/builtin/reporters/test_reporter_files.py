from __future__ import annotations

import codecs
import io
import json
import re

import msgspec
import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

from cdgate.builtin.reporters.codequality_report import render as codequality
from cdgate.builtin.reporters.json_report import run_id
from cdgate.message import text
from cdgate.model.location import Location
from cdgate.model.policy import Effect
from cdgate.model.verdict import (
    Annotation,
    CriterionResult,
    Problem,
    RunRecord,
    State,
    Verdict,
)
from cdgate.telling.page import Page
from tests.unit.builtin.reporters.told import ANNOTATION, WAIVER, findings, record, rendered, result


@pytest.mark.parametrize(
    "words",
    [
        "plain",
        "行覆盖率 \u202e \U000e0041 \x7f",
        "##[error] ##vso[x] section_end:1:x",
        f"{'a' * 9_000}≤{'b' * 9_000}\x7f",
    ],
    ids=["ascii", "unicode", "orders", "here and there"],
)
def test_json_decodes_to_an_equal_record(words: str) -> None:
    note = Annotation(text("{words} {inner}", words=words, inner=text("{n}", n=3)), "note", Location(words, 1))
    told = record(result(State.WAIVED, note, waiver=WAIVER), problems=(Problem("bad-thing", text("x")),))
    written = rendered("json", told)
    assert written.isascii()
    assert re.search(r"##\w*\[|section_end:", written) is None
    assert msgspec.json.decode(written, type=RunRecord) == told
    assert written == rendered("json", msgspec.json.decode(written, type=RunRecord))
    assert json.loads(written)["schema"] == "cdgate.run/1"


def test_json_writes_half_a_character_as_its_name() -> None:
    told = record(result(State.UNMET, Annotation(text("{w}", w="a\udc80"), "note")))
    decoded = msgspec.json.decode(rendered("json", told), type=RunRecord)
    assert decoded.gates[0].criteria[0].judgement.annotations[0].message.values == {"w": r"a\udc80"}


def test_run_id_is_that_of_the_content() -> None:
    assert run_id(record(result())) == run_id(record(result())) != run_id(record(result(State.MET)))


def entries(*results: CriterionResult, problems: tuple[Problem, ...] = ()) -> list[dict[str, object]]:
    stream = io.StringIO()
    codequality(record(*results, problems=problems), Page(stream))
    decoded: list[dict[str, object]] = json.loads(stream.getvalue())
    return decoded


def shifted(lines: int) -> tuple[Annotation, ...]:
    return (
        Annotation(text("line {line} is not covered", line=3 + lines), "warning", Location("src/a.py", 3 + lines)),
        Annotation(text("line {line} is not covered", line=9 + lines), "warning", Location("src/a.py", 9 + lines)),
        Annotation(text("{m}", m=text("{r}", r="rule")), "error", Location("src/b.py", 1 + lines), "id-1"),
        Annotation(text("{m}", m=text("{r}", r="rule")), "error", Location("src/b.py", 2 + lines)),
    )


def test_codequality_fingerprints_are_unique_and_survive_shifted_lines() -> None:
    before = [entry["fingerprint"] for entry in entries(result(State.UNMET, *shifted(0)))]
    after = [entry["fingerprint"] for entry in entries(result(State.UNMET, *shifted(40)))]
    assert before == after
    assert len(set(before)) == len(before) == 5


def test_codequality_severity_follows_the_criterion_and_the_level() -> None:
    outside = Annotation(text("x"), "error", Location("../x", 1))
    nowhere = Annotation(text("x"), "error")
    told = entries(
        result(State.UNMET, ANNOTATION, *findings(1, "note"), *findings(1, "fatal"), outside, nowhere),
        result(State.UNKNOWN, position="builtin:cd-l3:3:1"),
        result(State.UNMET, ANNOTATION, effect=Effect.WARN),
        problems=(Problem("bad-thing", text("odd"), "r.xml:3:1"), Problem("bad-thing", text("odd"), "/elsewhere:1")),
    )
    assert [entry["severity"] for entry in told] == [
        *("blocker", "blocker"),
        *("critical", "major", "major", "info"),
        "blocker",
        *("minor", "minor"),
    ]
    assert told[0]["location"] == {"path": "r.xml", "lines": {"begin": 1}}
    assert told[1]["location"] == {"path": "gates.yaml", "lines": {"begin": 1}}
    assert told[2]["location"] == {"path": "gates.yaml", "lines": {"begin": 7}}
    assert told[6]["location"] == {"path": "gates.yaml", "lines": {"begin": 1}}


def test_codequality_of_a_pass_is_an_empty_array_without_a_mark() -> None:
    words = rendered("codequality", record(result(State.MET), verdict=Verdict.PASS))
    assert json.loads(words) == []
    assert not words.encode().startswith(codecs.BOM_UTF8)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(result(State.MET), None, id="met"),
        pytest.param(result(State.UNMET, ANNOTATION, Annotation(text("x"), "note")), Failure, id="unmet"),
        pytest.param(result(State.UNKNOWN), Error, id="unknown"),
        pytest.param(result(State.WAIVED, waiver=WAIVER), Skipped, id="waived"),
        pytest.param(result(State.WAIVED), Skipped, id="waived-finding-by-finding"),
        pytest.param(result(State.UNMET, effect=Effect.WARN), Skipped, id="only-warns"),
    ],
)
def test_junit_case_says_how_its_criterion_stands(given: CriterionResult, expected: type | None) -> None:
    document = JUnitXml.fromstring(rendered("junit", record(given)).encode())
    suite = next(iter(document))
    case = next(iter(suite))
    assert (case.name, case.classname, suite.name) == ("a.exit.c", "a.exit", "a.exit")
    assert [type(outcome) for outcome in case.result] == ([] if expected is None else [expected])


def test_junit_of_problems_and_of_a_bare_failure_is_not_green() -> None:
    problems = (Problem("bad-thing", text("odd"), "r.xml:3:1"), Problem("bad-thing", text("odd")))
    told = JUnitXml.fromstring(rendered("junit", record(problems=problems)).encode())
    assert (told.tests, told.errors) == (2, 2)
    bare = JUnitXml.fromstring(rendered("junit", record(result(State.MET))).encode())
    assert (bare.tests, bare.errors) == (2, 1)


@pytest.mark.parametrize("words", ["x" * 390, "行" * 390, "@" * 390], ids=["ascii", "chinese", "escaped"])
def test_markdown_stays_below_its_budget_and_is_cut_by_rows(words: str) -> None:
    notes = tuple(Annotation(text("{w}", w=words), "error", Location(words, n)) for n in range(1, 70))
    results = [
        msgspec.structs.replace(result(state, *notes, name=f"{words}{n}", count=900, effect=effect), title=words)
        for n in range(40)
        for state, effect in ((State.UNMET, Effect.BLOCK), (State.UNKNOWN, Effect.WARN))
    ]
    told = msgspec.structs.replace(
        record(
            *results, problems=tuple(Problem("s", text("{w}", w=words), hint=text("{w}", w=words)) for _ in range(90))
        ),
        not_judged=(words,) * 90,
        notes=(text("{w}", w=words),) * 90,
        unused_waivers=(msgspec.structs.replace(WAIVER, reason=words),) * 90,
        expired_waivers=(msgspec.structs.replace(WAIVER, reason=words),) * 90,
        policy_title=words,
    )
    page = rendered("markdown", told)
    assert len(page.encode()) <= 60_000
    assert page.count(" more") >= 6
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)


def test_markdown_of_a_pass_is_short() -> None:
    page = rendered("markdown", record(result(State.MET), verdict=Verdict.PASS))
    assert page.startswith("## ✅ PASS: Pay\n\n1 met, of 1 criteria  \n")
    assert "Why it fails" not in page

"""The hostile pack's injection strings through every reporter, held against the pack's own rules."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml

from cdgate.builtin.reporters import REPORTERS, BuiltinReporter
from cdgate.message import text
from cdgate.model.evidence import Source
from cdgate.model.location import Location
from cdgate.model.node import Position
from cdgate.model.policy import Effect, Mode, Quarantine, Waiver
from cdgate.model.verdict import (
    Annotation,
    CriterionResult,
    GateResult,
    Judgement,
    Pipeline,
    Problem,
    QuarantinedTest,
    RunRecord,
    State,
    UsedEvidence,
    Verdict,
)
from cdgate.telling.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

PACK = Path(__file__).parents[4].parent / "shared" / "hostile" / "make_hostile.py"
DAY = date(2026, 11, 22)
# what the reporters themselves write for the runner, and the character that escapes nothing: it keeps a mention apart
OWN = re.compile(
    r"^::group::cdgate |^::endgroup::$|\x1b\[0Ksection_(?:start|end):0:cdgate_change_\w+.*?\r\x1b\[0K", re.MULTILINE
)
PLACES = {
    "console": {"all", "stdout"},
    "text": {"all", "stdout"},
    "github": {"all", "stdout"},
    "gitlab": {"all", "stdout"},
    "github-output": {"all", "stdout"},
    "markdown": {"all", "markdown"},
    "codequality": {"all"},
    "junit": {"all"},
}


def record_of(words: str) -> RunRecord:
    """Return a record that says `words` wherever a report, a repository or a policy could have put them."""
    said = text("{words}", words=words)
    note = Annotation(said, words, Location(words, 1), words)
    judgement = Judgement(
        State.UNMET, said, shown=words, limit=words, target=words, annotations=(note,), suggestion=said
    )
    waiver = Waiver(words, words, words, DAY, Position(words, 1, 1), words, words)
    flaky = Quarantine(words, words, DAY, Position(words, 1, 1))
    results = (
        CriterionResult(words, State.UNMET, Effect.BLOCK, judgement, words, words, words, words, words, words),
        CriterionResult(words, State.UNMET, Effect.WARN, judgement, words),
        CriterionResult(words, State.WAIVED, Effect.BLOCK, judgement, waiver=waiver),
    )
    return RunRecord(
        Verdict.FAIL,
        (GateResult(words, Verdict.FAIL, results),),
        Mode.CHANGE,
        DAY,
        words,
        words,
        "3f" * 32,
        Pipeline("local"),
        "0.1.0",
        commit=words,
        evidence=(UsedEvidence(words, "tests", Source(words, "a" * 64, 1, words), {words[:9]: 1}, (said,)),),
        problems=(Problem(words, said, words, said),),
        notes=(said,),
        not_judged=(words,),
        expired_waivers=(waiver,),
        unused_waivers=(waiver,),
        quarantined=(QuarantinedTest(flaky, "failed", words),),
        expired_quarantine=(flaky,),
    )


def strings(node: object) -> Iterator[str]:
    match node:
        case str():
            yield node
        case dict():
            for value in node.values():
                yield from strings(value)
        case list():
            for value in node:
                yield from strings(value)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str, str]]:
    """Return (injected text, place, forbidden pattern) rows; the text of a row is what its SARIF file says."""
    if not PACK.exists():
        pytest.skip("the hostile pack is not beside this checkout")
    target = tmp_path_factory.mktemp("pack")
    subprocess.run([sys.executable, str(PACK), str(target)], check=True, capture_output=True)
    rows = []
    with (target / "output_rules.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["file"].startswith("inject/sarif"):
                report = json.loads((target / row["file"]).read_bytes())
                injected = max(strings(report["runs"][0]["results"][0]["message"]), key=len)
                rows.append((injected, row["where"], row["forbidden_regex"]))
    return rows


@pytest.mark.parametrize("reporter", [r for r in REPORTERS if r.name in PLACES], ids=lambda reporter: reporter.name)
@pytest.mark.parametrize("width", [40, 100])
def test_injected_text_reaches_no_reader_as_an_order(
    reporter: BuiltinReporter, width: int, rules: list[tuple[str, str, str]]
) -> None:
    assert len(rules) > 50
    broken = []
    for injected, where, forbidden in rules:
        if where not in PLACES[reporter.name]:
            continue
        stream = io.StringIO(newline="")
        reporter.render(record_of(injected), Page(stream, width=width))
        hit = re.search(forbidden, OWN.sub("own ", stream.getvalue()))
        if hit:
            broken.append((injected[:60], forbidden, hit[0]))
    assert broken == []


@given(st.text(st.characters(), max_size=60))
def test_any_text_is_told_by_every_reporter_in_sound_form(words: str) -> None:
    told = {}
    for reporter in REPORTERS:
        stream = io.StringIO(newline="")
        reporter.render(record_of(words), Page(stream))
        told[reporter.name] = stream.getvalue()
        assert told[reporter.name].encode()
    assert len(json.loads(told["codequality"])) in {7, 9}  # two more where the text is a path
    assert json.loads(told["json"])["schema"] == "cdgate.run/1"
    assert JUnitXml.fromstring(told["junit"].encode()).tests == 8
    assert told["github-output"].splitlines()[0] == "verdict=FAIL"
    assert len([line for line in told["github"].splitlines() if line.startswith("::error ")]) == 2

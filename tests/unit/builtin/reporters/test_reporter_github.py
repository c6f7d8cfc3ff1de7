from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdgate.builtin.reporters.github_output_report import delimiter_for, output
from cdgate.builtin.reporters.gitlab_report import section_name
from cdgate.builtin.reporters.json_report import run_id
from cdgate.errors import PluginError
from cdgate.message import text
from cdgate.model.location import Location
from cdgate.model.policy import Effect
from cdgate.model.verdict import (
    Annotation,
    Problem,
    State,
    Verdict,
)
from tests.unit.builtin.reporters.told import ANNOTATION, WAIVER, findings, record, rendered, result


def commands(words: str, kind: str) -> list[str]:
    return [line for line in words.splitlines() if line.startswith(f"::{kind} ")]


@pytest.mark.parametrize(
    ("number", "counted", "last"),
    [
        pytest.param(10, 0, "finding 10", id="ten-are-all-told"),
        pytest.param(11, 0, "and 2 more, see the job summary", id="eleventh-is-counted"),
        pytest.param(75, 412, "and 403 more, see the job summary", id="those-left-out-of-the-record-too"),
        pytest.param(2, 5, "and 3 more, see the job summary", id="few-told-many-counted"),
    ],
)
def test_github_tells_at_most_ten_of_a_kind(number: int, counted: int, last: str) -> None:
    words = rendered("github", record(result(State.UNMET, *findings(number), count=counted)))
    told = commands(words, "error")
    assert len(told) <= 10
    assert told[-1].endswith(f"::{last}")


def test_github_tells_every_failed_criterion_before_second_annotations() -> None:
    told = record(*(result(State.UNMET, *findings(5), name=f"c{n}") for n in range(4)))
    titles = [re.search("title=([^:]+)::", line) for line in commands(rendered("github", told), "error")]
    assert [title[1] for title in titles if title][:4] == [f"a.exit.c{n}" for n in range(4)]


def test_github_tells_a_line_that_two_criteria_complain_of_once() -> None:
    told = record(*(result(State.UNMET, *findings(3), name=name) for name in ("c", "d")))
    assert len(commands(rendered("github", told), "error")) == 2 + 2


def test_github_places_annotations_as_the_runner_wants_them() -> None:
    several = Annotation(text("a"), "note", Location("src/a.py", 3, 5, 4, 9))
    part = Annotation(text("b"), "warning", Location("src/a.py", 3, 5, 3, 9))
    whole = Annotation(text("c"), "warning", Location("src/a.py"))
    outside = Annotation(text("d"), "warning", Location("/etc/passwd", 1))
    words = rendered("github", record(result(State.UNMET, ANNOTATION, several, part, whole, outside)))
    assert "::notice file=src/a.py,line=3,endLine=4,title=a.exit.c::a" in words
    assert "::warning file=src/a.py,line=3,endLine=3,col=5,endColumn=9,title=a.exit.c::b" in words
    assert "::warning file=src/a.py,title=a.exit.c::c" in words
    assert "::warning title=a.exit.c::d" in words
    assert (
        "::error file=src/a.py,line=3,endLine=3,col=5,endColumn=5,title=a.exit.c::3, wanted ≤ 0%0Ano timeout" in words
    )


def test_github_downgrades_what_only_warns_and_notes_what_is_waived() -> None:
    told = record(
        result(State.UNMET, *findings(2), effect=Effect.WARN, position=""),
        result(State.WAIVED, name="w", waiver=WAIVER),
        result(State.MET, name="f", waived_findings=2, position="elsewhere"),
        problems=(Problem("bad-thing", text("odd")),),
    )
    words = rendered("github", told)
    assert commands(words, "error") == ["::error title=bad-thing::odd"]
    assert len(commands(words, "warning")) == 2
    assert commands(words, "notice") == [
        (
            "::notice file=gates.yaml,line=7,endLine=7,col=3,endColumn=3,title=a.exit.w"
            "::waived by qa@example.com, until 2026-11-22: known"
        ),
        "::notice title=a.exit.f::findings waived: 2",
    ]


@given(st.text(max_size=2000))
def test_github_message_stays_below_the_limit_of_the_runner(words: str) -> None:
    told = record(result(State.UNMET, Annotation(text("{w}", w=words + "%" * 900), "error", Location("a.py", 1))))
    (command,) = commands(rendered("github", told), "error")
    assert len(command.split("::", 2)[2]) <= 4096


def test_output_of_several_criteria_ends_with_the_delimiter_it_began_with() -> None:
    told = record(result(name="a"), result(State.UNKNOWN, name="b"))
    delimiter = "ghadelimiter_" + hashlib.sha256(b"a.exit.a\na.exit.b").hexdigest()
    assert rendered("github-output", told) == (
        f"verdict=FAIL\nfailed_criteria<<{delimiter}\na.exit.a\na.exit.b\n{delimiter}\nrun_id={run_id(told)}\n"
    )
    assert "failed_criteria=a.exit.a\n" in rendered("github-output", record(result(name="a")))


def test_output_that_holds_its_delimiter_is_refused() -> None:
    with pytest.raises(PluginError) as refused:
        output("name", "x\nEND\nverdict=PASS", delimiter="END")
    assert refused.value.slug == "output-holds-delimiter"
    assert delimiter_for("x") != delimiter_for("y")


def test_gitlab_section_is_open_for_a_failure_and_folded_for_a_pass() -> None:
    name = "cdgate_change_3f3f3f3f3f3f"
    failed = rendered("gitlab", record(result()))
    assert failed.startswith(f"\x1b[0Ksection_start:0:{name}\r\x1b[0Kcdgate Pay: change gates, as of 2026-11-22\n")
    assert f"\n\x1b[0Ksection_end:0:{name}\r\x1b[0K\nFAIL: 1 not met" in failed
    passed = rendered("gitlab", record(result(State.MET), verdict=Verdict.PASS))
    assert passed.startswith(f"\x1b[0Ksection_start:0:{name}[collapsed=true]\r\x1b[0K")
    assert section_name("a b[x]:\r") == "a_b_x___"

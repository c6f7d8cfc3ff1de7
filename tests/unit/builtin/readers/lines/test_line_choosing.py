"""Which format a text has, where several could be meant or none."""

from __future__ import annotations

import pytest

from cdgate.builtin.readers.lines.choosing import Choice
from cdgate.builtin.readers.lines.formats import FORMATS
from cdgate.model.verdict import State
from cdgate.testing.heads import OTHER_HEADS
from tests.unit.builtin.reporters.told import ANNOTATION, record, rendered, result

FLAKE8 = "a.py:1:1: F401 'os' imported but unused\n"
GCC = "a.c:1:1: warning: odd\n"


def chosen(printed: str | bytes) -> str:
    return Choice(lambda: FORMATS).name(printed if isinstance(printed, bytes) else printed.encode())


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        pytest.param(FLAKE8 + GCC * 2, "gcc-text", id="most lines win"),
        pytest.param(FLAKE8 * 2 + GCC, "flake8-text", id="most lines win, too"),
        pytest.param("All checks passed!\n" + GCC, "gcc-text", id="a finding is worth more than a summary"),
        pytest.param("5 errors\n", "gcc-text", id="summary of nothing"),
        pytest.param("a.py:1: 'os' unused\nprose\nprose\nprose\n", "", id="a form that any text has, in prose"),
        pytest.param(
            "a.py:1: 'os' unused\n" + "    trace\n" * 9, "plain-lines", id="a form that any text has, with traces"
        ),
        pytest.param("a.py:1: 'os' unused\n" * 9 + GCC, "gcc-text", id="lines with severities decide"),
        pytest.param("  a.js:1:1: Extra semicolon.\n", "", id="without the line it needs"),
        pytest.param(
            "+ a.robot\n************* Module a\nC: 15, 0: Bad (x)\n", "pylint-text", id="with a line it must not have"
        ),
        pytest.param("<!-- flake8 -->\n" + FLAKE8, "flake8-text", id="comment first"),
        pytest.param("<a>\n</a>\na.xml:5: parser error : Mismatch\n", "xmllint-text", id="XML and what is wrong in it"),
        pytest.param("\ufeff" + FLAKE8, "flake8-text", id="byte order mark"),
        pytest.param("[WARNING] /w/A.java:[1,2] odd\n", "jvm-build-text", id="bracket first"),
    ],
)
def test_format_is_the_one_that_makes_the_most_of_the_lines(printed: str, name: str) -> None:
    assert chosen(printed) == name


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("<a>" + GCC, id="XML"),
        pytest.param("<testsuite>\na.xml:5: parser error : Mismatch\n</testsuite>\n", id="XML of test results"),
        pytest.param('{"a": "b"}\n' + GCC, id="JSON object"),
        pytest.param("[\n]\n" + GCC, id="JSON array"),
        pytest.param("\0" + GCC, id="binary"),
        pytest.param("\n \n", id="blank"),
        pytest.param("TAP version 13\nnot ok 1 - a\n" + GCC, id="TAP"),
        pytest.param("=== RUN   TestA\n" + GCC, id="go test"),
        pytest.param("mode: set\na/b.go:1.2,3.4 1 1\n", id="go profile"),
        pytest.param("a/b.go:1:\tmain\t100.0%\ntotal:\t(statements)\t100.0%\n", id="go cover -func"),
        pytest.param("SF:a.c\nDA:1,1\nend_of_record\n" + GCC, id="LCOV"),
        pytest.param("diff --git a/a.c b/a.c\n" + GCC, id="patch"),
        pytest.param("============ test session starts ============\ntest_a.py:3: AssertionError\n", id="pytest"),
        pytest.param("# Changes\n\n- a.c:12 is better now\n", id="prose"),
        pytest.param("a.txt(3): errors: none at all\n", id="a word that only begins like error"),
        pytest.param("/w/a.cpp(18): ERROR: CHECK( a == b ) is NOT correct!\n  values: 1 == 2\n", id="doctest"),
        *(
            pytest.param(f"{line}\n", id=line)
            for line in (
                "0 errors",
                "0 warnings",
                "Errors: 0",
                "0 problems",
                "Found 0 errors",
                "All validates",
                "0 hints",
            )
        ),
        *(pytest.param(head, id=name) for name, head in OTHER_HEADS.items()),
    ],
)
def test_what_is_no_text_of_findings_has_no_format(printed: str | bytes) -> None:
    assert not chosen(printed)


def test_choice_is_made_once_for_each_head() -> None:
    asked = []
    choice = Choice(lambda: (asked.append(1), FORMATS)[1])  # type: ignore[func-returns-value]  # the append counts
    head, other = GCC.encode(), FLAKE8.encode()
    assert [choice.name(one) for one in (head, head, other, head)] == [
        "gcc-text",
        "gcc-text",
        "flake8-text",
        "gcc-text",
    ]
    assert len(asked) == 3


def test_there_is_no_choice_without_formats() -> None:
    assert not Choice(tuple).name(GCC.encode())


def test_what_our_text_reporter_writes_is_read() -> None:
    printed = rendered("text", record(result(State.UNMET, ANNOTATION)))
    assert chosen(printed) == "gcc-text"
    assert "src/a.py:3:5: error: no timeout" in printed

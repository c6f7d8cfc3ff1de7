"""What the lines around the findings do to a report of lines."""

from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.lines.account import MOST_FAILURES
from cdgate.builtin.readers.lines.choosing import Choice
from cdgate.builtin.readers.lines.formats import FORMATS
from cdgate.builtin.readers.lines.listing import MOST_CHARS_OF_MESSAGE
from cdgate.builtin.readers.lines.reader import LineReader
from cdgate.builtin.readers.lines.shape import LineFormat
from cdgate.errors import EvidenceError
from cdgate.model.evidence import FindingReport, Source
from cdgate.model.grade import Level
from cdgate.model.location import Location
from cdgate.parsing.terminal import LONGEST_LINE

OWN = LineFormat(
    name="own",
    tool="own",
    title="Own",
    link="https://example.org",
    findings=(
        r"(?P<path>\w+)@(?P<line>\S+) (?:(?P<word>\w+): )?(?P<message>.*)",
        r"\* (?:\[(?P<rule>\w+)\])?(?P<message>.*)",
    ),
    headings=(r"# (?P<path>.*)",),
    details=(r"> (?P<message>.*)", r"at (?P<path>.*)"),
    asides=(r"\w+@\S+ note: ",),
    failures=(r"crash", r"\S+ fatal: "),
    opening=r"begin",
    closing=r"total (?P<total>\S+)(?: errors (?P<error>\d+))?",
    clean=r"all well",
    levels={"Odd One": "low"},
    rule_at_end="[]",
)


def read(printed: str | bytes, name: str = "own") -> FindingReport:
    form = next(form for form in (OWN, *FORMATS) if form.name == name)
    data = printed if isinstance(printed, bytes) else printed.encode()
    return LineReader(form, Choice(lambda: FORMATS)).read(BytesIO(data), Source("lint.txt", "", len(data), name))


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        pytest.param("a@1 x\n", None, id="finding"),
        pytest.param("all well\n", None, id="clean"),
        pytest.param("total 0\n", None, id="a total of nothing"),
        pytest.param("total none\n", None, id="nothing in words"),
        pytest.param("begin\na@1 x\ntotal 1\n", None, id="opened and closed"),
        pytest.param("begin\nall well\n", None, id="opened and clean"),
        pytest.param("a@1 x\nb@2 y\ntotal 1\n", None, id="more than claimed"),
        pytest.param("a@1 x\ntotal 1\nb@2 y\ntotal 1\n", None, id="two runs"),
        pytest.param("\n  \n", "no line is a finding", id="blank"),
        pytest.param("something else\n", "no line is a finding", id="nothing known"),
        pytest.param("a@1 note: x\n", "no line is a finding", id="remark alone"),
        pytest.param("total 5\n", "speaks of 5 findings (total), and 0 are listed", id="claimed and not listed"),
        pytest.param("a@1 x\ntotal 1\ntotal 1\n", "speaks of 2 findings", id="two runs, one listed"),
        pytest.param(
            "a@1 warning: x\ntotal 1 errors 1\n", "speaks of 1 findings (error)", id="fewer errors than claimed"
        ),
        pytest.param("begin\na@1 x\n", "closing line is missing", id="cut"),
        pytest.param("begin\ntotal 0\nbegin\n", "closing line is missing", id="second run cut"),
        pytest.param("crash\nall well\n", "it failed: crash", id="failure of a clean run"),
        pytest.param("a@1 fatal: x\n", "it failed: a@1 fatal: x", id="a finding that is a failure"),
        pytest.param(
            "all well\nsrc/b.py:3:1: E501 long\n", "1 lines look like findings of another tool", id="foreign findings"
        ),
        pytest.param("total 0\nb.ts(3,1): wrong\n", "1 lines look like findings of another tool", id="foreign form"),
    ],
)
def test_report_falls_short_where_nothing_proves_it_whole(printed: str, reason: str | None) -> None:
    shortfall = read(printed).shortfall
    assert (shortfall is None) if reason is None else (reason in str(shortfall))


@pytest.mark.parametrize(
    ("printed", "level", "native"),
    [
        pytest.param("a@1 warning: x", Level.WARNING, "warning", id="known word"),
        pytest.param("a@1 Info: x", Level.NOTE, "Info", id="another case"),
        pytest.param("a@1 horrid: x", Level.ERROR, "horrid", id="unknown word"),
        pytest.param("a@1 x", Level.ERROR, "", id="no word"),
    ],
)
def test_word_of_severity_decides_the_level(printed: str, level: Level, native: str) -> None:
    (finding,) = read(printed).findings
    assert (finding.level, finding.native, finding.severity) == (level, native, None)


def test_severity_of_a_security_tool_is_kept() -> None:
    (finding,) = read("a.py:4: MEDIUM: B307: insecure", "bandit-text").findings
    assert finding.severity is not None
    assert finding.severity.value == "medium"


@pytest.mark.parametrize(
    ("line", "location"),
    [
        pytest.param("7", Location("a", 7), id="number"),
        pytest.param("0", Location("a"), id="zero"),
        pytest.param("-1", Location("a"), id="negative"),
        pytest.param("None", Location("a"), id="none"),
        pytest.param("٣", Location("a"), id="other digits"),
        pytest.param("9999999999", Location("a"), id="too large"),
    ],
)
def test_line_that_is_no_line_number_leaves_the_file(line: str, location: Location) -> None:
    assert [finding.location for finding in read(f"a@{line} x").findings] == [location]


def test_finding_without_any_file_has_no_place() -> None:
    assert read("::error::x", "github-annotations").findings[0].location is None


def test_heading_and_detail_give_what_the_finding_leaves_out() -> None:
    report = read("> nothing above\n* y\n# shop/a.js\n* [r1]\n> more\n> and more\na@1 x\n")
    said = [(finding.location, finding.rule_id, finding.message) for finding in report.findings]
    assert said == [(None, "", "y"), (Location("shop/a.js"), "r1", "more"), (Location("a", 1), "", "x")]


def test_place_below_a_finding_is_nearer_than_the_heading() -> None:
    assert read("# a.js\n* x\nat b.js\n").findings[0].location == Location("b.js")


@pytest.mark.parametrize(
    ("message", "rule"),
    [
        pytest.param("x [a-b]", "a-b", id="rule"),
        pytest.param("x [a b]", "", id="two words"),
        pytest.param("x []", "", id="empty"),
        pytest.param("x [a] y", "", id="in the middle"),
        pytest.param("[a]", "", id="nothing before"),
        pytest.param("x [a]b]", "", id="closed twice"),
        pytest.param("x a]", "", id="never opened"),
    ],
)
def test_rule_is_the_one_word_in_brackets_at_the_end(message: str, rule: str) -> None:
    assert [finding.rule_id for finding in read(f"a@1 {message}").findings] == [rule]


@pytest.mark.parametrize(
    "stray",
    [
        pytest.param("src/b.c:3:1: error: wrong", id="with column"),
        pytest.param("src/b.c:3: fatal error: wrong", id="fatal"),
        pytest.param("C:\\b.c:3: error: wrong", id="drive"),
        pytest.param("\x1b[31msrc/b.c:3: error: wrong\x1b[0m", id="coloured"),
        pytest.param("11:02:13  src/b.c:3: error: wrong", id="with a clock"),
        pytest.param("[2026-01-02T03:04:05.123Z] src/b.c:3: error: wrong", id="with a date"),
    ],
)
def test_error_of_another_tool_between_the_findings_counts(stray: str) -> None:
    report = read(f"a@1 note: aside\n{stray}\ntotal 0\n")
    assert report.figures()["error"] == 1


def test_equal_findings_of_a_tool_that_repeats_itself_count_once() -> None:
    line = "a.h:3:1: warning: odd [-Wx]\n"
    report = read(f"{line}{line}{line}a.h:4:1: warning: odd [-Wx]\n2 warnings\n3 warnings\n", "gcc-text")
    assert report.figures()["findings"] == 2
    assert [str(note) for note in report.notes] == ["2 findings were repeated and count once"]
    assert report.shortfall is not None  # five claimed, two listed and two repeated


def test_equal_findings_of_other_tools_are_told_apart() -> None:
    report = read("a@1 x\na@1 x\n")
    assert len({finding.identity for finding in report.findings}) == 2


def test_identity_outlives_a_move_to_another_line() -> None:
    assert read("a@1 x").findings[0].identity == read("a@9 x").findings[0].identity


def test_note_at_the_place_above_belongs_to_it_and_any_other_stands_alone() -> None:
    above = "a.py:5: error: wrong  [x]\n"
    same, elsewhere = "a.py:5: note: because\n", "a.py:6: note: defined here\n"
    assert read(above + same + same, "mypy-text").figures()["findings"] == 1
    assert read(above + elsewhere + same, "mypy-text").figures()["note"] == 2
    assert read(same, "mypy-text").figures()["note"] == 1


def test_long_lines_messages_and_failures_are_bounded() -> None:
    report = read("a@1 " + "x" * (LONGEST_LINE * 2) + " [rule]\n" + "crash\n" * (MOST_FAILURES * 2))
    assert len(report.findings[0].message) == MOST_CHARS_OF_MESSAGE
    assert len(report.tool_errors) == MOST_FAILURES


def test_only_a_line_feed_ends_a_line() -> None:
    report = read("a@1 x\x0b\x0c\x85\u2028b@2 y\rc@3 z\n")
    assert report.figures()["findings"] == 1


def test_bytes_that_are_no_utf8_are_read_visibly() -> None:
    assert read(b"a@1 caf\xe9\n").findings[0].message == "caf\ufffd"


def test_text_in_utf16_is_refused() -> None:
    with pytest.raises(EvidenceError, match="not-text"):
        read("a@1 x\n".encode("utf-16"))

"""Formats of lines that somebody declares by templates."""

from __future__ import annotations

import io

import pytest

from cdgate.errors import ErrorGroup, EvidenceError, PolicyError
from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing.declared.declaration import load_declaration
from cdgate.parsing.declared.reader import DeclaredReader
from cdgate.parsing.declared.template import BadTemplateError, compiled

SOUND = """name: house-lint
title: House lint
link: https://example.org/house-lint
syntax: lines
recognise: "house-lint {*} checked {*} files{*}"
records:
  - "{path}:{line}:{column}: {level}: {message} [{rule}]"
  - "{path}({line}): {level} {rule}: {message}"
suppressed_records: "off {path}:{line}: {level}: {message}"
levels: {bad: high, meh: low}
skip: [rule = X9]
errors: "house-lint: crashed: {message}"
clean: "house-lint {*}, no problems"
total: "{total} problems"
"""
BEGIN = "house-lint 1.2 checked 12 files\n"


def read(report: str | bytes, declaration: str = SOUND) -> FindingReport:
    written = report if isinstance(report, bytes) else report.encode()
    reader = DeclaredReader(load_declaration(declaration.encode(), "my.yaml"))
    return reader.read(io.BytesIO(written), Source("r.txt", "0" * 64, len(written), reader.name))


def test_lines_that_fit_a_template_are_findings() -> None:
    report = read(
        BEGIN
        + "2026-01-02T03:04:05.123Z src/pay.py:3:5: \x1b[31mbad\x1b[0m: never   closed [see] [X1]\r\n"
        + "C:\\src\\b c.py(9): meh X2: too long (see a:b) [x]\n"
        + "src/pay.py:4:1: bad: left out [X9]\n"
        + "off src/pay.py:5: meh: waived\n"
        + "4 problems\n"
    )
    seen = [
        (one.rule_id, one.level.value, one.message, str(one.location and one.location.path), one.suppressed)
        for one in report.findings
    ]
    assert seen == [
        ("X1", "error", "never   closed [see]", "src/pay.py", False),
        ("X2", "note", "too long (see a:b) [x]", "C:/src/b c.py", False),
        ("", "note", "waived", "src/pay.py", True),
    ]
    place = report.findings[0].location
    assert place is not None
    assert (place.line, place.column) == (3, 5)
    assert (report.shortfall, report.notes, report.tool) == (None, (), "House lint")


@pytest.mark.parametrize(
    ("report", "shortfall"),
    [
        (BEGIN, "the report is empty, and nothing in it says that House lint ran"),
        ("house-lint 1.2 checked 12 files, no problems\n", ""),
        (BEGIN + "0 problems\n", ""),
        (BEGIN + "2 problems\nsrc/a.py:1:1: bad: x [X]\n", "the report counts 2 findings and holds 1: it is a part"),
        (BEGIN + "0 problems\nhouse-lint: crashed: boom\n", "House lint did not finish its work: boom"),
        (BEGIN + "src/a.py:1:1: bad: x [X]\n1 probl", "the line with the total is missing: the report was cut"),
        (
            BEGIN + "src/a.py:1: strange\n0 problems\n",
            "no line fits a template, and some name a place: src/a.py:1: strange",
        ),
        (BEGIN + "2 problems\n" + BEGIN + "0 problems\n", "the report counts 2 findings and holds 0: it is a part"),
        (BEGIN + "0 problems\n" + BEGIN + "src/a.py:1:1: bad: x [X]\n1 problems\n", ""),
    ],
    ids=["nothing", "clean", "zero", "part", "crashed", "cut", "strange", "first-of-two-cut", "two-runs"],
)
def test_zero_needs_a_line_that_says_so(report: str, shortfall: str) -> None:
    assert str(read(report).shortfall or "") == shortfall


def test_whoever_names_the_format_may_vouch_for_an_empty_report() -> None:
    declaration = SOUND.replace('clean: "house-lint {*}, no problems"\ntotal: "{total} problems"', "clean: named")
    assert read("\n", declaration).shortfall is None
    assert str(read("Segmentation fault\n", declaration).shortfall) == (
        "the report is not empty, and nothing in it says that the tool ran"
    )


def test_lines_with_places_that_fit_no_template_are_told() -> None:
    report = read(BEGIN + "src/a.py:1:1: bad: x [X]\nsrc/b.py:7: strange\nsrc/b.py:8: strange\n1 problems\n")
    assert [str(note) for note in report.notes] == ["2 lines name a place and fit no template: src/b.py:7: strange"]


def test_a_line_may_lack_a_level_where_the_format_gives_one() -> None:
    declaration = SOUND.replace("{level}: {message} [{rule}]", "{message}").replace(
        "levels:", "fields: {level: level | =warning}\nlevels:"
    )
    assert [one.level.value for one in read("a.py:1:2: text\n", declaration).findings] == ["warning"]


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (BEGIN.encode(), True),
        (b"\xef\xbb\xbf" + BEGIN.encode(), True),
        (b"src/a.py:1:1: bad: x [X]\n", False),
        (BEGIN.encode("utf-16-le"), False),
    ],
    ids=["known", "marked", "other", "utf-16"],
)
def test_a_format_is_known_by_its_lines(head: bytes, known: bool) -> None:  # noqa: FBT001  # a column of the table
    assert DeclaredReader(load_declaration(SOUND.encode(), "my.yaml")).recognises(head, "r.txt") is known


def test_a_report_that_is_no_text_is_refused() -> None:
    with pytest.raises(EvidenceError) as caught:
        read(BEGIN.encode() + b"\0")
    assert caught.value.slug == "not-text"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{path}:{line}:", "{path}{line}:", "something must stand between {path} and {line}"),
        ("{rule}]", "{rle}]", "{rle} is none of {path}, "),
        ("{column}", "{line}", "{line} stands in it twice"),
        ("{message} [{rule}]", "{*} [{rule}]", "the template lacks {message}"),
        (
            "{level}: {message} [{rule}]",
            "{message}",
            "put {level} into the template, or write `fields: {level: =warning}`",
        ),
        ("crashed: {message}", "crashed: {message", "a brace that is meant as such is written twice"),
        ("{total} problems", "{line} problems", "the template lacks {total}"),
        ("rule = X9", "colour = red", "'colour = red' is no condition"),
        ("rule = X9", "= x", "'= x' is no condition"),
        ("levels:", "fields: {rule: id}\nlevels:", "only a level can be said here"),
        ("levels:", "fields: {level: grade}\nlevels:", "'grade' is no path"),
        ("levels:", "comments: ['#']\nlevels:", "a format of lines has no comments"),
        ("bad: high", "bad: worst", "worst is no word of the scale"),
    ],
)
def test_a_wrong_template_is_refused_with_its_place(old: str, new: str, complaint: str) -> None:
    assert old in SOUND
    with pytest.raises((PolicyError, ErrorGroup)) as refused:
        load_declaration(SOUND.replace(old, new, 1).encode(), "my.yaml")
    errors = refused.value.members
    assert complaint in "; ".join(str(error) for error in errors)
    assert all(isinstance(error, PolicyError) and error.line for error in errors)


@pytest.mark.parametrize(
    ("template", "line", "matches"),
    [
        ("{{{rule}}} {message}", "{X1} text", True),
        ("{path} {message}", "a b.py text", True),
        ("{*}{message}", "x", False),
        ("{*}: {message}", "any thing: text", True),
        ("{message} {*}", "a b c", True),
        ("done", "done", True),
        ("done", "done.", False),
    ],
)
def test_templates_say_what_a_line_is(template: str, line: str, *, matches: bool) -> None:
    try:
        found = compiled(template).fullmatch(line) is not None
    except BadTemplateError:
        found = False
    assert found is matches


def test_no_template_makes_a_line_cost_more_than_a_moment() -> None:
    pattern = compiled("{*}a{*}a{*}a {path}({line}) {message} [{rule}]")
    for line in ("a" * 2000, "a [" * 666, " a" * 1000, "a(1) " * 400, "a a a a(1) " + " [" * 900):
        assert pattern.fullmatch(line) is None

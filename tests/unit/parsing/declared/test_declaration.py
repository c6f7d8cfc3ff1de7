"""Formats that somebody declares in a file."""

from __future__ import annotations

import pytest

from cdgate.errors import ErrorGroup, PolicyError
from cdgate.parsing.declared.declaration import load_declaration
from cdgate.parsing.declared.shape import Syntax

SOUND = """name: mytool
title: My tool
link: https://example.org/mytool
syntax: json
recognise: has mytool & has problems
records: problems[]
fields: {rule: id, message: text, path: file, line: row, level: grade}
levels: {A: high, B: low}
skip: [state = fixed]
security: true
first_line: 0
"""


def complaints(text: str, **options: frozenset[str]) -> list[tuple[int, int]]:
    with pytest.raises((PolicyError, ErrorGroup)) as refused:
        load_declaration(text.encode(), "ci/my.format.yaml", **options)
    errors = refused.value.members
    assert {error.slug for error in errors} == {"format-invalid"}
    assert all(isinstance(error, PolicyError) and error.file == "ci/my.format.yaml" for error in errors)
    return [(error.line, error.column) for error in errors if isinstance(error, PolicyError)]


def test_sound_declaration_becomes_a_format() -> None:
    shape = load_declaration(SOUND.encode(), "my.yaml")
    assert (shape.name, shape.syntax, shape.security, shape.first_line) == ("mytool", Syntax.JSON, True, 0)
    assert (shape.records, shape.recognise) == (("problems[]",), ("has mytool & has problems",))


def test_declaration_may_be_json() -> None:
    text = '{"name": "t", "title": "T", "link": "https://x.org", "syntax": "csv", "records": [], "fields": {"level": "l"}}\n'
    assert load_declaration(text.encode(), "t.json").syntax is Syntax.CSV


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("name: mytool\n", "", [(1, 1)]),
        ("name: mytool", "name: My Tool", [(1, 1)]),
        ("link: https:", "link: http:", [(3, 1)]),
        ("syntax: json", "syntax: toml", [(4, 1)]),
        ("syntax: json", "colour: red", [(4, 1)]),
        ("records: problems[]", "records: problems[", [(6, 1)]),
        ("records: problems[]", "records: []", [(6, 1)]),
        ("level: grade}", "level: ''}", [(7, 1)]),
        ("line: row", "line: '.row'", [(7, 47)]),
        ("rule: id", "rile: id", [(7, 10)]),
        ("B: low", "B: lowest", [(8, 19)]),
        ("skip: [state = fixed]", "skip: [state = fixed, = x]", [(9, 23)]),
        ("skip: [state = fixed]", "skip: ['a[ = fixed']", [(9, 8)]),
        ("first_line: 0", "first_line: 7", [(11, 1)]),
        ("syntax: json", "syntax: xml", [(6, 1)]),
        ("security: true", "tool: '[['", [(10, 1)]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_declaration_is_refused_with_its_place(old: str, new: str, places: list[tuple[int, int]]) -> None:
    assert old in SOUND
    assert complaints(SOUND.replace(old, new)) == places


def test_all_complaints_are_told_at_once() -> None:
    assert len(complaints(SOUND.replace("B: low", "B: lowest").replace("https:", "http:"))) == 2


def test_name_that_is_taken_is_refused() -> None:
    assert complaints(SOUND, taken=frozenset({"mytool"})) == [(1, 1)]


@pytest.mark.parametrize("text", ["text\n", "[1, 2]\n", "name: [1]\n"], ids=str)
def test_what_is_no_declaration_is_refused(text: str) -> None:
    assert complaints(text)

"""The paths, conditions and words of declarations."""

from __future__ import annotations

from typing import Any

import pytest

from cdgate.errors import EvidenceError
from cdgate.model.grade import Level, Severity
from cdgate.parsing.declared.conditions import BadConditionError, conditions, holding
from cdgate.parsing.declared.paths import BadPathError, Node, compiled, records
from cdgate.parsing.declared.rows import Role, Row
from cdgate.parsing.declared.scale import LEVELS, folded, grade, known_words, table

REPORT: dict[str, Any] = {
    "name": "run",
    "a.b": 1,
    "files": [
        {"path": "a.py", "hits": [{"line": 3, "file": 1, "rule": "R"}, {"line": 4}]},
        {"path": "b.py", "hits": []},
    ],
    "by": {"x.py": [{"line": 7}], "y.py": []},
    "rules": {"R": {"level": "error"}},
    "names": ["zero", "one"],
    "nothing": None,
}
ROOT = Node(REPORT)


def hit() -> Node:
    return next(iter(records(ROOT, "files[].hits[]")))


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("line", [3]),
        (".", [{"line": 3, "file": 1, "rule": "R"}]),
        ("^.path", ["a.py"]),
        ("^path", ["a.py"]),
        ("^^.name", ["run"]),
        ("^^^.name", []),
        ("$.name", ["run"]),
        ('$."a.b"', [1]),
        ("$.names[1]", ["one"]),
        ("$.names[5]", []),
        ("$.names[file]", ["one"]),
        ("$.names[missing]", []),
        ("$.names[rule]", []),
        ("$.rules[rule].level", ["error"]),
        ("$.rules[line].level", []),
        ("$.name[0]", []),
        ("$.files[].path", ["a.py", "b.py"]),
        ("$.rules.*.level", ["error"]),
        ("$.names.*", []),
        ("$.rules[]", []),
        ("line.deeper", []),
        ("@", [""]),
    ],
    ids=str,
)
def test_path_of_a_field_leads_to_its_values(path: str, found: list[Any]) -> None:
    assert hit().values(path) == found


def test_key_of_an_object_names_the_records_below_it() -> None:
    found = list(records(ROOT, "by.*[]"))
    assert [(node.value["line"], node.values("^@")) for node in found] == [(7, ["x.py"])]


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("files[].hits[]", 2),
        ("files[0].hits[]", 2),
        ("files[7].hits[]", 0),
        ("missing?[]", 0),
        ("nothing?[]", 0),
        ("files[].more?[]", 0),
        ("[]?.hits[]", 0),
        ("files[].hits?[]", 2),
        ("names.*?.x", 0),
        ("rules.R", 1),
    ],
    ids=str,
)
def test_path_of_records_leads_to_them(path: str, count: int) -> None:
    assert len(list(records(ROOT, path))) == count


@pytest.mark.parametrize(
    "path",
    ["missing[]", "nothing[]", "files[].more[]", "name[]", "[]", "names.*", "names?.x", "name.x", "rules[0]"],
    ids=str,
)
def test_records_that_the_format_always_has_must_be_there(path: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        list(records(ROOT, path))
    assert refused.value.slug == "wrong-shape"


@pytest.mark.parametrize("path", [".a", "a[", "a]", "a[[0]]", 'a"', "a..b"], ids=str)
def test_path_that_cannot_be_read_is_refused(path: str) -> None:
    with pytest.raises(BadPathError):
        compiled(path)


THINGS: dict[str, list[Any]] = {
    "yes": [True],
    "no": [False],
    "zero": [0],
    "half": [0.5],
    "word": ["Fixed "],
    "blank": [""],
    "null": [None],
    "list": [[1]],
    "empty": [[]],
    "several": ["running", "finished"],
    'with "blank"': ["x"],
}


@pytest.mark.parametrize(
    ("written", "true"),
    [
        ("yes", True),
        ("no", False),
        ("zero", False),
        ("half", True),
        ("word", True),
        ("blank", False),
        ("null", False),
        ("list", True),
        ("empty", False),
        ("gone", False),
        ("!gone", True),
        ("!empty", True),
        ("!yes", False),
        ("has empty", True),
        ("has gone", False),
        ("!has gone", True),
        ("!has null", False),
        ("word = fixed", True),
        ("word = Open | FIXED", True),
        ("word != open", True),
        ("word != fixed", False),
        ("gone != fixed", False),
        ("yes = true", True),
        ("zero = 0", True),
        ("half = 0.5", True),
        ("null = null", True),
        ("list = 1", False),
        ("several = finished", True),
        ("word ^= fix", True),
        ("word ^= xif | fi", True),
        ("word ^= open", False),
        ("yes & has zero & word = fixed", True),
        ("yes & zero", False),
    ],
    ids=str,
)
def test_condition_holds(written: str, *, true: bool) -> None:
    assert (holding((written,), lambda path: THINGS.get(path, [])) == written) is true


@pytest.mark.parametrize("written", ["", "= x", "a b", "!a = b", "has a = b", "a &  & b"], ids=repr)
def test_condition_that_nobody_can_check_is_refused(written: str) -> None:
    with pytest.raises(BadConditionError):
        conditions(written)


@pytest.mark.parametrize(
    ("native", "graded"),
    [
        ("CRITICAL", Severity.CRITICAL),
        ("Very High", Severity.CRITICAL),
        ("very_high", Severity.CRITICAL),
        ("Error", Severity.HIGH),
        ("major", Severity.HIGH),
        ("warning", Severity.MEDIUM),
        ("MINOR", Severity.MEDIUM),
        ("info", Severity.LOW),
        ("convention", Severity.LOW),
        ("Unknown", Severity.CRITICAL),
        ("", Severity.CRITICAL),
        ("P1", Severity.HIGH),
        ("note", Severity.MEDIUM),
    ],
    ids=str,
)
def test_word_has_its_grade(native: str, graded: Severity) -> None:
    assert grade(native, {"p1": "high", "note": "warning"}) is graded


def test_scale_has_a_level_for_each_grade() -> None:
    assert [LEVELS[severity] for severity in Severity] == [Level.NOTE, Level.WARNING, Level.ERROR, Level.ERROR]
    shown = list(table())
    assert next((name, level) for name, level, _ in shown) == ("critical", "error")
    assert {word for _, _, words in shown for word in words.split(", ")} == known_words()
    assert all(folded(word) == word for word in known_words())


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3", 3),
        ("3.0", 3),
        ("3-9", 3),
        ("0", None),
        ("-1", None),
        ("x", None),
        ("", None),
        ("1" * 12, None),
        ("٣", None),
    ],
    ids=str,
)
def test_number_is_taken_from_one(written: str, number: int | None) -> None:
    row = Row(Role.FINDING, lambda path: [written] if path == "line" else [])
    assert row.number("gone | line") == number
    assert row.number("gone | line", first=0) == (None if number is None and written != "0" else (number or 0) + 1)


def test_row_gives_the_first_text_and_all_texts() -> None:
    values: dict[str, list[Any]] = {"a": [None, True, {}, ""], "b": [1.5, 2], "c": ["x", "x", "y"]}
    row = Row(Role.FINDING, lambda path: values.get(path, []))
    assert row.first("a | b") == "1.5"
    assert row.first("a | =word | b") == "word"
    assert row.first("a") == ""
    assert row.every("b | c") == ("1.5", "2", "x", "y")

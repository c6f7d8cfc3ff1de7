"""Findings in columns are the same as findings in a tuple."""

from __future__ import annotations

import pytest

from cdgate.model.evidence import FindingReport, Source
from cdgate.model.finding_columns import FindingBatch, FindingColumns, Texts
from cdgate.model.location import Location
from tests.columns import MANY, columns_of

SOURCE = Source("a.json", "00", 1, "any")


def test_columns_equal_the_tuple() -> None:
    columns = columns_of(MANY, 3)
    assert columns == MANY
    assert columns == MANY
    assert columns == columns_of(MANY, 2)
    assert columns != MANY[1:]
    assert columns != list(MANY)
    assert hash(columns) == hash(MANY)


def test_columns_are_a_sequence() -> None:
    columns = columns_of(MANY, 3)
    assert len(columns) == len(MANY)
    assert (columns[2], columns[-1], columns[1:3]) == (MANY[2], MANY[-1], MANY[1:3])
    assert MANY[4] in columns
    assert list(reversed(columns)) == list(reversed(MANY))


@pytest.mark.parametrize("size", [1, 2, 7])
@pytest.mark.parametrize("numbers", [[], [0], [5, 1, 6], [3, 3]], ids=str)
def test_some_findings_are_made(numbers: list[int], size: int) -> None:
    assert columns_of(MANY, size).some(numbers) == [MANY[number] for number in numbers]


def test_files_are_those_with_a_finding() -> None:
    columns = columns_of(MANY, 2)
    unused = FindingColumns(columns.scheme, columns.kinds, [*columns.paths, "unused.py"], columns.batches)
    assert unused.files() == FindingReport(SOURCE, "x", MANY).files() == {"a.py", "b.py", "c.py"}


def test_files_that_are_called_otherwise_move_their_findings() -> None:
    moved = columns_of(MANY, 2).at({"a.py": "src/a.py"}).at({"b.py": "src/b.py"})
    places = [finding.location and finding.location.path for finding in moved]
    assert places == ["src/a.py", "src/b.py", "src/a.py", None, "c.py", "src/b.py", "src/a.py"]
    assert moved[0].location == Location("src/a.py", 1, 2, 3, 4)
    assert [finding.identity for finding in moved] == [finding.identity for finding in MANY]


def test_figures_are_those_of_a_tuple() -> None:
    of_tuple, of_columns = (
        FindingReport(SOURCE, "x", found, tool_errors=("e",)) for found in (MANY, columns_of(MANY, 3))
    )
    assert of_columns.figures() == of_tuple.figures()
    assert of_columns.figures()["suppressed"] == 1
    spared = tuple(finding for finding in MANY if not finding.suppressed)
    in_force = FindingReport(SOURCE, "x", columns_of(spared, 3))
    assert in_force.figures() == FindingReport(SOURCE, "x", spared).figures()


@pytest.mark.parametrize("texts", [[], [""], ["a", "", "bc"], ["\0", "ü", "\U0001f600"]], ids=ascii)
def test_texts_come_apart_as_they_were(texts: list[str]) -> None:
    assert Texts.of(texts).apart() == texts


def test_no_findings_are_none() -> None:
    none = columns_of((), 3)
    assert (len(none), list(none), none.files(), none.some([])) == (0, [], frozenset(), [])
    empty = FindingBatch([], [], Texts.of([]), Texts.of([]), b"")
    assert FindingColumns(none.scheme, [], [], [empty, empty]) == ()


@pytest.mark.parametrize("size", [1, 3, 9])
def test_only_some_findings_are_kept(size: int) -> None:
    columns = columns_of(MANY, size)
    of_columns, of_tuple = FindingReport(SOURCE, "x", columns), FindingReport(SOURCE, "x", MANY)
    for kind, path in (
        (lambda kind: kind.rule_id == "r1", lambda path: path != "c.py"),
        (lambda kind: not kind.suppressed, lambda path: path is not None),
        (lambda _: False, lambda _: True),
    ):
        some, other = of_columns.only(kind, path), of_tuple.only(kind, path)
        assert some == other
        assert some.figures() == other.figures()
        assert (len(some.findings), some.files()) == (len(other.findings), other.files())
        again = some.only(lambda kind: kind.rule_id != "r2")
        assert again == other.only(lambda kind: kind.rule_id != "r2")
        assert FindingReport(SOURCE, "x", columns.at({"a.py": "z.py"})).only(kind, path).figures() == some.figures()

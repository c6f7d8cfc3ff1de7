"""Parts of a report from several processes, each with numbers of its own, make the same columns."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from cdgate.model.finding import Finding
from cdgate.model.finding_columns import FindingKind
from cdgate.model.grade import Level
from cdgate.parsing.finding_parts import Columns, Part, batch_of, decode, encode
from tests.columns import MANY, Marked, columns_of


def parts_of(findings: tuple[Finding, ...], process: int) -> list[Part]:
    """Return findings as another process sends them, two in a part."""
    there = Columns()
    made = []
    for at in range(0, len(findings), 2):
        some = findings[at : at + 2]
        kinds = [
            there.kind(FindingKind(f.rule_id, f.level, f.severity, f.native, f.suppressed, f.baseline_state, f.tags))
            for f in some
        ]
        paths = [there.path(f.location.path if f.location else None) for f in some]
        places = [(p.line, p.column, p.end_line, p.end_column) if (p := f.location) else (0, 0, 0, 0) for f in some]
        batch = batch_of(kinds, paths, [f.message for f in some], [f.identity for f in some], places)
        made.append(replace(there.part([batch], others=at), process=process))
    return made


def test_parts_of_several_processes_have_numbers_of_their_own() -> None:
    columns = Columns()
    for one, other in zip(parts_of(MANY, -1), parts_of(MANY[::-1], -2), strict=True):
        for part in (one, other):
            sent = decode(encode(part))
            assert sent is not None
            columns.add(sent)
    found = columns.findings(Marked())
    order = [0, 1, 6, 5, 2, 3, 4, 3, 4, 5, 2, 1, 6, 0]
    assert found == tuple(MANY[number] for number in order)
    assert len(found.kinds) == len(set(found.kinds)) == len(columns_of(MANY, 3).kinds)
    assert columns.others == 2 * (0 + 2 + 4 + 6)


def test_no_part_is_sent_as_none() -> None:
    assert decode(encode(None)) is None


@pytest.mark.parametrize(
    ("places", "wanted"),
    [
        pytest.param([(1, 2, 3, 4), (5, 0, -1, 6)], [[1, 2, 3, 4], [5, 0, -1, 6]], id="numbers"),
        pytest.param([(1, None, 3, None)], [[1, 0, 3, 0]], id="absent"),
        pytest.param([(1 << 64, 2, -3, 1 << 62), (7, 7, None, 7)], [[0, 2, 0, 1 << 62], [7, 7, 0, 7]], id="beyond"),
        pytest.param([(-1 << 64, 2, 3, 4)], [[0, 2, 3, 4]], id="below"),
    ],
)
def test_places_are_numbers(places: list[tuple[int | None, ...]], wanted: list[list[int]]) -> None:
    columns = Columns()
    count = len(places)
    kinds = [columns.kind(FindingKind("r", Level.NOTE))] * count
    batch = batch_of(kinds, columns.paths([None] * count), [""] * count, [""] * count, places)
    columns.add(columns.part([batch]))
    assert [row.place for row in columns.findings(Marked()).rows(range(count))] == wanted


def test_kinds_and_paths_are_numbered_once() -> None:
    columns = Columns()
    kind = FindingKind("r", Level.NOTE)
    assert [columns.kind(kind), columns.kind(FindingKind("r", Level.ERROR)), columns.kind(kind)] == [0, 1, 0]
    assert columns.paths(["a", None, "a", "b"]) == [0, 1, 0, 2]
    assert columns.paths(["b", None]) == [2, 1]
    assert columns.path("b") == 2

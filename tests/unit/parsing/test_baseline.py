from __future__ import annotations

import difflib
from datetime import date
from decimal import Decimal

import pytest

from cdgate.errors import EvidenceError
from cdgate.model.baseline import Baseline, KnownFinding
from cdgate.model.evidence import Finding
from cdgate.model.floor import Floor
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location
from cdgate.model.quantity import Amount, Count, Ratio
from cdgate.parsing.baseline import read_baseline, written_baseline
from cdgate.testing.samples import source

ONE, TWO = bytes(7) + b"\x01", bytes(7) + b"\x02"
WHOLE = Baseline(
    source("baseline.json"),
    {
        "coverage.line evidence=unit": Floor(Ratio(2, 3), on=date(2026, 11, 22), commit="abc"),
        "tests.duration": Floor(Amount(Decimal("1.5"), "s"), higher=False),
        "tests.executed": Floor(Count(12), on=date(2026, 11, 1)),
    },
    frozenset({"clean", "lint"}),
    (
        KnownFinding("lint", "t", Finding("r", Level.ERROR, "", Location("a.py"), Severity.HIGH, identity="a1")),
        KnownFinding("lint", "t", Finding("", Level.NOTE, "", identity="b2")),
    ),
    {"none": frozenset(), "unit": frozenset({ONE, TWO})},
    {"none": frozenset(), "unit": frozenset({TWO})},
)


def file(floors: str = "", findings: str = "", tests: str = "", *, more: str = "") -> bytes:
    lists = f'"floors": [{floors}null], "findings": [{findings}null], "tests": [{tests}null]'
    return f'{{"schema": "cdgate.baseline/1", {lists}{more}}}'.encode()


def test_what_is_written_is_read_again_to_the_byte() -> None:
    data = written_baseline(WHOLE)
    read = read_baseline(data, WHOLE.source)
    assert written_baseline(read) == data
    assert (read.floors, read.finding_roles, read.findings) == (WHOLE.floors, WHOLE.finding_roles, WHOLE.findings)
    assert (read.executed, read.failing) == (WHOLE.executed, WHOLE.failing)
    assert str(read.notes[0]) == "recorded from 2026-11-01 to 2026-11-22"
    assert read.figures() == {"floors": 3, "findings": 2, "tests": 2, "failing_tests": 1}


def test_file_without_slots_is_read_as_well() -> None:
    plain = b"\n".join(line for line in written_baseline(WHOLE).split(b"\n") if line and not line[:-1].isdigit())
    assert written_baseline(read_baseline(plain, WHOLE.source)) == written_baseline(WHOLE)


def test_entry_comes_and_goes_without_touching_another_line() -> None:
    lines = written_baseline(WHOLE).decode().splitlines()
    more = KnownFinding("lint", "t", Finding("r", Level.ERROR, "", identity="c3"))
    fewer = Baseline(
        WHOLE.source,
        WHOLE.floors,
        WHOLE.finding_roles,
        (*WHOLE.findings[1:], more),
        {**WHOLE.executed, "unit": frozenset({ONE})},
    )
    other = written_baseline(fewer).decode().splitlines()
    changed = [line for line in difflib.ndiff(lines, other) if line[0] in "+-"]
    assert sorted(line[0] for line in changed) == ["+", "-", "-"]


def test_order_of_content_does_not_change_the_bytes() -> None:
    turned = Baseline(
        WHOLE.source,
        dict(reversed(list(WHOLE.floors.items()))),
        WHOLE.finding_roles,
        WHOLE.findings[::-1],
        dict(reversed(list(WHOLE.executed.items()))),
        WHOLE.failing,
    )
    assert written_baseline(turned) == written_baseline(WHOLE)


def test_empty_baseline_has_no_days_to_tell() -> None:
    assert read_baseline(written_baseline(Baseline(source())), source()).notes == ()


def test_file_names_of_any_bytes_can_be_written() -> None:
    odd = KnownFinding("lint", "t", Finding("r", Level.ERROR, "", Location("a\udcff.py"), identity="a1"))
    data = written_baseline(Baseline(source(), finding_roles=frozenset({"lint"}), findings=(odd,)))
    assert read_baseline(data, source()).findings[0].finding.location == Location("a\\udcff.py")


def test_both_sides_of_a_merge_count_as_the_stricter_one() -> None:
    floors = "".join(
        f'{{"key": "{key}", "value": "{value}", "better": "{word}"}},'
        for key, value, word in (
            ("up", "1/2", "higher"),
            ("up", "2/3", "higher"),
            ("up", "1/3", "higher"),
            ("down", "3", "lower"),
            ("down", "2", "lower"),
        )
    )
    tests = '"unit 0000000000000001 failing", "unit 0000000000000001", "unit 0000000000000002 failing",'
    read = read_baseline(file(floors, tests=tests), source())
    assert read.floors["up"].quantity == Ratio(2, 3)
    assert read.floors["down"].quantity == Count(2)
    assert read.executed == {"unit": frozenset({ONE, TWO})}
    assert read.failing == {"unit": frozenset({TWO})}


FLOOR = '{"key": "k", "value": "1", "better": "higher"'
FINDING = '{"id": "a", "role": "lint", "level": "error"'


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        pytest.param(b"[]", "wrong-shape", id="list"),
        pytest.param(b'{"schema": "cdgate.baseline/2"}', "unsupported-version", id="later version"),
        pytest.param(b'{"floors": []}', "unsupported-version", id="no version"),
        pytest.param(b'{"schema": "cdgate.baseline/1"}', "baseline-broken", id="lists are missing"),
        pytest.param(file(more=', "more": 1'), "baseline-broken", id="unknown list"),
        pytest.param(file("128,"), "wrong-shape", id="floor is a number"),
        pytest.param(file("true,"), "wrong-shape", id="floor is true"),
        pytest.param(file('{"key": "k", "better": "higher"},'), "wrong-shape", id="floor without value"),
        pytest.param(file(FLOOR.replace('"1"', '"0.8"') + "},"), "baseline-broken", id="rounded value"),
        pytest.param(file(FLOOR.replace('"1"', '"1/0"') + "},"), "baseline-broken", id="of nothing"),
        pytest.param(file(FLOOR.replace("higher", "up") + "},"), "baseline-broken", id="unknown direction"),
        pytest.param(file(FLOOR.replace('"k"', '" "') + "},"), "baseline-broken", id="blank key"),
        pytest.param(file(FLOOR.replace('"k"', '"\\u001b"') + "},"), "baseline-broken", id="control character"),
        pytest.param(file(FLOOR + ', "on": "soon"},'), "baseline-broken", id="no date"),
        pytest.param(
            file(FLOOR + "}," + FLOOR.replace("higher", "lower") + "},"), "baseline-broken", id="two directions"
        ),
        pytest.param(file(findings='{"id": "a"},'), "wrong-shape", id="finding without role"),
        pytest.param(file(findings=FINDING.replace("error", "fatal") + "},"), "baseline-broken", id="unknown level"),
        pytest.param(file(findings=FINDING + ', "severity": "dire"},'), "baseline-broken", id="unknown severity"),
        pytest.param(file(findings=FINDING + ', "path": 3},'), "wrong-shape", id="path is a number"),
        pytest.param(file(tests='"unit 123",'), "baseline-broken", id="short identity"),
        pytest.param(file(tests="7,"), "wrong-shape", id="test is a number"),
    ],
)
def test_unsound_file_is_refused(data: bytes, slug: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        read_baseline(data, source())
    assert caught.value.slug == slug

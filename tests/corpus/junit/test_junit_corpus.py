from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from cdgate.builtin.readers.junit import JunitReader
from cdgate.model.evidence import Source, TestReport

HERE = Path(__file__).parent


class Expected(NamedTuple):
    tests: int
    passed: int
    failed: int
    errored: int
    skipped: int
    flaky: int


# What the tools themselves print for the same run.
REPORTS = {
    "node.xml": Expected(5, 2, 1, 0, 2, 0),
    "pytest-xunit1.xml": Expected(7, 3, 1, 1, 2, 0),
    "pytest-xunit2.xml": Expected(7, 3, 1, 1, 2, 0),
    "surefire-reruns.xml": Expected(5, 2, 1, 1, 1, 1),
}


def read(name: str) -> TestReport:
    path = HERE / name
    reader = JunitReader()
    with path.open("rb") as stream:
        assert reader.recognises(stream.read(65536), name)
        stream.seek(0)
        return reader.read(stream, Source(name, "", path.stat().st_size, reader.name))


@pytest.mark.parametrize("name", REPORTS)
def test_report_of_a_tool_gives_the_figures_that_the_tool_prints(name: str) -> None:
    report = read(name)
    assert report.shortfall is None
    assert tuple(report.figures().values()) == REPORTS[name]
    assert len(report.executed) == 8 * (REPORTS[name].tests - REPORTS[name].skipped)


@pytest.mark.parametrize(
    ("name", "messages"),
    [
        ("node.xml", {"test.rounds": "1 == 2", "test.later": "not yet", "test.open": "true"}),
        (
            "pytest-xunit1.xml",
            {
                "shop.test_price.test_price_is_kept[3]": "AssertionError: price 3 is <too> high",
                "shop.test_price.test_stock": 'failed on setup with "RuntimeError: no database"',
                "shop.test_price.test_till": "needs a till",
                "shop.test_price.test_rounding": "rounding",
            },
        ),
        (
            "surefire-reruns.xml",
            {
                "alwaysFails": "status <of> the till ==> expected: <200> but was: <503>",
                "disabled": "later",
                "throwsAnError": "no till",
                "passesAtTheSecondTry": "expected: <2> but was: <1>",
            },
        ),
    ],
)
def test_cases_that_did_not_simply_pass_are_kept_with_their_message(name: str, messages: dict[str, str]) -> None:
    assert {case.name: case.message for case in read(name).cases} == messages


def test_the_place_of_a_pytest_case_is_its_first_line() -> None:
    locations = [case.location for case in read("pytest-xunit1.xml").cases]
    assert [(place.path, place.line) for place in locations if place is not None] == [
        ("shop/test_price.py", 9),
        ("shop/test_price.py", 14),
        ("shop/test_price.py", 18),
        ("shop/test_price.py", 23),
    ]


def test_every_report_has_its_figures_here() -> None:
    assert {path.name for path in HERE.glob("*.xml")} == set(REPORTS)

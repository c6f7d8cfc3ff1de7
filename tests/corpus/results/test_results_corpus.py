from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from cdgate.model.evidence import Source, TestReport
from cdgate.registry import load_registry

HERE = Path(__file__).parent
READERS = load_registry("none").readers


class Expected(NamedTuple):
    reader: str
    passed: int
    failed: int
    errored: int
    skipped: int
    flaky: int = 0


# What the tools themselves print at the end of the same run.
REPORTS = {
    "allure-broken.json": Expected("allure-json", 0, 0, 1, 0),
    "allure-failed.json": Expected("allure-json", 0, 1, 0, 0),
    "allure-passed.json": Expected("allure-json", 1, 0, 0, 0),
    "allure-skipped.json": Expected("allure-json", 0, 0, 0, 1),
    "behave.json": Expected("cucumber-json", 1, 2, 0, 0),
    "catch2.xml": Expected("catch2", 3, 2, 0, 0),
    "check.tap": Expected("tap", 1, 2, 0, 0),
    "check.xml": Expected("check", 1, 1, 1, 0),
    "cppunit.xml": Expected("cppunit", 1, 1, 1, 0),
    "ctest.xml": Expected("ctest", 1, 2, 0, 2),
    "cucumber.ndjson": Expected("cucumber-messages", 4, 1, 0, 1, 1),
    "cunit.xml": Expected("cunit", 1, 1, 1, 0),
    "doctest.xml": Expected("doctest", 3, 2, 0, 1),
    "jest.json": Expected("jest-json", 1, 1, 0, 1),
    "libtest.jsonl": Expected("libtest-json", 1, 1, 0, 1),
    "mocha.json": Expected("mocha-json", 1, 1, 0, 1),
    "mocha.tap": Expected("tap", 1, 1, 0, 1),
    "mochawesome.json": Expected("mochawesome-json", 1, 1, 0, 1),
    "newman.json": Expected("newman-json", 1, 3, 2, 1),
    "node.tap": Expected("tap", 0, 1, 0, 1),
    "perl.tap": Expected("tap", 1, 1, 0, 2),
    "playwright.json": Expected("playwright-json", 6, 2, 0, 2, 2),
    "pytest-report-reruns.json": Expected("pytest-json-report", 4, 1, 1, 2, 1),
    "pytest-report.json": Expected("pytest-json-report", 3, 2, 1, 2),
    "pytest.jsonl": Expected("pytest-reportlog", 3, 1, 1, 2),
    "robot-teardown.xml": Expected("robot", 0, 2, 0, 1),
    "robot.xml": Expected("robot", 1, 1, 0, 1),
    "teamcity.log": Expected("teamcity-tests", 3, 3, 0, 2),
    "vitest-flat.tap": Expected("tap", 2, 1, 0, 1),
    "vitest.json": Expected("jest-json", 1, 1, 0, 2),
    "vitest.tap": Expected("tap", 0, 1, 0, 0),
}


@pytest.mark.parametrize("name", REPORTS)
def test_report_of_a_tool_gives_the_figures_that_the_tool_prints(name: str) -> None:
    path = HERE / name
    reader, *figures = REPORTS[name]
    head = path.read_bytes()[:65536]
    assert [each.name for each in READERS.values() if each.recognises(head, name)] == [reader]
    with path.open("rb") as stream:
        report = READERS[reader].read(stream, Source(name, "", path.stat().st_size, reader))
    assert isinstance(report, TestReport)
    assert report.shortfall is None
    told = report.figures()
    assert [told[name] for name in ("passed", "failed", "errored", "skipped", "flaky")] == figures


def test_every_report_has_its_figures_here() -> None:
    assert {
        path.name for path in HERE.iterdir() if path.suffix in {".xml", ".json", ".jsonl", ".log", ".ndjson", ".tap"}
    } == set(REPORTS)

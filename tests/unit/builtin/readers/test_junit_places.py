from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers import junit_places
from cdgate.builtin.readers.junit import JunitReader
from cdgate.model.evidence import Source, SuiteTotals, TestReport

REPORT = """<testsuites>
<testsuite name="pytest" time="3">
  <testcase classname="tests.test_a" name="one" time="0.5"/>
  <testcase classname="tests.test_a" name="two"><failure message="no"/></testcase>
  <testcase classname="tests.test_b.TestB" name="three"><skipped/></testcase>
  <testcase classname="tests.test_b.TestB" name="four" file="tests/test_b.py"/>
  <testcase classname="" name="tests.test_broken"><error/></testcase>
  <testcase name="bare"/>
  <testsuite name="inner" file="spec/inner.js">
    <failure message="of the suite"/>
    <testcase classname="adds" name="adds"><flakyFailure/></testcase>
    <testsuite name="innermost"><testcase name="deep" filepath="spec/deep.js"/></testsuite>
  </testsuite>
  <testcase classname="tests.test_a" name="five" time="0.25"/>
  <error message="of the outer suite"/>
</testsuite></testsuites>"""


def read(report: str = REPORT, *, places: bool = True) -> TestReport:
    reader = JunitReader()
    return (reader.read_places if places else reader.read)(
        BytesIO(report.encode()), Source("junit.xml", "", 0, "junit")
    )


def test_each_place_has_its_share() -> None:
    found = {(one.suite, one.place): (one.passed, one.failed, one.errored, one.skipped) for one in read().suites}
    assert found == {
        ("pytest", "tests.test_a"): (2, 1, 0, 0),
        ("pytest", "tests.test_b.TestB"): (0, 0, 0, 1),
        ("pytest", "tests/test_b.py"): (1, 0, 0, 0),
        ("pytest", "tests.test_broken"): (0, 0, 1, 0),
        ("pytest", "pytest"): (1, 0, 1, 0),
        ("inner", "spec/inner.js"): (1, 1, 0, 0),
        ("innermost", "spec/deep.js"): (1, 0, 0, 0),
    }


def test_shares_add_up_to_what_is_read_without_places() -> None:
    whole, placed = read(places=False), read()
    assert placed.executed == whole.executed
    assert b"".join(sorted(read_of(placed))) == b"".join(sorted(read_of(whole)))
    assert placed.figures() == whole.figures()
    assert [(case.suite, case.name, case.outcome) for case in placed.cases] == [
        (case.suite, case.name, case.outcome) for case in whole.cases
    ]
    assert sum(one.duration_ms for one in placed.suites) == sum(one.duration_ms for one in whole.suites) == 750
    assert sum(one.flaky for one in placed.suites) == 1


def read_of(report: TestReport) -> list[bytes]:
    executed = b"".join(one.executed for one in report.suites) or report.executed
    return [executed[at : at + 8] for at in range(0, len(executed), 8)]


def test_cases_know_their_places() -> None:
    assert {case.name: case.place for case in read().cases} == {
        "tests.test_a.two": "tests.test_a",
        "tests.test_b.TestB.three": "tests.test_b.TestB",
        "tests.test_broken": "tests.test_broken",
        "<failure>": "spec/inner.js",
        "adds": "spec/inner.js",
        "<error>": "pytest",
    }


def test_places_beyond_the_most_are_not_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit_places, "MOST_PLACES", 2)
    cases = "".join(f'<testcase classname="c{n % 5}" name="n{n}"/>' for n in range(10))
    suites = read(f'<testsuite name="s">{cases}</testsuite>').suites
    assert {(one.place, one.passed) for one in suites} == {("c0", 2), ("c1", 2), ("", 6)}


def test_plain_reading_tells_no_places() -> None:
    assert SuiteTotals("inner", passed=1, failed=1, flaky=1) in read(places=False).suites


def test_skipped_tests_without_cases_lie_where_their_suite_does() -> None:
    inner = '<testsuite name="a" file="a.js" tests="2" skipped="1"><testcase name="x"/></testsuite>'
    report = (
        f'<testsuites tests="5" skipped="3">{inner}<testsuite name="b"><testcase name="y"/></testsuite></testsuites>'
    )
    found = {(one.suite, one.place): (one.passed, one.skipped) for one in read(report).suites}
    assert found == {("a", "a.js"): (1, 1), ("b", "b"): (1, 0), ("", ""): (0, 2)}
    assert read(report).figures() == read(report, places=False).figures()

from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.open_test_reporting import OpenTestReportingReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source, TestReport

SCHEMAS = "https://schemas.opentest4j.org/reporting"
SPACES = f'xmlns="{SCHEMAS}/core/0.2.0" xmlns:j="https://schemas.junit.org/open-test-reporting"'


def read(document: str) -> TestReport:
    return OpenTestReportingReader().read(BytesIO(document.encode()), Source("r.xml", "", 1, "open-test-reporting"))


def events(*parts: str) -> TestReport:
    return read(f'<e:events xmlns:e="{SCHEMAS}/events/0.2.0" {SPACES}>{"".join(parts)}</e:events>')


def hierarchy(*parts: str) -> TestReport:
    return read(f'<h:execution xmlns:h="{SCHEMAS}/hierarchy/0.1.0" {SPACES}>{"".join(parts)}</h:execution>')


def started(key: str, parent: str = "", kind: str = "", time: str = "2026-01-01T00:00:00Z") -> str:
    around = f' parentId="{parent}"' if parent else ""
    said = f"<metadata><j:type>{kind}</j:type></metadata>" if kind else ""
    return f'<e:started id="{key}" name="n{key}"{around} time="{time}">{said}</e:started>'


def finished(key: str, status: str = "SUCCESSFUL", reason: str = "", time: str = "2026-01-01T00:00:00.250Z") -> str:
    said = f"<reason>{reason}</reason>" if reason else ""
    return f'<e:finished id="{key}" time="{time}"><result status="{status}">{said}</result></e:finished>'


def node(name: str, *inner: str, status: str = "SUCCESSFUL", tag: str = "child", duration: str = "PT0.5S") -> str:
    return f'<h:{tag} name="{name}" duration="{duration}"><result status="{status}"/>{"".join(inner)}</h:{tag}>'


def counts(report: TestReport) -> tuple[int, int, int, int]:
    figures = report.figures()
    return figures["passed"], figures["failed"], figures["errored"], figures["skipped"]


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (f'<e:events xmlns:e="{SCHEMAS}/events/0.1.0">', True),
        (f'<events xmlns="{SCHEMAS}/events/0.2.0">', True),
        (f'<x:execution xmlns:y="urn:y" xmlns:x="{SCHEMAS}/hierarchy/0.2.0" />', True),
        ("<events/>", False),
        (f'<report xmlns="{SCHEMAS}/events/0.2.0"/>', False),
        ("no XML", False),
    ],
)
def test_head_is_told_by_root_and_namespace(head: str, known: bool) -> None:  # noqa: FBT001  # a column
    assert OpenTestReportingReader().recognises(head.encode(), "r.xml") is known


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("SUCCESSFUL", (1, 0, 0, 0)),
        ("SKIPPED", (0, 0, 0, 1)),
        ("ABORTED", (0, 0, 0, 1)),
        ("FAILED", (0, 1, 0, 0)),
        ("ERRORED", (0, 0, 1, 0)),
        ("ODD", (0, 1, 0, 0)),
    ],
)
def test_innermost_nodes_are_the_tests(status: str, expected: tuple[int, int, int, int]) -> None:
    test = (started("1"), started("2", "1"), finished("2", status), finished("1", status))
    assert counts(events(*test)) == expected
    assert counts(hierarchy(node("s", node("a", status=status), status=status, tag="root"))) == expected


def test_failure_has_suite_message_and_duration() -> None:
    outer = (started("1"), started("2", "1"))
    (case,) = events(*outer, started("3", "2"), finished("3", "FAILED", "why"), finished("2"), finished("1")).cases
    assert (case.name, case.suite, case.message, case.duration_ms) == ("n3", "n1 / n2", "why", 250)


@pytest.mark.parametrize(
    ("duration", "expected"), [("PT0.5S", 500), ("PT1M2S", 62_000), ("PT1H", 3_600_000), ("soon", 0)]
)
def test_duration_is_that_of_iso_8601(duration: str, expected: int) -> None:
    report = hierarchy(node("s", node("a", status="FAILED", duration=duration), tag="root", status="FAILED"))
    assert report.cases[0].duration_ms == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param(("1:CONTAINER:SUCCESSFUL", "2<1:TEST:SUCCESSFUL"), (1, 0, 0, 0), id="test"),
        pytest.param(("1:CONTAINER:SUCCESSFUL", "2<1:CONTAINER:SUCCESSFUL"), (0, 0, 0, 0), id="empty container"),
        pytest.param(("1:CONTAINER:SUCCESSFUL", "2<1:CONTAINER:SKIPPED"), (0, 0, 0, 1), id="container left out"),
        pytest.param(("1:CONTAINER:FAILED", "2<1:TEST:SUCCESSFUL"), (1, 1, 0, 0), id="failed after its tests"),
        pytest.param(("1:CONTAINER:FAILED", "2<1:TEST:FAILED"), (0, 1, 0, 0), id="failed with its test"),
        pytest.param(("1:CONTAINER:SKIPPED", "2<1:TEST:SKIPPED"), (0, 0, 0, 1), id="left out with its test"),
        pytest.param(("1:TEST:SUCCESSFUL",), (1, 0, 0, 0), id="outermost test"),
        pytest.param(("1:ODD:SUCCESSFUL",), (0, 0, 0, 0), id="engine without a test"),
        pytest.param(("1::FAILED",), (0, 1, 0, 0), id="engine that failed"),
    ],
)
def test_nodes_around_tests_count_where_nothing_below_tells_it(
    parts: tuple[str, ...], expected: tuple[int, int, int, int]
) -> None:
    begun: list[str] = []
    ended: list[str] = []
    for part in parts:
        place, kind, status = part.split(":")
        key, _, parent = place.partition("<")
        begun.append(started(key, parent, kind))
        ended.insert(0, finished(key, status))
    assert counts(events(*begun, *ended)) == expected


def test_test_without_an_end_is_errored() -> None:
    report = events(started("1"), started("2", "1"), finished("1"))
    assert counts(report) == (0, 0, 1, 0)
    assert "did not end" in report.cases[0].message


def test_times_that_are_none_are_no_error() -> None:
    report = events(started("1"), started("2", "1", time="never"), finished("2", "FAILED"), finished("1"))
    assert report.cases[0].duration_ms == 0


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        pytest.param((finished("9"),), "that has not begun", id="stray end"),
        pytest.param((), "no test case", id="nothing"),
    ],
)
def test_what_cannot_be_judged_is_a_shortfall(parts: tuple[str, ...], words: str) -> None:
    assert words in str(events(*parts).shortfall)


def test_elements_in_odd_places_are_passed_over() -> None:
    odd = "<reason>x</reason><result status='FAILED'/><e:finished id='9'><reason>y<e:finished id='9'/></reason></e:finished>"
    assert counts(events(odd, started("1"), started("2", "1"), finished("2"), finished("1"))) == (1, 0, 0, 0)
    mixed = f"<h:root name='r'><reason>z<e:finished xmlns:e='{SCHEMAS}/events/0.2.0'/></reason></h:root>"
    assert counts(hierarchy(mixed, node("s", node("a"), tag="root"))) == (1, 0, 1, 0)


def test_endless_chain_of_parents_is_refused() -> None:
    chain = [started("0"), *(started(str(number), str(number - 1)) for number in range(1, 300))]
    with pytest.raises(EvidenceError) as refused:
        events(*chain)
    assert refused.value.slug == "xml-too-deep"

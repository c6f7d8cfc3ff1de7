from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.case_elements import CaseElementsReader
from cdgate.builtin.readers.java_layouts import ALLURE1, JENKINS
from cdgate.model.evidence import Source, TestReport

SOURCE = Source("r.xml", "0" * 64, 1, "t")
PASSED, FAILED, ERRORED, SKIPPED = (1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)


def counts(report: TestReport) -> tuple[int, int, int, int]:
    """Passed, failed, errored, skipped."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["errored"], figures["skipped"])


def jenkins(case: str) -> TestReport:
    document = (
        "<?xml version='1.1' encoding='UTF-8'?><result><suites><suite><name>s</name><duration>1</duration><cases><case>"
        f"<className>c</className><testName>a</testName>{case}</case></cases></suite></suites></result>"
    )
    return CaseElementsReader(JENKINS).read(BytesIO(document.encode()), SOURCE)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("<skipped>false</skipped><failedSince>0</failedSince>", PASSED),
        ("<failedSince>0</failedSince>", PASSED),
        ("<skipped>true</skipped><skippedMessage>later</skippedMessage><failedSince>0</failedSince>", SKIPPED),
        ("<skipped>strange</skipped>", FAILED),
        ("<skipped>false</skipped><errorStackTrace/><failedSince>4</failedSince>", FAILED),
        ("<skipped>false</skipped><errorDetails>x</errorDetails><failedSince>0</failedSince>", FAILED),
        ("<skipped>false</skipped><failedSince>4</failedSince>", FAILED),
    ],
    ids=["passed", "old", "skipped", "strange", "trace", "details", "only-since-when"],
)
def test_jenkins_case_is_what_jenkins_says(case: str, expected: tuple[int, int, int, int]) -> None:
    assert counts(jenkins(case)) == expected


def test_jenkins_case_tells_where_and_why() -> None:
    (case,) = jenkins(
        "<duration>1.5</duration><errorDetails>why</errorDetails><errorStackTrace>at</errorStackTrace>"
    ).cases
    assert (case.suite, case.name, case.message, case.duration_ms) == ("c", "a", "why", 1500)


def allure(case: str) -> TestReport:
    document = (
        '<ns2:test-suite xmlns:ns2="urn:model.allure.qatools.yandex.ru"><name>s</name><title>t</title><test-cases>'
        f"{case}</test-cases></ns2:test-suite>"
    )
    return CaseElementsReader(ALLURE1).read(BytesIO(document.encode()), SOURCE)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("passed", PASSED),
        ("failed", FAILED),
        ("broken", ERRORED),
        ("pending", SKIPPED),
        ("canceled", SKIPPED),
        ("skipped", SKIPPED),
        ("strange", FAILED),
    ],
)
def test_allure_status_decides(status: str, expected: tuple[int, int, int, int]) -> None:
    assert counts(allure(f'<test-case status="{status}"><name>a</name></test-case>')) == expected


def test_allure_case_tells_what_it_says_and_not_what_its_steps_say() -> None:
    steps = '<steps><step status="passed"><name>first</name></step></steps>'
    failure = "<failure><message>why</message><stack-trace>at</stack-trace></failure>"
    (case,) = allure(f'<test-case status="failed">{steps}<name>a</name>{failure}</test-case>').cases
    assert (case.suite, case.name, case.message) == ("s", "a", "why")


def test_allure_without_its_namespace_is_no_report() -> None:
    head = b'<test-suite start="1"><name>s</name></test-suite>'
    assert not CaseElementsReader(ALLURE1).recognises(head, "a-testsuite.xml")

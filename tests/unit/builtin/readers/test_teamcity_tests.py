from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.teamcity_tests import TeamcityTestsReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source, TestReport

SOURCE = Source("r.log", "0" * 64, 1, "t")
STARTED, FINISHED = "##teamcity[testStarted name='a']", "##teamcity[testFinished name='a' duration='1500']"
FAILED = "##teamcity[testFailed name='a' message='x']"
IGNORED = "##teamcity[testIgnored name='a' message='later']"
RETRIES = "##teamcity[testRetrySupport enabled='true']"


def read(*lines: str) -> TestReport:
    return TeamcityTestsReader().read(BytesIO("\n".join(lines).encode()), SOURCE)


def counts(report: TestReport) -> tuple[int, int, int, int, int]:
    """Passed, failed, errored, skipped, flaky."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["errored"], figures["skipped"], figures["flaky"])


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((STARTED, FINISHED), (1, 0, 0, 0, 0)),
        (("[12:00] out " + STARTED + " in" + FINISHED,), (1, 0, 0, 0, 0)),
        ((STARTED, FAILED, FINISHED), (0, 1, 0, 0, 0)),
        ((STARTED, FAILED, IGNORED, FINISHED), (0, 1, 0, 0, 0)),
        ((FAILED,), (0, 1, 0, 0, 0)),
        ((STARTED, IGNORED, FINISHED), (0, 0, 0, 1, 0)),
        ((IGNORED,), (0, 0, 0, 1, 0)),
        ((STARTED,), (0, 0, 1, 0, 0)),
        ((STARTED, FAILED), (0, 0, 1, 0, 0)),
        ((STARTED, STARTED, FINISHED), (2, 0, 0, 0, 0)),
        ((STARTED, FINISHED, FINISHED), (1, 0, 0, 0, 0)),
        ((STARTED, FINISHED, "##teamcity[buildProblem description='no disk']"), (1, 0, 1, 0, 0)),
        ((STARTED, FINISHED, "##teamcity[progressMessage 'so far']"), (1, 0, 0, 0, 0)),
        ((STARTED, FINISHED, STARTED, FAILED, FINISHED), (1, 1, 0, 0, 0)),
        ((RETRIES, STARTED, FAILED, FINISHED, STARTED, FINISHED), (1, 0, 0, 0, 1)),
        ((RETRIES, STARTED, FINISHED, STARTED, FAILED, FINISHED, STARTED, FINISHED), (1, 0, 0, 0, 1)),
        ((RETRIES, STARTED, FAILED, FINISHED, STARTED, IGNORED, FINISHED), (0, 1, 0, 0, 0)),
        ((RETRIES, RETRIES.replace("true", "false"), STARTED, FAILED, FINISHED, STARTED, FINISHED), (1, 1, 0, 0, 0)),
    ],
    ids=[
        *(
            "passed",
            "behind-output",
            "failed",
            "failed-and-ignored",
            "failed-unstarted",
            "ignored",
            "ignored-unstarted",
        ),
        *("cut", "cut-after-failure", "started-twice", "finished-twice", "problem", "other", "repeated", "retried"),
        *("flaky-stays", "retried-in-vain", "retries-off"),
    ],
)
def test_messages_tell_the_outcome(lines: tuple[str, ...], expected: tuple[int, int, int, int, int]) -> None:
    report = read(*lines)
    assert (counts(report), report.shortfall) == (expected, None)


def test_case_tells_what_the_messages_say() -> None:
    (case,) = read(
        "##teamcity[testSuiteStarted name='outer']",
        "##teamcity[testSuiteStarted name='in|[ner|]']",
        "##teamcity[testStarted name='a']",
        "##teamcity[testFailed name='a' message='it|'s ||wrong|0x2014 |0xd800|nmore' details='z']",
        FINISHED,
        "##teamcity[testSuiteFinished name='outer']",
    ).cases
    assert (case.suite, case.message, case.duration_ms) == ("outer > in[ner]", "it's |wrong\u2014 \ufffd", 1500)


def test_flows_do_not_mix() -> None:
    report = read(
        "##teamcity[testSuiteStarted name='s' flowId='1']",
        "##teamcity[testStarted name='a' flowId='1']",
        "##teamcity[testStarted name='a' flowId='2']",
        "##teamcity[testFailed name='a' flowId='2']",
        "##teamcity[testFinished name='a' flowId='1']",
        "##teamcity[testFinished name='a' flowId='2']",
        "##teamcity[testSuiteFinished name='s']",
        "##teamcity[testSuiteFinished name='unknown']",
    )
    assert (counts(report), report.cases[0].suite, report.shortfall) == ((1, 1, 0, 0, 0), "", None)


@pytest.mark.parametrize(
    "line",
    ["##teamcity[testFailed name='a' mess", "##teamcity[testSuiteStarted name='b']"],
    ids=["message", "suite"],
)
def test_what_is_cut_cannot_be_judged(line: str) -> None:
    assert read(STARTED, FINISHED, line).shortfall is not None


def test_other_messages_may_be_cut() -> None:
    assert read(STARTED, FINISHED, "##teamcity[message text='").shortfall is None


def test_many_unclosed_messages_cost_one_look() -> None:
    assert read("##teamcity[testFailed '" * 200_000).shortfall is not None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"building\n##teamcity[testStarted name='a']", True),
        (b"##teamcity[testSuiteStarted name='a']", True),
        (b"##teamcity[message text='a']", False),
        (b"##teamcity[testStarted name='a']\n##teamcity[inspection typeId='x']", False),
        (b"##teamcity[testStarted name='a']\0", False),
    ],
)
def test_messages_about_tests_are_recognised(head: bytes, expected: bool) -> None:  # noqa: FBT001  # a table of truths
    assert TeamcityTestsReader().recognises(head, "build.log") is expected


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(EvidenceError):
        read("\0")

from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.testng import TestngReader as Reader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source, TestReport

SOURCE = Source("r.xml", "0" * 64, 1, "t")


def read(methods: str, totals: str = "") -> TestReport:
    inner = f'<test name="t"><class name="c">{methods}</class></test>'
    document = f"<testng-results {totals}><suite>{inner}</suite></testng-results>"
    return Reader().read(BytesIO(document.encode()), SOURCE)


def counts(report: TestReport) -> tuple[int, int, int, int, int]:
    """Passed, failed, errored, skipped, flaky."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["errored"], figures["skipped"], figures["flaky"])


def method(status: str, others: str = "", inner: str = "", name: str = "a") -> str:
    return f'<test-method name="{name}" status="{status}" {others}>{inner}</test-method>'


PARAMETERS = (
    '<params><param index="0"><value><![CDATA[ {one}]]></value></param>'
    '<param index="1"><value is-null="true"/></param></params>'
)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("PASS", (1, 0, 0, 0, 0)),
        ("FAIL", (0, 1, 0, 0, 0)),
        ("SKIP", (0, 0, 0, 1, 0)),
        ("SUCCESS_PERCENTAGE_FAILURE", (0, 1, 0, 0, 0)),
        ("STRANGE", (0, 1, 0, 0, 0)),
    ],
)
def test_status_decides(status: str, expected: tuple[int, int, int, int, int]) -> None:
    assert counts(read(method(status))) == expected


def test_case_tells_what_the_method_says() -> None:
    said = "<exception class='E'><message>why</message><full-stacktrace>at x</full-stacktrace></exception>"
    (case,) = read(
        method("FAIL", 'duration-ms="1500"', said + "<reporter-output><line>z</line></reporter-output>")
    ).cases
    assert (case.suite, case.name, case.message, case.duration_ms) == ("t > c", "a", "why", 1500)


def test_parameters_and_instances_tell_methods_apart() -> None:
    report = read(
        method("FAIL", inner=PARAMETERS.replace("{one}", "1 \n 2"))
        + method("FAIL", 'test-instance-name="i"')
        + method("FAIL", 'test-instance-name="a" duration-ms="x"')
    )
    assert [case.name for case in report.cases] == ["a(1 2, null)", "a [i]", "a"]
    assert report.cases[2].duration_ms == 0


def test_package_and_class_may_be_split() -> None:
    document = (
        '<testng-results><suite><test name=""><class package="p" name="c"><test-method name="a" status="FAIL"/></class></test>'
        "</suite></testng-results>"
    )
    assert Reader().read(BytesIO(document.encode()), SOURCE).cases[0].suite == "p.c"


@pytest.mark.parametrize(
    ("status", "expected"),
    [("PASS", (1, 0, 0, 0, 0)), ("SKIP", (1, 0, 0, 0, 0)), ("FAIL", (1, 0, 1, 0, 0))],
)
def test_configuration_counts_only_where_it_failed(status: str, expected: tuple[int, int, int, int, int]) -> None:
    totals = 'total="1" passed="1" failed="0" skipped="0"'
    report = read(method("PASS") + method(status, 'is-config="true"', name="open"), totals)
    assert counts(report) == expected
    assert report.shortfall is None


@pytest.mark.parametrize(
    ("methods", "expected"),
    [
        (method("SKIP", 'retried="true"') + method("PASS"), (1, 0, 0, 0, 1)),
        (method("PASS") + method("SKIP", 'retried="true"'), (1, 0, 0, 0, 1)),
        (method("SKIP", 'retried="true"') * 2 + method("FAIL"), (0, 1, 0, 0, 0)),
        (method("SKIP", 'retried="true"') * 2, (0, 1, 0, 0, 0)),
        (method("SKIP", 'retried="true"') + method("PASS", name="b"), (1, 1, 0, 0, 0)),
    ],
    ids=["passes-later", "in-any-order", "fails-in-the-end", "never-ends", "of-another-method"],
)
def test_attempts_are_one_case(methods: str, expected: tuple[int, int, int, int, int]) -> None:
    assert counts(read(methods)) == expected


@pytest.mark.parametrize(
    ("totals", "sound"),
    [
        ('passed="1" failed="1" skipped="0" retried="1" ignored="4" total="7"', True),
        ('passed="1" failed="1" skipped="1" total="3"', True),
        ('passed="2" failed="1" skipped="1" total="4"', False),
        ('passed="0" failed="2" skipped="0" total="2"', False),
        ("", True),
    ],
    ids=["exact", "attempts-among-the-skipped", "more-methods", "more-failures", "none"],
)
def test_totals_must_be_those_of_the_methods(totals: str, sound: bool) -> None:  # noqa: FBT001  # a table of truths
    held = method("PASS") + method("SKIP", 'retried="true"') + method("FAIL", name="b")
    held += method("FAIL", 'is-config="true"', name="close")
    assert (read(held, totals).shortfall is None) is sound


def test_long_texts_are_cut() -> None:
    message = "x" * 20_000
    inner = f"<exception><message>{message}</message></exception>{PARAMETERS.replace('{one}', 'y')}"
    (case,) = read(method("FAIL", inner=inner)).cases
    assert (len(case.message), case.name) == (400, "a(, null)")


def test_results_in_other_files_are_missed() -> None:
    document = b'<testng-results total="1" passed="1" failed="0"><suite url="s/testng-results.xml"/></testng-results>'
    assert Reader().read(BytesIO(document), SOURCE).shortfall is not None


@pytest.mark.parametrize("document", [b"<suite/>", b"<testng-results", b'<testng-results passed="-1"/>'])
def test_what_is_no_report_is_refused(document: bytes) -> None:
    with pytest.raises(EvidenceError):
        Reader().read(BytesIO(document), SOURCE)

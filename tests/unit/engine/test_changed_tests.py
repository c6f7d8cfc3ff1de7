from __future__ import annotations

import pytest

from cdgate.builtin.metrics import cdgate_metrics
from cdgate.engine.measure import measure
from cdgate.model.baseline import Baseline
from cdgate.model.change import ChangedFile, ChangeReport, Status
from cdgate.model.evidence import EvidenceSet, Item, Outcome, SuiteTotals, TestCase, TestReport
from cdgate.model.measurement import Measurement, MetricRequest, Missing, NotApplicable, Reading, Scope
from cdgate.model.quantity import Count, Ratio
from tests.unit.engine.values import outcomes, source

METRICS = {metric.name: metric for metric in cdgate_metrics()}
PAY, OLD = TestCase("pay", "s", Outcome.FAILED, place="pay"), TestCase("old", "s", Outcome.FAILED, place="old")
REPORT = TestReport(
    source("junit.xml"),
    (
        SuiteTotals("s", passed=1, failed=1, place="pay", executed=PAY.identity + b"passed.."),
        SuiteTotals("s", passed=2, failed=1, place="old", executed=OLD.identity),
    ),
    (PAY, OLD),
    files={"pay": ("tests/test_pay.py",), "old": ("tests/test_old.py",)},
)
LOST = TestReport(source("other.xml"), (SuiteTotals("x", failed=1, place="title"),), files={"title": ()})


def changed(path: str, status: Status = Status.MODIFIED, *, binary: bool = False) -> ChangedFile:
    return ChangedFile(path, status, added=2, binary=binary)


def asked(
    metric: str, *files: ChangedFile, reports: tuple[TestReport, ...] = (REPORT,), scope: Scope | None = None
) -> Reading:
    change = ChangeReport(source("git"), files)
    known = Baseline(
        source("b"), executed={"unit": frozenset({OLD.identity, PAY.identity})}, failing={"unit": frozenset()}
    )
    items = (*(Item("unit", one) for one in reports), Item("change", change), Item("baseline", known))
    request = MetricRequest(metric, scope=scope or Scope(changed=True))
    tree = frozenset({"tests/test_pay.py", "tests/test_old.py"})
    (reading,) = measure([request], EvidenceSet(items, (), tree), METRICS)[request]
    return reading


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("tests.failed", Count(1)),
        ("tests.executed", Count(2)),
        ("tests.pass_rate", Ratio(1, 2)),
        ("tests.new", Count(1)),
        ("tests.newly_failing", Count(1)),
    ],
)
def test_cases_of_changed_files_are_measured(metric: str, value: Count | Ratio) -> None:
    reading = asked(
        metric, changed("tests/test_pay.py"), changed("src/pay.py"), changed("tests/test_old.py", Status.DELETED)
    )
    assert isinstance(reading.value, Measurement)
    assert reading.value.quantity == value


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("tests.executed", 0),
        ("tests.passed", 0),
        ("tests.new", 0),
        ("tests.failed", None),
        ("tests.skipped", None),
        ("tests.pass_rate", None),
        ("tests.duration", None),
    ],
)
def test_no_test_in_the_change_counts_0_where_more_is_better_else_it_does_not_apply(
    metric: str, value: int | None
) -> None:
    reading = asked(metric, changed("src/pay.py"))
    if value is None:
        assert isinstance(reading.value, NotApplicable)
        assert "files changed: 1" in str(reading.value.reason)
    else:
        assert isinstance(reading.value, Measurement)
        assert reading.value.quantity == Count(value)


@pytest.mark.parametrize(
    "file",
    [
        changed("README.md"),
        changed("docs/LICENSE"),
        changed("logo.png", binary=True),
        changed("test_x.py", Status.DELETED),
    ],
    ids=lambda file: file.path,
)
def test_lost_cases_are_no_matter_where_no_test_can_lie_in_the_change(file: ChangedFile) -> None:
    assert isinstance(asked("tests.failed", file, reports=(REPORT, LOST)).value, NotApplicable)


@pytest.mark.parametrize(
    "file", [changed("src/pay.py"), changed("data.yaml"), changed("test_x.py", Status.RENAMED)], ids=str
)
def test_lost_cases_leave_the_criterion_unknown(file: ChangedFile) -> None:
    reading = asked("tests.failed", file, reports=(REPORT, LOST))
    assert isinstance(reading.value, Missing)
    assert "1 of 6 test cases name no file" in str(reading.value.reason)


@pytest.mark.parametrize(
    ("path", "missed"),
    [
        ("tests/test_more.py", True),
        ("src/pay_test.py", True),
        ("tests/conftest.py", False),
        ("tests/latest.py", False),
        ("src/pay.test.js", False),
    ],
)
def test_changed_test_file_without_a_test_in_the_reports_is_missed(path: str, missed: bool) -> None:  # noqa: FBT001  # a table
    reading = asked("tests.failed", changed("tests/test_pay.py"), changed(path))
    assert isinstance(reading.value, Missing) is missed
    if isinstance(reading.value, Missing):
        assert f"1 changed test files have no test in the reports: {path} (run" in str(reading.value.reason)


def test_only_some_of_many_missed_files_are_named() -> None:
    reading = asked("tests.failed", *(changed(f"tests/test_n{number}.py") for number in range(4)))
    assert isinstance(reading.value, Missing)
    assert "tests/test_n2.py, ..." in str(reading.value.reason)


@pytest.mark.parametrize(
    ("name", "missed"),
    [
        ("FooTest", True),
        ("FooTests", True),
        ("FooIT", True),
        ("Contest", False),
        ("AbstractFooTest", False),
        ("BaseTest", False),
    ],
)
def test_names_of_java_tests_are_known(name: str, missed: bool) -> None:  # noqa: FBT001  # a table
    suite = SuiteTotals("s", passed=1, place="com.A")
    report = TestReport(source(), (suite,), files={"com.A": ("com/A.java",)})
    reading = asked("tests.failed", changed("com/A.java"), changed(f"com/{name}.java"), reports=(report,))
    assert isinstance(reading.value, Missing) is missed


def test_path_and_change_both_narrow() -> None:
    scope = Scope(changed=True, paths=("tests/test_old*",))
    assert isinstance(asked("tests.failed", changed("tests/test_pay.py"), scope=scope).value, NotApplicable)
    both = asked("tests.failed", changed("tests/test_pay.py"), changed("tests/test_old.py"), scope=scope)
    assert isinstance(both.value, Measurement)
    assert both.value.quantity == Count(1)


def test_path_leaves_unplaced_cases_unknown() -> None:
    reading = asked("tests.failed", reports=(REPORT, LOST), scope=Scope(paths=("tests/**",)))
    assert isinstance(reading.value, Missing)


def test_identities_without_places_leave_new_tests_unknown() -> None:
    plain = outcomes(SuiteTotals("s", passed=1), path="plain.xml")
    assert isinstance(asked("tests.new", changed("src/pay.py"), reports=(plain,)).value, Missing)

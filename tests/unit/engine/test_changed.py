from __future__ import annotations

import msgspec
import pytest

from cdgate.engine.changed import change_of, only_changed, unmeasured
from cdgate.engine.measure import measure
from cdgate.extension import Better
from cdgate.model.change import ChangedFile, ChangeReport, Status
from cdgate.model.evidence import CoverageReport, EvidenceSet, FileCoverage, Finding, Gap, Item
from cdgate.model.grade import Level
from cdgate.model.location import Location
from cdgate.model.measurement import Measurement, MetricRequest, Missing, NotApplicable, Reading, Scope
from cdgate.model.quantity import Count, Ratio
from tests.unit.engine.values import NOTHING, CountOf, coverage, evidence, finding, findings, outcomes, source


def changed(path: str, *lines: int, status: Status = Status.MODIFIED, words: str = "x = 1") -> ChangedFile:
    return ChangedFile(path, status, added=sum(1 << n for n in lines), new_text=dict.fromkeys(lines, words))


def change(*files: ChangedFile) -> ChangeReport:
    return ChangeReport(source("git diff"), files, base="b" * 40)


class Lines(CountOf):
    """Line coverage."""

    name = "lines"
    unit = "%"
    better = Better.HIGHER
    needs = CoverageReport.kind

    def measure(self, evidence: EvidenceSet, scope: Scope) -> Measurement | Missing:
        del scope
        counts = [file.lines() for report in evidence.of("coverage") for file in report.files]
        whole = sum(total for _, total in counts)
        return Measurement(Ratio(sum(part for part, _ in counts), whole)) if whole else Missing(NOTHING)


METRICS = {"lines": Lines(), "findings.count": CountOf()}
CHANGED = Scope(changed=True)
COVERED = coverage(
    FileCoverage("src/a.py", 0b111110, 0b000110, {2: (1, 2), 4: (0, 2)}), FileCoverage("src/b.py", 0b10, 0b10)
)


def ask(whole: EvidenceSet, metric: str = "lines", scope: Scope = CHANGED, per: str = "") -> tuple[Reading, ...]:
    request = MetricRequest(metric, scope=scope, per=per)
    return measure([request], whole, METRICS)[request]


def test_coverage_counts_only_added_lines() -> None:
    (reading,) = ask(evidence(cov=COVERED, change=change(changed("src/a.py", 2, 4, 9))))
    assert reading.value == Measurement(Ratio(1, 2))


def test_branches_of_other_lines_are_left_out() -> None:
    narrowed = only_changed(evidence(cov=COVERED), change(changed("src/a.py", 4)))
    assert narrowed.of("coverage")[0].files == (FileCoverage("src/a.py", 0b10000, 0, {4: (0, 2)}),)


def test_other_evidence_is_left_alone() -> None:
    whole = evidence(t=outcomes())
    assert only_changed(whole, change()) == whole


def at(path: str, line: int | None, end_line: int | None = None) -> Finding:
    return Finding("r", Level.ERROR, "m", Location(path, line, end_line=end_line))


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        pytest.param(at("src/a.py", 4), True, id="at-an-added-line"),
        pytest.param(at("src/a.py", 5), False, id="beside-it"),
        pytest.param(at("src/a.py", 2, 4), True, id="ends-at-it"),
        pytest.param(at("src/a.py", 2, 3), False, id="ends-before-it"),
        pytest.param(at("src/a.py", None), True, id="no-line-in-a-touched-file"),
        pytest.param(at("src/new.py", 99), True, id="anywhere-in-a-new-file"),
        pytest.param(at("src/other.py", 4), False, id="untouched-file"),
        pytest.param(finding("r"), False, id="nowhere"),
    ],
)
def test_findings_belong_to_the_change_by_their_lines(found: Finding, kept: bool) -> None:  # noqa: FBT001  # a table row
    report = change(changed("src/a.py", 4), changed("src/new.py", 1, status=Status.ADDED))
    (reading,) = ask(evidence(lint=findings(found), change=report), "findings.count")
    assert reading.value == Measurement(Count(int(kept)))


@pytest.mark.parametrize(
    "files",
    [
        pytest.param((), id="empty"),
        pytest.param((changed("src/a.py", 50),), id="no-coverable-line-added"),
        pytest.param((changed("docs/a.md", 1),), id="no-source"),
        pytest.param((changed("tests/test_a.py", 1),), id="tests-only"),
        pytest.param((changed("src/a_test.py", 1),), id="tests-by-name"),
        pytest.param((changed("src/new.py", 1, words="  "),), id="blank-lines-only"),
        pytest.param((changed("src/old.py", status=Status.DELETED),), id="deleted"),
        pytest.param((changed("src/moved.py", status=Status.RENAMED),), id="moved"),
    ],
)
def test_change_without_a_coverable_line_is_not_applicable(files: tuple[ChangedFile, ...]) -> None:
    for per in ("", "file"):
        (reading,) = ask(evidence(cov=COVERED, change=change(*files)), per=per)
        assert isinstance(reading.value, NotApplicable)
        assert "adds no line that lines measures" in str(reading.value.reason)


def test_changed_source_that_no_report_knows_proves_nothing() -> None:
    whole = evidence(
        cov=COVERED, change=change(changed("src/a.py", 1), *(changed(f"src/n{n}.py", 1) for n in range(4)))
    )
    (reading,) = ask(whole)
    assert isinstance(reading.value, Missing)
    assert "4 changed files are in no coverage report: src/n0.py, src/n1.py, src/n2.py, ..." in str(
        reading.value.reason
    )
    assert unmeasured(whole, whole.of("change")[0], ("lib/**",)) is None


def test_file_with_counts_only_cannot_be_held_against_a_change() -> None:
    counted = coverage(FileCoverage("src/a.py", counted=(5, 5)))
    (reading,) = ask(
        evidence(
            cov=counted,
            change=change(changed("src/a.py", 1)),
            other=COVERED.__class__(source("x"), (FileCoverage("src/z.py", 2, 2),)),
        )
    )
    assert isinstance(reading.value, Missing)


def test_metric_that_the_reports_do_not_have_is_not_excused() -> None:
    nothing = coverage(FileCoverage("src/a.py"))
    (reading,) = ask(evidence(cov=nothing, change=change()))
    assert reading.value == Missing(NOTHING)


def test_without_a_change_there_is_no_value() -> None:
    (reading,) = ask(evidence(cov=COVERED))
    assert isinstance(reading.value, Missing)
    assert "change: {git: {base: origin/main}}" in str(reading.value.reason)


def test_change_that_cannot_be_told_says_why() -> None:
    gone = EvidenceSet((Item("c", COVERED),), (Gap("change", NOTHING, "change"),))
    assert change_of(gone) == (None, NOTHING)
    short = msgspec.structs.replace(change(), shortfall=NOTHING)
    assert change_of(evidence(change=short)) == (None, NOTHING)


def test_two_descriptions_of_the_change_count_together() -> None:
    one, two = (
        change(changed("src/a.py", 1)),
        msgspec.structs.replace(change(changed("src/b.py", 1)), source=source("b")),
    )
    (reading,) = ask(evidence(cov=COVERED, one=one, two=two))
    assert reading.value == Measurement(Ratio(2, 2))


@pytest.mark.parametrize("order", [1, -1], ids=["one way", "the other way"])
def test_path_named_twice_has_the_lines_of_both(order: int) -> None:
    gone = ChangedFile("src/a.py", Status.DELETED, removed=3)
    parts = (gone, changed("src/a.py", 2))[::order]
    whole, why = change_of(evidence(one=change(parts[0]), two=change(parts[1])))
    assert why is None
    assert whole is not None
    assert [(file.status, file.added, file.removed) for file in whole.files] == [(Status.MODIFIED, 0b100, 3)]

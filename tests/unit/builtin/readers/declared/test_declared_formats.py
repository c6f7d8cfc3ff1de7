from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping

import pytest

from cdgate.builtin.readers.declared import declared_readers
from cdgate.builtin.readers.declared.empty_findings import EmptyFindingsReader
from cdgate.builtin.readers.declared.linter_junit import is_of_a_linter
from cdgate.builtin.readers.lazy import shortlist
from cdgate.errors import EvidenceError
from cdgate.extension import Reader
from cdgate.model.evidence import FindingReport, Source
from cdgate.parsing.declared.faults import faults_of
from cdgate.parsing.declared.reader import DeclaredReader
from cdgate.registry import load_registry
from cdgate.testing.samples import source
from tests.unit.builtin.readers.declared.declared_samples import DECLARED

READERS: Mapping[str, Reader] = {reader.name: reader for reader in (*declared_readers(), EmptyFindingsReader())}
ALL = load_registry("none").readers


def read(name: str, text: str) -> FindingReport:
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    report = READERS[name].read(io.BytesIO(data), Source("report", digest, len(data), name))
    assert isinstance(report, FindingReport)
    return report


def test_every_declared_format_has_a_sample() -> None:
    assert set(DECLARED) == set(READERS)


@pytest.mark.parametrize("name", DECLARED)
def test_sample_gives_its_figures(name: str) -> None:
    report = read(name, DECLARED[name].text)
    figures = report.figures()
    told = {key: figures[key] for key in DECLARED[name].figures}
    assert told == dict(DECLARED[name].figures)
    levels = figures["error"] + figures["warning"] + figures["note"]
    assert levels == figures["findings"]
    assert (report.shortfall is None) == (name != "empty-findings")


@pytest.mark.parametrize("name", DECLARED)
def test_sample_is_recognised_by_exactly_one_reader(name: str) -> None:
    head = DECLARED[name].text.encode()
    assert [reader.name for reader in ALL.values() if reader.recognises(head, "report")] == [name]


@pytest.mark.parametrize("name", DECLARED)
def test_reader_is_among_those_that_are_asked_about_its_sample(name: str) -> None:
    assert name in shortlist(DECLARED[name].text.encode())


@pytest.mark.parametrize("name", [name for name in READERS if name != "empty-findings"])
def test_declaration_is_sound(name: str) -> None:
    reader = READERS[name]
    assert isinstance(reader, DeclaredReader)
    assert list(faults_of(reader.shape)) == []


FAILURES = {
    "bandit": (
        '{"metrics": {"_totals": {}}, "results": [], "errors": [{"filename": "a.py", "reason": "syntax error"}]}',
        "syntax",
    ),
    "checkstyle": ('<checkstyle version="1"><file name="A"><exception>boom</exception></file></checkstyle>', "boom"),
    "clippy": ('{"reason": "build-finished", "success": false}\n', "build-finished"),
    "cppcheck": (
        '<results><cppcheck/><errors><error id="syntaxError" severity="error" msg="bad"/></errors></results>',
        "bad",
    ),
    "eslint": (
        '[{"filePath": "a", "messages": [{"fatal": true, "severity": 2, "message": "Parsing error"}]}]',
        "Parsing",
    ),
    "gitlab-security": ('{"version": "15", "scan": {"status": "failure"}, "vulnerabilities": []}', "scan.status"),
    "golangci": ('{"Issues": null, "Report": {"Error": "timeout"}}', "Report.Error"),
    "gosec": ('{"Golang errors": {"a.go": [{"error": "x"}]}, "Issues": [], "Stats": {"files": 1}}', "Golang"),
    "horusec": ('{"analysisVulnerabilities": null, "status": "error", "errors": "Yarn"}', "errors"),
    "kics": ('{"files_scanned": 1, "files_failed_to_scan": 1, "queries": []}', "files_failed"),
    "pmd": ('<pmd version="6"><error filename="A.java" msg="Error while parsing"/></pmd>', "parsing"),
    "pylint": ('[{"type": "fatal", "message": "gone", "path": "a.py"}]', "gone"),
    "sarif-1.0": ('{"runs": [{"results": [], "toolNotifications": [{"level": "error"}]}]}', "toolNotifications"),
    "sarif-2.0": ('{"runs": [{"results": []}, {"results": null}]}', "results = null"),
    "spotbugs": ('<BugCollection><Errors errors="2"/><FindBugsSummary/></BugCollection>', "Errors"),
    "stylelint": ('[{"source": "a.css", "warnings": [], "parseErrors": [{"text": "Unclosed block"}]}]', "Unclosed"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failed_tool_leaves_a_shortfall(name: str) -> None:
    text, named = FAILURES[name]
    report = read(name, text)
    assert named in report.tool_errors[0]
    assert report.shortfall is not None


UNPROVEN = {
    "bandit": '{"metrics": {}, "results": [], "errors": []}',
    "cppcheck": "<results/>",
    "eslint": "[]",
    "gitlab-security": '{"version": "15", "vulnerabilities": []}',
    "golangci": '{"Issues": null}',
    "kubelinter": '{"Checks": [], "Reports": null}',
    "pip-audit": '{"dependencies": []}',
    "rubocop": '{"metadata": {}, "files": [], "summary": {"inspected_file_count": 0}}',
    "sarif-2.0": '{"version": "2.0.0", "runs": [{"tool": {"name": "t"}}]}',
    "spotbugs": "<BugCollection/>",
    "trivy": '{"SchemaVersion": 2, "ArtifactName": "a"}',
    "valgrind": "<valgrindoutput><status><state>RUNNING</state></status></valgrindoutput>",
}


@pytest.mark.parametrize("name", UNPROVEN)
def test_empty_report_without_proof_of_a_run_leaves_a_shortfall(name: str) -> None:
    report = read(name, UNPROVEN[name])
    assert report.findings == ()
    assert report.shortfall is not None


CLEAN = {
    "bandit": '{"metrics": {"_totals": {"loc": 9}}, "results": [], "errors": []}',
    "checkstyle": '<checkstyle version="10"/>',
    "eslint": '[{"filePath": "a.js", "messages": []}]',
    "gitlab-security": '{"version": "15", "scan": {"status": "success"}, "vulnerabilities": []}',
    "golangci": '{"Issues": null, "Report": {"Linters": [{"Name": "l"}]}}',
    "hadolint": "[]",
    "junit-linter": '<testsuites><testsuite name="gitleaks" tests="0"/></testsuites>',
    "kubelinter": '{"Checks": [], "Reports": null, "Summary": {"ChecksStatus": "Passed"}}',
    "pip-audit": '{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}',
    "pmd-csv": "Problem,Package,File,Priority,Line,Description,Rule set,Rule\n",
    "trivy": '{"SchemaVersion": 2, "ArtifactName": "a", "Results": [{"Target": "t"}]}',
    "valgrind": "<valgrindoutput><status><state>FINISHED</state></status></valgrindoutput>",
}


@pytest.mark.parametrize("name", CLEAN)
def test_empty_report_of_a_run_is_clean(name: str) -> None:
    report = read(name, CLEAN[name])
    assert report.findings == ()
    assert report.shortfall is None


CUT = {
    "bandit": '{"metrics": {"_totals": {}}, "errors": []}',
    "codechecker": '{"version": 1}',
    "eslint": '[{"filePath": "a.js"}]',
    "rubocop": '{"metadata": {}, "files": [{"path": "a.rb"}]}',
    "tfsec": '{"results": "none"}',
}


@pytest.mark.parametrize("name", CUT)
def test_report_without_what_its_format_always_has_is_refused(name: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        read(name, CUT[name])
    assert refused.value.slug == "wrong-shape"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sonarqube", '{"paging": {"total": 7}, "issues": [{"rule": "r", "component": "c", "severity": "INFO"}]}'),
        ("spotbugs", '<BugCollection><BugInstance type="a"/><FindBugsSummary total_bugs="7"/></BugCollection>'),
    ],
)
def test_report_that_counts_more_than_it_holds_is_a_part(name: str, text: str) -> None:
    assert "7" in str(read(name, text).shortfall)


def test_empty_findings_reader_refuses_what_is_not_empty() -> None:
    with pytest.raises(EvidenceError):
        READERS["empty-findings"].read(io.BytesIO(b"[1]"), source())


@pytest.mark.parametrize("empty", ["null", "[]", '{"violations": []}'])
def test_empty_list_without_a_tool_is_no_evidence(empty: str) -> None:
    reader = READERS["empty-findings"]
    assert reader.recognises(empty.encode(), "report")
    assert read("empty-findings", empty).shortfall is not None


@pytest.mark.parametrize("other", ["{}", '{"a": []}', '{"results": [], "errors": []}', "[1]", ""])
def test_empty_findings_reader_leaves_other_files_alone(other: str) -> None:
    assert not READERS["empty-findings"].recognises(other.encode(), "report")


@pytest.mark.parametrize(
    ("head", "linter"),
    [
        ('<testsuites name="ruff">', True),
        ('<testsuites><testsuite name="gitleaks" tests="0"/></testsuites>', True),
        ("<testsuites><testsuite><testcase classname='Swift Lint' name='a'/></testsuite></testsuites>", True),
        ("<testsuites><testsuite><testcase name='error: x'/></testsuite></testsuites>", True),
        ("<testsuites><testsuite tests='1'><testcase name='error: x'/></testsuite></testsuites>", False),
        ('<testsuites name="pytest"/>', False),
        ('<testsuites name="unit"><testsuite name="ruffles"/></testsuites>', False),
    ],
    ids=str,
)
def test_junit_xml_of_a_linter_is_told_from_that_of_tests(head: str, *, linter: bool) -> None:
    assert is_of_a_linter(head.encode()) is linter
    assert ALL["junit"].recognises(head.encode(), "junit.xml") is not linter
    assert ALL["junit-linter"].recognises(head.encode(), "junit.xml") is linter

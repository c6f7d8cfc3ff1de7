from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest

from cdgate.builtin.readers.sarif import SarifReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import FindingReport, Source
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location

Json = dict[str, Any]

RULES = [
    {"id": "R1", "defaultConfiguration": {"level": "error"}, "properties": {"tags": ["a"], "security-severity": "5.0"}},
    {"id": "R2", "defaultConfiguration": {"level": "note"}, "shortDescription": {"text": "second rule"}},
    {"id": "R3", "messageStrings": {"m": {"text": "{0} is not {1}"}}},
    {"shortDescription": {"text": "a rule without id"}},
]
EXTENSION = {"name": "pack", "guid": "9", "rules": [{"id": "X1", "defaultConfiguration": {"level": "error"}}]}


def read(log: object) -> FindingReport:
    return SarifReader().read(io.BytesIO(json.dumps(log).encode()), Source("a.sarif", "", 0, "sarif"))


def run(*results: Json, **more: object) -> Json:
    driver = {"name": "lint", "version": "3", "rules": RULES}
    return {"tool": {"driver": driver, "extensions": [EXTENSION]}, "results": list(results)} | more


def log(*runs: Json, **more: object) -> Json:
    return {"version": "2.1.0", "runs": list(runs)} | more


def result(**more: object) -> Json:
    return {"ruleId": "other", "message": {"text": "bad"}} | more


def place(uri: str = "src/a.py", **region: float) -> list[Json]:
    return [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}]


@pytest.mark.parametrize(
    ("written", "level"),
    [
        pytest.param({"level": "note"}, Level.NOTE, id="explicit"),
        pytest.param({"level": "note", "ruleId": "R1"}, Level.NOTE, id="explicit-over-the-rule"),
        pytest.param({}, Level.WARNING, id="no-level-and-no-rule"),
        pytest.param({"ruleId": "R1"}, Level.ERROR, id="rule-by-id"),
        pytest.param({"ruleId": "R1/part/more"}, Level.ERROR, id="rule-by-hierarchical-id"),
        pytest.param({"ruleId": "R3"}, Level.WARNING, id="rule-without-level"),
        pytest.param({"ruleId": None, "ruleIndex": 1}, Level.NOTE, id="rule-by-index"),
        pytest.param({"ruleId": "R2/part", "ruleIndex": 1}, Level.NOTE, id="rule-by-index-and-hierarchical-id"),
        pytest.param({"ruleId": "R1", "ruleIndex": 1}, Level.ERROR, id="index-that-contradicts-the-id"),
        pytest.param({"ruleId": "unknown", "ruleIndex": 1}, Level.NOTE, id="index-where-the-id-is-unknown"),
        pytest.param({"ruleId": None, "ruleIndex": 99}, Level.WARNING, id="index-out-of-range"),
        pytest.param({"ruleId": None, "ruleIndex": -1}, Level.WARNING, id="index-below-zero"),
        pytest.param({"ruleId": None, "rule": {"index": 0}}, Level.ERROR, id="rule-by-reference"),
        pytest.param({"ruleId": None, "rule": {"id": "R2"}}, Level.NOTE, id="rule-by-reference-id"),
        pytest.param(
            {"rule": {"index": 0, "toolComponent": {"index": 0}}, "ruleId": None}, Level.ERROR, id="extension"
        ),
        pytest.param(
            {"rule": {"index": 0, "toolComponent": {"name": "pack"}}, "ruleId": "X1"},
            Level.ERROR,
            id="extension-by-name",
        ),
        pytest.param(
            {"rule": {"index": 0, "toolComponent": {"guid": "9"}}, "ruleId": "X1"}, Level.ERROR, id="extension-by-guid"
        ),
        pytest.param(
            {"rule": {"index": 1, "toolComponent": {"index": 7}}, "ruleId": None}, Level.NOTE, id="extension-unknown"
        ),
        pytest.param({"level": "ERROR"}, Level.ERROR, id="unknown-word-in-capitals"),
        pytest.param({"level": "critical"}, Level.ERROR, id="unknown-word"),
        pytest.param({"level": ""}, Level.ERROR, id="empty-word"),
        pytest.param({"level": "none"}, Level.ERROR, id="none-without-kind"),
        pytest.param({"level": "none", "kind": "fail"}, Level.ERROR, id="none-that-fails"),
        pytest.param({"kind": "fail", "level": "note"}, Level.NOTE, id="kind-fail"),
        pytest.param({"kind": "FAIL", "level": "note"}, Level.ERROR, id="unknown-kind"),
        pytest.param({"kind": "open"}, Level.WARNING, id="undecided"),
        pytest.param({"kind": "review", "level": "none"}, Level.WARNING, id="for-a-person-to-review"),
        pytest.param({"kind": "review", "level": "error"}, Level.ERROR, id="for-review-with-a-level"),
        pytest.param({"kind": "pass", "level": "error"}, Level.ERROR, id="pass-with-a-level"),
    ],
)
def test_level_of_a_result(written: Json, level: Level) -> None:
    (finding,) = read(log(run(result(**written)))).findings
    assert finding.level is level


@pytest.mark.parametrize("kind", ["pass", "notApplicable", "informational"])
@pytest.mark.parametrize("level", [{}, {"level": "none"}], ids=["no-level", "none"])
def test_result_that_is_no_problem_is_no_finding(kind: str, level: Json) -> None:
    report = read(log(run(result(kind=kind, **level))))
    assert report.figures()["findings"] == 0
    assert report.shortfall is None


@pytest.mark.parametrize(
    ("suppressions", "suppressed"),
    [
        pytest.param(None, False, id="null"),
        pytest.param([], False, id="empty"),
        pytest.param([{"kind": "inSource"}], True, id="no-status"),
        pytest.param([{"status": "accepted"}], True, id="accepted"),
        pytest.param([{"status": "accepted"}, {"kind": "external"}], True, id="accepted-and-no-status"),
        pytest.param([{"status": "accepted"}, {"status": "rejected"}], False, id="one-rejected"),
        pytest.param([{"status": "underReview"}], False, id="under-review"),
        pytest.param([{"status": "ACCEPTED"}], False, id="unknown-word"),
        pytest.param([{"state": "rejected"}], False, id="state-for-status"),
    ],
)
def test_suppression(suppressions: object, *, suppressed: bool) -> None:
    report = read(log(run(result(suppressions=suppressions))))
    assert [finding.suppressed for finding in report.findings] == [suppressed]


@pytest.mark.parametrize(
    ("score", "severity"),
    [
        pytest.param("0.0", Severity.LOW, id="zero"),
        pytest.param("3.9", Severity.LOW, id="below-four"),
        pytest.param("4.0", Severity.MEDIUM, id="four"),
        pytest.param(7, Severity.HIGH, id="integer"),
        pytest.param(8.9, Severity.HIGH, id="number"),
        pytest.param("9.0", Severity.CRITICAL, id="nine"),
        pytest.param("High", Severity.HIGH, id="word"),
        pytest.param("awful", Severity.CRITICAL, id="unknown-word"),
        pytest.param("-1", Severity.CRITICAL, id="below-zero"),
        pytest.param(True, Severity.CRITICAL, id="boolean"),
        pytest.param(None, Severity.CRITICAL, id="null"),
    ],
)
def test_severity_by_score(score: object, severity: Severity) -> None:
    (finding,) = read(log(run(result(properties={"security-severity": score})))).findings
    assert finding.severity is severity


def test_worse_severity_of_rule_and_result_counts() -> None:
    results = (
        result(ruleId="R1", properties={"security-severity": score, "tags": ["b", "a", 3]}) for score in ("2", "9")
    )
    mild, bad = read(log(run(*results))).findings
    assert (mild.severity, bad.severity) == (Severity.MEDIUM, Severity.CRITICAL)
    assert mild.tags == ("a", "b")


def test_tags_that_are_no_list_are_none() -> None:
    (finding,) = read(log(run(result(properties={"tags": "x"})))).findings
    assert finding.tags == ()
    assert finding.severity is None


@pytest.mark.parametrize(
    ("message", "written"),
    [
        pytest.param({"text": "{0} is odd", "arguments": ["x"]}, "x is odd", id="text-with-argument"),
        pytest.param({"id": "m", "arguments": ["a", "b"]}, "a is not b", id="text-of-the-rule"),
        pytest.param({"id": "unknown"}, "", id="id-that-the-rule-does-not-know"),
        pytest.param(None, "", id="none"),
    ],
)
def test_message_of_a_result(message: object, written: str) -> None:
    (finding,) = read(log(run(result(ruleId="R3", message=message)))).findings
    assert finding.message == written


def test_rule_describes_a_result_without_message() -> None:
    (finding,) = read(log(run({"ruleIndex": 1}))).findings
    assert (finding.rule_id, finding.message) == ("R2", "second rule")


def test_figures_count_results_not_locations() -> None:
    two_places = result(locations=place("a.py", startLine=1) + place("b.py", startLine=2))
    report = read(log(run(two_places, result(level="error", locations=[])), run(result(level="note"))))
    assert report.figures() == {
        "findings": 3,
        "error": 1,
        "warning": 1,
        "note": 1,
        "suppressed": 0,
        "tool_errors": 0,
        "files": 1,
    }
    assert (report.tool, report.tool_version) == ("lint", "3")


def test_first_place_with_a_file_is_the_location() -> None:
    nowhere: Json = {"physicalLocation": {"artifactLocation": None}}
    region: Json = {"startLine": 3, "startColumn": 5, "endLine": 4, "endColumn": 9}
    (finding,) = read(log(run(result(locations=[{}, nowhere, *place(**region)])))).findings
    assert finding.location == Location("src/a.py", 3, 5, 4, 9)


@pytest.mark.parametrize(
    ("state", "guid", "count"),
    [
        pytest.param("unchanged", "g", 1, id="old"),
        pytest.param("absent", "g", 0, id="gone-since-a-named-baseline"),
        pytest.param("absent", None, 1, id="gone-since-nobody-says-what"),
    ],
)
def test_baseline_state_is_shown_and_not_trusted(state: str, guid: str | None, count: int) -> None:
    report = read(log(run(result(baselineState=state), baselineGuid=guid)))
    assert [finding.baseline_state for finding in report.findings] == [state] * count
    assert len(report.notes) == 1 - count


def test_identity_is_stable_and_tells_equal_findings_apart() -> None:
    one, again = read(log(run(result(), result()))).findings
    assert one.identity != again.identity
    assert len(one.identity) == 20
    moved = read(log(run(result(level="error", properties={"x": 1})))).findings[0]
    assert moved.identity == one.identity


@pytest.mark.parametrize(
    ("more", "same"),
    [
        pytest.param({"partialFingerprints": {"h/v1": "1"}}, True, id="partial-fingerprint"),
        pytest.param({"fingerprints": {"h/v1": "1"}}, True, id="fingerprint"),
        pytest.param({"partialFingerprints": {"h": "requires login"}}, False, id="literal-of-logged-out-semgrep"),
        pytest.param({"fingerprints": {"h": ""}, "partialFingerprints": {"h": 3}}, False, id="empty-and-no-text"),
    ],
)
def test_real_fingerprint_stands_for_the_message(more: Json, *, same: bool) -> None:
    first = read(log(run(result(message={"text": "on line 1"}, **more)))).findings[0]
    second = read(log(run(result(message={"text": "on line 2"}, **more)))).findings[0]
    assert (first.identity == second.identity) is same


def error(level: str | None = "error", **more: object) -> Json:
    return {"message": {"text": "rule crashed"}} | ({} if level is None else {"level": level}) | more


@pytest.mark.parametrize(
    ("changed", "said", "errors"),
    [
        pytest.param({"results": None}, "never came to scan", 0, id="results-null"),
        pytest.param({"tool": None}, "does not name its tool", 0, id="no-tool"),
        pytest.param({"tool": {"driver": {"name": " "}}}, "does not name its tool", 0, id="nameless-tool"),
        pytest.param({"externalPropertyFileReferences": {"results": [{}]}}, "other files", 0, id="results-elsewhere"),
        pytest.param({"invocations": [{"executionSuccessful": False}]}, "invocation failed", 1, id="failed"),
        pytest.param(
            {"invocations": [{"executionSuccessful": False, "exitCode": 3}]},
            "with exit code 3",
            1,
            id="failed-with-code",
        ),
        pytest.param(
            {"invocations": [{"executionSuccessful": True}, {"executionSuccessful": False}]},
            "failed",
            1,
            id="second-failed",
        ),
        pytest.param(
            {"invocations": [{"executionSuccessful": True, "exitCode": 2}]},
            "without a finding",
            1,
            id="exit-code-alone",
        ),
        pytest.param(
            {"invocations": [{"toolExecutionNotifications": [error()]}]}, "rule crashed", 1, id="execution-error"
        ),
        pytest.param(
            {"invocations": [{"toolConfigurationNotifications": [error("fatal", message=None)]}]},
            "an error without a message",
            1,
            id="configuration-error-in-an-unknown-word",
        ),
        pytest.param(
            {
                "tool": {
                    "driver": {"name": "t", "notifications": [{"id": "N", "defaultConfiguration": {"level": "error"}}]}
                },
                "invocations": [{"toolExecutionNotifications": [error(None, descriptor={"id": "N"})]}],
            },
            "rule crashed",
            1,
            id="error-by-descriptor",
        ),
    ],
)
def test_run_that_did_not_finish_has_a_shortfall(changed: Json, said: str, errors: int) -> None:
    report = read(log(run(), run() | changed))
    assert said in str(report.shortfall)
    assert len(report.tool_errors) == errors


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({}, id="no-invocations"),
        pytest.param({"invocations": None}, id="null"),
        pytest.param({"invocations": [{"executionSuccessful": True, "exitCode": 0}]}, id="succeeded"),
        pytest.param({"invocations": [{"toolExecutionNotifications": [error("warning"), error(None)]}]}, id="warnings"),
        pytest.param({"externalPropertyFileReferences": {"results": []}}, id="nothing-elsewhere"),
    ],
)
def test_run_without_results_that_finished_is_clean(changed: Json) -> None:
    report = read(log(run() | changed))
    assert report.shortfall is None
    assert report.figures()["findings"] == 0


def test_exit_code_beside_findings_is_no_error() -> None:
    report = read(log(run(result(), invocations=[{"executionSuccessful": True, "exitCode": 1}])))
    assert report.tool_errors == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        pytest.param({"version": "2.1.0"}, "holds no run", id="runs-missing"),
        pytest.param(log(), "holds no run", id="runs-empty"),
        pytest.param(log(runs=None), "holds no run", id="runs-null"),
        pytest.param({"runs": [run()]}, "does not tell its SARIF version", id="no-version"),
    ],
)
def test_log_that_proves_nothing_has_a_shortfall(written: Json, said: str) -> None:
    assert said in str(read(written).shortfall)


@pytest.mark.parametrize("version", ["2.1.0", "2.1.0-rtm.5", "2.2"])
def test_known_version_is_read(version: str) -> None:
    assert read(log(run(), version=version)).shortfall is None


@pytest.mark.parametrize(
    ("written", "slug", "said"),
    [
        pytest.param(log(version="1.0.0"), "unsupported-version", "'1.0.0'", id="version-1"),
        pytest.param(log(version="2.0.0"), "unsupported-version", "'2.0.0'", id="version-2.0"),
        pytest.param(log(version=2.1), "wrong-shape", "$.version", id="version-a-number"),
        pytest.param([], "wrong-shape", "expected object", id="array"),
        pytest.param(log(runs={"0": run()}), "wrong-shape", "$.runs", id="runs-an-object"),
        pytest.param(log(runs=[None]), "wrong-shape", "$.runs[0]", id="run-null"),
        pytest.param(log(run(results={})), "wrong-shape", "results", id="results-an-object"),
        pytest.param(log(run(result(level=3))), "wrong-shape", "results[0].level", id="level-a-number"),
        pytest.param(log(run(result(suppressions=True))), "wrong-shape", "suppressions", id="suppressions-true"),
        pytest.param(log(run(result(locations=place(startLine=1.5)))), "wrong-shape", "startLine", id="line-a-float"),
        pytest.param(log(run(), Runs=[run(result())]), "sarif-key", "Runs", id="runs-in-capitals"),
        pytest.param(log(run(RESULTS=[result()])), "sarif-key", "RESULTS", id="results-in-capitals"),
    ],
)
def test_other_shape_is_refused(written: object, slug: str, said: str) -> None:
    with pytest.raises(EvidenceError) as raised:
        read(written)
    assert raised.value.slug == slug
    assert said in str(raised.value)


def test_source_tells_commit_and_end_of_the_oldest_invocation() -> None:
    one = run(
        versionControlProvenance=[{"revisionId": "abc"}],
        invocations=[
            {"endTimeUtc": "2026-01-02T00:00:00Z"},
            {"endTimeUtc": "2026-01-01T00:00:00"},
            {"endTimeUtc": "?"},
        ],
    )
    source = read(log(one, run(versionControlProvenance=[{"revisionId": "abc"}]))).source
    assert source.commit == "abc"
    assert source.produced_at == datetime(2026, 1, 1, tzinfo=UTC)


def test_runs_of_two_commits_and_two_tools_are_told_as_such() -> None:
    one = run(versionControlProvenance=[{"revisionId": "abc"}])
    other = run(versionControlProvenance=[{"revisionId": "def"}]) | {"tool": {"driver": {"name": "scan"}}}
    report = read(log(one, other))
    assert report.source.commit is None
    assert (report.tool, report.tool_version) == ("lint, scan", "")


def test_environment_and_command_line_are_not_copied() -> None:
    secret = {"executionSuccessful": False, "commandLine": "scan hunter2", "environmentVariables": {"TOKEN": "hunter2"}}
    assert "hunter2" not in repr(read(log(run(result(), invocations=[secret]))))


@pytest.mark.parametrize(
    ("head", "recognised"),
    [
        pytest.param(b'{"$schema": "https://json.schemastore.org/sarif-2.1.0.json"', True, id="schema"),
        pytest.param(b'{"version": "2.1.0", "runs": [', True, id="version-and-runs"),
        pytest.param(b'{"runs": [{"tool": {', True, id="runs-with-a-tool"),
        pytest.param(b'{"runs": [{"id": 1}]}', False, id="other-runs"),
        pytest.param(b'{"results": [], "version": "1"}', False, id="no-runs"),
        pytest.param(b"<sarif/>", False, id="markup"),
        pytest.param(b'{"version": "2.1.0-beta.0", "runs": []}', False, id="draft of 2.1.0"),
        pytest.param(
            b'{"$schema": "http://json.schemastore.org/sarif-1.0.0", "runs": [', False, id="version 1.0 told later"
        ),
        pytest.param(
            b'{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "runs": [', True, id="version told later"
        ),
    ],
)
def test_recognition(head: bytes, *, recognised: bool) -> None:
    assert SarifReader().recognises(head, "any.json") is recognised

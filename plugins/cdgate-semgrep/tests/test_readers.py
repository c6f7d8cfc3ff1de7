"""The two readers against their contract and against every trap of semgrep's formats."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from cdgate.errors import EvidenceError
from cdgate.model.evidence import FindingReport
from cdgate.model.grade import Level, Severity
from cdgate.testing.contracts import ReaderContract, Sample
from cdgate.testing.samples import source
from cdgate_semgrep.platform import SemgrepPlatform
from cdgate_semgrep.reader import SemgrepJson

RESULT: dict[str, Any] = {
    "check_id": "cd-l3.python.eval-of-data",
    "path": "src/shop/cart.py",
    "start": {"line": 7, "col": 5, "offset": 90},
    "end": {"line": 7, "col": 15, "offset": 100},
    "extra": {
        "message": "Data is run as Python code.",
        "severity": "ERROR",
        "metadata": {"category": "security", "cwe": ["CWE-95: Eval Injection"]},
        "fingerprint": "requires login",
        "lines": "requires login",
    },
}
CLEAN: dict[str, Any] = {
    "version": "1.182.0",
    "results": [],
    "errors": [],
    "paths": {"scanned": ["src/shop/cart.py"]},
    "skipped_rules": [],
}
FOUND = {**CLEAN, "results": [RESULT]}
PARTIAL = {"code": 3, "level": "warn", "type": ["PartialParsing", []], "message": "at line 2", "path": "src/a.py"}
TIMEOUT = {"code": 2, "level": "warn", "type": "Timeout", "message": "too slow", "path": "src/a.py"}
LISTED: dict[str, Any] = {
    "findings": [
        {
            "id": 12,
            "match_based_id": "ab12_0",
            "status": "open",
            "severity": "high",
            "rule_name": "py.eval",
            "rule_message": "Do not.",
            "location": {"file_path": "src/a.py", "line": 3},
            "rule": {"category": "security", "cwe_names": ["CWE-95: Eval Injection"]},
        }
    ]
}


def written(value: object) -> bytes:
    return json.dumps(value).encode()


def read(value: object) -> FindingReport:
    return SemgrepJson().read(io.BytesIO(written(value)), source())


def with_extra(**extra: object) -> dict[str, Any]:
    return {**CLEAN, "results": [{**RESULT, "extra": {**RESULT["extra"], **extra}}]}


class TestSemgrepJson(ReaderContract):
    reader = SemgrepJson()
    samples = (
        Sample(written(CLEAN), "semgrep.json", {"findings": 0, "tool_errors": 0}),
        Sample(written(FOUND), "semgrep.json", {"findings": 1, "error": 1, "files": 1}),
        Sample(written({"results": [RESULT], "errors": []}), "old.json", {"findings": 1}),
        Sample(b"\xef\xbb\xbf" + json.dumps(FOUND, indent=2).encode(), "bom.json", {"findings": 1}),
    )
    own_heads = frozenset({"semgrep-json"})


class TestSemgrepPlatform(ReaderContract):
    reader = SemgrepPlatform()
    samples = (
        Sample(b'{"findings": []}\n', "findings.json", {"findings": 0}),
        Sample(written(LISTED), "findings.json", {"findings": 1, "error": 1}),
    )


@pytest.mark.parametrize(
    ("word", "level", "severity"),
    [
        ("INFO", Level.NOTE, Severity.LOW),
        ("LOW", Level.NOTE, Severity.LOW),
        ("WARNING", Level.WARNING, Severity.MEDIUM),
        ("MEDIUM", Level.WARNING, Severity.MEDIUM),
        ("ERROR", Level.ERROR, Severity.HIGH),
        ("HIGH", Level.ERROR, Severity.HIGH),
        ("CRITICAL", Level.ERROR, Severity.CRITICAL),
        ("error", Level.ERROR, Severity.CRITICAL),
        ("", Level.ERROR, Severity.CRITICAL),
        (None, Level.ERROR, Severity.CRITICAL),
        (9, Level.ERROR, Severity.CRITICAL),
    ],
)
def test_severity_word_gives_level_and_severity(word: object, level: Level, severity: Severity) -> None:
    (finding,) = read(with_extra(severity=word)).findings
    assert (finding.level, finding.severity) == (level, severity)


@pytest.mark.parametrize(
    ("metadata", "severity"),
    [
        ({}, None),
        (None, None),
        ({"category": "correctness"}, None),
        ({"owasp": ["A03:2021"]}, Severity.HIGH),
        ({"cwe": "CWE-89: SQL Injection"}, Severity.HIGH),
        ({"security-severity": "9.8"}, Severity.CRITICAL),
        ({"security-severity": 10}, Severity.CRITICAL),
        ({"security-severity": "7.0"}, Severity.HIGH),
        ({"security-severity": "6.999"}, Severity.MEDIUM),
        ({"security-severity": "3.9"}, Severity.LOW),
        ({"security-severity": "low"}, Severity.LOW),
        ({"security-severity": "1e9"}, Severity.CRITICAL),
    ],
    ids=str,
)
def test_metadata_tell_whether_a_finding_is_about_security(metadata: object, severity: Severity | None) -> None:
    (finding,) = read(with_extra(metadata=metadata)).findings
    assert finding.severity is severity


def test_finding_keeps_rule_place_and_tags() -> None:
    (finding,) = read(FOUND).findings
    assert finding.rule_id == "cd-l3.python.eval-of-data"
    assert finding.message == "Data is run as Python code."
    assert finding.native == "ERROR"
    assert finding.tags == ("security", "CWE-95")
    assert finding.location is not None
    assert (finding.location.path, finding.location.line, finding.location.column) == ("src/shop/cart.py", 7, 5)


def test_finding_without_details_is_an_error_that_counts() -> None:
    (finding,) = read({**CLEAN, "results": [{"check_id": "r1", "path": "a.py"}]}).findings
    assert (finding.level, finding.message, finding.severity, finding.suppressed) == (Level.ERROR, "r1", None, False)


def test_place_that_is_no_line_number_is_left_out() -> None:
    (finding,) = read({**CLEAN, "results": [{**RESULT, "start": {"line": 0, "col": True}}]}).findings
    assert finding.location is not None
    assert (finding.location.line, finding.location.column) == (None, None)


@pytest.mark.parametrize(("ignored", "suppressed"), [(True, True), (False, False), ("true", False), (1, False)])
def test_only_a_finding_that_is_ignored_is_suppressed(ignored: object, *, suppressed: bool) -> None:
    (finding,) = read(with_extra(is_ignored=ignored)).findings
    assert finding.suppressed is suppressed


@pytest.mark.parametrize("fingerprint", ["requires login", "", "null", None, 7])
def test_words_in_place_of_a_fingerprint_are_no_identity(fingerprint: object) -> None:
    first = {**RESULT, "extra": {**RESULT["extra"], "fingerprint": fingerprint}}
    second = {**first, "start": {"line": 9, "col": 5}}
    one, other = read({**CLEAN, "results": [first, second]}).findings
    assert one.identity
    assert other.identity
    assert one.identity != other.identity


def test_fingerprint_is_the_identity_wherever_the_finding_moves() -> None:
    moved = with_extra(fingerprint="ab12_0")
    moved["results"][0] = {**moved["results"][0], "start": {"line": 9, "col": 1}}
    (one,), (other,) = read(with_extra(fingerprint="ab12_0")).findings, read(moved).findings
    assert one.identity == other.identity
    assert set(one.identity) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("report", "reason"),
    [
        ({**CLEAN, "errors": [TIMEOUT]}, "semgrep reported 1 errors, the first: Timeout: too slow: src/a.py"),
        ({**CLEAN, "errors": [{}]}, "semgrep reported 1 errors, the first: an error without words"),
        ({**CLEAN, "errors": [{**PARTIAL, "level": "error"}]}, "semgrep reported 1 errors, the first: Partial"),
        ({**CLEAN, "errors": [{**PARTIAL, "path": None}]}, "semgrep reported 1 errors, the first: Partial"),
        ({k: v for k, v in CLEAN.items() if k != "errors"}, "the report does not say whether semgrep met errors"),
        ({**CLEAN, "skipped_rules": [{"rule_id": "r1"}]}, "semgrep left out 1 rules"),
        ({**CLEAN, "paths": {"scanned": []}}, "the report names no file that was scanned"),
        ({**CLEAN, "paths": {}}, "the report names no file that was scanned"),
        ({k: v for k, v in CLEAN.items() if k != "paths"}, "the report names no file that was scanned"),
    ],
)
def test_scan_that_was_not_whole_falls_short(report: object, reason: str) -> None:
    assert str(read(report).shortfall).startswith(reason)


def test_file_parsed_in_part_is_told_and_does_not_fall_short() -> None:
    evidence = read({**CLEAN, "errors": [PARTIAL, PARTIAL]})
    assert evidence.shortfall is None
    assert [str(note) for note in evidence.notes] == ["semgrep could parse 1 files only in part"]


def test_files_left_out_are_told_by_reason_unless_no_rule_could_be_about_them() -> None:
    reasons = ["semgrepignore_patterns_match", "too_big", "too_big", "wrong_language", "always_skipped", None]
    skipped = [{"path": f"{n}.py", "reason": reason} for n, reason in enumerate(reasons)]
    evidence = read({**CLEAN, "paths": {"scanned": ["a.py"], "skipped": skipped}})
    assert evidence.shortfall is None
    assert [str(note) for note in evidence.notes] == [
        "semgrep left out 4 files: None, semgrepignore_patterns_match, too_big"
    ]


def test_null_list_of_files_left_out_is_no_list() -> None:
    assert read({**CLEAN, "paths": {"scanned": ["a.py"], "skipped": None}}).notes == ()


@pytest.mark.parametrize(
    "report",
    [
        [],
        {**CLEAN, "results": None},
        {**CLEAN, "results": {}},
        {**CLEAN, "results": [1]},
        {**CLEAN, "results": [{"path": "a.py"}]},
        {**CLEAN, "results": [{"check_id": "r1"}]},
        {**CLEAN, "results": [{**RESULT, "extra": []}]},
        {**CLEAN, "errors": None},
        {**CLEAN, "errors": ["x"]},
        {**CLEAN, "paths": {"scanned": 3}},
        {**CLEAN, "skipped_rules": 3},
        {**CLEAN, "paths": []},
        {**CLEAN, "paths": {"scanned": ["a.py"], "skipped": "x"}},
        {**CLEAN, "paths": {"scanned": ["a.py"], "skipped": ["x"]}},
    ],
    ids=str,
)
def test_report_of_the_wrong_shape_is_refused(report: object) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(report)
    assert caught.value.slug == "wrong-shape"


def test_report_cut_within_its_first_64_kib_of_results_is_recognised_by_its_results() -> None:
    assert SemgrepJson().recognises(b'{"version": "1.182.0", "results": [' + written(RESULT), "x.json")


def test_checkov_report_is_not_recognised() -> None:
    head = b'{"check_type": "terraform", "results": {"failed_checks": [{"check_id": "CKV_1", "extra": 1}]}}'
    assert not SemgrepJson().recognises(head, "x.json")


@pytest.mark.parametrize(
    ("status", "findings", "suppressed"), [("open", 1, 0), ("fixed", 0, 0), ("ignored", 0, 1), ("", 1, 0)]
)
def test_status_on_the_platform_decides_whether_a_finding_counts(status: str, findings: int, suppressed: int) -> None:
    listed = {"findings": [{**LISTED["findings"][0], "status": status, "rule_message": None, "rule": None}]}
    evidence = SemgrepPlatform().read(io.BytesIO(written(listed)), source())
    figures = evidence.figures()
    assert (figures["findings"], figures["suppressed"]) == (findings, suppressed)


def test_list_of_the_platform_always_falls_short() -> None:
    evidence = SemgrepPlatform().read(io.BytesIO(written(LISTED)), source())
    assert "do not show that this commit was scanned" in str(evidence.shortfall)


def test_finding_of_the_platform_without_line_or_words_is_the_worst() -> None:
    listed = {"findings": [{"rule_name": "r", "location": {"file_path": "a.py", "line": None}}]}
    (finding,) = SemgrepPlatform().read(io.BytesIO(written(listed)), source()).findings
    assert (finding.level, finding.message, finding.native, finding.severity) == (Level.ERROR, "r", "", None)

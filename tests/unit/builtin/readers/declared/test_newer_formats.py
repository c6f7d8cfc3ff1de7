"""How newer formats of findings tell a clean run, a failed tool, and nothing at all."""

from __future__ import annotations

import io

import pytest

from cdgate.errors import EvidenceError
from cdgate.model.evidence import FindingReport
from cdgate.registry import load_registry
from cdgate.testing.samples import source

READERS = load_registry("none").readers
_ZAP = '"@programName": "ZAP", "@version": "2", "@generated": "now"'
_PROJECTS = '"projects": [{"path": "a.csproj"}]'


def read(name: str, text: str) -> FindingReport:
    report = READERS[name].read(io.BytesIO(text.encode()), source())
    assert isinstance(report, FindingReport)
    return report


CLEAN = {
    "aqua": '{"image": "shop", "vulnerability_summary": {"total": 0}, "resources": null}',
    "biome": '{"summary": {"changed": 0, "unchanged": 3, "diagnosticsNotPrinted": 0}, "diagnostics": [], "command": "lint"}',
    "burp": '<issues burpVersion="2024.1"/>',
    "bundler-audit": '{"version": "0.9.2", "created_at": "2026-01-01", "results": []}',
    "cargo-deny": '{"type": "summary", "fields": {"advisories": {"errors": 0}}}\n',
    "cfn-nag": '[{"filename": "a.yaml", "file_results": {"failure_count": 0, "violations": []}}]',
    "checkmarx-one": '{"results": [], "totalCount": 0, "scanID": "s"}',
    "checkmarx": '<CxXMLResults ScanId="1" CheckmarxVersion="9"/>',
    "clair": '{"image": "shop", "unapproved": [], "vulnerabilities": []}',
    "composer-audit": '{"advisories": [], "abandoned": []}',
    "conftest": '[{"filename": "a.yaml", "namespace": "main", "successes": 3}]',
    "cyclonedx": '{"bomFormat": "CycloneDX", "metadata": {"tools": [{"name": "grype"}]}, "vulnerabilities": []}',
    "dependency-track": '{"version": "1.2", "meta": {"application": "Dependency-Track"}, "project": {}, "findings": []}',
    "dotnet-packages": f'{{"version": 1, "parameters": "--vulnerable", {_PROJECTS}}}',
    "dockerfile-lint": '{"error": {"data": []}, "warn": {"data": []}, "info": {"data": []}}',
    "ggshield": '{"id": "scan", "type": "path_scan", "total_incidents": 0, "total_occurrences": 0}',
    "jfrog": '{"vulnerabilities": [], "securityViolations": [], "licensesViolations": [], "errors": null}',
    "kube-hunter": '{"nodes": [{"type": "Node"}], "services": [], "vulnerabilities": []}',
    "kubesec": '[{"object": "Pod/a", "valid": true, "score": 9, "scoring": {}}]',
    "nessus": '<NessusClientData_v2><Report><ReportHost name="a"/></Report></NessusClientData_v2>',
    "pa11y": '{"total": 1, "passes": 1, "errors": 0, "results": {"https://x.test/": []}}',
    "prisma-cloud": '{"results": [{"vulnerabilities": null, "vulnerabilityDistribution": {"total": 0}}]}',
    "redocly": '{"totals": {"errors": 0, "warnings": 0}, "problems": []}',
    "yocto-cve-check": '{"version": "1", "package": [{"name": "p", "layer": "meta", "products": [], "issue": []}]}',
    "kube-bench": '{"Controls": [{"tests": [{"results": [{"test_number": "1", "status": "PASS"}]}]}], "Totals": {}}',
    "kubescape": '{"results": [], "summaryDetails": {"controls": {"C-1": {"scoreFactor": 8}}}}',
    "nikto": '{"host": "x.test", "ip": "192.0.2.1", "port": "80", "banner": "b", "vulnerabilities": []}',
    "oxlint": '{"diagnostics": [], "number_of_files": 2, "number_of_rules": 96}',
    "retire": '{"version": "5.0.0", "data": [], "messages": [], "errors": []}',
    "slither": '{"success": true, "error": null, "results": {}}',
    "snyk-iac": '{"targetFile": "main.tf", "ok": true, "infrastructureAsCodeIssues": []}',
    "solhint": '[{"conclusion": "0 problems"}]',
    "terraform-validate": '{"valid": true, "error_count": 0, "warning_count": 0, "diagnostics": []}',
    "yarn-audit": '{"type": "auditSummary", "data": {"vulnerabilities": {}, "dependencies": 9}}\n',
    "zap": f'{{{_ZAP}, "site": [{{"@name": "https://x.test", "alerts": []}}]}}',
    "zap-xml": '<OWASPZAPReport version="2"><site name="https://x.test"><alerts/></site></OWASPZAPReport>',
}


@pytest.mark.parametrize("name", CLEAN)
def test_empty_report_of_a_run_is_clean(name: str) -> None:
    report = read(name, CLEAN[name])
    assert report.findings == ()
    assert report.shortfall is None


UNPROVEN = {
    "conftest": '[{"filename": "a.yaml", "namespace": "main", "successes": 0}]',
    "kube-hunter": '{"nodes": [], "services": [], "vulnerabilities": []}',
    "nessus": "<NessusClientData_v2/>",
    "pa11y": '{"total": 0, "passes": 0, "errors": 0, "results": {}}',
    "biome": '{"summary": {"changed": 0, "unchanged": 0, "diagnosticsNotPrinted": 0}, "diagnostics": []}',
    "composer-audit": '{"advisories": null, "abandoned": []}',
    "cyclonedx": '{"bomFormat": "CycloneDX", "specVersion": "1.5", "components": []}',
    "dotnet-packages": f'{{"version": 1, "parameters": "--outdated", {_PROJECTS}}}',
    "mend": '{"vulnerabilities": []}',
    "oxlint": '{"diagnostics": [], "number_of_files": 0, "number_of_rules": 96}',
    "zap": f'{{{_ZAP}, "site": []}}',
    "zap-xml": '<OWASPZAPReport version="2"/>',
}


@pytest.mark.parametrize("name", UNPROVEN)
def test_empty_report_without_proof_of_a_run_leaves_a_shortfall(name: str) -> None:
    report = read(name, UNPROVEN[name])
    assert report.findings == ()
    assert report.shortfall is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [*CLEAN.items(), *((name, text) for name, text in UNPROVEN.items() if name != "mend")],
)
def test_report_without_findings_is_recognised_by_exactly_one_reader(name: str, text: str) -> None:
    assert [one.name for one in READERS.values() if one.recognises(text.encode(), "report")] == [name]


_BIOME = '{"category": "%s", "severity": "error", "message": "m", "location": {"path": "a.js"}}'
FAILURES = {
    "cfn-nag": (
        "cfn-nag",
        '[{"filename": "a", "file_results": {"violations": [{"id": "FATAL", "type": "FAIL", "message": "no template"}]}}]',
        "no template",
    ),
    "jfrog": ("jfrog", '{"vulnerabilities": [], "errors": [{"errorMessage": "no license"}]}', "no license"),
    "kubesec": ("kubesec", '[{"object": "Unknown", "valid": false, "score": 0, "scoring": {}}]', "valid"),
    "pa11y": ("pa11y", '{"total": 1, "results": {"https://x.test": [{"message": "timeout"}]}}', "timeout"),
    "testssl": (
        "testssl",
        '[{"id": "s", "ip": "a", "port": "1", "severity": "FATAL", "finding": "no host"}]',
        "no host",
    ),
    "biome-parse": ("biome", f'{{"summary": {{"unchanged": 1}}, "diagnostics": [{_BIOME % "parse"}]}}', "m"),
    "biome-io": ("biome", f'{{"summary": {{"unchanged": 0}}, "diagnostics": [{_BIOME % "fs/cantRead"}]}}', "m"),
    "biome-cut": (
        "biome",
        '{"summary": {"unchanged": 1, "diagnosticsNotPrinted": 2}, "diagnostics": []}',
        "NotPrinted",
    ),
    "buf": ("buf", '{"path": "a.proto", "start_line": 1, "type": "COMPILE", "message": "syntax error"}\n', "syntax"),
    "cargo-deny-log": (
        "cargo-deny",
        (
            '{"type": "log", "fields": {"level": "ERROR", "message": "no database"}}\n'
            '{"type": "summary", "fields": {"bans": {}}}\n'
        ),
        "no database",
    ),
    "cargo-deny-cut": (
        "cargo-deny",
        '{"type": "diagnostic", "fields": {"code": "unmaintained", "severity": "warning", "message": "m"}}\n',
        "advisories",
    ),
    "composer": ("composer-audit", '{"advisories": [], "unreachable-repositories": ["https://x.test"]}', "unreachable"),
    "dotnet": (
        "dotnet-packages",
        f'{{"version": 1, "parameters": "--vulnerable", {_PROJECTS}, "problems": [{{"level": "error", "text": "no assets"}}]}}',
        "no assets",
    ),
    "oxlint": ("oxlint", '{"diagnostics": [{"message": "Unexpected token", "severity": "error"}]}', "Unexpected"),
    "retire": ("retire", '{"version": "5", "data": [], "errors": [{"message": "no database"}]}', "no database"),
    "slither": ("slither", '{"success": false, "error": "no solc", "results": {}}', "success"),
    "snyk-iac": ("snyk-iac", '{"error": "no token", "infrastructureAsCodeIssues": []}', "error"),
    "solhint": (
        "solhint",
        '[{"line": 1, "severity": "Error", "message": "Parse error", "filePath": "a.sol"}]',
        "Parse",
    ),
    "yarn-cut": (
        "yarn-audit",
        '{"type": "auditAdvisory", "data": {"advisory": {"severity": "low"}}}\n',
        "data.vulnerabilities",
    ),
    "yarn": ("yarn-audit", '{"type": "error", "data": "offline"}\n{"type": "auditSummary", "data": {}}\n', "failed"),
}


@pytest.mark.parametrize("case", FAILURES)
def test_failed_tool_leaves_a_shortfall(case: str) -> None:
    name, text, named = FAILURES[case]
    report = read(name, text)
    assert named in report.tool_errors[0]
    assert report.shortfall is not None


def test_cyclonedx_counts_the_worst_rating() -> None:
    ratings = '[{"severity": "medium"}, {"score": 9}, {"severity": "high"}, {"severity": ""}]'
    text = f'{{"bomFormat": "CycloneDX", "vulnerabilities": [{{"id": "CVE-1", "ratings": {ratings}}}]}}'
    (finding,) = read("cyclonedx", text).findings
    assert finding.native == "high"


@pytest.mark.parametrize(
    ("tools", "clean"),
    [
        ('[{"vendor": "aquasecurity", "name": "trivy"}]', False),
        ('{"components": [{"name": "trivy"}]}', False),
        ('{"components": [{"name": "dependency-track"}]}', True),
        ("[]", False),
    ],
)
def test_cyclonedx_list_that_is_always_there_proves_nothing(tools: str, *, clean: bool) -> None:
    text = f'{{"bomFormat": "CycloneDX", "metadata": {{"tools": {tools}}}, "vulnerabilities": []}}'
    assert (read("cyclonedx", text).shortfall is None) is clean


def test_zap_may_write_its_only_site_without_a_list() -> None:
    text = f'{{{_ZAP}, "site": {{"@name": "https://x.test", "alerts": [{{"pluginid": "1", "riskcode": "3"}}]}}}}'
    assert read("zap", text).figures()["error"] == 1


def test_findings_of_clair_4_lie_in_a_mapping() -> None:
    item = '{"id": "1", "name": "CVE-1", "severity": "x", "normalized_severity": "Medium", "package": {"name": "p"}}'
    report = read("clair", f'{{"manifest_hash": "h", "packages": {{}}, "vulnerabilities": {{"1": {item}}}}}')
    assert (report.figures()["warning"], report.findings[0].rule_id) == (1, "CVE-1")


def test_yarn_berry_writes_a_tree() -> None:
    text = '{"value": "p", "children": {"ID": 1, "Issue": "i", "Severity": "high", "URL": "https://x.test"}}\n'
    assert READERS["yarn-audit"].recognises(text.encode(), "report")
    assert read("yarn-audit", text).figures()["error"] == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("conftest", '{"filename": "a"}'),
        ("conftest", '[{"filename": "a", "failures": ["x"]}]'),
        ("cyclonedx", '{"bomFormat": "CycloneDX", "vulnerabilities": ["x"]}'),
        ("cyclonedx", "[]"),
        ("kubesec", '[{"object": "a", "scoring": ["x"]}]'),
        ("yocto-cve-check", '{"version": "1"}'),
    ],
)
def test_report_of_another_shape_is_refused(name: str, text: str) -> None:
    with pytest.raises(EvidenceError):
        read(name, text)

"""Tiny reports, written by hand, of scanners that other platforms for findings read, too: a text and its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Told = tuple[str, Mapping[str, int]]


def _js(value: Any, **figures: int) -> Told:
    return json.dumps(value), figures


def _lines(*values: Any, **figures: int) -> Told:
    return "".join(json.dumps(value) + "\n" for value in values), figures


def _stream(*values: Any, **figures: int) -> Told:
    return "".join(json.dumps(value, indent=2) + "\n" for value in values), figures


def operator(kind: str, **report: Any) -> dict[str, Any]:
    """Return a resource of the Trivy operator."""
    return {
        "apiVersion": "aquasecurity.github.io/v1alpha1",
        "kind": kind,
        "metadata": {"name": "shop", "labels": {}},
        "report": {"scanner": {"name": "Trivy", "version": "0.60"}, "summary": {}, **report},
    }


_SUPPLY_CHAIN: Mapping[str, Told] = {
    "anchore-policy": _js(
        {
            "evaluatedTag": "shop:1",
            "imageDigest": "sha256:1",
            "evaluations": [
                {
                    "finalAction": "stop",
                    "details": [
                        {"gate": "dockerfile", "triggerName": "user", "status": "stop", "description": "runs as root"},
                        {"gate": "dockerfile", "triggerName": "port", "status": "warn", "description": "opens 22"},
                        {"gate": "always", "triggerName": "ok", "status": "go", "description": "fine"},
                    ],
                }
            ],
        },
        findings=2,
        error=1,
        warning=1,
    ),
    "anchorectl": _js(
        [
            {"vuln": "CVE-1", "severity": "Critical", "package": "p-1", "packageName": "p", "packagePath": "/lib/p"},
            {"vuln": "CVE-2", "severity": "Negligible", "package": "q-1", "packageName": "q", "packagePath": "/lib/q"},
        ],
        findings=2,
        error=1,
        note=1,
        files=2,
    ),
    "cyclonedx-xml": (
        (
            '<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.4"><components><component><name>p</name>'
            '<v:vulnerabilities xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0"><v:vulnerability><v:id>CVE-0</v:id>'
            "<v:ratings><v:rating><v:severity>Medium</v:severity></v:rating></v:ratings></v:vulnerability></v:vulnerabilities>"
            "</component></components><vulnerabilities>"
            "<vulnerability><id>CVE-1</id><ratings><rating><severity>low</severity></rating><rating><severity>critical</severity>"
            "</rating></ratings><affects><target><ref>pkg:a</ref></target></affects></vulnerability>"
            "<vulnerability><id>CVE-2</id><analysis><state>not_affected</state></analysis></vulnerability></vulnerabilities></bom>"
        ),
        {"findings": 2, "error": 1, "warning": 1, "suppressed": 1},
    ),
    "harbor": _js(
        {
            "application/vnd.security.vulnerability.report; version=1.1": {
                "generated_at": "now",
                "scanner": {"name": "Trivy", "version": "1"},
                "severity": "High",
                "vulnerabilities": [{"id": "CVE-1", "package": "p", "version": "1", "severity": "High"}],
            }
        },
        findings=1,
        error=1,
    ),
    "meterian": _js(
        {
            "timestamp": "now",
            "reports": {
                "security": {
                    "score": 40,
                    "reports": [
                        {
                            "language": "java",
                            "reports": [
                                {
                                    "dependency": {"name": "p", "version": "1"},
                                    "advices": [
                                        {"id": "1", "severity": "LOW", "cvss": 9.8, "description": "d"},
                                        {"id": "2", "severity": "SUGGEST", "description": "d"},
                                    ],
                                }
                            ],
                        }
                    ],
                }
            },
        },
        findings=2,
        error=1,
        note=1,
    ),
    "ort": _js(
        {
            "packages": [{"_id": 0, "id": "p"}],
            "dependency_trees": [],
            "rule_violations": [
                {"rule": "NO_GPL", "pkg": 0, "severity": "ERROR", "message": "m"},
                {"rule": "NO_GPL", "pkg": 1, "severity": "WARNING", "message": "m", "resolutions": [0]},
            ],
        },
        findings=1,
        error=1,
        suppressed=1,
    ),
    "oss-index": _js(
        [
            {
                "coordinates": "pkg:npm/p@1",
                "vulnerabilities": [
                    {"id": "1", "cve": "CVE-1", "title": "t", "cvssScore": 5.3},
                    {"id": "2", "title": "unrated", "cvssScore": 0},
                ],
            },
            {"coordinates": "pkg:npm/q@1", "vulnerabilities": []},
        ],
        findings=2,
        error=1,
        warning=1,
    ),
    "php-security-checker": _js(
        {"a/b": {"version": "1", "advisories": [{"title": "t", "link": "https://x.test", "cve": "CVE-1"}]}},
        findings=1,
        error=1,
    ),
    "trivy-operator": _js(
        {
            "apiVersion": "v1",
            "kind": "List",
            "items": [
                operator(
                    "VulnerabilityReport",
                    vulnerabilities=[{"vulnerabilityID": "CVE-1", "resource": "p", "severity": "HIGH", "title": "t"}],
                ),
                operator(
                    "ConfigAuditReport",
                    checks=[
                        {"checkID": "KSV1", "severity": "LOW", "title": "t", "success": False},
                        {"checkID": "KSV2", "severity": "HIGH", "title": "t", "success": True},
                    ],
                ),
                operator(
                    "ExposedSecretReport",
                    secrets=[{"ruleID": "key", "severity": "CRITICAL", "title": "t", "target": "/a"}],
                ),
            ],
        },
        findings=3,
        error=2,
        note=1,
    ),
    "govulncheck-stream": _stream(
        {"config": {"protocol_version": "v1.0.0", "scanner_name": "govulncheck", "scanner_version": "v1.1.4"}},
        {"progress": {"message": "looks"}},
        {"osv": {"id": "GO-1", "summary": "s"}},
        {"finding": {"osv": "GO-1", "trace": [{"module": "m", "position": {"filename": "a.go", "line": 3}}]}},
        findings=1,
        error=1,
        files=1,
    ),
}

_SECRETS: Mapping[str, Told] = {
    "gitleaks-csv": (
        (
            "RuleID,Commit,File,SymlinkFile,Secret,Match,StartLine,EndLine,StartColumn,EndColumn,Author,Message,Date,Email,"
            "Fingerprint\nkey,1,a.py,,s,s,3,3,1,9,A,m,now,a@x.test,f\n"
        ),
        {"findings": 1, "error": 1, "files": 1},
    ),
    "kingfisher": _lines(
        {
            "rule": {"name": "Key", "id": "kingfisher.key.1"},
            "finding": {"fingerprint": "1", "path": "a.py", "line": 3, "confidence": "medium"},
        },
        findings=1,
        error=1,
        files=1,
    ),
    "noseyparker": _lines(
        {
            "type": "finding",
            "rule_name": "Key",
            "rule_text_id": "np.key.1",
            "num_matches": 1,
            "statuses": [],
            "matches": [
                {
                    "provenance": [{"kind": "file", "path": "a.py"}],
                    "location": {"source_span": {"start": {"line": 3, "column": 1}}},
                }
            ],
        },
        {"type": "finding", "rule_name": "Key", "num_matches": 1, "statuses": ["Reject"], "matches": []},
        findings=1,
        error=1,
        suppressed=1,
    ),
    "trufflehog-json": _js(
        [
            {"rule": {"id": "r", "message": "m", "severity": "MEDIUM"}, "path": "a.py", "line": "3", "secret": "s"},
            {"reason": "High Entropy", "path": "b.py", "strings_found": ["s"], "commit_hash": "1"},
        ],
        findings=2,
        error=1,
        warning=1,
        files=2,
    ),
    "whispers": _js(
        [{"key": "password", "value": "v", "file": "a.yml", "line": 3, "severity": "MINOR", "message": "Password"}],
        findings=1,
        warning=1,
        files=1,
    ),
}

_WEAKNESSES: Mapping[str, Told] = {
    "dawnscanner": _js(
        {
            "status": "OK",
            "target": "shop",
            "vulnerabilities_count": 1,
            "vulnerabilities": [{"name": "CVE-1", "severity": "high", "message": "m"}],
        },
        findings=1,
        error=1,
    ),
    "huskyci": _js(
        {
            "RID": "1",
            "huskyciresults": {
                "goresults": {
                    "gosecoutput": {
                        "lowvulns": [{"securitytool": "GoSec", "file": "a.go", "line": "3", "details": "d"}],
                        "highvulns": [
                            {"securitytool": "GoSec", "severity": "HIGH", "file": "a.go", "line": "4", "details": "d"}
                        ],
                    }
                },
                "rubyresults": {},
            },
        },
        findings=2,
        error=1,
        note=1,
        files=1,
    ),
    "progpilot": _js(
        [{"vuln_name": "xss", "vuln_cwe": "CWE_79", "sink_file": "a.php", "sink_line": 3, "source_file": ["a.php"]}],
        findings=1,
        error=1,
        files=1,
    ),
    "pvs-studio-json": _js(
        {
            "version": 2,
            "warnings": [
                {"code": "V1", "level": 2, "message": "m", "positions": [{"file": "a.cpp", "line": 3}]},
                {"code": "V2", "level": 1, "message": "m", "falseAlarm": True, "positions": []},
                {"code": "Renew", "level": 0, "message": "Buy", "positions": []},
            ],
        },
        findings=1,
        warning=1,
        suppressed=1,
    ),
    "semgrep-supply-chain": _js(
        {
            "vulns": [
                {
                    "title": "t",
                    "advisory": {"ruleId": "ssc-1", "severity": "MODERATE"},
                    "exposureType": "REACHABLE",
                    "dependencyFileLocation": {"path": "requirements.txt", "startLine": "3"},
                },
                {"title": "t", "advisory": {"ruleId": "ssc-2", "severity": "HIGH"}, "triage": {"status": "FIXED"}},
            ]
        },
        findings=1,
        warning=1,
        files=1,
    ),
    "swiftlint-csv": (
        (
            "file,line,character,severity,type,reason,rule_id\na.swift,3,1,Warning,Line Length,long,line_length\n"
            ',,,Error,Colon,"next to it, please",colon\n'
        ),
        {"findings": 2, "error": 1, "warning": 1, "files": 1},
    ),
    "vcg": (
        (
            "<CodeIssueCollection><CodeIssue><Severity>Critical</Severity><Title>T</Title><FileName>a.c</FileName><Line>3</Line>"
            "</CodeIssue><CodeIssue><Severity>Suspicious Comment</Severity><Title>T</Title><FileName>a.c</FileName>"
            "</CodeIssue></CodeIssueCollection>"
        ),
        {"findings": 2, "error": 1, "note": 1, "files": 1},
    ),
    "veracode": (
        (
            '<detailedreport xmlns="https://www.veracode.com/schema/reports/export/1.0" report_format_version="1.5">'
            '<severity level="5"><category categoryname="c"><cwe cweid="89"><staticflaws>'
            '<flaw severity="5" cweid="89" issueid="1" description="d" sourcefile="A.java" sourcefilepath="src/" line="3"/>'
            '<flaw severity="5" cweid="89" issueid="2" description="d" remediation_status="Fixed"/>'
            '<flaw severity="3" cweid="89" issueid="3" description="d" mitigation_status="accepted"/>'
            "</staticflaws></cwe></category></severity><software_composition_analysis><vulnerable_components>"
            '<component component_id="c" file_name="p.jar"><vulnerabilities><vulnerability cve_id="CVE-1" severity="2"/>'
            "</vulnerabilities></component></vulnerable_components></software_composition_analysis></detailedreport>"
        ),
        {"findings": 2, "error": 1, "note": 1, "suppressed": 1, "files": 2},
    ),
}

_CLOUD: Mapping[str, Told] = {
    "asff": _js(
        {
            "Findings": [
                {
                    "ProductArn": "arn",
                    "AwsAccountId": "1",
                    "GeneratorId": "g",
                    "Title": "t",
                    "Severity": {"Label": "MEDIUM"},
                    "Resources": [{"Id": "bucket"}],
                },
                {
                    "ProductArn": "arn",
                    "AwsAccountId": "1",
                    "Severity": {"Label": "HIGH"},
                    "Compliance": {"Status": "PASSED"},
                },
                {
                    "ProductArn": "arn",
                    "AwsAccountId": "1",
                    "Severity": {"Label": "HIGH"},
                    "Workflow": {"Status": "SUPPRESSED"},
                },
            ]
        },
        findings=1,
        warning=1,
        suppressed=1,
    ),
    "cloudsploit": _js(
        [
            {"plugin": "acm", "category": "ACM", "title": "t", "resource": "a", "status": "FAIL", "message": "m"},
            {"plugin": "acm", "category": "ACM", "title": "t", "resource": "b", "status": "OK", "message": "m"},
        ],
        findings=1,
        error=1,
    ),
    "docker-bench": _js(
        {
            "dockerbenchsecurity": "1.6",
            "tests": [
                {
                    "desc": "Host",
                    "results": [
                        {"id": "1.1", "desc": "d", "result": "WARN"},
                        {"id": "1.2", "desc": "d", "result": "PASS"},
                        {"id": "1.3", "desc": "d", "result": "NOTE"},
                    ],
                }
            ],
            "checks": 3,
        },
        findings=1,
        warning=1,
    ),
    "krakend-audit": _js(
        {"recommendations": [{"rule": "1.1.1", "severity": "HIGH", "message": "m"}], "stats": {}}, findings=1, error=1
    ),
    "kubeaudit": _lines(
        {"AuditResultName": "A", "ResourceKind": "Pod", "ResourceName": "a", "level": "error", "msg": "m"},
        {"AuditResultName": "B", "ResourceKind": "Pod", "ResourceName": "a", "level": "info", "msg": "m"},
        findings=2,
        error=1,
        note=1,
    ),
    "legitify": _js(
        {
            "type": "flattened",
            "content": {
                "data.a": {
                    "policyInfo": {"policyName": "p", "title": "t", "severity": "MEDIUM"},
                    "violations": [
                        {"canonicalLink": "https://x.test", "status": "FAILED"},
                        {"canonicalLink": "https://y.test", "status": "PASSED"},
                    ],
                }
            },
        },
        findings=1,
        warning=1,
    ),
    "popeye": _js(
        {
            "popeye": {
                "score": 80,
                "grade": "B",
                "sanitizers": [
                    {
                        "sanitizer": "pod",
                        "issues": {
                            "default/a": [{"level": 3, "message": "[POP-1] m"}, {"level": 0, "message": "[POP-2] m"}]
                        },
                    },
                    {"sanitizer": "node"},
                ],
            }
        },
        findings=1,
        error=1,
    ),
}

PEERS: Mapping[str, Told] = {**_SUPPLY_CHAIN, **_SECRETS, **_WEAKNESSES, **_CLOUD}

"""Tiny reports, written by hand, of formats that many pipelines have written only lately: a text and its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_SPAN = {"start": {"line": 3, "column": 1}, "end": {"line": 3, "column": 9}}

_PLACES = {"begin": {"line": 3, "column": 1}, "end": {"line": 3, "column": 1}}

_RUMDL = [
    {"file": "a.md", "line": 3, "column": 1, "rule": "MD022", "message": "m", "severity": word, "fixable": True}
    for word in ("error", "warning")
]


def _js(value: Any, **figures: int) -> tuple[str, Mapping[str, int]]:
    return json.dumps(value), figures


def _lines(*values: Any, **figures: int) -> tuple[str, Mapping[str, int]]:
    return "".join(json.dumps(value) + "\n" for value in values), figures


def _package(severity: str) -> dict[str, Any]:
    return {
        "id": "P",
        "resolvedVersion": "1",
        "vulnerabilities": [{"severity": severity, "advisoryurl": "https://x.test/1"}],
    }


_NUCLEI = {
    "template-id": "t",
    "info": {"name": "n", "severity": "info", "tags": ["a"]},
    "host": "https://x.test",
    "matched-at": "https://x.test/a",
}

NEWER: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "anchore": _js(
        {
            "imageDigest": "sha256:1",
            "vulnerability_type": "all",
            "vulnerabilities": [
                {"vuln": "CVE-1", "severity": "High", "package": "p-1", "package_name": "p"},
                {"vuln": "CVE-2", "severity": "Negligible", "package": "q-1"},
                {"vuln": "CVE-3", "severity": "Unknown", "package": "q-1"},
            ],
        },
        findings=3,
        error=2,
        note=1,
    ),
    "code-climate-stream": (
        (
            '{"type":"issue","check_name":"A","description":"d","categories":["Style"],"severity":"info",'
            '"location":{"path":"a.rb","lines":{"begin":3,"end":4}}}\0'
            '{"type":"measurement","name":"a","value":1}\0'
            '{"type":"issue","check_name":"B","description":"d","categories":["Style"],'
            '"location":{"path":"b.rb","positions":{"begin":{"line":3,"column":1}}}}\0'
        ),
        {"findings": 2, "error": 1, "note": 1, "files": 2},
    ),
    "gcc-json": (
        (
            '[]\n[{"kind":"fatal error","message":"m","children":[],"locations":[{"caret":{"file":"a.c","line":3}}]},'
            '{"kind":"note","message":"m","children":[],"locations":[]}]\n'
            '[{"kind":"warning","option":"-Wall","message":"m","children":[],"locations":[]}]\n'
        ),
        {"findings": 2, "error": 1, "warning": 1, "files": 1},
    ),
    "github-check-annotations": _js(
        [
            {"path": "a.py", "start_line": 3, "end_line": 3, "annotation_level": level, "message": "m", "title": "t"}
            for level in ("notice", "warning", "failure")
        ],
        findings=3,
        error=1,
        warning=1,
        note=1,
    ),
    "puppet-lint": _js(
        [
            [
                {
                    "message": "m",
                    "line": 1,
                    "column": 7,
                    "kind": kind,
                    "check": "c",
                    "fullpath": "/w/a.pp",
                    "path": "a.pp",
                }
                for kind in ("error", "warning", "ignored")
            ]
        ],
        findings=2,
        error=1,
        warning=1,
        suppressed=1,
    ),
    "rumdl": _js(_RUMDL, findings=2, error=1, warning=1),
    "rumdl-jsonl": _lines(*_RUMDL, findings=2, error=1, warning=1),
    "zizmor": _js(
        [
            {
                "ident": "artipacked",
                "desc": "d",
                "determinations": {"confidence": "Low", "severity": severity},
                "locations": [
                    {
                        "symbolic": {"key": {"Local": {"given_path": "a.yml"}}},
                        "concrete": {"location": {"start_point": {"row": 5, "column": 8}, "end_point": {"row": 6}}},
                    }
                ],
                "ignored": severity == "Low",
            }
            for severity in ("High", "Medium", "Low", "Unknown")
        ],
        findings=3,
        error=2,
        warning=1,
        suppressed=1,
    ),
    "flake8-codeclimate": _js(
        {
            "a.py": [],
            "b.py": [
                {
                    "type": "issue",
                    "check_name": "E1",
                    "description": "d",
                    "categories": ["Style"],
                    "severity": "minor",
                    "location": {"path": "b.py", "positions": _PLACES},
                    "fingerprint": "1",
                }
            ],
        },
        findings=1,
        warning=1,
    ),
    "pyrefly": _js(
        {
            "errors": [
                {
                    "line": 3,
                    "column": 1,
                    "stop_line": 3,
                    "stop_column": 9,
                    "path": "a.py",
                    "code": -2,
                    "name": "bad-return",
                    "description": "d",
                    "concise_description": "d",
                    "severity": severity,
                }
                for severity in ("error", "warn", "info")
            ]
        },
        findings=3,
        error=1,
        warning=1,
        note=1,
    ),
    "typos": _lines(
        {"type": "binary_file", "path": "a.png"},
        {"type": "typo", "path": "a.py", "line_num": 3, "byte_offset": 1, "typo": "teh", "corrections": ["the"]},
        findings=1,
        error=1,
    ),
    "biome": _js(
        {
            "summary": {"changed": 0, "unchanged": 2, "errors": 1, "warnings": 1, "diagnosticsNotPrinted": 0},
            "diagnostics": [
                {"category": "lint/a", "severity": "error", "message": "m", "location": {"path": "a.js", **_SPAN}},
                {
                    "category": "lint/b",
                    "severity": "warning",
                    "description": "d",
                    "message": [{"elements": [], "content": "d"}],
                    "location": {"path": {"file": "b.js"}, "span": [1, 2]},
                },
            ],
            "command": "lint",
        },
        findings=2,
        error=1,
        warning=1,
        files=2,
    ),
    "buf": _lines(
        {"path": "a.proto", "start_line": 3, "start_column": 1, "type": "PACKAGE_DEFINED", "message": "m"},
        findings=1,
        error=1,
        files=1,
    ),
    "bundler-audit": _js(
        {
            "version": "0.9.2",
            "created_at": "2026-01-01",
            "results": [
                {"type": "unpatched_gem", "gem": {"name": "g"}, "advisory": {"id": "CVE-1", "criticality": "medium"}},
                {"type": "unpatched_gem", "gem": {"name": "h"}, "advisory": {"id": "CVE-2", "criticality": None}},
                {"type": "insecure_source", "source": "http://x.test"},
            ],
        },
        findings=3,
        error=2,
        warning=1,
    ),
    "cargo-deny": _lines(
        {"type": "log", "fields": {"level": "INFO", "message": "fetching"}},
        {
            "type": "diagnostic",
            "fields": {
                "code": "vulnerability",
                "severity": "error",
                "message": "m",
                "advisory": {"id": "RUSTSEC-1"},
                "labels": [{"line": 1, "span": "a 1.0.0"}],
                "graphs": [{"Krate": {"name": "a", "version": "1.0.0"}}],
            },
        },
        {"type": "diagnostic", "fields": {"code": "unmaintained", "severity": "warning", "message": "m"}},
        {"type": "summary", "fields": {"advisories": {"errors": 1, "warnings": 1}}},
        findings=2,
        error=1,
        warning=1,
    ),
    "checkmarx": (
        (
            '<CxXMLResults ScanId="1" CheckmarxVersion="9.4"><Query id="1" cweId="79" name="XSS" group="Java" Severity="High">'
            '<Result NodeId="1" FileName="A.java" Line="3" Column="5" FalsePositive="False" Severity="Medium"><Path '
            'SimilarityId="7"/></Result><Result NodeId="2" FileName="B.java" Line="4" FalsePositive="True"/></Query>'
            "</CxXMLResults>"
        ),
        {"findings": 1, "warning": 1, "suppressed": 1},
    ),
    "clair": _js(
        {
            "image": "shop",
            "unapproved": ["CVE-1"],
            "vulnerabilities": [
                {"featurename": "p", "featureversion": "1", "vulnerability": "CVE-1", "severity": "Defcon1"},
                {"featurename": "q", "featureversion": "1", "vulnerability": "CVE-2", "severity": "Low"},
            ],
        },
        findings=2,
        error=1,
        note=1,
    ),
    "composer-audit": _js(
        {
            "advisories": {
                "v/p": [
                    {"advisoryId": "PKSA-1", "packageName": "v/p", "title": "t", "cve": "CVE-1", "severity": "low"}
                ],
                "v/q": {"2": {"advisoryId": "PKSA-2", "packageName": "v/q", "title": "t", "cve": None}},
            },
            "ignored-advisories": {"v/r": [{"advisoryId": "PKSA-3", "severity": "high"}]},
            "abandoned": {"v/s": None},
        },
        findings=2,
        error=1,
        note=1,
        suppressed=1,
    ),
    "conftest": _js(
        [
            {
                "filename": "a.yaml",
                "namespace": "main",
                "successes": 1,
                "failures": [{"msg": "f"}],
                "warnings": [{"msg": "w"}],
                "exceptions": [{"msg": "e"}],
            },
            {"filename": "b.yaml", "namespace": "main", "successes": 2},
        ],
        findings=2,
        error=1,
        warning=1,
        suppressed=1,
        files=1,
    ),
    "cyclonedx": _js(
        {
            "bomFormat": "CycloneDX",
            "specVersion": "1.5",
            "vulnerabilities": [
                {"id": "CVE-1", "ratings": [{"severity": "low"}, {"severity": "critical"}], "affects": [{"ref": "p"}]},
                {"id": "CVE-2", "ratings": [{"severity": "none"}]},
                {"id": "CVE-3", "ratings": [{"score": 5}]},
                {"id": "CVE-4", "ratings": [{"severity": "high"}], "analysis": {"state": "not_affected"}},
            ],
        },
        findings=3,
        error=2,
        note=1,
        suppressed=1,
    ),
    "defectdojo": _js(
        {
            "findings": [
                {
                    "title": "t",
                    "severity": "High",
                    "description": "d",
                    "file_path": "a.py",
                    "line": 3,
                    "false_p": False,
                },
                {"title": "u", "severity": "Info", "description": "d", "active": True},
                {"title": "v", "severity": "Critical", "description": "d", "false_p": True},
            ]
        },
        findings=2,
        error=1,
        note=1,
        suppressed=1,
    ),
    "dependency-track": _js(
        {
            "version": "1.2",
            "meta": {"application": "Dependency-Track", "version": "4.8"},
            "project": {"name": "shop"},
            "findings": [
                {
                    "component": {"name": "p", "purl": "pkg:a/p@1"},
                    "vulnerability": {"vulnId": "CVE-1", "severity": "MEDIUM"},
                    "analysis": {"isSuppressed": False},
                },
                {
                    "component": {"name": "q"},
                    "vulnerability": {"vulnId": "CVE-2", "severity": "HIGH"},
                    "analysis": {"state": "NOT_AFFECTED", "isSuppressed": True},
                },
            ],
        },
        findings=1,
        warning=1,
        suppressed=1,
    ),
    "dotnet-format": _js(
        [
            {
                "DocumentId": {},
                "FileName": "A.cs",
                "FilePath": "/src/A.cs",
                "FileChanges": [
                    {"LineNumber": 3, "CharNumber": 1, "DiagnosticId": "WHITESPACE", "FormatDescription": "m"},
                    {"LineNumber": 4, "CharNumber": 1, "DiagnosticId": "IDE0055", "FormatDescription": "m"},
                ],
            }
        ],
        findings=2,
        warning=2,
        files=1,
    ),
    "dotnet-packages": _js(
        {
            "version": 1,
            "parameters": "--vulnerable --include-transitive",
            "projects": [
                {
                    "path": "a.csproj",
                    "frameworks": [
                        {
                            "framework": "net8.0",
                            "topLevelPackages": [_package("High"), {"id": "Q", "resolvedVersion": "1"}],
                            "transitivePackages": [_package("Moderate")],
                        }
                    ],
                },
                {"path": "b.csproj"},
            ],
        },
        findings=2,
        error=1,
        warning=1,
        files=1,
    ),
    "kube-bench": _js(
        {
            "Controls": [
                {
                    "node_type": "master",
                    "tests": [
                        {
                            "results": [
                                {"test_number": "1.1", "test_desc": "d", "status": "FAIL"},
                                {"test_number": "1.2", "test_desc": "d", "status": "WARN"},
                                {"test_number": "1.3", "test_desc": "d", "status": "PASS"},
                            ]
                        }
                    ],
                }
            ],
            "Totals": {"total_pass": 1, "total_fail": 1, "total_warn": 1},
        },
        findings=2,
        error=1,
        warning=1,
    ),
    "kubescape": _js(
        {
            "results": [
                {
                    "resourceID": "r",
                    "controls": [
                        {"controlID": "C-1", "name": "n", "status": {"status": "failed"}},
                        {"controlID": "C-2", "name": "n", "status": {"status": "failed"}},
                        {"controlID": "C-1", "name": "n", "status": {"status": "passed"}},
                    ],
                }
            ],
            "summaryDetails": {"controls": {"C-1": {"scoreFactor": 8}, "C-2": {"scoreFactor": 4.0}}},
        },
        findings=2,
        error=1,
        warning=1,
    ),
    "markdownlint-ruby": _js(
        [{"filename": "a.md", "line": 3, "rule": "MD001", "aliases": ["header-increment"], "description": "d"}],
        findings=1,
        warning=1,
    ),
    "mend": _js(
        {
            "vulnerabilities": [
                {"name": "CVE-1", "severity": "medium", "cvss3_severity": "HIGH", "library": {"filename": "p.jar"}},
                {"name": "CVE-2", "severity": "low", "library": {"filename": "q.jar"}},
            ]
        },
        findings=2,
        error=1,
        note=1,
    ),
    "nikto": _js(
        {
            "host": "x.test",
            "ip": "192.0.2.1",
            "port": "80",
            "banner": "b",
            "vulnerabilities": [{"id": "1", "OSVDB": "0", "method": "GET", "url": "/a", "msg": "m"}],
        },
        findings=1,
        warning=1,
    ),
    "nuclei": _lines(
        {**_NUCLEI, "matcher-status": True},
        {**_NUCLEI, "info": {"name": "n", "severity": "critical"}},
        {**_NUCLEI, "matcher-status": False},
        findings=2,
        error=1,
        note=1,
    ),
    "nuclei-json": _js(
        [_NUCLEI, {**_NUCLEI, "info": {"name": "n", "severity": "unknown"}}], findings=2, error=1, note=1
    ),
    "oxlint": _js(
        {
            "diagnostics": [
                {
                    "message": "m",
                    "code": "eslint(no-debugger)",
                    "severity": "warning",
                    "filename": "a.js",
                    "labels": [{"span": {"offset": 1, "length": 2, "line": 3, "column": 1}}],
                }
            ],
            "number_of_files": 1,
            "number_of_rules": 96,
        },
        findings=1,
        warning=1,
        files=1,
    ),
    "prowler": _js(
        [
            {
                "metadata": {"event_code": "c", "product": {"name": "Prowler", "version": "4"}},
                "finding_info": {"uid": str(number), "title": "t"},
                "severity": severity,
                "status_code": status,
                "resources": [{"uid": "arn:x"}],
            }
            for number, (severity, status) in enumerate([("High", "FAIL"), ("Low", "PASS"), ("Critical", "MUTED")])
        ],
        findings=1,
        error=1,
        suppressed=1,
    ),
    "retire": _js(
        {
            "version": "5.0.0",
            "data": [
                {
                    "file": "a.js",
                    "results": [
                        {
                            "component": "jquery",
                            "version": "1.8",
                            "vulnerabilities": [
                                {"severity": "medium", "identifiers": {"CVE": ["CVE-1"], "summary": "s"}},
                                {"severity": "none", "identifiers": {"summary": "s"}, "info": ["https://x.test"]},
                            ],
                        },
                        {"component": "react", "version": "18"},
                    ],
                }
            ],
            "messages": [],
            "errors": [],
        },
        findings=2,
        warning=1,
        note=1,
        files=1,
    ),
    "slither": _js(
        {
            "success": True,
            "error": None,
            "results": {
                "detectors": [
                    {
                        "check": "reentrancy-eth",
                        "impact": "High",
                        "description": "d",
                        "id": "1",
                        "elements": [{"source_mapping": {"filename_relative": "a.sol", "lines": [3, 4]}}],
                    },
                    {"check": "naming", "impact": "Informational", "description": "d", "id": "2", "elements": []},
                    {"check": "constable", "impact": "Optimization", "description": "d", "id": "3", "elements": []},
                ]
            },
        },
        findings=3,
        error=1,
        note=2,
        files=1,
    ),
    "snyk-iac": _js(
        [
            {
                "targetFile": "main.tf",
                "projectType": "terraformconfig",
                "infrastructureAsCodeIssues": [
                    {"id": "SNYK-CC-1", "title": "t", "severity": "medium", "lineNumber": 3, "isIgnored": False},
                    {"id": "SNYK-CC-2", "title": "t", "severity": "high", "lineNumber": 4, "isIgnored": True},
                ],
            }
        ],
        findings=1,
        warning=1,
        suppressed=1,
    ),
    "solhint": _js(
        [
            {"line": 3, "column": 1, "severity": "Error", "message": "m", "ruleId": "r", "filePath": "a.sol"},
            {"line": 4, "column": 1, "severity": "Warning", "message": "m", "ruleId": "r", "filePath": "a.sol"},
            {"conclusion": "2 problem/s (1 error/s, 1 warning/s)"},
        ],
        findings=2,
        error=1,
        warning=1,
        files=1,
    ),
    "swiftformat": _js(
        [{"file": "A.swift", "line": 3, "reason": "m", "rule_id": "indent"}], findings=1, warning=1, files=1
    ),
    "terraform-validate": _js(
        {
            "format_version": "1.0",
            "valid": False,
            "error_count": 1,
            "warning_count": 1,
            "diagnostics": [
                {"severity": "error", "summary": "s", "detail": "d", "range": {"filename": "main.tf", **_SPAN}},
                {"severity": "warning", "summary": "s", "detail": ""},
            ],
        },
        findings=2,
        error=1,
        warning=1,
        files=1,
    ),
    "yarn-audit": _lines(
        {
            "type": "auditAdvisory",
            "data": {
                "resolution": {"id": 1, "path": "a>b"},
                "advisory": {"id": 1, "title": "t", "severity": "moderate"},
            },
        },
        {"type": "auditSummary", "data": {"vulnerabilities": {"moderate": 1}, "dependencies": 9}},
        findings=1,
        warning=1,
    ),
    "zap": _js(
        {
            "@programName": "ZAP",
            "@version": "2.16.0",
            "@generated": "now",
            "site": [
                {
                    "@name": "https://x.test",
                    "alerts": [
                        {
                            "pluginid": str(number),
                            "alertRef": str(number),
                            "alert": "a",
                            "riskcode": risk,
                            "confidence": sure,
                            "instances": [{"uri": "https://x.test/a", "method": "GET"}],
                            "count": "1",
                        }
                        for number, (risk, sure) in enumerate(
                            [("3", "2"), ("2", "2"), ("1", "1"), ("0", "3"), ("3", "0")]
                        )
                    ],
                }
            ],
        },
        findings=4,
        error=1,
        warning=1,
        note=2,
        suppressed=1,
    ),
    "zap-xml": (
        (
            '<OWASPZAPReport version="2.16.0" generated="now"><site name="https://x.test"><alerts><alertitem><pluginid>1</pluginid>'
            "<alert>a</alert><riskcode>3</riskcode><confidence>2</confidence><instances><instance><uri>https://x.test/a</uri>"
            "</instance></instances></alertitem><alertitem><pluginid>2</pluginid><name>n</name><riskcode>0</riskcode>"
            "<confidence>0</confidence></alertitem></alerts></site></OWASPZAPReport>"
        ),
        {"findings": 1, "error": 1, "suppressed": 1},
    ),
}

"""Tiny reports, written by hand, of more scanners: a text and its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def _js(value: Any, **figures: int) -> tuple[str, Mapping[str, int]]:
    return json.dumps(value), figures


SCANNERS: Mapping[str, tuple[str, Mapping[str, int]]] = {
    "aqua": _js(
        {
            "image": "shop",
            "vulnerability_summary": {"total": 2},
            "resources": [
                {
                    "resource": {"name": "p", "path": "/lib/p"},
                    "vulnerabilities": [
                        {"name": "CVE-1", "aqua_severity": "critical", "nvd_severity": "low"},
                        {"name": "CVE-2", "nvd_severity": "medium"},
                    ],
                }
            ],
        },
        findings=2,
        error=1,
        warning=1,
        files=1,
    ),
    "burp": (
        (
            '<issues burpVersion="2024.1" exportTime="now"><issue><serialNumber>1</serialNumber><type>5</type><name>SQL</name>'
            '<host ip="192.0.2.1">https://x.test</host><path>/a</path><severity>High</severity></issue><issue><type>6</type>'
            "<name>n</name><path>/b</path><severity>Information</severity></issue></issues>"
        ),
        {"findings": 2, "error": 1, "note": 1, "files": 2},
    ),
    "cfn-nag": _js(
        [
            {
                "filename": "a.yaml",
                "file_results": {
                    "failure_count": 1,
                    "violations": [
                        {
                            "id": "F4",
                            "type": "FAIL",
                            "message": "m",
                            "logical_resource_ids": ["R"],
                            "line_numbers": [3],
                        },
                        {
                            "id": "W9",
                            "type": "WARN",
                            "message": "m",
                            "logical_resource_ids": ["R"],
                            "line_numbers": [4],
                        },
                    ],
                },
            }
        ],
        findings=2,
        error=1,
        warning=1,
        files=1,
    ),
    "checkmarx-one": _js(
        {
            "results": [
                {
                    "type": "sast",
                    "similarityId": "1",
                    "severity": "HIGH",
                    "state": "TO_VERIFY",
                    "data": {"queryName": "XSS", "nodes": [{"fileName": "/a.js", "line": 3, "column": 5}]},
                },
                {"type": "sast", "similarityId": "2", "severity": "LOW", "state": "NOT_EXPLOITABLE", "data": {}},
            ],
            "totalCount": 2,
            "scanID": "s",
        },
        findings=1,
        error=1,
        suppressed=1,
    ),
    "dockerfile-lint": _js(
        {
            "error": {"count": 1, "data": [{"label": "l", "level": "error", "line": 3, "message": "m"}]},
            "warn": {"count": 1, "data": [{"label": "l", "level": "warn", "line": -1, "message": "m"}]},
            "info": {"count": 1, "data": [{"label": "l", "level": "info", "line": -1, "message": "m"}]},
        },
        findings=3,
        error=1,
        warning=1,
        note=1,
    ),
    "ggshield": _js(
        {
            "id": "scan",
            "type": "path_scan",
            "total_incidents": 1,
            "total_occurrences": 1,
            "entities_with_incidents": [
                {
                    "filename": "a.py",
                    "incidents": [
                        {
                            "policy": "Secrets detection",
                            "type": "AWS Keys",
                            "occurrences": [{"match": "AK**", "line_start": 3, "line_end": 3}],
                        }
                    ],
                }
            ],
        },
        findings=1,
        error=1,
        files=1,
    ),
    "github-dependabot": _js(
        [
            {
                "state": state,
                "dependency": {"package": {"name": "p"}, "manifest_path": "package-lock.json"},
                "security_advisory": {"ghsa_id": "GHSA-1", "summary": "s", "severity": "low"},
                "security_vulnerability": {"severity": "medium"},
            }
            for state in ("open", "fixed", "dismissed")
        ],
        findings=1,
        warning=1,
        suppressed=1,
    ),
    "htmlhint": _js(
        [
            {
                "file": "a.html",
                "messages": [{"type": "error", "message": "m", "line": 3, "col": 1, "rule": {"id": "tag-pair"}}],
                "time": 1,
            }
        ],
        findings=1,
        error=1,
        files=1,
    ),
    "jfrog": _js(
        {
            "vulnerabilities": [
                {
                    "severity": "High",
                    "impactedPackageName": "p",
                    "issueId": "XRAY-1",
                    "summary": "s",
                    "cves": [{"id": "CVE-1"}],
                }
            ],
            "securityViolations": None,
            "licensesViolations": [{"severity": "Medium", "impactedPackageName": "q", "licenseKey": "GPL-3.0"}],
            "errors": None,
        },
        findings=2,
        error=1,
        warning=1,
    ),
    "kube-hunter": _js(
        {
            "nodes": [{"type": "Node/Master", "location": "192.0.2.1"}],
            "services": [],
            "vulnerabilities": [
                {
                    "location": "192.0.2.1:6443",
                    "vid": "KHV002",
                    "category": "c",
                    "severity": "medium",
                    "vulnerability": "v",
                }
            ],
        },
        findings=1,
        warning=1,
    ),
    "kubesec": _js(
        [
            {
                "object": "Pod/a.default",
                "valid": True,
                "fileName": "a.yaml",
                "score": -7,
                "scoring": {
                    "critical": [{"id": "Privileged", "selector": "s", "reason": "r", "points": -30}],
                    "advise": [{"id": "ApparmorAny", "selector": "s", "reason": "r", "points": 3}],
                },
            }
        ],
        findings=2,
        error=1,
        note=1,
        files=1,
    ),
    "nessus": (
        (
            '<NessusClientData_v2><Report name="r"><ReportHost name="192.0.2.1"><ReportItem port="443" severity="4" '
            'pluginID="1" pluginName="n"><cve>CVE-1</cve></ReportItem>'
            '<ReportItem port="0" severity="0" pluginID="2" pluginName="n"/>'
            "</ReportHost></Report></NessusClientData_v2>"
        ),
        {"findings": 2, "error": 1, "note": 1},
    ),
    "pa11y": _js(
        {
            "total": 2,
            "passes": 1,
            "errors": 1,
            "results": {
                "https://x.test/": [],
                "https://x.test/a": [
                    {"code": "WCAG2AA.H37", "message": "m", "selector": "img", "type": "error"},
                    {"code": "WCAG2AA.H42", "message": "m", "selector": "p", "type": "notice"},
                ],
            },
        },
        findings=2,
        error=1,
        note=1,
        files=1,
    ),
    "prisma-cloud": _js(
        {
            "results": [
                {
                    "name": "shop",
                    "vulnerabilities": [
                        {"id": "CVE-1", "severity": "important", "packageName": "p", "packageVersion": "1"}
                    ],
                    "compliances": [{"title": "t", "severity": "low"}],
                    "vulnerabilityDistribution": {"total": 1},
                }
            ],
            "consoleURL": "https://x.test",
        },
        findings=2,
        error=1,
        note=1,
    ),
    "redocly": _js(
        {
            "totals": {"errors": 1, "warnings": 1, "ignored": 1},
            "version": "1.0.0",
            "problems": [
                {
                    "ruleId": "r",
                    "severity": severity,
                    "message": "m",
                    "ignored": ignored,
                    "location": [{"source": {"ref": "openapi.yaml"}, "pointer": "#/info"}],
                }
                for severity, ignored in (("error", False), ("warn", False), ("error", True))
            ],
        },
        findings=2,
        error=1,
        warning=1,
        suppressed=1,
        files=1,
    ),
    "revive": _js(
        [
            {
                "Severity": "warning",
                "Failure": "m",
                "RuleName": "exported",
                "Category": "comments",
                "Position": {"Start": {"Filename": "a.go", "Line": 3, "Column": 1}, "End": {"Line": 3, "Column": 9}},
            }
        ],
        findings=1,
        warning=1,
        files=1,
    ),
    "testssl": _js(
        [
            {"id": "cert", "ip": "x.test/192.0.2.1", "port": "443", "severity": "OK", "finding": "f"},
            {"id": "BEAST", "ip": "x.test/192.0.2.1", "port": "443", "severity": "LOW", "finding": "f", "cve": "CVE-1"},
        ],
        findings=1,
        note=1,
    ),
    "yocto-cve-check": _js(
        {
            "version": "1",
            "package": [
                {
                    "name": "p",
                    "layer": "meta",
                    "products": [],
                    "issue": [
                        {"id": "CVE-1", "scorev2": "5.0", "scorev3": "9.8", "status": "Unpatched"},
                        {"id": "CVE-2", "scorev2": "5.0", "scorev3": "0.0", "status": "Unpatched"},
                        {"id": "CVE-3", "scorev2": "0.0", "scorev3": "3.9", "status": "Unpatched"},
                        {"id": "CVE-4", "scorev2": "0.0", "scorev3": "0.0", "status": "Unpatched"},
                        {"id": "CVE-5", "scorev3": "9.8", "status": "Patched"},
                        {"id": "CVE-6", "scorev3": "9.8", "status": "Ignored"},
                    ],
                }
            ],
        },
        findings=4,
        error=2,
        warning=1,
        note=1,
        suppressed=1,
    ),
}

"""Tiny reports, written by hand, of scanners of running services: a text and its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Told = tuple[str, Mapping[str, int]]


def _js(value: Any, **figures: int) -> Told:
    return json.dumps(value), figures


DYNAMIC: Mapping[str, Told] = {
    "acunetix": (
        (
            "<ScanGroup><Scan><Name>n</Name><Aborted>False</Aborted><FinishTime>24/09/2026, 21:42:41</FinishTime><ReportItems>"
            "<ReportItem><Name>A</Name><Details>d</Details><Affects><![CDATA[/p]]></Affects><Severity>medium</Severity></ReportItem>"
            "<ReportItem><Name>B</Name><IsFalsePositive>True</IsFalsePositive><Severity>high</Severity></ReportItem>"
            "</ReportItems></Scan></ScanGroup>"
        ),
        {"findings": 1, "warning": 1, "suppressed": 1, "files": 1},
    ),
    "appscan": (
        (
            '<xml-report name="AppScan Report" technology="DAST" xmlExportVersion="2.7"><dictionary><item id="a">added</item>'
            '</dictionary><issue-group total="1"><item id="1"><severity>High</severity><issue-type><ref>t</ref></issue-type>'
            "<path>/a</path></item></issue-group></xml-report>"
        ),
        {"findings": 1, "error": 1, "files": 1},
    ),
    "arachni": _js(
        {
            "version": "1.5",
            "seed": "s",
            "options": {"url": "https://x.test/"},
            "sitemap": {"https://x.test/": 200},
            "finish_datetime": "now",
            "issues": [
                {
                    "name": "X",
                    "severity": "high",
                    "check": {"shortname": "xss"},
                    "vector": {"action": "https://x.test/a"},
                },
                {"name": "I", "severity": "informational", "response": {"url": "https://x.test/b"}},
            ],
        },
        findings=2,
        error=1,
        note=1,
        files=2,
    ),
    "drheader": _js(
        [
            {"rule": "Pragma", "severity": "high", "message": "m", "expected": ["no-cache"], "delimiter": ";"},
            {"rule": "Server", "severity": "medium", "message": "m"},
        ],
        findings=2,
        error=1,
        warning=1,
    ),
    "immuniweb": (
        (
            "<Vulnerabilities><Vulnerability><ID>1/2</ID><Name>n</Name><Type>t</Type><CWE-ID>CWE-94</CWE-ID><CVE-ID/>"
            "<Risk>CRITICAL</Risk><URL>https://x.test/</URL></Vulnerability></Vulnerabilities>"
        ),
        {"findings": 1, "error": 1, "files": 1},
    ),
    "invicti": _js(
        {
            "Generated": "now",
            "Target": {"Initiated": "then", "ScanId": "s", "Url": "https://x.test/"},
            "Vulnerabilities": [
                {"Name": "n", "Type": "T", "Severity": "Medium", "State": "Present", "Url": "https://x.test/a"},
                {
                    "Name": "m",
                    "Type": "U",
                    "Severity": "High",
                    "State": "Present, FalsePositive",
                    "Url": "https://x.test/a",
                },
                {
                    "Name": "m",
                    "Type": "V",
                    "Severity": "High",
                    "State": "Present, AcceptedRisk",
                    "Url": "https://x.test/a",
                },
            ],
        },
        findings=1,
        warning=1,
        suppressed=2,
        files=1,
    ),
    "openvas": (
        (
            '<report id="a" format_id="f"><report id="b"><scan_run_status>Done</scan_run_status><results><result id="r">'
            '<name>N</name><host>10.0.0.1<asset/></host><nvt oid="1.3"/><threat>High</threat></result><result id="q">'
            '<name>M</name><host>10.0.0.1</host><nvt oid="1.4"/><threat>Log</threat></result></results></report></report>'
        ),
        {"findings": 2, "error": 1, "note": 1, "files": 1},
    ),
    "openvas-csv": (
        (
            "IP,Hostname,Port,CVSS,Severity,NVT Name,Summary,NVT OID,CVEs\n"
            '10.0.0.1,h,42,9.8,High,"N","two\n lines",1.3,"CVE-1,CVE-2"\n10.0.0.1,h,,0.0,Log,M,s,1.4,\n'
        ),
        {"findings": 2, "error": 1, "note": 1, "files": 1},
    ),
    "ssh-audit": _js(
        {
            "banner": {"raw": "SSH-2.0"},
            "cves": [{"name": "CVE-1", "cvssv2": 5.0, "description": "d"}],
            "enc": [{"algorithm": "e", "notes": {"info": ["since 1.0"]}}],
            "kex": [
                {"algorithm": "k1", "notes": {"fail": ["broken"], "warn": ["weak"]}},
                {"algorithm": "k2", "notes": {"warn": ["weak", "small"]}},
            ],
            "key": [{"algorithm": "r", "keysize": 1024, "notes": {"fail": ["small"]}}],
            "mac": [{"algorithm": "m", "notes": {}}],
            "target": "x.test:22",
        },
        findings=4,
        error=2,
        warning=2,
        files=1,
    ),
    "stackhawk": _js(
        {
            "service": "StackHawk",
            "scanCompleted": {
                "scan": {"id": "1", "hawkscanVersion": "2.1", "status": "COMPLETED"},
                "findings": [
                    {
                        "pluginId": "1",
                        "pluginName": "p",
                        "severity": "High",
                        "host": "https://x.test",
                        "paths": [{"path": "/"}],
                    }
                ],
            },
        },
        findings=1,
        error=1,
        files=1,
    ),
    "sysdig": _js(
        {
            "panels": [
                {
                    "name": "n",
                    "data": [
                        {
                            "scan_package_name": "p",
                            "scan_package_path": "/a",
                            "vuln_id": "CVE-1",
                            "vuln_severity": "Negligible",
                        },
                        {
                            "scan_package_name": "q",
                            "vuln_id": "CVE-1",
                            "vuln_severity": "High",
                            "vuln_risk_accepted": True,
                        },
                    ],
                }
            ]
        },
        findings=1,
        note=1,
        suppressed=1,
        files=1,
    ),
    "sysdig-csv": (
        (
            "Vulnerability ID,Severity,Package name,Package version,Package path,Package suggested fix,Risk accepted\n"
            "CVE-1,Critical,p,1,/a,2,false\nCVE-2,High,q,1,/b,,true\n"
        ),
        {"findings": 1, "error": 1, "suppressed": 1, "files": 1},
    ),
    "webinspect": (
        (
            '<Sessions><Session requestId="A"><URL>https://x.test/</URL><Issues/></Session><Session requestId="B">'
            '<URL>https://x.test/a</URL><Issues><Issue id="i"><VulnerabilityID>7</VulnerabilityID><Severity>4</Severity>'
            "<Name>n</Name></Issue></Issues></Session></Sessions>"
        ),
        {"findings": 1, "error": 1, "files": 1},
    ),
    "wiz-csv": (
        (
            "Created At,Title,Severity,Status,Resource external ID,Control ID,Issue ID\n"
            '2026,"a ""b""",INFORMATIONAL,OPEN,k8s/u,c,1\n2026,t,HIGH,RESOLVED,k8s/u,c,2\n'
        ),
        {"findings": 1, "note": 1, "suppressed": 1, "files": 1},
    ),
}

"""Tiny reports, written by hand, of scanners of applications and of checkers of policies: a text and its figures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Told = tuple[str, Mapping[str, int]]


def _js(value: Any, **figures: int) -> Told:
    return json.dumps(value), figures


_POLICIES: Mapping[str, Told] = {
    "cis-cat": _js(
        {
            "benchmark-id": "b",
            "benchmark-version": "1",
            "rules": [
                {"rule-id": "1.1", "rule-title": "t", "result": "fail"},
                {"rule-id": "1.2", "rule-title": "t", "result": "pass"},
                {"rule-id": "1.3", "rule-title": "t", "result": "notselected"},
            ],
        },
        findings=1,
        error=1,
    ),
    "inspec": _js(
        {
            "platform": {"name": "ubuntu"},
            "version": "5",
            "statistics": {"duration": 1},
            "profiles": [
                {
                    "controls": [
                        {
                            "id": "c1",
                            "impact": 0.5,
                            "source_location": {"ref": "a.rb", "line": 3},
                            "results": [
                                {"status": "failed", "code_desc": "d", "message": "m"},
                                {"status": "passed", "code_desc": "d"},
                            ],
                        },
                        {"id": "c2", "impact": 1.0, "results": [{"status": "failed", "code_desc": "d"}]},
                        {"id": "c3", "impact": 0.7},
                    ]
                }
            ],
        },
        findings=2,
        error=1,
        warning=1,
        files=1,
    ),
    "polaris": _js(
        {
            "PolarisOutputVersion": "1.0",
            "ClusterInfo": {"Version": "1.30"},
            "Score": 80,
            "Results": [
                {
                    "Name": "shop",
                    "Kind": "Deployment",
                    "Results": {"a": {"ID": "a", "Message": "m", "Success": False, "Severity": "warning"}},
                    "PodResult": {
                        "Results": {"b": {"ID": "b", "Message": "m", "Success": True, "Severity": "danger"}},
                        "ContainerResults": [
                            {"Name": "c", "Results": {"d": {"ID": "d", "Success": False, "Severity": "danger"}}}
                        ],
                    },
                },
                {"Name": "x", "Results": {}, "PodResult": None},
            ],
        },
        findings=2,
        error=1,
        warning=1,
    ),
    "xccdf": (
        (
            '<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2" id="b"><Rule id="r1"/><TestResult><target>host</target>'
            '<rule-result idref="r1" severity="high"><result>fail</result></rule-result>'
            '<rule-result idref="r2" severity="low"><result>pass</result></rule-result></TestResult></Benchmark>'
        ),
        {"findings": 1, "error": 1},
    ),
    "policy-report": _js(
        {
            "apiVersion": "wgpolicyk8s.io/v1alpha2",
            "kind": "PolicyReport",
            "summary": {"pass": 1, "fail": 1},
            "results": [
                {"policy": "p", "rule": "r", "result": "fail", "severity": "medium", "message": "m"},
                {"policy": "p", "rule": "r", "result": "fail", "message": "m", "resources": [{"name": "shop"}]},
                {"policy": "p", "rule": "s", "result": "pass"},
            ],
        },
        findings=2,
        error=1,
        warning=1,
    ),
}

_APPLICATIONS: Mapping[str, Told] = {
    "burp-events": _js(
        {
            "scan_status": "succeeded",
            "issue_events": [
                {"issue": {"name": "n", "type_index": 1, "origin": "https://x.test", "path": "/", "severity": "low"}},
                {"issue": {"name": "n", "type_index": 2, "path": "/", "severity": "false_positive"}},
            ],
        },
        findings=1,
        note=1,
        suppressed=1,
    ),
    "checkmarx-sast-json": _js(
        {
            "scanResults": {
                "sast": {
                    "languages": [
                        {
                            "queries": [
                                {
                                    "queryName": "SQL_Injection",
                                    "vulnerabilities": [
                                        {"id": 1, "severity": "HIGH", "nodes": [{"fileName": "A.java", "line": 3}]},
                                        {"id": 2, "severity": "LOW", "status": "Not exploitable"},
                                    ],
                                }
                            ]
                        }
                    ]
                }
            }
        },
        findings=1,
        error=1,
        suppressed=1,
        files=1,
    ),
    "cwe-checker": _js(
        [
            {
                "name": "CWE676",
                "addresses": ["0x1"],
                "tids": ["t"],
                "symbols": ["strcpy"],
                "other": [],
                "description": "d",
            }
        ],
        findings=1,
        warning=1,
    ),
    "defectdojo-csv": (
        (
            "Date,Title,CweId,Url,Severity,Description,Mitigation,FalsePositive\n01/01/2026,T,79,https://x.test,High,d,m,False\n"
            '01/01/2026,T,79,,Info,"d, and more",m,True\n'
        ),
        {"findings": 1, "error": 1, "suppressed": 1},
    ),
    "fortify": (
        (
            '<ReportDefinition type="standard"><ReportSection><SubSection><IssueListing><Chart><GroupingSection count="1">'
            '<Issue iid="1"><Category>SQL Injection</Category><Friority>Critical</Friority><Abstract>a</Abstract>'
            "<Primary><FileName>A.java</FileName><FilePath>src/A.java</FilePath><LineStart>3</LineStart></Primary></Issue>"
            "</GroupingSection></Chart></IssueListing></SubSection></ReportSection></ReportDefinition>"
        ),
        {"findings": 1, "error": 1, "files": 1},
    ),
    "fvdl": (
        (
            '<FVDL xmlns="xmlns://www.fortifysoftware.com/schema/fvdl"><Vulnerabilities><Vulnerability><ClassInfo>'
            "<ClassID>C</ClassID><Type>SQL Injection</Type></ClassInfo><InstanceInfo><InstanceSeverity>3.0</InstanceSeverity>"
            "</InstanceInfo><AnalysisInfo><Unified><Trace><Primary><Entry><Node>"
            '<SourceLocation path="src/A.java" line="3"/></Node></Entry></Primary></Trace></Unified></AnalysisInfo>'
            "</Vulnerability></Vulnerabilities></FVDL>"
        ),
        {"findings": 1, "warning": 1, "files": 1},
    ),
    "github-secret-scanning": _js(
        [
            {"number": 1, "secret_type": "key", "state": "open", "locations_url": "https://x.test"},
            {
                "number": 2,
                "secret_type": "key",
                "state": "resolved",
                "locations_url": "",
                "resolution": "false_positive",
            },
            {"number": 3, "secret_type": "key", "state": "resolved", "locations_url": "", "resolution": "revoked"},
        ],
        findings=1,
        error=1,
        suppressed=1,
    ),
    "inspector": _js(
        {
            "findings": [
                {
                    "findingArn": "a",
                    "severity": "UNTRIAGED",
                    "status": "ACTIVE",
                    "title": "t",
                    "resources": [{"id": "i"}],
                },
                {"findingArn": "b", "severity": "INFORMATIONAL", "status": "ACTIVE", "title": "t"},
                {"findingArn": "c", "severity": "HIGH", "status": "SUPPRESSED", "title": "t"},
                {"findingArn": "d", "severity": "HIGH", "status": "CLOSED", "title": "t"},
            ]
        },
        findings=2,
        error=1,
        note=1,
        suppressed=1,
    ),
    "nexus-iq": _js(
        {
            "matchSummary": {"totalComponentCount": 2},
            "components": [
                {"displayName": "p", "securityData": {"securityIssues": [{"reference": "CVE-1", "severity": 5.0}]}},
                {"displayName": "q", "securityData": None},
            ],
        },
        findings=1,
        warning=1,
    ),
    "nikto-xml": (
        (
            '<niktoscan version="2.5"><scandetails targetip="192.0.2.1"><item id="1" method="GET"><description>d</description>'
            "<uri>/a</uri></item></scandetails></niktoscan>"
        ),
        {"findings": 1, "warning": 1, "files": 1},
    ),
    "openvex": _js(
        {
            "@context": "https://openvex.dev/ns/v0.2.0",
            "statements": [
                {"vulnerability": {"name": "CVE-1"}, "products": [{"@id": "pkg:a"}], "status": "affected"},
                {"vulnerability": {"name": "CVE-2"}, "products": [], "status": "not_affected"},
                {"vulnerability": {"name": "CVE-3"}, "products": [], "status": "fixed"},
            ],
        },
        findings=1,
        error=1,
        suppressed=1,
    ),
    "qark": _js(
        [{"category": "webview", "severity": "WARNING", "name": "n", "file_object": "A.java", "line_number": [3, 1]}],
        findings=1,
        warning=1,
        files=1,
    ),
    "snyk-issues": _js(
        {
            "data": [
                {"attributes": {"key": "k", "title": "t", "effective_severity_level": "medium", "status": "open"}},
                {"attributes": {"key": "l", "title": "t", "effective_severity_level": "high", "status": "resolved"}},
            ]
        },
        findings=1,
        warning=1,
    ),
    "veracode-findings": _js(
        {
            "_embedded": {
                "findings": [
                    {"issue_id": 1, "description": "d", "finding_details": {"severity": 4, "file_path": "A.java"}},
                    {"issue_id": 2, "finding_details": {"severity": 4}, "finding_status": {"status": "CLOSED"}},
                ]
            },
            "page": {"total_elements": 2},
        },
        findings=1,
        error=1,
    ),
    "safety-list": _js([["p", "<1.2", "1.0", "an advisory", "25853"]], findings=1, error=1),
    "veracode-sca": _js(
        {
            "_embedded": {
                "issues": [
                    {"id": "1", "issue_type": "vulnerability", "severity": 9.8, "library": {"name": "p"}},
                    {"id": "2", "issue_type": "library", "severity": 3.0, "library": {"name": "q"}, "ignored": True},
                ]
            }
        },
        findings=1,
        error=1,
        suppressed=1,
    ),
    "wapiti": _js(
        {
            "classifications": {"SQL": {"desc": "d"}},
            "vulnerabilities": {"SQL": [{"method": "GET", "path": "/a", "info": "i", "level": 2}], "XSS": []},
            "anomalies": {},
            "infos": {"target": "https://x.test", "version": "Wapiti 3"},
        },
        findings=1,
        warning=1,
    ),
    "wapiti-xml": (
        (
            '<report type="security"><report_infos/><vulnerabilities><vulnerability name="SQL"><entries><entry><path>/a</path>'
            "<level>3</level><info>i</info></entry></entries></vulnerability></vulnerabilities></report>"
        ),
        {"findings": 1, "error": 1},
    ),
    "wpscan": _js(
        {
            "banner": {"version": "3"},
            "target_url": "https://x.test/",
            "stop_time": 1,
            "interesting_findings": [{"type": "headers"}],
            "version": {"number": "5", "vulnerabilities": [{"title": "t", "references": {"cve": ["2026-1"]}}]},
            "main_theme": None,
            "plugins": {"a": {"slug": "a", "vulnerabilities": [{"title": "t"}]}},
        },
        findings=2,
        error=2,
    ),
}

_TEXTS: Mapping[str, Told] = {
    "bundler-audit-text": (
        (
            "Name: p\nVersion: 1.0\nCVE: CVE-2026-1\nCriticality: High\nURL: https://x.test\nTitle: t\nSolution: upgrade\n\n"
            "Insecure Source URI found: http://x.test/\nVulnerabilities found!\n"
        ),
        {"findings": 2, "error": 2},
    ),
    "sanitizer-text": (
        (
            "=====\n==12==ERROR: AddressSanitizer: heap-use-after-free on address 0x1 at pc 0x2\n"
            "    #0 0x4 in main src/a.c:3:5\nSUMMARY: AddressSanitizer: heap-use-after-free src/a.c:3:5 in main\n"
            "WARNING: ThreadSanitizer: data race (pid=1)\nWARNING: cache: cold\n==12==ABORTING\n"
        ),
        {"findings": 2, "error": 2},
    ),
}

_TABLES: Mapping[str, Told] = {
    "bandit-csv": (
        (
            "filename,test_name,test_id,issue_severity,issue_confidence,issue_cwe,issue_text,line_number,col_offset,line_range\n"
            "a.py,blacklist,B403,LOW,HIGH,https://x.test,text,3,0,[3]\n"
        ),
        {"findings": 1, "note": 1, "files": 1},
    ),
    "brakeman-csv": (
        "Confidence,Warning Type,CWE,File,Line,Message,Check Name\nMedium,SQL Injection,89,a.rb,3,m,SQL\n",
        {"findings": 1, "warning": 1, "files": 1},
    ),
    "dependency-check-csv": (
        (
            '"Project","DependencyName","DependencyPath","CVE","CWE","Vulnerability","CVSSv2_Severity","CVSSv3_BaseSeverity"\n'
            '"p","a.jar","/a.jar","CVE-1","CWE-1","v","MEDIUM","HIGH"\n"p","b.jar","/b.jar","CVE-2","CWE-1","v","LOW",""\n'
        ),
        {"findings": 2, "error": 1, "note": 1, "files": 2},
    ),
    "nessus-csv": (
        (
            "Plugin ID,CVE,CVSS,Risk,Host,Protocol,Port,Name,Synopsis,Description\n1,CVE-1,9.1,Critical,x.test,tcp,443,n,s,d\n"
            '2,,,None,x.test,tcp,443,n,"s, s",d\n'
        ),
        {"findings": 2, "error": 1, "note": 1, "files": 1},
    ),
    "prowler-csv": (
        (
            "CHECK_ID;CHECK_TITLE;STATUS;STATUS_EXTENDED;MUTED;SEVERITY;RESOURCE_UID\n"
            "c1;t;FAIL;is public, for all;False;high;bucket\nc2;t;PASS;is not;False;high;bucket\nc3;t;FAIL;is;True;low;bucket\n"
        ),
        {"findings": 1, "error": 1, "suppressed": 1},
    ),
    "testssl-csv": (
        (
            '"id","fqdn/ip","port","severity","finding","cve","cwe"\n"TLS1","x.test/192.0.2.1","443","LOW","offered","",""\n'
            '"TLS1_2","x.test/192.0.2.1","443","OK","offered","",""\n'
        ),
        {"findings": 1, "note": 1},
    ),
    "phpcs-csv": (
        'File,Line,Column,Type,Message,Source,Severity,Fixable\n"a.php",3,1,error,"m",S,5,0\n"a.php",4,1,warning,"m",S,5,0\n',
        {"findings": 2, "error": 1, "warning": 1, "files": 1},
    ),
    "phpcs-xml": (
        (
            '<phpcs version="3.7"><file name="a.php"><error line="3" column="1" source="S" severity="5">m</error>'
            '<warning line="4" column="1" source="S" severity="5">m</warning></file></phpcs>'
        ),
        {"findings": 2, "error": 1, "warning": 1, "files": 1},
    ),
    "psalm-xml": (
        (
            "<report><item><severity>error</severity><line_from>3</line_from><line_to>4</line_to><type>T</type><message>m</message>"
            "<file_name>a.php</file_name></item><item><severity>info</severity><line_from>5</line_from></item></report>"
        ),
        {"findings": 2, "error": 1, "note": 1, "files": 1},
    ),
    "tfsec-csv": (
        (
            "file,start_line,end_line,rule_id,severity,description,link,passed\nm.tf,3,5,r,HIGH,d,https://x.test,false\n"
            "m.tf,7,8,s,HIGH,d,https://x.test,true\n"
        ),
        {"findings": 1, "error": 1, "files": 1},
    ),
}

MORE_PEERS: Mapping[str, Told] = {**_POLICIES, **_APPLICATIONS, **_TABLES, **_TEXTS}

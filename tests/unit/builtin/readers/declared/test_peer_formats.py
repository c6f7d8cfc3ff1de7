"""How the formats that other platforms for findings read tell a clean run, a failed tool, and nothing at all."""

from __future__ import annotations

import io
import json

import pytest

from cdgate.builtin.readers.lazy import shortlist
from cdgate.model.evidence import FindingReport
from cdgate.registry import load_registry
from cdgate.testing.samples import source
from tests.unit.builtin.readers.declared.peer_samples import operator

READERS = load_registry("none").readers
_BOM = '<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><metadata><tools><tool><name>%s</name></tool></tools></metadata>%s</bom>'
_CONFIG = json.dumps(
    {"config": {"protocol_version": "v1.0.0", "scanner_name": "govulncheck", "scanner_version": "v1"}}, indent=2
)


def read(name: str, text: str) -> FindingReport:
    report = READERS[name].read(io.BytesIO(text.encode()), source())
    assert isinstance(report, FindingReport)
    return report


CLEAN = {
    "sysdig-csv": "Vulnerability ID,Severity,Package name,Package suggested fix\n",
    "openvas-csv": "IP,Hostname,Port,Severity,NVT Name\n",
    "wiz-csv": "Created At,Title,Severity,Status,Control ID,Issue ID\n",
    "acunetix": "<ScanGroup><Scan><FinishTime>now</FinishTime><ReportItems/></Scan></ScanGroup>",
    "appscan": '<xml-report name="AppScan Report" xmlExportVersion="2.7"><dictionary/></xml-report>',
    "arachni": '{"seed": "s", "sitemap": {"https://x.test/": 200}, "finish_datetime": "now", "issues": []}',
    "invicti": '{"Target": {"ScanId": "s", "Url": "https://x.test/"}, "Vulnerabilities": []}',
    "openvas": '<report format_id="f"><report><scan_run_status>Done</scan_run_status><results/></report></report>',
    "ssh-audit": '{"banner": {}, "enc": [], "kex": [{"algorithm": "k", "notes": {}}], "mac": [], "target": "x.test:22"}',
    "stackhawk": '{"service": "StackHawk", "scanCompleted": {"scan": {"status": "COMPLETED"}, "findings": []}}',
    "webinspect": '<Sessions><Session requestId="A"><URL>https://x.test/</URL><Issues/></Session></Sessions>',
    "xccdf": '<Benchmark xmlns="http://checklists.nist.gov/xccdf/1.2"><TestResult><rule-result><result>pass</result></rule-result>'
    "</TestResult></Benchmark>",
    "burp-events": '{"scan_status": "succeeded", "issue_events": []}',
    "aqua": '{"count": 0, "page": 1, "pagesize": 50, "result": [], "is_partial_data": false}',
    "phpcs-xml": '<phpcs version="3.7"/>',
    "phpstan": '{"totals": {"errors": 0, "file_errors": 0}, "files": [], "errors": []}',
    "checkmarx-one": '{"results": null, "totalCount": 0, "scanID": "s"}',
    "protolint": '{"lints": null, "basedir": "/src"}',
    "cis-cat": '{"benchmark-id": "b", "rules": [{"rule-id": "1", "result": "pass"}]}',
    "fortify": "<ReportDefinition><ReportSection><SubSection><IssueListing><Chart/></IssueListing></SubSection></ReportSection>"
    "</ReportDefinition>",
    "fvdl": "<FVDL><Vulnerabilities/></FVDL>",
    "inspec": '{"platform": {}, "profiles": [{"controls": [{"id": "c", "results": [{"status": "passed"}]}]}]}',
    "nexus-iq": '{"components": [{"securityData": {"securityIssues": []}}]}',
    "nikto-xml": "<niktoscan><scandetails/></niktoscan>",
    "polaris": '{"PolarisOutputVersion": "1", "Score": 100, "Results": []}',
    "policy-report": '{"apiVersion": "wgpolicyk8s.io/v1", "summary": {"pass": 3}, "results": []}',
    "veracode-pipeline": '{"scan_id": "1", "scan_status": "SUCCESS", "findings": []}',
    "wapiti": '{"classifications": {}, "vulnerabilities": {}, "infos": {"target": "https://x.test"}}',
    "wapiti-xml": '<report type="security"><report_infos/><vulnerabilities/></report>',
    "wpscan": '{"target_url": "https://x.test", "interesting_findings": [], "stop_time": 1}',
    "anchore-policy": '{"evaluatedTag": "a", "imageDigest": "b", "evaluations": [{"finalAction": "go", "details": []}]}',
    "cyclonedx-xml": _BOM % ("grype", "<vulnerabilities/>"),
    "dawnscanner": '{"status": "OK", "vulnerabilities": [], "vulnerabilities_count": 0}',
    "docker-bench": '{"dockerbenchsecurity": "1.6", "tests": [{"results": []}], "checks": 3}',
    "govulncheck-stream": _CONFIG + '\n{\n  "progress": {\n    "message": "m"\n  }\n}\n',
    "harbor": '{"application/x": {"generated_at": "now", "scanner": {"name": "Trivy"}, "vulnerabilities": []}}',
    "huskyci": '{"RID": "1", "result": "passed", "huskyciresults": {"goresults": {}}}',
    "krakend-audit": '{"recommendations": [], "stats": {}}',
    "legitify": '{"content": {"data.a": {"policyInfo": {"title": "t"}, "violations": []}}}',
    "meterian": '{"timestamp": "now", "reports": {"security": {"score": 100, "reports": []}}}',
    "ort": '{"packages": [], "dependency_trees": [], "rule_violations": []}',
    "oss-index": '[{"coordinates": "pkg:npm/q@1", "vulnerabilities": []}]',
    "popeye": '{"popeye": {"score": 100, "grade": "A", "sections": [{"linter": "pod", "issues": {}}]}}',
    "trivy-operator": json.dumps(operator("VulnerabilityReport", vulnerabilities=[])),
    "vcg": "<CodeIssueCollection/>",
    "veracode": '<detailedreport report_format_version="1.5"><static-analysis/></detailedreport>',
}
UNPROVEN = {
    "cyclonedx-xml": _BOM % ("trivy", "<vulnerabilities/>"),
    "pwn-sast": '{"report_name": "r", "data": []}',
}


def test_bundler_audit_without_findings_is_clean_where_the_policy_names_it() -> None:
    assert read("bundler-audit-text", "No vulnerabilities found\n").shortfall is None
    assert read("bundler-audit-text", "Updated the database\n").shortfall is not None


@pytest.mark.parametrize("name", CLEAN)
def test_empty_report_of_a_run_is_clean(name: str) -> None:
    report = read(name, CLEAN[name])
    assert report.findings == ()
    assert report.shortfall is None


@pytest.mark.parametrize("name", UNPROVEN)
def test_empty_report_without_proof_of_a_run_leaves_a_shortfall(name: str) -> None:
    report = read(name, UNPROVEN[name])
    assert report.findings == ()
    assert report.shortfall is not None


@pytest.mark.parametrize(("name", "text"), [*CLEAN.items(), *UNPROVEN.items()])
def test_report_without_findings_is_recognised_by_exactly_one_reader(name: str, text: str) -> None:
    assert [one.name for one in READERS.values() if one.recognises(text.encode(), "report")] == [name]


FAILURES = {
    "acunetix": ("<ScanGroup><Scan><Aborted>True</Aborted><ReportItems/></Scan></ScanGroup>", "Aborted"),
    "openvas": (
        '<report format_id="f"><report><scan_run_status>Interrupted</scan_run_status><results/></report></report>',
        "scan_run_status",
    ),
    "stackhawk": (
        '{"service": "StackHawk", "scanCompleted": {"scan": {"status": "ERROR"}, "findings": []}}',
        "status",
    ),
    "testssl-csv": (
        '"id","fqdn/ip","port","severity","finding"\n"scan","x.test","443","FATAL","no answer"\n',
        "no answer",
    ),
    "xccdf": (
        '<Benchmark><TestResult><rule-result idref="r9"><result>error</result></rule-result></TestResult></Benchmark>',
        "r9",
    ),
    "cis-cat": (
        '{"benchmark-id": "b", "rules": [{"rule-id": "1", "rule-title": "no right", "result": "error"}]}',
        "no right",
    ),
    "inspec": (
        '{"platform": {}, "profiles": [{"controls": [{"id": "c", "results": [{"status": "error", "message": "broke"}]}]}]}',
        "broke",
    ),
    "policy-report": (
        '{"apiVersion": "wgpolicyk8s.io/v1", "results": [{"policy": "p", "result": "error", "message": "no such key"}]}',
        "no such key",
    ),
    "wpscan": ('{"banner": {}, "scan_aborted": "the site is down", "target_url": "https://x.test"}', "scan_aborted"),
    "cloudsploit": (
        '[{"plugin": "a", "category": "c", "resource": "r", "status": "UNKNOWN", "message": "no right to see"}]',
        "no right to see",
    ),
    "dawnscanner": ('{"status": "KO", "vulnerabilities": [], "vulnerabilities_count": 0}', "status"),
    "huskyci": ('{"RID": "1", "status": "error", "errorFound": "no clone", "huskyciresults": {}}', "status"),
    "pvs-studio-json": (
        '{"version": 2, "warnings": [{"code": "V001", "level": 0, "message": "cannot be analysed", "positions": []}]}',
        "cannot be analysed",
    ),
}


@pytest.mark.parametrize("name", FAILURES)
def test_failed_tool_leaves_a_shortfall(name: str) -> None:
    text, word = FAILURES[name]
    report = read(name, text)
    assert report.shortfall is not None
    assert word in str(report.shortfall)


_RESULT = '{"Target": "t", "Misconfigurations": [{"ID": "K", "Title": "t", "Severity": "MEDIUM", "Status": "FAIL"}]}'
_VULNERABILITY = '{"vulnerabilityID": "CVE-1", "resource": "p", "severity": "HIGH", "title": "t"}'
_OPERATOR = json.dumps(operator("VulnerabilityReport", vulnerabilities=[json.loads(_VULNERABILITY)]))
VARIANTS = {
    "older report of Sysdig": (
        "sysdig",
        '{"data": [{"vulnName": "CVE-1", "vulnSeverity": "High", "packageName": "p"}]}',
    ),
    "scanner of Sysdig": (
        "sysdig",
        json.dumps(
            {
                "metadata": {"pullString": "p"},
                "result": {
                    "metadata": {"os": "debian"},
                    "packages": [
                        {"name": "p", "path": "/a", "vulns": [{"name": "CVE-1", "severity": {"value": "High"}}]},
                        {"name": "q", "path": ""},
                    ],
                },
            }
        ),
    ),
    "CSV of the scanner of Sysdig": (
        "sysdig-csv",
        "CVE ID,CVE Severity,CVSS Score,Package Name,Package Path,Risk Accepted\nCVE-1,Low,3.3,p,/a,false\n",
    ),
    "newer CSV of Sysdig": (
        "sysdig-csv",
        "Vulnerability Name,Vulnerability Severity,Package Name,Package Path,Risk Accepted\nCVE-1,Negligible,p,/a,false\n",
    ),
    "drHEADer of several sites": (
        "drheader",
        '[{"url": "https://x.test", "report": [{"rule": "Server", "message": "m", "severity": "high"}]}]',
    ),
    "vulnerabilities of Wiz": (
        "wiz-csv",
        "ID,WizURL,Name,CVSSSeverity,FindingStatus,VendorSeverity\n1,https://x.test,CVE-1,Low,Open,High\n",
    ),
    "newer anchorectl": (
        "anchorectl",
        '{"metadata": {"imageDigest": "sha256:1"}, "securityEvaluation": [{"vulnerabilityId": "CVE-1", "severity": "High"}]}',
    ),
    "ARF": (
        "xccdf",
        (
            '<arf:asset-report-collection xmlns:arf="http://scap.nist.gov/schema/asset-reporting-format/1.1"><arf:reports><arf:report>'
            '<arf:content><TestResult><rule-result idref="r" severity="high"><result>fail</result></rule-result></TestResult>'
            "</arf:content></arf:report></arf:reports></arf:asset-report-collection>"
        ),
    ),
    "Prowler 2": ("prowler-csv", "TITLE_ID,CHECK_RESULT,CHECK_RESULT_EXTENDED,CHECK_SEVERITY\n1.1,FAIL,m,Medium\n"),
    "what Snyk was told to ignore": (
        "snyk",
        '{"vulnerabilities": [], "dependencyCount": 9, "filtered": {"ignore": [{"id": "S", "severity": "low"}], "patch": []}}',
    ),
    "Safety 3": (
        "safety",
        (
            '{"meta": {"scan_type": "scan"}, "scan_results": {"projects": [{"files": [{"location": "a.txt", "results": '
            '{"dependencies": [{"name": "p", "specifications": [{"raw": "p==1", "vulnerabilities": {"known_vulnerabilities": '
            '[{"id": "1", "ignored": null}]}}]}]}}]}]}}'
        ),
    ),
    "jf audit of code": (
        "jfrog",
        '{"securityViolations": [], "licensesViolations": [], "sast": [{"severity": "Low", "file": "a.py", "finding": "f"}]}',
    ),
    "Snyk of an image with an application": (
        "snyk",
        '{"vulnerabilities": [], "dependencyCount": 9, "applications": [{"vulnerabilities": [{"severity": "low"}]}]}',
    ),
    "Aqua by its interface": (
        "aqua",
        '{"count": 1, "pagesize": 50, "is_partial_data": false, "result": [{"name": "CVE-1", "aqua_severity": "low"}]}',
    ),
    "Aqua with scores": ("aqua", '{"cves": [{"name": "CVE-1", "file": "/lib/a.so", "score": 8.1}]}'),
    "Aqua without a summary": (
        "aqua",
        '{"resources": [{"resource": null, "vulnerabilities": [{"name": "CVE-1", "nvd_score": 7.0}]}]}',
    ),
    "trivy for cosign": (
        "trivy",
        (
            '{"invocation": {}, "scanner": {"uri": "pkg:trivy", "result": {"SchemaVersion": 2, "Results": '
            '[{"Target": "t", "Vulnerabilities": [{"VulnerabilityID": "CVE-1", "Severity": "LOW"}]}]}}}'
        ),
    ),
    "queries of KICS alone": (
        "kics",
        '{"queries": [{"query_name": "q", "query_id": "1", "severity": "HIGH", "files": [{"file_name": "a.tf"}]}]}',
    ),
    "gosec 1": (
        "gosec",
        '{"Issues": [{"severity": "HIGH", "rule_id": "G1", "details": "d", "file": "a.go"}], "Stats": {"found": 1}}',
    ),
    "Terrascan 1.0": (
        "terrascan",
        '{"results": {"violations": [{"rule_id": "AC1", "severity": "HIGH"}], "count": {"total": 1}}}',
    ),
    "Mend by its interface": (
        "mend",
        '{"response": [{"name": "CVE-1", "component": {"name": "p"}, "vulnerability": {"severity": "HIGH"}}]}',
    ),
    "GitLab with the words of ZAP": (
        "gitlab-security",
        (
            '{"@generated": "now", "@version": "1", "site": [], "version": "13.1.0", "vulnerabilities": [{"category": "dast",'
            '"severity": "Low", "message": "m", "scanner": {"id": "zap"}, "location": {}, "identifiers": []}]}'
        ),
    ),
    "trivy with what it was told to ignore": (
        "trivy",
        (
            '{"SchemaVersion": 2, "ArtifactName": "a", "Results": [{"Target": "t", "ExperimentalModifiedFindings": '
            '[{"Status": "ignored", "Finding": {"VulnerabilityID": "CVE-1", "Severity": "LOW"}}]}]}'
        ),
    ),
    "Xray report": ("jfrog", '{"total_rows": 1, "rows": [{"issue_id": "XRAY-1", "severity": "High", "summary": "s"}]}'),
    "Xray component export": (
        "jfrog",
        '{"total_count": 1, "data": [{"id": "1", "severity": "High", "source_comp_id": "p"}]}',
    ),
    "Xray summary": (
        "jfrog",
        '{"artifacts": [{"general": {"name": "shop"}, "issues": [{"summary": "s", "severity": "High"}]}]}',
    ),
    "Dependabot by GraphQL": (
        "github-dependabot",
        '{"data": {"repository": {"vulnerabilityAlerts": {"nodes": [{"securityVulnerability": {"severity": "LOW"}}]}}}}',
    ),
    "list of policy reports": (
        "policy-report",
        '{"kind": "List", "items": [{"apiVersion": "openreports.io/v1", "results": [{"policy": "p", "result": "fail"}]}]}',
    ),
    "npm audit without its end": (
        "npm-audit-advisories",
        '{"advisories": {"1": {"findings": [], "title": "t", "module_name": "p", "severity": "high"}}}',
    ),
    "trivy for a cluster": (
        "trivy",
        f'{{"ClusterName": "k", "Resources": [{{"Kind": "Pod", "Results": [{_RESULT}]}}]}}',
    ),
    "trivy for a cluster, in short": (
        "trivy",
        f'{{"ClusterName": "k", "Findings": [{{"Kind": "Pod", "Results": [{_RESULT}]}}]}}',
    ),
    "one resource": ("trivy-operator", _OPERATOR),
    "list of resources": ("trivy-operator", f"[{_OPERATOR}]"),
    "resources by kind": ("trivy-operator", f'{{"vulnerabilityreports.aquasecurity.github.io": [{_OPERATOR}]}}'),
    "Klar": (
        "clair",
        '{"LayerCount": 1, "Vulnerabilities": {"High": [{"Name": "CVE-1", "Severity": "High", "FeatureName": "p"}]}}',
    ),
    "Retire.js 1": (
        "retire",
        '[{"file": "a.js", "results": [{"component": "c", "version": "1", "vulnerabilities": [{"severity": "high"}]}]}]',
    ),
    "Nancy": (
        "oss-index",
        (
            '{"audited": [], "num_audited": 1, "vulnerable": [{"Coordinates": "pkg:golang/p@1", "Vulnerabilities": '
            '[{"ID": "1", "Cve": "CVE-1", "CvssScore": "9.8"}]}]}'
        ),
    ),
    "DevAudit": (
        "oss-index",
        '{"Packages": [{"Package": {"name": "p"}, "Vulnerabilities": [{"id": 1, "title": "t"}]}]}',
    ),
    "ASFF list": ("asff", '[{"ProductArn": "arn", "AwsAccountId": "1", "Title": "t", "Severity": {"Label": "LOW"}}]'),
    "TruffleHog 2": (
        "trufflehog",
        '{"reason": "High Entropy", "stringsFound": ["s"], "path": "a.py", "commitHash": "1"}\n',
    ),
    "older policy check": (
        "anchore-policy",
        '[{"finalAction": "warn", "detail": [{"status": "warn", "trigger": "t"}]}]',
    ),
    "evaluation of ORT": (
        "ort",
        '{"repository": {}, "evaluator": {"violations": [{"rule": "r", "severity": "HINT", "message": "m"}]}}',
    ),
}


@pytest.mark.parametrize("case", VARIANTS)
def test_other_shape_of_a_format_is_read_by_its_reader(case: str) -> None:
    name, text = VARIANTS[case]
    assert [one.name for one in READERS.values() if one.recognises(text.encode(), "report")] == [name]
    assert name in shortlist(text.encode())
    assert len(read(name, text).findings) == 1

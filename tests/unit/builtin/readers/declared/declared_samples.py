"""One tiny report for each declared format, written by hand, and the figures it must give."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.unit.builtin.readers.declared.application_samples import MORE_PEERS
from tests.unit.builtin.readers.declared.dynamic_samples import DYNAMIC
from tests.unit.builtin.readers.declared.linter_samples import LINTERS
from tests.unit.builtin.readers.declared.newer_samples import NEWER
from tests.unit.builtin.readers.declared.peer_samples import PEERS
from tests.unit.builtin.readers.declared.scanner_samples import SCANNERS


class Small(NamedTuple):
    """A report and (some of) its figures."""

    text: str
    figures: Mapping[str, int]


def js(value: Any, **figures: int) -> Small:
    """Return a JSON report."""
    return Small(json.dumps(value), figures)


def lines(*values: Any, **figures: int) -> Small:
    """Return a report of JSON lines."""
    return Small("".join(json.dumps(value) + "\n" for value in values), figures)


def xml(text: str, **figures: int) -> Small:
    """Return an XML report."""
    return Small(text, figures)


def _at(line: int, column: int) -> dict[str, int]:
    return {"line": line, "character": column}


MORE: Mapping[str, Small] = {
    "actionlint": js(
        [{"message": "m", "filepath": ".github/workflows/a.yaml", "line": 3, "column": 1, "kind": "syntax-check"}],
        findings=1,
        error=1,
    ),
    "credo": js(
        {
            "issues": [
                {"check": "C", "category": "design", "filename": "a.ex", "line_no": 3, "priority": 2, "message": "m"}
            ]
        },
        findings=1,
        warning=1,
    ),
    "dart-analyze": js(
        {
            "version": 1,
            "diagnostics": [
                {
                    "code": "c",
                    "severity": "INFO",
                    "problemMessage": "m",
                    "location": {"file": "a.dart", "range": {"start": {"line": 3, "column": 1}}},
                }
            ],
        },
        findings=1,
        note=1,
        files=1,
    ),
    "deno-lint": js(
        {
            "diagnostics": [{"code": "c", "message": "m", "filename": "a.ts", "range": {"start": {"line": 3}}}],
            "errors": [],
        },
        findings=1,
        warning=1,
    ),
    "dockle": js(
        {
            "summary": {"fatal": 1, "warn": 0, "pass": 14},
            "details": [{"code": "CIS-DI-0010", "title": "t", "level": "FATAL", "alerts": ["a"]}, {"level": "SKIP"}],
        },
        findings=1,
        error=1,
    ),
    "eclipse-compiler": xml(
        '<compiler name="e" version="3"><sources><source path="A.java"><problems><problem id="X" severity="WARNING" line="3">'
        '<message value="m"/></problem></problems></source></sources></compiler>',
        findings=1,
        warning=1,
        files=1,
    ),
    "flake8-json": js(
        {"a.py": [{"code": "E1", "filename": "a.py", "line_number": 3, "column_number": 1, "text": "t"}], "b.py": []},
        findings=1,
        warning=1,
        files=1,
    ),
    "flow": js(
        {
            "flowVersion": "0.1",
            "passed": False,
            "errors": [
                {"level": "error", "message": [{"descr": "d", "loc": {"source": "a.js", "start": {"line": 3}}}]}
            ],
        },
        findings=1,
        error=1,
        files=1,
    ),
    "gendarme": xml(
        '<gendarme-output><rules/><results><rule Name="R"><problem>p</problem><target Assembly="a.dll">'
        '<defect Severity="High" Location="l"/></target></rule></results></gendarme-output>',
        findings=1,
        error=1,
    ),
    "idea-inspection": xml(
        "<problems><problem><file>file://$PROJECT_DIR$/A.java</file><line>3</line>"
        '<problem_class severity="WEAK WARNING">Unused</problem_class><description>d</description></problem></problems>',
        findings=1,
        note=1,
        files=1,
    ),
    "klocwork": xml(
        "<errorList><problem><code>NPD</code><message>m</message><file>a.c</file><line>3</line><severity>Error</severity>"
        "</problem><problem><severity>Error</severity><state>Fixed</state></problem></errorList>",
        findings=1,
        error=1,
    ),
    "ktlint": js(
        [{"file": "A.kt", "errors": [{"line": 3, "column": 1, "message": "m", "rule": "r"}]}],
        findings=1,
        error=1,
        files=1,
    ),
    "npm-audit-advisories": js(
        {
            "advisories": {"1": {"id": 1, "title": "t", "severity": "moderate", "module_name": "m"}},
            "metadata": {"totalDependencies": 9},
        },
        findings=1,
        warning=1,
    ),
    "prospector": js(
        {
            "summary": {"message_count": 1},
            "messages": [{"source": "pylint", "code": "c", "location": {"path": "a.py", "line": 3}, "message": "m"}],
        },
        findings=1,
        warning=1,
    ),
    "pvs-studio": xml(
        "<NewDataSet><Solution_Path/><PVS-Studio_Analysis_Log><Level>2</Level><ErrorCode>V501</ErrorCode><Message>m</Message>"
        "<Line>3</Line><File>a.cpp</File><FalseAlarm>false</FalseAlarm></PVS-Studio_Analysis_Log></NewDataSet>",
        findings=1,
        warning=1,
    ),
    "safety": js(
        {
            "report_meta": {"packages_found": 9},
            "vulnerabilities": [{"vulnerability_id": "1", "package_name": "p", "advisory": "a"}],
            "ignored_vulnerabilities": {},
        },
        findings=1,
        error=1,
    ),
    "swiftlint": js(
        [{"character": None, "file": "a.swift", "line": 3, "reason": "r", "rule_id": "colon", "severity": "Warning"}],
        findings=1,
        warning=1,
    ),
    "taglist": xml(
        '<report><tags><tag name="TODO"><files><file name="A"><comments><comment><lineNumber>3</lineNumber>'
        "<comment>later</comment></comment></comments></file></files></tag></tags></report>",
        findings=1,
        note=1,
        files=1,
    ),
    "terrascan": js(
        {
            "results": {
                "scan_errors": None,
                "violations": [{"rule_id": "r", "description": "d", "severity": "HIGH", "file": "a.tf", "line": 3}],
                "skipped_violations": None,
                "scan_summary": {"policies_validated": 9, "violated_policies": 1},
            }
        },
        findings=1,
        error=1,
    ),
    "tflint": js(
        {
            "issues": [
                {
                    "rule": {"name": "r", "severity": "warning"},
                    "message": "m",
                    "range": {"filename": "a.tf", "start": {"line": 3}},
                }
            ],
            "errors": [],
        },
        findings=1,
        warning=1,
    ),
    "trufflehog": lines(
        {"SourceMetadata": {"Data": {"Git": {"file": "a.py", "line": 3}}}, "DetectorName": "AWS", "Verified": True},
        findings=1,
        error=1,
        files=1,
    ),
    "veracode-pipeline": js(
        {
            "scan_status": "SUCCESS",
            "findings": [
                {
                    "title": "t",
                    "issue_type_id": "i",
                    "severity": 3,
                    "files": {"source_file": {"file": "A.java", "line": 3}},
                }
            ],
        },
        findings=1,
        warning=1,
        files=1,
    ),
}

DECLARED: Mapping[str, Small] = {
    **MORE,
    **{name: Small(*one) for name, one in {**DYNAMIC, **LINTERS, **MORE_PEERS, **NEWER, **PEERS, **SCANNERS}.items()},
    "android-lint": xml(
        '<issues format="6" by="lint 8.1"><issue id="NewApi" severity="Error" message="m" category="C">'
        '<location file="A.java" line="3" column="5"/></issue><issue id="X" severity="Ignore" message="m"/></issues>',
        findings=1,
        error=1,
        files=1,
    ),
    "bandit": js(
        {
            "errors": [],
            "generated_at": "2026-01-01",
            "metrics": {"_totals": {"loc": 3}},
            "results": [
                {"test_id": "B101", "issue_text": "t", "filename": "a.py", "line_number": 2, "issue_severity": "LOW"}
            ],
        },
        findings=1,
        note=1,
    ),
    "bearer": js(
        {
            "critical": [
                {"id": "r", "title": "t", "filename": "a.rb", "line_number": 3, "cwe_ids": [], "documentation_url": ""}
            ]
        },
        findings=1,
        error=1,
    ),
    "brakeman": js(
        {
            "scan_info": {"checks_performed": ["Render"], "security_warnings": 1},
            "warnings": [{"check_name": "Render", "message": "m", "file": "a.rb", "line": 2, "confidence": "Weak"}],
            "ignored_warnings": [
                {"check_name": "SQL", "message": "m", "file": "a.rb", "line": 9, "confidence": "High"}
            ],
            "errors": [],
        },
        findings=1,
        note=1,
        suppressed=1,
    ),
    "cargo-audit": js(
        {
            "database": {},
            "lockfile": {"dependency-count": 9},
            "vulnerabilities": {
                "found": True,
                "list": [{"advisory": {"id": "RUSTSEC-1", "title": "t"}, "package": {"name": "p"}}],
            },
        },
        findings=1,
        error=1,
    ),
    "ccm": xml(
        "<ccm><metric><complexity>9</complexity><unit>f</unit><classification>A</classification><file>a.js</file>"
        "<startLineNumber>1</startLineNumber></metric></ccm>",
        findings=1,
        note=1,
    ),
    "cfn-lint": js(
        [
            {
                "Filename": "a.yaml",
                "Level": "Warning",
                "Location": {"Start": {"LineNumber": 7, "ColumnNumber": 3}},
                "Message": "m",
                "Rule": {"Id": "W2001"},
            }
        ],
        findings=1,
        warning=1,
    ),
    "checkov": js(
        {
            "check_type": "terraform",
            "results": {
                "passed_checks": [],
                "failed_checks": [
                    {"check_id": "CKV_1", "check_name": "n", "file_path": "/a.tf", "file_line_range": [1, 4]},
                    {"check_id": "CKV_2", "check_name": "n", "file_path": "/a.tf", "severity": "LOW"},
                ],
                "skipped_checks": [{"check_id": "CKV_3", "check_name": "n", "file_path": "/b.tf"}],
                "parsing_errors": [],
            },
            "summary": {"failed": 2},
        },
        findings=2,
        error=1,
        note=1,
        suppressed=1,
    ),
    "checkstyle": xml(
        '<checkstyle version="10"><file name="A.java"><error line="3" severity="warning" message="m" source="s"/>'
        '<error line="0" message="m"/><error line="4" severity="ignore" message="m"/></file></checkstyle>',
        findings=2,
        error=1,
        warning=1,
        files=1,
    ),
    "clang-plist": xml(
        '<plist version="1.0"><dict><key>clang_version</key><string>clang 14</string><key>files</key><array>'
        "<string>a.c</string></array><key>diagnostics</key><array><dict><key>description</key><string>Division by zero"
        "</string><key>check_name</key><string>core.DivideZero</string><key>location</key><dict><key>line</key>"
        "<integer>7</integer><key>col</key><integer>2</integer><key>file</key><integer>0</integer></dict></dict></array>"
        "</dict></plist>",
        findings=1,
        warning=1,
        files=1,
    ),
    "clippy": lines(
        {
            "reason": "compiler-message",
            "package_id": "p",
            "message": {
                "message": "m",
                "level": "warning",
                "code": {"code": "clippy::x"},
                "spans": [{"file_name": "a.rs", "line_start": 3, "column_start": 1}],
            },
        },
        {"reason": "compiler-message", "package_id": "p", "message": {"message": "1 warning emitted", "spans": []}},
        {"reason": "build-finished", "success": True},
        findings=1,
        warning=1,
    ),
    "codechecker": js(
        {
            "version": 1,
            "reports": [
                {
                    "checker_name": "c",
                    "message": "m",
                    "file": {"path": "a.c"},
                    "line": 3,
                    "severity": "HIGH",
                    "review_status": "unreviewed",
                },
                {
                    "checker_name": "c",
                    "message": "m",
                    "file": {"path": "a.c"},
                    "line": 4,
                    "severity": "HIGH",
                    "review_status": "false_positive",
                },
            ],
        },
        findings=1,
        error=1,
        suppressed=1,
    ),
    "codeguru": js(
        {
            "findings": [
                {
                    "ruleId": "r",
                    "title": "t",
                    "severity": "Medium",
                    "vulnerability": {"filePath": {"path": "A.java", "startLine": 2}},
                }
            ]
        },
        findings=1,
        warning=1,
    ),
    "codenarc": xml(
        '<CodeNarc version="3"><PackageSummary totalFiles="1"/><Package path="src"><File name="A.groovy">'
        '<Violation ruleName="R" priority="1" lineNumber="4"><Message>m</Message></Violation></File></Package></CodeNarc>',
        findings=1,
        error=1,
    ),
    "contrast": xml('<findings><finding ruleId="sql-injection" uuid="u"/></findings>', findings=1, error=1),
    "coverity": js(
        {
            "type": "Coverity issues",
            "formatVersion": 10,
            "suppressedIssueCount": 0,
            "issues": [
                {"checkerName": "C", "mainEventFilePathname": "a.c", "mainEventLineNumber": 5, "subcategory": "s"}
            ],
            "error": None,
        },
        findings=1,
        error=1,
    ),
    "cpd": xml(
        '<pmd-cpd><duplication lines="9" tokens="40"><file line="3" path="a.c"/><file line="30" path="b.c"/>'
        "<codefragment>x</codefragment></duplication></pmd-cpd>",
        findings=1,
        warning=1,
        files=1,
    ),
    "cppcheck": xml(
        '<results version="2"><cppcheck version="2.9"/><errors><error id="a" severity="error" msg="m">'
        '<location file="a.c" line="3"/><location file="b.h" line="4"/></error>'
        '<error id="missingInclude" severity="information" msg="m"/></errors></results>',
        findings=2,
        error=1,
        note=1,
        files=1,
    ),
    "dependency-check": xml(
        "<analysis><scanInfo><engineVersion>9</engineVersion></scanInfo><dependencies><dependency><filePath>a.jar</filePath>"
        "<vulnerabilities><vulnerability><name>CVE-1</name><severity>MEDIUM</severity></vulnerability>"
        "<suppressedVulnerability><name>CVE-2</name><severity>HIGH</severity></suppressedVulnerability>"
        "</vulnerabilities></dependency></dependencies></analysis>",
        findings=1,
        warning=1,
        suppressed=1,
        files=1,
    ),
    "dependency-check-json": js(
        {
            "reportSchema": "1.1",
            "scanInfo": {"engineVersion": "9"},
            "dependencies": [
                {"filePath": "a.jar", "vulnerabilities": [{"name": "CVE-1", "severity": "HIGH"}]},
                {"filePath": "b"},
            ],
        },
        findings=1,
        error=1,
    ),
    "detect-secrets": js(
        {
            "version": "1.4",
            "plugins_used": [{"name": "P"}],
            "results": {"a.py": [{"type": "Secret Keyword", "hashed_secret": "h", "line_number": 3}]},
        },
        findings=1,
        error=1,
        files=1,
    ),
    "docfx": lines(
        {"message": "m", "date_time": "t", "severity": "info"},
        {"message": "m", "date_time": "t", "severity": "warning", "file": "a.md", "line": "3"},
        findings=1,
        warning=1,
    ),
    "dscanner": js(
        {"issues": [{"key": "k", "fileName": "a.d", "line": 2, "message": "m"}], "undocumentedPublicSymbols": 0},
        findings=1,
        warning=1,
    ),
    "dupfinder": xml(
        "<DuplicatesReport ToolsVersion='8'><Duplicates><Duplicate Cost='9'><Fragment><FileName>a.cs</FileName>"
        "<LineRange Start='2' End='9'/></Fragment><Fragment><FileName>b.cs</FileName></Fragment></Duplicate></Duplicates>"
        "</DuplicatesReport>",
        findings=1,
    ),
    "empty-findings": js([], findings=0),
    "eslint": js(
        [
            {
                "filePath": "a.js",
                "messages": [
                    {"ruleId": "semi", "severity": 2, "message": "m", "line": 1},
                    {"ruleId": "eqeqeq", "severity": 1, "message": "m", "line": 2},
                ],
                "suppressedMessages": [{"ruleId": "semi", "severity": 2, "message": "m", "line": 3}],
            }
        ],
        findings=2,
        error=1,
        warning=1,
        suppressed=1,
    ),
    "flawfinder-csv": Small(
        "File,Line,Column,DefaultLevel,Level,Category,Name,Warning,Suggestion,Note,CWEs,Context,Fingerprint\n"
        'a.c,3,1,4,4,buffer,strcpy,"wrong, really",s,,CWE-120,x,f1\n',
        {"findings": 1, "error": 1},
    ),
    "fxcop": xml(
        '<FxCopReport Version="14"><Targets><Target Name="t"><Modules><Module><Messages>'
        '<Message CheckId="CA1" Status="Active"><Issue Level="Warning" Path="src" File="a.cs" Line="3">m</Issue></Message>'
        '<Message CheckId="CA2" Status="Excluded"><Issue Level="Error">m</Issue></Message></Messages>'
        "</Module></Modules></Target></Targets></FxCopReport>",
        findings=1,
        warning=1,
        suppressed=1,
    ),
    "github-code-scanning": js(
        [
            {
                "state": state,
                "rule": {"id": "r", "security_severity_level": "high"},
                "tool": {"name": "CodeQL"},
                "most_recent_instance": {"message": {"text": "m"}, "location": {"path": "a.py", "start_line": 3}},
            }
            for state in ("open", "fixed", "dismissed")
        ],
        findings=1,
        error=1,
        suppressed=1,
    ),
    "gitlab-codequality": js(
        [
            {
                "check_name": "c",
                "description": "d",
                "fingerprint": "f",
                "severity": "minor",
                "location": {"path": "a.py", "lines": {"begin": 2}},
            }
        ],
        findings=1,
        warning=1,
    ),
    "gitlab-security": js(
        {
            "version": "15.0.7",
            "scan": {"type": "sast", "status": "success", "scanner": {"name": "s"}},
            "vulnerabilities": [
                {
                    "id": "1",
                    "name": "n",
                    "severity": "Unknown",
                    "identifiers": [{"value": "CWE-1"}],
                    "location": {"file": "a.py", "start_line": 3},
                }
            ],
        },
        findings=1,
        error=1,
    ),
    "gitleaks": js(
        [{"RuleID": "aws", "Description": "d", "Secret": "s", "File": "a.py", "StartLine": 3, "Fingerprint": "f"}],
        findings=1,
        error=1,
    ),
    "go-linters": js(
        {"main.go": [{"line": 1, "column": 2, "rule": "r", "message": "m", "severity": "warning"}]},
        findings=1,
        warning=1,
    ),
    "golangci": js(
        {
            "Issues": [{"FromLinter": "l", "Text": "t", "Severity": "", "Pos": {"Filename": "a.go", "Line": 3}}],
            "Report": {"Linters": [{"Name": "l"}]},
        },
        findings=1,
        error=1,
    ),
    "gosec": js(
        {
            "Golang errors": {},
            "Issues": [
                {"severity": "HIGH", "rule_id": "G1", "details": "d", "file": "a.go", "line": "3-4", "nosec": False},
                {"severity": "HIGH", "rule_id": "G1", "details": "d", "file": "a.go", "line": "9", "nosec": True},
            ],
            "Stats": {"files": 1, "found": 2},
        },
        findings=1,
        error=1,
        suppressed=1,
    ),
    "govulncheck": js(
        [
            {"config": {"scanner_name": "govulncheck", "scanner_version": "v1"}},
            {"progress": {"message": "m"}},
            {"finding": {"osv": "GO-1", "trace": [{"module": "stdlib", "function": "f"}]}},
        ],
        findings=1,
        error=1,
    ),
    "grype": js(
        {
            "matches": [{"vulnerability": {"id": "CVE-1", "severity": "Negligible"}, "artifact": {"name": "p"}}],
            "descriptor": {"name": "grype"},
        },
        findings=1,
        note=1,
    ),
    "hadolint": js(
        [{"line": 9, "code": "DL3008", "message": "m", "column": 1, "file": "Dockerfile", "level": "info"}],
        findings=1,
        note=1,
    ),
    "horusec": js(
        {
            "repositoryID": "0",
            "status": "success",
            "errors": "",
            "analysisVulnerabilities": [
                {
                    "vulnerabilities": {
                        "line": "3",
                        "file": "a.py",
                        "details": "d",
                        "severity": "LOW",
                        "type": "Vulnerability",
                    }
                },
                {
                    "vulnerabilities": {
                        "line": "4",
                        "file": "a.py",
                        "details": "d",
                        "severity": "LOW",
                        "type": "False Positive",
                    }
                },
            ],
        },
        findings=1,
        note=1,
        suppressed=1,
    ),
    "infer": js(
        [{"bug_type": "NULL", "qualifier": "q", "severity": "ERROR", "file": "a.c", "line": 3, "column": -1}],
        findings=1,
        error=1,
    ),
    "jscpd": js(
        {
            "statistics": {"total": {"lines": 9}},
            "duplicates": [{"format": "c", "fragment": "x", "firstFile": {"name": "a.c", "start": 1, "end": 9}}],
        },
        findings=1,
        warning=1,
    ),
    "jslint": xml(
        '<jslint><file name="a.js"><issue line="4" char="8" reason="r" severity="E"/><issue line="5" reason="r"/></file>'
        "</jslint>",
        findings=2,
        error=1,
        warning=1,
    ),
    "junit-linter": xml(
        '<testsuites name="trivy"><testsuite name="image" tests="1"><testcase classname="p" name="[LOW] CVE-1">'
        '<failure message="m" type="d">t</failure></testcase></testsuite></testsuites>',
        findings=1,
        note=1,
    ),
    "kics": js(
        {
            "files_scanned": 1,
            "files_failed_to_scan": 0,
            "queries_total": 9,
            "queries_failed_to_execute": 0,
            "total_counter": 1,
            "queries": [
                {"query_id": "q", "query_name": "n", "severity": "TRACE", "files": [{"file_name": "a.tf", "line": 2}]}
            ],
        },
        findings=1,
        note=1,
    ),
    "kube-score": js(
        [
            {
                "object_name": "o",
                "file_name": "a.yaml",
                "file_row": 2,
                "checks": [{"check": {"id": "c", "name": "n"}, "grade": 1}, {"check": {"id": "d"}, "grade": 10}],
            }
        ],
        findings=1,
        error=1,
    ),
    "kubelinter": js(
        {
            "Checks": [{"name": "n"}],
            "Reports": [{"Check": "c", "Diagnostic": {"Message": "m"}, "Object": {"Metadata": {"FilePath": "a.yaml"}}}],
            "Summary": {"ChecksStatus": "Failed"},
        },
        findings=1,
        warning=1,
    ),
    "kyverno": js(
        {
            "results": [
                {
                    "resource": {"metadata": {"name": "pod"}},
                    "rules": [{"name": "r", "status": "fail", "message": "m"}, {"name": "s", "status": "pass"}],
                }
            ]
        },
        findings=1,
        error=1,
    ),
    "markdownlint": js(
        [{"fileName": "a.md", "lineNumber": 1, "ruleNames": ["MD041"], "ruleDescription": "d"}], findings=1, warning=1
    ),
    "mypy-json": lines(
        {"file": "a.py", "line": 3, "column": 0, "message": "m", "hint": None, "code": "arg-type", "severity": "error"},
        findings=1,
        error=1,
    ),
    "njsscan": js(
        {
            "njsscan_version": "0.4",
            "errors": [],
            "nodejs": {
                "md5": {"files": [{"file_path": "a.js", "match_lines": [4, 4]}], "metadata": {"severity": "WARNING"}},
                "helmet_missing": {"metadata": {"severity": "INFO"}},
            },
            "templates": {},
        },
        findings=2,
        warning=1,
        note=1,
    ),
    "npm-audit": js(
        {
            "auditReportVersion": 2,
            "vulnerabilities": {"minimist": {"name": "minimist", "severity": "critical", "via": [{"title": "t"}]}},
            "metadata": {"dependencies": {"total": 9}},
        },
        findings=1,
        error=1,
    ),
    "openscap": js(
        {
            "test_results": [
                {"result": "fail", "severity": "high", "rule": {"id": "r"}},
                {"result": "pass", "rule": {"id": "s"}},
            ]
        },
        findings=1,
        error=1,
    ),
    "osv-scanner": js(
        {
            "results": [
                {
                    "source": {"path": "yarn.lock"},
                    "packages": [{"package": {"name": "p"}, "vulnerabilities": [{"id": "GHSA-1", "summary": "s"}]}],
                }
            ]
        },
        findings=1,
        error=1,
        files=1,
    ),
    "phan": js(
        [
            {
                "type": "issue",
                "type_id": 1,
                "check_name": "c",
                "description": "d",
                "severity": 5,
                "location": {"path": "a.php", "lines": {"begin": 2}},
            }
        ],
        findings=1,
        warning=1,
    ),
    "phpcs": js(
        {
            "totals": {"errors": 1, "warnings": 1},
            "files": {
                "a.php": {"messages": [{"message": "m", "source": "s", "type": "ERROR", "line": 3}]},
                "b.php": {"messages": [{"message": "m", "source": "s", "type": "WARNING", "line": 3}]},
            },
        },
        findings=2,
        error=1,
        warning=1,
        files=2,
    ),
    "phpmd": js(
        {
            "version": "2.9",
            "package": "phpmd",
            "files": [
                {"file": "a.php", "violations": [{"beginLine": 2, "rule": "r", "description": "d", "priority": 5}]}
            ],
        },
        findings=1,
        note=1,
    ),
    "phpstan": js(
        {
            "totals": {"errors": 0, "file_errors": 1},
            "files": {"a.php": {"errors": 1, "messages": [{"message": "m", "line": 3}]}},
            "errors": [],
        },
        findings=1,
        error=1,
    ),
    "pip-audit": js(
        {
            "dependencies": [
                {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "description": "d", "aliases": ["CVE-1"]}]},
                {"name": "b", "version": "1", "vulns": []},
                {"name": "c", "skip_reason": "not on PyPI"},
            ],
            "fixes": [],
        },
        findings=1,
        error=1,
    ),
    "pmd": xml(
        '<pmd version="7"><file name="A.java"><violation beginline="3" rule="R" ruleset="S" priority="1">\nm\n</violation>'
        '</file><suppressedviolation filename="B.java" msg="m" suppressiontype="nopmd"/></pmd>',
        findings=1,
        error=1,
        suppressed=1,
    ),
    "pmd-csv": Small(
        'Problem,Package,File,Priority,Line,Description,Rule set,Rule\n1,p,A.java,3,21,"a, b",Design,UseUtilityClass\n',
        {"findings": 1, "warning": 1},
    ),
    "pmd-json": js(
        {
            "pmdVersion": "7",
            "files": [
                {"filename": "A.java", "violations": [{"beginline": 1, "description": "d", "rule": "R", "priority": 4}]}
            ],
            "suppressedViolations": [{"filename": "B.java", "msg": "m"}],
            "processingErrors": [],
        },
        findings=1,
        note=1,
        suppressed=1,
    ),
    "prefast": xml(
        "<DEFECTS><DEFECT><SFA><FILEPATH>d:\\p\\</FILEPATH><FILENAME>a.c</FILENAME><LINE>3</LINE></SFA>"
        "<DEFECTCODE>28101</DEFECTCODE><DESCRIPTION>d</DESCRIPTION></DEFECT></DEFECTS>",
        findings=1,
        warning=1,
    ),
    "protolint": js(
        {
            "basedir": "b",
            "lints": [{"filename": "a.proto", "line": 1, "rule": "r", "message": "m", "severity": "error"}],
        },
        findings=1,
        error=1,
    ),
    "psalm": js(
        [{"severity": "info", "line_from": 2, "type": "T", "message": "m", "file_name": "a.php"}], findings=1, note=1
    ),
    "pwn-sast": js(
        {
            "report_name": "r",
            "data": [{"security_references": {"sast_module": "m", "section": "s"}, "filename": {"entry": "a.php"}}],
        },
        findings=1,
        error=1,
    ),
    "pylint": js(
        [
            {"type": "convention", "symbol": "s", "message": "m", "message-id": "C0114", "path": "a.py", "line": 1},
            {"type": "error", "symbol": "s", "message": "m", "message-id": "E1101", "path": "a.py", "line": 1},
        ],
        findings=2,
        error=1,
        note=1,
    ),
    "pyright": js(
        {
            "version": "1.1",
            "generalDiagnostics": [
                {"file": "a.py", "severity": "error", "message": "m", "range": {"start": _at(0, 3), "end": _at(0, 9)}}
            ],
            "summary": {"filesAnalyzed": 1},
        },
        findings=1,
        error=1,
    ),
    "rdjson": js(
        {"source": {"name": "s"}, "diagnostics": [{"message": "m", "severity": 2, "location": {"path": "a.py"}}]},
        findings=1,
        warning=1,
    ),
    "rdjsonl": lines({"message": "m", "severity": "INFO", "location": {"path": "a.py"}}, findings=1, note=1),
    "resharper": xml(
        '<Report ToolsVersion="8.1"><IssueTypes><IssueType Id="W" Severity="WARNING"/>'
        '<IssueType Id="H" Severity="HINT"/></IssueTypes>'
        '<Issues><Project Name="p"><Issue TypeId="T" File="a.cs" Line="9" Message="m"/><Issue TypeId="W" File="a.cs"/>'
        '<Issue TypeId="H" File="b.cs"/><Issue TypeId="H" File="b.cs" Severity="ERROR"/></Project></Issues></Report>',
        findings=4,
        error=2,
        warning=1,
        note=1,
    ),
    "roslynator": xml(
        '<Roslynator><CodeAnalysis><Projects><Project><Diagnostics><Diagnostic Id="CA1"><Severity>Warning</Severity>'
        '<Message>m</Message><FilePath>a.cs</FilePath><Location Line="3" Character="1"/></Diagnostic></Diagnostics></Project>'
        "</Projects></CodeAnalysis></Roslynator>",
        findings=1,
        warning=1,
    ),
    "rubocop": js(
        {
            "metadata": {"rubocop_version": "1"},
            "files": [
                {
                    "path": "a.rb",
                    "offenses": [
                        {"severity": "convention", "cop_name": "Style/X", "message": "m", "location": {"line": 2}}
                    ],
                }
            ],
            "summary": {"offense_count": 1, "inspected_file_count": 1},
        },
        findings=1,
        note=1,
    ),
    "ruff": js(
        [{"code": None, "filename": "a.py", "message": "m", "location": {"row": 1, "column": 2}}], findings=1, error=1
    ),
    "ruff-jsonl": lines(
        {
            "code": "F401",
            "filename": "a.py",
            "message": "m",
            "location": {"row": 1, "column": 2},
            "severity": "warning",
        },
        {
            "code": "F401",
            "filename": "b.py",
            "message": "m",
            "location": {"row": 1, "column": 2},
            "severity": "warning",
        },
        findings=2,
        warning=2,
    ),
    "salt-lint": js(
        [{"id": "201", "file": "a.sls", "line": 4, "severity": "VERY_LOW", "message": "m", "rule": {"shortdesc": "d"}}],
        findings=1,
        note=1,
    ),
    "sarif-1.0": js(
        {
            "version": "1.0.0",
            "runs": [
                {
                    "tool": {"name": "t"},
                    "rules": {"R": {"defaultLevel": "error"}},
                    "results": [
                        {"ruleId": "R", "message": "m", "locations": [{"resultFile": {"uri": "file:///a%20b.cs"}}]},
                        {"ruleId": "S", "message": "m"},
                        {"ruleId": "S", "level": "pass"},
                        {"ruleId": "S", "suppressionStates": ["suppressedInSource"]},
                    ],
                }
            ],
        },
        findings=2,
        error=1,
        warning=1,
        suppressed=1,
        files=1,
    ),
    "sarif-2.0": js(
        {
            "version": "2.0.0",
            "runs": [
                {
                    "tool": {"name": "t"},
                    "results": [
                        {"ruleId": "R", "level": "note", "message": {"text": "m"}},
                        {"ruleId": "R", "baselineState": "absent"},
                    ],
                }
            ],
        },
        findings=1,
        note=1,
    ),
    "shellcheck": js(
        [{"file": "a.sh", "line": 5, "endLine": 5, "column": 1, "level": "style", "code": 1073, "message": "m"}],
        findings=1,
        note=1,
    ),
    "simian": xml(
        '<simian version="2"><check><set lineCount="6"><block sourceFile="a.java" startLineNumber="1"/>'
        '<block sourceFile="b.java" startLineNumber="1"/></set><summary/></check></simian>',
        findings=1,
    ),
    "snyk": js(
        {
            "ok": False,
            "dependencyCount": 9,
            "vulnerabilities": [{"id": "SNYK-1", "title": "t", "severity": "low", "packageName": "p", "from": ["a"]}],
        },
        findings=1,
        note=1,
    ),
    "sonarqube": js(
        {
            "paging": {"total": 4},
            "issues": [
                {
                    "key": "1",
                    "rule": "r",
                    "component": "p:a.py",
                    "severity": "BLOCKER",
                    "message": "m",
                    "status": "OPEN",
                },
                {
                    "key": "2",
                    "rule": "r",
                    "component": "p:a.py",
                    "severity": "INFO",
                    "message": "m",
                    "status": "CLOSED",
                },
                {
                    "key": "3",
                    "rule": "r",
                    "component": "p:a.py",
                    "severity": "MINOR",
                    "message": "m",
                    "resolution": "WONTFIX",
                },
                {"key": "4", "rule": "r", "component": "p:a.py", "severity": "MINOR", "message": "m"},
            ],
        },
        findings=2,
        error=1,
        warning=1,
        suppressed=1,
    ),
    "sonarqube-generic": js(
        {
            "issues": [
                {
                    "engineId": "e",
                    "ruleId": "r",
                    "severity": "MAJOR",
                    "primaryLocation": {"message": "m", "filePath": "a.py", "textRange": {"startLine": 3}},
                }
            ]
        },
        findings=1,
        error=1,
    ),
    "sonarqube-hotspots": js(
        {
            "paging": {"total": 2},
            "hotspots": [
                {"key": "1", "component": "p:a.py", "vulnerabilityProbability": "HIGH", "message": "m", "ruleKey": "r"},
                {
                    "key": "2",
                    "component": "p:a.py",
                    "vulnerabilityProbability": "LOW",
                    "message": "m",
                    "resolution": "SAFE",
                },
            ],
        },
        findings=1,
        error=1,
        suppressed=1,
    ),
    "spectral": js(
        [
            {
                "code": "c",
                "message": "m",
                "severity": 0,
                "source": "a.yaml",
                "range": {"start": _at(0, 0), "end": _at(1, 2)},
            }
        ],
        findings=1,
        error=1,
    ),
    "spotbugs": xml(
        '<BugCollection version="4"><BugInstance type="NP" priority="1" category="C"><LongMessage>m</LongMessage>'
        '<Class><SourceLine sourcepath="A.java" start="1"/></Class><SourceLine sourcepath="A.java" start="9" end="9"/>'
        '</BugInstance><BugInstance type="NP" priority="3"/><Errors errors="0"/><FindBugsSummary total_bugs="2"/>'
        "</BugCollection>",
        findings=2,
        error=1,
        note=1,
        files=1,
    ),
    "sqlfluff": js(
        [{"filepath": "a.sql", "violations": [{"code": "L001", "description": "d", "start_line_no": 1}]}],
        findings=1,
        warning=1,
    ),
    "stylecop": xml(
        '<StyleCopViolations><Violation RuleId="SA1600" Source="a.cs" LineNumber="7">m</Violation></StyleCopViolations>',
        findings=1,
        warning=1,
    ),
    "stylelint": js(
        [
            {
                "source": "a.css",
                "warnings": [{"line": 1, "rule": "r", "severity": "error", "text": "t"}],
                "parseErrors": [],
            }
        ],
        findings=1,
        error=1,
    ),
    "swagger-lint": js([{"name": "n", "msg": "m", "location": ["definitions"]}], findings=1, warning=1),
    "talisman": js(
        {
            "summary": {"types": {"filecontent": 1}},
            "results": [
                {
                    "filename": "a",
                    "failure_list": [{"type": "t", "message": "m", "severity": "high"}],
                    "ignore_list": [],
                }
            ],
        },
        findings=1,
        error=1,
    ),
    "tfsec": js(
        {
            "results": [
                {
                    "rule_id": "r",
                    "rule_provider": "aws",
                    "severity": "HIGH",
                    "location": {"filename": "a.tf", "start_line": 1},
                },
                {"rule_id": "r", "rule_provider": "aws", "severity": "HIGH", "passed": True, "location": {}},
                {"rule_id": "r", "rule_provider": "aws", "severity": "HIGH", "status": "ignored", "location": {}},
            ]
        },
        findings=1,
        error=1,
        suppressed=1,
    ),
    "trivy": js(
        {
            "SchemaVersion": 2,
            "ArtifactName": "a",
            "Results": [
                {
                    "Target": "t",
                    "Vulnerabilities": [{"VulnerabilityID": "CVE-1", "PkgName": "p", "Severity": "MEDIUM"}],
                },
                {
                    "Target": "u",
                    "Vulnerabilities": None,
                    "Misconfigurations": [
                        {"ID": "A", "Severity": "HIGH", "Status": "FAIL"},
                        {"ID": "B", "Severity": "HIGH", "Status": "PASS"},
                    ],
                },
            ],
        },
        findings=2,
        error=1,
        warning=1,
        files=2,
    ),
    "tslint": js(
        [{"failure": "f", "name": "a.ts", "ruleName": "r", "startPosition": _at(0, 0), "endPosition": _at(0, 1)}],
        findings=1,
        error=1,
    ),
    "vale": js({"a.md": [{"Check": "c", "Line": 3, "Message": "m", "Severity": "suggestion"}]}, findings=1, note=1),
    "valgrind": xml(
        "<valgrindoutput><tool>memcheck</tool><status><state>RUNNING</state></status><error><kind>Leak</kind><what>w</what>"
        "<stack><frame><dir>/src</dir><file>a.c</file><line>5</line></frame></stack></error>"
        "<status><state>FINISHED</state></status></valgrindoutput>",
        findings=1,
        error=1,
    ),
    "warnings-ng": js(
        {
            "_class": "ReportApi",
            "size": 1,
            "issues": [{"fileName": "a.c", "lineStart": 3, "severity": "NORMAL", "message": "m", "type": "t"}],
        },
        findings=1,
        warning=1,
    ),
    "warnings-ng-log": Small(
        '// a comment\n{"fileName": "a.c", "severity": "LOW"}\n\n # another\n{"fileName": "b.c"}\n',
        {"findings": 2, "note": 1, "warning": 1},
    ),
    "xanitizer": xml(
        '<XanitizerFindingsList xanitizerVersion="5"><finding id="1"><problemTypeId>ci:OS</problemTypeId>'
        "<classification>Must Fix</classification><file>A.java</file><line>3</line></finding></XanitizerFindingsList>",
        findings=1,
        error=1,
    ),
}

"""What linters and scanners write as comma-separated values, where they write JSON or XML as well."""

from __future__ import annotations

from cdgate.parsing.declared.shape import Fields, Format, Syntax

_NAMED = ("named",)

TABLES = (
    Format(
        name="bandit-csv",
        title="Bandit CSV",
        link="https://bandit.readthedocs.io/en/latest/formatters/csv.html",
        syntax=Syntax.CSV,
        recognise=("has test_id & has issue_severity & has issue_text & has line_number",),
        records=(),
        fields=Fields(
            rule="test_id",
            message="issue_text",
            path="filename",
            line="line_number",
            level="issue_severity",
            tags="test_name | issue_cwe",
        ),
        security=True,
        clean=_NAMED,
        tool="=Bandit",
    ),
    Format(
        name="brakeman-csv",
        title="Brakeman CSV",
        link="https://brakemanscanner.org/docs/options/",
        syntax=Syntax.CSV,
        recognise=('has Confidence & has "Warning Type" & has File & has Message',),
        records=(),
        fields=Fields(
            rule='"Check Name" | "Warning Type"',
            message="Message",
            path="File",
            line="Line",
            level="Confidence",
            fingerprint="Fingerprint",
            tags='"Warning Type" | CWE',
        ),
        security=True,
        clean=_NAMED,
        tool="=Brakeman",
    ),
    Format(
        name="dependency-check-csv",
        title="OWASP Dependency-Check CSV",
        link="https://dependency-check.github.io/DependencyCheck/",
        syntax=Syntax.CSV,
        recognise=("has DependencyName & has DependencyPath & has CVE & has Vulnerability",),
        records=(),
        fields=Fields(
            rule="CVE",
            message="Vulnerability",
            path="DependencyPath | DependencyName",
            level="CVSSv3_BaseSeverity | CVSSv2_Severity",
            tags="DependencyName | CWE",
        ),
        security=True,
        clean=_NAMED,
        tool="=Dependency-Check",
    ),
    Format(
        name="phpcs-csv",
        title="PHP_CodeSniffer CSV",
        link="https://github.com/PHPCSStandards/PHP_CodeSniffer/wiki/Reporting",
        syntax=Syntax.CSV,
        recognise=("has File & has Line & has Type & has Message & has Source & has Severity & has Fixable",),
        records=(),
        fields=Fields(rule="Source", message="Message", path="File", line="Line", column="Column", level="Type"),
        clean=_NAMED,
        tool="=PHP_CodeSniffer",
    ),
    Format(
        name="tfsec-csv",
        title="tfsec CSV",
        link="https://aquasecurity.github.io/tfsec/",
        syntax=Syntax.CSV,
        recognise=("has file & has start_line & has rule_id & has passed",),
        records=(),
        fields=Fields(
            rule="rule_id", message="description", path="file", line="start_line", end_line="end_line", level="severity"
        ),
        security=True,
        skip=("passed = true",),
        clean=_NAMED,
        tool="=tfsec",
    ),
)

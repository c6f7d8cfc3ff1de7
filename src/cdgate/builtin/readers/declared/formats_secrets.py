"""What scanners for secrets write."""

from __future__ import annotations

from cdgate.parsing.declared.shape import Fields, Format, Syntax

_NAMED = ("named",)

SECRETS = (
    Format(
        name="detect-secrets",
        title="detect-secrets baseline",
        link="https://github.com/Yelp/detect-secrets",
        syntax=Syntax.JSON,
        recognise=("has plugins_used & has results & has version",),
        records=("results.*[]",),
        fields=Fields(
            rule="type",
            message="type",
            path="filename | ^@",
            line="line_number",
            level="=high",
            fingerprint="hashed_secret",
        ),
        security=True,
        clean=("plugins_used",),
        tool="=detect-secrets",
        tool_version="version",
    ),
    Format(
        name="gitleaks",
        title="Gitleaks JSON",
        link="https://github.com/gitleaks/gitleaks",
        syntax=Syntax.JSON,
        recognise=("has [].RuleID & has [].Secret", "has [].offender & has [].rule", "has leaks"),
        records=("[]?", "leaks?[]"),
        fields=Fields(
            rule="RuleID | rule_id | rule",
            message="Description | description | rule",
            path="File | file",
            line="StartLine | start_line | lineNumber",
            column="StartColumn",
            end_line="EndLine | end_line",
            end_column="EndColumn",
            level="severity | =high",
            fingerprint="Fingerprint | commit",
        ),
        security=True,
        errors=("errors?[]",),
        error_message="message | .",
        clean=_NAMED,
        tool="=Gitleaks",
    ),
    Format(
        name="talisman",
        title="Talisman JSON",
        link="https://thoughtworks.github.io/talisman/",
        syntax=Syntax.JSON,
        recognise=("has results[].failure_list", "has summary.types.filecontent & has results"),
        records=("results?[].failure_list?[]", "results?[].warning_list?[]"),
        suppressed_records=("results?[].ignore_list?[]",),
        fields=Fields(rule="type", message="message", path="^.filename", level="severity", fingerprint="commits[0]"),
        security=True,
        clean=("has summary.types",),
        tool="=Talisman",
    ),
    Format(
        name="trufflehog",
        title="TruffleHog JSON lines",
        link="https://github.com/trufflesecurity/trufflehog",
        syntax=Syntax.JSON_LINES,
        recognise=("has [].SourceMetadata & has [].DetectorName",),
        records=("[]",),
        fields=Fields(
            rule="DetectorName",
            message="DetectorDescription | DetectorName",
            path="SourceMetadata.Data.*.file",
            line="SourceMetadata.Data.*.line",
            level="=high",
            fingerprint="SourceMetadata.Data.*.commit",
        ),
        security=True,
        skip=("!DetectorName",),
        clean=_NAMED,
        tool="=TruffleHog",
    ),
)

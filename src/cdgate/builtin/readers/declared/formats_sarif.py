"""The SARIF documents from before 2.1.0 that still circulate."""

from __future__ import annotations

from cdgate.parsing.declared.shape import Fields, Format, Syntax

_NO_FINDING = (
    "level = pass | notapplicable | none",
    "kind = pass | notapplicable | informational",
    "baselineState = absent",
)
# As in 2.1.0, where the specification says so.
_NEVER_SCANNED = "runs[].results = null"

SARIF = (
    Format(
        name="sarif-1.0",
        title="SARIF 1.0.0",
        link="https://github.com/oasis-tcs/sarif-spec",
        syntax=Syntax.JSON,
        recognise=("has runs & version ^= 1.0.0",),
        records=("runs[].results?[]",),
        fields=Fields(
            rule="ruleId | ruleKey",
            message="message | formattedRuleMessage.arguments[] | formattedRuleMessage.formatId",
            path="locations[0].resultFile.uri | locations[0].analysisTarget.uri",
            line="locations[0].resultFile.region.startLine | locations[0].analysisTarget.region.startLine",
            column="locations[0].resultFile.region.startColumn | locations[0].analysisTarget.region.startColumn",
            end_line="locations[0].resultFile.region.endLine | locations[0].analysisTarget.region.endLine",
            level="level | ^.rules[ruleKey].defaultLevel | ^.rules[ruleId].defaultLevel | =warning",
            fingerprint="toolFingerprintContribution",
        ),
        skip=_NO_FINDING,
        suppressed=("suppressionStates",),
        failed=(
            _NEVER_SCANNED,
            "runs[].configurationNotifications[].level = error",
            "runs[].toolNotifications[].level = error",
        ),
        clean=("has runs[].results",),
        tool="runs[0].tool.name",
        tool_version="runs[0].tool.version",
    ),
    Format(
        name="sarif-2.0",
        title="SARIF 2.0.0 (drafts of 2.1.0)",
        link="https://docs.oasis-open.org/sarif/sarif/v2.0/sarif-v2.0.html",
        syntax=Syntax.JSON,
        recognise=("has runs & version ^= 2.0.0 | 2.1.0-beta",),
        records=("runs[].results?[]",),
        fields=Fields(
            rule="ruleId | ruleMessageId",
            message="message.text | message.arguments[] | ruleMessageId | message.messageId",
            path="locations[0].physicalLocation.fileLocation.uri | locations[0].physicalLocation.artifactLocation.uri",
            line="locations[0].physicalLocation.region.startLine",
            column="locations[0].physicalLocation.region.startColumn",
            end_line="locations[0].physicalLocation.region.endLine",
            level=(
                "level | ^.resources.rules[ruleId].configuration.defaultLevel | ^.tool.driver.rules[ruleIndex]."
                "defaultConfiguration.level | ^.resources.rules[ruleIndex].configuration.defaultLevel | =warning"
            ),
            fingerprint="fingerprints.*",
        ),
        skip=_NO_FINDING,
        suppressed=("suppressionStates", "suppressions"),
        failed=(
            _NEVER_SCANNED,
            "runs[].invocations[].toolNotifications[].level = error",
            "runs[].invocations[].configurationNotifications[].level = error",
            "runs[].invocations[].toolExecutionSuccessful = false",
        ),
        clean=("has runs[].results",),
        tool="runs[0].tool.driver.name | runs[0].tool.name",
        tool_version="runs[0].tool.driver.version | runs[0].tool.version",
    ),
)

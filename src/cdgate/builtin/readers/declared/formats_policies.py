"""What checkers of policies and benchmarks write."""

from __future__ import annotations

from cdgate.parsing.declared.shape import Fields, Format, Syntax

_REPORT = "wgpolicyk8s.io | openreports.io"
_POLARIS = ("Results?.*", "PodResult?.Results?.*", "PodResult?.ContainerResults?[].Results?.*")

POLICIES = (
    Format(
        name="cis-cat",
        title="CIS-CAT JSON",
        link="https://www.cisecurity.org/cybersecurity-tools/cis-cat-pro",
        syntax=Syntax.JSON,
        recognise=("has benchmark-id & has rules", "has rules[].rule-id & has rules[].result"),
        records=("rules[]",),
        fields=Fields(rule="rule-id", message="rule-title", path="$.target-id", level="=high"),
        security=True,
        skip=("result = pass | fixed | notapplicable | notselected | informational | notchecked | error | unknown",),
        fails=("result = error | unknown",),
        clean=("has rules[].rule-id",),
        tool="=CIS-CAT",
        tool_version="benchmark-version",
    ),
    Format(
        name="inspec",
        title="InSpec JSON, Heimdall data format",
        link="https://docs.chef.io/inspec/reporters/",
        syntax=Syntax.JSON,
        recognise=("has profiles[].controls & has platform", "has profiles[].controls & has statistics"),
        records=("profiles[].controls[].results?[]",),
        fields=Fields(
            rule="^.id",
            message="message | code_desc",
            path="^.source_location.ref",
            line="^.source_location.line",
            level="^.tags.severity | ^.impact",
            fingerprint="code_desc",
        ),
        levels={
            "0": "low", "0.1": "low", "0.2": "low", "0.3": "low",
            "0.4": "medium", "0.5": "medium", "0.6": "medium", "0.7": "high", "0.8": "high", "none": "low",
        },
        skip=("status = passed | skipped | error",),
        fails=("status = error", "exception"),
        clean=("has profiles[].controls[].results[].status",),
        tool="=InSpec",
        tool_version="version",
    ),
    Format(
        name="polaris",
        title="Fairwinds Polaris JSON",
        link="https://polaris.docs.fairwinds.com/",
        syntax=Syntax.JSON,
        recognise=("has PolarisOutputVersion & has Results",),
        records=tuple(f"Results[].{place}" for place in _POLARIS),
        fields=Fields(
            rule="ID",
            message="Message",
            path="^.Name | ^^.Name",
            level="Severity",
            fingerprint="^.Name",
            tags="Category",
        ),
        skip=("Success = true", "Severity = ignore"),
        clean=("ClusterInfo", "Score"),
        tool="=Polaris",
        tool_version="PolarisOutputVersion",
    ),
    Format(
        name="policy-report",
        title="Policy reports of Kubernetes (Kyverno, OpenReports)",
        link="https://github.com/kubernetes-sigs/wg-policy-prototypes",
        syntax=Syntax.JSON,
        recognise=(
            f"apiVersion ^= {_REPORT} & has results",
            f"[].apiVersion ^= {_REPORT}",
            f"items[].apiVersion ^= {_REPORT}",
            "has results[].policy & has results[].result",
        ),
        records=("results?[]", "items?[].results?[]", "[]?.results?[]"),
        fields=Fields(
            rule="rule | policy",
            message="message | description | rule",
            path="resources[0].name | ^.scope.name",
            level="severity | result",
            fingerprint="policy",
            tags="policy | category",
        ),
        levels={"fail": "high", "warn": "medium"},
        skip=("result = pass | skip | error",),
        fails=("result = error",),
        clean=("has summary.pass", "has items[].summary.pass", "has [].summary.pass"),
        tool="=policy report",
    ),
)

"""What the audit commands of package managers write."""

from __future__ import annotations

from cdgate.parsing.declared.shape import Fields, Format, Syntax

_NUGET = ("projects[].frameworks?[].topLevelPackages?[]", "projects[].frameworks?[].transitivePackages?[]")
_DENY = ("advisories", "bans", "licenses", "sources")

PACKAGES = (
    Format(
        name="bundler-audit",
        title="bundler-audit JSON",
        link="https://github.com/rubysec/bundler-audit",
        syntax=Syntax.JSON,
        recognise=(
            "has results[].advisory & has results[].gem",
            "results[].type = insecure_source | unpatched_gem",
            "has results & has created_at & has version & !has errors",
        ),
        records=("results[]",),
        fields=Fields(
            rule="advisory.id | type",
            message="advisory.title | source",
            path="=Gemfile.lock",
            level="advisory.criticality | =high",
            fingerprint="gem.name",
            tags="gem.name | advisory.ghsa | advisory.cve",
        ),
        security=True,
        levels={"none": "low"},
        clean=("has created_at",),
        tool="=bundler-audit",
        tool_version="version",
    ),
    Format(
        name="cargo-deny",
        title="cargo-deny JSON lines",
        link="https://embarkstudios.github.io/cargo-deny/cli/common.html",
        syntax=Syntax.JSON_LINES,
        recognise=(
            "[].type = diagnostic & has [].fields.severity",
            *(f"[].type = summary & has [].fields.{check}" for check in _DENY),
        ),
        records=("[]",),
        fields=Fields(
            rule="fields.advisory.id | fields.code",
            message="fields.message",
            path="=Cargo.lock",
            level="fields.severity",
            fingerprint="fields.labels[0].span",
            tags="fields.code | fields.graphs[].Krate.name",
        ),
        skip=("has type & type != diagnostic",),
        fails=("type = log & fields.level = error", "fields.code = index-failure | index-cache-load-failure"),
        # The summary comes last; its four parts are those that were checked.
        failed=(" & ".join(f"!has [].fields.{check}" for check in _DENY),),
        tool="=cargo-deny",
    ),
    Format(
        name="composer-audit",
        title="Composer audit JSON",
        link="https://getcomposer.org/doc/03-cli.md#audit",
        syntax=Syntax.JSON,
        recognise=("has advisories & has abandoned", "has advisories & !has metadata & !has advisories.*.module_name"),
        records=("advisories?.*?[]?", "advisories?.*?.*?"),
        suppressed_records=("ignored-advisories?.*?[]?", "ignored-advisories?.*?.*?"),
        fields=Fields(
            rule="cve | advisoryId",
            message="title",
            path="=composer.lock",
            level="severity | =high",
            fingerprint="packageName",
            tags="packageName | sources[].remoteId",
        ),
        security=True,
        failed=("unreachable-repositories",),
        clean=("advisories != null",),
        tool="=Composer",
    ),
    Format(
        name="dotnet-packages",
        title=".NET vulnerable packages (dotnet list package --vulnerable --format json)",
        link="https://learn.microsoft.com/dotnet/core/tools/dotnet-list-package",
        syntax=Syntax.JSON,
        recognise=("has projects & has parameters & has version",),
        records=tuple(f"{place}.vulnerabilities?[]" for place in _NUGET),
        fields=Fields(
            rule="advisoryurl | advisoryUrl",
            message="^.id",
            path="^^^.path",
            level="severity",
            fingerprint="^.id",
            tags="^.id",
        ),
        security=True,
        errors=("problems?[]",),
        error_message="text | message",
        # What was asked for may have been other than vulnerable packages.
        clean=("parameters ^= --vulnerable | --include-transitive --vulnerable & has projects[].path",),
        tool="=NuGet",
    ),
    Format(
        name="yarn-audit",
        title="Yarn audit JSON lines",
        link="https://yarnpkg.com/cli/npm/audit",
        syntax=Syntax.JSON_LINES,
        recognise=(
            "[].type = auditadvisory | auditsummary & has [].data",
            "has [].value & has [].children.Severity",
        ),
        records=("[]",),
        fields=Fields(
            rule="data.advisory.github_advisory_id | data.advisory.id | children.ID",
            message="data.advisory.title | children.Issue",
            path="=yarn.lock",
            level="data.advisory.severity | children.Severity",
            fingerprint="data.resolution.path | value",
            tags="data.advisory.module_name | value | data.advisory.cves[]",
        ),
        security=True,
        skip=("has type & type != auditadvisory",),
        fails=("type = error",),
        failed=("has [].type & !has [].data.vulnerabilities",),  # the summary comes last
        tool="=Yarn",
    ),
)

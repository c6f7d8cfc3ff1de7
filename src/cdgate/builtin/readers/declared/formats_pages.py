"""What checkers of pages and interfaces write, and revive."""

from __future__ import annotations

from cdgate.parsing.declared.shape import Fields, Format, Syntax

PAGES = (
    Format(
        name="htmlhint",
        title="HTMLHint JSON",
        link="https://htmlhint.com/usage/cli/",
        syntax=Syntax.JSON,
        recognise=("has [].file & has [].messages[].rule.id",),
        records=("[].messages[]",),
        fields=Fields(rule="rule.id", message="message", path="^.file", line="line", column="col", level="type"),
        clean=("named",),
        tool="=HTMLHint",
    ),
    Format(
        name="openapi-validator",
        title="IBM OpenAPI validator JSON (lint-openapi --json)",
        link="https://github.com/IBM/openapi-validator",
        syntax=Syntax.JSON,
        recognise=(
            "has error.results & has warning.results & has info.results",
            "has [].rule & has [].path & has [].line & has [].severity & has [].file & has [].message",
        ),
        records=("*?.results?[]", "[]?"),
        fields=Fields(
            rule="rule",
            message="message",
            path="file | =openapi",
            line="line",
            level="severity | ^@ | =error",
            fingerprint="path[]",
        ),
        clean=("has error.results",),
        tool="=openapi-validator",
    ),
    Format(
        name="pa11y",
        title="Pa11y CI JSON",
        link="https://github.com/pa11y/pa11y-ci",
        syntax=Syntax.JSON,
        recognise=("has total & has passes & has errors & has results",),
        records=("results.*[]",),
        fields=Fields(rule="code", message="message", path="^.@", level="type | =error", fingerprint="selector"),
        fails=("!has code",),  # a page that could not be loaded
        clean=("total",),
        tool="=Pa11y",
    ),
    Format(
        name="redocly",
        title="Redocly lint JSON",
        link="https://redocly.com/docs/cli/commands/lint",
        syntax=Syntax.JSON,
        recognise=("has totals.errors & has problems",),
        records=("problems[]",),
        fields=Fields(
            rule="ruleId",
            message="message",
            path="location[0].source.ref",
            line="location[0].start.line",
            column="location[0].start.col",
            level="severity",
            fingerprint="location[0].pointer",
        ),
        suppressed=("ignored = true",),
        clean=("has totals.errors",),
        tool="=Redocly",
        tool_version="version",
    ),
    Format(
        name="revive",
        title="revive JSON",
        link="https://github.com/mgechev/revive#formatters",
        syntax=Syntax.JSON,
        recognise=("has [].RuleName & has [].Failure",),
        records=("[]",),
        fields=Fields(
            rule="RuleName",
            message="Failure",
            path="Position.Start.Filename",
            line="Position.Start.Line",
            column="Position.Start.Column",
            end_line="Position.End.Line",
            end_column="Position.End.Column",
            level="Severity",
            tags="Category",
        ),
        clean=("named",),
        tool="=revive",
    ),
)

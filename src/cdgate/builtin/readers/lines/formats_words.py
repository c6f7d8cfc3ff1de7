"""What checkers of spelling, of unused code and of charts print."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

CODESPELL = LineFormat(
    name="codespell-text",
    tool="codespell",
    title="codespell",
    link="https://github.com/codespell-project/codespell",
    findings=(PATH + LINE + r": (?P<message>\S[^\n=]{0,200} ==> \S.*)",),
    failures=(r"ERROR: ", r"WARNING: Cannot "),
    silent="warning",
)

CSPELL = LineFormat(
    name="cspell-text",
    tool="cspell",
    title="CSpell",
    link="https://cspell.org/docs/getting-started",
    findings=(PATH + LINE + COLUMN + r" - (?P<message>(?P<rule>Unknown word|Forbidden word|Misspelled word) \(.*)",),
    failures=(r"CSpell: .* with [1-9][0-9]* errors?\b", r"Configuration Error: "),
    # Without a file nothing was checked.
    closing=r"CSpell: Files checked: [1-9][0-9]{0,8}\b[^\n,]*, Issues found: (?P<total>[0-9]{1,9}) in ",
    silent="warning",
)

VULTURE = LineFormat(
    name="vulture-text",
    tool="vulture",
    title="Vulture",
    link="https://github.com/jendrikseipp/vulture",
    findings=(
        PATH
        + LINE
        + r": (?P<message>(?P<rule>unused \w+|unreachable|unsatisfiable|redundant)\b[^\n]*"
        + r" \([0-9]{1,3}% confidence[^\n()]*\))$",
    ),
    silent="warning",
)

HELM_LINT = LineFormat(
    name="helm-lint-text",
    tool="helm lint",
    title="helm lint",
    link="https://helm.sh/docs/helm/helm_lint/",
    findings=(r"\[(?P<word>ERROR|WARNING|INFO)\] (?P<path>[^\s:]{1,1000})?: ?" + MESSAGE,),
    failures=(r"Error: (?![0-9]+ chart\(s\) linted)",),
    opening=r"==> Linting ",
    closing=r"(?:Error: )?[1-9][0-9]{0,8} chart\(s\) linted, (?P<total>[0-9]{1,9}) chart\(s\) failed",
    needs=r"^==> Linting ",
)

WORDS = (CODESPELL, CSPELL, VULTURE, HELM_LINT)

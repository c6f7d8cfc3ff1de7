"""What checkers of spelling, of formatting, of commits, of unused code, of policies and of charts print."""

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

PRETTIER = LineFormat(
    name="prettier-text",
    tool="prettier",
    title="Prettier --check",
    link="https://prettier.io/docs/cli#--check",
    findings=(
        r"\[(?P<word>error)\] (?P<path>[^\s:>|^][^:\n]{0,1000}\.\w{1,12}): " + MESSAGE,
        r"\[(?P<word>warn)\] (?!Code style issues |\S+ is deprecated)(?P<path>\S[^\n]{0,1000}\.\w{1,12})$",
    ),
    failures=(r"\[error\] (?=\S)",),
    closing=r"\[warn\] Code style issues found in (?:(?P<total>[0-9]{1,9}) files|the above file)\.",
    clean=r"All matched files use Prettier code style!",
    needs=r"^Checking formatting\.\.\.|^\[warn\] Code style issues found in |^All matched files use Prettier code style!",
)

COMMITLINT = LineFormat(
    name="commitlint-text",
    tool="commitlint",
    title="commitlint",
    link="https://commitlint.js.org/",
    findings=(r"(?P<word>[\u2716\u26a0]) +(?P<message>\S.*) \[(?P<rule>[\w-]{1,60})\]$",),
    closing=r"[\u2716\u26a0] +found (?P<error>[0-9]{1,9}) problems?, (?P<warning>[0-9]{1,9}) warnings?",
    clean=r"\u2714 +found 0 problems, 0 warnings",
    needs=r"^\u29d7 +input: ",
    levels={"\u2716": "error", "\u26a0": "warning"},
)

CONFTEST = LineFormat(
    name="conftest-text",
    tool="conftest",
    title="Conftest (text)",
    link="https://www.conftest.dev/options/#output",
    findings=(
        r"(?P<word>FAIL|WARN) - (?P<path>[^\s][^\n]{0,1000}?) - (?P<rule>[\w.]{1,100}) - " + MESSAGE,
        r"(?P<word>FAIL|WARN) - (?P<path>[^\s][^\n]{0,1000}?) - " + MESSAGE,
    ),
    # without a test nothing was checked
    closing=(
        r"[1-9][0-9]{0,8} tests?, [0-9]{1,9} passed, (?P<warning>[0-9]{1,9}) warnings?, (?P<error>[0-9]{1,9}) failures?"
        r", [0-9]{1,9} exceptions?"
    ),
    levels={"fail": "error"},
)

_BOX = r"(?:\u2502 )?"

TERRAFORM = LineFormat(
    name="terraform-text",
    tool="terraform",
    title="Terraform, OpenTofu (validate, plan), TFLint (default)",
    link="https://developer.hashicorp.com/terraform/cli/commands/validate",
    findings=(_BOX + r"(?P<word>Error|Warning|Notice): (?:\[Fixable\] )?" + MESSAGE,),
    details=(_BOX + r" {2}on (?P<path>\S[^\n]{0,1000}) line (?P<line>[0-9]{1,9})(?:, in [^\n]*)?:$",),
    closing=r"(?P<total>[1-9][0-9]{0,8}) issue\(s\) found:$",
    clean=r"Success! The configuration is valid\b",
    sign=rf"^{_BOX}(?:Error|Warning|Notice): [^\n]*\n(?:\u2502)? *\n{_BOX}  on [^\n]{{1,1000}} line [0-9]{{1,9}}",
    rule_at_end="()",
)

CHECKOV = LineFormat(
    name="checkov-text",
    tool="checkov",
    title="Checkov (CLI)",
    link="https://www.checkov.io/2.Basics/CLI%20Command%20Reference.html",
    findings=(r"\s{1,4}FAILED for resource: ",),
    headings=(r"Check: (?P<rule>[A-Z]\w{1,60}): \"(?P<message>[^\"\n]*)\"",),
    details=(r"\s{1,4}File: (?P<path>\S[^\n]{0,1000}):(?P<line>[0-9]{1,9})-(?P<end_line>[0-9]{1,9})$",),
    failures=(r"[^\n]{0,200}\bParsing errors: [1-9]",),
    # without a check that passed nothing was looked at
    closing=r"Passed checks: (?!0, Failed checks: 0,)[0-9]{1,9}, Failed checks: (?P<total>[0-9]{1,9}), Skipped checks: ",
    needs=r"^Passed checks: [0-9]|^Check: CKV",
)

WORDS = (CODESPELL, CSPELL, VULTURE, HELM_LINT, PRETTIER, COMMITLINT, CONFTEST, TERRAFORM, CHECKOV)

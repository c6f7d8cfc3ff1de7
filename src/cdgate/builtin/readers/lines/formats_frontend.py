"""What checkers of web front ends and of Kotlin print, with code or rules beside their messages."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

OXLINT = LineFormat(
    name="oxlint-text",
    tool="oxlint",
    title="Oxlint (default)",
    link="https://oxc.rs/docs/guide/usage/linter/output-formats.html",
    findings=(r" {1,4}(?P<word>[\u26a0\u00d7\u2716!x]) (?:(?P<rule>[\w@/-]{1,60}\([\w@/-]{1,80}\)): )?" + MESSAGE,),
    details=(r" {0,9}[\u256d,][-\u2500]\[" + PATH + LINE + COLUMN + r"\]$",),
    closing=r"Found (?P<warning>[0-9]{1,9}) warnings? and (?P<error>[0-9]{1,9}) errors?\.$",
    needs=r"^ {0,9}[\u256d,][-\u2500]\[|^Found [0-9]+ warnings? and [0-9]+ errors?\.$",
    levels={"\u26a0": "warning", "!": "warning", "\u00d7": "error", "\u2716": "error", "x": "error"},
)

_FLOW = r"(?P<word>Error|Warning) [-\u2508]{3,200} "

FLOW = LineFormat(
    name="flow-text",
    tool="flow",
    title="Flow (console)",
    link="https://flow.org/en/docs/cli/",
    findings=(_FLOW + PATH + LINE + COLUMN + "$",),
    details=(MESSAGE + r" \[(?P<rule>[a-z][\w-]{1,80})\]$", r"(?P<message>[A-Z]\S* .*)"),
    closing=r"Found (?P<total>[1-9][0-9]{0,8}) errors?",
    needs=r"^(?:Error|Warning) [-\u2508]{3,200} [^\n]{1,1000}:[0-9]{1,9}:[0-9]{1,9}$",
)

SVELTE = LineFormat(
    name="svelte-check-text",
    tool="svelte-check",
    title="svelte-check",
    link="https://svelte.dev/docs/cli/sv-check",
    findings=(r"(?P<word>Error|Warn|Warning|Hint): " + MESSAGE,),
    headings=(
        r"(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.(?:svelte|[cm]?[jt]s)):(?P<line>[0-9]{1,9}):(?P<column>[0-9]{1,9})$",
    ),
    closing=r"svelte-check found (?P<error>[0-9]{1,9}) errors? and (?P<warning>[0-9]{1,9}) warnings?",
    needs=(
        r"^svelte-check found [0-9]+ errors? and [0-9]+ warnings?"
        r"|^[^\s:][^:\n]{0,1000}\.(?:svelte|[cm]?[jt]s):[0-9]{1,9}:[0-9]{1,9}\n(?:Error|Warn|Warning|Hint): "
    ),
    rule_at_end="()",
)

ELM = LineFormat(
    name="elm-text",
    tool="elm",
    title="Elm compiler",
    link="https://elm-lang.org/news/compiler-errors-for-humans",
    findings=(r"-- (?P<rule>[A-Z][A-Z ]{1,60}[A-Z]) -{3,200} (?P<path>\S[^\n]{0,1000}\.elm)$",),
    details=(r"(?P<line>[0-9]{1,9})\|", r"(?P<message>[A-Z`][^\n]* [^\n]*)"),
    clean=r"Success! Compiled [1-9]|Success!$",
    needs=r"^-- [A-Z][A-Z ]{1,60}[A-Z] -{3,200} \S[^\n]{0,1000}\.elm$",
)

DETEKT = LineFormat(
    name="detekt-text",
    tool="detekt",
    title="detekt (console)",
    link="https://detekt.dev/docs/introduction/reporting/",
    findings=(
        (
            r"\s{1,4}(?P<rule>[A-Z]\w{2,80}) - (?P<message>\S[^\n]*) at (?P<path>\S[^\n]{0,400}\.kts?):(?P<line>[0-9]{1,9})"
            r":(?P<column>[0-9]{1,9})(?: - Signature=[^\n]*)?$"
        ),
    ),
    failures=(r"Compilation failed",),
    silent="warning",
)

BIOME = LineFormat(
    name="biome-text",
    tool="biome",
    title="Biome (default)",
    link="https://biomejs.dev/reference/reporters/",
    findings=(
        PATH
        + rf"(?:{LINE}{COLUMN})? (?P<rule>[a-z]\w*(?:/\w+){{0,4}})(?: +(?:FIXABLE|INTERNAL|DEPRECATED|VERBOSE))*+"
        + r" +\u2501{2,}$",
    ),
    details=(r" +(?P<word>[\u00d7\u2716!\u2139i]) (?P<message>\S.*)",),
    failures=(r"\S.* (?:parse|fs/\w+|internalError/\w+|configuration|suppressions/parse)(?: +[A-Z]+)*+ +\u2501{2,}$",),
    closing=(
        r"Found (?P<error>[0-9]{1,9}) errors?\.$|Found (?P<warning>[0-9]{1,9}) warnings?\.$"
        r"|Found (?P<note>[0-9]{1,9}) infos?\.$"
    ),
    clean=r"(?:Checked|Formatted|Linted) [1-9][0-9,]* files? in .*\. No fixes (?:applied|needed)\.$",
    sign=r"^[^\n]{1,1000} [a-z]\w*(?:/\w+){0,4}(?: +[A-Z]+)* +\u2501{2,}$",
    levels={"\u00d7": "error", "\u2716": "error", "!": "warning", "\u2139": "note", "i": "note"},
)

FRONTEND = (OXLINT, BIOME, FLOW, SVELTE, ELM, DETEKT)

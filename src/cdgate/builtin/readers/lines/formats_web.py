"""What linters of JavaScript, TypeScript, styles and Markdown print."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

_ROW = (
    r" +(?P<line>[0-9]{1,9}):(?P<column>[0-9]{1,9})(?:-(?P<end_line>[0-9]{1,9}):(?P<end_column>[0-9]{1,9}))? +"
    r"(?P<word>error|warning|info|suggestion|[✖×⚠‼ℹ]) +"
)

YAMLLINT = LineFormat(
    name="yamllint-text",
    tool="yamllint",
    title="yamllint (standard, parsable)",
    link="https://yamllint.readthedocs.io/en/stable/quickstart.html",
    findings=(
        PATH + LINE + COLUMN + r": \[(?P<word>[a-z]+)\] " + MESSAGE,
        (
            r" +(?P<line>[0-9]{1,9}):(?P<column>[0-9]{1,9}) +(?P<word>error|warning) +"
            r"(?P<message>\S.*\S) +\((?P<rule>[a-z][\w-]*)\)$"
        ),
    ),
    headings=(r"(?P<path>[^\s:][^:\n]*)$",),
    failures=(r".*\bsyntax error: ",),
    rule_at_end="()",
)

ESLINT = LineFormat(
    name="eslint-text",
    tool="eslint",
    title="ESLint (stylish, compact, unix), Stylelint, remark-lint, JSHint, Vale",
    link="https://eslint.org/docs/latest/use/formatters/",
    findings=(
        PATH + r": line (?P<line>[0-9]{1,9}), col (?P<column>[0-9]{1,9}), (?P<word>\w+) - " + MESSAGE,
        PATH + LINE + COLUMN + r": (?P<message>\S.*) \[(?P<word>[Ee]rror|[Ww]arning)(?:/(?P<rule>[^\]\s]+))?\]$",
        _ROW + r"(?P<message>\S.*\S) +(?P<rule>[\w-]+) +remark-[\w-]+$",
        _ROW + r"(?P<message>\S.*\S) {2,}(?P<rule>[\w@][\w@/.-]*)$",
        _ROW + MESSAGE,
        PATH + r": line (?P<line>[0-9]{1,9}), col (?P<column>[0-9]{1,9}), " + MESSAGE,
    ),
    headings=(r" ?(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]*\.\w+|/[^:\n]+)$",),
    failures=(r".*\bParsing error: ", r"Oops! Something went wrong"),
    closing=(
        r"(?:[✖×⚠ℹ] )?(?P<total>[1-9][0-9]{0,8}) problems?"
        r"(?: \((?P<error>[0-9]{1,9}) errors?, (?P<warning>[0-9]{1,9}) warnings?[^)]*\))?$"
    ),
    clean=r"(?:\S+\.(?:md|mdx|markdown): no issues found|0 problems found)$",
    levels={"⚠": "warning", "‼": "warning", "ℹ": "note"},
    rule_at_end="()",
)

STANDARD = LineFormat(
    name="standardjs-text",
    tool="standard",
    title="JavaScript Standard Style",
    link="https://standardjs.com/",
    findings=(
        r" +" + PATH + LINE + COLUMN + r": (?P<message>\S.*) \((?P<word>warning)\)$",
        r" +" + PATH + LINE + COLUMN + ": " + MESSAGE,
    ),
    needs=r"^(?:semi|ts-)?standard: ",
    rule_at_end="()",
)

TSLINT = LineFormat(
    name="tslint-text",
    tool="tslint",
    title="TSLint (prose, stylish, verbose)",
    link="https://palantir.github.io/tslint/formatters/prose/",
    findings=(
        r"(?:(?P<word>[A-Z]+): )?(?:\((?P<rule>[\w/-]{1,80})\) )?(?P<path>(?:[A-Za-z]:)?[^\s:\[][^:\[\n]{0,1000})"
        r"[\[:](?P<line>[0-9]{1,9})(?:, |:)(?P<column>[0-9]{1,9})(?:\]: | - )" + MESSAGE,
        r"(?P<word>ERROR|WARNING): (?P<line>[0-9]{1,9}):(?P<column>[0-9]{1,9}) +(?P<rule>[a-z][\w/-]{1,80}) {2,}"
        + MESSAGE,
    ),
    headings=(r"(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}):[0-9]{1,9}:[0-9]{1,9}$",),
    sign=r"^(?:[A-Z]+: )?[^\s:\[](?::[\\/])?[^:\[\n]*\[[0-9]+, [0-9]+\]: ."
    r"|^(?:ERROR|WARNING): (?:[^\s:][^:\n]*:[0-9]+:[0-9]+ - .|[0-9]+:[0-9]+ +[a-z][\w/-]+ {2,}.)",
)

MARKDOWNLINT = LineFormat(
    name="markdownlint-text",
    tool="markdownlint",
    title="markdownlint, markdownlint-cli2",
    link="https://github.com/DavidAnson/markdownlint",
    findings=(
        PATH + LINE + rf"(?:{COLUMN})?:? (?:(?P<word>error|warning) )?(?P<rule>MD[0-9]{{3}}(?:/[\w-]+)*) " + MESSAGE,
    ),
    closing=r"Summary: (?P<total>[0-9]{1,9}) error",
)

WEB = (YAMLLINT, MARKDOWNLINT, ESLINT, STANDARD, TSLINT)

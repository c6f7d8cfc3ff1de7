"""What checkers of documents, recipes, queries and settings print."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

_DOCUMENT = r"(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.(?:rst|md|txt|py|ipynb|inc|cpp|h)"
_SPHINX = r"(?::docstring of [^:\n]{1,300})?(?::(?P<line>[0-9]{1,9})|:None|:)?: "

SPHINX = LineFormat(
    name="sphinx-text",
    tool="sphinx",
    title="Sphinx",
    link="https://www.sphinx-doc.org/en/master/man/sphinx-build.html",
    findings=(
        rf"(?P<path>{_DOCUMENT}){_SPHINX}(?P<word>WARNING|ERROR|SEVERE|CRITICAL): " + MESSAGE,
        r"(?P<word>WARNING|ERROR|SEVERE|CRITICAL): " + MESSAGE,
    ),
    failures=(r"(?:Sphinx|Extension|Theme|Configuration|Application) error:", r"Exception occurred:"),
    opening=r"Running Sphinx v[0-9]",
    closing=r"build (?:succeeded|finished with problems), (?P<total>[0-9]{1,9}) warnings?\b",
    clean=r"build succeeded\.$",
    # `WARNING:` alone may be anybody's.
    sign=rf"^{_DOCUMENT}(?::docstring of [^:\n]{{1,300}})?(?::[0-9]{{1,9}}|:None|:)?: (?:WARNING|ERROR|SEVERE|CRITICAL): ",
    rule_at_end="[]",
)

LATEX = LineFormat(
    name="latex-text",
    tool="latex",
    title="LaTeX (pdfTeX, XeTeX, LuaTeX)",
    link="https://www.latex-project.org/help/documentation/",
    findings=(
        r"(?:LaTeX(?: Font)?|(?:Package|Class) (?P<rule>[\w-]{1,80})) (?P<word>Warning|Error): " + MESSAGE,
        (
            r"(?P<word>Overfull|Underfull) (?P<message>\\[hv]box \S[^\n]*?)"
            r"(?: in paragraph at lines (?P<line>[0-9]{1,9})--(?P<end_line>[0-9]{1,9}))?$"
        ),
        r"! " + MESSAGE,
        r"(?P<path>\S[^:\n]{0,1000}\.(?:tex|sty|cls|bib|ltx)):(?P<line>[0-9]{1,9}): " + MESSAGE,
    ),
    details=(r"l\.(?P<line>[0-9]{1,9}) ",),
    failures=(r"!  ?==> Fatal error occurred", r"! Emergency stop"),
    opening=r"This is (?:pdf|Xe|Lua|e|p|up)?-?TeX, Version ",
    closing=r"(?:Output written on |No pages of output)",
    levels={"overfull": "note", "underfull": "note"},
    needs=r"^(?:This is \S{0,12}TeX, Version |(?:LaTeX|Package \S{1,80}|Class \S{1,80}) (?:Warning|Error): )",
)

FLAWFINDER = LineFormat(
    name="flawfinder-text",
    tool="flawfinder",
    title="Flawfinder (text)",
    link="https://dwheeler.com/flawfinder/",
    findings=(PATH + LINE + rf":(?:{COLUMN[1:]}:)? {{1,4}}\[(?P<word>[0-5])\] \((?P<rule>\w{{1,60}})\) " + MESSAGE,),
    closing=r"Hits = (?P<total>[0-9]{1,9})$",
    needs=r"^Flawfinder version |^[^\n]{1,1000}:[0-9]{1,9}: {1,4}\[[0-5]\] \(\w",
    levels={"0": "low", "1": "low", "2": "low", "3": "medium", "4": "high", "5": "critical"},
    security=True,
)

SQLFLUFF = LineFormat(
    name="sqlfluff-text",
    tool="sqlfluff",
    title="SQLFluff (human)",
    link="https://docs.sqlfluff.com/en/stable/reference/cli.html",
    findings=(
        r"L: {1,9}(?P<line>[0-9]{1,9}) \| P: {1,9}(?P<column>[0-9]{1,9}) \| {1,4}(?P<rule>[A-Z]{2,4}[0-9]{0,3}) \| "
        + MESSAGE,
    ),
    headings=(r"== \[(?P<path>[^\]\n]{1,1000})\] FAIL",),
    failures=(r"L: [^\n|]{1,20}\| P: [^\n|]{1,20}\| +(?:PRS|TMP|LXR) \|",),
    clean=r"== \[[^\]\n]{1,1000}\] PASS",
    silent="warning",
)

DOTENV = LineFormat(
    name="dotenv-text",
    tool="dotenv-linter",
    title="dotenv-linter",
    link="https://dotenv-linter.github.io/",
    findings=(
        r"(?P<path>(?:[^\s:]{1,500}/)?[\w.-]{0,100}\.env[\w.-]{0,100})"
        r":(?P<line>[0-9]{1,9}) (?:(?P<rule>[A-Z][A-Za-z]{2,40}): )?" + MESSAGE,
    ),
    closing=r"Found (?P<total>[1-9][0-9]{0,8}) problems?$",
    clean=r"No problems found$",
    needs=r"^Checking \S*env|^(?:\S{1,500}/)?[\w.-]{0,100}\.env[\w.-]{0,100}:[0-9]{1,9} [A-Z]",
    silent="warning",
)

ERB_LINT = LineFormat(
    name="erb-lint-text",
    tool="erb-lint",
    title="ERB Lint",
    link="https://github.com/Shopify/erb_lint",
    findings=(r"In file: " + PATH + LINE + "$", PATH + LINE + COLUMN + ": " + MESSAGE),
    headings=(r"(?!Linting |[0-9]{1,9} |No errors)(?P<message>\S.*)",),
    closing=r"(?P<total>[1-9][0-9]{0,8}) error\(s\) were found in ERB files",
    clean=r"No errors were found in ERB files",
    needs=r"^Linting [0-9]+ files with [0-9]+ (?:auto\w+ )?linters",
)

FOODCRITIC = LineFormat(
    name="foodcritic-text",
    tool="foodcritic",
    title="Foodcritic",
    link="https://github.com/Foodcritic/foodcritic",
    findings=(r"(?P<rule>FC[0-9]{3}): (?P<message>\S[^\n]*): (?P<path>[^\s:][^:\n]{0,1000}):(?P<line>[0-9]{1,9})$",),
    silent="warning",
)

ANSIBLE_LINT = LineFormat(
    name="ansible-lint-text",
    tool="ansible-lint",
    title="ansible-lint (full)",
    link="https://ansible.readthedocs.io/projects/lint/usage/",
    findings=(
        r"(?P<rule>[a-z][\w-]{1,60}(?:\[[\w-]{1,60}\])?): (?P<message>\S[^\n]*) \((?P<word>warning)\)$",
        r"(?P<rule>[a-z][\w-]{1,60}(?:\[[\w-]{1,60}\])?): " + MESSAGE,
    ),
    # Behind the place stands the task, or more about what is wrong.
    details=(PATH + LINE + rf"(?:{COLUMN})?(?: [^\n]*)?$",),
    closing=r"Failed: (?P<error>[0-9]{1,9}) failure\(s\), (?P<warning>[0-9]{1,9}) warning\(s\)",
    clean=r"Passed: 0 failure\(s\), 0 warning\(s\) (?:on|in) [1-9]",
    placed=True,
    sign=r"^[a-z][\w-]{1,60}(?:\[[\w-]{1,60}\])?: \S[^\n]*\n"
    r"[^\s:][^:\n]*\.ya?ml:[0-9]{1,9}(?::[0-9]{1,9})?(?: [^\n]*)?$",
)

ZPTLINT = LineFormat(
    name="zptlint-text",
    tool="zptlint",
    title="zptlint",
    link="https://pypi.org/project/zptlint/",
    findings=(r"\*\*\* Error in: (?P<path>\S.*)",),
    details=(
        r" *(?P<message>\S[^\n]*?),? at line (?P<line>[0-9]{1,9}), column (?P<column>[0-9]{1,9})",
        r" {2,8}" + MESSAGE,
    ),
)

DOCUMENTS = (SPHINX, LATEX, FLAWFINDER, SQLFLUFF, DOTENV, ERB_LINT, FOODCRITIC, ANSIBLE_LINT, ZPTLINT)

"""What linters and type checkers of Python print."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

_CODE = r"(?P<rule>[A-Z]{1,8}[0-9]{1,5}|invalid-syntax|syntax-error|E902)"
_PLAIN_CODE = r"(?:[A-Z]{1,8}[0-9]{1,5}|invalid-syntax|syntax-error)"

PYLINT = LineFormat(
    name="pylint-text",
    tool="pylint",
    title="Pylint text and parseable (also flake8 and ruff in the style of Pylint, ansible-lint)",
    link="https://pylint.readthedocs.io/en/stable/user_guide/usage/output.html",
    findings=(
        PATH
        + r"(?::[A-Za-z_][\w.]{0,300})?"
        + LINE
        + r": \[(?P<rule>[\w-]{1,80}+)?(?:\([\w-]*\))?(?:, ?[^\]]*)?\] "
        + MESSAGE,
        PATH + LINE + COLUMN + r": (?P<rule>[CRWEFI][0-9]{4}): " + MESSAGE,
        PATH + r"\((?P<line>[0-9]{1,9})\): \[(?P<rule>[A-Z][0-9]{4})\([\w-]*\)[^\]]*\] " + MESSAGE,
        r"(?P<word>[CRWEFI]): *(?P<line>[0-9]{1,9}), *(?P<column>[0-9]{1,9}): " + MESSAGE,
    ),
    headings=(r"\*{5,} Module (?P<path>\S.*)",),
    failures=(r".*[\[ ](?:F00[0-9]{2}|E0001)[:\](,]", r".*: \[invalid-syntax\] (?!Cannot use)"),
    clean=r"Your code has been rated at 10(?:\.0+)?/10",
    # Four digits are rules of Pylint itself; of others only the warnings of pycodestyle say what they are.
    word_of_rule=r"[A-Z](?=[0-9]{4}$|$)|W(?=[0-9]{3}$)",
    rule_at_end="()",
)

FLAKE8 = LineFormat(
    name="flake8-text",
    tool="flake8",
    title="flake8, pycodestyle, pep8, ruff (concise, grouped, full)",
    link="https://flake8.pycqa.org/en/latest/user/error-codes.html",
    findings=(
        PATH + LINE + rf"(?:{COLUMN})?: " + _CODE + r":? (?:\[\*\] )?" + MESSAGE,
        r" +(?P<line>[0-9]{1,9}):(?P<column>[0-9]{1,9}):? +" + _CODE + r":? (?:\[\*\] )?" + MESSAGE,
        r"(?P<rule>[A-Z]{1,4}[0-9]{3,4}|invalid-syntax):? (?:\[\*\] )?" + MESSAGE,
    ),
    headings=(PATH + r":$",),
    details=(r" *--> " + PATH + LINE + COLUMN + "$",),
    failures=(r"[^\n]*?\bE9(?:99|02) ", r"[^\n]*?\binvalid-syntax: (?!Cannot use)", r"error: "),
    # With --fix, what was mended is not listed any more.
    closing=(
        r"Found (?:[0-9]{1,9} errors? \([0-9]{1,9} fixed, )?(?P<total>[1-9][0-9]{0,8})"
        r" (?:errors?\b(?! \([0-9]+ fixed)|remaining\))"
    ),
    clean=r"All checks passed!|Found [0-9]+ errors? \([0-9]+ fixed, 0 remaining\)",
    sign=(
        rf"^(?:[^\s:](?::[\\/])?[^:\n]*:[0-9]+(?::[0-9]+)?: {_PLAIN_CODE}:? .*"
        rf"|[ ]+[0-9]+:[0-9]+:? +{_PLAIN_CODE}:? .*|{_PLAIN_CODE}:? [^\n]*\n *--> .*)"
    ),
    # They name no severities; what pycodestyle calls warnings are, everything else is an error.
    word_of_rule=r"W(?=[0-9]{3}$)",
)

PYDOCSTYLE = LineFormat(
    name="pydocstyle-text",
    tool="pydocstyle",
    title="pydocstyle",
    link="https://www.pydocstyle.org/en/stable/usage.html",
    findings=(r" +(?P<rule>D[0-9]{3}): " + MESSAGE,),
    headings=(PATH + LINE + r" (?:at|in) .*:$",),
    sign=r"^[^\s:](?::[\\/])?[^:\n]*:[0-9]+ (?:at|in) .*:\n +D[0-9]{3}: ",
)

MYPY = LineFormat(
    name="mypy-text",
    tool="mypy",
    title="mypy",
    link="https://mypy.readthedocs.io/en/stable/command_line.html",
    findings=(
        r"(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.(?:pyi?|ipynb))" + rf"(?:{LINE}(?:{COLUMN})?"
        r"(?::(?P<end_line>[0-9]{1,9}):(?P<end_column>[0-9]{1,9}))?)?: (?P<word>error|warning|info|note): " + MESSAGE,
    ),
    asides=(r"[^\s:](?::[\\/])?[^:\n]*: note: ",),
    failures=(r".*errors prevented further checking", r".*: error: .*\[syntax\]$"),
    closing=r"Found (?P<error>[1-9][0-9]{0,8}) errors? in ",
    clean=r"Success: no issues found in [1-9]",
    rule_at_end="[]",
    attached="note",
)

PYRIGHT = LineFormat(
    name="pyright-text",
    tool="pyright",
    title="Pyright, basedpyright",
    link="https://github.com/microsoft/pyright/blob/main/docs/command-line.md",
    findings=(r" +" + PATH + LINE + COLUMN + r" - (?P<word>error|warning|information): " + MESSAGE,),
    failures=(r"No source files found",),
    closing=r"(?P<error>[0-9]{1,9}) errors?, (?P<warning>[0-9]{1,9}) warnings?, (?P<note>[0-9]{1,9}) \w+",
    rule_at_end="()",
)

TY = LineFormat(
    name="ty-text",
    tool="ty",
    title="ty (concise), Pyrefly (min-text, full-text)",
    link="https://docs.astral.sh/ty/",
    findings=(
        PATH + LINE + rf"(?:{COLUMN})?: (?P<word>error|warning|info|fatal)\[(?P<rule>[\w-]{{1,80}})\] " + MESSAGE,
        r" *(?P<word>ERROR|WARN|WARNING) "
        + PATH
        + LINE
        + COLUMN
        + r"(?:-(?:(?P<end_line>[0-9]{1,9}):)?(?P<end_column>[0-9]{1,9}))?: "
        + MESSAGE,
        r" *(?P<word>ERROR|WARN|INFO) (?P<message>\S.* \[[\w-]{1,80}\])$",
    ),
    details=(r" *--> " + PATH + LINE + COLUMN + "$",),
    closing=r"Found (?P<total>[1-9][0-9]{0,8}) diagnostics?$",
    needs=r"^[^\n]{1,1000}:[0-9]{1,9}: (?:error|warning|info|fatal)\[[\w-]+\] "
    r"|^ *(?:ERROR|WARN|WARNING) [^\n:]{1,1000}\.pyi?:[0-9]"
    r"|^ *(?:ERROR|WARN|INFO) [^\n]{1,1000} \[[\w-]{1,80}\]\n *--> [^\n]{1,1000}:[0-9]+:[0-9]+$",
    rule_at_end="[]",
)

BANDIT = LineFormat(
    name="bandit-text",
    tool="bandit",
    title="Bandit text and custom templates",
    link="https://bandit.readthedocs.io/en/latest/formatters/index.html",
    findings=(
        PATH + LINE + rf"(?:{COLUMN})?: (?P<word>[A-Z]+): (?P<rule>B[0-9]{{3}}): " + MESSAGE,
        PATH + LINE + rf"(?:{COLUMN})?: (?P<rule>B[0-9]{{3}})\[\w+\]: (?P<word>[A-Z]+): " + MESSAGE,
        r">> Issue: \[(?P<rule>B[0-9]{3})[^\]\n]*\] " + MESSAGE,
    ),
    details=(r" +Severity: (?P<word>\w+) ", r" +Location: " + PATH + LINE + rf"(?:{COLUMN})?"),
    failures=(r"Files skipped \((?!0\))",),
    clean=r"\s*No issues identified\.",
    security=True,
)

BLACK = LineFormat(
    name="black-text",
    tool="black",
    title="Black, ruff format",
    link="https://black.readthedocs.io/en/stable/usage_and_configuration/the_basics.html",
    findings=(
        r"(?P<message>[Ww]ould reformat):? (?P<path>\S.*)",
        r"(?P<message>reformatted) (?P<path>\S.*)",
        r"(?P<word>error): (?P<message>cannot format) " + PATH + ":",
        r"(?P<word>error): (?P<message>cannot parse): " + PATH + LINE + COLUMN,
        r"(?P<rule>unformatted|invalid-syntax): " + MESSAGE,
        r" +(?P<line>[0-9]{1,9}):(?P<column>[0-9]{1,9}) (?P<rule>unformatted): " + MESSAGE,
    ),
    headings=(PATH + r":$",),
    details=(r" *--> " + PATH + LINE + COLUMN + "$",),
    failures=(r"error: cannot (?:format|parse)", r"invalid-syntax: ", r"error: [Ff]ailed "),
    closing=r"(?P<total>[0-9]{1,9}) files? (?:would be )?reformatted",
    sign=(
        r"^(?:[Ww]ould reformat:? \S|reformatted \S|error: cannot (?:format|parse)|unformatted: [^\n]*\n *--> "
        r"|invalid-syntax: [^\n]*\n *--> |[ ]+[0-9]+:[0-9]+ unformatted: )"
    ),
    clean=r"[1-9][0-9]* files? (?:(?:would be )?left unchanged\.|already formatted)$",
)

ISORT = LineFormat(
    name="isort-text",
    tool="isort",
    title="isort --check",
    link="https://pycqa.github.io/isort/",
    findings=(r"(?P<word>ERROR): (?P<path>\S.*?) (?P<message>Imports are incorrectly sorted.*)",),
)

PYTHON = (PYLINT, FLAKE8, PYDOCSTYLE, TY, BANDIT, MYPY, PYRIGHT, BLACK, ISORT)

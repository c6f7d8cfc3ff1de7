"""What linters of scripts for shells, containers, recipes and XML print."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

SHELLCHECK = LineFormat(
    name="shellcheck-text",
    tool="shellcheck",
    title="ShellCheck (tty)",
    link="https://github.com/koalaman/shellcheck/wiki",
    findings=(r"\s*\^-*+\^? ?-* ?(?P<rule>SC[0-9]{4})(?: \((?P<word>\w+)\))?: " + MESSAGE,),
    headings=(r"In (?P<path>\S.*) line (?P<line>[0-9]{1,9}):$",),
    levels={"style": "note"},
)

_UNPARSED = r"(?P<message>(?:unexpected|missing|invalid) .*)"

HADOLINT = LineFormat(
    name="hadolint-text",
    tool="hadolint",
    title="hadolint (tty, gnu)",
    link="https://github.com/hadolint/hadolint",
    findings=(
        r"(?:hadolint:)?(?P<path>[^\s:][^:\n]*):(?P<line>[0-9]{1,9}):? (?P<rule>(?:DL|SC)[0-9]{4}) (?:(?P<word>\w+): )?"
        + MESSAGE,
        r"(?:hadolint:)?(?P<path>[^\s:][^:\n]*):(?P<line>[0-9]{1,9}):(?P<column>[0-9]{1,9}):? " + _UNPARSED,
    ),
    failures=(r"[^\s:][^\n]*?:[0-9]+:[0-9]+:? " + _UNPARSED,),
    levels={"style": "note"},
)

OELINT = LineFormat(
    name="oelint-text",
    tool="oelint-adv",
    title="oelint-adv",
    link="https://github.com/priv-kweihmann/oelint-adv",
    findings=(PATH + r":(?P<line>-?[0-9]{1,9}):(?P<word>\w+):(?P<rule>oelint[\w.-]+):" + MESSAGE,),
)

XMLLINT = LineFormat(
    name="xmllint-text",
    tool="xmllint",
    title="xmllint",
    link="https://gnome.pages.gitlab.gnome.org/libxml2/xmllint.html",
    findings=(PATH + LINE + r": (?P<rule>[\w{}:/.' -]{0,300}?) ?(?P<word>error|warning) : " + MESSAGE,),
    failures=(r".*: failed to load ", r"warning: failed to load "),
    clean=r"\S+\.\w+ validates$",
)

CODECHECKER = LineFormat(
    name="codechecker-text",
    tool="codechecker",
    title="CodeChecker (parse)",
    link="https://codechecker.readthedocs.io/en/latest/analyzer/user_guide/#parse",
    findings=(
        r"\[(?P<word>CRITICAL|HIGH|MEDIUM|LOW|STYLE|UNSPECIFIED)\] " + PATH + LINE + rf"(?:{COLUMN})?: " + MESSAGE,
    ),
    closing=r"Found (?P<total>[1-9][0-9]{0,8}) defect\(s\) in ",
    clean=r"Found no defects in ",
    needs=r"^\[[A-Z]{3,12}\] [^\n]{1,1000}:[0-9]{1,9}: |^Found (?:no defects|[0-9]+ defect\(s\)) in ",
    levels={"style": "note"},
    rule_at_end="[]",
)

FILES = (SHELLCHECK, HADOLINT, OELINT, XMLLINT, CODECHECKER)

"""What linters of scripts for shells, containers, recipes and XML print."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import LINE, MESSAGE, PATH
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

HADOLINT = LineFormat(
    name="hadolint-text",
    tool="hadolint",
    title="hadolint (tty)",
    link="https://github.com/hadolint/hadolint",
    findings=(
        r"(?P<path>[^\s:][^:\n]*):(?P<line>[0-9]{1,9}) (?P<rule>(?:DL|SC)[0-9]{4}) (?:(?P<word>\w+): )?" + MESSAGE,
    ),
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

FILES = (SHELLCHECK, HADOLINT, OELINT, XMLLINT)

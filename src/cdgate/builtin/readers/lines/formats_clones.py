"""What finders of clones and of wrong memory accesses print, and compilers that show code beside their messages."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

CPD = LineFormat(
    name="cpd-text",
    tool="cpd",
    title="PMD CPD (text)",
    link="https://docs.pmd-code.org/latest/pmd_userdocs_cpd_report_formats.html",
    findings=(
        r"(?P<message>Found a [0-9]{1,9} line \([0-9]{1,9} tokens\) (?P<rule>duplication) in the following files):",
    ),
    details=(r"Starting at line (?P<line>[0-9]{1,9}) of (?P<path>\S[^\n]*)",),
    silent="warning",
)

SIMIAN = LineFormat(
    name="simian-text",
    tool="simian",
    title="Simian (text)",
    link="https://simian.quandarypeak.com/docs/",
    findings=(r"(?P<message>Found [0-9]{1,9} (?P<rule>duplicate) lines in the following files):",),
    details=(r" Between lines (?P<line>[0-9]{1,9}) and (?P<end_line>[0-9]{1,9}) in (?P<path>\S[^\n]*)",),
    clean=r"Found 0 duplicate lines in 0 blocks in 0 files",
    silent="warning",
)

_THREAD = r"(?:~~[0-9]{1,9}~~ )?"

DR_MEMORY = LineFormat(
    name="drmemory-text",
    tool="drmemory",
    title="Dr. Memory",
    link="https://drmemory.org/page_reports.html",
    findings=(
        _THREAD + r"Error #[0-9]{1,9}: (?P<rule>(?:POSSIBLE )?[A-Z]{3,20}(?: [A-Z]{3,20}){0,4}):? ?(?P<message>[^\n]*)",
    ),
    details=(
        _THREAD + r"# *[0-9]{1,9} [^\n]*\[(?![^\]\n]{0,100}drmemory)"
        r"(?P<path>(?:[A-Za-z]:)?[^\[\]\n:]{1,1000}):(?P<line>[0-9]{1,9})\]$",
    ),
    clean=_THREAD + r"NO ERRORS FOUND:",
    needs=rf"^{_THREAD}(?:Dr\. Memory |Error #[0-9]{{1,9}}: )",
)

_SBT = r"(?:\[(?:warn|error)\] )?"

SCALA3 = LineFormat(
    name="scala3-text",
    tool="scalac",
    title="Scala 3 (scalac, sbt)",
    link="https://docs.scala-lang.org/scala3/reference/",
    findings=(
        _SBT
        + r"-- (?:\[(?P<rule>E[0-9]{3})\] )?(?:[A-Z]\w{0,40} ){0,6}(?P<word>Warning|Error|Info): "
        + PATH
        + LINE
        + COLUMN
        + r" ?-*$",
    ),
    details=(_SBT + r" *\| *(?P<message>[^\s^|-].*)",),
    closing=_SBT + r"(?:(?P<warning>[0-9]{1,9}) warnings?|(?P<error>[0-9]{1,9}) errors?) found$",
    needs=rf"^{_SBT}-- [^\n]{{0,200}}(?:Warning|Error|Info): ",
)

AJC = LineFormat(
    name="ajc-text",
    tool="ajc",
    title="AspectJ compiler (Maven)",
    link="https://www.mojohaus.org/aspectj-maven-plugin/",
    findings=(r"\[(?P<word>WARNING|ERROR)\] " + MESSAGE,),
    details=(r"\s{0,8}(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.(?:java|aj)):(?P<line>[0-9]{1,9})$",),
    failures=(r"\[ERROR\] (?:COMPILATION ERROR|Failed to execute goal)",),
    sign=r"^\[(?:WARNING|ERROR)\] [^\n]*\n\s{0,8}[^\s:][^:\n]*\.(?:java|aj):[0-9]{1,9}$",
    rule_at_end="[]",
    placed=True,
)

CLONES = (CPD, SIMIAN, DR_MEMORY, SCALA3, AJC)

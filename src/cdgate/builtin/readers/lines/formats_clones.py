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

_PLACED_BELOW = r"^\[(?:WARNING|ERROR)\] [^\n]*\n\s{0,8}[^\s:][^:\n]*\.(?:java|aj):[0-9]{1,9}$"

AJC = LineFormat(
    name="ajc-text",
    tool="ajc",
    title="AspectJ compiler (Maven)",
    link="https://www.mojohaus.org/aspectj-maven-plugin/",
    findings=(r"\[(?P<word>WARNING|ERROR)\] " + MESSAGE,),
    details=(r"\s{0,8}(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.(?:java|aj)):(?P<line>[0-9]{1,9})$",),
    failures=(r"\[ERROR\] (?:COMPILATION ERROR|Failed to execute goal)",),
    needs=_PLACED_BELOW,
    sign=_PLACED_BELOW,
    rule_at_end="[]",
    placed=True,
)

_HASKELL = (
    r"(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.l?hs(?:-boot)?:"
    r"(?:[0-9]{1,9}:[0-9]{1,9}(?:-[0-9]{1,9})?|\([0-9]{1,9},[0-9]{1,9}\)-\([0-9]{1,9},[0-9]{1,9}\)): (?:error|warning):"
)

GHC = LineFormat(
    name="ghc-text",
    tool="ghc",
    title="GHC (also in Cabal and Stack)",
    link="https://downloads.haskell.org/ghc/latest/docs/users_guide/using.html",
    findings=(
        # what is wrong stands in the next line
        (
            r"(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.l?hs(?:-boot)?):\(?(?P<line>[0-9]{1,9})[:,](?P<column>[0-9]{1,9})"
            r"(?:\)?-[0-9(),]{1,30})?: (?P<word>error|warning):"
            r"(?: \[(?P<rule>[\w-]{1,80})[^\]\n]{0,200}\]){0,3}(?: (?P<message>\S.*))?$"
        ),
    ),
    details=(r" {2,8}(?:\u2022 )?(?P<message>[^\s|].*)",),
    failures=(r"(?:Error: )?(?:cabal|stack): ",),
    needs=rf"^{_HASKELL}",
)

OCAML = LineFormat(
    name="ocaml-text",
    tool="ocaml",
    title="OCaml (also in Dune)",
    link="https://ocaml.org/manual/latest/comp.html",
    findings=(
        r"(?P<word>Error|Warning|Alert)(?: (?P<rule>[0-9]{1,3}|[a-z][\w-]{0,60}))?"
        r"(?: ?\[[\w-]{1,60}\])?(?: \([^)\n]{0,200}\))?: " + MESSAGE,
    ),
    headings=(
        (
            r"File \"(?P<path>[^\"\n]{1,1000})\", lines? (?P<line>[0-9]{1,9})"
            r"(?:-(?P<end_line>[0-9]{1,9}))?, characters [0-9-]{1,30}:$"
        ),
    ),
    levels={"alert": "warning"},
    sign=r"^File \"[^\"\n]{1,1000}\", lines? [0-9-]{1,20}, characters [0-9-]{1,30}:$",
)

RUSTFMT = LineFormat(
    name="rustfmt-text",
    tool="rustfmt",
    title="rustfmt --check, cargo fmt --check",
    link="https://github.com/rust-lang/rustfmt",
    findings=(
        r"(?P<message>Diff) in (?P<path>\S[^\n]{0,1000}\.rs) at line (?P<line>[0-9]{1,9}):$",
        r"(?P<message>Diff) in (?P<path>\S[^\n]{0,1000}\.rs):(?P<line>[0-9]{1,9}):$",
    ),
    failures=(r"error: ",),
    needs=r"^Diff in ",
    silent="warning",
)

CLONES = (CPD, SIMIAN, DR_MEMORY, SCALA3, AJC, GHC, OCAML, RUSTFMT)

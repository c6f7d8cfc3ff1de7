"""What compilers and checkers of embedded C, of Ada, Delphi, Fortran, Erlang and COBOL print."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

_DRIVE = r"(?:[A-Za-z]:)?"
_SOURCE = rf"(?P<path>{_DRIVE}[^\s:,\"][^:,\n\"]{{0,1000}})"
_OF_LINE = r", line (?P<line>[0-9]{1,9})"

TASKING = LineFormat(
    name="tasking-text",
    tool="tasking",
    title="TASKING compilers",
    link="https://www.tasking.com/products",
    findings=(
        r"[a-z]\w{1,10} (?P<word>[IWEFS])(?P<rule>[0-9]{3}): \[\"(?P<path>[^\"\n]{1,1000})\" (?P<line>[0-9]{1,9})"
        r"(?:/(?P<column>[0-9]{1,9}))?\] " + MESSAGE,
        r"[a-z]\w{1,10} (?P<word>[EFSW])(?P<rule>[0-9]{3}): " + MESSAGE,
    ),
    failures=(r"[a-z]\w{1,10} [FS][0-9]{3}: ",),
    levels={"s": "critical"},
    sign=r"^[a-z]\w{1,10} [IWEFS][0-9]{3}: \[\"",
)

PC_LINT = LineFormat(
    name="pclint-text",
    tool="pc-lint",
    title="PC-lint, PC-lint Plus, FlexeLint",
    link="https://pclintplus.com/",
    findings=(
        r"(?P<path>(?:[A-Za-z]:)?[^\s:(][^:(\n]{0,1000})?\((?P<line>[0-9]{1,9})\): "
        r"(?P<word>Info|Note|Warning|Error) (?P<rule>[0-9]{1,5}): " + MESSAGE,
        PATH + r" {1,4}(?P<line>[0-9]{1,9}) {1,4}(?P<word>Info|Note|Warning|Error) (?P<rule>[0-9]{1,5}): " + MESSAGE,
    ),
    headings=(r"--- Module: +(?P<path>\S[^\n(]*\S)(?: \([^\n]*\))?$",),
)

QAC = LineFormat(
    name="qac-text",
    tool="qac",
    title="Helix QAC",
    link="https://www.perforce.com/products/helix-qac",
    findings=(
        rf"(?P<path>{_DRIVE}[^\s:(][^:(\n]{{0,1000}})\((?P<line>[0-9]{{1,9}}),(?P<column>[0-9]{{1,9}})\): "
        r"\+{0,3}(?P<word>Err|Msg)\((?P<rule>[0-9]{1,3}:[0-9]{1,6})\) " + MESSAGE,
    ),
    levels={"msg": "warning"},
)

ADA = LineFormat(
    name="gnat-text",
    tool="gnat",
    title="GNAT, GNATprove, GHDL",
    link="https://gcc.gnu.org/onlinedocs/gnat_ugn/",
    findings=(
        rf"(?P<path>{_DRIVE}[^\s:][^:\n]{{0,1000}}\.(?:ad[abcs]|gpr|vhdl?))" + LINE + COLUMN + r": ?"
        r"(?:\((?P<rule>style)\) |(?P<word>(?:fatal |internal )?error|warning|info|high|medium|low|check): )?"
        + MESSAGE,
    ),
    word_of_rule=r"style",
    levels={"check": "medium", "style": "note", "internal error": "critical"},
    rule_at_end="[]",
)

ERLANG = LineFormat(
    name="erlc-text",
    tool="erlc",
    title="Erlang compiler (erlc, rebar3)",
    link="https://www.erlang.org/doc/apps/erts/erlc_cmd.html",
    findings=(
        rf"(?P<path>{_DRIVE}[^\s:][^:\n]{{0,1000}}\.(?:[ehxy]rl|escript))"
        + LINE
        + rf"(?:{COLUMN})?: (?:(?P<word>[Ww]arning|[Ee]rror): )?"
        + MESSAGE,
    ),
)

_FORTRAN = r"[^\s:][^:\n]{0,1000}\.(?i:f|for|ftn|fpp|f[0-9]{2})"

FORTRAN = LineFormat(
    name="gfortran-text",
    tool="gfortran",
    title="GNU Fortran",
    link="https://gcc.gnu.org/onlinedocs/gfortran/Error-and-Warning-Options.html",
    findings=(r"(?P<word>(?:Fatal )?Error|Warning): " + MESSAGE,),
    headings=(
        (
            rf"(?: *In file )?(?P<path>{_DRIVE}{_FORTRAN}):(?P<line>[0-9]{{1,9}})"
            r"(?:[.:](?P<column>[0-9]{1,9}))?(?:-[0-9]{1,9})?:?$"
        ),
    ),
    failures=(r"(?:gfortran|f951): (?:fatal )?error",),
    sign=(
        rf"^(?: *In file )?{_DRIVE}{_FORTRAN}:[0-9]{{1,9}}(?:[.:][0-9]{{1,9}})?(?:-[0-9]{{1,9}})?:?\n"
        r"(?:[^\n]*\n){1,6}?(?:Fatal Error|Error|Warning): "
    ),
    rule_at_end="[]",
    once=True,
)

_NAG = (
    r"(?P<word>Info|Warning|Questionable|Extension|Obsolescent|Deleted feature used|Non-standard|(?:Runtime |Fatal )?Error"
    r"|Panic)(?:\(\w{1,20}\))?: "
)

NAG = LineFormat(
    name="nagfor-text",
    tool="nagfor",
    title="NAG Fortran",
    link="https://support.nag.com/nagware/np/doc/nag_compiler/nagfor.html",
    findings=(
        _NAG + _SOURCE + _OF_LINE + ": " + MESSAGE,
        _NAG + rf"(?P<path>{_DRIVE}{_FORTRAN}): " + MESSAGE,
    ),
    levels={
        "questionable": "warning",
        "extension": "note",
        "obsolescent": "note",
        "deleted feature used": "warning",
        "non-standard": "note",
        "runtime error": "high",
        "fatal error": "critical",
        "panic": "critical",
    },
)

COBOL = LineFormat(
    name="acucobol-text",
    tool="acucobol",
    title="AcuCOBOL",
    link="https://www.microfocus.com/documentation/extend-acucobol/",
    findings=(_SOURCE + _OF_LINE + r": (?P<word>Warning|Error): " + MESSAGE,),
)

BUCKMINSTER = LineFormat(
    name="buckminster-text",
    tool="buckminster",
    title="Eclipse Buckminster",
    link="https://archive.eclipse.org/tools/buckminster/",
    findings=(rf"(?P<word>Warning|Error): file {_SOURCE}(?:{_OF_LINE})?: " + MESSAGE,),
)

_PASCAL = r"\.(?i:pas|pp|dpr|dpk|lpr|inc|nims?)\([0-9]{1,9}(?:, ?[0-9]{1,9})?\):? (?i:fatal|error|warning|hint|note): "

PASCAL = LineFormat(
    name="pascal-text",
    tool="pascal",
    title="Delphi (also below MSBuild), Free Pascal, Nim",
    link="https://docwiki.embarcadero.com/RADStudio/en/Delphi_Compiler_Errors",
    findings=(
        r"(?:\s{0,8}[^\n]{1,400}? : (?:warning|error|hint) : )?"
        rf"(?P<path>{_DRIVE}[^\s:(][^:(\n]{{0,1000}}(?: \(x86\)[^:(\n]{{0,1000}})?\.(?i:pas|pp|dpr|dpk|lpr|inc|nims?))"
        r"\((?P<line>[0-9]{1,9})(?:, ?(?P<column>[0-9]{1,9}))?\):? (?i:(?P<word>fatal|error|warning|hint|note)): "
        r"(?:(?P<rule>[A-Z][0-9]{4}) )?" + MESSAGE,
    ),
    failures=(r"\s*Build FAILED",),
    closing=r"\s*(?:(?P<warning>[0-9]{1,9}) Warning\(s\)|(?P<error>[0-9]{1,9}) Error\(s\))$",
    needs=_PASCAL,
    rule_at_end="[]",
    once=True,
)

EMBEDDED = (TASKING, PC_LINT, QAC, ADA, ERLANG, FORTRAN, NAG, COBOL, BUCKMINSTER, PASCAL)

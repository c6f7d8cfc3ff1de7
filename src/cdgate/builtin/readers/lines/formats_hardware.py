"""What checkers and simulators of hardware designs print."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

VERILATOR = LineFormat(
    name="verilator-text",
    tool="verilator",
    title="Verilator",
    link="https://verilator.org/guide/latest/warnings.html",
    findings=(
        r"%(?P<word>Error|Warning)(?:-(?P<rule>[A-Z]\w{1,60}))?: " + PATH + LINE + rf"(?:{COLUMN})?: " + MESSAGE,
        r"%(?P<word>Error|Warning)(?:-(?P<rule>[A-Z]\w{1,60}))?: (?!Exiting due to )" + MESSAGE,
    ),
    failures=(r"%Error: (?:Internal Error|Cannot find |Command Failed |Verilator )",),
    closing=(
        r"%Error: Exiting due to (?:(?P<error>[0-9]{1,9}) error\(s\))?(?:, )?(?:(?P<warning>[0-9]{1,9}) warning\(s\))?"
    ),
)

_QUESTA = r"(?:# )?\*\* (?P<word>Fatal|Error|Warning)(?: \(suppressible\))?: "
_CODE = r"\((?P<rule>[a-z]{2,12}-[0-9]{1,6})\) "
_UNIT = r"(?P<path>[^\s:(*][^:(\n]{0,1000})\((?P<line>[0-9]{1,9})\): "

QUESTA = LineFormat(
    name="questa-text",
    tool="questa",
    title="Questa, ModelSim",
    link="https://eda.sw.siemens.com/en-US/ic/questa/",
    findings=(
        rf"{_QUESTA}{_UNIT}(?:{_CODE})?{MESSAGE}",
        rf"{_QUESTA}{_CODE}{_UNIT}{MESSAGE}",
        rf"{_QUESTA}\*\* while parsing ",
        rf"{_QUESTA}(?:{_CODE})?{MESSAGE}",
    ),
    details=(
        rf"(?:# )?\*\* at {_UNIT}(?:{_CODE})?{MESSAGE}",
        r"(?:# )?[ \t]{1,20}Time: [^\n]* File: (?P<path>\S[^\n]{0,400}) Line: (?P<line>[0-9]{1,9})$",
    ),
    closing=r"(?:# )?Errors: (?P<error>[0-9]{1,9}), Warnings: (?P<warning>[0-9]{1,9})",
    needs=r"^(?:# )?(?:\*\* (?:Note|Warning|Error|Fatal)\b|-- (?:Compiling|Analyzing|Loading) |(?:Questa|Model)Sim)",
)

CADENCE = LineFormat(
    name="cadence-text",
    tool="cadence",
    title="Cadence Xcelium, Incisive",
    link="https://www.cadence.com/en_US/home/tools/system-design-and-verification/simulation-and-testbench-verification.html",
    findings=(
        r"\w{2,20}: \*(?P<word>[EWF]),(?P<rule>\w{1,30}) \((?P<path>[^,()|\n]{1,1000}),(?P<line>[0-9]{1,9})"
        r"(?:\|(?P<column>[0-9]{1,9}))?\): " + MESSAGE,
        r"\w{2,20}: \*(?P<word>[EWF]),(?P<rule>\w{1,30})(?: \([^\n)]{0,200}\))?: " + MESSAGE,
    ),
    failures=(r"\w{2,20}: \*F,",),
)

BLUE_PEARL = LineFormat(
    name="bluepearl-text",
    tool="bluepearl",
    title="Blue Pearl Visual Verification Suite",
    link="https://bluepearlsoftware.com/",
    findings=(
        rf"(?P<word>[EWF])-(?P<rule>[A-Z]{{2,8}}-[0-9]{{3,6}}): {_UNIT}{MESSAGE}",
        r"(?P<word>[EWF])-(?P<rule>[A-Z]{2,8}-[0-9]{3,6}): " + MESSAGE,
    ),
)

_VIVADO = r"(?P<word>ERROR|CRITICAL WARNING|WARNING): \[(?P<rule>[A-Z][\w ]{1,40} [0-9]{1,4}-[0-9]{1,6})\] "

VIVADO = LineFormat(
    name="vivado-text",
    tool="vivado",
    title="AMD Vivado, Vitis",
    link="https://docs.amd.com/r/en-US/ug835-vivado-tcl-commands",
    findings=(
        _VIVADO + r"(?P<message>\S[^\n]*) \[(?P<path>(?:[A-Za-z]:)?[^\]\n:\"]{1,1000}):(?P<line>[0-9]{1,9})\]$",
        _VIVADO + MESSAGE,
    ),
    levels={"critical warning": "high"},
    closing=(
        r"[0-9]+ Infos, (?P<warning>[0-9]{1,9}) Warnings, [0-9]+ Critical Warnings and (?P<error>[0-9]{1,9}) Errors"
        r" encountered\.$"
    ),
    needs=r"^(?:ERROR|CRITICAL WARNING|WARNING|INFO): \[",
)

_QUARTUS = r" *(?P<word>Critical Warning|Warning|Error) \((?P<rule>[0-9]{3,6})\): (?!Quartus )"

QUARTUS = LineFormat(
    name="quartus-text",
    tool="quartus",
    title="Altera Quartus Prime",
    link="https://www.intel.com/content/www/us/en/programmable/quartushelp/current/index.htm",
    findings=(
        _QUARTUS + r"(?P<message>\S[^\n]*) File: (?P<path>\S[^\n]{0,400}) Line: (?P<line>[0-9]{1,9})$",
        _QUARTUS + MESSAGE,
    ),
    levels={"critical warning": "high"},
    closing=(
        r"(?:Info|Error(?: \([0-9]{1,9}\))?): Quartus \S[^\n]* was (?:un)?successful\. "
        r"(?P<error>[0-9]{1,9}) errors?, (?P<warning>[0-9]{1,9}) warnings?$"
    ),
)

HARDWARE = (VERILATOR, QUESTA, CADENCE, BLUE_PEARL, VIVADO, QUARTUS)

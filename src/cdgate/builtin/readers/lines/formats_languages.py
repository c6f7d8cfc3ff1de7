"""What compilers and linters of further languages print, each in a form of its own."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

QUOTED = LineFormat(
    name="quoted-path-text",
    tool="compiler",
    title='Compilers that quote their files ("a.c", line 3: warning): Arm, IAR (C-STAT), Green Hills, Sun, IBM XL, Diab, TI',
    link="https://developer.arm.com/documentation/dui0491/latest",
    findings=(
        (
            r"\"(?P<path>[^\"\n]{1,1000})\", ?(?:line )?(?P<line>[0-9]{1,9})"
            r"(?:(?:[.:]| \(col\. )(?P<column>[0-9]{1,9})\)?)?:? +"
            r"(?P<word>(?i:(?:fatal |severe |internal )?error|warning|remark|info|note))(?: ?\[(?P<rule>[\w-]+)\])?"
            r"(?: [(#][^:\n]{1,60})?:? +(?P<message>\S.*)"
        ),
        (
            r"\"(?P<path>[^\"\n]{1,1000})\", line (?P<line>[0-9]{1,9})\.(?P<column>[0-9]{1,9}): (?P<rule>[0-9]{4}-[0-9]{3,4}) "
            r"\((?P<word>[A-Z])\) (?P<message>\S.*)"
        ),
        # what is wrong stands in the next line
        r"\"(?P<path>[^\"\n]{1,1000})\", line (?P<line>[0-9]{1,9}): (?P<word>error|warning|remark) (?P<rule>#[\w-]{1,20}):$",
        r"\"(?P<path>[^\"\n]{1,1000})\",(?P<line>[0-9]{1,9}) Severity-(?P<word>\w{1,20})\[(?P<rule>[\w-]{1,80})\]:? ?"
        + MESSAGE,
        r"(?P<path>[^\s,\"][^,\n\"]{0,1000}), line (?P<line>[0-9]{1,9}): (?P<word>error|warning) (?P<rule>#[\w-]{1,20}): "
        + MESSAGE,
        r"(?P<word>(?:Fatal )?[Ee]rror|Warning|Remark)\[(?P<rule>[A-Za-z]{1,3}[0-9]{1,5})\]: " + MESSAGE,
    ),
    details=(r" {4,12}" + MESSAGE,),
    levels={"s": "error", "u": "error", "fatal error": "error"},
    closing=r"\S+: (?P<warning>[0-9]{1,9}) warnings?, (?P<error>[0-9]{1,9}) errors?$",
    once=True,
)

CPPCHECK = LineFormat(
    name="cppcheck-text",
    tool="cppcheck",
    title="cppcheck (text of version 1, --template=vs)",
    link="https://cppcheck.sourceforge.io/manual.html",
    findings=(
        r"\[(?P<path>[^\]\n]{1,1000}?):(?P<line>[0-9]{1,9})\](?: -> \[[^\]\n]{1,1000}\])*+: \((?P<word>\w+)\) "
        + MESSAGE,
        r"(?P<path>[^\s(][^(\n]{0,1000})\((?P<line>[0-9]{1,9})\): (?P<word>style|performance|portability|information): "
        + MESSAGE,
        r"(?P<path>[^\s(][^(\n]{0,1000})\((?P<line>[0-9]{1,9})\): (?P<word>error|warning): (?![A-Z]+[0-9]+: )"
        + MESSAGE,
    ),
    needs=r"^\[[^\]\n]+:[0-9]+\].*: \(\w+\) |^[^\s(][^(\n]*\([0-9]+\): (?:style|performance|portability|information): ",
    failures=(r".*\((?:error|information)\) (?:Syntax error|syntax error|Bailing out)",),
)

_STEP = r"(?:\[[^\]\n]{1,60}\] )?"  # of a pipeline
_GRADE = r"(?P<word>Error|Warning|Deprecation Warning|Deprecation Error)(?: \(dev\))?"

CMAKE = LineFormat(
    name="cmake-text",
    tool="cmake",
    title="CMake",
    link="https://cmake.org/cmake/help/latest/command/message.html",
    findings=(
        rf"{_STEP}CMake {_GRADE} (?:at|in) {PATH}{LINE} \([^)\n]*\):$",
        rf"{_STEP}CMake {_GRADE} (?:at|in) {PATH}:$",
        rf"{_STEP}CMake {_GRADE}:(?: (?P<message>\S.*))?$",
    ),
    details=(_STEP + r"  (?P<message>\S.*)",),
    failures=(r"-- Configuring incomplete, errors occurred",),
    levels={"deprecation warning": "warning", "deprecation error": "error"},
)

PHP = LineFormat(
    name="php-text",
    tool="php",
    title="PHP messages and php -l",
    link="https://www.php.net/manual/en/errorfunc.constants.php",
    findings=(
        (
            r"(?:\[[^\]\n]{1,60}\] )?(?:PHP )?"
            r"(?P<word>(?:Fatal|Parse|Catchable fatal|Recoverable fatal) error|Warning|Notice|Deprecated"
            r"|Strict Standards): +(?P<message>\S.*) in (?P<path>\S.*)(?: on line |:)(?P<line>[0-9]{1,9})$"
        ),
    ),
    clean=r"No syntax errors detected in ",
    levels={"deprecated": "warning", "strict standards": "warning"},
    once=True,  # to the log and to the page
)

ELIXIR = LineFormat(
    name="elixir-text",
    tool="elixir",
    title="Elixir compiler",
    link="https://hexdocs.pm/mix/Mix.Tasks.Compile.Elixir.html",
    findings=(r" *(?P<word>warning|error): " + MESSAGE,),
    details=(rf" +(?:└─ )?(?P<path>[^\s:][^:\n]{{0,1000}}\.exs?){LINE}(?:{COLUMN})?(?::.*)?$",),
    failures=(r"== Compilation error",),
    sign=r"^ *(?:warning|error): [^\n]*(?:\n[^\n]*){0,9}?\n +(?:└─ )?[^\s:][^:\n]*\.exs?:[0-9]+",
)

DART = LineFormat(
    name="dart-text",
    tool="dart",
    title="dart analyze, flutter analyze",
    link="https://dart.dev/tools/dart-analyze",
    findings=(
        (
            r" *(?P<word>error|warning|info|hint) [•-] (?P<message>[^•\n]*\S) [•-] "
            r"(?P<path>[^\s:][^:•\n]*\.(?:dart|yaml)):(?P<line>[0-9]{1,9}):(?P<column>[0-9]{1,9}) [•-] (?P<rule>\w+)$"
        ),
        (
            r" *(?P<word>error|warning|info|hint) [•-] (?P<path>[^\s:][^:•\n]*\.(?:dart|yaml)):(?P<line>[0-9]{1,9}):"
            r"(?P<column>[0-9]{1,9}) [•-] (?P<message>\S.*) [•-] (?P<rule>\w+)$"
        ),
        (
            r"(?P<word>ERROR|WARNING|INFO|HINT)\|\w+\|(?P<rule>\w+)\|(?P<path>[^|\n]+)\|(?P<line>[0-9]{1,9})\|"
            r"(?P<column>[0-9]{1,9})\|[0-9]{1,9}\|(?P<message>.*)"
        ),
    ),
    closing=r"(?P<total>[1-9][0-9]{0,8}) issues? found\.",
    clean=r"No issues found!",
    needs=r"^(?:Analyzing |[A-Z]+\|\w+\|| *(?:error|warning|info|hint) [•-] )",
)

SCALASTYLE = LineFormat(
    name="scalastyle-text",
    tool="scalastyle",
    title="Scalastyle",
    link="https://github.com/scalastyle/scalastyle",
    findings=(
        (
            r"(?P<word>error|warning|info) file=(?P<path>\S.*) message=(?P<message>\S.*)"
            r" line=(?P<line>[0-9]{1,9})(?: column=(?P<column>[0-9]{1,9}))?$"
        ),
        r"(?P<word>error|warning|info) file=(?P<path>\S.*) message=(?P<message>\S.*)",
    ),
    closing=r"Found (?:(?P<error>[1-9][0-9]{0,8}) errors|(?P<warning>[1-9][0-9]{0,8}) warnings)$",
)

HAML = LineFormat(
    name="haml-lint-text",
    tool="haml-lint",
    title="haml-lint, slim-lint",
    link="https://github.com/sds/haml-lint",
    findings=(PATH + LINE + r" \[(?P<word>[WE])\] (?:(?P<rule>[A-Z]\w*(?:/\w+)*): )?" + MESSAGE,),
    closing=r"[0-9]+ files? inspected, (?P<total>[0-9]{1,9}) lints? detected",
)

PROTOLINT = LineFormat(
    name="protolint-text",
    tool="protolint",
    title="protolint",
    link="https://github.com/yoheimuta/protolint",
    findings=(
        r"\[(?P<path>(?:[A-Za-z]:)?[^\s\]:][^\]\n:]{0,1000}\.proto):(?P<line>[0-9]{1,9}):(?P<column>[0-9]{1,9})\] "
        + MESSAGE,
    ),
)

LANGUAGES = (QUOTED, CPPCHECK, CMAKE, PHP, ELIXIR, DART, SCALASTYLE, HAML, PROTOLINT)

"""What compilers print, and the form that most other tools took from them: `path:line:column: message`."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, FILE, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

# Paths of C may hold a colon, and before them may stand what called the compiler.
_ANY_PATH = r"(?:C/C\+\+: |\[[\w .:+-]{1,60}\] )?(?P<path>[^\s:][^\n]{0,1000}?)"
_SPOT = r":(?P<line>-?[0-9]{1,9})(?:[:.](?P<column>[0-9]{1,9}))?(?:-[0-9]{1,9}(?:[:.][0-9]{1,9})?)?(?::?\{[0-9:-]{1,40}\}){0,9}"
_WORDS = (
    r"(?P<word>(?i:fatal error|internal compiler error|sorry, unimplemented|error|warning|remark|info|information|style"
    r"|performance|portability|critical|hint|suggestion|refactor|convention))"
)
_RULE_FIRST = r"(?:\[(?P<rule>[\w.-]{1,80})\] )?"

_WORDED = _ANY_PATH + _SPOT + r": ?" + _WORDS + r"(?::| -) +" + _RULE_FIRST + MESSAGE
_BROKEN = r"(?P<message>(?:syntax|parse) error\b.*)"  # without a word, in old compilers and in Icarus Verilog
_WORDED_SIGN = (
    r"^[^\s:][^\n]{0,1000}?:-?[0-9]{1,9}(?:[:.][0-9]{1,9})?(?:-[0-9]{1,9}(?:[:.][0-9]{1,9})?)?(?::?\{[0-9:-]{1,40}\}){0,9}: ?"
    r"(?:(?i:fatal error|internal compiler error|error|warning|remark|information|style|performance|portability)(?::| -) "
    r"|(?i:note): [^\n]*\[SC[0-9]+\]$|(?:syntax|parse) error\b)"
)
_NOTE = r"[^\n]{0,1000}?(?::[0-9]{1,9}){1,2}: (?i:note): (?![^\n]*\[SC[0-9]{4}\]$)"

_CPPLINT_REST = r"(?:\[[\w/+-]{1,100}\] )?(?P<message>\S.*\S) +\[(?P<rule>[\w/+-]+)\] \[(?P<word>[0-9])\]$"

CPPLINT = LineFormat(
    name="cpplint-text",
    tool="cpplint",
    title="cpplint",
    link="https://github.com/cpplint/cpplint",
    findings=(
        PATH + r":(?P<line>[0-9]{1,9}|None): +" + _CPPLINT_REST,
        r"(?P<path>[^\s(][^(\n]{0,1000})\((?P<line>[0-9]{1,9}|None)\):? +(?:error cpplint: )?" + _CPPLINT_REST,
    ),
    closing=r"Total errors found: (?P<total>[0-9]{1,9})",
    # Its numbers say how sure it is; it calls all of them errors.
    levels=dict.fromkeys("12345", "error"),
)

GO = LineFormat(
    name="go-lint-text",
    tool="go-lint",
    title="go vet, golint, staticcheck, golangci-lint, gosec",
    link="https://golangci-lint.run/",
    findings=(
        r"(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.go)" + LINE + rf"(?:{COLUMN})?: (?P<message>\S.*) "
        r"\(Rule:(?P<rule>G[0-9]+), Severity:(?P<word>\w+), Confidence:\w+\)",
        r"(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.go):(?P<line>[0-9]{0,9}):(?P<column>[0-9]{0,9}):?"
        r" ?(?P<word>warning|error): " + MESSAGE,
        r"(?:vet: )?(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.go):(?:(?P<line>[0-9]{0,9}):)?(?:(?P<column>[0-9]{0,9}):)?"
        r":* ?" + MESSAGE,
    ),
    failures=(r"level=(?:error|fatal) ", r"panic: ", r"\S.*\(typecheck\)$"),
    closing=r"(?P<total>[1-9][0-9]{0,8}) issues?[.:]$",
    clean=r"0 issues\.$",
    security=True,
    rule_at_end="()",
)

SWIFT = LineFormat(
    name="swiftlint-text",
    tool="swiftlint",
    title="SwiftLint (Xcode)",
    link="https://realm.github.io/SwiftLint/",
    findings=(
        (
            r"(?P<path>[^\s:][^:\n]{0,1000}\.swift)(?::(?P<line>[0-9]{1,9}))?(?::(?P<column>[0-9]{1,9}))?: "
            r"(?P<word>error|warning): (?P<message>\S.*) \((?P<rule>\w+)\)$"
        ),
    ),
    opening=r"Linting Swift files ",
    closing=r"Done linting! Found (?P<total>[0-9]{1,9}) violations?",
)

PHPCS = LineFormat(
    name="phpcs-emacs",
    tool="phpcs",
    title="PHP_CodeSniffer (emacs)",
    link="https://github.com/PHPCSStandards/PHP_CodeSniffer/wiki/Reporting",
    findings=(PATH + LINE + COLUMN + r": (?P<word>error|warning) - " + MESSAGE,),
    rule_at_end="()",
)

GCC = LineFormat(
    name="gcc-text",
    tool="compiler",
    title="GCC, Clang, clang-tidy, javac, Doxygen, ShellCheck (gcc), cppcheck, and whatever prints in their form",
    link="https://gcc.gnu.org/onlinedocs/gcc/Diagnostic-Message-Formatting-Options.html",
    findings=(
        _WORDED,
        _ANY_PATH + _SPOT + r": (?P<word>note): (?P<message>\S.*) \[(?P<rule>SC[0-9]{4})\]$",
        # a severity that nobody knows is the worst
        FILE + LINE + COLUMN + r": (?P<word>[a-z]{3,20}): " + MESSAGE,
        FILE + LINE + rf"(?:{COLUMN})?: " + _BROKEN,
        r"(?P<path>[^\s:][^:\n]{0,1000}[./][^:\n]{0,1000}): " + _WORDS + ": " + MESSAGE,
        r"(?:cc1\w{0,4}|g?cc|[gc]\+\+|clang(?:\+\+)?|f951|lto1|ld)(?:-[0-9.]{1,8})?(?:\.exe)?: (?P<word>warning): "
        + MESSAGE,
        # nobody's file is at fault, but the tool's own call
        r"(?:[\w+.-]{1,60}: )?(?P<word>warning|error): (?P<message>\S[^\n]*) \[(?P<rule>-W[\w=+-]{1,80}|clang-[\w.-]{1,80})\]$",
    ),
    asides=(_NOTE,),
    failures=(
        r"(?:[\w+-]{1,100}: )?(?:fatal )?error: ",
        r"[^\n]{0,1000}?: (?:fatal error|internal compiler error): ",
        r"[^\n]{0,1000}?: (?:undefined reference to |multiple definition of |could not read symbols)",
        r"collect2: ",
        r"\S*\bld(?:\.\w+)?(?:-[0-9.]{1,8})?: (?!warning: )",
        r"Error while ",
    ),
    closing=r"(?:(?P<error>[1-9][0-9]{0,8}) errors?|(?P<warning>[1-9][0-9]{0,8}) warnings?)$",
    sign=_WORDED_SIGN,
    rule_at_end="[]",
    once=True,
)

PLAIN = LineFormat(
    name="plain-lines",
    tool="lint",
    title="path:line:column: message, as Pyflakes, Vulture, actionlint, ktlint, PHPStan and many others print",
    link="https://www.gnu.org/prep/standards/html_node/Errors.html",
    findings=(FILE + LINE + rf"(?:{COLUMN})?(?:-[0-9]{{1,9}})?:? *" + _RULE_FIRST + MESSAGE,),
    unless=_WORDED_SIGN + r"|^[ew]: (?:file://)?(?:/?[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.kts?:",
    alone=True,
    rule_at_end="[]()",
)

COMPILERS = (CPPLINT, GO, SWIFT, PHPCS, GCC, PLAIN)

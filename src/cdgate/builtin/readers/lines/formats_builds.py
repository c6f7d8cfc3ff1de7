"""What builds print: MSBuild, Maven, Gradle, sbt, Cargo, Nix."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

_CALLED = r"(?P<path>(?:[A-Za-z]:)?[^\s:(\[][^:(\n]{0,1000})\((?P<line>[0-9]{1,9})\): "
_FLEX = (
    r" *(?:\[(?:compc|mxmlc)\] )?" + _CALLED + r"(?:col: (?P<column>[0-9]{1,9}) )?(?P<word>Warning|Error): " + MESSAGE
)
_INTEL = _CALLED + r"\(col\. (?P<column>[0-9]{1,9})\) (?P<word>remark|warning|error): " + MESSAGE

MSBUILD = LineFormat(
    name="msbuild-text",
    tool="msbuild",
    title="MSBuild, Visual C++, dotnet build, tsc, Intel compilers, Arm Compiler 5, Flex SDK, CodeWarrior",
    link="https://learn.microsoft.com/en-us/visualstudio/msbuild/msbuild-diagnostic-format-for-tasks",
    findings=(
        _FLEX,
        _INTEL,
        r"\s*+(?:[0-9]+(?::[0-9]+)?>)?(?P<path>[^\s(:][^\n]{0,1000}?) ?\((?P<line>[0-9]{1,9})(?:-[0-9]{1,9})?"
        r"(?:,(?P<column>[0-9]{1,9})(?:-[0-9]{1,9})?)?"
        r"(?:,(?P<end_line>[0-9]{1,9}),(?P<end_column>[0-9]{1,9}))?\) ?: +"
        r"(?P<word>(?:fatal )?error|warning|info|Info|message|Warning|Error|Note|remark|Deprecation"
        r"|(?:WARNING|ERROR|INFORMATION)(?= [A-Z]{0,3}[0-9]{2,5}:))"
        r"(?:(?: |: {1,3}(?=#))(?P<rule>#?[\w-]+))? ?: " + MESSAGE,
        r"\s*+(?:[0-9]+>)?(?P<path>[A-Z]{2,12}) ?: (?P<word>(?:fatal )?error|warning) ?: " + MESSAGE,
        PATH + LINE + COLUMN + r" - (?P<word>error|warning|message|hint) (?P<rule>TS[0-9]+|ts\([0-9]+\)): " + MESSAGE,
        r"\s*+(?:[0-9]+>)?(?P<path>\S[^:\n]*?) ?: (?P<word>(?:fatal )?error|warning) (?P<rule>[A-Z]{1,8}[0-9]{2,5}) ?: "
        + MESSAGE,
    ),
    asides=(r"\s*[^\n]{0,1000}?\([0-9,]+\) ?: +note: ",),
    failures=(r".*: fatal error ", r"\s*Build FAILED"),
    opening=r"(?:Build started [0-9]|Build succeeded\.$)",  # two of them, as the lines that close a build
    closing=(
        r"\s*(?:(?P<warning>[0-9]{1,9}) Warning\(s\)|(?P<error>[0-9]{1,9}) Error\(s\)"
        r"|Found (?P<total>[1-9][0-9]{0,8}) errors?\b.*)$"
    ),
    levels={"deprecation": "warning"},
    once=True,
)

# Before it may stand the task of Ant or Gradle, or the branch of a pipeline.
_TAG = r"(?:\[[\w .:+-]{1,60}\] )?\[(?P<word>WARNING|WARN|ERROR|INFO|warn|error|info)\] +"

JVM = LineFormat(
    name="jvm-build-text",
    tool="jvm-compiler",
    title="Maven, Gradle, sbt: javac, kotlinc, scalac, Checkstyle (plain)",
    link="https://maven.apache.org/plugins/maven-compiler-plugin/",
    findings=(
        _TAG + PATH + r":\[(?P<line>[0-9]{1,9}),(?P<column>[0-9]{1,9})\] (?:error: |warning: )?"
        r"(?:\[(?P<rule>[\w.-]+)\] )?" + MESSAGE,
        _TAG + PATH + r": \((?P<line>[0-9]{1,9}), (?P<column>[0-9]{1,9})\):? " + MESSAGE,
        _TAG
        + r"(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.\w+)"
        + LINE
        + rf"(?:{COLUMN})?: (?:error: |warning: )?"
        + MESSAGE,
        r"(?P<word>[ewi]): "
        r"(?P<path>(?:file://)?(?:/?[A-Za-z]:)?[^\s:][^:\n]{0,1000})" + LINE + COLUMN + ":? " + MESSAGE,
        r"(?P<word>[ewi]): " + PATH + r": \((?P<line>[0-9]{1,9}), (?P<column>[0-9]{1,9})\): " + MESSAGE,
        r"\[(?P<word>WARNING|WARN|ERROR|warn|error)\] "
        r"(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.(?:scala|sbt|java|kts?|groovy)): " + MESSAGE,
        rf" *\[(?:javac|groovyc|scalac|kotlinc|i?ajc)\] {PATH}{LINE}(?:{COLUMN})?: (?:(?P<word>warning|error): )?"
        r"(?:\[(?P<rule>[\w.-]+)\] )?" + MESSAGE,
    ),
    failures=(r"\[ERROR\] COMPILATION ERROR",),
    opening=r"(?:\[INFO\] )?Starting audit\.\.\.$",
    clean=r"(?:\[INFO\] )?Audit done\.$",
    rule_at_end="[]",
    once=True,
)

_TASK = r" *+(?:\[[^\]\n]{0,40}\] {0,9}+)*+"

ECLIPSE = LineFormat(
    name="eclipse-compiler-text",
    tool="ecj",
    title="Eclipse compiler (also as an Ant task)",
    link="https://help.eclipse.org/latest/topic/org.eclipse.jdt.doc.user/tasks/task-using_batch_compiler.htm",
    findings=(
        _TASK + r"[0-9]{1,9}\. (?P<word>ERROR|WARNING|INFO) in (?P<path>\S.*) \(at line (?P<line>[0-9]{1,9})\)$",
    ),
    details=(
        r"(?: *+\[[^\]\n]{0,40}\] )?(?P<message>[^\s-].*)",
    ),  # first the line of the source, which is indented, then what is wrong with it
    closing=_TASK + r"(?P<total>[0-9]{1,9}) problems? \(",
)

CARGO = LineFormat(
    name="cargo-text",
    tool="cargo",
    title="Cargo: rustc, Clippy; and who prints like them (typos, zizmor, ty, deno lint, Gleam)",
    link="https://doc.rust-lang.org/cargo/commands/cargo-check.html",
    findings=(
        r" {0,4}(?P<word>warning|error|info|help)\[(?P<rule>[\w:.-]{1,80})\]: " + MESSAGE,
        r" {0,4}(?P<word>warning|error): " + MESSAGE,
    ),
    details=(
        r" *(?:-->|\u250c\u2500|\u256d\u25b8) (?:file://)?" + PATH + LINE + COLUMN + "$",
        r" *= note: `#\[\w+\((?P<rule>[\w:]+)\)\]` ",
        r" *= help: .*rust-clippy/[^#\n]*#(?P<rule>\w+)$",
    ),
    asides=(
        (
            r" {0,4}(?:warning|error): (?:`[^`\n]*` \([^\n]*\) generated |[0-9]+ warnings? emitted|aborting due to "
            r"|could not compile |build failed)"
        ),
    ),
    failures=(r"error: (?:could not compile|build failed|aborting due to)",),
    clean=r" +Finished (?:`|dev |release |test )",
    sign=r"^ {0,4}(?:(?:warning|error|info|help)\[[\w:.-]{1,80}\]|warning|error): [^\n]*\n"
    r" *(?:-->|\u250c\u2500|\u256d\u25b8) [^\n]*:[0-9]+:[0-9]+$",
)

NIX = LineFormat(
    name="nix-text",
    tool="nix",
    title="Nix",
    link="https://nix.dev/manual/nix/latest/",
    findings=(r"(?P<word>warning|error): " + MESSAGE,),
    details=(r" +at " + PATH + LINE + COLUMN + ":$",),
    sign=r"^(?:warning|error): [^\n]*\n +at [^\s:][^:\n]*:[0-9]+:[0-9]+:$",
)

BUILDS = (MSBUILD, JVM, ECLIPSE, CARGO, NIX)

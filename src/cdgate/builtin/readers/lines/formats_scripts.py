"""What linters of Ruby, Perl, Lua, Haskell, Puppet and Robot Framework print."""

from __future__ import annotations

from cdgate.builtin.readers.lines.places import COLUMN, LINE, MESSAGE, PATH
from cdgate.builtin.readers.lines.shape import LineFormat

RUBOCOP = LineFormat(
    name="rubocop-text",
    tool="rubocop",
    title="RuboCop (progress, clang, simple, emacs)",
    link="https://docs.rubocop.org/rubocop/formatters.html",
    findings=(
        PATH + LINE + COLUMN + r": (?P<word>[CRWEFI]): (?:\[[\w ]+\] )?(?:(?P<rule>[A-Z]\w*(?:/\w+)+): )?" + MESSAGE,
        r"(?P<word>[CRWEFI]): *(?P<line>[0-9]{1,9}): *(?P<column>[0-9]{1,9}): (?:\[[\w ]+\] )?"
        r"(?:(?P<rule>[A-Z]\w*(?:/\w+)+): )?" + MESSAGE,
    ),
    headings=(r"== (?P<path>.+) ==$",),
    failures=(r"An error occurred while ", r"[^\n]*?:[0-9]+: F: "),
    opening=r"Inspecting [0-9]+ files?$",
    closing=r"[1-9][0-9]* files? inspected, (?P<total>[0-9]{1,9}|no) offenses? detected",
)

REEK = LineFormat(
    name="reek-text",
    tool="reek",
    title="Reek",
    link="https://github.com/troessner/reek",
    findings=(
        # What Python warns of looks alike.
        r" +" + PATH + LINE + r"(?:, [0-9]+)*+: (?P<rule>[A-Z]\w+)(?<!Warning): " + MESSAGE,
        r" +\[(?P<line>[0-9]{1,9})(?:, [0-9]+)*+\]:(?P<rule>[A-Z]\w+): " + MESSAGE,
    ),
    headings=(r"(?P<path>\S.*) -- [0-9]+ warnings?:?$",),
    opening=r"Inspecting [0-9]+ file\(s\):$",
    closing=r"(?P<total>[0-9]{1,9}) total warnings?$",
    silent="warning",
)

SORBET = LineFormat(
    name="sorbet-text",
    tool="sorbet",
    title="Sorbet",
    link="https://sorbet.org/docs/error-reference",
    findings=(
        PATH + LINE + r": (?P<message>\S.*) https://(?:srb\.help|sorbet\.org/docs/error-reference#)/?(?P<rule>\d+)$",
    ),
    closing=r"Errors: (?P<total>[1-9][0-9]{0,8})$",
    clean=r"No errors! Great job\.",
)

BRAKEMAN = LineFormat(
    name="brakeman-tabs",
    tool="brakeman",
    title="Brakeman (tabs)",
    link="https://brakemanscanner.org/docs/options/",
    findings=(
        r"(?P<path>\S+)\t(?P<line>[0-9]{1,9})\t(?P<rule>[^\t]+)\t(?P<message>.*)\t(?P<word>High|Medium|Weak)$",
        r"(?P<path>\S+\.\w+) {2,}(?P<line>[0-9]{1,9}) {2,}(?P<message>\S.*\S) +(?P<word>High|Medium|Weak)$",
    ),
)

PERLCRITIC = LineFormat(
    name="perlcritic-text",
    tool="perlcritic",
    title="Perl::Critic",
    link="https://metacpan.org/dist/Perl-Critic/view/bin/perlcritic",
    findings=(
        (
            rf"(?:{PATH}: )?(?P<message>\S.*) at line (?P<line>[0-9]{{1,9}}), column (?P<column>[0-9]{{1,9}})\."
            r".*\(Severity: (?P<word>[0-9]{1,3})\)$"
        ),
    ),
    failures=(r"(?:.*: )?Problem while critiquing ", r".*: Code cannot be parsed"),
    clean=r"\S+ source OK$",
    levels={
        "5": "error",
        "4": "error",
        "3": "warning",
        "2": "note",
        "1": "note",
    },  # gentle, stern, harsh, cruel, brutal
)

LUACHECK = LineFormat(
    name="luacheck-text",
    tool="luacheck",
    title="Luacheck",
    link="https://luacheck.readthedocs.io/en/stable/cli.html",
    findings=(
        r" *(?P<path>(?:[A-Za-z]:)?[^\s:][^:\n]{0,1000}\.(?:lua|rockspec|luacheckrc))"
        + LINE
        + COLUMN
        + r"(?:-(?P<end_column>[0-9]{1,9}))?: (?:\((?P<rule>[WE][0-9]{3})\) )?"
        + MESSAGE,
    ),
    failures=(r".*\bI/O error", r".*: \(E0"),
    closing=r"Total: (?P<total>[0-9]{1,9}) warnings? / [0-9]+ errors?",
    word_of_rule=r"[WE]",
)

HLINT = LineFormat(
    name="hlint-text",
    tool="hlint",
    title="HLint",
    link="https://github.com/ndmitchell/hlint",
    findings=(
        PATH + r":\(?(?P<line>[0-9]{1,9})[:,](?P<column>[0-9]{1,9})\)?(?:-\(?[0-9,]{1,20}\)?)?: "
        r"(?P<word>Suggestion|Warning|Error|Ignore): " + MESSAGE,
    ),
    failures=(r"[^\n]*?: Error: Parse error",),
    closing=r"(?P<total>[1-9][0-9]{0,8}) hints?\b",
    clean=r"No hints$",
)

PUPPET_LINT = LineFormat(
    name="puppet-lint-text",
    tool="puppet-lint",
    title="puppet-lint",
    link="https://github.com/puppetlabs/puppet-lint",
    findings=(
        PATH + LINE + rf"(?:{COLUMN})?:(?P<rule>[\w-]+):(?P<word>[A-Z]+):" + MESSAGE,
        (
            rf"(?:{PATH} - )?(?P<word>ERROR|WARNING): (?P<message>\S.*) on line (?P<line>[0-9]{{1,9}})"
            r"(?: col(?:umn)? (?P<column>[0-9]{1,9}))?(?: \(check: (?P<rule>[\w-]+)\))?$"
        ),
    ),
)

PSALM = LineFormat(
    name="psalm-text",
    tool="psalm",
    title="Psalm (console)",
    link="https://psalm.dev/docs/running_psalm/command_line_usage/",
    findings=(r"(?P<word>ERROR|INFO): (?P<rule>[A-Z]\w{2,80}) - " + PATH + LINE + COLUMN + r" - " + MESSAGE,),
    closing=r"(?P<error>[1-9][0-9]{0,8}) errors found$",
    needs=r"^(?:ERROR|INFO): [A-Z]\w+ - ",
)

PHPSTAN = LineFormat(
    name="phpstan-table",
    tool="phpstan",
    title="PHPStan (table)",
    link="https://phpstan.org/user-guide/output-format",
    findings=(r" {2,9}(?P<line>[0-9]{1,9}) {2,9}" + MESSAGE,),
    headings=(r" {1,9}Line +(?P<path>\S.*)",),
    closing=r" *\[ERROR\] Found (?P<total>[1-9][0-9]{0,8}) errors?$",
    clean=r" *\[OK\] No errors$",
    # that nothing was found is believed if the policy names the format
    needs=r"^ {1,9}Line +\S[^\n]*\n -{3,} -{3,}",
)

PHPCS = LineFormat(
    name="phpcs-full",
    tool="phpcs",
    title="PHP_CodeSniffer (full)",
    link="https://github.com/PHPCSStandards/PHP_CodeSniffer/wiki/Reporting",
    findings=(r" +(?P<line>[0-9]{1,9}) \| (?P<word>ERROR|WARNING) +\| (?:\[[ x]\] )?" + MESSAGE,),
    headings=(r"FILE: (?P<path>\S.*)",),
    closing=r"FOUND (?P<error>[0-9]{1,9}) ERRORS?(?: AND (?P<warning>[0-9]{1,9}) WARNINGS?)? AFFECTING ",
    needs=r"^FILE: \S",
)

CREDO = LineFormat(
    name="credo-text",
    tool="credo",
    title="Credo (oneline)",
    link="https://hexdocs.pm/credo/",
    findings=(r"\[(?P<word>[CRWDF])\] \W{1,2} " + PATH + LINE + rf"(?:{COLUMN})? " + MESSAGE,),
    levels={"d": "note", "f": "note"},
)

RFLINT = LineFormat(
    name="rflint-text",
    tool="rflint",
    title="Robot Framework Lint",
    link="https://github.com/boakley/robotframework-lint",
    findings=(r"(?P<word>[A-Z]): *(?P<line>[0-9]{1,9}), *(?P<column>[0-9]{1,9}): " + MESSAGE,),
    headings=(r"\+ (?P<path>\S.*)",),
    needs=r"^\+ \S",
    unless=r"^\*{5,} Module ",
    rule_at_end="()",
)

SCRIPTS = (
    RUBOCOP,
    REEK,
    SORBET,
    BRAKEMAN,
    PERLCRITIC,
    LUACHECK,
    HLINT,
    PUPPET_LINT,
    PSALM,
    PHPSTAN,
    PHPCS,
    CREDO,
    RFLINT,
)

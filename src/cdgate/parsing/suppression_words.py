"""The words by which people tell tools to look away: in comments, in code, in lists and settings of tools."""

from __future__ import annotations

# A kind, the endings of the files in which the words mean that (none: all; `fit` and `skip` mean much elsewhere), the words
IN_COMMENTS = (
    ("nosemgrep", "", r"\bnosem(?:grep)?\b"),
    ("nosec", "", r"#\s*nosec\b|//\s*#\s*nosec\b|@SuppressFBWarnings|\b(?:bandit|brakeman)\s*:\s*(?:skip|ignore)\b"),
    ("noqa", "", r"\bnoqa\b"),
    (
        "no cover",
        "",
        (
            r"\bpragma\s*:?\s*no\s*(?:cover|branch)\b|:nocov:|#\s*nocov\b|coverage:\s*(?:ignore|disable)|\$COVERAGE-OFF\$|"
            r"\bcoveralls-ignore|"
            r"phpunit.*codeCoverageIgnore"
        ),
    ),
    (
        "code coverage ignored",
        "",
        (
            r"@codeCoverageIgnore|\bExcludeFromCodeCoverage\b|\b(?:istanbul|c8|v8|node:coverage)\s+(?:ignore|"
            r"disable)\b"
        ),
    ),
    ("coverage excluded", "", r"\b(?:LCOV|GCOVR|GCOV|LLVM_COV|KCOV|COV)_EXCL\w*"),
    (
        "type ignored",
        "",
        (
            r"\btype:\s*ignore\b|\bpyright:\s*(?:ignore|basic)\b|\bmypy:\s*(?:ignore-errors|disable)|"
            r"\bpyre-(?:ignore|fixme)|\b(?:ty|steep|pytype):\s*(?:ignore|disable)"
        ),
    ),
    ("type check off", "", r"@ts-(?:nocheck|ignore|expect-error)\b|@phpstan-ignore|@psalm-suppress"),
    (
        "lint off",
        "",
        (
            r"\b(?:eslint|tslint|jshint|stylelint|oxlint|biome|rubocop|pylint|flake8|ruff|ktlint|detekt|swiftlint|"
            r"hadolint|shellcheck|ansible-lint|yamllint|markdownlint|phpcs|checkov|tflint|tfsec|trivy|"
            r"kics(?:-scan)?|credo|sqlfluff|luacheck|deno-lint|stryker|scalastyle|isort|elvis|checkstyle|slither|solhint|golint|"
            r"revive|actionlint|zizmor|pymarkdown|vale|prettier|black|yapf|dart)[-:.]?\s*(?:disable|ignore|skip|todo|off)|"
            r"##\s*no critic|\bcodechecker_suppress\b|\bcoverity\[|//\s*-V\d{3}|"
            r"\b(?:lgtm|codeql)\s*\["
        ),
    ),
    ("NOLINT", "", r"\bNOLINT(?:NEXTLINE|BEGIN)?\b|//\s*nolint\b|\blint:ignore\b|\bcppcheck-suppress\b|\bNOSCAN\b"),
    ("NOSONAR", "", r"\bNOSONAR\b|\bCHECKSTYLE[.:]\s*OFF\b|\bNOPMD\b|\bCPD-OFF\b"),
    ("noinspection", "", r"\bnoinspection\b|\bReSharper\s+disable\b|#pragma\s+warning\s+disable"),
    (
        "secret allowed",
        "",
        r"\b(?:gitleaks|pragma):\s*allow(?:list secret)?\b|\btrufflehog:ignore\b|\bdetect-secrets\b.*\ballow",
    ),
    ("lint off", "dart", r"//\s*ignore(?:_for_file)?:\s*\w"),
)
IN_CODE = (
    (
        "test skipped",
        "",
        (
            r"@(?:[\w.]+\.)?(?:Ignore|Disabled\w*|Ignored|EnabledIf\w*|EnabledOn\w*|PendingFeature|Skip)\b|"
            r"\b(?:pytest\.)?mark\.skip(?:if)?\b|@(?:unittest\.)?skip(?:If|Unless)?\s*\(|\bunittest\.skip\w*|\bSkipTest\b|"
            r"\bpytest\.(?:skip|importorskip)\s*\(|\b(?:self\.)?skipTest\s*\(|\bb?[tT]\.Skip(?:f|Now)?\s*\(|"
            r"#\[\s*(?:cfg_attr\s*\([^\]]*\b)?ignore\b|"
            r"\[\s*(?:Ignore|Explicit|Fact\s*\(\s*Skip|Theory\s*\(\s*Skip)|\bXCTSkip\w*\b|"
            r"\bGTEST_SKIP\s*\(|\bDISABLED_\w+|\bmarkTest(?:Skipped|Incomplete)\s*\(|@(?:module|describe)?tag\s+:skip|"
            r"\bassume(?:True|False)\s*\(|@Test\s*\([^)]*\benabled\s*=\s*false|\b__test__\s*=\s*False\b|\bcollect_ignore\w*\s*="
        ),
    ),
    (
        "test skipped",
        "js jsx ts tsx mjs cjs mts cts vue svelte coffee",
        (
            r"\b(?:it|test|describe|context|suite|specify|concurrent|each\s*\(.*\))\.(?:skip|skipIf|todo|fixme)\b|"
            r"(?<![\w.])x(?:it|test|describe|context|specify)\s*[(.]|\bthis\.skip\s*\("
        ),
    ),
    (
        "test skipped",
        "rb",
        r"^\s*(?:x(?:it|describe|context|specify|scenario)|skip|pending)\b(?!\s*[=.])|\bskip:\s*(?:true|[\"'])",
    ),
    ("test skipped", "dart", r"\bskip:\s*(?:true|[\"'])"),
    ("test skipped", "scala", r"^\s*ignore\s*(?:\(|should\b|must\b)"),
    (
        "test expected to fail",
        "",
        (
            r"\b(?:pytest\.)?mark\.xfail\b|@(?:unittest\.)?expectedFailure\b|\bpytest\.xfail\s*\(|\b(?:it|"
            r"test)\.(?:fails|failing)\b|#\[\s*should_panic"
        ),
    ),
    (
        "only this test",
        "js jsx ts tsx mjs cjs mts cts vue svelte coffee",
        r"(?<![\w.])(?:it|test|describe|context|suite|specify)(?:\.\w+)*\.only\b|(?<![\w.])f(?:it|describe|context)\s*\(",
    ),
    ("only this test", "rb", r"^\s*f(?:it|describe|context|specify)\b(?!\s*[=.])|\b:?focus(?::\s*true|\s*=>\s*true)"),
    (
        "warnings suppressed",
        "",
        (
            r"@(?:file:)?Suppress(?:Warnings|Lint)?\b|@SuppressFBWarnings\b|#!?\[\s*(?:cfg_attr\s*\([^\]]*\b)?(?:allow|expect)\b|"
            r"#pragma\s+(?:warning\s*(?:\(\s*)?disable|(?:GCC|clang)\s+diagnostic\s+ignored)|"
            r"\[\s*(?:assembly:\s*)?(?:[\w.]+\.)?SuppressMessage|@nowarn\b|@(?:typing\.)?no_type_check\b|\bno_sanitize\b"
        ),
    ),
    (
        "code coverage ignored",
        "",
        (
            r"\[<?\s*(?:assembly:\s*)?ExcludeFromCodeCoverage\b|"
            r"@(?:[\w.]+\.)?(?:Generated|ExcludeFromJacocoGeneratedReport|ExcludeFromGeneratedCoverage|CoverageIgnore)\b|"
            r"#\[\s*(?:cfg_attr\s*\([^\]]*\b)?coverage\s*\(\s*off|\btarpaulin_include\b|#\[\s*CodeCoverageIgnore\b"
        ),
    ),
)
LISTS = (
    r"(?:^|/)(?:\.semgrepignore|\.eslintignore|\.trivyignore|\.gitleaksignore|\.snyk|\.bandit|\.pylintrc|\.flake8|\.dockleignore|"
    r"\.tfsecignore|\.stylelintignore|\.nycrc(?:\.json)?|\.phpcsignore|\.coverageignore)$"
)
SETTINGS = (
    (
        "coverage settings",
        (
            r"(?:^|/)(?:\.coveragerc|setup\.cfg|tox\.ini|pyproject\.toml|\.simplecov|\.?codecov\.ya?ml|"
            r"jest\.config\.\w+|package\.json|\.c8rc\S*|build\.gradle(?:\.kts)?|pom\.xml|gcovr\.cfg)$"
        ),
        (
            r"\bomit\b|\bexclude_(?:lines|also|from)\b|\bcoveragePathIgnorePatterns\b|\badd_filter\b|"
            r"""^\s*(?:-\s+)?[\"']?ignore[\"']?\s*:|\bper-file-ignores\b|\bjacoco\w*exclu|<exclude>|"""
            r"\bexcludes?\s*[=:(]|--deselect|--ignore"
        ),
    ),
    (
        "sonar settings",
        r"(?:^|/)(?:\.?sonar[\w-]*\.properties|pom\.xml|build\.gradle(?:\.kts)?)$",
        r"\bsonar\.(?:\w+\.)*(?:exclusions|skip|ignore\w*)\b",
    ),
    (
        "generated by decree",
        r"(?:^|/)\.gitattributes$",
        r"\blinguist-(?:generated|vendored|documentation)\b|\s-diff\b|\sbinary\b|\sgitlab-generated\b",
    ),
    ("generated by decree", r"(?:^|/)lombok\.config$", r"\baddLombokGeneratedAnnotation\b"),
)
# One of these stands in every suppression that is looked for in code: most lines of most changes have none of them.
STEMS = (
    "nosem", "nosec", "suppress", "noqa", "cover", "no branch", "nocov", "excl", "ignore", "pyright", "mypy",
    "pyre-", "nocheck", "expect", "disable", "skip", "todo", "fixme", "nolint", "cppcheck", "noscan", "nosonar",
    "checkstyle", "nopmd", "cpd-off", "noinspection", "allow", "xit", "xdesc", "xcont", "xspec", "assume", "xfail",
    ".fail", "should_panic", ".only", "fit", "fdesc", "fcont", "nowarn", "pragma", "generated", "detect-secrets",
    "xtest", "pending", "enabled", "explicit", "incomplete", "critic", "coverity", "// -v", "lgtm", "codeql", "no_type",
    "no_sanitize", "tarpaulin", "__test__", "scalastyle", "focus",
)  # fmt: skip

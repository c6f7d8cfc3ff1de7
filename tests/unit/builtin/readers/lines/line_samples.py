"""One small report for each format of lines, in the words of its tool, with the figures that it must give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tests.unit.builtin.readers.lines.more_line_samples import MORE


class LineSample(NamedTuple):
    """The reader, what the tool printed, and errors, warnings and notes among the findings."""

    reader: str
    printed: str
    levels: tuple[int, int, int]
    tool_errors: int = 0

    @property
    def figures(self) -> Mapping[str, int]:
        """The figures as `cdgate inspect` names them."""
        errors, warnings, notes = self.levels
        return {
            "findings": sum(self.levels),
            "error": errors,
            "warning": warnings,
            "note": notes,
            "tool_errors": self.tool_errors,
        }


SAMPLES: Mapping[str, LineSample] = {
    "github": LineSample(
        "github-annotations",
        "::group::lint\n"
        "::error title=E1,file=src/a.py,line=3,col=1,endLine=3,endColumn=9::wrong%0Asecond line\n"
        "::warning file=src/a b.py,line=4::odd: 100%25\n::notice::all said\n::endgroup::\n",
        (1, 1, 1),
    ),
    "github log": LineSample(
        "github-annotations",
        "2026-01-02T03:04:05.1234567Z ##[error]Process completed with exit code 1.\n",
        (1, 0, 0),
    ),
    "azure": LineSample(
        "azure-annotations",
        "##vso[task.logissue type=error;sourcepath=src/[id].ts;linenumber=3;columnnumber=1;code=E1;]wrong\n"
        "##vso[task.logissue type=warning;sourcepath=a.ts;linenumber=4]odd\n"
        "##vso[task.logissue]who knows\n",
        (2, 1, 0),
    ),
    "teamcity": LineSample(
        "teamcity-inspections",
        "##teamcity[inspectionType id='E1' name='x' category='y' description='z']\n"
        "##teamcity[inspection typeId='E1' message='it|'s wrong' file='a.php' line='3' SEVERITY='ERROR']\n"
        "##teamcity[inspection typeId='E2' message='odd' file='a.php' line='4' SEVERITY='WARNING' extra='1']\n",
        (1, 1, 0),
    ),
    "pylint": LineSample(
        "pylint-text",
        "************* Module shop.cart\n"
        "shop/cart.py:1:0: C0114: Missing module docstring (missing-module-docstring)\n"
        "shop/cart.py:3:4: W0612: Unused variable 'x' (unused-variable)\n"
        "shop/cart.py:5:0: E0602: Undefined variable 'y' (undefined-variable)\n\n"
        "------------------------------------------------------------------\n"
        "Your code has been rated at 2.00/10 (previous run: 10.00/10, -8.00)\n",
        (1, 1, 1),
    ),
    "pylint parseable": LineSample(
        "pylint-text",
        "a.py:1: [C] Line too long\na.py:2: [C0103, Cart.add] Invalid name\n"
        "a.py:3: [W0611(unused-import), ] Unused import os\na.py:shop.cart:4: [R0201, f] Method could be a function\n"
        "a.py:5: [(unused-import), ] Unused import re\na.py:6: [Z9999(new), ] What is this\n",
        (2, 1, 3),
    ),
    "pylint of old": LineSample(
        "pylint-text",
        "************* Module shop.cart\nC: 15, 0: Invalid constant name (invalid-name)\n"
        "E:131, 0: Undefined (undefined-variable)\n",
        (1, 0, 1),
    ),
    "pylint msvs": LineSample(
        "pylint-text",
        "************* Module a\nsrc/a.py(7): [C0303(trailing-whitespace)] Trailing whitespace\n"
        "src/a.py(3): [W0612(unused-variable)f] Unused variable 'x'\n",
        (0, 1, 1),
    ),
    "flake8 like pylint": LineSample(
        "pylint-text",
        "a.py:7: [F401] 'db' imported but unused\na.py:8: [W291] trailing whitespace\na.py:9: [C901] complex\n"
        "a.py:9: [PLR0913] Too many\na.py:9: [invalid-syntax] Cannot use\n",
        (4, 1, 0),
    ),
    "pylint fatal": LineSample(
        "pylint-text",
        "************* Module gone\ngone.py:1:0: F0001: No module named gone.py (fatal)\n",
        (1, 0, 0),
        1,
    ),
    "pylint clean": LineSample(
        "pylint-text",
        "\n--------------------------------------------------------------------\n"
        "Your code has been rated at 10.00/10 (previous run: 10.00/10, +0.00)\n",
        (0, 0, 0),
    ),
    "flake8": LineSample(
        "flake8-text",
        "./a.py:1:1: F401 'os' imported but unused\n./a.py:2:80: E501 line too long (82 > 79 characters)\n"
        "    long_line = 1\n               ^\n./a.py:3:1: W291 trailing whitespace\n./a.py:4:1: C901 'f' is too complex (11)\n",
        (3, 1, 0),
    ),
    "flake8 syntax error": LineSample(
        "flake8-text",
        "./a.py:1:4: E999 SyntaxError: invalid syntax\n./b.py:1:1: F401 'os' imported but unused\n",
        (2, 0, 0),
        1,
    ),
    "ruff concise": LineSample(
        "flake8-text",
        "a.py:1:8: F401 [*] `os` imported but unused\na.py:2:1: W291 Trailing whitespace\nFound 2 errors.\n"
        "[*] 1 fixable with the `--fix` option.\n",
        (1, 1, 0),
    ),
    "ruff grouped": LineSample(
        "flake8-text",
        "a.py:\n  1:8 F401 [*] `os` imported but unused\n  2:5 invalid-syntax: Cannot use `match` statement\n\n"
        "Found 2 errors.\n",
        (2, 0, 0),
    ),
    "ruff full": LineSample(
        "flake8-text",
        "F401 [*] `os` imported but unused\n --> a.py:1:8\n  |\n1 | import os\n  |        ^^\n  |\n"
        "help: Remove unused import: `os`\n\nFound 1 error.\n[*] 1 fixable with the `--fix` option.\n",
        (1, 0, 0),
    ),
    "ruff clean": LineSample("flake8-text", "All checks passed!\n", (0, 0, 0)),
    "ruff after mending": LineSample(
        "flake8-text", "a.py:3:5: F841 Unused\nFound 3 errors (2 fixed, 1 remaining).\n", (1, 0, 0)
    ),
    "ruff mended all": LineSample("flake8-text", "Found 1 error (1 fixed, 0 remaining).\n", (0, 0, 0)),
    "ruff format, grouped": LineSample(
        "black-text",
        "a.py:\n  1:8 unformatted: File would be reformatted\n\n1 file would be reformatted\n",
        (1, 0, 0),
    ),
    "pydocstyle": LineSample(
        "pydocstyle-text",
        "a.py:1 at module level:\n        D100: Missing docstring in public module\n"
        "a.py:7 in public function `f`:\n        D103: Missing docstring in public function\n",
        (2, 0, 0),
    ),
    "bandit custom": LineSample(
        "bandit-text",
        "a.py:4: MEDIUM: B307: Use of possibly insecure function\na.py:5:2: B105[bandit]: LOW: Possible hardcoded password\n"
        "a.py:6: UNDEFINED: B999: Who knows\n",
        (1, 1, 1),
    ),
    "bandit": LineSample(
        "bandit-text",
        "Run started:2026-01-01 00:00:00\n\nTest results:\n"
        ">> Issue: [B602:subprocess_popen_with_shell_equals_true] subprocess call with shell=True identified.\n"
        "   Severity: High   Confidence: High\n   CWE: CWE-78 (https://cwe.mitre.org/data/definitions/78.html)\n"
        "   Location: ./a.py:2:0\n1\timport subprocess\n2\tsubprocess.call(x, shell=True)\n\n"
        "--------------------------------------------------\n\nFiles skipped (0):\n",
        (1, 0, 0),
    ),
    "bandit clean": LineSample(
        "bandit-text",
        "Test results:\n\tNo issues identified.\n\nCode scanned:\n\tTotal lines of code: 1\nFiles skipped (0):\n",
        (0, 0, 0),
    ),
    "mypy": LineSample(
        "mypy-text",
        'a.py: note: In function "f":\na.py:3: error: Incompatible return value type  [return-value]\n'
        "a.py:5:9: error: No overload variant matches  [call-overload]\na.py:5:9: note: Possible overload variants:\n"
        'b.py:2: note: Revealed type is "builtins.int"\nFound 2 errors in 1 file (checked 2 source files)\n',
        (2, 0, 1),
    ),
    "mypy stopped": LineSample(
        "mypy-text",
        "a.py:1: error: Invalid syntax  [syntax]\nFound 1 error in 1 file (errors prevented further checking)\n",
        (1, 0, 0),
        2,
    ),
    "mypy clean": LineSample("mypy-text", "Success: no issues found in 5 source files\n", (0, 0, 0)),
    "pyright": LineSample(
        "pyright-text",
        '/w/a.py\n  /w/a.py:3:5 - error: "x" is not defined (reportUndefinedVariable)\n'
        '  /w/a.py:4:5 - warning: Import "y" is not accessed (reportUnusedImport)\n'
        "1 error, 1 warning, 0 informations \n",
        (1, 1, 0),
    ),
    "pyright clean": LineSample("pyright-text", "0 errors, 0 warnings, 0 informations \n", (0, 0, 0)),
    "black": LineSample(
        "black-text",
        "would reformat src/a.py\nwould reformat src/b.py\n\nOh no! 💥 💔 💥\n"
        "2 files would be reformatted, 3 files would be left unchanged.\n",
        (2, 0, 0),
    ),
    "black stopped": LineSample(
        "black-text",
        "error: cannot format src/a.py: Cannot parse: 1:3: jan~20\nOh no! 💥 💔 💥\n1 file would fail to reformat.\n",
        (1, 0, 0),
        1,
    ),
    "black clean": LineSample("black-text", "All done! ✨ 🍰 ✨\n3 files would be left unchanged.\n", (0, 0, 0)),
    "ruff format": LineSample(
        "black-text", "Would reformat: a.py\n1 file would be reformatted, 3 files already formatted\n", (1, 0, 0)
    ),
    "black 26": LineSample(
        "black-text",
        "error: cannot parse: /w/s.py:1:6\n    def x(:\n         ^\nParseError: bad input\nwould reformat /w/a.py\n",
        (2, 0, 0),
        1,
    ),
    "ruff format with places": LineSample(
        "black-text",
        "unformatted: File would be reformatted\n --> src/a.py:3:1\n  |\n   - def f( x ):\n3  + def f(x):\n  |\n\n"
        "1 file would be reformatted\n",
        (1, 0, 0),
    ),
    "isort": LineSample(
        "isort-text",
        "ERROR: /app/main.py Imports are incorrectly sorted and/or formatted.\nSkipped 2 files\n",
        (1, 0, 0),
    ),
    "yamllint": LineSample(
        "yamllint-text",
        'a.yml\n  1:1       warning  missing document start "---"  (document-start)\n'
        "  3:81      error    line too long (122 > 80 characters)  (line-length)\n\n",
        (1, 1, 0),
    ),
    "yamllint parsable": LineSample(
        "yamllint-text",
        'a.yml:1:1: [warning] missing document start "---" (document-start)\n'
        "a.yml:3:1: [error] syntax error: expected <block end> (syntax)\n",
        (1, 1, 0),
        1,
    ),
    "markdownlint": LineSample(
        "markdownlint-text",
        "a.md:1:81 error MD013/line-length Line length [Expected: 80; Actual: 99]\n"
        "a.md:3 MD012/no-multiple-blanks Blank lines\n",
        (2, 0, 0),
    ),
    "eslint": LineSample(
        "eslint-text",
        "\n/w/a.js\n   1:10  error    'f' is defined but never used  no-unused-vars\n"
        "   2:3   warning  Unexpected console statement    no-console\n   5:1   error    Parsing error: Unexpected token\n\n"
        "✖ 3 problems (2 errors, 1 warning)\n  1 error and 0 warnings potentially fixable with the `--fix` option.\n",
        (2, 1, 0),
        1,
    ),
    "eslint compact": LineSample(
        "eslint-text",
        "/w/a.js: line 2, col 10, Error - 'f' is never used. (no-unused-vars)\n"
        "/w/a.js: line 3, col 1, Warning - Strings must use singlequote. (quotes)\n\n2 problems\n",
        (1, 1, 0),
    ),
    "eslint unix": LineSample(
        "eslint-text",
        "/w/a.js:2:10: 'f' is never used. [Error/no-unused-vars]\n/w/a.js:3:1: Odd. [Warning/quotes]\n\n2 problems\n",
        (1, 1, 0),
    ),
    "stylelint unix": LineSample(
        "eslint-text",
        "/w/a.css:1:25: Empty block (block-no-empty) [error]\n\n1 problem (1 error, 0 warnings)\n",
        (1, 0, 0),
    ),
    "stylelint": LineSample(
        "eslint-text",
        "\na.css\n  1:5   ✖  Unexpected empty block      block-no-empty\n  2:3   ⚠  Expected shorthand  shorthand\n\n"
        "✖ 2 problems (1 error, 1 warning)\n",
        (1, 1, 0),
    ),
    "remark": LineSample(
        "eslint-text",
        "docs/a.md\n 25:3-25:9  warning Incorrect indent: add 2 spaces list-item-indent remark-lint\n\n⚠ 1 warning\n",
        (0, 1, 0),
    ),
    "remark clean": LineSample("eslint-text", "docs/a.md: no issues found\n", (0, 0, 0)),
    "standard": LineSample(
        "standardjs-text",
        "standard: Use JavaScript Standard Style (https://standardjs.com)\n  /w/a.js:4:12: Extra semicolon. (semi)\n"
        "  /w/a.js:1:1: Unexpected var. (no-var) (warning)\n",
        (1, 1, 0),
    ),
    "tslint": LineSample(
        "tslint-text",
        "ERROR: src/a.ts[418, 38]: ' should be \"\nWARNING: src/a.ts[15, 11]: missing semicolon\n",
        (1, 1, 0),
    ),
    "rubocop": LineSample(
        "rubocop-text",
        "Inspecting 2 files\nCW\n\nOffenses:\n\n"
        'a.rb:1:5: C: [Correctable] Style/StringLiterals: Prefer single quotes.\nx = "a"\n'
        "    ^^^\na.rb:4:5: W: Lint/UselessAssignment: Useless assignment.\n    end\n    ^^^\nb.rb:1:1: Q: Who knows.\n\n"
        "2 files inspected, 2 offenses detected\n",
        (0, 1, 1),
    ),
    "rubocop simple": LineSample(
        "rubocop-text",
        "== a.rb ==\nC:  1:  5: Naming/MethodName: Use snake_case.\n\n1 file inspected, 1 offense detected\n",
        (0, 0, 1),
    ),
    "rubocop clean": LineSample(
        "rubocop-text", "Inspecting 2 files\n..\n\n2 files inspected, no offenses detected\n", (0, 0, 0)
    ),
    "reek": LineSample(
        "reek-text",
        "Inspecting 2 file(s):\nS.\n\na.rb -- 2 warnings:\n  a.rb:3: IrresponsibleModule: A has no descriptive comment\n"
        "  [5, 7]:FeatureEnvy: A#b refers to 'c' more than self\n2 total warnings\n",
        (0, 2, 0),
    ),
    "sorbet": LineSample(
        "sorbet-text",
        "a.rb:13: Method `barr` does not exist on `A` https://srb.help/7003\n    13 |  A.new.barr(91)\n"
        "              ^^^^\nErrors: 1\n",
        (1, 0, 0),
    ),
    "sorbet clean": LineSample("sorbet-text", "No errors! Great job.\n", (0, 0, 0)),
    "brakeman": LineSample(
        "brakeman-tabs",
        "/app/a.rb\t13\tCommand Injection\tPossible command injection\tHigh\n"
        "/app/b.rb\t10\tDangerous Send\tMethod execution\tWeak\n"
        "/app/c.rb      10      Dangerous Send  General User controlled     Medium\n",
        (1, 1, 1),
    ),
    "perlcritic": LineSample(
        "perlcritic-text",
        "a.pl: Code not contained in package at line 1, column 1.  Violates encapsulation.  (Severity: 4)\n"
        'Magic variable "$@" at line 7, column 5.  See page 79 of PBP.  (Severity: 3)\n'
        "a.pl: Code is not tidy at line 1, column 1.  See page 33 of PBP.  (Severity: 1)\n",
        (1, 1, 1),
    ),
    "perlcritic clean": LineSample("perlcritic-text", "a.pl source OK\n", (0, 0, 0)),
    "luacheck": LineSample(
        "luacheck-text",
        "Checking a.lua                                    2 warnings\n\n"
        "    a.lua:5:17: (W612) line contains trailing whitespace\n"
        "    a.lua:9:1-4: (W211) unused variable x\n\nTotal: 2 warnings / 0 errors in 1 file\n",
        (0, 2, 0),
    ),
    "hlint": LineSample(
        "hlint-text",
        "src/A.hs:11:18: Suggestion: Redundant bracket\nFound:\n  (a)\nPerhaps:\n  a\n\n"
        "src/A.hs:(12,3)-(14,5): Warning: Use map\nFound:\n  f\n\n2 hints\n",
        (0, 1, 1),
    ),
    "hlint clean": LineSample("hlint-text", "No hints\n", (0, 0, 0)),
    "puppet-lint": LineSample(
        "puppet-lint-text",
        "a.pp:1:autoloader_layout:ERROR:a not in autoload module layout\nC:\\etc\\b.pp:3:80chars:WARNING:line is long\n"
        "c.pp - WARNING: double quoted string on line 3 (check: double_quoted_strings)\n",
        (1, 2, 0),
    ),
    "rflint of known severities": LineSample(
        "rflint-text", "+ a.robot\nW: 1, 0: No suite documentation (RequireSuiteDocumentation)\n", (0, 1, 0)
    ),
    "rflint": LineSample(
        "rflint-text",
        "+ ./login.robot\nW: 25, 100: Line is too long (LineTooLong)\n"
        "E: 40, 0: No documentation (RequireKeywordDocumentation)\n"
        "K: 41, 0: Nobody knows this severity (New Rule)\n",
        (2, 1, 0),
    ),
    "shellcheck": LineSample(
        "shellcheck-text",
        "\nIn a.sh line 3:\necho $x\n     ^-- SC2086 (info): Double quote to prevent globbing.\n"
        "     ^-- SC2154 (warning): x is referenced but not assigned.\n\nIn a.sh line 5:\nif [ ]\n^-- SC1009 (error): Parse.\n"
        "  ^---^ SC2003 (style): expr is antiquated.\n",
        (1, 1, 2),
    ),
    "hadolint": LineSample(
        "hadolint-text",
        "Dockerfile:3 DL3008 warning: Pin versions\nDockerfile:4 SC2086 info: Quote\nDockerfile:5 DL3002 Last user\n",
        (1, 1, 1),
    ),
    "oelint": LineSample(
        "oelint-text",
        "/w/a.bb:0:error:oelint.var.mandatoryvar.SECTION:Variable 'SECTION' should be set\n"
        "\x1b[33m/w/a.bb:4:warning:oelint.vars.homepageprefix:'HOMEPAGE' should start with 'http'\x1b[0m\n",
        (1, 1, 0),
    ),
    "xmllint": LineSample(
        "xmllint-text",
        "a.xml:5: parser error : Opening and ending tag mismatch\n</body>\n       ^\n"
        "b.xml:2: element b: Schemas validity error : Element 'b': not expected.\nb.xml fails to validate\n",
        (2, 0, 0),
    ),
    "xmllint clean": LineSample("xmllint-text", "b.xml validates\n", (0, 0, 0)),
    "msbuild": LineSample(
        "msbuild-text",
        "Build started.\n  1>C:\\w (x86)\\a.cs(10,17): warning CS0168: declared but never used [C:\\w\\a.csproj]\n"
        "b.h(5) : note: see declaration\nb.h(18) : error C2065: 'x': undeclared identifier\nc.h(334,3): error : no code\n"
        "MSBUILD : error MSB1009: Project file does not exist.\n\nBuild FAILED.\n\n"
        "  1>C:\\w (x86)\\a.cs(10,17): warning CS0168: declared but never used [C:\\w\\a.csproj]\n"
        "    1 Warning(s)\n    3 Error(s)\n",
        (3, 1, 0),
        1,
    ),
    "msbuild clean": LineSample("msbuild-text", "Build succeeded.\n    0 Warning(s)\n    0 Error(s)\n", (0, 0, 0)),
    "tsc": LineSample(
        "msbuild-text",
        "src/a.ts(3,13): error TS7006: Parameter 'y' implicitly has an 'any' type.\n"
        "src/a.ts:5:12 - error TS2345: Argument of type 'boolean'.\n\n5 f(true)\n    ~~~~\n\n"
        "Found 2 errors in the same file.\n",
        (2, 0, 0),
    ),
    "maven": LineSample(
        "jvm-build-text",
        "[INFO] Compiling 2 source files\n[WARNING] /w/A.java:[12,39] [deprecation] B in C has been deprecated\n"
        "[WARNING] /w/B.kt: (44, 63) Unchecked cast\n[ERROR] /w/C.scala:59: warning: method error is deprecated\n"
        "[WARNING] /w/A.java:[12,39] [deprecation] B in C has been deprecated\n",
        (1, 2, 0),
    ),
    "kotlin": LineSample(
        "jvm-build-text",
        "> Task :compileKotlin\ne: file:///w/A.kt:37:50 Unresolved reference: b\n"
        "w: /w/A.kt: (36, 5): Parameter 'c' is never used\n",
        (1, 1, 0),
    ),
    "eclipse": LineSample(
        "eclipse-compiler-text",
        "----------\n    [javac] 1. WARNING in /w/A.java (at line 10)\n    [javac] \timport b.C;\n    [javac] \t       ^^^\n"
        "    [javac] The import b.C is never used\n    [javac] ----------\n    [javac] 2. ERROR in /w/A.java (at line 10)\n"
        "    [javac] \timport b.C;\n    [javac] \t       ^\n    [javac] The import b cannot be resolved\n"
        "    [javac] ----------\n    [javac] 2 problems (1 error, 1 warning)\n",
        (1, 1, 0),
    ),
    "checkstyle clean": LineSample("jvm-build-text", "Starting audit...\nAudit done.\n", (0, 0, 0)),
    "cargo": LineSample(
        "cargo-text",
        "    Checking a v0.1.0 (/w/a)\nwarning: unused import: `b`\n --> src/main.rs:3:5\n  |\n3 | use b;\n  |     ^\n  |\n"
        "  = note: `#[warn(unused_imports)]` on by default\n\n"
        "error[E0425]: cannot find value `c` in this scope\n --> src/main.rs:6:5\n\n"
        'warning: `a` (bin "a") generated 1 warning\nerror: could not compile `a` (bin "a") due to 1 previous error\n',
        (1, 1, 0),
        1,
    ),
    "cargo clean": LineSample(
        "cargo-text", "    Checking a v0.1.0 (/w/a)\n    Finished dev [unoptimized] target(s) in 0.2s\n", (0, 0, 0)
    ),
    "nix": LineSample(
        "nix-text",
        "error: undefined variable 'b'\n\n       at /w/flake.nix:18:23:\n           17|     a =\n\n"
        "warning: Git tree '/w' is dirty\n",
        (1, 1, 0),
    ),
    "cpplint": LineSample(
        "cpplint-text",
        "Done processing a.cpp\na.cpp:5:  Do not use namespace using-directives.  [build/namespaces] [5]\n"
        "c:\\w\\b.cpp(824):  Tab found; better to use spaces  [whitespace/tab] [1]\nTotal errors found: 2\n",
        (2, 0, 0),
    ),
    "cpplint clean": LineSample("cpplint-text", "Done processing a.cpp\nTotal errors found: 0\n", (0, 0, 0)),
    "go": LineSample(
        "go-lint-text",
        "# shop/cart\na.go:42:21: Error return value is not checked (errcheck)\n\tdefer c.w.Write(nl)\n\t               ^\n"
        "vet: b.go:7: possible malformed +build comment\nc.go:9:1:warning: exported function (golint)\n"
        "/w/d.go:37:2: Deferring unsafe method (Rule:G307, Severity:MEDIUM, Confidence:HIGH)\nexit status 1\n",
        (2, 2, 0),
    ),
    "golangci clean": LineSample("go-lint-text", "0 issues.\n", (0, 0, 0)),
    "swiftlint": LineSample(
        "swiftlint-text",
        "Linting Swift files in current working directory\nLinting 'A.swift' (1/1)\n"
        "/w/A.swift:3:1: warning: Line Length Violation: too long (line_length)\n"
        "/w/A.swift: error: File Name Violation: wrong (file_name)\nDone linting! Found 2 violations, 1 serious in 1 file.\n",
        (1, 1, 0),
    ),
    "phpcs": LineSample(
        "phpcs-emacs",
        "/w/a.php:2:1: error - Missing doc comment (PEAR.Commenting)\n/w/a.php:3:1: warning - Long line\n",
        (1, 1, 0),
    ),
    "gcc": LineSample(
        "gcc-text",
        "In file included from b.h:4,\n                 from a.c:1:\na.c: In function 'main':\n"
        "a.c:3:9: warning: unused variable 'x' [-Wunused-variable]\n    3 |     int x;\n      |         ^\n"
        "a.c:5:3: error: 'y' undeclared (first use in this function)\n"
        "a.c:5:3: note: each undeclared identifier is reported once\n",
        (1, 1, 0),
    ),
    "gcc fatal": LineSample(
        "gcc-text", "a.c:1:10: fatal error: b.h: No such file or directory\ncompilation terminated.\n", (1, 0, 0), 1
    ),
    "linker": LineSample(
        "gcc-text",
        "/usr/bin/ld: a.o: in function `main':\na.c:(.text+0x5): undefined reference to `b'\n"
        "collect2: error: ld returned 1 exit status\n",
        (0, 0, 0),
        3,
    ),
    "clang": LineSample(
        "gcc-text",
        "a.cpp:8:12:{8:8-8:14}{8:17-8:24}: warning: Division by zero [clang-analyzer-core.DivideZero]\n  return x % 0;\n"
        "           ^\na.cpp:8:12: note: Division by zero\nC/C++: b.cpp:3:1: remark: loop vectorized [-Rpass]\n"
        "<unknown>:0: error: strange\n2 warnings generated.\n",
        (1, 1, 1),
    ),
    "javac": LineSample(
        "gcc-text",
        "/w/A.java:51: warning: [StringSplitter] Prefer Splitter\n    x.split();\n           ^\n"
        "    (see http://errorprone.info)\n1 warning\n",
        (0, 1, 0),
    ),
    "shellcheck gcc": LineSample(
        "gcc-text", "a.sh:3:6: note: Double quote. [SC2086]\na.sh:4:1: warning: Unused. [SC2034]\n", (0, 1, 1)
    ),
    "quoted": LineSample(
        "quoted-path-text",
        '"a.c", line 212: warning: statement not reached\n"b.c", line 3: Error:  #20: identifier "x" is undefined\n'
        '"c.c",34 Warning[Pe177]: function "f" was declared but never referenced\n'
        '"d.c", line 5: warning #177-D: variable "y" was declared\n"e.c", line 7.4: 1506-166 (S) Definition requires a list.\n'
        '"a.c", line 212: warning: statement not reached\n',
        (2, 3, 0),
    ),
    "cppcheck": LineSample(
        "cppcheck-text",
        "Checking a.cpp...\n[a.cpp:12]: (error) Memory leak: p\n[a.cpp:4] -> [b.cpp:9]: (style) Same expression\n"
        "[a.cpp:13]: (information) Skipping\n",
        (1, 1, 1),
    ),
    "cmake": LineSample(
        "cmake-text",
        "-- Detecting CXX\nCMake Warning (dev) at CMakeLists.txt:3 (find_package):\n  Policy CMP0074 is not set.\n\n"
        "CMake Deprecation Warning at b/CMakeLists.txt:1 (cmake_minimum_required):\n  Compatibility.\n\n"
        "CMake Error in CMakeLists.txt:\n  No target\n\n-- Configuring incomplete, errors occurred!\n",
        (1, 2, 0),
        1,
    ),
    "php": LineSample(
        "php-text",
        "PHP Parse error:  syntax error, unexpected '}' in /w/a.php on line 25\n"
        "Warning: Undefined variable $x in /w/b.php on line 3\nNotice: Odd in /w/b.php on line 4\n",
        (1, 1, 1),
    ),
    "php clean": LineSample("php-text", "No syntax errors detected in a.php\n", (0, 0, 0)),
    "elixir": LineSample(
        "elixir-text",
        'Compiling 2 files (.ex)\n    warning: variable "x" is unused\n    │\n  3 │   x = 1\n    │   ~\n    │\n'
        "    └─ lib/a.ex:3:5: A.b/0\n\nwarning: unused import C\n  lib/b.ex:2\n",
        (0, 2, 0),
    ),
    "dart": LineSample(
        "dart-text",
        "Analyzing a...\n\n  error • Undefined name 'x' • lib/a.dart:3:5 • undefined_identifier\n"
        "warning - lib/a.dart:4:1 - Unused import - unused_import\n"
        "INFO|LINT|PREFER_CONST|/w/a.dart|5|1|9|Use const\n\n3 issues found.\n",
        (1, 1, 1),
    ),
    "dart clean": LineSample("dart-text", "Analyzing a...\nNo issues found!\n", (0, 0, 0)),
    "scalastyle": LineSample(
        "scalastyle-text",
        "warning file=/w/A.scala message=Public method must have explicit type line=3 column=6\n"
        "error file=/w/A.scala message=Header does not match\nFinished in 12 ms\n",
        (1, 1, 0),
    ),
    "haml": LineSample(
        "haml-lint-text",
        "app/a.haml:3 [W] LineLength: Line is too long\napp/a.haml:4 [E] Syntax error\n\n2 files inspected, 2 lints detected\n",
        (1, 1, 0),
    ),
    "protolint": LineSample(
        "protolint-text",
        "[a.proto:14:1] The line length is 91\n[b.proto:3:5] Field name must be snake_case\n",
        (2, 0, 0),
    ),
    "plain": LineSample(
        "plain-lines",
        "a.py:1: 'os' imported but unused\n.github/workflows/ci.yml:3:5: unexpected key \"x\" [syntax-check]\n"
        "src/A.kt:1:1: Unused import (standard:no-unused-imports)\n",
        (3, 0, 0),
    ),
    "codespell": LineSample("codespell-text", "README.md:1: teh ==> the\na.py:6: thier ==> their, there\n", (0, 2, 0)),
    "cspell": LineSample(
        "cspell-text",
        "README.md:1:3 - Unknown word (smal) fix: (small)\na.py:6:12 - Forbidden word (teh)\n"
        "CSpell: Files checked: 2, Issues found: 2 in 2 files.\n",
        (0, 2, 0),
    ),
    "cspell clean": LineSample("cspell-text", "CSpell: Files checked: 7, Issues found: 0 in 0 files.\n", (0, 0, 0)),
    "cspell failed": LineSample(
        "cspell-text", "CSpell: Files checked: 1, Issues found: 0 in 0 files with 1 error.\n", (0, 0, 0), 1
    ),
    "vulture": LineSample(
        "vulture-text",
        "shop.py:1: unused import 'os' (90% confidence)\nshop.py:6: unreachable code after 'return' (100% confidence)\n"
        "shop.py:9: unused function 'pay' (60% confidence, 2 lines)\n",
        (0, 3, 0),
    ),
    "helm": LineSample(
        "helm-lint-text",
        "==> Linting ./shop\n[INFO] Chart.yaml: icon is recommended\n[WARNING] templates/a.yaml: object name is too long\n"
        "[ERROR] templates/: parse error at (shop/templates/a.yaml:3): unclosed action\n\n"
        "Error: 1 chart(s) linted, 1 chart(s) failed\n",
        (1, 1, 1),
    ),
    "helm quiet": LineSample(
        "helm-lint-text",
        "==> Linting ./shop\n[WARNING] a.yaml: m\n\nError: 2 chart(s) linted, 1 chart(s) failed\n",
        (0, 1, 0),
    ),
    "helm clean": LineSample(
        "helm-lint-text", "==> Linting ./shop\n\n1 chart(s) linted, 0 chart(s) failed\n", (0, 0, 0)
    ),
    **{name: LineSample(*sample) for name, sample in MORE.items()},
}

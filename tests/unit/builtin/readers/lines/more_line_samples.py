"""More small reports, in the words of their tools: hardware, embedded compilers, documents, clones."""

from __future__ import annotations

from collections.abc import Mapping

# The reader, what the tool printed, errors, warnings and notes among the findings, and what the tool says went wrong.
MORE: Mapping[str, tuple[str, str, tuple[int, int, int], int]] = {
    "verilator": (
        "verilator-text",
        (
            "%Warning-WIDTH: rtl/top.v:12:5: Operator ADD expects 32 bits\n"
            "                          : ... note: In instance 'top'\n   12 |   x\n      |   ^\n"
            "                ... For warning description see https://verilator.org/warn/WIDTH\n"
            "%Error: rtl/top.v:13: syntax error, unexpected end\n%Warning-PINMISSING: Odd call\n"
            "%Error: Exiting due to 1 error(s), 2 warning(s)\n"
        ),
        (1, 2, 0),
        0,
    ),
    "questa": (
        "questa-text",
        (
            "-- Compiling module top\n# ** Error: Simulation ran too long.\n"
            "#    Time: 0 us  Scope: tb File: /w/tb.sv Line: 312\n"
            "# ** Note: Data takes 2 bytes\n** Warning: src/a.v(71): (vlog-2623) Undefined variable: b.\n"
            "# ** Warning: (vsim-8233) /w/tb.v(146): Index x is out of bounds.\n** Fatal: (vsim-3807) Types do not match.\n"
            "# ** Warning: ** while parsing file included at tb.sv(12)\n# ** while parsing file included at top.sv(9)\n"
            "# ** at ps.v(71): (vlog-2623) Undefined variable: c.\n"
            "** Error (suppressible): a.sv(3): (vlog-7033) Driven twice.\n"
            "Errors: 3, Warnings: 3\n"
        ),
        (3, 3, 0),
        0,
    ),
    "questa clean": ("questa-text", "-- Compiling module top\nErrors: 0, Warnings: 0\n", (0, 0, 0), 0),
    "cadence": (
        "cadence-text",
        (
            "xmvlog: *W,SPDUSD (./rtl/a.v,36|21): Include directory is not used.\n"
            "ncelab: *W,CUVWSP (/w/b.vhd,27): 1 output port was not connected:\n"
            "xmvlog: *E,NOTSTT (a.v,3|2): expecting a statement\n"
            "xmsim: *W,NOLIC: no licence yet\nxmsim: *N,READY: reading\n"
        ),
        (1, 3, 0),
        0,
    ),
    "bluepearl": (
        "bluepearl-text",
        (
            "--BPS-0730: Status: Reading design...\nI-VERI-9014: The search library now includes 'work'\n"
            "W-VERI-1330: top.v(51): bit length 1 differs\nE-BPS-0802: Nothing drives the signal\n"
        ),
        (1, 1, 0),
        0,
    ),
    "vivado": (
        "vivado-text",
        (
            "INFO: [Synth 8-6157] synthesizing module 'top' [/w/top.v:1]\n"
            "WARNING: [Synth 8-3331] port a is unconnected [/w/top.v:23]\n"
            "CRITICAL WARNING: [Vivado 12-4739] No valid object found\nERROR: [Common 17-69] Command failed\n"
            "20 Infos, 1 Warnings, 1 Critical Warnings and 2 Errors encountered.\n"
        ),
        (2, 1, 0),
        0,
    ),
    "quartus": (
        "quartus-text",
        (
            "Info (12021): Found 1 design units\nWarning (10036): object a assigned but never read File: /w/a.v Line: 12\n"
            "Critical Warning (332012): Synopsys Design Constraints File was not found\n"
            "    Error (10170): syntax error near text: ; File: /w/b.v Line: 3\n"
            "Error: Quartus Prime Analysis & Synthesis was unsuccessful. 1 error, 1 warning\n"
        ),
        (2, 1, 0),
        0,
    ),
    "tasking": (
        "tasking-text",
        (
            'ctc W549: ["C:\\w\\a.c" 8796/7] condition is always true\nctc I801: ["C:\\w\\a.h" 50] previous definition\n'
            'ctc E208: ["C:\\w\\b.h" 380/1] syntax error\nctc F104: protection error: No license key found\n'
        ),
        (2, 1, 1),
        1,
    ),
    "pc-lint": (
        "pclint-text",
        (
            "--- Module:   a.c (C)\na.c  10  Info 714: Symbol 'x' not referenced\n"
            "a.c  11  Warning 530: Symbol 'y' not initialized\n"
            "C:\\w\\b.c  12  Error 40: Undeclared identifier 'z'\n"
        ),
        (1, 1, 1),
        0,
    ),
    "qac": (
        "qac-text",
        (
            "C:/w/a.c(2,1): Msg(2:3120) Hexadecimal constant.\n/w/b.c(3,1): +++ Err(9:851) Too deep\n"
            "/w/b.c(4,1): Err(9:852) Odd\n"
        ),
        (1, 1, 0),
        0,
    ),
    "gnat": (
        "gnat-text",
        (
            'gcc -c cart.adb\ncart.adb:12:07: warning: variable "Y" is not referenced [-gnatwu]\n'
            "cart.adb:13:01: (style) bad indentation\n"
            'cart.adb:14:02: "Z" is undefined\nshop.ads:3:9: info: postcondition proved\n'
            "shop.ads:4:9: medium: overflow check might fail\n"
        ),
        (1, 2, 2),
        0,
    ),
    "erlc": (
        "erlc-text",
        (
            "src/a.erl:5:9: Warning: variable 'X' is unused\n%    5|     X = 3,\n%     |     ^\n\n"
            "include/b.hrl:18: syntax error before: foo\n"
        ),
        (1, 1, 0),
        0,
    ),
    "gfortran": (
        "gfortran-text",
        (
            " In file a.f90:12\n\n call x\n     1\nWarning: line truncated\nb.f:7.22:\n\n   integer :: x\n"
            "                      1\n"
            "Error: Symbol 'x' at (1) has no IMPLICIT type\nc.f90:9:22:\n\n    9 |   integer :: x\n      |              1\n"
            "Warning: Unused variable 'x' declared at (1) [-Wunused-variable]\n"
        ),
        (1, 2, 0),
        0,
    ),
    "nagfor": (
        "nagfor-text",
        (
            "Info: C:\\w\\a.inc, line 1: Unterminated last line\nWarning: /w/b.f90, line 5: Procedure pointer F\n"
            "Questionable: c.f90, line 12: Array constructor\nExtension(F2018): d.f90, line 9: Left-hand side\n"
            "Error: e.f90: Character function length 7\n[NAG Fortran Compiler normal termination]\n"
        ),
        (1, 2, 2),
        0,
    ),
    "acucobol": (
        "acucobol-text",
        "/w/copy/a.CPY, line 39: Warning: Imperative statement required\n/w/b.cob, line 40: Error: Undefined data item\n",
        (1, 1, 0),
        0,
    ),
    "buckminster": (
        "buckminster-text",
        (
            "Building all\nWarning: file E:/w/src/A.java, line 30: The import x is never used\n"
            "Error: file E:/w/plugin.xml: Not good\n"
        ),
        (1, 1, 0),
        0,
    ),
    "sphinx": (
        "sphinx-text",
        (
            "Running Sphinx v8.1.3\n/w/docs/a.rst:12: ERROR: Unknown directive type.\n"
            "/w/docs/b.rst: WARNING: document isn't included\n"
            "shop.py:docstring of shop.cart:26: WARNING: reference target not found: c [ref.py]\n"
            "/w/docs/c.rst:None: WARNING: Could not obtain image size.\nWARNING: html_static_path entry does not exist\n"
            "build finished with problems, 5 warnings (with warnings treated as errors).\n"
        ),
        (1, 4, 0),
        0,
    ),
    "latex": (
        "latex-text",
        (
            "This is pdfTeX, Version 3.14 (TeX Live 2026)\n! Undefined control sequence.\nl.12 \\foo\n"
            "LaTeX Warning: Reference `x' on page 1 undefined on input line 12.\n"
            "Package hyperref Warning: Token not allowed.\nOverfull \\hbox (3.2pt too wide) in paragraph at lines 3--4\n"
            "Output written on a.pdf (3 pages).\n"
        ),
        (1, 2, 1),
        0,
    ),
    "flawfinder": (
        "flawfinder-text",
        (
            "Flawfinder version 2.0.19, (C) 2001-2019 David A. Wheeler.\nExamining a.c\n\nFINAL RESULTS:\n\n"
            "a.c:32:  [5] (buffer) gets: Does not check for buffer overflows.\n"
            "a.c:56:3:  [2] (misc) open: Check when opening.\n\n"
            "ANALYSIS SUMMARY:\n\nHits = 2\nLines analyzed = 125\n"
        ),
        (1, 0, 1),
        0,
    ),
    "flawfinder clean": ("flawfinder-text", "Flawfinder version 2.0.19\nExamining a.c\nHits = 0\n", (0, 0, 0), 0),
    "sqlfluff": (
        "sqlfluff-text",
        (
            "== [a.sql] FAIL\nL:   1 | P:   1 | LT01 | Expected only single space.\n"
            "                       | [layout.spacing]\n"
            "L:  12 | P:   5 | RF02 | Unqualified reference\n== [b.sql] PASS\nAll Finished!\n"
        ),
        (0, 2, 0),
        0,
    ),
    "sqlfluff clean": ("sqlfluff-text", "== [b.sql] PASS\nAll Finished!\n", (0, 0, 0), 0),
    "dotenv": (
        "dotenv-text",
        (
            "Checking .env\n.env:2 DuplicatedKey: The FOO key is duplicated\n"
            "conf/.env.test:3 Leading space detected\n\nFound 2 problems\n"
        ),
        (0, 2, 0),
        0,
    ),
    "dotenv clean": ("dotenv-text", "Checking .env\n\nNo problems found\n", (0, 0, 0), 0),
    "erb-lint": (
        "erb-lint-text",
        (
            "Linting 8 files with 12 linters...\n\nRemove the empty line.\nIn file: app/views/show.html.erb:95\n\n"
            "Remove newline before `%>`.\nIn file: app/views/index.html.erb:38\n\n2 error(s) were found in ERB files\n"
        ),
        (2, 0, 0),
        0,
    ),
    "erb-lint compact": (
        "erb-lint-text",
        "Linting 1 files with 13 linters...\na.html.erb:9:0: Indent `%>` on column 4.\n",
        (1, 0, 0),
        0,
    ),
    "foodcritic": (
        "foodcritic-text",
        "FC001: Use strings: ./recipes/a.rb:10\nFC007: Ensure dependencies: are reflected: ./recipes/b.rb:12\n",
        (0, 2, 0),
        0,
    ),
    "ansible-lint": (
        "ansible-lint-text",
        (
            "WARNING  Listing 2 violation(s) that are fatal\nyaml[line-length]: Line too long (170 > 160 characters)\n"
            "roles/a/tasks/main.yml:12\n\nname[casing]: All names should start with an uppercase letter. (warning)\n"
            "roles/a/tasks/main.yml:14 Task/Handler: foo\n\nFailed: 1 failure(s), 1 warning(s) on 5 files.\n"
        ),
        (1, 1, 0),
        0,
    ),
    "ansible-lint clean": (
        "ansible-lint-text",
        "Passed: 0 failure(s), 0 warning(s) on 5 files. Last profile was 'production'.\n",
        (0, 0, 0),
        0,
    ),
    "cpd": (
        "cpd-text",
        (
            "Found a 7 line (110 tokens) duplication in the following files: \nStarting at line 24 of /w/A.java\n"
            "Starting at line 32 of /w/B.java\n\n    int x;\n"
            "=====================================================================\n"
        ),
        (0, 1, 0),
        0,
    ),
    "simian": (
        "simian-text",
        (
            "Found 6 duplicate lines in the following files:\n Between lines 201 and 207 in /w/a.java\n"
            " Between lines 93 and 99 in /w/b.java\nFound 12 duplicate lines in 2 blocks in 2 files\n"
        ),
        (0, 1, 0),
        0,
    ),
    "simian clean": ("simian-text", "Found 0 duplicate lines in 0 blocks in 0 files\n", (0, 0, 0), 0),
    "drmemory": (
        "drmemory-text",
        (
            "Dr. Memory version 2.3.1\nError #1: UNADDRESSABLE ACCESS: reading 0x0-0x4 4 byte(s)\n"
            "# 0 replace_memcpy               [/home/dev/tools/drmemory/replace.c:203]\n"
            "# 1 main                         [/w/a.c:9]\n~~12~~ Error #2: LEAK 4 direct bytes 0x1-0x2\n"
            "# 0 main   [/w/a.c:12]\n"
        ),
        (2, 0, 0),
        0,
    ),
    "drmemory clean": ("drmemory-text", "Dr. Memory version 2.3.1\nNO ERRORS FOUND:\n", (0, 0, 0), 0),
    "scala3": (
        "scala3-text",
        (
            "[info] compiling 1 Scala source\n[warn] -- [E029] Pattern Match Exhaustivity Warning: /w/A.scala:5:2 \n"
            "[warn] 5 |  x match\n[warn]   |  ^\n[warn]   |  match may not be exhaustive.\n"
            "-- [E007] Type Mismatch Error: B.scala:3:15 ----------\n3 |  val a: Int = b\n  |               ^\n"
            "  |  Found: String\n"
            "1 warning found\n1 error found\n"
        ),
        (1, 1, 0),
        0,
    ),
    "ajc": (
        "ajc-text",
        (
            "[INFO] Scanning for projects...\n[WARNING] Using platform encoding\n"
            "[WARNING] advice has not been applied [Xlint:adviceDidNotMatch]\n"
            "\t/w/a.aj:70\n[ERROR] The method foo() is undefined\n/w/B.java:12\nfoo();\n"
        ),
        (1, 1, 0),
        0,
    ),
    "ty": (
        "ty-text",
        (
            "a.py:1:8: error[unresolved-import] Cannot resolve imported module `foo`\n"
            "b.py:3:1: warning[possibly-unbound] Name `x` may be unbound\nFound 2 diagnostics\n"
        ),
        (1, 1, 0),
        0,
    ),
    "pyrefly": ("ty-text", "ERROR a.py:1:8-11: Cannot find module `foo` [import-error]\n INFO 1 error\n", (1, 0, 0), 0),
    "psalm": (
        "psalm-text",
        (
            "ERROR: InvalidReturnType - src/A.php:12:3 - The type is wrong (see https://psalm.dev/011)\n"
            "    public function x(): int\n\n"
            "INFO: UnusedVariable - src/A.php:14:3 - $x is never referenced\n\n1 errors found\n"
        ),
        (1, 0, 1),
        0,
    ),
    "phpstan": (
        "phpstan-table",
        (
            " ------ ---------------------- \n  Line   src/A.php             \n ------ ---------------------- \n"
            "  12     Undefined variable: $x \n         variable.undefined    \n  14     Call to b()           \n"
            " ------ ---------------------- \n\n [ERROR] Found 2 errors\n"
        ),
        (2, 0, 0),
        0,
    ),
    "credo": (
        "credo-text",
        (
            "[W] \u2192 lib/a.ex:12:3 There is a comparison\n[R] \u2197 lib/b.ex:1 Modules should have a tag.\n"
            "[F] \u2191 lib/b.ex:9 Too deep\n"
        ),
        (0, 1, 2),
        0,
    ),
    "zizmor": (
        "cargo-text",
        (
            "error[template-injection]: code injection\n  --> .github/workflows/a.yml:12:9\n   |\n12 |       run: |\n\n"
            "help[artipacked]: credential persistence\n  --> .github/workflows/a.yml:3:9\n"
        ),
        (1, 0, 1),
        0,
    ),
    "psalm emacs": (
        "gcc-text",
        "/w/a.php:258:4:error - InvalidGlobal: Cannot use global scope\n/w/a.php:80:8:warning - Unused: $E\n",
        (1, 1, 0),
        0,
    ),
    "without a word": ("gcc-text", "a.v:3: syntax error\na.v:4: warning: odd\n", (1, 1, 0), 0),
    "without a place": (
        "gcc-text",
        "clang: warning: argument unused during compilation: '-x' [-Wunused-command-line-argument]\na.c:1:1: error: odd\n",
        (1, 1, 0),
        0,
    ),
    "arm compiler 5": (
        "msbuild-text",
        (
            '../a.c(256): warning:  #177-D: function "a" was declared\n'
            '../a.c(258): error:  #20: identifier "x" is undefined\n'
            "/w/B.as(72): col: 44 Error: Implicit coercion\n[mxmlc] /w/C.as(7): Warning: Odd\n"
            "C:\\w\\d.cpp(9): (col. 20) remark: VECTORIZED.\n"
            "C:\\w\\e.c(570): WARNING C1234: odd\n"
        ),
        (2, 3, 1),
        0,
    ),
    "ant": (
        "jvm-build-text",
        (
            "    [javac] Compiling 1 source file to /w/bin\n    [javac] /w/A.java:35: warning: [path] bad path element\n"
            "    [javac] /w/B.java:8: cannot find symbol\n    [javac]   x\n    [javac]   ^\n    [javac] 1 error\n"
            "[ant:checkstyle] [WARN] /w/A.java:12:3: Missing a comment. [MissingJavadoc]\n"
        ),
        (1, 2, 0),
        0,
    ),
    "sbt scalastyle": (
        "jvm-build-text",
        (
            "[info] scalastyle using config /w/scalastyle-config.xml\n[error] /w/A.scala: File length exceeds 5 lines\n"
            "[warn] /w/A.scala:6:7: Object name does not match\n[error] (compile:scalastyle) errors exist\n"
        ),
        (1, 1, 0),
        0,
    ),
    "green hills": (
        "quoted-path-text",
        (
            '".\\a.cpp", line 2: error #5:\n    cannot open source input file "b.h"\n    #include <b.h>\n              ^\n\n'
            '"D:/w/m.c", line 639 (col. 10): warning #11-D: unrecognized directive\n'
            '"/w/a.c",42 Severity-High[ARR-inv]:Out of bounds\n'
            'Error[e46]: Undefined external "x" referred\n'
        ),
        (3, 1, 0),
        0,
    ),
    "cmake step": (
        "cmake-text",
        "[one] CMake Warning:\n[one]   Variables were not used\n\nCMake Error: CMAKE_C_COMPILER not set\n",
        (1, 1, 0),
        0,
    ),
    "php log": (
        "php-text",
        (
            "[18-Oct-2026 10:00:00 UTC] PHP Warning:  include(): Failed in /w/a.php on line 25\n"
            "PHP Fatal error:  Uncaught Exception: no in /w/b.php:94\n"
        ),
        (1, 1, 0),
        0,
    ),
    "jshint": ("eslint-text", "a.js: line 12, col 3, Missing semicolon.\n\n1 error\n", (1, 0, 0), 0),
    "vale": (
        "eslint-text",
        "\n docs/a.md\n 12:3   warning     Did you mean 'foo'?      Vale.Spelling\n 15:3   suggestion  Use x     Google.Y\n",
        (0, 1, 1),
        0,
    ),
    "pc-lint for Visual Studio": (
        "pclint-text",
        (
            "PC-lint for C/C++ (NT) Vers. 9.00L\n\n--- Module:   C:\\w\\a.c (C)\n"
            "C:\\w\\a.c(84): Note 9029: Mismatched categories\n"
            "(0): Info 766: Header file 'b.h' not used\nC:\\w\\a.c(9): Warning 534: Ignoring return value\n"
        ),
        (0, 1, 2),
        0,
    ),
    "branch of a pipeline": (
        "jvm-build-text",
        (
            "[Build on CentOS 7] started\n[Build on CentOS 7] [WARNING] /w/A.java:[12,39] odd\n"
            "08:52:34.395 [ERROR] /w/A.java:[13,1] cannot find symbol\n"
            "2026-01-02 08:52:34,123 [WARNING] /w/A.java:[14,1] odd\n"
        ),
        (1, 2, 0),
        0,
    ),
    "gcc in a branch": (
        "gcc-text",
        "[Build on CentOS 7] a.c:947:23: warning: comparison [-Wsign-compare]\n",
        (0, 1, 0),
        0,
    ),
    "tools of a build": (
        "msbuild-text",
        (
            "EXEC : warning : Project file cannot be found.\nNMAKE : fatal error U1077: '.\\a.exe' : return code '0x1'\n"
            "     [exec] 23>LINK : warning LNK4217: symbol 'x' defined\n"
        ),
        (1, 2, 0),
        1,
    ),
    "codechecker": (
        "codechecker-text",
        (
            "[HIGH] /w/a.cpp:94:4: Dereference of null [core.NullDereference]\n    x->y;\n    ^\n\n"
            "[LOW] C:/w/b.cpp:100:4: unused variable [clang-diagnostic-unused]\n"
            "[UNSPECIFIED] /w/c.cpp:1:4: odd [misc-x]\nFound 3 defect(s) in a.cpp\n"
        ),
        (2, 0, 1),
        0,
    ),
    "codechecker clean": ("codechecker-text", "Found no defects in a.cpp\n", (0, 0, 0), 0),
    "kotlin among places": (
        "jvm-build-text",
        (
            "/w/src/debug/AndroidManifest.xml:20:5-21:31 Warning:\n/w/src/main/AndroidManifest.xml:24:5-50:19 Warning:\n"
            "w: C:\\w\\A.kt: (25, 17): Variable a is never used\n"
        ),
        (0, 1, 0),
        0,
    ),
    "green hills without quotes": ("quoted-path-text", "a.cpp, line 89: error #120: wrong type\n", (1, 0, 0), 0),
    "delphi": (
        "pascal-text",
        (
            "Embarcadero Delphi for Win32 compiler version 21.0\n"
            "C:\\E (x86)\\Delphi.Targets : warning : C:\\My Projects\\A.pas(469) Warning: W1000 Symbol 'x' is deprecated\n"
            "C:\\Program Files (x86)\\B.pas(205) hint: H2219 Private symbol never used\n"
            "c.dpr(9): Fatal: F1026 File not found\n"
            "  C:\\E (x86)\\Delphi.Targets : warning : C:\\My Projects\\A.pas(469) Warning: W1000 Symbol 'x' is deprecated\n"
            "  1 Warning(s)\n  1 Error(s)\n"
        ),
        (1, 1, 1),
        0,
    ),
    "free pascal and nim": (
        "pascal-text",
        (
            'a.pas(12,5) Error: Identifier not found "x"\nb.pp(3,1) Note: Local variable not used\n'
            "c.nim(3, 5) Warning: imported and not used: 'd' [UnusedImport]\n"
        ),
        (1, 1, 1),
        0,
    ),
    "ghdl": (
        "gnat-text",
        'a.vhd:12:5: no declaration for "x"\nb.vhdl:3:1:warning: unused [-Wunused]\n',
        (1, 1, 0),
        0,
    ),
    "ghc": (
        "ghc-text",
        (
            "[1 of 2] Compiling Main\nsrc/Main.hs:12:3: error:\n    \u2022 Variable not in scope: foo\n   |\n"
            "12 | foo\n   | ^^^\n\n"
            "src/A.hs:(3,1)-(4,9): warning: [GHC-66111] [-Wunused-imports]\n    The import of \u2018B\u2019 is redundant\n"
        ),
        (1, 1, 0),
        0,
    ),
    "ocaml": (
        "ocaml-text",
        (
            'File "bin/a.ml", line 3, characters 4-8:\n3 |     foo\n        ^^^^\nError: Unbound value foo\n'
            'File "b.ml", lines 1-2, characters 4-5:\nWarning 26 [unused-var]: unused variable x.\n'
        ),
        (1, 1, 0),
        0,
    ),
    "rustfmt": (
        "rustfmt-text",
        "Diff in /w/src/a.rs:12:\n-x\n+y\nDiff in /w/src/b.rs at line 3:\n-x\n+y\n",
        (0, 2, 0),
        0,
    ),
    "prettier": (
        "prettier-text",
        (
            "Checking formatting...\n[warn] src/a.ts\n[warn] docs/b c.md\n"
            "[warn] Code style issues found in 2 files. Run Prettier with --write to fix.\n"
        ),
        (0, 2, 0),
        0,
    ),
    "prettier failed": (
        "prettier-text",
        "Checking formatting...\n[error] src/a.ts: SyntaxError: ';' expected. (1:5)\n[error] > 1 | let\n",
        (1, 0, 0),
        2,
    ),
    "prettier clean": (
        "prettier-text",
        "Checking formatting...\nAll matched files use Prettier code style!\n",
        (0, 0, 0),
        0,
    ),
    "commitlint": (
        "commitlint-text",
        (
            "\u29d7   input: foo\n\u2716   subject may not be empty [subject-empty]\n"
            "\u26a0   body must have a blank line [body-leading-blank]\n\n"
            "\u2716   found 1 problems, 1 warnings\n"
        ),
        (1, 1, 0),
        0,
    ),
    "conftest": (
        "conftest-text",
        (
            "FAIL - deploy.yaml - main - Containers must not run as root\nWARN - a.yaml - main - odd\n\n"
            "3 tests, 1 passed, 1 warning, 1 failure, 0 exceptions\n"
        ),
        (1, 1, 0),
        0,
    ),
    "terraform": (
        "terraform-text",
        (
            '\u2577\n\u2502 Error: Unsupported argument\n\u2502 \n\u2502   on main.tf line 3, in resource "a" "b":\n'
            "\u2502    3:   foo = 1\n\u2575\n"
        ),
        (1, 0, 0),
        0,
    ),
    "terraform clean": ("terraform-text", "Success! The configuration is valid.\n", (0, 0, 0), 0),
    "tflint": (
        "terraform-text",
        (
            '2 issue(s) found:\n\nError: "t1.foo" is an invalid value (aws_instance_invalid_type)\n\n  on main.tf line 12:\n'
            "  12:   x = 1\n\nWarning: [Fixable] Missing version (terraform_required_version)\n\n  on main.tf line 2:\n"
        ),
        (1, 1, 0),
        0,
    ),
    "ranges": (
        "gcc-text",
        "a.vala:3.5-3.9: error: odd\nb.y:3.5-9: warning: odd [-Wother]\n",
        (1, 1, 0),
        0,
    ),
    "dmd": ("msbuild-text", "a.d(3): Error: undefined\na.d(4): Deprecation: old\n", (1, 1, 0), 0),
    "oxlint": (
        "oxlint-text",
        (
            "\n  \u26a0 eslint(no-unused-vars): Variable 'x' is never used.\n   \u256d\u2500[src/a.js:1:7]\n"
            " 1 \u2502 const x = 1;\n"
            "   \u00b7       \u252c\n   \u2570\u2500\u2500\u2500\u2500\n  help: Remove it.\n\n"
            "  \u00d7 Unexpected token\n   \u256d\u2500[src/b.js:2:1]\n\nFound 1 warning and 1 error.\n"
        ),
        (1, 1, 0),
        0,
    ),
    "oxlint clean": ("oxlint-text", "Found 0 warnings and 0 errors.\nFinished in 5ms on 3 files.\n", (0, 0, 0), 0),
    "flow": (
        "flow-text",
        (
            "Error \u2508\u2508\u2508\u2508 src/a.js:12:18\n\n"
            "Cannot call b with 80 bound to c. [incompatible-call]\n\n     12|  b(80)\n\nFound 1 error\n"
        ),
        (1, 0, 0),
        0,
    ),
    "svelte-check": (
        "svelte-check-text",
        (
            "/w/src/A.svelte:3:5\nError: Type 'string' is not assignable to type 'number'. (ts)\n  let a: number = '';\n\n"
            "/w/src/b.ts:9:1\nWarn: Unused (svelte)\n\n====================================\n"
            "svelte-check found 1 error and 1 warning in 2 files\n"
        ),
        (1, 1, 0),
        0,
    ),
    "svelte-check clean": ("svelte-check-text", "svelte-check found 0 errors and 0 warnings\n", (0, 0, 0), 0),
    "elm": (
        "elm-text",
        (
            "-- TYPE MISMATCH ------------------------ src/Main.elm\n\n"
            "The 1st argument to `f` is not what I expect:\n\n12|     f 1\n"
        ),
        (1, 0, 0),
        0,
    ),
    "detekt": (
        "detekt-text",
        (
            "style - 20min debt\n\tMagicNumber - [foo] at /w/src/A.kt:12:3 - Signature=A.kt$12\n"
            "\tLongMethod - 80/60 - [b] at /w/src/B.kt:3:1\n"
        ),
        (0, 2, 0),
        0,
    ),
    "gleam": (
        "cargo-text",
        "error: Unknown variable\n  \u250c\u2500 /w/src/a.gleam:3:5\n  \u2502\n3 \u2502   foo\n",
        (1, 0, 0),
        0,
    ),
    "astro": ("msbuild-text", "src/a.astro:3:5 - error ts(2322): Type 'a' is not assignable.\n", (1, 0, 0), 0),
    "zptlint": (
        "zptlint-text",
        (
            "*** Error in: skins/a.pt\n  Duplicate macro definition, at line 9, column 4\n\n"
            "*** Error in: skins/b.pt\n  Invalid expression\n"
        ),
        (2, 0, 0),
        0,
    ),
    "checkov": (
        "checkov-text",
        (
            "terraform scan results:\n\nPassed checks: 1, Failed checks: 1, Skipped checks: 0\n\n"
            'Check: CKV_AWS_1: "Ensure encryption"\n\tPASSED for resource: aws_s3_bucket.a\n\tFile: /main.tf:1-5\n'
            'Check: CKV_AWS_2: "Ensure logging"\n\tFAILED for resource: aws_s3_bucket.b\n\tFile: /main.tf:7-9\n'
        ),
        (1, 0, 0),
        0,
    ),
    "biome": (
        "biome-text",
        (
            "src/a.js:1:5 lint/style/useConst  FIXABLE  \u2501\u2501\u2501\u2501\n\n  ! This let declares a variable.\n"
            "  \n  > 1 \u2502 let y = 2;\n\n  i Safe fix: Use const instead.\n\n"
            "src/b.js:3:1 lint/suspicious/noDebugger \u2501\u2501\u2501\n\n  \u00d7 This is unexpected.\n\n"
            "src/c.js format \u2501\u2501\u2501\n\n  \u00d7 File content differs\n\n"
            "Checked 3 files in 4ms. No fixes applied.\nFound 2 errors.\nFound 1 warning.\n"
            "lint \u2501\u2501\u2501\n\n  \u00d7 Some errors were emitted while running checks.\n"
        ),
        (2, 1, 0),
        0,
    ),
    "phpcs full": (
        "phpcs-full",
        (
            "FILE: /w/a.php\n------\nFOUND 1 ERROR AND 1 WARNING AFFECTING 2 LINES\n------\n"
            " 2 | ERROR   | [x] Opening brace must be on the line after\n   |         |     the definition\n"
            " 9 | WARNING | Line is too long\n------\n\nTime: 25ms; Memory: 6MB\n"
        ),
        (1, 1, 0),
        0,
    ),
    "cppcheck vs": (
        "cppcheck-text",
        "a.c(3): style: The scope can be reduced.\na.c(5): error: Memory leak: s\n",
        (1, 1, 0),
        0,
    ),
    "ansible-lint more": (
        "ansible-lint-text",
        "fqcn[action-core]: Use FQCN.\nplay.yml:3:5 Use `ansible.shell` instead.\n\nFailed: 1 failure(s), 0 warning(s)\n",
        (1, 0, 0),
        0,
    ),
    "biome unread": (
        "biome-text",
        "nosuch fs/cantRead \u2501\u2501\u2501\n\n  \u00d7 Cannot read file.\n\nFound 1 error.\n",
        (1, 0, 0),
        1,
    ),
    "checkov clean": ("checkov-text", "Passed checks: 3, Failed checks: 0, Skipped checks: 1\n", (0, 0, 0), 0),
}

"""Each format of lines: known by its reader alone, and read to the figures that its text holds."""

from __future__ import annotations

import sys
import time
from io import BytesIO

import pytest

from cdgate.builtin.readers.lines import readers_of_lines
from cdgate.builtin.readers.lines.formats import FORMATS
from cdgate.model.evidence import FindingReport, Source
from cdgate.model.location import Location
from cdgate.parsing.declared.scale import folded, known_words
from cdgate.parsing.terminal import LONGEST_LINE
from tests.unit.builtin.readers.lines.line_samples import SAMPLES, LineSample

READERS = {reader.name: reader for reader in readers_of_lines()}


def read(reader: str, printed: str) -> FindingReport:
    report = READERS[reader].read(BytesIO(printed.encode()), Source("lint.txt", "", len(printed), reader))
    assert isinstance(report, FindingReport)
    return report


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_text_is_recognised_by_its_own_reader_alone(sample: LineSample) -> None:
    head = sample.printed.encode()
    assert [name for name, reader in READERS.items() if reader.recognises(head, "lint.txt")] == [sample.reader]


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_text_with_windows_line_ends_is_recognised_and_read_alike(sample: LineSample) -> None:
    printed = sample.printed.replace("\n", "\r\n")
    assert READERS[sample.reader].recognises(printed.encode(), "lint.txt")
    assert read(sample.reader, printed).figures() == read(sample.reader, sample.printed).figures()


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_text_gives_its_findings_and_falls_short_only_where_its_tool_failed(sample: LineSample) -> None:
    report = read(sample.reader, sample.printed)
    figures = report.figures()
    assert {name: figures[name] for name in sample.figures} == sample.figures
    assert (report.shortfall is not None) == bool(sample.tool_errors)


def test_every_format_has_a_sample() -> None:
    assert {sample.reader for sample in SAMPLES.values()} == {form.name for form in FORMATS}


def test_every_reader_has_what_users_are_shown() -> None:
    assert all(reader.title and reader.link.startswith("https://") for reader in READERS.values())
    assert {reader.kind for reader in READERS.values()} == {"findings"}


def test_formats_map_their_words_to_words_of_the_scale() -> None:
    meant = {folded(word) for form in FORMATS for word in (*form.levels.values(), form.silent)}
    assert meant <= known_words()


@pytest.mark.parametrize(
    ("sample", "rule", "location", "message"),
    [
        pytest.param("github", "E1", Location("src/a.py", 3, 1, 3, 9), "wrong\nsecond line", id="github"),
        pytest.param("azure", "E1", Location("src/[id].ts", 3, 1), "wrong", id="azure"),
        pytest.param("teamcity", "E1", Location("a.php", 3), "it's wrong", id="teamcity"),
        pytest.param(
            "pylint",
            "C0114",
            Location("shop/cart.py", 1),
            "Missing module docstring (missing-module-docstring)",
            id="pylint",
        ),
        pytest.param("pylint of old", "invalid-name", Location("shop.cart", 15), "Invalid constant name", id="heading"),
        pytest.param("ruff grouped", "F401", Location("a.py", 1, 8), "`os` imported but unused", id="grouped"),
        pytest.param("ruff full", "F401", Location("a.py", 1, 8), "`os` imported but unused", id="place below"),
        pytest.param(
            "stylelint unix", "block-no-empty", Location("/w/a.css", 1, 25), "Empty block", id="rule before word"
        ),
        pytest.param("pydocstyle", "D100", Location("a.py", 1), "Missing docstring in public module", id="place above"),
        pytest.param(
            "bandit", "B602", Location("a.py", 2), "subprocess call with shell=True identified.", id="severity below"
        ),
        pytest.param(
            "eslint", "no-unused-vars", Location("/w/a.js", 1, 10), "'f' is defined but never used", id="eslint"
        ),
        pytest.param(
            "remark",
            "list-item-indent",
            Location("docs/a.md", 25, 3, 25, 9),
            "Incorrect indent: add 2 spaces",
            id="remark",
        ),
        pytest.param("shellcheck", "SC2086", Location("a.sh", 3), "Double quote to prevent globbing.", id="shellcheck"),
        pytest.param(
            "msbuild",
            "CS0168",
            Location("C:/w (x86)/a.cs", 10, 17),
            "declared but never used [C:\\w\\a.csproj]",
            id="msbuild",
        ),
        pytest.param("kotlin", "", Location("/w/A.kt", 37, 50), "Unresolved reference: b", id="kotlin"),
        pytest.param("eclipse", "", Location("/w/A.java", 10), "The import b.C is never used", id="message below"),
        pytest.param("cargo", "unused_imports", Location("src/main.rs", 3, 5), "unused import: `b`", id="rule below"),
        pytest.param("gcc", "-Wunused-variable", Location("a.c", 3, 9), "unused variable 'x'", id="gcc"),
        pytest.param("javac", "StringSplitter", Location("/w/A.java", 51), "Prefer Splitter", id="rule first"),
        pytest.param(
            "cspell", "Unknown word", Location("README.md", 1, 3), "Unknown word (smal) fix: (small)", id="cspell"
        ),
        pytest.param("helm", "", Location("Chart.yaml"), "icon is recommended", id="helm"),
        pytest.param(
            "vulture", "unused import", Location("shop.py", 1), "unused import 'os' (90% confidence)", id="vulture"
        ),
        pytest.param("go", "errcheck", Location("a.go", 42, 21), "Error return value is not checked", id="go"),
        pytest.param("checkov", "CKV_AWS_2", Location("/main.tf", 7, None, 9), "Ensure logging", id="checkov"),
        pytest.param(
            "erb-lint", "", Location("app/views/show.html.erb", 95), "Remove the empty line.", id="message above"
        ),
        pytest.param("gfortran", "", Location("a.f90", 12), "line truncated", id="gfortran"),
        pytest.param("questa", "", Location("/w/tb.sv", 312), "Simulation ran too long.", id="questa"),
        pytest.param("scala3", "E029", Location("/w/A.scala", 5, 2), "match may not be exhaustive.", id="scala3"),
        pytest.param(
            "drmemory", "UNADDRESSABLE ACCESS", Location("/w/a.c", 9), "reading 0x0-0x4 4 byte(s)", id="drmemory"
        ),
        pytest.param("ocaml", "", Location("bin/a.ml", 3), "Unbound value foo", id="ocaml"),
        pytest.param("ghc", "", Location("src/Main.hs", 12, 3), "Variable not in scope: foo", id="ghc"),
    ],
)
def test_first_finding_has_its_rule_place_and_message(sample: str, rule: str, location: Location, message: str) -> None:
    first = read(SAMPLES[sample].reader, SAMPLES[sample].printed).findings[0]
    assert (first.rule_id, first.location, first.message) == (rule, location, message)


def test_second_build_of_a_log_that_was_cut_is_no_clean_run() -> None:
    first = (
        "Microsoft (R) Build Engine version 16.11.2 for .NET Framework\nBuild started 09/11/2023 11:54:11.\n"
        "     1>CoreCompile:\nBuild succeeded.\n    0 Warning(s)\n    0 Error(s)\n\nTime Elapsed 00:00:03.58\n"
    )
    second = first.replace("11:54:11", "11:54:14")
    assert read("msbuild-text", first + second).shortfall is None
    ends = range(second.index("Build started 0") + 15, second.index("Error(s)"))
    passed = [end for end in ends if read("msbuild-text", first + second[:end]).shortfall is None]
    assert passed == []


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        " ",
        ":",
        "1",
        "a:1:1: ",
        "[",
        " [",
        "(",
        " (a",
        "{1:",
        ":{1",
        "\t",
        "  a",
        "::",
        ";]",
        "'|",
        "-",
        "^",
        "a.b",
        " File: ",
    ],
)
@pytest.mark.parametrize(
    "start", ["", "a.c:1:1: ", "  1:1  error  ", "::error ", "##vso[task.logissue ", "a.py:1: [", "Warning (10036): "]
)
def test_cost_of_a_hostile_line_is_linear(start: str, piece: str) -> None:
    def seconds(length: int) -> float:
        printed = start + piece * (length // len(piece))
        head = printed.encode()
        before = time.process_time()
        for name, reader in READERS.items():
            reader.recognises(head, "lint.txt")
            read(name, printed)
        return time.process_time() - before

    seconds(16)  # compiles the patterns
    assert seconds(LONGEST_LINE) < (0.5 if sys.gettrace() is None else 5)

# ruff: noqa: INP001  # a script, no package
"""Write src/cdgate/builtin/readers/index.json: `python tools/readers_index.py [--check]`.

The index tells, without importing two hundred readers, which of them a file may belong to. Where a format declares its root
elements or keys, the marks are taken from there; the rest is said here.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from cdgate.builtin.readers import SHELVES
from cdgate.builtin.readers.junit_words import ROOTS
from cdgate.builtin.readers.lazy import on_shelf
from cdgate.parsing.declared.reader import DeclaredReader

DECLARED = "cdgate.builtin.readers.declared.formats_"
TARGET = Path(__file__).resolve().parent.parent / "src/cdgate/builtin/readers/index.json"
XML, JSON = "<", "{["
# Readers whose class declares nothing that could be looked up: first signs, and words one of which every head has.
SAID: dict[str, tuple[str, tuple[str, ...]]] = {
    "allure-json": ("{", ('"uuid"',)),
    "apex-json": ("{", ('"testsRan"',)),
    "attestations": ("", ("cdgate.attestations",)),
    "buildkite-json": ("[", ('"scope"',)),
    "cdgate-baseline": (JSON, ("cdgate.baseline/",)),
    "cdgate-run": (JSON, ("cdgate.run/",)),
    "cobertura": (XML, ("coverage",)),
    "coveragepy-data": ("S!", ("SQLite format 3", "coverage.py")),
    "coveragepy-json": (JSON, ('"meta"',)),
    "coveralls-json": (JSON, ("source_files",)),
    "crap4j": (XML, ("crap_result",)),
    "codeclimate-coverage-json": ("{", ('"source_files"',)),
    "octocov-json": ("{", ('"repository"',)),
    "codecov-json": ("{", ('"coverage"',)),
    "covdir-json": ("{", ('"linesCovered"',)),
    "coverlet-json": (JSON, (".dll", ".exe", ".DLL", ".EXE", ".Dll", ".Exe")),
    "ctrf": (JSON, ('"reportFormat"', '"summary"')),
    "cucumber-json": (JSON, ('"elements"',)),
    "cucumber-messages": ("{", ('"protocolVersion"',)),
    "dart-json": (JSON, ("protocolVersion",)),
    "gcov": ("^<{[", (":Source:",)),
    "gcovr-json": (JSON, ("format_version",)),
    "gcovr-summary-json": (JSON, ("format_version",)),
    "go-cover": ("^<{[", ("mode:",)),
    "go-test-json": ("^<[", ("Action",)),
    "go-test-text": ("^<{", ()),
    "gtest-json": ("{", ('"testsuites"',)),
    "istanbul-json": (JSON, ("statementMap",)),
    "istanbul-summary-json": (JSON, ('"statements"',)),
    "jacoco": (XML, ("report",)),
    "jacoco-csv": ("^<{[", ("GROUP",)),
    "jest-json": (JSON, ("numTotalTests",)),
    "junit": (XML, ("testsuite", "testcase")),
    "junit-linter": (
        XML,
        (
            *("ruff", "Ruff", "rivy", "emgrep", "itleaks", "lake8", "andit", "heckov", "ylelint", "int", "yrefly"),
            *("iome", '"ty"', "'ty'", "org.ty", "arning:", "rror:"),
        ),
    ),
    "lcov": ("^<{[", ("SF:", "TN:")),
    "karate-json": ("{", ('"scenarioResults"',)),
    "libtest-json": (JSON, ("suite",)),
    "llvm-cov-json": (JSON, ("llvm.coverage", '"totals"')),
    "llvm-cov-report": ("^<{[", ("Missed Lines",)),
    "llvm-cov-show": ("^<{[", ("1|",)),
    "luacov": ("^<{[", ()),
    "mocha-json": (JSON, ('"stats"',)),
    "mochawesome-json": (JSON, ("testsRegistered",)),
    "newman-json": ("{", ('"run"',)),
    "open-test-reporting": (XML, ("schemas.opentest4j.org/reporting",)),
    "phpunit-xml": (XML, ("schema.phpunit.de/coverage",)),
    "pit": (XML, ("mutations",)),
    "playwright-json": (JSON, ("rootDir",)),
    # its lines stand behind copies of what was checked: XML documents
    "xmllint-text": ("", ("error : ", "warning : ", " validates", "failed to load")),
    "pytest-json-report": ("{", ('"exitcode"',)),
    "pytest-reportlog": (JSON, ("$report_type",)),
    "reportgenerator-json": (JSON, ("coverablelines",)),
    "robot-json": ("{", ('"rpa"',)),
    "rspec-json": (JSON, ('"examples"',)),
    "safety-list": ("[", ('"<', '">', '"=', '"!')),  # which versions: it names no keys
    "sarif": (JSON, ('"runs"', "sarif")),
    "simplecov-json": (JSON, ("simplecov_version",)),
    "simplecov-resultset": (JSON, ('"coverage"', '"covered_percent"', '"result"')),
    "tap": ("^<{", ()),
    "tarpaulin-json": ("{", ('"traces"',)),
    "teamcity-tests": ("^<", ("##teamcity[test",)),
    "testng": (XML, ("testng-results",)),
    "unreal-json": ("{", ('"succeededWithWarnings"',)),
    "vs2010-coverage": (XML, ("CoverageDSPriv",)),
    "unified-diff": ("^<{[", ("--- ", "diff --git ")),
    "xccov-archive-json": ("{", ('"isExecutable"',)),
    "xcresult-json": ("{", ('"testNodes"',)),
    "xccov-json": ("{", ('"executableLines"',)),
}
# Root elements by which readers whose class declares none tell their XML, and by nothing else before.
ROOTED = {
    "cobertura": ["coverage"],
    "crap4j": ["crap_result"],
    "jacoco": ["report"],
    "junit": sorted(ROOTS),
    "open-test-reporting": ["events", "execution"],
    "phpunit-xml": ["phpunit"],
    "pit": ["mutations"],
    "testng": ["testng-results"],
    "vs2010-coverage": ["CoverageDSPriv"],
}
NAME = re.compile(r'"([^"]+)"|[A-Za-z_][A-Za-z0-9_-]*')


def main() -> int:
    """Write the index, or with --check only tell whether it is stale; return 1 if it is."""
    made = written()
    if "--check" in sys.argv[1:]:
        stale = TARGET.read_text("utf-8") != made
        sys.stderr.write(f"{TARGET.name} is stale: run python tools/readers_index.py\n" if stale else "")
        return int(stale)
    TARGET.write_text(made, "utf-8")
    return 0


def written() -> str:
    """Return the text of the index: one reader a line, by name."""
    rows = sorted(row(shelf, reader) for shelf in SHELVES for reader in on_shelf(shelf).values())
    return "[\n" + ",\n".join(rows) + "\n]\n"


def row(shelf: str, reader: Any) -> str:  # any reader: its own attributes are looked at
    """Return the line of one reader."""
    signs, marks = spoken(reader)
    near = nearest(reader) or shelf
    words = {"name": reader.name, "kind": reader.kind, "title": reader.title, "link": reader.link, "shelf": near}
    roots = rooted(reader)
    return json.dumps({**words, "signs": signs, "marks": marks, **({"roots": roots} if roots else {})})


def nearest(reader: Any) -> str:
    """Return the declared formats among which this one stands: to have it, one module is imported instead of all."""
    shape = getattr(reader, "shape", None)
    for name, module in sorted(sys.modules.items()):
        if shape is not None and type(reader) is DeclaredReader and name.startswith(DECLARED):
            for constant, value in vars(module).items():
                if constant.isupper() and isinstance(value, tuple) and any(one is shape for one in value):
                    return f"{name}:{constant}"
    return ""


def rooted(reader: Any) -> list[str]:
    """Return the root elements of which every document of the format has one; nothing where it is told otherwise."""
    shape, layout = getattr(reader, "shape", None), getattr(reader, "_layout", None)
    if shape is not None and shape.syntax.value in {"xml", "plist"}:
        found = [re.match(r"(?:has )?/([A-Za-z_][\w.-]*)", condition) for condition in shape.recognise]
        return sorted({match[1] for match in found if match}) if all(found) else []
    return sorted(layout.roots) if layout is not None else ROOTED.get(reader.name, [])


def spoken(reader: Any) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """Return the first signs and the marks of a format."""
    if reader.name in SAID:
        signs, words = SAID[reader.name]
        return signs, tuple((word,) for word in words)
    shape, layout = getattr(reader, "shape", None), getattr(reader, "_layout", None)
    if shape is not None:
        return declared(shape)
    if layout is not None:
        return XML, tuple(sorted(spoken_by_layout(layout)))
    if reader.name.endswith("-json"):
        return JSON, ()
    if reader.name == "empty-findings":
        return "{[n", ()
    # Lines of text may begin with anything, a bracket or a colour too, but not as XML or a JSON object does.
    return "^<{" if type(reader).__name__ == "LineReader" else "", ()


def spoken_by_layout(layout: Any) -> set[tuple[str, ...]]:
    """Return the marks of a declared XML layout: a root element, its namespace where it must have one, the layout's mark."""
    spaces = getattr(layout, "namespaces", frozenset({""}))
    mark = (layout.mark.decode(),) if layout.mark else ()
    return {
        (f"{before}{root}", *mark, *((space,) if "" not in spaces else ()), *attribute)
        for root, needs in layout.roots.items()
        for attribute in ([(one,) for one in needs] if isinstance(needs, frozenset) and needs else [()])
        for before in "<:"
        for space in spaces
    }


def declared(shape: Any) -> tuple[str, tuple[tuple[str, ...], ...]]:
    """Return what a declaration says: of each alternative, the names that must be there."""
    if shape.syntax.value == "lines":
        return "^<{", tuple(sorted({(longest(template),) for template in shape.recognise}))
    json_like = shape.syntax.value in ("json", "jsonl")
    marks = {tuple(sorted(needed(condition, quoted=json_like))) for condition in shape.recognise}
    # The first line of a table is names, of which none begins as XML does.
    signs = {"json": JSON, "xml": XML, "plist": XML, "csv": "^<{["}.get(shape.syntax.value, "")
    if shape.syntax.value == "jsonl" and not any(comment.startswith("<") for comment in shape.comments):
        signs = "^<"
    if shape.syntax.value == "json":
        firsts = {condition.removeprefix("has ")[:1] for condition in shape.recognise}
        signs = "[" if firsts == {"["} else "{" if "[" not in firsts and "*" not in firsts else JSON
    return signs, () if () in marks else tuple(sorted(marks))


def longest(template: str) -> str:
    """Return the longest text without a blank that each line of the template has."""
    return max(re.sub(r"\{[^}]*\}", " ", template).split(), key=len)


def needed(condition: str, *, quoted: bool) -> set[str]:
    """Return the names in the paths that the condition needs."""
    names = {
        match[1] or match[0]
        for part in condition.split(" & ")
        if not part.startswith("!")
        for match in NAME.finditer(re.split(r"\s[!^]?=\s", part.removeprefix("has "))[0])
    }
    return {f'"{name}"' if quoted else name for name in names}


if __name__ == "__main__":
    sys.exit(main())

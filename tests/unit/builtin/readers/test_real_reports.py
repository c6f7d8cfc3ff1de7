"""What real tools wrote is recognised and gives the figures that the tools themselves tell."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from cdgate.engine.read import read_file
from cdgate.errors import EvidenceError
from cdgate.registry import load_registry

REAL = Path(__file__).parent / "real"

# The file, its reader, and the figures that are not 0.
REPORTS: tuple[tuple[str, str, Mapping[str, int]], ...] = (
    ("ansible-lint-26.10.txt", "ansible-lint-text", {"findings": 14, "error": 14, "files": 1}),
    ("biome-2-clean-junit.xml", "junit-linter", {}),
    ("biome-2-clean.txt", "biome-text", {}),
    ("biome-2-junit.xml", "junit-linter", {"findings": 20, "error": 20, "files": 3}),
    ("biome-2.txt", "biome-text", {"findings": 20, "error": 12, "warning": 8, "files": 3, "tool_errors": 3}),
    ("buf-1.75.json", "buf", {"findings": 6, "error": 6, "files": 1}),
    ("cppcheck-2.22-vs.txt", "cppcheck-text", {"findings": 16, "error": 4, "warning": 9, "note": 3, "files": 2}),
    ("flake8-codeclimate-0.3.json", "flake8-codeclimate", {"findings": 20, "warning": 20, "files": 1}),
    ("flake8-formatter-junit-xml-0.0.6.xml", "junit-linter", {"findings": 20, "error": 19, "warning": 1, "files": 1}),
    ("flake8-json-24.4-unparsed.json", "flake8-json", {"findings": 1, "warning": 1, "files": 1, "tool_errors": 1}),
    ("flow-0.336-version-2.json", "flow", {"findings": 2, "error": 2, "files": 1}),
    ("flow-0.336.json", "flow", {"findings": 2, "error": 2, "files": 1}),
    ("gcc-12.json", "gcc-json", {"findings": 9, "warning": 9, "files": 1}),
    ("gcc-12-units.json", "gcc-json", {"findings": 10, "error": 1, "warning": 9, "files": 2}),
    (
        "gcov-12-templates.json",
        "gcovr-json",
        {"lines_covered": 12, "lines_coverable": 14, "files": 1},
    ),
    ("hadolint-2.15-codeclimate.json", "code-climate-stream", {"findings": 9, "error": 7, "note": 2, "files": 1}),
    ("hadolint-2.15-gnu.txt", "hadolint-text", {"findings": 9, "error": 2, "warning": 5, "note": 2, "files": 1}),
    ("hadolint-2.15-unparsed.txt", "hadolint-text", {"findings": 1, "error": 1, "files": 1, "tool_errors": 1}),
    ("jest-30-broken-suite.json", "jest-json", {"tests": 14, "passed": 5, "failed": 5, "errored": 2, "skipped": 2}),
    ("jest-30-coverage.json", "jest-json", {"tests": 1, "passed": 1}),
    ("libtest-1.95-junit.xml", "junit", {"tests": 5, "passed": 2, "failed": 2, "skipped": 1}),
    ("mocha-junit-reporter-2.2.xml", "junit", {"tests": 6, "passed": 2, "failed": 1, "skipped": 3}),
    ("mypy-2.4-no-file.txt", "mypy-text", {"findings": 1, "error": 1, "files": 1, "tool_errors": 1}),
    ("oxlint-1-junit.xml", "junit-linter", {"findings": 8, "error": 8, "files": 1}),
    ("njsscan-1.0-sonarqube.json", "sonarqube-generic", {"findings": 3, "error": 3, "files": 1}),
    ("njsscan-1.0.json", "njsscan", {"findings": 3, "error": 3, "files": 1}),
    ("phpcs-3.7.csv", "phpcs-csv", {"findings": 20, "error": 20, "files": 1}),
    ("phpcs-3.7.txt", "phpcs-full", {"findings": 20, "error": 20, "files": 1}),
    ("proselint-0.16.json", "proselint", {"findings": 5, "warning": 5, "files": 1}),
    ("prospector-1.20.json", "prospector", {"findings": 16, "warning": 16, "files": 1}),
    ("puppet-lint-3.0.json", "puppet-lint", {"findings": 5, "error": 1, "warning": 4, "files": 1}),
    ("pyrefly-1.4-clean-junit.xml", "junit-linter", {}),
    ("pyrefly-1.4-junit.xml", "junit-linter", {"findings": 1, "error": 1, "files": 1}),
    ("pyrefly-1.4.json", "pyrefly", {"findings": 1, "error": 1, "files": 1}),
    ("pyrefly-1.4.txt", "ty-text", {"findings": 1, "error": 1, "files": 1}),
    (
        "pytest-reportlog-1.0-rerunfailures-16.jsonl",
        "pytest-reportlog",
        {"tests": 4, "passed": 2, "failed": 2, "flaky": 1},
    ),
    ("redocly-2.77.json", "redocly", {"findings": 12, "error": 7, "warning": 5, "files": 1}),
    ("rumdl-0.3.json", "rumdl", {"findings": 5, "warning": 5, "files": 1}),
    ("rumdl-0.3.jsonl", "rumdl-jsonl", {"findings": 5, "warning": 5, "files": 1}),
    ("salt-lint-0.9.json", "salt-lint", {"findings": 4, "error": 1, "note": 3, "files": 1}),
    ("semgrep-1.182-junit.xml", "junit-linter", {"findings": 3, "error": 3, "files": 1}),
    ("shellcheck-0.11.json", "shellcheck", {"findings": 7, "error": 1, "warning": 1, "note": 5, "files": 1}),
    ("solhint-6.2.json", "solhint", {"findings": 9, "error": 1, "warning": 8, "files": 1}),
    ("spectral-6.16.json", "spectral", {"findings": 12, "error": 2, "warning": 10, "files": 1}),
    ("sqlfluff-4.5-annotations.json", "github-check-annotations", {"findings": 12, "warning": 12, "files": 1}),
    ("tslint-6.1-prose.txt", "tslint-text", {"findings": 4, "error": 4, "files": 1}),
    ("tslint-6.1-stylish.txt", "tslint-text", {"findings": 4, "error": 4, "files": 1}),
    ("tslint-6.1-verbose.txt", "tslint-text", {"findings": 4, "error": 4, "files": 1}),
    ("ty-0.0.105-clean-junit.xml", "junit-linter", {}),
    ("ty-0.0.105-junit.xml", "junit-linter", {"findings": 3, "error": 3, "files": 1}),
    ("typos-1.52.jsonl", "typos", {"findings": 2, "error": 2, "files": 1}),
    ("typos-1.52.txt", "cargo-text", {"findings": 2, "error": 2, "files": 1}),
    ("zizmor-1.32.json", "zizmor", {"findings": 5, "error": 3, "warning": 2, "files": 1}),
)
WINDOWS = {
    "lines": lambda data: data.replace(b"\n", b"\r\n"),
    "mark": lambda data: b"\xef\xbb\xbf" + data,
    "lines and mark": lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
}


def figures_of(folder: Path, name: str) -> tuple[str, Mapping[str, int]]:
    evidence = read_file(folder, name, load_registry("none").readers)
    return evidence.source.reader, {key: number for key, number in evidence.figures().items() if number}


def test_every_real_report_has_its_figures() -> None:
    named = {name for name, _, _ in REPORTS} | {name for name, _ in PARTS} | set(STRANGE)
    assert named == {path.name for path in REAL.iterdir()} - {"README.md"}


@pytest.mark.parametrize(("name", "reader", "figures"), REPORTS, ids=[name for name, _, _ in REPORTS])
def test_real_report_gives_what_its_tool_tells(name: str, reader: str, figures: Mapping[str, int]) -> None:
    assert figures_of(REAL, name) == (reader, figures)


@pytest.mark.parametrize("way", WINDOWS)
@pytest.mark.parametrize(("name", "reader", "figures"), REPORTS, ids=[name for name, _, _ in REPORTS])
def test_real_report_from_windows_gives_the_same(
    tmp_path: Path, name: str, reader: str, figures: Mapping[str, int], way: str
) -> None:
    (tmp_path / name).write_bytes(WINDOWS[way]((REAL / name).read_bytes()))
    assert figures_of(tmp_path, name) == (reader, figures)


PARTS = (
    ("biome-2-summary.txt", "12 findings (error), and 0 are listed"),
    ("phpcs-3.7-code.txt", "20 findings (error), and 0 are listed"),
)
STRANGE = ("rubocop-1.39-pacman.txt",)


@pytest.mark.parametrize(("name", "reason"), PARTS)
def test_real_report_that_is_only_a_part_cannot_be_judged(name: str, reason: str) -> None:
    evidence = read_file(REAL, name, load_registry("none").readers)
    assert evidence.shortfall is not None
    assert reason in str(evidence.shortfall)


@pytest.mark.parametrize("name", STRANGE)
def test_real_report_that_tells_nothing_is_not_recognised(name: str) -> None:
    with pytest.raises(EvidenceError, match="no reader recognises"):
        read_file(REAL, name, load_registry("none").readers)

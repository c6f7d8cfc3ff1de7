"""Settings of tools, whatever the tool."""

from __future__ import annotations

import pytest

from cdgate.model.change import ChangedFile, Status
from cdgate.parsing.steering import steers

SETTINGS = [
    ".coveragerc", "codecov.yml", ".codecov.yaml", ".nycrc", ".nycrc.json", "jest.config.js", "web/vitest.config.ts",
    "karma.conf.js", "pytest.ini", "phpunit.xml.dist", "ci/unit.runsettings", "sonar-project.properties",
    ".sonarcloud.properties", "lombok.config", ".semgrepignore", ".semgrep.yml", ".semgrep/rules/own.yml", ".bandit",
    ".trivyignore", ".trivyignore.yaml", ".gitleaks.toml", ".gitleaksignore", ".snyk", ".checkov.yaml",
    ".eslintignore", ".eslintrc.json", "eslint.config.mjs", "biome.json", ".flake8", "ruff.toml", ".ruff.toml",
    ".pylintrc", "mypy.ini", ".rubocop.yml", ".rubocop_todo.yml", ".golangci.yml", "clippy.toml", ".swiftlint.yml",
    "detekt-baseline.yml", ".editorconfig", "team.ruleset", "checkstyle-suppressions.xml", "spotbugs-exclude.xml",
    "phpstan.neon", "phpstan-baseline.neon", "psalm.xml", "analysis_options.yaml", ".hadolint.yaml", ".clang-tidy",
    ".gitattributes",
]  # fmt: skip
OTHERS = [
    "README.md", "src/coverage.py", "eslint.py", "docs/pytest.ini.md", "ruff.toml.txt", "src/sonar.py",
    "data/pom.csv",
]  # fmt: skip


@pytest.mark.parametrize("path", SETTINGS)
def test_settings_of_a_tool_steer_whatever_is_edited(path: str) -> None:
    assert steers(ChangedFile(path, Status.MODIFIED))


@pytest.mark.parametrize("path", OTHERS)
def test_other_files_do_not_steer(path: str) -> None:
    assert not steers(ChangedFile(path, Status.MODIFIED, new_text={1: "omit = everything"}))


def test_settings_that_are_renamed_away_steer() -> None:
    assert steers(ChangedFile("old.txt", Status.RENAMED, old_path=".semgrepignore"))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        pytest.param("pyproject.toml", 'addopts = "-k fast"', id="pytest"),
        pytest.param("setup.cfg", "omit = src/*", id="coverage"),
        pytest.param("tests/conftest.py", 'collect_ignore = ["test_pay.py"]', id="conftest"),
        pytest.param("package.json", '  "test": "vitest --passWithNoTests"', id="npm"),
        pytest.param("pom.xml", "<testFailureIgnore>true</testFailureIgnore>", id="maven"),
        pytest.param("app/build.gradle.kts", "ignoreFailures = true", id="gradle"),
        pytest.param("a/b.csproj", "<NoWarn>CS1591</NoWarn>", id="dotnet"),
        pytest.param("Makefile", "\tpytest --cov-fail-under=0", id="make"),
    ],
)
def test_build_file_steers_where_its_lines_speak_of_tools(path: str, line: str) -> None:
    for file in (
        ChangedFile(path, Status.MODIFIED, new_text={3: line}),
        ChangedFile(path, Status.MODIFIED, old_text=(line,)),
        ChangedFile("else.txt", Status.RENAMED, old_path=path, new_text={3: line}),
    ):
        assert steers(file)
    assert not steers(ChangedFile(path, Status.MODIFIED, new_text={3: "version = 2"}, old_text=("version = 1",)))

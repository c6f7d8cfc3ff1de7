"""Files that steer what tools report: their settings, and the parts of a build file that are settings of tools."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from cdgate.model.change import ChangedFile

_SETTINGS = (
    r"(?:^|/)(?:"
    r"\.coveragerc|\.?codecov\.ya?ml|\.lcovrc|gcovr\.cfg|\.nycrc\S*|\.c8rc\S*|\.simplecov|\.coveralls\.yml|tarpaulin\.toml|"
    r"(?:jest|vitest|vite|karma|cypress|playwright|babel)\.(?:config|conf)\.\w+|\.mocharc\S*|pytest\.ini|phpunit\.xml\S*|"
    r"\S*\.runsettings|CTestCustom\.cmake|codeception\.yml|"
    r"\.?sonar[\w-]*\.properties|lombok\.config|"
    r"\.semgrep(?:ignore|\.ya?ml)|\.semgrep/\S+|\.bandit|bandit\.ya?ml|\.trivy\S*|trivy\.yaml|\.gitleaks\S*|\.snyk|"
    r"\.checkov\.ya?ml|\.tfsec\S*|\.tflint\.hcl|\.grype\.yaml|osv-scanner\.toml|\.secrets\.baseline|\.dockleignore|"
    r"\.eslint(?:ignore|rc\S*)|eslint\.config\.\w+|\.oxlintrc\.json|biome\.jsonc?|tslint\.json|\.jshint\S*|\.stylelint\S*|"
    r"\.flake8|\.?ruff\.toml|\.?pylintrc\S*|\.?mypy\.ini|pyrightconfig\.json|"
    r"\.rubocop\S*|\.golangci\.\w+|\.?clippy\.toml|\.swiftlint\.yml|detekt\S*\.ya?ml|\.editorconfig|\.globalconfig|"
    r"\S*\.ruleset|(?:checkstyle|pmd|spotbugs|findbugs)\S*\.xml|lint\.xml|phpcs\.xml\S*|phpstan\S*\.neon\S*|psalm\.xml\S*|"
    r"analysis_options\.yaml|\.hadolint\.ya?ml|\.shellcheckrc|\.yamllint\S*|\.markdownlint\S*|\.ansible-lint\S*|\.sqlfluff\S*|"
    r"\.clang-tidy|\.cppcheck\S*|\.credo\.exs|\.gitattributes"
    r")$"
)
_BUILD_FILES = (
    r"(?:^|/)(?:pyproject\.toml|setup\.cfg|tox\.ini|noxfile\.py|conftest\.py|package\.json|pom\.xml|\S*\.gradle(?:\.kts)?|"
    r"gradle\.properties|\S*\.(?:cs|vb|fs)proj|Directory\.Build\.(?:props|targets)|composer\.json|mix\.exs|Cargo\.toml|"
    r"build\.sbt|project\.clj|Gemfile|Rakefile|Makefile|CMakeLists\.txt|WORKSPACE|BUILD(?:\.bazel)?|\.bazelrc)$"
)
_WORDS = (
    r"omit|exclu|\bcov\b|ignore|skip|suppress|no-?warn|noWarn|disable|addopts|testpaths|norecurse|collect_|deselect|cover|jacoco|sonar|"
    r"lint|ruff|flake8|mypy|pylint|bandit|semgrep|checkstyle|spotbugs|pmd|detekt|threshold|maxFailures|failOn|failureIgnore|"
    r"ignoreFailures|allow_failure|continue-on-error|passWithNoTests"
)


class _Patterns(NamedTuple):
    settings: re.Pattern[str]
    build_files: re.Pattern[str]
    words: re.Pattern[str]


@functools.cache  # compiled when first used: most runs have no change to look at
def _patterns() -> _Patterns:
    return _Patterns(re.compile(_SETTINGS), re.compile(_BUILD_FILES), re.compile(_WORDS, re.IGNORECASE))


def steers(file: ChangedFile) -> bool:
    """Tell whether the change edits settings of tools in the file, under its new name or its old one."""
    patterns = _patterns()
    names = (file.path, file.old_path)
    if any(patterns.settings.search(name) for name in names if name):
        return True
    lines = (*file.new_text.values(), *file.old_text)
    built = any(patterns.build_files.search(name) for name in names if name)
    return built and any(patterns.words.search(line) for line in lines)

"""Which JUnit XML holds the findings of a linter instead of the results of tests."""

from __future__ import annotations

from cdgate.parsing.declared.conditions import holding
from cdgate.parsing.declared.head import xml_in_head

OF_A_LINTER = (
    "/testsuites@name = ruff | trivy | semgrep results | gitleaks | flake8 | bandit | checkov scan",
    "/testsuites/testsuite@name = gitleaks | bandit | flake8 | ruff",
    "/testsuites/testsuite@package ^= org.ruff | org.stylelint",
    "/testsuites/testsuite/testcase@classname = swift lint",
    "/testsuites/testsuite/testcase@name ^= warning: | error: & !has /testsuites/testsuite@tests",
)


def is_of_a_linter(head: bytes) -> bool:
    """Tell by the names that linters give themselves."""
    tags = xml_in_head(head)
    return bool(holding(OF_A_LINTER, lambda path: tags.get(path, ())))

"""Which JUnit XML holds the findings of a linter instead of the results of tests."""

from __future__ import annotations

from cdgate.parsing.declared.conditions import holding
from cdgate.parsing.declared.head import xml_in_head

OF_A_LINTER = (
    "/testsuites@name = ruff | trivy | semgrep results | gitleaks | flake8 | bandit | checkov scan | ty | Biome | Oxlint",
    "/testsuites/testsuite@name = gitleaks | bandit | flake8 | ruff | pyrefly | semgrep results",
    "/testsuites/testsuite@name ^= flake8.",
    "/testsuites/testsuite@package ^= org.ruff | org.stylelint | org.biome | org.ty",
    "/testsuites/testsuite/testcase@classname = swift lint",
    "/testsuites/testsuite/testcase@name ^= warning: | error: & !has /testsuites/testsuite@tests",
)


# One of these stands in every head of which a condition holds: a look that costs less than taking the tags apart.
_WORDS = (
    *(b"ruff", b"trivy", b"semgrep", b"gitleaks", b"flake8", b"bandit", b"checkov", b"stylelint", b"swift"),
    *(b"pyrefly", b'"ty"', b"'ty'", b"biome", b"oxlint"),
    *(b'"warning:', b"'warning:", b'"error:', b"'error:"),
)


def is_of_a_linter(head: bytes) -> bool:
    """Tell by the names that linters give themselves."""
    lower = head.lower()
    if b"\0" not in head and not any(word in lower for word in _WORDS):
        return False
    tags = xml_in_head(head)
    return bool(holding(OF_A_LINTER, lambda path: tags.get(path, ())))

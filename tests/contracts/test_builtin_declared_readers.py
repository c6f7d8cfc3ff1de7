"""The readers of declared formats against the contract of readers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from cdgate.registry import load_registry
from cdgate.testing.contracts import ReaderContract, Sample
from tests.unit.builtin.readers.declared.declared_samples import DECLARED

READERS = load_registry("none").readers
DECLARED_SAMPLES: Mapping[str, tuple[Sample, ...]] = MappingProxyType(
    {name: (Sample(one.text.encode(), "report", one.figures),) for name, one in sorted(DECLARED.items())}
)
# The heads that another format has in `cdgate.testing.heads`, and the formats whose records are independent lines.
OWN_HEADS = MappingProxyType(
    {"bandit": frozenset({"bandit-json"}), "empty-findings": frozenset({"json-array", "json-null"})}
)
LINES = frozenset(
    {
        "ansible-later",
        "bandit-csv",
        "brakeman-csv",
        "buf",
        "bundler-audit-text",
        "cargo-deny",
        "clippy",
        "code-climate-stream",
        "defectdojo-csv",
        "dependency-check-csv",
        "docfx",
        "flawfinder-csv",
        "gcc-json",
        "gitleaks-csv",
        "govulncheck-stream",
        "infer-csv",
        "kingfisher",
        "kubeaudit",
        "mypy-json",
        "nessus-csv",
        "noseyparker",
        "nuclei",
        "openvas-csv",
        "phpcs-csv",
        "pmd-csv",
        "prowler-csv",
        "rdjsonl",
        "ruff-jsonl",
        "rumdl-jsonl",
        "sanitizer-text",
        "staticcheck",
        "swiftlint-csv",
        "sysdig-csv",
        "testssl-csv",
        "tfsec-csv",
        "trufflehog",
        "typos",
        "warnings-ng-log",
        "wiz-csv",
        "yarn-audit",
    }
)


@pytest.mark.parametrize("name", DECLARED_SAMPLES)
class TestDeclaredReader(ReaderContract):
    examples = 15

    @pytest.fixture(autouse=True)
    def chosen(self, name: str) -> None:
        """Let the inherited tests look at the reader of this round."""
        self.reader = READERS[name]  # type: ignore[misc]  # one instance per test: nobody else sees it
        self.samples = DECLARED_SAMPLES[name]  # type: ignore[misc]  # as above
        self.own_heads = OWN_HEADS.get(name, frozenset())  # type: ignore[misc]  # as above
        self.has_end = name not in LINES  # type: ignore[misc]  # as above

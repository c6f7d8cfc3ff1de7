"""The readers of findings in lines of text against the contract of readers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

import pytest

from cdgate.registry import load_registry
from cdgate.testing.contracts import ReaderContract, Sample
from tests.unit.builtin.readers.lines.line_samples import SAMPLES

READERS = load_registry("none").readers
LINES: Mapping[str, tuple[Sample, ...]] = MappingProxyType(
    {
        name: tuple(
            Sample(one.printed.encode(), "lint.txt", one.figures) for one in SAMPLES.values() if one.reader == name
        )
        for name in sorted({sample.reader for sample in SAMPLES.values()})
    }
)


@pytest.mark.parametrize("name", LINES)
class TestLineReader(ReaderContract):
    examples = 25
    has_end: ClassVar[bool] = False

    @pytest.fixture(autouse=True)
    def chosen(self, name: str) -> None:
        """Let the inherited tests look at the reader of this round."""
        self.reader = READERS[name]  # type: ignore[misc]  # one instance per test: nobody else sees it
        self.samples = LINES[name]  # type: ignore[misc]  # as above

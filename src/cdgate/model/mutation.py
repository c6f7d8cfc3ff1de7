"""What mutation testing found: how many changes of the code the tests noticed."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from cdgate.message import Text
from cdgate.model.evidence import Figures, Source


class FileMutants(msgspec.Struct, frozen=True):
    """The mutants of one source file: all, those that a test noticed, and those whose line no test runs."""

    path: str
    mutants: int
    detected: int
    uncovered: int = 0


class MutationReport(msgspec.Struct, frozen=True):
    """Mutants by source file; paths as the report writes them."""

    kind: ClassVar[str] = "mutations"
    source: Source
    files: tuple[FileMutants, ...]
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None

    def figures(self) -> Figures:
        """Return mutants, detected ones, those that no test reaches, files."""
        return {
            "mutants": sum(file.mutants for file in self.files),
            "detected": sum(file.detected for file in self.files),
            "uncovered": sum(file.uncovered for file in self.files),
            "files": len(self.files),
        }

"""To-do notes per file: evidence of a kind that cdgate itself does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

import msgspec

from cdgate.message import Text
from cdgate.model.evidence import Figures, Source


class TodoReport(msgspec.Struct, frozen=True):
    """How many to-do notes stand in which file."""

    kind: ClassVar[str] = "todos"
    source: Source
    files: Mapping[str, int]
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None

    def figures(self) -> Figures:
        """Return to-do notes and files: what `cdgate inspect` prints."""
        return {"todos": sum(self.files.values()), "files": len(self.files)}

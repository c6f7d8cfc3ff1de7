"""The change under test: which lines of which files it adds, as a frozen value."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import ClassVar

import msgspec

from cdgate.message import Text
from cdgate.model.evidence import Figures, Source


class Status(enum.Enum):
    """What a change does to a file."""

    ADDED = "added"
    MODIFIED = "modified"
    DELETED = "deleted"
    RENAMED = "renamed"


class ChangedFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """One file of a change. `added` is the set of its new or changed lines (bit n for line n of the new text).

    `removed` counts lines that are gone. A binary file, a mode change or a pure rename has no lines. `new_text` holds the
    added lines themselves, by number, where the change was read to look at them. A `submodule` has no lines either.
    """

    path: str
    status: Status
    old_path: str = ""
    added: int = 0
    removed: int = 0
    binary: bool = False
    new_text: Mapping[int, str] = {}
    old_text: tuple[str, ...] = ()
    submodule: bool = False


class ChangeReport(msgspec.Struct, frozen=True):
    """A change between `base` and the files as they are now (or `head`); paths are those of the repository."""

    kind: ClassVar[str] = "change"
    source: Source
    files: tuple[ChangedFile, ...]
    base: str = ""
    head: str = ""
    notes: tuple[Text, ...] = ()
    shortfall: Text | None = None

    def figures(self) -> Figures:
        """Return files, lines added and removed, and files by status."""
        return {
            "files": len(self.files),
            "lines_added": sum(file.added.bit_count() for file in self.files),
            "lines_removed": sum(file.removed for file in self.files),
            **{status.value: sum(file.status is status for file in self.files) for status in Status},
        }

    def file(self, path: str) -> ChangedFile | None:
        """Return the change of one file, or None where it is untouched."""
        return next((file for file in self.files if file.path == path), None)

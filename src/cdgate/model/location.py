"""Where something is in the repository."""

from __future__ import annotations

import msgspec


class Location(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """A place in a file: repo-relative POSIX path; lines and columns start at 1."""

    path: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None

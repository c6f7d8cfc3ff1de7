"""Which files a role's patterns mean."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cdgate.model.glob import fixed_part, is_magic, matches

# Folders of other people's files: default patterns do not look there, patterns that a policy writes may name them.
FOREIGN = frozenset(
    {".git", ".hg", ".svn", ".tox", ".nox", ".venv", "venv", "node_modules", "site-packages", "__pycache__"}
)


def expand(root: Path, pattern: str, *, skip: frozenset[str] = frozenset({".git"})) -> tuple[str, ...]:
    """Return the paths (relative to `root`, POSIX, sorted) that the pattern means; links to folders are not followed.

    A file of exactly that name wins over the pattern's wildcards, so `report[1].xml` can be named.
    """
    if (root / pattern).is_file() or not is_magic(pattern):
        return (pattern,) if os.path.lexists(root / pattern) else ()
    start = fixed_part(pattern)
    if start.startswith("/") or ".." in start.split("/"):
        found = (f"{start}/{name}" for name in _walk(root / start, skip))
    else:
        found = (f"{start}/{name}" if start else name for name in _walk(root / start, skip))
    return tuple(sorted(path for path in found if matches(pattern, path)))


def _walk(folder: Path, skip: frozenset[str]) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in skip)
        below = Path(place).relative_to(folder).as_posix()
        for name in names:
            yield name if below == "." else f"{below}/{name}"

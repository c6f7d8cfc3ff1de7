"""Which files a role's patterns mean."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from cdgate.model.glob import fixed_part, is_magic, matches

# Folders of other people's files: default patterns do not look there, patterns that a policy writes may name them.
FOREIGN = frozenset(
    {".git", ".hg", ".svn", ".tox", ".nox", ".venv", "venv", "node_modules", "site-packages", "__pycache__"}
)


Walked = dict[tuple[str, frozenset[str]], tuple[str, ...]]


def expand(
    root: Path, pattern: str, *, skip: frozenset[str] = frozenset({".git"}), walked: Walked | None = None
) -> tuple[str, ...]:
    """Return the paths (relative to `root`, POSIX, sorted) that the pattern means; links to folders are not followed.

    A file of exactly that name wins over the pattern's wildcards, so `report[1].xml` can be named. What is found in a
    folder is kept in `walked`, so that a dozen patterns walk a large repository once.
    """
    if (root / pattern).is_file() or not is_magic(pattern):
        return (pattern,) if os.path.lexists(root / pattern) else ()
    start = fixed_part(pattern)
    walked = {} if walked is None else walked
    if (start, skip) not in walked:
        walked[start, skip] = tuple(_walk(root / start, skip))
    found = (f"{start}/{name}" if start else name for name in walked[start, skip])
    return tuple(sorted(filter(_meant_by(pattern), found)))


def _meant_by(pattern: str) -> Callable[[str], bool]:
    """Return what tells the paths that the pattern means; where it has one star, in its last part, that is soon told."""
    before, star, after = pattern.removeprefix("./").partition("*")
    if not star or is_magic(before) or is_magic(after) or "/" in after:
        return partial(matches, pattern)
    return lambda path: (
        path.startswith(before)
        and path.endswith(after)
        and len(path) >= len(before) + len(after)
        and "/" not in path[len(before) :]
    )


def _walk(folder: Path, skip: frozenset[str]) -> Iterator[str]:
    top = len(str(folder)) + 1
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in skip)
        below = place[top:].replace(os.sep, "/")
        for name in names:
            yield f"{below}/{name}" if below else name

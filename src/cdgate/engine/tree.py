"""What git knows of the folder cdgate runs in: tracked files and the commit."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

log = logging.getLogger(__name__)

TIMEOUT_S = 60


class Tree(msgspec.Struct, frozen=True):
    """The tracked files below a folder (relative to it), None where git tracks none; the commit checked out there."""

    files: frozenset[str] | None = None
    commit: str | None = None


def look_at_tree(root: Path) -> Tree:
    """Return what git tells about `root`. Outside a work tree, or without git, there is nothing to hold paths against."""
    listed = _git(root, "ls-files", "-z", "--cached")
    if listed is None:
        return Tree()
    head = _git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    files = frozenset(name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name)
    return Tree(files or None, head.decode("ascii").strip() if head else None)


def _git(root: Path, *arguments: str) -> bytes | None:
    import subprocess

    command = ["git", "-c", "core.quotepath=false", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=TIMEOUT_S)  # noqa: S603  # fixed words
    except (OSError, subprocess.TimeoutExpired) as problem:
        log.info("git cannot be asked: %s", problem)
        return None
    return done.stdout if done.returncode == 0 else None

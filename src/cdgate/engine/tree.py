"""What git knows of the folder cdgate runs in: tracked files and the commit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from cdgate.log import Log

if TYPE_CHECKING:
    import subprocess
    from types import TracebackType

log = Log(__name__)

TIMEOUT_S = 60


class Tree(msgspec.Struct, frozen=True):
    """The tracked files below a folder (relative to it), None where git tracks none; the commit checked out there.

    `folder` is the path of the folder below the top of the work tree, empty at the top.
    """

    files: frozenset[str] | None = None
    commit: str | None = None
    folder: str = ""


class Looking:
    """A look at the tree that began before it is needed: git works while we load. Leaving it ends what still runs."""

    def __init__(self) -> None:
        self._root: Path | None = None
        self._listing: subprocess.Popen[bytes] | None = None
        self._place: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Begin with nothing."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop git where nobody asked for the answer."""
        self._end()

    def begin(self, root: Path) -> None:
        """Ask git about `root`, both questions at once: each takes longer to start than to answer."""
        self._end()
        self._root = root
        self._listing = _asked(root, "ls-files", "-z", "--cached")
        self._place = _asked(root, "rev-parse", "--show-prefix", "HEAD^{commit}")

    def tree(self, root: Path) -> Tree:
        """Return what git tells about `root`, asked now unless that began; to be called once."""
        if root != self._root:
            self.begin(root)
        told, listed = _answer(self._place), _answer(self._listing)
        if listed is None:
            return Tree()
        files = frozenset(name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name)
        told = told or _git(root, "rev-parse", "--show-prefix") or b""
        prefix, _, commit = told.rpartition(b"\n")[0].partition(b"\n")
        folder = prefix.decode("utf-8", "surrogateescape").rstrip("/")
        return Tree(files or None, commit.decode("ascii") or None, folder)

    def _end(self) -> None:
        for asked in (self._listing, self._place):
            if asked is not None and asked.returncode is None:
                with asked:  # closes its pipe and waits for it
                    asked.kill()


def look_at_tree(root: Path) -> Tree:
    """Return what git tells about `root`. Outside a work tree, or without git, there is nothing to hold paths against."""
    with Looking() as looking:
        return looking.tree(root)


def folder_of(place: Path) -> str:
    """Return the path of a folder below the top of its work tree; empty at the top, and where git cannot tell."""
    told = _git(place, "rev-parse", "--show-prefix") or b""
    return told.removesuffix(b"\n").decode("utf-8", "surrogateescape").rstrip("/")


def untracked_files(root: Path) -> tuple[str, ...]:
    """Return the files below `root` that git neither tracks nor was told to ignore, sorted."""
    listed = _git(root, "ls-files", "-z", "--others", "--exclude-standard") or b""
    return tuple(sorted(name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name))


def shared_commit(root: Path, one: str, other: str) -> str:
    """Return the commit from which two commits went apart, empty where git knows none."""
    told = _git(root, "merge-base", one, other) or b""
    return told.partition(b"\n")[0].decode("ascii")


def commit_of(root: Path, name: str) -> str | None:
    """Return the commit that a full name or id stands for."""
    told = _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    return told.decode("ascii").strip() if told else None


def parents_of(root: Path, commit: str) -> tuple[str, ...]:
    """Return the ids of a commit's parents as it tells them, whether or not a shallow clone has them."""
    head, _, _ = (_git(root, "cat-file", "commit", commit) or b"").partition(b"\n\n")
    lines = head.decode("utf-8", "replace").split("\n")
    return tuple(line.removeprefix("parent ") for line in lines if line.startswith("parent "))


def is_shallow(root: Path) -> bool:
    """Tell whether the clone lacks a part of the history."""
    return (_git(root, "rev-parse", "--is-shallow-repository") or b"").strip() == b"true"


def knows_a_remote_branch(root: Path) -> bool:
    """Tell whether git knows a branch of any remote; before the first push and fetch it knows none."""
    return bool(_git(root, "for-each-ref", "--count=1", "refs/remotes"))


def _git(root: Path, *arguments: str) -> bytes | None:
    return _answer(_asked(root, *arguments))


def _asked(root: Path, *arguments: str) -> subprocess.Popen[bytes] | None:
    """Start git; its answer is to be fetched. None where there is no git."""
    import subprocess

    command = ["git", "--no-replace-objects", "-c", "core.quotepath=false", "-C", str(root), *arguments]
    try:
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603  # fixed words
    except OSError as problem:
        log.info("git cannot be asked: %s", problem)
        return None


def _answer(asked: subprocess.Popen[bytes] | None) -> bytes | None:
    """Return what git said, None where it failed or takes too long."""
    import subprocess

    if asked is None:
        return None
    with asked:
        try:
            said, _ = asked.communicate(timeout=TIMEOUT_S)
        except subprocess.TimeoutExpired as problem:
            asked.kill()
            log.info("git cannot be asked: %s", problem)
            return None
    return said if asked.returncode == 0 else None

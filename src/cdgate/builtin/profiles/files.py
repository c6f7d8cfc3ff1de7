"""The source `file:`: a policy on this machine, relative to the policy that extends it."""

from __future__ import annotations

import os
import posixpath
import stat
from pathlib import Path

from cdgate.errors import PolicyError
from cdgate.extension import Fetched
from cdgate.message import Text, text

MOST_BYTES = 256 * 1024


class FileSource:
    """Policies beside the project's own; inside a git work tree none outside it."""

    scheme = "file"
    title = "a policy file of the same project: `file:PATH`"

    def fetch(self, address: str, *, base: Path, pinned: str | None) -> Fetched:  # noqa: ARG002  # a file is what it is
        """Return the file at `address`, relative to `base`. Raises PolicyError, without a place, where it cannot."""
        path = base / address
        _stay_inside(path, base, address)
        try:
            data = _read(path)
        except OSError as problem:
            raise _refused(
                "extends-unreadable",
                text("{path} cannot be read: {problem}", path=address, problem=problem.strerror or str(problem)),
            ) from problem
        return Fetched(data, resolved=address, name=address, base=f"file:{posixpath.dirname(address)}")


def _read(path: Path) -> bytes:
    """Return the bytes of a regular file, one more than allowed where it is larger; a pipe is not waited for."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is no regular file")
        return stream.read(MOST_BYTES + 1)


def _stay_inside(path: Path, base: Path, address: str) -> None:
    folder = base.resolve()
    top = next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)
    if top is not None and not path.resolve().is_relative_to(top):
        raise _refused("extends-outside", text("{path} lies outside the repository", path=address))


def _refused(slug: str, message: Text) -> PolicyError:
    return PolicyError(slug, message, file="", hint=text("correct the path after `file:`"))

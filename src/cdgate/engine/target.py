"""The policy of the target branch, read from git."""

from __future__ import annotations

import posixpath
from pathlib import Path

import msgspec

from cdgate.engine.change import NoChange, file_at, target_of
from cdgate.errors import PolicyError
from cdgate.extension import Fetched
from cdgate.message import text


class Target(msgspec.Struct, frozen=True):
    """A branch by name and commit, and its policy there (None where it has none yet)."""

    name: str
    commit: str
    data: bytes | None


def policy_of_target(folder: Path, file: str, branch: str) -> Target:
    """Return what `file` in `folder` is on the target branch. Raises PolicyError where git cannot tell the branch."""
    try:
        name, commit = target_of(folder, branch)
    except NoChange as problem:
        raise PolicyError(
            "target-policy-unknown",
            text("the policy of the target branch decides, and it cannot be told: {reason}", reason=problem.reason),
            file=file,
            hint=text("fetch the target branch before the check: `git fetch origin BRANCH`"),
        ) from problem
    return Target(name, commit, file_at(folder, commit, file))


class FilesOfCommit:
    """The policy source `file:` as it was in a commit: a change cannot loosen what the target branch extends."""

    scheme = "file"
    title = "a policy file of the target branch"

    def __init__(self, folder: Path, commit: str) -> None:
        self._folder = folder
        self._commit = commit

    def fetch(self, address: str, *, base: Path, pinned: str | None) -> Fetched:
        """Return the file's bytes in the commit. Raises PolicyError where it is not there."""
        del base, pinned
        data = None if address.startswith("/") else file_at(self._folder, self._commit, address)
        if data is None:
            raise PolicyError(
                "extends-unreadable",
                text("{path} cannot be read: {problem}", path=address, problem=f"git {self._commit[:12]}"),
                file="",
                hint=text("correct `extends` on the target branch"),
            )
        return Fetched(data, resolved=address, name=address, base=f"file:{posixpath.dirname(address)}")

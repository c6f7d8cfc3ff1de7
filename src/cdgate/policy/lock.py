"""cdgate.lock: the exact bytes of every extended policy, so that nobody changes a gate from afar."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from cdgate.errors import PolicyError
from cdgate.extension import Fetched
from cdgate.message import text
from cdgate.model.policy import LockedSource

LOCK_NAME = "cdgate.lock"
LARGEST = 1 << 20


class LockMode(enum.Enum):
    """What the lock file is worth: `ENFORCED` refuses whatever it does not pin, where it exists."""

    USED = "used"
    ENFORCED = "enforced"
    IGNORED = "ignored"


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    resolved: str
    sha256: str
    size: int
    source: str


class _LockFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sources: tuple[_Entry, ...]
    version: int


class Lock(msgspec.Struct, frozen=True):
    """The lock file as it is to be used; `exists` is false where there is none."""

    mode: LockMode
    entries: Mapping[str, LockedSource] = {}
    exists: bool = False

    def pinned(self, source: str) -> str | None:
        """Return the version that the lock pins the source to, or None."""
        entry = self.entries.get(source)
        return None if entry is None else entry.resolved

    def refusal(self, used: LockedSource) -> PolicyError | None:
        """Return why an enforced lock does not allow these bytes; the error has no place yet."""
        if self.mode is not LockMode.ENFORCED or not self.exists:
            return None
        entry = self.entries.get(used.source)
        if entry is None:
            return PolicyError(
                "source-not-locked",
                text("{source} is not in {lock}", source=used.source, lock=LOCK_NAME),
                file="",
                hint=text("run `cdgate policy lock`, review and commit {lock}", lock=LOCK_NAME),
            )
        if entry.sha256 == used.sha256:
            return None
        return PolicyError(
            "source-changed",
            text(
                "{source} has SHA-256 {found}, but {lock} says {wanted}",
                source=used.source,
                found=used.sha256,
                lock=LOCK_NAME,
                wanted=entry.sha256,
            ),
            file="",
            hint=text("find out why it changed; if the change is right, run `cdgate policy lock` and commit the lock"),
        )


def read_lock(folder: Path, mode: LockMode) -> Lock:
    """Return the lock file beside the policy. Raises PolicyError where it is not what `cdgate policy lock` writes."""
    path = folder / LOCK_NAME
    if mode is LockMode.IGNORED:
        return Lock(mode)
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST)
    except FileNotFoundError:
        return Lock(mode)
    except OSError as problem:
        raise _unsound(problem.strerror or "unreadable") from problem
    try:
        parsed = msgspec.json.decode(data, type=_LockFile)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise _unsound(str(problem)) from None
    entries = {e.source: LockedSource(e.source, e.resolved, e.sha256, e.size) for e in parsed.sources}
    if parsed.version != 1 or len(entries) != len(parsed.sources):
        raise _unsound("an unknown version, or one source twice")
    return Lock(mode, entries, exists=True)


def written_lock(sources: Iterable[LockedSource]) -> bytes:
    """Return the bytes of the lock file for these sources: the same sources, the same bytes."""
    import json

    entries = [
        {"resolved": one.resolved, "sha256": one.sha256, "size": one.size_bytes, "source": one.source}
        for one in sorted(sources, key=lambda one: one.source)
    ]
    return (json.dumps({"sources": entries, "version": 1}, indent=2, sort_keys=True) + "\n").encode()


def locked(source: str, fetched: Fetched) -> LockedSource:
    """Return what the lock keeps of a fetched policy."""
    return LockedSource(source, fetched.resolved, hashlib.sha256(fetched.data).hexdigest(), len(fetched.data))


def _unsound(problem: str) -> PolicyError:
    return PolicyError(
        "lock-unsound",
        text("the lock file cannot be used: {problem}", problem=problem),
        file=LOCK_NAME,
        hint=text("take it from version control again, or write it anew with `cdgate policy lock`"),
    )

"""A bare repository of fetched policies per URL, driven through the git command with nothing left to chance."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import subprocess

SECONDS = 30
LONGEST_PROBLEM = 300

# Whatever git sets for a hook that runs us would point our calls at the user's own repository.
_FOREIGN = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_QUARANTINE_PATH",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
# The system's and the user's git configuration stay: they carry certificates, proxies and credential helpers.
_SETTINGS = (
    "-c",
    "protocol.allow=never",
    "-c",
    "protocol.https.allow=always",
    "-c",
    "protocol.ssh.allow=always",
    "-c",
    "protocol.file.allow=always",
    "-c",
    "protocol.ext.allow=never",
    "-c",
    "fetch.fsckObjects=true",
    "-c",
    "gc.auto=0",
    "-c",
    "core.hooksPath=/dev/null",
)


class GitCache(msgspec.Struct, frozen=True):
    """A bare repository in `folder`."""

    folder: Path

    def has(self, commit: str) -> bool:
        """Tell whether the commit is here."""
        return self.git("cat-file", "-e", f"{commit}^{{commit}}").returncode == 0

    def fetch(self, url: str, ref: str) -> str:
        """Fetch one commit, branch or tag without its history; return what went wrong, empty where nothing did."""
        import subprocess

        try:
            done = self.git(
                "fetch", "--quiet", "--depth=1", "--no-tags", "--force", "--", url, f"{ref}:{_kept_as(ref)}"
            )
        except subprocess.TimeoutExpired:
            return f"no answer within {SECONDS} seconds"
        said = done.stderr.decode("utf-8", "replace").strip()
        return (said or f"git exited with {done.returncode}")[:LONGEST_PROBLEM] if done.returncode else ""

    def fetched_commit(self, ref: str) -> str:
        """Return the commit that `ref` was when it was fetched, empty where it is no commit."""
        done = self.git("rev-parse", "--verify", "--quiet", f"{_kept_as(ref)}^{{commit}}")
        return done.stdout.decode("ascii", "replace").strip()

    def file(self, commit: str, path: str, *, at_most: int) -> bytes | None:
        """Return the content of a file of the commit, None where there is none or it is too large."""
        name = f"{commit}:{path}"
        size = self.git("cat-file", "-s", name)
        if size.returncode or not size.stdout.strip().isdigit() or int(size.stdout) > at_most:
            return None
        content = self.git("cat-file", "blob", name)
        return None if content.returncode else content.stdout

    def git(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        """Run one git command on the repository; the caller looks at its exit code."""
        import subprocess

        command = ["git", *_SETTINGS, f"--git-dir={self.folder}", *arguments]
        return subprocess.run(  # noqa: S603  # no shell; URLs and refs were checked, options end before them
            command, check=False, capture_output=True, env=_environment(), stdin=subprocess.DEVNULL, timeout=SECONDS
        )


@contextlib.contextmanager
def opened_cache(url: str) -> Iterator[GitCache]:
    """Hold the cache of a repository, in the user's cache folder or, where that cannot be written, in a temporary one."""
    name = hashlib.sha256(url.encode()).hexdigest()[:32]
    kept = _made(_cache_folder() / "git" / name)
    if kept is not None:
        yield kept
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="cdgate-") as folder:
        cache = _made(Path(folder) / name)
        yield cache or GitCache(Path(folder) / name)


def _made(folder: Path) -> GitCache | None:
    cache = GitCache(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "HEAD").exists() and cache.git("init", "--quiet", "--bare").returncode:
            return None
        import tempfile

        with tempfile.TemporaryFile(dir=folder):
            return cache
    except OSError:
        return None


def _cache_folder() -> Path:
    named = os.environ.get("CDGATE_CACHE_DIR")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_cache_dir("cdgate"))


def _environment() -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _FOREIGN}
    return {**kept, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


def _kept_as(ref: str) -> str:
    return f"refs/cdgate/{hashlib.sha256(ref.encode()).hexdigest()[:32]}"

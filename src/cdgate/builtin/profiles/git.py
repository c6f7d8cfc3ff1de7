"""The source `git+`: a policy at a commit, branch or tag of a git repository, through the git command."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from cdgate.builtin.profiles.git_cache import GitCache, opened_cache
from cdgate.errors import PolicyError
from cdgate.extension import Fetched
from cdgate.message import Text, text
from cdgate.pattern import lazily

MOST_BYTES = 256 * 1024
OBJECT_NAME = lazily(r"[0-9a-f]{40}|[0-9a-f]{64}", re.ASCII)

_SCHEMES = ("https://", "ssh://", "file://")
_HERE = ("/", "./", "../")
_USER = lazily(r"https://[^/]*@|[a-z]+://[^/@]*:[^/@]*@", re.ASCII)
_SSH_SHORT = lazily(r"[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^:]+", re.ASCII)
_UNSAFE = lazily(r"\.\.|[\x00-\x20~^:?*\[\\]|^[-/]|/$|@\{|\.lock$")


class Address(msgspec.Struct, frozen=True):
    """`URL@REF#PATH` in its parts."""

    url: str
    ref: str
    path: str


class GitSource:
    """Policies in other repositories; the lock pins each to its commit."""

    scheme = "git+"
    title = "a policy in a git repository: `git+URL@REF#PATH`"

    def fetch(self, address: str, *, base: Path, pinned: str | None) -> Fetched:
        """Return the file at the pinned commit, else at what REF is now. Raises PolicyError without a place."""
        where = parsed_address(address)
        wanted = pinned if pinned is not None and OBJECT_NAME.fullmatch(pinned) else where.ref
        import shutil

        if shutil.which("git") is None:
            raise refused("git-missing", text("the git command is not installed"), text("install git"))
        url = str((base / where.url).resolve()) if where.url.startswith(".") else where.url
        with opened_cache(url) as cache:
            commit = _commit(cache, url, wanted)
            data = _blob(cache, commit, where)
        folder = where.path.rpartition("/")[0]
        return Fetched(data, resolved=commit, name=f"git+{address}", base=f"git+{where.url}@{commit}#{folder}")


def parsed_address(address: str) -> Address:
    """Return the parts of `URL@REF#PATH`. Raises PolicyError for what is none or could mean something else to git."""
    head, mark, path = address.partition("#")
    url, at, ref = head.rpartition("@")
    if not mark or not path or not at or not ref or not _is_repository(url):
        raise refused(
            "git-address",
            text("{address} is not URL@REF#PATH", address=repr(address)),
            text("as in git+https://git.example.com/team/policies@v3.2.0#java.yaml"),
        )
    if _USER.match(url):
        raise refused(
            "git-credentials",
            text("the address holds a user name or a password"),
            text("let git find the credentials: a credential helper, an SSH key, or the CI's own job token"),
        )
    if _UNSAFE.search(ref) or path.startswith(("/", "-")) or ".." in path.split("/") or url.startswith("-"):
        raise refused(
            "git-address",
            text("{ref} or {path} cannot be a ref and a path", ref=repr(ref), path=repr(path)),
            text("write a branch, a tag or a full commit, and the path of the file in the repository"),
        )
    return Address(url, ref, path)


def refused(slug: str, message: Text, hint: Text) -> PolicyError:
    """Return an error without a place; whoever reads the policy knows it."""
    return PolicyError(slug, message, file="", hint=hint)


def _is_repository(url: str) -> bool:
    """Tell whether the text can be a repository over an authenticated transport, or one on this machine."""
    for scheme in _SCHEMES:
        if url.startswith(scheme):
            return "/" in url.removeprefix(scheme).rstrip("/")
    return url.startswith(_HERE) or _SSH_SHORT.fullmatch(url) is not None


def _commit(cache: GitCache, url: str, wanted: str) -> str:
    if OBJECT_NAME.fullmatch(wanted) and cache.has(wanted):
        return wanted
    problem = cache.fetch(url, wanted)
    commit = cache.fetched_commit(wanted) if not problem else ""
    if not commit:
        raise refused(
            "git-fetch",
            text("{ref} of {url} cannot be fetched: {problem}", ref=wanted, url=url, problem=problem or "no commit"),
            text("try `git ls-remote {url}` on this machine", url=url),
        )
    return commit


def _blob(cache: GitCache, commit: str, where: Address) -> bytes:
    data = cache.file(commit, where.path, at_most=MOST_BYTES)
    if data is None:
        raise refused(
            "git-no-file",
            text(
                "{url} has no file {path} of at most {most} bytes at {commit}",
                url=where.url,
                path=where.path,
                most=MOST_BYTES,
                commit=commit[:12],
            ),
            text("correct the path after `#`"),
        )
    return data

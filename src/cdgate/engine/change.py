"""The change under test, through git plumbing: merge base, renames, odd names, shallow clones."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import msgspec

from cdgate.errors import EvidenceError
from cdgate.log import Log
from cdgate.message import Text, text
from cdgate.model.change import ChangedFile, ChangeReport
from cdgate.model.evidence import Source
from cdgate.parsing.diff import parse_diff
from cdgate.parsing.languages import comment_marks
from cdgate.pattern import lazily

log = Log(__name__)

TIMEOUT_S = 300
# What a user's or a repository's settings could change about a diff is written out. `--ita-invisible-in-index` keeps
# files that were only announced (`git add -N`) in the diff, `--text` does not let an attribute call source code binary.
DIFF = (
    "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--unified=0", "--inter-hunk-context=0", "--find-renames",
    "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=dirty", "--submodule=short", "--no-indent-heuristic",
    "--diff-algorithm=myers", "--text", "--full-index", "--no-relative", "--ita-invisible-in-index",
    "-O/dev/null",
)  # fmt: skip
_FULL_ID = lazily(r"[0-9a-f]{40}|[0-9a-f]{64}")
USUAL_BASES = ("origin/HEAD", "origin/main", "origin/master")


class NoChange(Exception):
    """The change cannot be told, and why; no fault of anybody's: the caller turns it into a gap."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason)
        self.reason = reason


class Asked(msgspec.Struct, frozen=True):
    """How to find the base: what the policy writes, else what the CI says, else the usual places."""

    written: str = ""
    from_pipeline: tuple[str, ...] = ()


def read_change(root: Path, asked: Asked) -> ChangeReport:
    """Return the change from the merge base to the files as they lie below `root` now.

    The files as they are, not the last commit: reports were measured on them. In a pipeline the two are the same. Raises
    NoChange where git cannot tell, EvidenceError where it tells nonsense.
    """
    head = _line(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if head is None:
        raise NoChange(text("git knows no commit here: the change cannot be told (cdgate must run in a git work tree)"))
    name, bases = _bases(root, asked)
    fork = _merge_base(root, bases, head, name)
    data = _git(root, *DIFF, "--relative", fork, "--")
    if data is None:
        raise NoChange(text("git diff against {base} failed", base=name))
    source = Source(f"git diff {name}", hashlib.sha256(data).hexdigest(), len(data), "git", commit=head)
    try:
        files = tuple(_without_binary(file) for file in parse_diff(data))
    except EvidenceError as error:
        raise error.at(source.path) from error
    note = text("the change since {fork} ({name})", fork=fork[:12], name=name)
    return ChangeReport(source, files, base=fork, head=head, notes=(note,))


def file_at(root: Path, commit: str, path: str) -> bytes | None:
    """Return the bytes that a file below `root` has in the commit, None where it is not there."""
    if not commit:
        return None
    return _git(root, "cat-file", "blob", f"{commit}:./{path}")


def target_of(root: Path, branch: str) -> tuple[str, str]:
    """Return the name and the commit of the branch that the change is meant for: `branch`, else the remote's main branch.

    Neither the upstream branch nor the commit before a push: whoever makes the change moves those. Raises NoChange.
    """
    for name in (f"origin/{branch}", branch) if branch else USUAL_BASES:
        commit = _branch(root, name)
        if commit is not None:
            return name, commit
    raise NoChange(_unknown_base(root, f"origin/{branch or 'main'}"))


def _without_binary(file: ChangedFile) -> ChangedFile:
    """A file with a NUL in its lines has no lines, unless its name says source: C and JavaScript take a NUL."""
    if comment_marks(file.path) is None and any("\0" in line for line in (*file.new_text.values(), *file.old_text)):
        return ChangedFile(file.path, file.status, old_path=file.old_path, binary=True)
    return file


def _bases(root: Path, asked: Asked) -> tuple[str, tuple[str, ...]]:
    """Return the name of the base, and its commit: of several that the CI tells, all that git knows."""
    if asked.written and asked.written != "auto":
        commit = _commit(root, asked.written)
        if commit is None:
            raise NoChange(_unknown_base(root, asked.written))
        return asked.written, (commit,)
    if asked.from_pipeline:
        return _told_by_pipeline(root, asked.from_pipeline)
    upstream = _line(root, "rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}")
    for name in (*((upstream,) if upstream else ()), *USUAL_BASES):
        commit = _commit(root, name)
        if commit is not None:
            return name, (commit,)
    raise NoChange(
        text(
            "no base to compare with: write it, like `change: {{git: {{base: origin/main}}}}`, or set an upstream branch"
        )
    )


def _told_by_pipeline(root: Path, names: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return all that git knows: a CI that tests a merge may name a base older than what it merged into.

    A local branch is only asked where nothing else is known.
    """
    ids = {name: _commit(root, name) if is_commit(name) else _remote(root, name) for name in names}
    known = {name: commit for name, commit in ids.items() if commit is not None}
    if not known:
        known = {name: commit for name in names if (commit := _branch(root, name)) is not None}
    if not known:
        raise NoChange(_unknown_base(root, names[0]))
    return next(iter(known)), tuple(dict.fromkeys(known.values()))


def _unknown_base(root: Path, name: str) -> Text:
    """Say what to fetch, in full: clones of pipelines are often of one branch, where `git fetch origin main` keeps nothing."""
    branch = name.removeprefix("origin/")
    what = name if is_commit(name) else f"+refs/heads/{branch}:refs/remotes/origin/{branch}"
    if _line(root, "rev-parse", "--is-shallow-repository") == "true":
        return text(
            "this shallow clone does not have {name}: run `git fetch --unshallow origin {what}` first",
            name=name,
            what=what,
        )
    return text("git does not know {name}: run `git fetch origin {what}` first", name=name, what=what)


def _merge_base(root: Path, bases: tuple[str, ...], head: str, name: str) -> str:
    fork = _line(root, "merge-base", head, *bases)
    if fork is not None:
        return fork
    if _line(root, "rev-parse", "--is-shallow-repository") == "true":
        raise NoChange(
            text(
                "this shallow clone does not reach the commit that {name} and HEAD share: run `git fetch --unshallow` (or "
                "`git fetch --deepen=200`) first",
                name=name,
            )
        )
    raise NoChange(text("{name} and HEAD share no commit: there is no change to tell", name=name))


def is_commit(name: str) -> bool:
    """Tell whether the name is a full object id, which no branch or tag can stand before."""
    return _FULL_ID.fullmatch(name) is not None


def _commit(root: Path, name: str) -> str | None:
    """Return the commit that a name stands for: that of a branch where there is one, whatever tags are called."""
    if name.startswith("-"):
        return None
    if not is_commit(name):
        commit = _remote(root, name) or _resolved(root, f"refs/heads/{name}")
        if commit is not None:
            return commit
    return _resolved(root, name)


def _branch(root: Path, name: str) -> str | None:
    """Return the commit of a branch that the change is meant for: never of the one checked out, which is the change itself.

    Nor of a tag, which git would prefer: whoever may push one could call it `origin/main`.
    """
    remote = _remote(root, name)
    if remote is not None or _line(root, "symbolic-ref", "--quiet", "HEAD") == f"refs/heads/{name}":
        return remote
    return _resolved(root, f"refs/heads/{name}")


def _remote(root: Path, name: str) -> str | None:
    return _resolved(root, f"refs/remotes/{name}")


def _resolved(root: Path, name: str) -> str | None:
    return _line(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")


def _line(root: Path, *arguments: str) -> str | None:
    answer = _git(root, *arguments)
    words = "" if answer is None else answer.decode("utf-8", "surrogateescape").strip()
    return words.partition("\n")[0] or None


def _git(root: Path, *arguments: str) -> bytes | None:
    command = ["git", "--no-replace-objects", "-c", "core.quotepath=true", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=TIMEOUT_S)  # noqa: S603  # fixed words
    except (OSError, subprocess.TimeoutExpired) as problem:
        log.info("git cannot be asked: %s", problem)
        return None
    if done.returncode:
        log.info("git %s: %s", arguments[0], done.stderr.decode("utf-8", "replace").strip())
        return None
    return done.stdout

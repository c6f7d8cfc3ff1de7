"""The change under test, through git plumbing: merge base, renames, odd names, shallow clones."""

from __future__ import annotations

import hashlib
import logging
import subprocess
from pathlib import Path

import msgspec

from cdgate.errors import EvidenceError
from cdgate.message import Text, text
from cdgate.model.change import ChangedFile, ChangeReport
from cdgate.model.evidence import Source
from cdgate.parsing.diff import parse_diff
from cdgate.parsing.languages import comment_marks

log = logging.getLogger(__name__)

TIMEOUT_S = 300
# What a user's or a repository's settings could change about a diff is written out. `--ita-invisible-in-index` keeps
# files that were only announced (`git add -N`) in the diff, `--text` does not let an attribute call source code binary.
DIFF = (
    "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--unified=0", "--inter-hunk-context=0", "--find-renames",
    "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=dirty", "--submodule=short", "--no-indent-heuristic",
    "--diff-algorithm=myers", "--text", "--full-index", "--no-relative", "--ita-invisible-in-index",
    "-O/dev/null",
)  # fmt: skip
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
    name, base = _base(root, asked)
    fork = _merge_base(root, base, head, name)
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
        commit = _commit(root, name)
        if commit is not None:
            return name, commit
    raise NoChange(_unknown_base(root, f"origin/{branch or 'main'}"))


def _without_binary(file: ChangedFile) -> ChangedFile:
    """A file with a NUL in its lines has no lines, unless its name says source: C and JavaScript take a NUL."""
    if comment_marks(file.path) is None and any("\0" in line for line in (*file.new_text.values(), *file.old_text)):
        return ChangedFile(file.path, file.status, old_path=file.old_path, binary=True)
    return file


def _base(root: Path, asked: Asked) -> tuple[str, str]:
    """Return the base's name and commit."""
    if asked.written and asked.written != "auto":
        commit = _commit(root, asked.written)
        if commit is None:
            raise NoChange(_unknown_base(root, asked.written))
        return asked.written, commit
    for name in asked.from_pipeline:
        commit = _commit(root, name)
        if commit is not None:
            return name, commit
    if asked.from_pipeline:
        raise NoChange(_unknown_base(root, asked.from_pipeline[0]))
    upstream = _line(root, "rev-parse", "--abbrev-ref", "--symbolic-full-name", "@{upstream}")
    for name in (*((upstream,) if upstream else ()), *USUAL_BASES):
        commit = _commit(root, name)
        if commit is not None:
            return name, commit
    raise NoChange(
        text(
            "no base to compare with: write it, like `change: {{git: {{base: origin/main}}}}`, or set an upstream branch"
        )
    )


def _unknown_base(root: Path, name: str) -> Text:
    branch = name.removeprefix("origin/")
    if _line(root, "rev-parse", "--is-shallow-repository") == "true":
        return text(
            "this shallow clone does not have {name}: run `git fetch --unshallow origin {branch}` first",
            name=name,
            branch=branch,
        )
    return text("git does not know {name}: run `git fetch origin {branch}` first", name=name, branch=branch)


def _merge_base(root: Path, base: str, head: str, name: str) -> str:
    fork = _line(root, "merge-base", base, head)
    if fork is not None:
        return fork
    if _line(root, "rev-parse", "--is-shallow-repository") == "true":
        raise NoChange(
            text(
                "this shallow clone does not reach the commit that {name} and HEAD share: run `git fetch --deepen=200` "
                "(or `git fetch --unshallow`), or set the clone depth to 0",
                name=name,
            )
        )
    raise NoChange(text("{name} and HEAD share no commit: there is no change to tell", name=name))


def _commit(root: Path, name: str) -> str | None:
    if name.startswith("-"):
        return None
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

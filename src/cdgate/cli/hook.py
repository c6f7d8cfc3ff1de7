"""`cdgate hook`: judge before a push, so that what would fail in the pipeline stays at home."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
import msgspec

from cdgate.cli.leaving import Ended
from cdgate.cli.session import Session, pass_session
from cdgate.errors import ExitCode, UsageError
from cdgate.message import Text, text
from cdgate.model.policy import Mode
from cdgate.telling.catalogue import translator
from cdgate.telling.escape import plain

MARK = "# Written by `cdgate hook install`; delete this file to be without it."
GIT_TIMEOUT_S = 30


class PushedRef(msgspec.Struct, frozen=True):
    """One line of git's pre-push protocol; an object name of zeros means that there is no such object."""

    local_ref: str
    local_oid: str
    remote_ref: str
    remote_oid: str

    @property
    def deletes(self) -> bool:
        """Whether the push removes the ref from the remote (zeros: 40 of them, or 64 with SHA-256)."""
        return not self.local_oid.strip("0")


def _choices(command: Callable[..., Any]) -> Callable[..., Any]:
    options = (
        click.option("--policy", default="", metavar="FILE", help="The policy; default: gates.yaml."),
        click.option(
            "--gate", "gates", multiple=True, metavar="GATE", help="Judge only this stage or gate (repeatable)."
        ),
        click.option("--produce", is_flag=True, help="First run the `run:` commands of the evidence roles."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.group()
def hook() -> None:
    """Stop a push whose gates fail."""


@hook.command("pre-push")
@click.argument("remote", default="")
@click.argument("url", default="")
@_choices
@pass_session
def pre_push(session: Session, *, remote: str, url: str, policy: str, gates: tuple[str, ...], produce: bool) -> Ended:
    """Judge the gates, called by git (refs on standard input) or by pre-commit. A push that only deletes is let through."""
    if "PRE_COMMIT" not in os.environ:  # pre-commit keeps git's lines to itself and calls only when there is a push
        pushed = tuple(ref for ref in pushed_refs(sys.stdin) if not ref.deletes)
        if not pushed:
            return Ended(ExitCode.PASSED)
        _mention_other_commits(session, pushed)
    from cdgate.cli.check import Wishes, judge  # a push that only deletes does without

    ended = judge(session, Wishes(gates=gates, policy=policy, produce=produce), Mode.CHANGE)
    if ended.code is not ExitCode.PASSED:
        _say(session, text("the push to {remote} is stopped", remote=remote or url or "the remote"))
    return ended


@hook.command()
@_choices
@click.option("--force", is_flag=True, help="Replace a pre-push hook that something else wrote.")
@pass_session
def install(session: Session, *, policy: str, gates: tuple[str, ...], produce: bool, force: bool) -> None:
    """Write the pre-push hook of this repository, where git looks for it."""
    path = _hooks_folder() / "pre-push"
    if path.exists() and MARK not in path.read_text("utf-8", "replace") and not force:
        raise UsageError(
            "foreign-hook",
            text("{path} exists and was not written by cdgate", path=str(path)),
            hint=text("call `cdgate hook pre-push` from it, or replace it with `cdgate hook install --force`"),
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(hook_script(sys.executable, _words(policy, gates, produce=produce)), "utf-8")
    path.chmod(path.stat().st_mode | 0o111)
    _say(session, text("wrote {path}: git push now judges the gates first", path=str(path)))


def pushed_refs(lines: Iterable[str]) -> tuple[PushedRef, ...]:
    """Return what git wrote to the hook: `<local ref> <local oid> <remote ref> <remote oid>` a line."""
    refs = []
    for line in lines:
        words = line.rsplit(maxsplit=3)  # a local ref may be an expression with spaces
        if not words:
            continue
        if len(words) != len(PushedRef.__struct_fields__):
            raise UsageError(
                "bad-push-line",
                text("standard input holds {line}, which is not a line of git's pre-push protocol", line=repr(line)),
                hint=text("let git or pre-commit call `cdgate hook pre-push`; to judge by hand use `cdgate check`"),
            )
        refs.append(PushedRef(*words))
    return tuple(refs)


def hook_script(python: str, options: Iterable[str] = ()) -> str:
    """Return the hook: the Python that installed it, or the `cdgate` on the path once that Python is gone."""
    call = shlex.join(["hook", "pre-push", *options])
    return (
        f"#!/bin/sh\n{MARK}\n"
        f"python={shlex.quote(python)}\n"
        f'if [ -x "$python" ]; then exec "$python" -P -m cdgate {call} "$@"; fi\n'
        f'exec cdgate {call} "$@"\n'
    )


def _words(policy: str, gates: tuple[str, ...], *, produce: bool) -> tuple[str, ...]:
    """Return the options as they are written again in the hook."""
    return (
        *(("--policy", policy) if policy else ()),
        *(word for gate in gates for word in ("--gate", gate)),
        *(("--produce",) if produce else ()),
    )


def _hooks_folder() -> Path:
    folder = _git("rev-parse", "--git-path", "hooks")  # knows core.hooksPath and linked work trees
    if folder is None:
        raise UsageError(
            "not-a-repository",
            text("{path} is not in a git repository", path=str(Path.cwd())),
            hint=text("change into the repository whose pushes are to be judged"),
        )
    return Path(folder)


def _mention_other_commits(session: Session, pushed: tuple[PushedRef, ...]) -> None:
    """Tell when what is pushed is not what lies in the work tree: the evidence there belongs to another commit."""
    head = _git("rev-parse", "--verify", "--quiet", "HEAD")
    for ref in pushed:
        if ref.local_oid != head:
            sentence = text("{ref} is not checked out: the evidence of the work tree is judged", ref=ref.local_ref)
            _say(session, sentence)


def _git(*arguments: str) -> str | None:
    import subprocess  # only the hook commands ask git themselves

    try:
        done = subprocess.run(  # noqa: S603  # fixed words, no shell
            ["git", *arguments],  # noqa: S607  # git is found on the path, as git finds its own parts
            capture_output=True,
            check=False,
            timeout=GIT_TIMEOUT_S,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return os.fsdecode(done.stdout).rstrip("\n") if done.returncode == 0 else None


def _say(session: Session, sentence: Text) -> None:
    click.echo(f"cdgate: {plain(sentence.render(translator(session.words)))}", err=True)

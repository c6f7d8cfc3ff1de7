"""`cdgate policy`: look at a policy, check it, pin what it extends."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

import click

from cdgate.cli.effective import Loaded, load
from cdgate.cli.session import Session, pass_session
from cdgate.errors import ErrorGroup, ExitCode, PolicyError
from cdgate.message import text
from cdgate.policy import LockMode
from cdgate.policy.lock import LOCK_NAME, read_lock, written_lock
from cdgate.policy.plain import plain as data_of
from cdgate.policy.written import origins, written
from cdgate.telling.catalogue import translator
from cdgate.telling.escape import plain

ORIGIN_COLUMN = 60


@click.group()
def policy() -> None:
    """Look at a policy, check it, and pin what it extends."""


@policy.command()
@click.argument("file", default="", metavar="[FILE]", type=click.Path())
@pass_session
def lint(session: Session, *, file: str) -> ExitCode:
    """Check a policy and tell everything that is wrong with it at once.

    Ends with 0 for a sound policy and with 3 otherwise.
    """
    translate = translator(session.words)
    try:
        loaded = load(session, file)
    except (PolicyError, ErrorGroup) as problem:
        for error in problem.members:
            where = f"{plain(error.place)}: " if error.place else ""
            sys.stdout.write(f"{where}{plain(error.message.render(translate))} [{error.slug}]\n")
            if error.hint is not None:
                sys.stdout.write(f"  -> {plain(error.hint.render(translate))}\n")
        return problem.exit_code
    gates = loaded.effective.policy.gates
    said = text(
        "{file}: sound, {gates} gates, {criteria} criteria",
        file=loaded.file,
        gates=len(gates),
        criteria=sum(len(gate.criteria) for gate in gates),
    )
    sys.stdout.write(f"{plain(said.render(translate))}\n")
    return ExitCode.PASSED


@policy.command()
@click.argument("file", default="", metavar="[FILE]", type=click.Path())
@click.option("--origin", is_flag=True, help="Tell for every value which file and line set it.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; with --origin, a list of path, value and origin.")
@pass_session
def show(session: Session, *, file: str, origin: bool, as_json: bool) -> None:
    """Print the policy in force: the file over everything that it extends."""
    root = load(session, file, built_in=True).effective.root
    if as_json and origin:
        rows = [{"path": path, "value": data_of(node), "origin": str(node.position)} for path, node in origins(root)]
        sys.stdout.write(json.dumps(rows, indent=2) + "\n")
    elif as_json:
        sys.stdout.write(json.dumps(data_of(root), indent=2) + "\n")
    else:
        for line, place in written(root):
            note = f"  # {plain(str(place))}" if origin and place is not None else ""
            sys.stdout.write(f"{line.ljust(ORIGIN_COLUMN) if note else line}{note}\n")


@policy.command()
@click.argument("file", default="", metavar="[FILE]", type=click.Path())
@pass_session
def lock(session: Session, *, file: str) -> None:
    """Write cdgate.lock: what every extended policy is now, by commit and SHA-256."""
    loaded = load(session, file, lock=LockMode.IGNORED)
    sources = loaded.effective.policy.sources
    _replace(loaded.folder / LOCK_NAME, written_lock(sources))
    _say(session, loaded, pinned=len(sources))


@policy.command()
@click.argument("file", default="", metavar="[FILE]", type=click.Path())
@pass_session
def verify(session: Session, *, file: str) -> None:
    """Check that every extended policy still is what cdgate.lock says."""
    loaded = load(session, file, lock=LockMode.ENFORCED)
    sources = loaded.effective.policy.sources
    if sources and not read_lock(loaded.folder, LockMode.ENFORCED).exists:
        raise PolicyError(
            "lock-missing",
            text("{file} extends other policies, but there is no {lock}", file=loaded.file, lock=LOCK_NAME),
            file=loaded.file,
            hint=text("run `cdgate policy lock`, review and commit {lock}", lock=LOCK_NAME),
        )
    _say(session, loaded, pinned=len(sources))


def _say(session: Session, loaded: Loaded, *, pinned: int) -> None:
    said = text("{lock}: {count} sources of {file} pinned", lock=LOCK_NAME, count=pinned, file=loaded.file)
    sys.stdout.write(f"{plain(said.render(translator(session.words)))}\n")


def _replace(path: Path, data: bytes) -> None:
    """Write the whole file or none of it. Raises PolicyError where it cannot be written."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        try:
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as problem:
        raise PolicyError(
            "lock-unwritable",
            text("cannot be written: {problem}", problem=problem.strerror or str(problem)),
            file=path.name,
            hint=text("look at the permissions of the folder and the space on the disk"),
        ) from problem

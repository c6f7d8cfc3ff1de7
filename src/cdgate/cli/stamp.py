"""`cdgate stamp`: write down what evidence there is, for which commit."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
import msgspec

from cdgate.cli import deliver
from cdgate.cli.find_policy import find_policy
from cdgate.cli.session import Session, pass_session
from cdgate.engine.files import expand
from cdgate.engine.fresh import MANIFEST, SCHEMA, Manifest
from cdgate.engine.tree import look_at_tree
from cdgate.errors import EvidenceError, ExitCode
from cdgate.message import text
from cdgate.parsing.files import open_evidence
from cdgate.telling.catalogue import translator
from cdgate.telling.escape import plain


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--commit", default="", metavar="ID", help="The commit; default: what the CI or git says.")
@pass_session
def stamp(session: Session, *, paths: tuple[str, ...], commit: str) -> ExitCode:
    """Write commit, time and SHA-256 of evidence files into .cdgate/evidence.json; without PATH, all files of the policy.

    `cdgate check` then refuses what was made for another commit or changed since.
    """
    found = find_policy(session)
    root = found.root
    pipeline, _ = deliver.plan(found.registry, "auto", (), os.environ)
    about = commit or pipeline.commit or look_at_tree(root).commit
    if not about:
        raise EvidenceError(
            "no-commit",
            text("neither the CI nor git tells a commit to stamp the evidence for"),
            path=str(root),
            hint=text("give it: `cdgate stamp --commit ID`"),
        )
    named = paths or tuple(
        dict.fromkeys(path for role in found.policy.roles for pattern in role.paths for path in expand(root, pattern))
    )
    manifest = Manifest(SCHEMA, about, datetime.now(UTC), {path: _digest(root, path) for path in sorted(named)})
    target = root / MANIFEST
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    said = text("{count} files stamped for commit {commit}", count=len(named), commit=about[:12])
    sys.stdout.write(f"{plain(said.render(translator(session.words)))}\n")
    return ExitCode.PASSED


def _digest(root: Path, path: str) -> str:
    try:
        with open_evidence(root / path, root) as opened:
            return opened.sha256
    except EvidenceError as error:
        raise error.at(path) from error

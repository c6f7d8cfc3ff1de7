"""The effective policy that a command about policies looks at."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from cdgate.cli.session import Session
from cdgate.errors import PolicyError
from cdgate.message import text
from cdgate.policy import Effective, LockMode, load_effective
from cdgate.registry import Registry

NAME = "gates.yaml"
LARGEST = 256 * 1024
BUILT_IN = b"version: 1\ntitle: built-in Level-3 profile\nextends:\n  - builtin:cd-l3\n"


class Loaded(msgspec.Struct, frozen=True):
    """A policy with its nodes, what it was parsed with, and its folder."""

    effective: Effective
    registry: Registry
    folder: Path
    file: str


def load(session: Session, file: str, *, lock: LockMode | None = None, built_in: bool = False) -> Loaded:
    """Return the policy in `file`, else the nearest gates.yaml; with `built_in`, else the profile that ships with cdgate.

    Raises PolicyError or ErrorGroup for a policy with faults, and where there is none.
    """
    path = Path(file) if file else _nearest()
    if path is None and not built_in:
        raise PolicyError(
            "policy-missing",
            text("there is no {name} here or above", name=NAME),
            file=NAME,
            hint=text("write one; docs/policy.md shows how"),
        )
    data, shown, folder = (
        (BUILT_IN, "(built-in)", Path.cwd()) if path is None else (_bytes(path), _shown(path), path.parent)
    )
    registry = session.registry()
    effective = load_effective(
        data,
        file=shown,
        base=folder,
        kinds=registry.criteria,
        metrics=registry.metrics,
        sources=registry.sources,
        lock=lock or (LockMode.ENFORCED if os.environ.get("CI") else LockMode.USED),
    )
    return Loaded(effective, registry, folder, shown)


def _nearest() -> Path | None:
    """Return the nearest gates.yaml from here up to the top of the git work tree; outside one, only the one here."""
    here = Path.cwd()
    folders = [here, *here.parents]
    top = next((number for number, folder in enumerate(folders) if (folder / ".git").exists()), 0)
    return next((folder / NAME for folder in folders[: top + 1] if (folder / NAME).is_file()), None)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as problem:
        raise PolicyError(
            "policy-unreadable",
            text("cannot be read: {problem}", problem=problem.strerror or str(problem)),
            file=_shown(path),
            hint=text("correct the name of the file, or look at its permissions"),
        ) from problem


def _shown(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()

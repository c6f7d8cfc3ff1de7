"""Finding the policy that a command is about, and the plugins it may use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from cdgate.cli.session import Session
from cdgate.errors import PolicyError, UsageError
from cdgate.message import text
from cdgate.model.node import ListNode, MapNode, ScalarNode
from cdgate.model.policy import Policy, Role
from cdgate.parsing.yaml import compose
from cdgate.policy.load import load_policy
from cdgate.policy.lock import LockMode
from cdgate.registry import Registry

NAME = "gates.yaml"
LARGEST = 256 * 1024
BUILT_IN = b"version: 1\ntitle: built-in Level-3 profile\nextends:\n  - builtin:cd-l3\n"


class Found(msgspec.Struct, frozen=True):
    """A parsed policy, the registry it was parsed with, and the folder its evidence paths start from.

    `folders` are those in which it was, or may have been, the nearest first: only its own where the user named it. `moves`
    tells that the root is the folder of the policy, because the user named neither.
    """

    policy: Policy
    registry: Registry
    root: Path
    folders: tuple[Path, ...]
    moves: bool


def find_policy(
    session: Session, *, policy: str = "", root: str = "", begin: Callable[[Path], None] | None = None
) -> Found:
    """Return the policy in `policy`, else gates.yaml here or above, else the built-in profile marked as discovered.

    `begin` hears of the root before plugins and policy are loaded, so that something else may work meanwhile.

    Raises PolicyError or ErrorGroup for a policy with faults, PluginError for plugins that do not load.
    """
    folder = _existing(root) if root else None
    if policy:
        path = _named(policy)
        folders: tuple[Path, ...] = (Path(os.path.abspath(policy)).parent,)  # noqa: PTH100  # a link stays a link
        root_folder = folder or Path.cwd()
    else:
        folders = _upwards(folder or Path.cwd())
        path = next((place / NAME for place in folders if (place / NAME).is_file()), folders[0] / NAME)
        root_folder = folder or path.parent
    if begin is not None:
        begin(root_folder)
    discovered = not path.is_file()
    data, name = (BUILT_IN, "(built-in)") if discovered else (_bytes(path), _shown(path))
    registry = session.registry(_required(data, name) if session.plugins == "listed" else ())
    parsed = load_policy(
        data,
        file=name,
        base=path.parent,
        kinds=registry.criteria,
        metrics=registry.metrics,
        sources=registry.sources,
        lock=LockMode.ENFORCED if os.environ.get("CI") else LockMode.USED,
    )
    whole = with_usual_roles(parsed, registry, root_folder)
    whole = msgspec.structs.replace(whole, discovered=True) if discovered else whole
    return Found(whole, registry, root_folder, folders, moves=not policy and folder is None)


def with_usual_roles(policy: Policy, registry: Registry, root: Path) -> Policy:
    """Return a policy that names no evidence with one role per kind, at the places where the built-in profile looks."""
    if policy.roles:
        return policy
    profile = load_policy(
        BUILT_IN,
        file="(built-in)",
        base=root,
        kinds=registry.criteria,
        metrics=registry.metrics,
        sources=registry.sources,
        lock=LockMode.IGNORED,
    )
    usual: dict[str, Role] = {}
    for role in profile.roles:
        known = usual.get(role.kind)
        paths = tuple(dict.fromkeys((*(known.paths if known else ()), *role.paths)))
        usual[role.kind] = msgspec.structs.replace(role, name=f"usual-{role.kind}", paths=paths, default_globs=True)
    return msgspec.structs.replace(policy, roles=tuple(usual.values()))


def _required(data: bytes, name: str) -> tuple[str, ...]:
    """Look at `require_plugins` before anything else: with `--plugins listed` it says what may be loaded at all."""
    node = compose(data, name)
    listed = node.get("require_plugins") if isinstance(node, MapNode) else None
    items = listed.items if isinstance(listed, ListNode) else ()
    return tuple(item.text for item in items if isinstance(item, ScalarNode))


def _upwards(start: Path) -> tuple[Path, ...]:
    """Return the folders from `start` up to the top of the git work tree (only `start` outside one)."""
    start = start.resolve()
    folders = (start, *start.parents)
    top = next((number for number, folder in enumerate(folders) if (folder / ".git").exists()), 0)
    return folders[: top + 1]


def _named(policy: str) -> Path:
    path = Path(policy)
    if not path.is_file():
        raise PolicyError(
            "policy-missing",
            text("there is no such policy file"),
            file=policy,
            hint=text("correct --policy, or leave it out to use {name}", name=NAME),
        )
    return path.resolve()


def _existing(root: str) -> Path:
    folder = Path(root)
    if not folder.is_dir():
        raise UsageError("no-such-folder", text("--root {root} is no folder", root=repr(root)))
    return folder.resolve()


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as problem:
        raise PolicyError(
            "policy-unreadable",
            text("cannot be read: {problem}", problem=problem.strerror or str(problem)),
            file=_shown(path),
            hint=text("look at the file's permissions"),
        ) from problem


def _shown(path: Path) -> str:
    """Return the path as a person in this folder would write it."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return os.path.relpath(path)

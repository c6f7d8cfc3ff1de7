"""`policy: {from: target-branch}`: a change is judged by the policy of the branch it is meant for."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cdgate.cli.deliver import LOCAL
from cdgate.cli.find_policy import NAME, Found, with_usual_roles
from cdgate.errors import PolicyError
from cdgate.extension import PolicySource
from cdgate.message import Text, text
from cdgate.model.node import MapNode, Node, ScalarNode
from cdgate.model.verdict import Pipeline
from cdgate.parsing.yaml import compose
from cdgate.policy.load import Effective, load_effective, rebuilt
from cdgate.policy.lock import LOCK_NAME, LockMode
from cdgate.registry import Registry

if TYPE_CHECKING:
    from cdgate.engine.target import Target


class Held(msgspec.Struct, frozen=True):
    """The policy in force; `commit` is that of the target branch where it decides, else empty."""

    found: Found
    commit: str = ""
    notes: tuple[Text, ...] = ()


def against_target(found: Found, pipeline: Pipeline, *, file: str = "", required: bool = False) -> Held:
    """Return the policy in force for a change, with notes on what the change proposes.

    The target branch decides where its policy, or that of the change, asks for it, or where it is `required`; `file` is
    the policy that the user named. Raises PolicyError where it must decide and git does not know the branch.
    """
    name = Path(file).name if file else NAME
    mine = None if found.policy.discovered else next(p for f in found.folders if (p := f / name).is_file())
    asked = required or (mine is not None and asks_for_target(compose(mine.read_bytes(), name)))
    if not asked and (pipeline.name == LOCAL.name or not _in_work_tree(found.folders[0])):
        return Held(found)
    from cdgate.engine.target import policy_of_target

    try:
        target = policy_of_target(found.folders, name, pipeline.target_branch)
    except PolicyError as problem:
        return Held(found, notes=_without_target(problem, found.folders[0], asked=asked, pipeline=pipeline))
    if target.data is None:
        new = text("{branch} has no {file} yet: that of the change decides", branch=target.name, file=name)
        return Held(found, notes=(new,) if asked else ())
    if not required and not asks_for_target(compose(target.data, f"{target.name}:{name}")):
        return Held(found)
    return _held(found, target, mine, name)


def _without_target(problem: PolicyError, folder: Path, *, asked: bool, pipeline: Pipeline) -> tuple[Text, ...]:
    """Return what to say where git does not know the target branch. Raises the problem where its policy was to decide."""
    from cdgate.engine.tree import knows_a_remote_branch

    if asked and pipeline.name == LOCAL.name and not knows_a_remote_branch(folder):
        return (text("nothing was pushed yet: the policy of the change decides"),)
    if asked:
        raise problem
    if not pipeline.target_branch:
        return ()
    return (
        text(
            "git does not know {branch} here, so whether its policy has to decide cannot be told: fetch it before the check",
            branch=pipeline.target_branch,
        ),
    )


def asks_for_target(root: Node) -> bool:
    """Tell whether a policy says `policy: {from: target-branch}`."""
    settings = root.get("policy") if isinstance(root, MapNode) else None
    source = settings.get("from") if isinstance(settings, MapNode) else None
    return isinstance(source, ScalarNode) and source.text == "target-branch"


def _held(found: Found, target: Target, mine: Path | None, name: str) -> Held:
    from cdgate.policy.target import in_force
    from cdgate.policy.tighten import Bounds

    registry = found.registry
    path = target.folder / name
    base = _of_target(target, path, registry)
    proposals: tuple[Text, ...] = ()
    root = base.root
    if mine is not None and mine != path:
        nearer = Path(os.path.relpath(mine, path.parent)).as_posix()
        proposals = (text("{file}: proposed by the change, not in force", file=nearer),)
    if path.is_file():
        head = _loaded(path.read_bytes(), name, path.parent, registry, registry.sources)
        decided = in_force(base.root, head.root, Bounds(registry.criteria, registry.metrics))
        root, proposals = decided.root, (*proposals, *decided.proposals)
    else:
        removal = text("the removal of {file}: proposed by the change, not in force", file=name)
        proposals = (*proposals, removal)
    folder = path.parent if found.moves else found.root
    policy = rebuilt(root, base.policy, kinds=registry.criteria, metrics=registry.metrics)
    policy = with_usual_roles(msgspec.structs.replace(policy, file=base.policy.file), registry, folder)
    note = text("the policy of {branch} decides ({commit})", branch=target.name, commit=target.commit[:12])
    now = msgspec.structs.replace(found, policy=policy, root=folder)
    return Held(now, target.commit, (note, *proposals))


def _of_target(target: Target, path: Path, registry: Registry) -> Effective:
    """Return the policy of the target branch, with the lock and the files that it has there."""
    from cdgate.engine.change import file_at
    from cdgate.engine.target import FilesOfCommit

    sources = {**registry.sources, "file": FilesOfCommit(path.parent, target.commit)}
    lock = file_at(path.parent, target.commit, LOCK_NAME)
    import tempfile

    with tempfile.TemporaryDirectory(prefix="cdgate-") as folder:
        if lock is not None:
            (Path(folder) / LOCK_NAME).write_bytes(lock)
        return _loaded(target.data or b"", f"{target.name}:{path.name}", Path(folder), registry, sources)


def _loaded(data: bytes, file: str, base: Path, registry: Registry, sources: Mapping[str, PolicySource]) -> Effective:
    return load_effective(
        data,
        file=file,
        base=base,
        kinds=registry.criteria,
        metrics=registry.metrics,
        sources=sources,
        lock=LockMode.ENFORCED if os.environ.get("CI") else LockMode.USED,
    )


def _in_work_tree(folder: Path) -> bool:
    return any((place / ".git").exists() for place in (folder, *folder.parents))

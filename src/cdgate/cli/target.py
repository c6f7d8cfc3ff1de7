"""`policy: {from: target-branch}`: a change is judged by the policy of the branch it is meant for."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cdgate.cli.find_policy import NAME, Found
from cdgate.errors import PolicyError
from cdgate.extension import PolicySource
from cdgate.message import Text, text
from cdgate.parsing.yaml import compose
from cdgate.policy.load import Effective, load_effective, rebuilt
from cdgate.policy.lock import LOCK_NAME, LockMode
from cdgate.policy.target import asks_for_target, in_force
from cdgate.policy.tighten import Bounds
from cdgate.registry import Registry

if TYPE_CHECKING:
    from cdgate.engine.target import Target


def against_target(found: Found, branch: str) -> tuple[Found, tuple[Text, ...]]:
    """Return the policy in force for a change to `branch`, and notes on what the change proposes.

    The target branch decides where its policy, or that of the change, asks for it. Raises PolicyError where the change's
    policy asks for it and git does not know the branch.
    """
    path = found.root / NAME if found.policy.discovered else Path(os.path.abspath(found.policy.file))  # noqa: PTH100  # a link stays a link
    data = path.read_bytes() if path.is_file() else b""
    asked = bool(data) and asks_for_target(compose(data, path.name))
    if not asked and not (branch and _in_work_tree(path.parent)):
        return found, ()
    from cdgate.engine.target import policy_of_target

    try:
        target = policy_of_target(path.parent, path.name, branch)
    except PolicyError:
        if asked:
            raise
        return found, ()
    if target.data is None:
        new = text("{branch} has no {file} yet: that of the change decides", branch=target.name, file=path.name)
        return found, (new,) if asked else ()
    if not asks_for_target(compose(target.data, f"{target.name}:{path.name}")):
        return found, ()
    return _held(found, target, path, data)


def _held(found: Found, target: Target, path: Path, data: bytes) -> tuple[Found, tuple[Text, ...]]:
    registry = found.registry
    base = _of_target(target, path, registry)
    if data:
        head = _loaded(data, path.name, path.parent, registry, registry.sources)
        decided = in_force(base.root, head.root, Bounds(registry.criteria, registry.metrics))
        root, proposals = decided.root, decided.proposals
    else:
        root, proposals = (
            base.root,
            (text("the removal of {file}: proposed by the change, not in force", file=path.name),),
        )
    policy = rebuilt(root, base.policy, kinds=registry.criteria, metrics=registry.metrics)
    policy = msgspec.structs.replace(policy, file=base.policy.file)
    note = text("the policy of {branch} decides ({commit})", branch=target.name, commit=target.commit[:12])
    return Found(policy, registry, found.root), (note, *proposals)


def _of_target(target: Target, path: Path, registry: Registry) -> Effective:
    """Return the policy of the target branch, with the lock and the files that it has there."""
    from cdgate.engine.change import file_at
    from cdgate.engine.target import FilesOfCommit

    sources = {**registry.sources, "file": FilesOfCommit(path.parent, target.commit)}
    lock = file_at(path.parent, target.commit, LOCK_NAME)
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

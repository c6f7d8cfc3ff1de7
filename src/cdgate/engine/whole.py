"""The whole change, for what it does to its own gate: nothing excluded, and files outside of the policy's folder too."""

from __future__ import annotations

import posixpath
from pathlib import Path

import msgspec

from cdgate.errors import CdgateError
from cdgate.log import Log
from cdgate.message import Text
from cdgate.model.change import ChangedFile, ChangeReport
from cdgate.model.evidence import EvidenceSet
from cdgate.model.policy import Policy

log = Log(__name__)


class Ground(msgspec.Struct, frozen=True):
    """Where a run happens: the folder of its paths, that folder below the top of the work tree, what the CI calls the base.

    `local` tells that this is no pipeline, `tracked` that git knows the folder, `whole_clone` how this CI is told to clone all.
    """

    root: Path
    folder: str = ""
    bases: tuple[str, ...] = ()
    local: bool = False
    tracked: bool = True
    whole_clone: str = ""


class Unknown(msgspec.Struct, frozen=True):
    """Why the change cannot be told."""

    reason: Text


def whole_change(policy: Policy, evidence: EvidenceSet, ground: Ground) -> ChangeReport | Unknown | None:
    """Return the change with paths relative to the root (`../` leads out of it), or why git cannot tell it.

    None where nobody asks for one: no role, and no pipeline that names a base.
    """
    roles = [role for role in policy.roles if role.kind == ChangeReport.kind]
    read: tuple[ChangeReport, ...] = evidence.of(ChangeReport.kind)
    if read and not ground.folder and not any(role.exclude for role in roles):
        return read[0]
    written = next((role.git_base for role in roles if role.git_base), "")
    if not written and not ground.bases:
        return read[0] if read else None
    from cdgate.engine.change import Asked, NoChange, read_change

    top = ground.root.resolve()
    for _ in filter(None, ground.folder.split("/")):
        top = top.parent
    try:
        change = read_change(top, Asked(written, ground.bases))
    except NoChange as problem:
        return Unknown(problem.reason)
    except CdgateError as problem:
        log.info("the change cannot be told: %s", problem)
        return Unknown(problem.message)
    if not ground.folder:
        return change
    return msgspec.structs.replace(change, files=tuple(_seen_from(file, ground.folder) for file in change.files))


def _seen_from(file: ChangedFile, folder: str) -> ChangedFile:
    old = posixpath.relpath(file.old_path, folder) if file.old_path else ""
    return msgspec.structs.replace(file, path=posixpath.relpath(file.path, folder), old_path=old)


def inside(change: ChangeReport) -> ChangeReport:
    """Return the change less the files outside of the root."""
    return msgspec.structs.replace(change, files=tuple(f for f in change.files if not f.path.startswith("../")))

"""What the target branch says, read from git: its policy, and the baselines from before the change."""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from cdgate.engine.change import NoChange, file_at, target_of
from cdgate.engine.past import as_baseline
from cdgate.engine.read import read_file
from cdgate.errors import EvidenceError, PolicyError
from cdgate.extension import Fetched, Reader
from cdgate.message import Text, text
from cdgate.model.baseline import Baseline
from cdgate.model.evidence import EvidenceSet, Gap, Item
from cdgate.model.record import GateRecord


class Target(msgspec.Struct, frozen=True):
    """A branch by name and commit; `folder` is the one where it keeps the policy, `data` the policy (None: it has none)."""

    name: str
    commit: str
    folder: Path
    data: bytes | None


def policy_of_target(folders: Iterable[Path], file: str, branch: str) -> Target:
    """Return what the target branch has as `file` in the first of the folders where it has one.

    Raises PolicyError where git cannot tell the branch.
    """
    places = tuple(folders)
    here = next(place for place in places if place.is_dir())
    try:
        name, commit = target_of(here, branch)
    except NoChange as problem:
        raise PolicyError(
            "target-policy-unknown",
            text("the policy of the target branch decides, and it cannot be told: {reason}", reason=problem.reason),
            file=file,
            hint=text(
                "fetch the target branch before the check: `git fetch origin +refs/heads/BRANCH:refs/remotes/origin/BRANCH`"
            ),
        ) from problem
    for place in places:
        path = Path(os.path.relpath(place / file, here)).as_posix()
        data = file_at(here, commit, path)
        if data is not None and b"\n" not in data:  # no policy has no line end: a link, whose text is where it leads to
            data = file_at(here, commit, posixpath.join(posixpath.dirname(path), os.fsdecode(data))) or data
        if data is not None:
            return Target(name, commit, place, data)
    return Target(name, commit, here, None)


def with_baselines_of(
    evidence: EvidenceSet, root: Path, commit: str, readers: Mapping[str, Reader]
) -> tuple[EvidenceSet, tuple[Text, ...]]:
    """Return the evidence with each baseline as it was in the commit, and notes on those that the change edits.

    A change does not choose what it is compared with. A file that git does not track is none of the change.
    """
    items: list[Item] = []
    gaps = list(evidence.gaps)
    notes: list[Text] = []
    for item in evidence.items:
        held = _held(item, evidence.tree, root, commit, readers) if isinstance(item.evidence, Baseline) else None
        if held is None:
            items.append(item)
            continue
        path = item.evidence.source.path
        notes.append(text("{path} counts as it was before the change ({commit})", path=path, commit=commit[:12]))
        if isinstance(held, Gap):
            gaps.append(held)
        else:
            items.append(held)
    return EvidenceSet(tuple(items), tuple(gaps), evidence.tree), tuple(notes)


def _held(
    item: Item, tree: frozenset[str] | None, root: Path, commit: str, readers: Mapping[str, Reader]
) -> Item | Gap | None:
    """Return the baseline of the commit, None where the change leaves it alone."""
    source = item.evidence.source
    data = file_at(root, commit, source.path)
    if data is None and source.path not in (tree or ()):
        return None
    if data is None:
        reason = text("{path} is new with this change: it counts once it is merged", path=source.path)
        return Gap(item.role, reason, Baseline.kind)
    if hashlib.sha256(data).hexdigest() == source.sha256:
        return None
    import tempfile

    with tempfile.TemporaryDirectory(prefix="cdgate-") as folder:
        Path(folder, "baseline.json").write_bytes(data)
        try:
            evidence = read_file(Path(folder), "baseline.json", readers)
        except EvidenceError as error:
            return Gap(item.role, text("{path}: {reason}", path=source.path, reason=error.message), Baseline.kind)
    evidence = as_baseline(evidence) if isinstance(evidence, GateRecord) else evidence
    if not isinstance(evidence, Baseline):
        return Gap(item.role, text("{path} was no baseline before the change", path=source.path), Baseline.kind)
    named = msgspec.structs.replace(evidence.source, path=f"{commit[:12]}:{source.path}")
    return Item(item.role, msgspec.structs.replace(evidence, source=named), item.labels)


class FilesOfCommit:
    """The policy source `file:` as it was in a commit: a change cannot loosen what the target branch extends."""

    scheme = "file"
    title = "a policy file of the target branch"

    def __init__(self, folder: Path, commit: str) -> None:
        self._folder = folder
        self._commit = commit

    def fetch(self, address: str, *, base: Path, pinned: str | None) -> Fetched:
        """Return the file's bytes in the commit. Raises PolicyError where it is not there."""
        del base, pinned
        data = None if address.startswith("/") else file_at(self._folder, self._commit, address)
        if data is None:
            raise PolicyError(
                "extends-unreadable",
                text("{path} cannot be read: {problem}", path=address, problem=f"git {self._commit[:12]}"),
                file="",
                hint=text("correct `extends` on the target branch"),
            )
        return Fetched(data, resolved=address, name=address, base=f"file:{posixpath.dirname(address)}")

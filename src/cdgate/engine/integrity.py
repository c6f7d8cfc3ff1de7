"""What a change does to the gate that judges it: told in every run, whatever the verdict."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from cdgate.errors import CdgateError
from cdgate.message import Text, text
from cdgate.model.change import ChangedFile, ChangeReport
from cdgate.model.evidence import EvidenceSet
from cdgate.model.glob import matches_any
from cdgate.model.node import ListNode, MapNode
from cdgate.model.policy import Policy
from cdgate.parsing.suppressions import added_suppressions
from cdgate.parsing.yaml import compose

log = logging.getLogger(__name__)

SHOWN = 5
POLICIES = ("**/gates.yaml", "**/cdgate.lock", "**/gates_test.yaml")
KEPT = (".cdgate/**", "**/.cdgate/**")
PIPELINES = (
    ".github/workflows/**", ".gitlab-ci.yml", "**/.gitlab-ci.yml", ".gitea/workflows/**", ".forgejo/workflows/**",
    "Jenkinsfile", "azure-pipelines.yml", "bitbucket-pipelines.yml", ".circleci/**", ".buildkite/**", ".drone.yml",
    ".pre-commit-config.yaml",
)  # fmt: skip
MEASURED = frozenset({"coverage", "tests", "findings"})
LISTS = ("waivers", "quarantine")


def integrity_notes(policy: Policy, evidence: EvidenceSet, root: Path, bases: tuple[str, ...]) -> tuple[Text, ...]:
    """Return what the change does to policy, lock, baseline, waivers, quarantine, pipeline, evidence and suppressions.

    The change is taken whole: what a role excludes from its measures is not excluded here.
    """
    change = _whole_change(policy, evidence, root, bases)
    if change is None:
        return ()
    return tuple(_notes(policy, evidence, change, root))


def _whole_change(policy: Policy, evidence: EvidenceSet, root: Path, bases: tuple[str, ...]) -> ChangeReport | None:
    roles = [role for role in policy.roles if role.kind == ChangeReport.kind]
    read: tuple[ChangeReport, ...] = evidence.of(ChangeReport.kind)
    if read and not any(role.exclude for role in roles):
        return read[0]
    written = next((role.git_base for role in roles if role.git_base), "")
    if not written and not bases:
        return read[0] if read else None
    from cdgate.engine.change import Asked, NoChange, read_change

    try:
        return read_change(root, Asked(written, bases))
    except (NoChange, CdgateError) as problem:  # a criterion that needs the change says so; a note does not
        log.info("the change cannot be told: %s", problem)
        return None


def _notes(policy: Policy, evidence: EvidenceSet, change: ChangeReport, root: Path) -> Iterator[Text]:
    names = (*POLICIES, f"**/{Path(policy.file).name}") if policy.file else POLICIES
    edited = _matching(change, names)
    if edited:
        yield text("the change edits the policy that judges it: {files}", files=_shown(edited))
        yield from _longer_lists(edited, change, root)
    baselines = tuple(pattern for role in policy.roles if role.kind == "baseline" for pattern in role.paths)
    kept = _matching(change, (*KEPT, *baselines))
    if kept:
        yield text("the change edits what it is compared with: {files}", files=_shown(kept))
    pipelines = _matching(change, PIPELINES)
    if pipelines:
        yield text("the change edits the pipeline that runs the gate: {files}", files=_shown(pipelines))
    touched = {file.path for file in change.files}
    checked_in = [i.evidence.source.path for i in evidence.items if i.evidence.kind in MEASURED]
    own = sorted({path for path in checked_in if path in touched})
    if own:
        yield text("evidence is part of the change, so this run has not made it: {files}", files=_listed(own))
    added = [f"{one.path}:{one.line} ({one.kind})" for one in added_suppressions(change.files)]
    if added:
        yield text("the change adds suppressions ({count}): {places}", count=len(added), places=_listed(added))


def _matching(change: ChangeReport, patterns: tuple[str, ...]) -> list[ChangedFile]:
    found = (
        f for f in change.files if matches_any(patterns, f.path) or (f.old_path and matches_any(patterns, f.old_path))
    )
    return sorted(found, key=lambda file: file.path)


def _shown(files: Iterable[ChangedFile]) -> str:
    return _listed([f"{file.path} (+{file.added.bit_count()} -{file.removed})" for file in files])


def _listed(words: list[str]) -> str:
    return ", ".join(words[:SHOWN]) + (", ..." if len(words) > SHOWN else "")


def _longer_lists(files: Iterable[ChangedFile], change: ChangeReport, root: Path) -> Iterator[Text]:
    """Say how many waivers and quarantined tests each edited policy had, and has."""
    from cdgate.engine.change import file_at

    for file in files:
        try:
            old = _lengths(file_at(root, change.base, file.old_path or file.path) or b"", file.path)
            new = _lengths((root / file.path).read_bytes(), file.path)
        except (CdgateError, OSError):
            continue
        for key in LISTS:
            if old[key] != new[key]:
                yield text("{file}: {key} go from {old} to {new}", file=file.path, key=key, old=old[key], new=new[key])


def _lengths(data: bytes, file: str) -> dict[str, int]:
    root = compose(data, file) if data.strip() else None
    lists = {key: root.get(key) if isinstance(root, MapNode) else None for key in LISTS}
    return {key: len(node.items) if isinstance(node, ListNode) else 0 for key, node in lists.items()}

"""What a change does to the gate that judges it: told in every run, whatever the verdict."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from cdgate.engine.files import FOREIGN
from cdgate.engine.tree import is_shallow, untracked_files
from cdgate.engine.whole import Ground, Unknown, inside
from cdgate.errors import CdgateError
from cdgate.message import Text, text
from cdgate.model.change import ChangedFile, ChangeReport
from cdgate.model.evidence import EvidenceSet
from cdgate.model.glob import matches_any
from cdgate.model.node import ListNode, MapNode, Node
from cdgate.model.policy import Policy
from cdgate.parsing.languages import comment_marks
from cdgate.parsing.steering import steers
from cdgate.parsing.suppressions import added_suppressions
from cdgate.parsing.yaml import compose
from cdgate.policy.plain import same

SHOWN = 5
POLICIES = ("**/gates.yaml", "**/cdgate.lock", "**/gates_test.yaml")
KEPT = (".cdgate/**", "**/.cdgate/**")
PIPELINES = (
    ".github/workflows/**", ".github/actions/**", "**/.gitlab-ci.yml", "**/*.gitlab-ci.yml", ".gitlab/**",
    ".gitea/workflows/**", ".forgejo/workflows/**", "**/Jenkinsfile*", "**/azure-pipelines*.yml", ".azure-pipelines/**",
    "bitbucket-pipelines.yml", ".circleci/**", ".buildkite/**", ".drone.yml", ".drone.jsonnet", ".drone.star",
    ".woodpecker.yml", ".woodpecker/**", ".travis.yml", "appveyor.yml", ".appveyor.yml", ".teamcity/**", ".cirrus.yml",
    ".semaphore/**", ".harness/**", ".tekton/**", "codemagic.yaml", "cloudbuild.yaml", "buildspec.yml", "wercker.yml",
    ".pre-commit-config.yaml", "**/CODEOWNERS",
)  # fmt: skip
MEASURED = frozenset({"coverage", "tests", "findings"})
LISTS = ("waivers", "quarantine")
NO_PROGRAMS = frozenset({"xml", "html", "htm", "yaml", "yml", "toml", "css", "scss", "less"})


def integrity_notes(
    change: ChangeReport | Unknown, policy: Policy, evidence: EvidenceSet, ground: Ground
) -> tuple[Text, ...]:
    """Return what the whole change does to policy, lock, baseline, waivers, quarantine, pipeline, evidence and suppressions.

    The change is taken whole: what a role excludes from its measures is not excluded here, nor, in a repository of many
    projects, what lies outside of the policy's folder. Where git cannot tell a change that was asked for, that is said.
    """
    if isinstance(change, Unknown):
        if not ground.tracked:
            return ()
        said = text("what the change does to its own gate cannot be told: {reason}", reason=change.reason)
        if not ground.whole_clone or not is_shallow(ground.root):
            return (said,)
        return said, text("this clone is shallow; for the whole history: {setting}", setting=ground.whole_clone)
    return tuple(_notes(policy, evidence, change, ground))


def _notes(policy: Policy, evidence: EvidenceSet, change: ChangeReport, ground: Ground) -> Iterator[Text]:
    own = inside(change)
    edited = _policies(policy, change)
    if edited:
        yield text("the change edits the policy that judges it: {files}", files=_shown(edited))
        yield from _longer_lists(edited, change, ground.root)
    baselines = tuple(pattern for role in policy.roles if role.kind == "baseline" for pattern in role.paths)
    kept = _matching(own.files, (*KEPT, *baselines))
    if kept:
        yield text("the change edits what it is compared with: {files}", files=_shown(kept))
    pipelines = [file for file in change.files if _of_pipeline(file, ground.folder)]
    if pipelines:
        yield text("the change edits the pipeline that runs the gate: {files}", files=_shown(pipelines))
    told = {id(file) for file in (*edited, *kept, *pipelines)}
    steering = [file for file in own.files if id(file) not in told and steers(file)]
    if steering:
        yield text("the change edits what steers the tools that report: {files}", files=_shown(steering))
    touched = {file.path for file in own.files}
    checked_in = [i.evidence.source.path for i in evidence.items if i.evidence.kind in MEASURED]
    made = sorted({path for path in checked_in if path in touched})
    if made:
        yield text("evidence is part of the change, so this run has not made it: {files}", files=_listed(made))
    added = [f"{one.path}:{one.line} ({one.kind})" for one in added_suppressions(own.files)]
    if added:
        yield text("the change adds suppressions ({count}): {places}", count=len(added), places=_listed(added))
    yield from _left_out(own, ground)


def _policies(policy: Policy, change: ChangeReport) -> list[ChangedFile]:
    """Return the policies that the change edits: of this folder and those above it, and the files that they are made of."""
    extended = tuple(one.source.removeprefix("file:") for one in policy.sources if one.source.startswith("file:"))
    extended = (*extended, *policy.format_files)
    names = (*POLICIES, f"**/{Path(policy.file).name}") if policy.file else POLICIES

    def decides(path: str) -> bool:
        bare = path.replace("../", "")
        another = path != bare and "/" in bare  # of a project beside this one
        shared = any(path == one or path.endswith(f"/{one.replace('../', '')}") for one in extended)
        return shared or (not another and matches_any(names, bare))

    return _sorted(f for f in change.files if decides(f.path) or (f.old_path and decides(f.old_path)))


def _of_pipeline(file: ChangedFile, folder: str) -> bool:
    places = (posixpath.normpath(posixpath.join(folder, name)) for name in (file.path, file.old_path) if name)
    return any(matches_any(PIPELINES, place) for place in places)


def _left_out(change: ChangeReport, ground: Ground) -> Iterator[Text]:
    """Say which lines are no part of the change, though somebody may think that they are."""
    moved = [file.path for file in change.files if file.submodule]
    if moved:
        yield text(
            "the change moves submodules, whose lines are not looked at ({count}): {files}",
            count=len(moved),
            files=_listed(moved),
        )
    untracked = [path for path in untracked_files(ground.root) if _is_program(path)] if ground.local else []
    if untracked:
        yield text(
            "source files are no part of the change, since git does not track them ({count}; see `git add`): {files}",
            count=len(untracked),
            files=_listed(untracked),
        )


def _is_program(path: str) -> bool:
    ending = PurePosixPath(path).suffix.lower().removeprefix(".")
    foreign = not FOREIGN.isdisjoint(path.split("/"))
    return comment_marks(path) is not None and ending not in NO_PROGRAMS and not foreign


def _matching(files: Iterable[ChangedFile], patterns: tuple[str, ...]) -> list[ChangedFile]:
    return _sorted(
        f for f in files if matches_any(patterns, f.path) or (f.old_path and matches_any(patterns, f.old_path))
    )


def _sorted(files: Iterable[ChangedFile]) -> list[ChangedFile]:
    return sorted(files, key=lambda file: file.path)


def _shown(files: Iterable[ChangedFile]) -> str:
    return _listed([f"{file.path} (+{file.added.bit_count()} -{file.removed})" for file in files])


def _listed(words: list[str]) -> str:
    return ", ".join(words[:SHOWN]) + (", ..." if len(words) > SHOWN else "")


def _longer_lists(files: Iterable[ChangedFile], change: ChangeReport, root: Path) -> Iterator[Text]:
    """Say how many waivers and quarantined tests each edited policy had and has, and how many were not there before."""
    from cdgate.engine.change import file_at

    for file in files:
        try:
            old = _lists(file_at(root, change.base, file.old_path or file.path) or b"", file.path)
            new = _lists((root / file.path).read_bytes(), file.path)
        except (CdgateError, OSError):
            continue
        for key in LISTS:
            fresh = sum(not any(same(one, other) for other in old[key]) for one in new[key])
            if fresh or len(old[key]) != len(new[key]):
                yield text(
                    "{file}: {key} go from {old} to {new} (new: {fresh})",
                    file=file.path,
                    key=key,
                    old=len(old[key]),
                    new=len(new[key]),
                    fresh=fresh,
                )


def _lists(data: bytes, file: str) -> dict[str, tuple[Node, ...]]:
    root = compose(data, file) if data.strip() else None
    lists = {key: root.get(key) if isinstance(root, MapNode) else None for key in LISTS}
    return {key: node.items if isinstance(node, ListNode) else () for key, node in lists.items()}

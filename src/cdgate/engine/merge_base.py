"""Where the change of a pipeline starts: what the CI says, else the main branch, else the commit before."""

from __future__ import annotations

from pathlib import Path

from cdgate.engine.tree import Tree, commit_of, parents_of, shared_commit
from cdgate.message import Text, text
from cdgate.model.verdict import Pipeline

LOCAL = "local"
"""The name of the pipeline where there is none."""

MAIN = ("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master")

# How each CI is told to clone the whole history, by the names of the adapters
WHOLE_CLONE = {
    "github": "actions/checkout: `fetch-depth: 0`",
    "gitea": "actions/checkout: `fetch-depth: 0`",
    "forgejo": "actions/checkout: `fetch-depth: 0`",
    "gitlab": "variables: `GIT_DEPTH: 0`",
    "azure": "steps: `checkout: self`, `fetchDepth: 0`",
    "bitbucket": "clone: `depth: full`",
    "jenkins": "Git plugin: no shallow clone",
    "buildkite": "BUILDKITE_GIT_CLONE_FLAGS, BUILDKITE_GIT_FETCH_FLAGS: no `--depth`",
    "woodpecker": "plugin-git: `depth: 0`, `partial: false`",
    "drone": "clone: no `depth`",
    "travis": "git: `depth: false`",
    "appveyor": "no `clone_depth`",
    "semaphore": "SEMAPHORE_GIT_DEPTH, or `checkout` and `git fetch --unshallow`",
    "cirrus": "no CIRRUS_CLONE_DEPTH",
    "codebuild": "source: `git-clone-depth: 0`",
    "bitrise": "git-clone: `clone_depth: 0`",
    "teamcity": "teamcity.git.shallowClone: `false`",
}


def bases_of(pipeline: Pipeline, root: Path, tree: Tree) -> tuple[str, ...]:
    """Return the names of the commit that the change starts from, the most exact first; none where nothing tells.

    In a pipeline the upstream branch tells nothing: it is the branch that was pushed, so the change would be empty. On the
    main branch itself the change is what its last commit brought.
    """
    branch = pipeline.target_branch
    told = tuple(name for name in (pipeline.base, branch and f"origin/{branch}", branch) if name)
    if told or pipeline.name == LOCAL or tree.commit is None:
        return told
    known = next(((name, commit) for name in MAIN if (commit := commit_of(root, name))), None)
    if known is None:
        return ("origin/main",)
    name, commit = known
    if commit != tree.commit:
        return (name.removeprefix("refs/remotes/"),)
    return parents_of(root, commit)[:1]


def other_commit(pipeline: Pipeline, root: Path, tree: Tree) -> tuple[Text, ...]:
    """Say where the checkout of a pipeline does not hold the commit that the CI names."""
    commit = pipeline.commit
    if commit is None or tree.commit is None or pipeline.name == LOCAL or _holds(root, tree.commit, commit):
        return ()
    return (
        text(
            "the commit checked out, {found}, does not hold {wanted}, which the CI names: another commit is judged",
            found=tree.commit[:12],
            wanted=commit[:12],
        ),
    )


def _holds(root: Path, head: str, commit: str) -> bool:
    """Tell whether `head` is the commit, was merged from it (even in a shallow clone), or follows it."""
    if commit == head or commit in parents_of(root, head):
        return True
    return commit_of(root, commit) is not None and shared_commit(root, head, commit) == commit

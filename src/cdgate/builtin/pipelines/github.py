"""GitHub Actions, and Gitea and Forgejo, which set its variables too."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from cdgate.builtin.pipelines.variables import CONSOLE, Pushed, VariableAdapter, is_commit, of_push
from cdgate.extension import Delivery
from cdgate.model.verdict import Pipeline

_LARGEST_EVENT = 32 * 1024 * 1024  # GitHub's own limit of a webhook payload is 25 MB

_FILES = (
    Delivery("markdown", "$GITHUB_STEP_SUMMARY", append=True),
    Delivery("github-output", "$GITHUB_OUTPUT", append=True),
)


class _Commit(msgspec.Struct, frozen=True):
    sha: str = ""


class _PullRequest(msgspec.Struct, frozen=True):
    head: _Commit = _Commit()
    base: _Commit = _Commit()


class _MergeGroup(msgspec.Struct, frozen=True):
    base_sha: str = ""


class _Repository(msgspec.Struct, frozen=True):
    default_branch: str = ""


class _Event(msgspec.Struct, frozen=True):
    pull_request: _PullRequest = _PullRequest()
    merge_group: _MergeGroup = _MergeGroup()
    repository: _Repository = _Repository()
    before: str = ""


def read_event(environ: Mapping[str, str]) -> _Event:
    """Return what the event's file tells of the commits; nothing where it cannot be read."""
    path = environ.get("GITHUB_EVENT_PATH", "")
    try:
        with Path(path).open("rb") as stream:
            return msgspec.json.decode(stream.read(_LARGEST_EVENT), type=_Event)
    except (OSError, ValueError, RecursionError):
        return _Event()


def head_commit(event: _Event) -> str | None:
    """Return the head of the pull request, for which `GITHUB_SHA` gives a merge commit that nobody wrote."""
    sha = event.pull_request.head.sha
    return sha if is_commit(sha) else None


def base_commit(event: _Event) -> str:
    """Return where the change of a pull request or a merge group starts."""
    candidates = (event.pull_request.base.sha, event.merge_group.base_sha)
    return next((sha for sha in candidates if is_commit(sha)), "")


def change_number(environ: Mapping[str, str]) -> str:
    """Return the number in `refs/pull/NUMBER/merge`."""
    kind, _, rest = environ.get("GITHUB_REF", "").removeprefix("refs/").partition("/")
    number = rest.partition("/")[0]
    return number if kind == "pull" and number.isdecimal() else ""


def _finish(pipeline: Pipeline, environ: Mapping[str, str]) -> Pipeline:
    event = read_event(environ)
    told = msgspec.structs.replace(
        pipeline,
        commit=head_commit(event) or pipeline.commit,
        base=base_commit(event),
        change=change_number(environ),
    )
    if told.base or told.target_branch:
        return told
    default = "" if environ.get("GITHUB_REF_TYPE") == "tag" else event.repository.default_branch
    before = event.before if is_commit(event.before) else ""
    return of_push(told, Pushed(before, default, environ.get("GITHUB_REF_PROTECTED") == "true"))


def _family(name: str, title: str, rank: int, marker: str, outputs: tuple[Delivery, ...]) -> VariableAdapter:
    return VariableAdapter(
        name,
        title,
        rank,
        marker,
        marked="true",
        commit=("GITHUB_SHA",),
        branch=("GITHUB_HEAD_REF", "GITHUB_REF_NAME"),
        target_branch=("GITHUB_BASE_REF",),
        url="{GITHUB_SERVER_URL}/{GITHUB_REPOSITORY}/actions/runs/{GITHUB_RUN_ID}",
        outputs=(*outputs, *_FILES),
        finish=_finish,
    )


# Gitea and Forgejo accept workflow commands and show none of them, so their log gets the console text
GITHUB_FAMILY = (
    _family("forgejo", "Forgejo Actions", 100, "FORGEJO_ACTIONS", CONSOLE),
    _family("gitea", "Gitea Actions", 90, "GITEA_ACTIONS", CONSOLE),
    _family("github", "GitHub Actions", 80, "GITHUB_ACTIONS", (Delivery("github", "-"),)),
)

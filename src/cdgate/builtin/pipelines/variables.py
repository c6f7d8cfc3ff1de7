"""A CI described by its variables: which one marks it, and which ones tell about the change."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import msgspec

from cdgate.extension import Delivery
from cdgate.model.verdict import Pipeline
from cdgate.pattern import lazily

_COMMIT = lazily(r"[0-9a-f]{40}|[0-9a-f]{64}")
_NOTHING = frozenset({"", "false", "HEAD"})  # what CIs write where there is no pull request or no resolved commit
_BRANCH_PREFIX = "refs/heads/"

CONSOLE = (Delivery("console", "-"),)


class Pushed(msgspec.Struct, frozen=True):
    """What a CI tells of a push: the commit before it, the default branch, whether the branch is protected."""

    before: str = ""
    default_branch: str = ""
    protected: bool = False


def of_push(pipeline: Pipeline, pushed: Pushed) -> Pipeline:
    """Return the pipeline with where the change of a push starts from."""
    own = pipeline.branch and pushed.default_branch and pipeline.branch != pushed.default_branch
    if own and not pushed.protected:
        return msgspec.structs.replace(pipeline, target_branch=pushed.default_branch)
    return msgspec.structs.replace(pipeline, base=pushed.before)


class VariableAdapter(msgspec.Struct):
    """A `PipelineAdapter` made of data. Of several variables the first that says something counts.

    `marker` is the variable that this CI sets, `marked` the value it must have (any, where empty). `url` is a template
    filled with variables. `finish` adds what takes more than looking up a variable.

    `target_branch`, `base` and `change` tell of pull requests. In the pipeline of a push the change starts from the commit
    `before` it; on a branch that is neither the `default_branch` nor `protected` it starts from the default branch instead,
    or else a change could be pushed in two parts and only the second be judged.
    """

    name: str
    title: str
    rank: int
    marker: str
    marked: str = ""
    commit: tuple[str, ...] = ()
    branch: tuple[str, ...] = ()
    target_branch: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    url: str = ""
    base: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    default_branch: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()
    only_for: tuple[str, str] = ("", "")
    outputs: tuple[Delivery, ...] = CONSOLE
    finish: Callable[[Pipeline, Mapping[str, str]], Pipeline] | None = None

    def detect(self, environ: Mapping[str, str]) -> Pipeline | None:
        """Return what the variables tell, or None where this is another CI."""
        if self.marker and not self._is_marked(environ.get(self.marker, "")):
            return None
        asked = self._of_pull_request(environ)
        pipeline = Pipeline(
            self.name,
            commit=first_commit(environ, self.commit),
            branch=first(environ, self.branch).removeprefix(_BRANCH_PREFIX),
            target_branch=first(environ, self.target_branch).removeprefix(_BRANCH_PREFIX) if asked else "",
            base=(first_commit(environ, self.base) or "") if asked else "",
            change=first(environ, self.change),
            url=filled(self.url, environ),
        )
        if not pipeline.target_branch and not pipeline.base:
            pushed = Pushed(
                first_commit(environ, self.before) or "",
                first(environ, self.default_branch).removeprefix(_BRANCH_PREFIX),
                any(environ.get(name, "").lower() == "true" for name in self.protected),
            )
            pipeline = of_push(pipeline, pushed)
        return self.finish(pipeline, environ) if self.finish else pipeline

    def _of_pull_request(self, environ: Mapping[str, str]) -> bool:
        """Tell whether the variables of a pull request mean one: some CIs set them in every pipeline."""
        name, value = self.only_for
        return not name or environ.get(name, "") == value

    def deliveries(self, environ: Mapping[str, str]) -> tuple[Delivery, ...]:
        """Return the outputs that this CI gets unasked; a target `$NAME` is left out where that variable is not set."""
        return tuple(
            msgspec.structs.replace(delivery, target=environ.get(delivery.target[1:], ""))
            if delivery.target.startswith("$")
            else delivery
            for delivery in self.outputs
            if not delivery.target.startswith("$") or environ.get(delivery.target[1:])
        )

    def _is_marked(self, value: str) -> bool:
        return value.lower() == self.marked if self.marked else bool(value)


def first(environ: Mapping[str, str], names: tuple[str, ...]) -> str:
    """Return the first value that says something, else nothing."""
    return next((environ[name] for name in names if environ.get(name, "") not in _NOTHING), "")


def first_commit(environ: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    """Return the first value that is a full commit id."""
    return next((environ[name] for name in names if is_commit(environ.get(name, ""))), None)


def is_commit(words: str) -> bool:
    """Tell whether `words` is a full commit id: SHA-1 or SHA-256 in hexadecimal, not all zeros."""
    return _COMMIT.fullmatch(words) is not None and set(words) != {"0"}


def filled(template: str, environ: Mapping[str, str]) -> str:
    """Return the template with its variables, or nothing where one of them is missing."""
    names = re.findall(r"\{([A-Z_]+)\}", template)
    if not all(environ.get(name) for name in names):
        return ""
    return re.sub(r"\{([A-Z_]+)\}", lambda match: environ[match[1]], template)

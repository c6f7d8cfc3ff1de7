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


class VariableAdapter(msgspec.Struct):
    """A `PipelineAdapter` made of data. Of several variables the first that says something counts.

    `marker` is the variable that this CI sets, `marked` the value it must have (any, where empty). `url` is a template
    filled with variables. `finish` adds what takes more than looking up a variable.
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
    outputs: tuple[Delivery, ...] = CONSOLE
    finish: Callable[[Pipeline, Mapping[str, str]], Pipeline] | None = None

    def detect(self, environ: Mapping[str, str]) -> Pipeline | None:
        """Return what the variables tell, or None where this is another CI."""
        if self.marker and not self._is_marked(environ.get(self.marker, "")):
            return None
        pipeline = Pipeline(
            self.name,
            commit=first_commit(environ, self.commit),
            branch=first(environ, self.branch).removeprefix(_BRANCH_PREFIX),
            target_branch=first(environ, self.target_branch).removeprefix(_BRANCH_PREFIX),
            base=first_commit(environ, self.base) or "",
            change=first(environ, self.change),
            url=filled(self.url, environ),
        )
        return self.finish(pipeline, environ) if self.finish else pipeline

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

"""The CI systems that cdgate recognises by their variables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cdgate.hookspecs import hookimpl

if TYPE_CHECKING:
    from cdgate.extension import PipelineAdapter


@hookimpl
def cdgate_pipelines() -> Iterable[PipelineAdapter]:
    """Return the built-in adapters, the most specific first; `local` is the one that always matches."""
    from cdgate.builtin.pipelines.github import GITHUB_FAMILY
    from cdgate.builtin.pipelines.known import KNOWN

    return (*GITHUB_FAMILY, *KNOWN)

"""Every hook, in the order of the river: read top to bottom, this is the story of a run.

All hooks are called on every plugin and return an iterable of objects with unique names; two objects with one name are
an error that names both distributions. No hook sees or edits a judgement.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    import click

    from cdgate.extension import (
        CriterionKind,
        Metric,
        PipelineAdapter,
        PolicySource,
        Publisher,
        Reader,
        Reporter,
    )

PROJECT = "cdgate"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def cdgate_commands() -> Iterable[click.Command]:
    """Return commands to stand beside `check`; called when the command line is first looked at."""
    raise AssertionError("a specification is never called")


@hookspec
def cdgate_policy_sources() -> Iterable[PolicySource]:
    """Return the places that `extends` can fetch a policy from."""
    raise AssertionError("a specification is never called")


@hookspec
def cdgate_criteria() -> Iterable[CriterionKind]:
    """Return the types of criterion that a policy can use."""
    raise AssertionError("a specification is never called")


@hookspec
def cdgate_pipelines() -> Iterable[PipelineAdapter]:
    """Return the CI systems that can be recognised; of those that match, the one with the highest rank wins."""
    raise AssertionError("a specification is never called")


@hookspec
def cdgate_readers() -> Iterable[Reader]:
    """Return the report formats that can be read; exactly one must recognise a file."""
    raise AssertionError("a specification is never called")


@hookspec
def cdgate_metrics() -> Iterable[Metric]:
    """Return the metrics that criteria can name."""
    raise AssertionError("a specification is never called")


@hookspec
def cdgate_reporters() -> Iterable[Reporter]:
    """Return the ways to write a run record as text."""
    raise AssertionError("a specification is never called")


@hookspec
def cdgate_publishers() -> Iterable[Publisher]:
    """Return the systems that a run record can be sent to."""
    raise AssertionError("a specification is never called")

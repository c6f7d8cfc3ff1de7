"""The template for plugins: to-do notes as evidence, held against a budget."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cdgate.hookspecs import hookimpl

if TYPE_CHECKING:
    import click

    from cdgate.extension import CriterionKind, Metric, Reader, Reporter

# The imports stand inside the hooks, so that a run that needs none of this pays for none of it.


@hookimpl
def cdgate_readers() -> Iterable[Reader]:
    """Bring the reader of todo-count files."""
    from cdgate_example.reader import TodoCountReader

    return (TodoCountReader(),)


@hookimpl
def cdgate_metrics() -> Iterable[Metric]:
    """Bring the number of to-do notes."""
    from cdgate_example.metric import TodoCount

    return (TodoCount(),)


@hookimpl
def cdgate_criteria() -> Iterable[CriterionKind]:
    """Bring the budget for to-do notes."""
    from cdgate_example.criterion import TodoBudget

    return (TodoBudget(),)


@hookimpl
def cdgate_reporters() -> Iterable[Reporter]:
    """Bring the reporter of a single line."""
    from cdgate_example.reporter import OneLine

    return (OneLine(),)


@hookimpl
def cdgate_commands() -> Iterable[click.Command]:
    """Bring `cdgate todos`, which writes the evidence."""
    from cdgate_example.command import todos

    return (todos,)

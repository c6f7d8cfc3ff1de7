"""Semgrep for cdgate: its findings as evidence, a Level-3 rule pack, and a command that runs it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cdgate.hookspecs import hookimpl

if TYPE_CHECKING:
    import click

    from cdgate.extension import Reader


@hookimpl
def cdgate_readers() -> Iterable[Reader]:
    """Bring the readers of `semgrep scan --json` and of findings listed by the Semgrep platform."""
    from cdgate_semgrep.platform import SemgrepPlatform
    from cdgate_semgrep.reader import SemgrepJson

    return (SemgrepJson(), SemgrepPlatform())


@hookimpl
def cdgate_commands() -> Iterable[click.Command]:
    """Bring `cdgate semgrep`."""
    from cdgate_semgrep.command import semgrep

    return (semgrep,)

"""`cdgate check` and `cdgate assess`, as commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from cdgate.cli.check import Wishes, judge
from cdgate.cli.decorators import pass_session, with_options
from cdgate.cli.leaving import Ended
from cdgate.cli.options import CHECK
from cdgate.cli.session import Session
from cdgate.model.policy import Mode


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    gates = click.argument("gates", nargs=-1, metavar="[STAGE[.entry|.exit]]...")
    return gates(with_options(CHECK)(command))


@click.command()
@_options
@pass_session
def check(session: Session, /, **wishes: Any) -> Ended:
    """Judge the change gates of the policy: exit 0 passed, 1 failed, 3 policy, 4 evidence, 5 plugin.

    Without a gates.yaml, the usual report files are judged by the gates of the built-in profile that they can feed.
    """
    return judge(session, Wishes(**wishes), Mode.CHANGE)


@click.command()
@_options
@pass_session
def assess(session: Session, /, **wishes: Any) -> Ended:
    """Judge the assessment gates (rolling windows): they tell where a team stands and never block a change."""
    return judge(session, Wishes(**wishes), Mode.ASSESS)

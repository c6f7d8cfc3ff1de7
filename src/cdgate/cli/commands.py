"""All commands, those of plugins too, by name."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from typing import Any

import click

from cdgate import __version__
from cdgate.cli.decorators import global_options
from cdgate.cli.leaving import Ended
from cdgate.cli.session import Session, overridden
from cdgate.errors import ExitCode

# Commands are imported when they are called: start-up is what a pre-push hook pays every time.
COMMANDS = {
    "assess": "cdgate.cli.check_commands:assess",
    "baseline": "cdgate.cli.baseline:baseline",
    "check": "cdgate.cli.check_commands:check",
    "explain": "cdgate.cli.explain:explain",
    "hook": "cdgate.cli.hook:hook",
    "inspect": "cdgate.cli.inspect:inspect",
    "plugins": "cdgate.cli.plugins:plugins",
    "policy": "cdgate.cli.policy:policy",
    "schema": "cdgate.cli.schema:schema",
    "stamp": "cdgate.cli.stamp:stamp",
    "waive": "cdgate.cli.waive:waive",
}


class Commands(click.Group):
    """The built-in commands, then those that plugins bring."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names; a plugin cannot take the name of a built-in command."""
        return sorted({*COMMANDS, *ctx.ensure_object(Session).registry().commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, importing only its module."""
        if cmd_name in COMMANDS:
            module, _, name = COMMANDS[cmd_name].partition(":")
            found: click.Command = getattr(importlib.import_module(module), name)
            return found
        session = ctx.obj if isinstance(ctx.obj, Session) else Session()
        return session.registry().commands.get(cmd_name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cdgate")
@global_options
@click.option("-v", "--verbose", count=True, help="Log what is read and chosen; twice: and why.")
@click.pass_context
def cdgate(ctx: click.Context, /, verbose: int, **wishes: Any) -> None:
    """Judge the evidence of a pipeline by the policy in gates.yaml.

    Exit codes: 0 passed, 1 failed, 2 usage, 3 policy, 4 evidence, 5 plugin, 70 a bug in cdgate, 130 interrupted.
    """
    if verbose:
        import logging

        level = logging.INFO if verbose == 1 else logging.DEBUG
        logging.basicConfig(stream=sys.stderr, level=level, format="cdgate: %(levelname)s: %(name)s: %(message)s")
    ctx.obj = overridden(Session(verbose=verbose), wishes)


def called(arguments: Sequence[str]) -> Any:  # whatever a command returns
    """Call the command that a command line names; what is wrong with the line is told. Raises what the command raises."""
    try:
        return cdgate.main(args=list(arguments), prog_name="cdgate", standalone_mode=False)
    except click.exceptions.Abort as problem:
        raise KeyboardInterrupt from problem
    except click.ClickException as problem:
        problem.show(sys.stderr)
        return Ended(ExitCode.USAGE)

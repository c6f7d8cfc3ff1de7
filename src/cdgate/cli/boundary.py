"""The one boundary: runs a command and turns whatever happens into an exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from cdgate import __version__
from cdgate.cli.complain import complain
from cdgate.cli.leaving import Ended, leave_with, open_streams
from cdgate.cli.session import Session, global_options, overridden
from cdgate.errors import CdgateError, ExitCode
from cdgate.telling.catalogue import language_from

# Commands are imported when they are called: start-up is what a pre-push hook pays every time.
COMMANDS = {
    "assess": "cdgate.cli.check:assess",
    "baseline": "cdgate.cli.baseline:baseline",
    "check": "cdgate.cli.check:check",
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


def leave(arguments: Sequence[str]) -> NoReturn:
    """Carry out one command line and leave the process with its exit code."""
    open_streams()
    leave_with(carried_out(arguments))


def carried_out(arguments: Sequence[str]) -> Ended:
    """Carry out one command line and return how it ended; prints errors, raises nothing."""
    try:
        outcome = cdgate.main(args=list(arguments), prog_name="cdgate", standalone_mode=False)
    except click.exceptions.Abort:
        return _interrupted()
    except click.ClickException as problem:
        problem.show(sys.stderr)
        return Ended(ExitCode.USAGE)
    except CdgateError as problem:
        complain(problem, sys.stderr, language=language_from(os.environ))
        return Ended(problem.exit_code)
    except KeyboardInterrupt:
        return _interrupted()
    except Exception:  # noqa: BLE001  # the boundary: whatever is left is a bug of ours, and says so
        return _bug()
    return _ended(outcome)


def _ended(outcome: Any) -> Ended:  # click hands back whatever the command returned
    if isinstance(outcome, Ended):
        return outcome
    if isinstance(outcome, int) and outcome in set(ExitCode):
        return Ended(ExitCode(outcome))
    return Ended(ExitCode.PASSED)


def _interrupted() -> Ended:
    sys.stderr.write("cdgate: interrupted\n")
    return Ended(ExitCode.INTERRUPTED)


def _bug() -> Ended:
    import traceback

    traceback.print_exc(file=sys.stderr)
    sys.stderr.write(
        f"cdgate: this is a bug in cdgate {__version__} on Python {sys.version.split()[0]}; "
        "please report it with the lines above [internal]\n"
    )
    return Ended(ExitCode.INTERNAL)

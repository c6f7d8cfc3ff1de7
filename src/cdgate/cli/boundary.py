"""The one boundary: runs a command and turns whatever happens into an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from cdgate import __version__
from cdgate.cli.complain import complain
from cdgate.cli.leaving import Ended, leave_with, open_streams
from cdgate.cli.options import plainly
from cdgate.errors import CdgateError, ExitCode
from cdgate.telling.catalogue import language_from


def leave(arguments: Sequence[str]) -> NoReturn:
    """Carry out one command line and leave the process with its exit code."""
    open_streams()
    leave_with(carried_out(arguments))


def carried_out(arguments: Sequence[str]) -> Ended:
    """Carry out one command line and return how it ended; prints errors, raises nothing."""
    try:
        return _ended(_answer(arguments))
    except CdgateError as problem:
        complain(problem, sys.stderr, language=language_from(os.environ))
        return Ended(problem.exit_code)
    except KeyboardInterrupt:
        return _interrupted()
    except Exception:  # noqa: BLE001  # the boundary: whatever is left is a bug of ours, and says so
        return _bug()


def _answer(arguments: Sequence[str]) -> object:
    asked = plainly(arguments, os.environ)
    if asked is None:
        from cdgate.cli.commands import called

        return called(arguments)
    from cdgate.cli.check import Wishes, judge

    return judge(asked.session, Wishes(**asked.wishes), asked.mode)


def _ended(outcome: object) -> Ended:  # click hands back whatever the command returned
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

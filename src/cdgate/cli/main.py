"""The way in: nothing is imported before it is called."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cdgate.errors import ExitCode


def main() -> None:
    """Run the command line and leave the process with its exit code."""
    gc.disable()  # a process so short leaves no circles that matter; looking for some takes a tenth of the time of a small run
    from cdgate.cli import boundary

    try:
        boundary.leave(sys.argv[1:])
    finally:
        gc.freeze()  # else everything is looked through once more before the process ends


def run(arguments: Sequence[str]) -> ExitCode:
    """Carry out one command line and return its exit code; prints errors, raises nothing."""
    from cdgate.cli import boundary

    return boundary.carried_out(arguments).code

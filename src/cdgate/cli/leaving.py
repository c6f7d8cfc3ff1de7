"""The end of the process: what was said has arrived, and nothing is taken apart that the system takes back anyway."""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
from typing import IO, Any, NoReturn

import msgspec

from cdgate.errors import ExitCode


class Ended(msgspec.Struct, frozen=True):
    """The exit code of a command, and what it made: that lives until the process ends."""

    code: ExitCode
    made: object = None


def open_streams() -> None:
    """Make the standard streams take every character; one that was closed takes none, and says so where that matters."""
    # Standard output that was closed is opened for reading: so it fails when it is written.
    for name, access in (("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        stream: IO[str] | None = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.open(os.devnull, access), "w", encoding="utf-8"))  # noqa: PTH123, SIM115  # for good
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def leave_with(ended: Ended) -> NoReturn:
    """End the process with the code of `ended`, once all that was written has arrived.

    A command that made something leaves at once: taking a million test cases apart takes longer than judging them. Whatever
    was registered to happen at the end happens. Where others still run or look on, the interpreter ends in its own way.
    """
    if ended.made is None or not _is_alone():
        sys.exit(flushed(ended.code))
    atexit._run_exitfuncs()  # noqa: SLF001  # temporary folders, logging, coverage: os._exit leaves them out
    code = flushed(ended.code)
    with contextlib.suppress(OSError):  # nobody is left to be told
        sys.stderr.flush()
    os._exit(code)


def flushed(code: ExitCode) -> ExitCode:
    """A pass whose output did not arrive is no pass: a full disk or a closed pipe ends with PLUGIN (a reporter failed)."""
    try:
        sys.stdout.flush()
    except OSError as problem:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stderr.write(f"cdgate: error: standard output: {problem.strerror} [output-failed]\n")
        return code if code is not ExitCode.PASSED else ExitCode.PLUGIN
    return code


def _is_alone() -> bool:
    """Tell whether no other thread runs, and no debugger or profiler waits for the last line."""
    threads: Any = sys.modules.get("threading")
    if threads is not None and threads.active_count() > 1:
        return False
    watching: Any = getattr(sys, "monitoring", None)  # from Python 3.12 on
    looked_at = watching is not None and any(watching.get_tool(number) is not None for number in range(6))
    return not looked_at and sys.gettrace() is None and sys.getprofile() is None

"""Runs a command and tells what it took."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Taken(NamedTuple):
    """Seconds on the clock, seconds of processor (children included), and the peak memory of the largest process."""

    wall: float
    cpu: float
    megabytes: float


class Command(NamedTuple):
    """What to run, where, and which exit codes are fine; without words, the size of a file stands for its memory."""

    words: Sequence[str]
    folder: Path
    codes: tuple[int, ...] = (0,)
    file: str = ""


def run(command: Command) -> tuple[Taken, str]:
    """Run the command once and return what it took and what it wrote."""
    if not command.words:
        return Taken(0, 0, (command.folder / command.file).stat().st_size / 1e6), ""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command.words, cwd=command.folder, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in command.codes:
            errors.seek(0)
            last = errors.read()[-2000:].decode("utf-8", "replace")
            message = f"{' '.join(command.words)} ended with {process.returncode}:\n{last}"
            raise SystemExit(message)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return Taken(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), text


def middle(runs: Sequence[Taken]) -> Taken:
    """Return the median of each figure."""
    return Taken(*(statistics.median(figure) for figure in zip(*runs, strict=True)))

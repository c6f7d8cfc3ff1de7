"""How a process ends: with its code, with all that was written, and without taking evidence apart."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest

from cdgate.cli.leaving import Ended, flushed, leave_with, open_streams
from cdgate.errors import ExitCode

MADE = Ended(ExitCode.FAILED, "evidence")


class Left(BaseException):
    """The process would be gone now."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what happens on the way out; nobody looks on."""
    done: list[str] = []

    def gone(code: int) -> NoReturn:
        done.append("gone")
        raise Left(code)

    monkeypatch.setattr("atexit._run_exitfuncs", lambda: done.append("registered"))
    monkeypatch.setattr("os._exit", gone)
    monkeypatch.setattr(sys, "gettrace", lambda: None)
    monkeypatch.setattr(sys, "getprofile", lambda: None)
    monkeypatch.setattr(sys, "monitoring", None, raising=False)
    return done


class Full(io.StringIO):
    """A stream on a full disk."""

    def flush(self) -> None:
        raise OSError(28, "No space left on device")

    def fileno(self) -> int:
        return 99


@pytest.mark.parametrize(("code", "expected"), [(ExitCode.PASSED, ExitCode.PLUGIN), (ExitCode.FAILED, ExitCode.FAILED)])
def test_pass_that_did_not_arrive_is_no_pass(
    monkeypatch: pytest.MonkeyPatch, code: ExitCode, expected: ExitCode
) -> None:
    monkeypatch.setattr(sys, "stdout", Full())
    monkeypatch.setattr("os.dup2", lambda one, other: (one, other))
    assert flushed(code) is expected


def test_command_that_made_something_leaves_at_once(steps: list[str]) -> None:
    with pytest.raises(Left) as left:
        leave_with(MADE)
    assert left.value.code == ExitCode.FAILED
    assert steps == ["registered", "gone"]


def test_full_standard_error_keeps_the_code(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Full())
    with pytest.raises(Left) as left:
        leave_with(MADE)
    assert left.value.code == ExitCode.FAILED
    assert steps[-1] == "gone"


def test_command_that_made_nothing_ends_in_the_usual_way(steps: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        leave_with(Ended(ExitCode.USAGE))
    assert left.value.code == ExitCode.USAGE
    assert steps == []


@pytest.mark.parametrize("looking", ["gettrace", "getprofile"])
def test_process_that_is_looked_at_ends_in_the_usual_way(
    steps: list[str], monkeypatch: pytest.MonkeyPatch, looking: str
) -> None:
    monkeypatch.setattr(sys, looking, lambda: print)
    with pytest.raises(SystemExit):
        leave_with(MADE)
    assert steps == []


def _tool(only: int) -> Callable[[int], str | None]:
    return lambda number: "profiler" if number == only else None


def test_process_that_is_monitored_ends_in_the_usual_way(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "monitoring", SimpleNamespace(get_tool=_tool(2)), raising=False)
    with pytest.raises(SystemExit):
        leave_with(MADE)
    assert steps == []


def test_process_with_free_monitoring_leaves_at_once(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "monitoring", SimpleNamespace(get_tool=_tool(99)), raising=False)
    with pytest.raises(Left):
        leave_with(MADE)
    assert steps[-1] == "gone"


def test_process_without_threads_leaves_at_once(steps: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "threading")
    with pytest.raises(Left):
        leave_with(MADE)
    assert steps[-1] == "gone"


def test_process_with_another_thread_ends_in_the_usual_way(steps: list[str]) -> None:
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()
    try:
        with pytest.raises(SystemExit):
            leave_with(MADE)
    finally:
        end.set()
        other.join()
    assert steps == []


def test_streams_take_every_character(monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", narrow)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    open_streams()
    narrow.write("✓\udcff")
    narrow.flush()
    assert narrow.buffer.getvalue() == b"\xe2\x9c\x93\\udcff"


@pytest.mark.parametrize(("name", "arrives"), [("stdout", False), ("stderr", True)])
def test_closed_stream_takes_no_word_of_the_verdict(
    monkeypatch: pytest.MonkeyPatch, name: str, *, arrives: bool
) -> None:
    monkeypatch.setattr(sys, name, None)
    open_streams()
    stream = getattr(sys, name)
    stream.write("PASS")
    if arrives:
        stream.close()
        return
    with pytest.raises(OSError, match="Bad file descriptor"):
        stream.flush()
    with pytest.raises(OSError, match="Bad file descriptor"):
        stream.close()


POLICY = """\
version: 1
evidence:
  unit: {path: junit.xml}
stages:
  testing:
    exit:
      failures: {metric: tests.failed, at_most: 0}
"""
JUNIT = '<testsuite tests="1"><testcase classname="a" name="t"/></testsuite>'
PROGRAM = """\
import atexit, logging.handlers, sys, tempfile, threading, time
from cdgate.cli.main import main

kept = tempfile.TemporaryDirectory(dir=".")
atexit.register(lambda: print("said at the end"))
if "slow" in sys.argv:
    sys.argv.remove("slow")
    def late():
        time.sleep(0.3)
        print("said late")
    threading.Thread(target=late).start()
sys.argv[0] = "cdgate"
main()
"""


def _run(folder: Path, *words: str, **streams: int) -> subprocess.CompletedProcess[str]:
    (folder / "gates.yaml").write_text(POLICY)
    (folder / "junit.xml").write_text(JUNIT)
    (folder / "program.py").write_text(PROGRAM)
    where: dict[str, int] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | streams
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("COV_")}
    words = (sys.executable, "program.py", *words)
    return subprocess.run(words, cwd=folder, text=True, check=False, timeout=60, env=quiet, **where)  # type: ignore[call-overload, no-any-return]  # a file or a pipe


def test_all_that_was_said_and_written_arrives(tmp_path: Path) -> None:
    done = _run(tmp_path, "check", "--ci", "none", "--report", "json=out.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "PASS" in done.stdout
    assert done.stdout.endswith("said at the end\n")
    assert (tmp_path / "out.json").read_text().endswith("}\n")
    assert [one.name for one in tmp_path.iterdir() if one.is_dir()] == []  # the temporary folder is gone


def test_thread_that_still_runs_is_waited_for(tmp_path: Path) -> None:
    done = _run(tmp_path, "slow", "check", "--ci", "none")
    assert done.returncode == 0
    assert "said late\n" in done.stdout
    assert done.stdout.endswith("said at the end\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_full_disk_is_no_pass(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = _run(tmp_path, "check", "--ci", "none", stdout=full.fileno())
    assert done.returncode == ExitCode.PLUGIN
    assert "[output-failed]" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell that closes streams")
def test_closed_output_is_no_pass_and_no_bug(tmp_path: Path) -> None:
    _run(tmp_path, "--version")
    closing = 'exec "$0" program.py check --ci none >&-'
    done = subprocess.run(
        ["/bin/sh", "-c", closing, sys.executable],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == ExitCode.PLUGIN
    assert "[output-failed]" in done.stderr
    assert "Traceback" not in done.stderr

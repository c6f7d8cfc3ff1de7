from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest

from cdgate.parsing import forked as module
from cdgate.parsing.forked import LostError, can_fork, forked

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="processes of this system cannot fork"
)

HUGE = 5_000_000  # several times what a pipe holds


def dies() -> NoReturn:
    os._exit(0)


def is_killed() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def raises() -> NoReturn:
    raise ValueError


def is_interrupted() -> NoReturn:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param([], id="none"),
        pytest.param([None], id="nothing"),
        pytest.param([b"", "a", 2**99, {"b": (1, 2)}], id="several kinds"),
        pytest.param([b"x" * HUGE, "y" * HUGE, b"z"], id="huge"),
        pytest.param(list(range(3000)), id="many"),
    ],
)
def test_answers_come_in_order_and_end(answers: list[object]) -> None:
    with forked(lambda: answers) as received:
        assert list(received) == answers


def test_answers_come_from_another_process_that_knows_what_this_one_does() -> None:
    known = object()
    with forked(lambda: [(os.getpid(), id(known))]) as received:
        process, place = next(received)
    assert process != os.getpid()
    assert place == id(known)


def test_answers_are_sent_as_the_caller_writes_them() -> None:
    with forked(lambda: ["é"], encode=str.encode, decode=bytes.decode) as received:
        assert list(received) == ["é"]
    with forked(lambda: [(1, 2)], encode=msgspec.msgpack.encode, decode=msgspec.msgpack.decode) as answers:
        assert list(answers) == [[1, 2]]


@pytest.mark.parametrize("end", [dies, is_killed, raises, is_interrupted])
def test_a_process_that_ends_early_gives_what_it_sent_and_no_more(end: Callable[[], NoReturn]) -> None:
    def work() -> Iterator[int]:
        yield 1
        end()

    with forked(work) as received:
        assert next(received) == 1
        with pytest.raises(LostError):
            next(received)


def test_an_answer_that_cannot_be_sent_is_lost() -> None:
    with forked(lambda: [lambda: 1]) as received, pytest.raises(LostError):
        next(received)


@pytest.mark.parametrize(
    "sent", [pytest.param(b"\x01\0\0", id="length"), pytest.param(b"\x05" + bytes(7) + b"abc", id="answer")]
)
def test_half_an_answer_is_lost(sent: bytes, tmp_path: Path) -> None:
    (tmp_path / "pipe").write_bytes(sent)
    with (tmp_path / "pipe").open("rb") as pipe, pytest.raises(LostError):
        next(module.answers(pipe.fileno(), bytes))


@pytest.mark.parametrize("work", [pytest.param(lambda: iter(int, 1), id="endless"), pytest.param(list, id="done")])
def test_a_process_is_gone_after_the_block(work: Callable[[], Iterator[int]]) -> None:
    with forked(work):
        pass
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_process_that_waits_for_nobody_is_gone_after_an_error() -> None:
    with pytest.raises(KeyError), forked(partial(map, time.sleep, [600])):
        raise KeyError
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def refused(*_: object) -> NoReturn:
    raise BlockingIOError


@pytest.mark.parametrize("function", ["fork", "pipe"])
def test_a_process_that_cannot_be_started_is_lost_and_leaves_no_handles(
    function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.dup(0)
    os.close(before)
    monkeypatch.setattr(os, function, refused)
    with pytest.raises(LostError), forked(list):
        pass
    after = os.dup(0)
    os.close(after)
    assert before == after


@pytest.mark.parametrize("hidden", [True, False], ids=["unknown", "refused"])
def test_a_pipe_that_cannot_grow_is_used_as_it_is(*, hidden: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    if hidden:
        monkeypatch.delattr(fcntl, "F_SETPIPE_SZ", raising=False)
    else:
        monkeypatch.setattr(fcntl, "fcntl", refused)
    with forked(lambda: [b"x" * HUGE]) as received:
        assert list(received) == [b"x" * HUGE]


@pytest.mark.parametrize("fails", [False, True])
def test_what_another_process_does_ends_it(*, fails: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended(BaseException):
        """In place of the end of the process."""

    def end(status: int) -> None:
        raise Ended(status)

    monkeypatch.setattr(os, "_exit", end)
    reading, writing = os.pipe()
    with pytest.raises(Ended) as ended:
        module._work(raises if fails else lambda: [7], module.pickled, writing)
    assert ended.value.args == (int(fails),)
    answers = module.answers(reading, module.unpickled)
    if fails:
        with pytest.raises(LostError):
            next(answers)
    else:
        assert list(answers) == [7]
    os.close(reading)


def test_systems_say_whether_processes_can_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_fork()
    monkeypatch.delattr(os, "fork")
    assert not can_fork()

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from cdgate.parsing import dealt as module
from cdgate.parsing.dealt import dealt, in_turn
from cdgate.parsing.forked import LostError

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="processes of this system cannot fork"
)

TESTER = os.getpid()


@pytest.fixture(autouse=True)
def no_process_is_left() -> Iterator[None]:
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("processes", [-1, 0, 1, 2, 3, 9])
@pytest.mark.parametrize("count", [0, 1, 2, 7, 500])
def test_pieces_are_answered_in_order(processes: int, count: int) -> None:
    answers = list(in_turn(lambda piece: (piece, os.getpid()), range(count), processes))
    assert [piece for piece, _ in answers] == list(range(count))
    if processes < 2:
        assert all(process == TESTER for _, process in answers)
    assert len({process for _, process in answers}) <= max(1, processes)


@pytest.mark.parametrize("processes", [2, 3])
def test_all_processes_work(processes: int) -> None:
    def slow(_: int) -> int:
        time.sleep(0.01)
        return os.getpid()

    assert len(set(in_turn(slow, range(30), processes))) == processes


def test_each_piece_is_done_once_however_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_CLAIMS", 7)
    assert list(in_turn(lambda piece: piece, range(100), 3)) == list(range(100))


def test_who_is_slow_keeps_the_others_from_running_far_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_AHEAD", 2)
    begun = tmp_path / "begun"
    done_here = []

    def do(piece: int) -> int:
        if os.getpid() == TESTER:
            while not begun.exists():  # until the other has taken the first
                time.sleep(0.001)
            done_here.append(piece)
        else:
            begun.touch()
            time.sleep(0.1)
        return piece

    answers = in_turn(do, range(50), 2)
    claims = [next(answers)]
    assert len(done_here) <= 3
    assert [*claims, *answers] == list(range(50))


def test_the_others_work_while_this_one_does_something_else(tmp_path: Path) -> None:
    def do(piece: int) -> int:
        (tmp_path / f"{piece}-{os.getpid()}").touch()
        return piece

    with dealt(do, range(5), 2) as answers:
        while len(list(tmp_path.iterdir())) < 5:
            time.sleep(0.001)
        assert list(answers) == list(range(5))
    assert not list(tmp_path.glob(f"*-{TESTER}"))


def test_pieces_are_answered_in_the_way_the_caller_writes() -> None:
    assert list(in_turn(str, range(50), 2, encode=str.encode, decode=bytes.decode)) == list(map(str, range(50)))


def elsewhere(fail: bool) -> None:  # noqa: FBT001  # a piece of work
    if fail and os.getpid() != TESTER:
        raise ValueError
    time.sleep(0.001)


def test_a_piece_that_another_process_fails_at_is_lost() -> None:
    with pytest.raises(LostError):
        list(in_turn(elsewhere, [True] * 200, 2))


def test_a_piece_that_this_process_fails_at_is_its_error() -> None:
    def do(piece: int) -> int:
        if os.getpid() == TESTER:
            raise KeyError
        time.sleep(0.001)
        return piece

    with pytest.raises(KeyError):
        list(in_turn(do, range(200), 2))


def test_an_answer_that_nobody_gives_is_lost() -> None:
    with pytest.raises(LostError):
        list(module._in_order(iter([(1, "b")]), {}, 2))


def test_who_asks_no_further_leaves_no_process() -> None:
    answers = in_turn(str, range(99), 3)
    assert next(answers) == "0"
    answers.close()


def refused(*_: object) -> NoReturn:
    raise BlockingIOError


@pytest.mark.parametrize("function", ["fork", "pipe"])
def test_processes_that_cannot_be_started_are_lost_and_leave_no_handles(
    function: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = os.dup(0)
    os.close(before)
    monkeypatch.setattr(os, function, refused)
    with pytest.raises(LostError):
        list(in_turn(str, range(9), 2))
    after = os.dup(0)
    os.close(after)
    assert before == after

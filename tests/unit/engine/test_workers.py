from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

import pytest

from cdgate.engine import workers
from cdgate.engine.read import Answer
from cdgate.engine.workers import MOST_PARTS, Done, share
from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.model.evidence import (
    CoverageReport,
    Finding,
    FindingReport,
    Outcome,
    Source,
    SuiteTotals,
    TestCase,
    TestReport,
)
from cdgate.model.grade import Level, Severity
from cdgate.model.location import Location
from cdgate.parsing.forked import LostError
from cdgate.parsing.processes import processes

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="processes of this system cannot fork"
)

SOURCE = Source("a", "0" * 64, 5, "any", produced_at=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC))
NOTES = (text("{count} of {what}", count=3, what=text("inner")),)
HERE = os.getpid()


def findings(message: str) -> FindingReport:
    finding = Finding(
        "R1",
        Level.ERROR,
        message,
        Location("a.py", 3, None, 4),
        Severity.HIGH,
        "bad",
        "1f",
        suppressed=True,
        tags=("x",),
    )
    return FindingReport(
        SOURCE, "lint", (finding, finding), tool_version="1", tool_errors=("it broke",), notes=NOTES, shortfall=text("it broke")
    )  # fmt: skip


def cases(duration_ms: int) -> TestReport:
    case = TestCase("t", "s", Outcome.ERRORED, flaky=True, message="m", location=Location("a.py", 1), duration_ms=7)
    suite = SuiteTotals("s", passed=3, errored=1, duration_ms=duration_ms)
    return TestReport(SOURCE, (suite, suite), (case,), b"12345678" * 4, NOTES, text("none"))


def of(*names: str) -> list[Answer]:
    """Tell who did it."""
    return [CoverageReport(SOURCE, (), (name, str(os.getpid()))) for name in names]


def told(done: Done) -> dict[int, list[str]]:
    return {number: [one.roots[0] for one in answers] for number, answers in done.answers.items()}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(findings("never closed"), id="findings"),
        pytest.param(findings("half \ud83d a character"), id="half a character"),
        pytest.param(cases(5), id="tests"),
        pytest.param(cases(2**70), id="a number of many digits"),
        pytest.param(TestReport(SOURCE, ()), id="no tests"),
        pytest.param(CoverageReport(SOURCE, (), ("src",)), id="coverage"),
    ],
)
def test_answers_arrive_as_they_were_sent(answer: Answer) -> None:
    sent = [answer, None, findings("x"), cases(1), None, *of("c")]
    assert workers._decoded(workers._encoded(sent)) == sent


def test_a_refusal_arrives_as_it_was_sent() -> None:
    (error,) = workers._decoded(workers._encoded([EvidenceError("bad", text("bad"), path="a", line=3)]))
    assert isinstance(error, EvidenceError)
    assert (error.slug, error.place) == ("bad", "a:3")


@pytest.mark.parametrize("helping", [False, True])
def test_every_part_is_done_once(helping: bool) -> None:  # noqa: FBT001  # a table row
    parts = [(f"{number}", "x" * number) for number in range(MOST_PARTS)]
    done = share(lambda part: of(*part), parts, 3, helping=helping)
    assert told(done) == dict(enumerate(map(list, parts)))
    assert not done.died
    if not helping:
        assert all(one.roots[1] != str(HERE) for answers in done.answers.values() for one in answers)  # type: ignore[union-attr]


def test_what_is_read_does_not_wait_until_it_is_fetched() -> None:
    """Several megabytes, which no pipe holds, while this process does another part."""
    ready, waiting = os.pipe()

    def do(part: str) -> Sequence[Answer]:
        if os.getpid() != HERE:
            answers = [cases(1), *of(part * 5_000_000), findings("y" * 5_000_000)]
            os.write(waiting, b"!")
            return answers
        os.read(ready, 1)
        return of(part)

    done = share(do, ["a", "b"], 2, helping=True)
    assert len(done.answers) == 2
    os.close(ready)
    os.close(waiting)


def test_own_parts_are_done_here_first_and_elsewhere_last() -> None:
    """Each process waits until the other has begun, so both know what they begin with."""
    ends = os.pipe(), os.pipe()
    begun: list[str] = []

    def do(part: str) -> Sequence[Answer]:
        mine, others = ends if os.getpid() == HERE else ends[::-1]
        if not begun:
            os.write(mine[1], b"!")
            os.read(others[0], 1)
        begun.append(part)
        return of(part)

    done = share(do, ["a", "b", "c", "d"], 2, helping=True, own=2)
    by = {name: one.roots[1] == str(HERE) for (one,) in done.answers.values() for name in one.roots[:1]}  # type: ignore[union-attr]
    assert (by["a"], by["c"]) == (True, False)
    assert sorted(by) == ["a", "b", "c", "d"]
    for end in (*ends[0], *ends[1]):
        os.close(end)


def test_others_do_own_parts_where_nothing_else_is_left() -> None:
    begun, done_there = os.pipe(), os.pipe()

    def do(part: str) -> Sequence[Answer]:
        if os.getpid() == HERE:
            os.write(begun[1], b"!")
            os.read(done_there[0], 1)
        elif part == "c":
            os.read(begun[0], 1)
        else:
            os.write(done_there[1], b"!")
        return of(part)

    done = share(do, ["a", "b", "c"], 2, helping=True, own=2)
    assert [number for number, (one,) in done.answers.items() if one.roots[1] == str(HERE)] == [0]  # type: ignore[union-attr]
    for end in (*begun, *done_there):
        os.close(end)


def test_whoever_does_the_last_part_may_use_all_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "forked", never_started)  # two that take the last ones at once may both be told so
    done = share(lambda part: of(part, str(processes())), ["a", "b", "c"], 3, helping=True, own=1)
    assert told(done) == {0: ["a", "1"], 1: ["b", "1"], 2: ["c", "3"]}


def test_a_process_that_dies_loses_its_part_only() -> None:
    def do(part: str) -> Sequence[Answer]:
        return of(part) if part != "die" else dies()

    done = share(do, ["a", "die", "b", "c"], 2, helping=False)
    assert told(done) == {0: ["a"], 2: ["b"], 3: ["c"]}
    assert done.died == {1}


def test_where_all_processes_die_nothing_is_read() -> None:
    done = share(lambda _: dies(), ["a", "b", "c"], 2, helping=False)
    assert done == Done({}, frozenset({0, 1, 2}))


def dies() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


@contextlib.contextmanager
def never_started(*_: object, **__: object) -> Iterator[Iterator[object]]:
    raise LostError
    yield iter(())  # type: ignore[unreachable]  # makes it a generator


@pytest.mark.parametrize(("helping", "expected"), [(True, {0: ["a"], 1: ["b"]}), (False, {})])
def test_where_no_process_starts_all_is_left_to_the_main_one(
    helping: bool,  # noqa: FBT001  # a table row
    expected: dict[int, list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workers, "forked", never_started)
    done = share(of, ["a", "b"], 2, helping=helping)
    assert told(done) == expected
    assert not done.died


def unsendable(part: str) -> list[Answer]:
    return [CoverageReport(SOURCE, (lambda: part,))]  # type: ignore[arg-type]  # what pickle refuses


def broken(part: str) -> list[Answer]:
    raise ValueError(part)


@pytest.mark.parametrize("make", [unsendable, broken])
def test_what_cannot_be_sent_is_left_to_the_main_process(make: object) -> None:
    done = share(lambda part: make(part) if part == "b" else of(part), ["a", "b", "c"], 2, helping=False)  # type: ignore[operator]
    assert told(done) == {0: ["a"], 2: ["c"]}
    assert not done.died


def test_without_files_in_memory_others_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "memfd_create", raising=False)
    assert told(share(of, ["a", "b"], 2, helping=False)) == {0: ["a"], 1: ["b"]}


def test_whatever_a_disk_takes_at_a_time_is_written_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    really, read = os.pwrite, os.pread
    monkeypatch.setattr(os, "pwrite", lambda handle, data, place: really(handle, data[:7], place))
    monkeypatch.setattr(os, "pread", lambda handle, size, place: read(handle, min(size, 5), place))
    assert told(share(of, ["a", "b"], 2, helping=False)) == {0: ["a"], 1: ["b"]}


def test_the_main_process_keeps_collecting_garbage_as_it_did() -> None:
    share(of, ["a", "b"], 2, helping=True)
    assert gc.isenabled()


@pytest.fixture
def collecting() -> Iterator[None]:
    yield
    gc.enable()


@pytest.mark.usefixtures("collecting")
@pytest.mark.parametrize("make", [unsendable, broken])
def test_a_process_writes_down_what_it_read_and_tells_where(make: object, tmp_path: Path) -> None:
    with contextlib.ExitStack() as stack, (tmp_path / "spool").open("w+b") as spool:
        numbers = workers._numbers(range(3), stack)
        records, telling = os.pipe()
        stack.callback(os.close, records)
        parts = ["a", "b", "c"]
        workers._work(
            lambda number, last: make(parts[number]) if number == 1 else of(parts[number]),  # type: ignore[operator]  # noqa: ARG005
            (numbers,),
            spool.fileno(),
            (7, telling),
        )
        os.close(telling)
        (first, second, third) = list(workers._told(records))
        assert (first[:3], second[:2], second[3], third[:3]) == ((0, 7, 0), (1, 7), 0, (2, 7, first[3]))
        sent = [workers._read(spool.fileno(), place, size) for _, _, place, size in (first, third)]
        assert [workers._decoded(one) for one in sent] == [of("a"), of("c")]


def test_a_file_that_was_cut_gives_no_answer(tmp_path: Path) -> None:
    (tmp_path / "spool").write_bytes(b"abc")
    with (tmp_path / "spool").open("rb") as spool:
        assert workers._read(spool.fileno(), 1, 5) == b"bc"


@pytest.mark.parametrize("sent", [[], [cases(1)], [findings("x"), cases(2)]])
def test_what_needs_no_pickle_arrives_too(sent: list[Answer]) -> None:
    assert workers._decoded(workers._encoded(sent)) == sent

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cdgate.builtin.readers import lcov_blocks
from cdgate.builtin.readers.lcov import LcovReader
from cdgate.builtin.readers.lcov_blocks import read_records
from cdgate.builtin.readers.lcov_records import LcovRecords
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source
from cdgate.parsing import file_parts
from cdgate.parsing.dealt import dealt
from cdgate.parsing.forked import LostError
from cdgate.parsing.processes import at_most

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="parts are read where processes can fork"
)

BREAKS = [
    pytest.param(b"XX\n", id="no line of a tracefile"),
    pytest.param(b"SF:b.c\nDA:1,x\nend_of_record\n", id="no count"),
    pytest.param(b"SF:b.c\nLF:1\nLH:2\nend_of_record\n", id="impossible total"),
    pytest.param(b"SF:b.c\nDA:0,1\nend_of_record\n", id="line 0"),
    pytest.param(b"SF:b.c\n", id="name without an end"),
    pytest.param(b"DA:1,1\n", id="line before a name"),
]


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lcov_blocks, "WORTHWHILE_BYTES", 1)
    monkeypatch.setattr(lcov_blocks, "PART_BYTES", 100)
    monkeypatch.setattr(lcov_blocks, "BLOCK_BYTES", 64)


def record(pick: Random, name: int) -> bytes:
    lines = b"".join(b"DA:%d,%d\n" % (line, pick.randrange(3)) for line in range(1, pick.randrange(2, 9)))
    branches = b"".join(b"BRDA:%d,0,%d,%d\n" % (pick.randrange(1, 9), arm, pick.randrange(2)) for arm in range(3))
    odd = pick.choice((b"", b"", b"", b"DA:9,1,sum\n", b"DA:3,%d\n" % (2**64 - 1), b"LF:40\nLH:3\n"))
    return b"TN:\nSF:f%d.c\n%b%b%bend_of_record\n" % (name, branches, lines, odd)


def tracefile(seed: int) -> bytes:
    pick = Random(seed)  # noqa: S311  # test data
    return b"".join(record(pick, pick.randrange(9)) for _ in range(40))


def told(records: LcovRecords) -> object:
    return list(records.files.items()), records.claimed, records.bare_claims, records.nameless, records.notes()


def in_parts(data: bytes, file: Path) -> LcovRecords:
    file.write_bytes(data)
    with file.open("rb") as stream, at_most(2):
        return read_records(stream)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("end", [b"", b"\n", b"EOF\n", b"TN:x\n# end"])
def test_two_processes_tell_what_one_tells(seed: int, line_end: bytes, end: bytes, tmp_path: Path) -> None:
    data = (tracefile(seed) + end).replace(b"\n", line_end)
    assert told(in_parts(data, tmp_path / "a.info")) == told(read_records(BytesIO(data)))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("wrong", BREAKS)
def test_two_processes_refuse_at_the_line_where_one_refuses(wrong: bytes, seed: int, tmp_path: Path) -> None:
    before, behind = tracefile(seed), tracefile(seed + 1)
    for data in (before + wrong + behind, before + wrong):
        with pytest.raises(EvidenceError) as one:
            read_records(BytesIO(data))
        with pytest.raises(EvidenceError) as two:
            in_parts(data, tmp_path / "a.info")
        assert (two.value.slug, two.value.line, two.value.message) == (
            one.value.slug,
            one.value.line,
            one.value.message,
        )


def test_reader_uses_the_processes_it_may(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []

    @contextmanager
    def counted(do: Callable[[Any], Any], parts: Sequence[Any], processes: int) -> Iterator[Iterator[Any]]:
        begun.append(processes)
        with dealt(do, parts, processes) as given:
            yield given

    monkeypatch.setattr(lcov_blocks, "dealt", counted)
    data = tracefile(1)
    (tmp_path / "a.info").write_bytes(data)
    source = Source("a.info", "", len(data), "lcov")
    with (tmp_path / "a.info").open("rb") as stream, at_most(2):
        report = LcovReader().read(stream, source)
    assert begun == [2]
    assert report == LcovReader().read(BytesIO(data), source)


def test_lost_process_gives_no_other_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tester = os.getpid()
    here: list[int] = []

    @contextmanager
    def lost(do: Callable[[Any], Any], parts: Sequence[Any], processes: int) -> Iterator[Iterator[Any]]:
        with dealt(do, parts, processes) as given:

            def some() -> Iterator[Any]:
                yield next(given)
                here.append(os.getpid())
                raise LostError

            yield some()

    monkeypatch.setattr(lcov_blocks, "dealt", lost)
    data = tracefile(2)
    assert told(in_parts(data, tmp_path / "a.info")) == told(read_records(BytesIO(data)))
    assert here == [tester]


def test_record_that_nobody_can_cut_is_read_in_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_parts, "_FARTHEST_CUT", 50)
    monkeypatch.delattr(lcov_blocks, "dealt")
    data = b"SF:a.c\n%bend_of_record\n" % b"".join(b"DA:%d,1\n" % line for line in range(1, 99)) + tracefile(3)
    assert told(in_parts(data, tmp_path / "a.info")) == told(read_records(BytesIO(data)))

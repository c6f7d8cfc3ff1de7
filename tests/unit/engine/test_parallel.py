from __future__ import annotations

import multiprocessing
import os
from pathlib import Path
from typing import BinaryIO

import pytest

from cdgate.engine import parallel
from cdgate.engine.collect import collect
from cdgate.engine.parallel import Wanted, read_together
from cdgate.engine.tree import Tree
from cdgate.errors import EvidenceError, PluginError
from cdgate.message import text
from cdgate.model.evidence import CoverageReport, Evidence, FileCoverage, Source
from cdgate.model.policy import Role
from cdgate.parsing.processes import WORTHWHILE_BYTES as LARGE_BYTES
from cdgate.parsing.processes import processes
from tests.unit.engine.values import HERE

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(),
    reason="evidence is read in several processes where these can fork",
)


class Told:
    """Does what the file says, and remembers in which process."""

    name = "told"
    kind = "coverage"
    title = "told"
    link = ""

    def recognises(self, head: bytes, path: str) -> bool:
        del head, path
        return True

    def read(self, stream: BinaryIO, source: Source) -> Evidence:
        match stream.read().decode().strip():
            case "die":
                os._exit(9)
            case "bad":
                raise EvidenceError("bad", text("bad"), line=3)
            case "unsendable" if os.getpid() != int(os.environ["CDGATE_TEST_PID"]):
                return CoverageReport(source, (lambda: None,))  # type: ignore[arg-type]  # what pickle refuses
            case "broken":
                raise ValueError
            case words:
                return CoverageReport(
                    source, tuple(FileCoverage(word, 0b10) for word in words.split()), (str(os.getpid()),)
                )


READERS = {"told": Told()}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(parallel, "WORTHWHILE_BYTES", 1)
    monkeypatch.setattr(parallel, "_HARMLESS_BYTES", 0)
    monkeypatch.setenv("CDGATE_TEST_PID", str(os.getpid()))
    return tmp_path


def written(folder: Path, **texts: str) -> list[Wanted]:
    for name, words in texts.items():
        (folder / name).write_text(words)
    return [Wanted(name) for name in texts]


def test_files_are_read_in_other_processes(folder: Path) -> None:
    found = read_together(written(folder, a="x", b="y z", c="w"), READERS, folder, jobs=2)
    reports = {one.path: report for one, report in found.items() if isinstance(report, CoverageReport)}
    assert {path: [file.path for file in report.files] for path, report in reports.items()} == {
        "a": ["x"], "b": ["y", "z"], "c": ["w"],
    }  # fmt: skip
    assert str(os.getpid()) not in {root for report in reports.values() for root in report.roots}


def test_refusals_keep_their_place(folder: Path) -> None:
    found = read_together([*written(folder, a="x", b="bad"), Wanted("gone")], READERS, folder, jobs=2)
    errors = {one.path: error for one, error in found.items() if isinstance(error, EvidenceError)}
    assert {path: (error.slug, error.place) for path, error in errors.items()} == {
        "b": ("bad", "b:3"),
        "gone": ("missing-file", "gone"),
    }


def test_a_process_that_dies_is_an_error_for_its_files(folder: Path) -> None:
    found = read_together(written(folder, a="die", b="x"), READERS, folder, jobs=2)
    died = found[Wanted("a")]
    assert isinstance(died, EvidenceError)
    assert (died.slug, died.path) == ("reader-died", "a")


def test_a_broken_reader_is_named(folder: Path) -> None:
    found = read_together(written(folder, a="broken", b="x"), READERS, folder, jobs=2)
    assert isinstance(found[Wanted("a")], PluginError)


def test_evidence_that_cannot_be_sent_is_left_to_the_main_process(folder: Path) -> None:
    found = read_together(written(folder, a="unsendable", b="x" * 99), READERS, folder, jobs=2)
    assert Wanted("a") not in found
    collected = collect([Role("r", paths=("a", "b"), kind="coverage", position=HERE)], READERS, folder, Tree(), jobs=2)
    assert [item.evidence.source.path for item in collected.evidence.items] == ["a", "b"]


@pytest.mark.parametrize("jobs", [pytest.param(1, id="one job"), pytest.param(0, id="one processor")])
def test_one_process_is_the_main_one(jobs: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "processors", lambda: 1)
    assert read_together(written(folder, a="x", b="y"), READERS, folder, jobs=jobs) == {}


@pytest.mark.parametrize(
    ("known", "expected"), [pytest.param(True, 3, id="affinity"), pytest.param(False, 5, id="count of the machine")]
)
def test_processors_are_those_that_may_be_used(
    known: bool,  # noqa: FBT001  # a table row
    expected: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    if not known:
        monkeypatch.delattr(os, "sched_getaffinity")
    assert parallel.processors() == expected


def test_small_evidence_is_read_by_the_main_process(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTHWHILE_BYTES", 1000)
    assert read_together(written(folder, a="x", b="y"), READERS, folder, jobs=2) == {}


def test_one_file_that_is_nearly_all_there_is_may_be_read_by_several_processes_itself(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "LARGE_BYTES", 50)
    assert read_together(written(folder, a="x" * 99, b="y"), READERS, folder, jobs=2) == {}
    assert len(read_together(written(folder, a="x" * 99, b="y" * 99), READERS, folder, jobs=2)) == 2


@pytest.mark.parametrize(("jobs", "allowed"), [(1, 1), (2, 2), (0, 5)])
def test_the_reader_of_a_file_alone_may_use_all_processes(
    jobs: int, allowed: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(5)), raising=False)
    told: list[int] = []

    def read(_: Told, __: BinaryIO, source: Source) -> Evidence:
        told.append(processes())
        return CoverageReport(source, ())

    monkeypatch.setattr(Told, "read", read)
    written(folder, a="x")
    collect([Role("r", paths=("a",), kind="coverage", position=HERE)], READERS, folder, Tree(), jobs=jobs)
    assert told == [allowed]


def test_many_small_files_are_worth_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTHWHILE_BYTES", 1000)
    monkeypatch.setattr(parallel, "WORTHWHILE_FILES", 2)
    assert len(read_together(written(folder, a="x", b="y"), READERS, folder, jobs=2)) == 2


def test_of_many_files_large_ones_are_read_when_the_small_ones_are(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "WORTHWHILE_FILES", 5)
    names = [f"f{number}" for number in range(9)]
    wanted = written(folder, **dict.fromkeys(names, "x"), a="x " * 40_000, b="y " * 40_000, c="bad")
    found = read_together([*wanted, Wanted("gone"), *wanted], READERS, folder, jobs=2)
    assert found.keys() == {*wanted, Wanted("gone")}
    sizes = {one.path: len(report.files) for one, report in found.items() if isinstance(report, CoverageReport)}
    assert sizes == {**dict.fromkeys(names, 1), "a": 40_000, "b": 40_000}
    errors = {one.path: error.slug for one, error in found.items() if isinstance(error, EvidenceError)}
    assert errors == {"c": "bad", "gone": "missing-file"}


def test_of_many_files_a_large_one_alone_is_left_to_the_main_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "WORTHWHILE_FILES", 2)
    small = written(folder, a="x", b="y")
    found = read_together([*small, *written(folder, c="x" * 80_000)], READERS, folder, jobs=2)
    assert found.keys() == set(small)


def test_where_nothing_forks_the_main_process_reads(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "can_fork", lambda: False)
    assert read_together(written(folder, a="x", b="y"), READERS, folder, jobs=2) == {}


@pytest.mark.parametrize(("least", "most"), [(0, 2), (0, 32), (1, 1000), (10**9, 99)])
def test_parts_begin_with_the_dearest_file_and_leave_none_out(least: int, most: int) -> None:
    costs = {Wanted(str(number)): number + least for number in range(100)}
    parts = parallel._parts(costs, most)
    assert Wanted("99") in parts[0]
    assert sorted(int(one.path) for part in parts for one in part) == list(range(100))
    assert len(parts) <= most + 1


def test_files_that_hold_nothing_are_one_part() -> None:
    assert parallel._parts({Wanted("a"): 0, Wanted("b"): 0}, 2) == [(Wanted("a"), Wanted("b"))]


def test_of_harmless_files_the_main_process_reads_some(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_HARMLESS_BYTES", 100)
    names = [f"f{number}" for number in range(40)]
    found = read_together(written(folder, **dict.fromkeys(names, "x")), READERS, folder, jobs=2)
    assert sorted(one.path for one in found) == sorted(names)
    alone = read_together(written(folder, a="x" * 100, b="y"), READERS, folder, jobs=2)
    assert str(os.getpid()) not in {root for one in alone.values() for root in one.roots}  # type: ignore[union-attr]


def test_collecting_in_processes_finds_the_same(folder: Path) -> None:
    written(folder, a="x", b="bad", c="y z")
    role = Role("r", paths=("a", "b", "c", "gone"), kind="coverage", position=HERE)

    def told(jobs: int) -> object:
        collected = collect([role], READERS, folder, Tree(), jobs=jobs)
        files = [item.evidence.files for item in collected.evidence.items]
        return files, collected.evidence.gaps, [(error.slug, error.place) for error in collected.errors]

    assert told(2) == told(1)


@pytest.mark.parametrize(
    ("start", "size", "cost"),
    [
        (b"<?xml", LARGE_BYTES, 4 * LARGE_BYTES),
        (b"\xef\xbb\xbf \n<a>", LARGE_BYTES, 4 * LARGE_BYTES),
        (b"<?xml?><testsuites>", LARGE_BYTES, 6 * LARGE_BYTES),
        (b'{"runs"', LARGE_BYTES, 7 * LARGE_BYTES),
        (b"[{", LARGE_BYTES, 7 * LARGE_BYTES),
        (b"SF:a.py", LARGE_BYTES, 8 * LARGE_BYTES),
        (b"SF:a.py", 1_000, 20_000),
    ],
)
def test_what_costs_more_is_begun_first(tmp_path: Path, start: bytes, size: int, cost: int) -> None:
    (tmp_path / "report").write_bytes(start)
    assert parallel._cost(tmp_path, "report", size) == cost


def test_of_what_much_is_kept_the_main_process_reads_first() -> None:
    names = {"text": 8, "tests": 6, "json": 7, "small": 8, "xml": 4}
    sizes = {Wanted(name): LARGE_BYTES - (name == "small") for name in names}
    costs = {one: names[one.path] * size for one, size in sizes.items()}
    assert [one.path for one in parallel._own(costs, sizes)] == ["text", "json"]


def test_large_files_of_which_much_is_kept_are_read_by_the_main_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "LARGE_BYTES", 10)
    monkeypatch.setattr(parallel, "_HARMLESS_BYTES", 100)
    wanted = written(folder, a="x" * 99, b="<" * 99)
    (found,) = (report for one, report in read_together(wanted, READERS, folder, jobs=2).items() if one.path == "a")
    assert isinstance(found, CoverageReport)
    assert found.roots == (str(os.getpid()),)


@pytest.mark.parametrize(
    ("costs", "jobs", "expected"),
    [
        pytest.param([300, 150, 100], 4, {"0": 2}, id="more processes than files"),
        pytest.param([300, 150, 100], 2, {}, id="fewer"),
        pytest.param([60, 20, 20], 5, {"0": 3}, id="one of most of it"),
        pytest.param([0, 0], 8, {}, id="nothing"),
    ],
)
def test_a_file_of_more_than_a_process_has_to_do_is_shared(
    costs: list[int], jobs: int, expected: dict[str, int]
) -> None:
    found = parallel._shares({Wanted(str(number)): cost for number, cost in enumerate(costs)}, jobs)
    assert {one.path: share for one, share in found.items()} == expected


def test_the_reader_of_such_a_file_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_: Told, stream: BinaryIO, source: Source) -> Evidence:
        stream.read()
        return CoverageReport(source, (), (str(processes()),))

    monkeypatch.setattr(Told, "read", read)
    wanted = written(folder, a="x" * 60_000, b="y" * 20_000, c="z" * 20_000)
    found = read_together(wanted, READERS, folder, jobs=5)
    told = {one.path: report.roots[0] for one, report in found.items() if isinstance(report, CoverageReport)}
    assert told["a"] in {"3", "5"}  # or it was begun last
    assert set(told.values()) <= {"1", "3", "5"}


def test_a_file_that_is_gone_costs_what_its_size_says(tmp_path: Path) -> None:
    assert parallel._cost(tmp_path, "none", LARGE_BYTES) == 4 * LARGE_BYTES


def test_a_refusal_is_an_answer(tmp_path: Path) -> None:
    (error,) = parallel._answers([Wanted("gone")], parallel._Job(tmp_path, READERS, totals=False))
    assert isinstance(error, EvidenceError)

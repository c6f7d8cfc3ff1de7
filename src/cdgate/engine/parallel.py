"""Several evidence files read at the same time, in processes of their own; which one is ready first never matters."""

from __future__ import annotations

import gc
import os
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from cdgate.engine.read import read_file
from cdgate.errors import CdgateError, EvidenceError
from cdgate.extension import Reader
from cdgate.log import Log
from cdgate.message import text
from cdgate.model.evidence import Evidence, FindingReport
from cdgate.parsing.processes import WORTHWHILE_BYTES as LARGE_BYTES

log = Log(__name__)

# Below these one process is faster: starting the others and fetching what they have read takes a tenth of a second.
WORTHWHILE_BYTES = 10_000_000
WORTHWHILE_FILES = 400
# How many parts each process gets, so that the last one does not wait long for its neighbour.
_PARTS = 6
# A file that is nearly all there is to read had better be read by several processes itself.
_MOSTLY = 0.75
_XML, _TESTS, _JSON, _TEXT = 4, 6, 7, 8


class Wanted(msgspec.Struct, frozen=True):
    """A file to read, and the format that it was said to have (empty: it is recognised)."""

    path: str
    form: str = ""


class _Job(msgspec.Struct, frozen=True):
    """What the worker processes inherit: readers may hold what cannot be sent to them."""

    root: Path
    readers: Mapping[str, Reader]


class _Packed(msgspec.Struct, frozen=True):
    """A report of findings on its way between processes."""

    report: bytes


Answer = Evidence | CdgateError
_job: _Job | None = None


def read_together(
    wanted: Iterable[Wanted], readers: Mapping[str, Reader], root: Path, *, jobs: int = 0
) -> Mapping[Wanted, Answer]:
    """Return the evidence in each file, or the error met, where several processes pay; what is left out is yet to be read.

    `jobs` is the number of processes, 0 one for each processor. A file whose process died has an error.
    """
    sizes = {one: _size(root / one.path) for one in wanted}
    most = min(jobs or processors(), len(sizes))
    if most < 2 or (sum(sizes.values()) < WORTHWHILE_BYTES and len(sizes) < WORTHWHILE_FILES):  # noqa: PLR2004  # two processes
        return {}
    largest = max(sizes.values())
    if largest >= LARGE_BYTES and largest > _MOSTLY * sum(sizes.values()):
        return {}
    from multiprocessing import get_all_start_methods

    if "fork" not in get_all_start_methods():  # elsewhere each process would have to load everything anew
        return {}
    costs = {one: size * _weight(root / one.path, size) for one, size in sizes.items()}
    return _read(_parts(costs, most), _Job(root, readers), most)


def processors() -> int:
    """Return how many processors this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # reading it tells what is wrong
        return 0


def _weight(path: Path, size: int) -> int:
    """Return what a byte of a large file costs, roughly: lines of text twice as much as coverage in XML."""
    if size < LARGE_BYTES:
        return _XML
    try:
        with path.open("rb") as stream:
            head = stream.read(1024).removeprefix(BOM_UTF8).lstrip()
    except OSError:  # reading it tells what is wrong
        return _XML
    if head.startswith(b"<"):
        return _TESTS if b"<testsuite" in head else _XML
    return _JSON if head.startswith((b"{", b"[")) else _TEXT


def _parts(sizes: Mapping[Wanted, int], jobs: int) -> list[tuple[Wanted, ...]]:
    """Return the files in parts that cost about the same, the dearest file first."""
    share = max(1, sum(sizes.values()) // (jobs * _PARTS))
    parts: list[tuple[Wanted, ...]] = []
    part: list[Wanted] = []
    size = 0
    for one in sorted(sizes, key=lambda one: (-sizes[one], one.path, one.form)):
        part.append(one)
        size += sizes[one]
        if size >= share:
            parts.append(tuple(part))
            part, size = [], 0
    return [*parts, tuple(part)] if part else parts


def _read(parts: Sequence[tuple[Wanted, ...]], job: _Job, jobs: int) -> dict[Wanted, Answer]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    global _job  # noqa: PLW0603  # what a forked process inherits is what stands in a module
    _job = job
    log.info("reading %d parts in %d processes", len(parts), jobs)
    answers: dict[Wanted, Answer] = {}
    try:
        with ProcessPoolExecutor(jobs, get_context("fork")) as pool:
            futures = [(part, pool.submit(_read_part, part)) for part in parts]
            for part, future in futures:
                try:
                    answers.update(zip(part, map(_unpacked, future.result()), strict=True))
                except BrokenProcessPool as problem:
                    answers.update((one, _died(one, problem)) for one in part)
                except Exception as problem:  # noqa: BLE001  # such as evidence of a plugin that cannot be sent
                    log.info("read again in the main process: %s", problem)
    finally:
        _job = None
    return answers


def _read_part(part: tuple[Wanted, ...]) -> list[Answer | _Packed]:
    """What a worker process does."""
    assert _job is not None, "a worker inherits its job"  # noqa: S101  # set before the processes are forked
    gc.disable()  # evidence is large and has no cycles
    return [_packed(_answer(one, _job)) for one in part]


def _packed(answer: Answer) -> Answer | _Packed:
    """Return what is sent to the main process: hundreds of thousands of findings take pickle five times as long."""
    if type(answer) is not FindingReport:
        return answer
    try:
        return _Packed(msgspec.msgpack.encode(answer))
    except UnicodeEncodeError:  # half a character, which JSON can hold and UTF-8 cannot
        return answer


def _unpacked(sent: Answer | _Packed) -> Answer:
    return msgspec.msgpack.decode(sent.report, type=FindingReport) if isinstance(sent, _Packed) else sent


def _answer(one: Wanted, job: _Job) -> Answer:
    try:
        return read_file(job.root, one.path, job.readers, form=one.form)
    except CdgateError as error:
        return error


def _died(one: Wanted, problem: Exception) -> EvidenceError:
    return EvidenceError(
        "reader-died",
        text("the process that read this file ended early: {problem}", problem=str(problem)),
        path=one.path,
        hint=text("it may have run out of memory: run again with {option}", option="--jobs 1"),
    )

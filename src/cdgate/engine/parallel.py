"""Several evidence files read at the same time, by several processes; which one is ready first never matters."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cdgate.engine.read import Answer, read_files, read_small_files
from cdgate.errors import EvidenceError
from cdgate.extension import Reader
from cdgate.log import Log
from cdgate.message import text
from cdgate.parsing.forked import can_fork
from cdgate.parsing.processes import WORTHWHILE_BYTES as LARGE_BYTES
from cdgate.parsing.processes import at_most, processes

if TYPE_CHECKING:
    from cdgate.engine.workers import Done

log = Log(__name__)

# Below these one process is faster: starting the others and fetching what they have read takes a tenth of a second.
WORTHWHILE_BYTES = 10_000_000
WORTHWHILE_FILES = 400
# How many parts each process gets, so that the last one does not wait long for its neighbour.
_PARTS = 32
# What opening a file costs, in bytes of a file.
_OPENED_BYTES = 4_000
# Files below this need so little memory that the main process may read some as well.
_HARMLESS_BYTES = 256 << 20
# A file that is nearly all there is to read had better be read by several processes itself.
_MOSTLY = 0.75
_XML, _TESTS, _JSON, _TEXT = 4, 6, 7, 8


class Wanted(msgspec.Struct, frozen=True):
    """A file to read, and the format that it was said to have (empty: it is recognised)."""

    path: str
    form: str = ""


class _Job(msgspec.Struct, frozen=True):
    """What other processes inherit: readers may hold what cannot be sent to them."""

    root: Path
    readers: Mapping[str, Reader]
    totals: bool
    shares: Mapping[Wanted, int] = {}
    """How many processes may read a file that costs more than one process has to do."""


def read_together(
    wanted: Iterable[Wanted], readers: Mapping[str, Reader], root: Path, *, jobs: int = 0, totals: bool = False
) -> Mapping[Wanted, Answer]:
    """Return the evidence in each file, or the error met, where several processes pay; what is left out is yet to be read.

    `jobs` is the number of processes, 0 one for each processor. A file whose process died has an error.
    `totals` is as for `read_file`.
    """
    wanted = tuple(dict.fromkeys(wanted))
    jobs = jobs or processors()
    if min(jobs, len(wanted)) < 2 or not can_fork():  # noqa: PLR2004  # two processes
        return {}
    job = _Job(root, readers, totals)
    small: Mapping[Wanted, Answer] = {}
    if len(wanted) >= WORTHWHILE_FILES:
        small = _small_ones(wanted, job, jobs)
        wanted = tuple(one for one in wanted if one not in small)
    return {**small, **_large_ones(wanted, job, jobs)} if wanted else small


def _small_ones(wanted: Sequence[Wanted], job: _Job, jobs: int) -> Mapping[Wanted, Answer]:
    """Read those of many files that turn out to be small; to ask for all their sizes before takes as long as to open them."""
    from cdgate.engine.workers import MOST_PARTS, share

    size = -(-len(wanted) // min(jobs * _PARTS, MOST_PARTS))
    parts = [wanted[at : at + size] for at in range(0, len(wanted), size)]
    log.info("reading small files in %d processes", jobs)
    done = share(partial(_small_answers, job=job), parts, jobs, helping=True)
    return _by_file(parts, done)


def _large_ones(wanted: Sequence[Wanted], job: _Job, jobs: int) -> Mapping[Wanted, Answer]:
    folder = os.path.join(job.root, "")  # noqa: PTH118  # to put before thousands of paths
    sizes = {one: _size(one.path if one.path.startswith(os.sep) else folder + one.path) for one in wanted}
    largest, total = max(sizes.values()), sum(sizes.values())
    if len(sizes) < 2 or total < WORTHWHILE_BYTES or (largest >= LARGE_BYTES and largest > _MOSTLY * total):  # noqa: PLR2004
        return {}
    from cdgate.engine.workers import MOST_PARTS, share

    costs = {one: _cost(job.root, one.path, size) for one, size in sizes.items()}
    most = min(jobs, len(sizes))
    # A larger file may need more memory than there is: then another process dies, and this one tells of it.
    helping = largest < _HARMLESS_BYTES
    own = _own(costs, sizes)[:_PARTS] if helping else []
    others = {one: cost for one, cost in costs.items() if one not in own} if own else costs
    parts = [*((one,) for one in own), *_parts(others, min(most * _PARTS, MOST_PARTS - 1))]
    log.info("reading %d parts in %d processes", len(parts), most)
    job = msgspec.structs.replace(job, shares=_shares(costs, jobs))
    return _by_file(parts, share(partial(_answers, job=job), parts, most, helping=helping, own=len(own)))


def _by_file(parts: Sequence[Sequence[Wanted]], done: Done) -> dict[Wanted, Answer]:
    answers: dict[Wanted, Answer] = {}
    for number, found in done.answers.items():
        answers.update((one, answer) for one, answer in zip(parts[number], found, strict=True) if answer is not None)
    answers.update((one, _died(one)) for number in done.died for one in parts[number])
    return answers


def processors() -> int:
    """Return how many processors this process may use, which in a container are fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116  # of a text
    except (OSError, ValueError):  # reading it tells what is wrong
        return 0


def _cost(root: Path, path: str, size: int) -> int:
    """Return what a file costs, roughly: a byte of lines of text twice as much as one of coverage in XML."""
    if size < LARGE_BYTES:
        return _XML * (size + _OPENED_BYTES)
    try:
        with (root / path).open("rb") as stream:
            head = stream.read(1024).removeprefix(BOM_UTF8).lstrip()
    except OSError:  # reading it tells what is wrong
        return _XML * size
    if head.startswith(b"<"):
        return (_TESTS if b"<testsuite" in head else _XML) * size
    return (_JSON if head.startswith((b"{", b"[")) else _TEXT) * size


def _own(costs: Mapping[Wanted, int], sizes: Mapping[Wanted, int]) -> list[Wanted]:
    """Return the files of which so much is kept that it had better not be sent, the dearest first."""
    large = (one for one, size in sizes.items() if size >= LARGE_BYTES and costs[one] > _TESTS * size)
    return sorted(large, key=lambda one: (-costs[one], one.path, one.form))


def _shares(costs: Mapping[Wanted, int], processes: int) -> dict[Wanted, int]:
    total = sum(costs.values()) or 1
    return {one: share for one, cost in costs.items() if (share := round(cost * processes / total)) > 1}


def _parts(costs: Mapping[Wanted, int], most: int) -> list[tuple[Wanted, ...]]:
    """Return the files in parts that cost about the same, about so many at `most`, the dearest files first."""
    share = -(-sum(costs.values()) // most) or 1
    parts: list[tuple[Wanted, ...]] = []
    part: list[Wanted] = []
    cost = 0
    for one in sorted(costs, key=lambda one: (-costs[one], one.path, one.form)):
        part.append(one)
        cost += costs[one]
        if cost >= share:
            parts.append(_by_path(part))
            part, cost = [], 0
    return [*parts, _by_path(part)] if part else parts


def _by_path(part: Iterable[Wanted]) -> tuple[Wanted, ...]:
    return tuple(sorted(part, key=lambda one: (one.path, one.form)))


def _answers(part: Sequence[Wanted], job: _Job) -> list[Answer]:
    share = max(job.shares.get(one, 1) for one in part) if job.shares else 1
    with at_most(max(processes(), share)):
        return list(read_files(job.root, [(one.path, one.form) for one in part], job.readers, totals=job.totals))


def _small_answers(part: Sequence[Wanted], job: _Job) -> list[Answer | None]:
    return list(read_small_files(job.root, [(one.path, one.form) for one in part], job.readers, totals=job.totals))


def _died(one: Wanted) -> EvidenceError:
    return EvidenceError(
        "reader-died",
        text("the process that read this file ended early"),
        path=one.path,
        hint=text("it may have run out of memory: run again with {option}", option="--jobs 1"),
    )

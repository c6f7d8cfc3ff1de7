"""Work that several processes share: each takes the next part that nobody has, until there is none.

What another process has read waits in a file without a name, so that none waits for another. A record of a few bytes tells
that it is there: one pipe is enough for all of them.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat
from typing import TypeVar

import msgspec

from cdgate.engine.read import Answer
from cdgate.engine.sent_findings import SentFindings, received, sent
from cdgate.log import Log
from cdgate.model.evidence import FindingReport, TestReport
from cdgate.parsing.forked import LostError, forked
from cdgate.parsing.processes import at_most

log = Log(__name__)

_NUMBER = 4
# So many numbers of parts fit into any pipe before somebody reads them.
MOST_PARTS = 4096 // _NUMBER
_RECORD = struct.Struct("<IIQQ")  # part, process, and where and how long in its file; nothing is what could not be sent
_TEST, _FINDING, _OTHER, _LEFT = range(4)

P = TypeVar("P")


class Done(msgspec.Struct, frozen=True):
    """The answers of each part (None: nobody has looked), and parts whose process died. All others are still to be read."""

    answers: Mapping[int, Sequence[Answer | None]]
    died: frozenset[int] = frozenset()


class _Sent(msgspec.Struct, frozen=True, array_like=True):
    """Answers on their way between processes, of the kinds that `order` tells; pickle takes five times as long."""

    order: bytes
    tests: list[TestReport]
    findings: list[SentFindings]
    others: bytes = b""


def share(
    do: Callable[[P], Sequence[Answer | None]], parts: Sequence[P], processes: int, *, helping: bool, own: int = 0
) -> Done:
    """Let `processes` other processes do the parts, or one less and this one `helping`. At most MOST_PARTS.

    What comes of the first `own` parts is large: this process does them before any other, and the others at last. Whoever
    does the last part may use all processes for it, since nothing is left for them.
    """
    with contextlib.ExitStack() as stack:
        mine, theirs = _numbers(range(own), stack), _numbers(range(own, len(parts)), stack)
        work = partial(_done, do, parts, processes)
        records, telling = os.pipe()
        stack.callback(os.close, records)
        spools: list[int] = []
        try:
            for place in range(processes - helping):
                spool = _spool(stack)
                stack.enter_context(forked(partial(_work, work, (theirs, mine), spool, (place, telling))))
                spools.append(spool)
        except LostError:
            log.info("%d of %d processes could be started", len(spools), processes - helping)
        finally:
            os.close(telling)
        answers: dict[int, Sequence[Answer | None]] = {}
        if helping:
            answers.update((number, work(number, last=last)) for number, last in _taken((mine, theirs)))
        refused: set[int] = set()
        for number, place, start, size in _told(records):
            try:
                answers[number] = _decoded(_read(spools[place], start, size))
            except Exception as problem:  # noqa: BLE001  # such as evidence of a plugin that cannot be sent
                log.info("read again in the main process: %s", problem or "it could not be sent")
                refused.add(number)
        lost = frozenset(range(len(parts))) - answers.keys() - refused if spools else frozenset[int]()
        return Done(answers, lost)


def _numbers(numbers: Iterable[int], stack: contextlib.ExitStack) -> int:
    """Return a pipe from which each process reads the number of the next part."""
    reading, writing = os.pipe()
    stack.callback(os.close, reading)
    os.write(writing, b"".join(number.to_bytes(_NUMBER, "little") for number in numbers))
    os.close(writing)
    return reading


def _taken(pipes: tuple[int, ...]) -> Iterator[tuple[int, bool]]:
    """Yield the number of the next part, from the first pipe that has one, and whether it is the last of all."""
    poll = select.poll()
    for pipe in pipes:
        poll.register(pipe, select.POLLIN)
    for pipe in pipes:
        while number := os.read(pipe, _NUMBER):
            yield int.from_bytes(number, "little"), not any(event & select.POLLIN for _, event in poll.poll(0))


def _done(
    do: Callable[[P], Sequence[Answer | None]], parts: Sequence[P], processes: int, number: int, *, last: bool
) -> Sequence[Answer | None]:
    with at_most(processes if last else 1):
        return do(parts[number])


def _told(records: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield records until all processes have ended."""
    while record := os.read(records, _RECORD.size):
        yield _RECORD.unpack(record)


def _spool(stack: contextlib.ExitStack) -> int:
    """Return a file without a name, in memory where there is such a thing."""
    if hasattr(os, "memfd_create"):
        handle = os.memfd_create("cdgate")
        stack.callback(os.close, handle)
        return handle
    from tempfile import TemporaryFile

    return stack.enter_context(TemporaryFile()).fileno()


def _work(
    do: Callable[..., Sequence[Answer | None]], pipes: tuple[int, ...], spool: int, tells: tuple[int, int]
) -> Sequence[object]:
    """What another process does."""
    gc.disable()  # evidence is large and has no cycles
    start = 0
    for number, last in _taken(pipes):
        size = 0
        try:
            sent = _encoded(do(number, last=last))
            _write(spool, sent, start)
            size = len(sent)
        except Exception as problem:  # noqa: BLE001  # the main process meets it again
            log.info("a part that cannot be sent: %s", problem)
        os.write(tells[1], _RECORD.pack(number, tells[0], start, size))  # as a whole, since it is short
        start += size
    return ()


def _write(spool: int, data: bytes, start: int) -> None:
    rest = memoryview(data)
    while rest:
        written = os.pwrite(spool, rest, start)
        rest, start = rest[written:], start + written


def _read(spool: int, start: int, size: int) -> bytes:
    data = b""
    while len(data) < size and (more := os.pread(spool, size - len(data), start + len(data))):
        data = data + more if data else more
    return data


def _encoded(answers: Sequence[Answer | None]) -> bytes:
    order = bytearray()
    tests: list[TestReport] = []
    findings: list[SentFindings] = []
    others: list[Answer | None] = []
    for answer in answers:
        if type(answer) is TestReport:
            order.append(_TEST)
            tests.append(answer)
        elif type(answer) is FindingReport:
            order.append(_FINDING)
            findings.append(sent(answer))
        else:
            order.append(_OTHER)
            others.append(answer)
    try:
        return msgspec.msgpack.encode(_Sent(bytes(order), tests, findings, _pickled(others)))
    except (UnicodeEncodeError, OverflowError):  # half a character, or a number beyond 64 bits
        return msgspec.msgpack.encode(_Sent(bytes([_OTHER]) * len(answers), [], [], _pickled(answers)))


def _pickled(answers: Sequence[Answer | None]) -> bytes:
    if not answers:
        return b""
    import pickle

    return pickle.dumps(answers, pickle.HIGHEST_PROTOCOL)


def _decoded(sent: bytes) -> list[Answer | None]:
    found = msgspec.msgpack.decode(sent, type=_Sent)
    others: Sequence[Answer | None] = ()
    if found.others:
        import pickle

        others = pickle.loads(found.others)  # noqa: S301  # our own process sent it
    waiting: tuple[Iterator[Answer | None], ...] = (
        iter(found.tests),
        map(received, found.findings),
        iter(others),
        repeat(None),
    )
    return [next(waiting[kind]) for kind in found.order]

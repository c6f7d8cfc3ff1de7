"""What is kept of a report grows with what it says, not with its bytes."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from io import RawIOBase
from typing import BinaryIO, cast

import pytest

from cdgate.builtin.readers.cobertura import CoberturaReader
from cdgate.builtin.readers.junit import JunitReader
from cdgate.builtin.readers.lcov import LcovReader
from cdgate.extension import Reader
from cdgate.model.evidence import Source

MEGABYTE = 1 << 20


class Made(RawIOBase):
    """A file that is made while it is read, so that it takes no memory itself."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size and (part := next(self._parts, b"")):
            self._rest += part
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def cobertura(classes: int) -> Iterator[bytes]:
    lines = b"".join(b'<line number="%d" hits="%d"/>' % (number, number % 3) for number in range(1, 1000))
    yield b"<coverage>"
    for number in range(classes):
        yield b'<class filename="f%d"><lines>%b</lines></class>' % (number % 9, lines)
    yield b"</coverage>"


def lcov(records: int) -> Iterator[bytes]:
    lines = b"".join(b"DA:%d,%d\n" % (number, number % 3) for number in range(1, 3000))
    for number in range(records):
        yield b"SF:f%d\n%bend_of_record\n" % (number % 9, lines)


def junit(suites: int) -> Iterator[bytes]:
    yield b"<testsuites>"
    output = b"<system-out>%b</system-out>" % (b"x" * 30_000)
    for number in range(suites):
        yield b'<testsuite name="s%d"><testcase name="t">%b</testcase></testsuite>' % (number % 9, output)
    yield b"</testsuites>"


def peak(reader: Reader, parts: Iterator[bytes]) -> int:
    gc.collect()
    tracemalloc.start()
    try:
        reader.read(cast("BinaryIO", Made(parts)), Source("a", "0" * 64, 10**9, reader.name))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("reader", "make"),
    [
        pytest.param(CoberturaReader(), cobertura, id="cobertura"),
        pytest.param(LcovReader(), lcov, id="lcov"),
        pytest.param(JunitReader(), junit, id="junit"),
    ],
)
def test_five_times_the_bytes_take_no_more_memory(reader: Reader, make: Callable[[int], Iterator[bytes]]) -> None:
    peak(reader, make(20))  # what is loaded once
    assert peak(reader, make(500)) < peak(reader, make(100)) + 2 * MEGABYTE

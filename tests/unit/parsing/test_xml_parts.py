from __future__ import annotations

import io
import multiprocessing
import os
import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from cdgate.errors import EvidenceError
from cdgate.parsing import file_parts, xml_parts
from cdgate.parsing.processes import at_most, processes
from cdgate.parsing.xml_parts import parse_runs
from cdgate.parsing.xml_runs import Run, Runs, UnprovedError

pytestmark = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="parts are read where processes can fork"
)

PLAIN = re.compile(rb"(?:<x/>)+")
DOCUMENT = b"<a>" + b"".join(b"<b>\xc3\xa9%d</b>" % number + b"<x/>" * (number % 4) for number in range(200)) + b"</a>"
TESTER = os.getpid()


def find(piece: bytes) -> Iterator[Run[tuple[int, bool]]]:
    if os.getpid() == TESTER:
        time.sleep(0.001)  # so that others get something to do
    for match in PLAIN.finditer(piece):
        count = len(match[0]) // 4
        yield Run(match.start(), match.end(), count, (count, os.getpid() == TESTER))


class Counting:
    data = None

    def __init__(self, runs: Runs[tuple[int, bool]]) -> None:
        self.runs = runs
        self.met: list[str | int] = []
        self.elsewhere = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        del attributes
        if tag != self.runs.tag:
            self.met.append(tag)
            return
        count, here = self.runs.take()
        self.met += ["x"] * count
        self.elsewhere += not here

    def end(self, tag: str) -> None:
        del tag


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_parts, "WORTHWHILE_BYTES", 1)
    monkeypatch.setattr(xml_parts, "_PART_BYTES", 100)


def read(path: Path, document: bytes, count: int) -> Counting:
    path.write_bytes(document)
    runs = Runs(b">", find)
    target = Counting(runs)
    with path.open("rb") as stream, at_most(count):
        parse_runs(stream, target, runs)
    runs.finish(len(target.met))
    return target


@pytest.mark.parametrize("count", [1, 2, 3, 9])
def test_several_processes_find_what_one_does(count: int, tmp_path: Path) -> None:
    target = read(tmp_path / "a", DOCUMENT, count)
    assert target.met == ["a", *(tag for number in range(200) for tag in ("b", *("x" * (number % 4))))]
    assert (target.elsewhere > 0) == (count > 1)


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(DOCUMENT.decode().encode("utf-16"), id="not UTF-8"),
        pytest.param(b"\x1f\x8b" + DOCUMENT, id="no XML"),
    ],
)
def test_what_is_not_utf8_is_read_by_one_process(
    document: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fork", lambda: pytest.fail("a process was started"))
    try:
        assert read(tmp_path / "a", document, 2).elsewhere == 0
    except EvidenceError as error:
        assert error.slug == "compressed-file"  # noqa: PT017  # one of the two


def test_a_document_without_places_to_cut_is_read_by_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_parts, "_FARTHEST_CUT", 10)
    assert read(tmp_path / "a", b"<a>%b</a>" % (b" " * 999), 2).met == ["a"]


def test_the_last_part_may_lack_a_place_to_cut(tmp_path: Path) -> None:
    assert read(tmp_path / "a", b"<a><b/></a>" + b" " * 999, 2).met == ["a", "b"]


def test_small_documents_are_read_by_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_parts, "WORTHWHILE_BYTES", 10**6)
    assert read(tmp_path / "a", DOCUMENT, 2).elsewhere == 0


def test_what_is_no_file_is_read_by_one_process() -> None:
    runs = Runs(b">", find)
    target = Counting(runs)
    with at_most(2):
        parse_runs(io.BytesIO(DOCUMENT), target, runs)
    assert target.elsewhere == 0


@pytest.mark.parametrize(
    "damage",
    [pytest.param(b"\xff", id="not UTF-8"), pytest.param(b"\0", id="NUL"), pytest.param(b"<x/><", id="malformed")],
)
def test_damage_is_never_passed_over(damage: bytes, tmp_path: Path) -> None:
    for place in range(300, len(DOCUMENT), 797):
        with pytest.raises((UnprovedError, EvidenceError)):
            read(tmp_path / "a", DOCUMENT[:place] + damage + DOCUMENT[place:], 2)


def test_a_process_that_dies_proves_nothing(tmp_path: Path) -> None:
    def deadly(piece: bytes) -> Iterator[Run[tuple[int, bool]]]:
        if os.getpid() != TESTER:
            os._exit(0)
        return find(piece)

    (tmp_path / "a").write_bytes(DOCUMENT)
    runs = Runs(b">", deadly)
    with (tmp_path / "a").open("rb") as stream, at_most(2), pytest.raises(UnprovedError):
        parse_runs(stream, Counting(runs), runs)


def test_one_process_is_allowed_unless_somebody_says_otherwise() -> None:
    assert processes() == 1
    with at_most(4):
        assert processes() == 4
        with at_most(1):
            assert processes() == 1
        assert processes() == 4
    assert processes() == 1

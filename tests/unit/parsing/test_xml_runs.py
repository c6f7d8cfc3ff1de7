from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO

import pytest

from cdgate.errors import EvidenceError
from cdgate.message import text
from cdgate.parsing import xml_runs
from cdgate.parsing.limits import Limits
from cdgate.parsing.xml import parse_xml
from cdgate.parsing.xml_runs import Run, Runs, UnprovedError, fast_or_strict

PLAIN = re.compile(rb"(?:<x/>)+")


def find(piece: bytes) -> Iterator[Run[int]]:
    for match in PLAIN.finditer(piece):
        count = len(match[0]) // 4
        yield Run(match.start(), match.end(), count, count)


class Counting:
    data = None

    def __init__(self, runs: Runs[int]) -> None:
        self.runs = runs
        self.met: list[str | int] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        del attributes
        self.met.append(self.runs.take() if tag == self.runs.tag else tag)

    def end(self, tag: str) -> None:
        del tag


def parsed(document: bytes) -> Counting:
    runs = Runs(b">", find)
    target = Counting(runs)
    parse_xml(BytesIO(document), target, through=runs.lift)
    runs.finish(len(target.met))
    return target


def test_runs_are_met_where_they_stood() -> None:
    assert parsed(b"<a><x/><x/><b><x/></b><c/></a>").met == ["a", 2, "b", 1, "c"]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(b"<a><!-- <x/> --><b/></a>", id="comment"),
        pytest.param(b"<a><![CDATA[<x/>]]></a>", id="character data"),
        pytest.param(b"<a><?p <x/>?></a>", id="instruction"),
    ],
)
def test_what_is_no_element_proves_nothing(document: bytes) -> None:
    with pytest.raises(UnprovedError):
        parsed(document)


def test_a_run_in_an_attribute_is_malformed() -> None:
    with pytest.raises(EvidenceError):
        parsed(b'<a b="<x/>"/>')


def test_lifted_elements_count_for_the_limit() -> None:
    runs = Runs(b">", find)
    list(runs.lift(iter([b"<x/><x/>"])))
    runs.take()
    runs.finish(1, Limits(elements=3))
    with pytest.raises(UnprovedError):
        runs.finish(2, Limits(elements=3))


def test_a_placeholder_nobody_put_there_proves_nothing() -> None:
    with pytest.raises(UnprovedError):
        Runs(b">", find).take()


def test_pieces_are_cut_behind_the_boundary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_runs, "_PIECE_BYTES", 4)
    runs = Runs(b">", find)
    skeleton = b"".join(runs.lift(iter([b"<a><x", b"/><x/", b"></a>"])))
    placeholder = f"<{runs.tag}/>".encode()
    assert skeleton == b"<a>" + 2 * placeholder + b"</a>"


@pytest.mark.parametrize("size", range(1, 24))
def test_pieces_are_cut_where_a_boundary_lies_between_two_chunks(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(xml_runs, "_PIECE_BYTES", 3)
    document = b"<a></a><b></a>c</b>"
    cut: list[bytes] = []

    def seen(piece: bytes) -> Iterator[Run[int]]:
        cut.append(piece)
        return iter(())

    runs = Runs(b"</a>", seen)
    assert b"".join(runs.lift(document[at : at + size] for at in range(0, len(document), size))) == document
    assert b"".join(cut) == document
    assert all(piece.endswith(b"</a>") for piece in cut[:-1])


def test_a_piece_without_end_is_left_to_the_strict_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_runs, "_PIECE_BYTES", 4)
    monkeypatch.setattr(xml_runs, "_LONGEST_PIECE", 20)
    with pytest.raises(UnprovedError):
        list(Runs(b">", find).lift(iter([b"aaaaaaaa"] * 5)))


def test_fast_answer_is_taken() -> None:
    assert fast_or_strict(BytesIO(b"x"), lambda stream: stream.read(), lambda _: b"strict") == b"x"


@pytest.mark.parametrize(
    "problem", [pytest.param(UnprovedError(), id="unproved"), pytest.param(EvidenceError("a", text("a")), id="refused")]
)
def test_strict_answer_is_taken_from_the_beginning(problem: Exception) -> None:
    def fast(stream: BytesIO | object) -> bytes:
        getattr(stream, "read", bytes)()
        raise problem

    assert fast_or_strict(BytesIO(b"whole"), fast, lambda stream: stream.read()) == b"whole"

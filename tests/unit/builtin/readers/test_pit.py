from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.pit import PitReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Source
from cdgate.model.mutation import FileMutants, MutationReport


def read(*mutations: str, root: str = "mutations") -> MutationReport:
    data = f"<{root}>{''.join(mutations)}</{root}>".encode()
    return PitReader().read(BytesIO(data), Source("m.xml", "", len(data), "pit"))


def mutation(status: str, *, detected: str = "false", of: str = "org.shop.Cart", file: str = "Cart.java") -> str:
    return (
        f'<mutation detected="{detected}" status="{status}"><sourceFile>{file}</sourceFile><mutatedClass>{of}</mutatedClass>'
        "<description>sourceFile</description></mutation>"
    )


@pytest.mark.parametrize(
    ("status", "detected", "counts"),
    [
        pytest.param("KILLED", "true", (1, 0), id="killed"),
        pytest.param("TIMED_OUT", "true", (1, 0), id="timed out"),
        pytest.param("SURVIVED", "false", (0, 0), id="survived"),
        pytest.param("NO_COVERAGE", "false", (0, 1), id="not covered"),
        pytest.param("SURVIVED", "true", (0, 0), id="a claim against the status"),
        pytest.param("KILLED", "false", (0, 0), id="a status against the claim"),
        pytest.param("VANQUISHED", "true", (0, 0), id="unknown word"),
        pytest.param("", "", (0, 0), id="no word"),
    ],
)
def test_mutant_is_detected_if_status_and_attribute_say_so(status: str, detected: str, counts: tuple[int, int]) -> None:
    assert read(mutation(status, detected=detected)).files == (FileMutants("org/shop/Cart.java", 1, *counts),)


def test_mutants_are_counted_by_source_file() -> None:
    report = read(
        mutation("KILLED", detected="true"),
        mutation("SURVIVED", of="org.shop.Cart$Line"),
        mutation("SURVIVED", of="Main", file="Main.java"),
    )
    assert report.files == (FileMutants("org/shop/Cart.java", 2, 1), FileMutants("Main.java", 1, 0))
    assert report.shortfall is None
    assert report.figures() == {"mutants": 3, "detected": 1, "uncovered": 0, "files": 2}


@pytest.mark.parametrize(
    ("mutations", "reason"),
    [
        pytest.param((), "no mutant", id="nothing"),
        pytest.param(
            (mutation("KILLED", detected="true"), mutation("NOT_STARTED")), "1 mutants were not", id="stopped"
        ),
    ],
)
def test_report_without_a_result_falls_short(mutations: tuple[str, ...], reason: str) -> None:
    assert reason in str(read(*mutations).shortfall)


def test_other_documents_are_refused() -> None:
    for report in ({"root": "project"}, {"root": "mutations"}):
        with pytest.raises(EvidenceError) as refusal:
            read("<file/>", **report)
        assert refusal.value.slug == "not-pit"


def test_head_is_recognised_by_the_root() -> None:
    assert PitReader().recognises(b"<?xml version='1.0'?><mutations partial='true'>", "m.xml") is True
    assert PitReader().recognises(b"<mutation>", "m.xml") is False
    assert PitReader().recognises(b"mutations", "m.xml") is False

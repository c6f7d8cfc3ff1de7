from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.case_elements import CaseElementsReader
from cdgate.builtin.readers.case_layout import Layout
from cdgate.builtin.readers.junit_words import ERRORED, FAILED, PASSED, SKIPPED
from cdgate.errors import EvidenceError
from cdgate.model.evidence import Outcome, Source, TestReport
from cdgate.model.location import Location

SOURCE = Source("r.xml", "0" * 64, 1, "t")


def layout(**differences: Any) -> Layout:
    """Return a layout of `r` with `s` suites and `c` cases; what a test gives replaces its parts."""
    parts: dict[str, Any] = {
        "name": "t",
        "title": "T",
        "link": "https://example.org",
        "roots": {"r": ""},
        "cases": {"c": PASSED},
        "names": ("@n",),
        "suites": {"s": ("n",)},
    }
    return Layout(**{**parts, **differences})


def read(document: str, **differences: Any) -> TestReport:
    return CaseElementsReader(layout(**differences)).read(BytesIO(document.encode()), SOURCE)


def counts(report: TestReport) -> tuple[int, int, int, int]:
    """Passed, failed, errored, skipped."""
    figures = report.figures()
    return (figures["passed"], figures["failed"], figures["errored"], figures["skipped"])


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(b"<r/>", True, id="root"),
        pytest.param(b"<q a=''/>", True, id="root with its attribute"),
        pytest.param(b"<q/>", False, id="root without its attribute"),
        pytest.param(b"<x/>", False, id="other root"),
        pytest.param(b"<r xmlns='u'/>", False, id="other namespace"),
        pytest.param(b"r", False, id="no XML"),
    ],
)
def test_format_is_recognised_by_its_root(head: bytes, expected: bool) -> None:  # noqa: FBT001  # a table of truths
    assert CaseElementsReader(layout(roots={"r": "", "q": "a"})).recognises(head, "x") is expected


def test_format_with_a_mark_is_recognised_by_it() -> None:
    reader = CaseElementsReader(layout(mark=b"<T>"))
    assert [reader.recognises(head, "x") for head in (b"<r><T>", b"<r><U>")] == [True, False]


def test_other_root_is_refused() -> None:
    with pytest.raises(EvidenceError) as caught:
        read("<x/>")
    assert caught.value.slug == "other-root"


WORDS = {"outcomes": {"@o": {"ok": PASSED, "no": SKIPPED}, "x@o": {"bad": ERRORED, "*": None}, "t": {"ok": PASSED}}}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        pytest.param("<c n='a' o=' OK '/>", (1, 0, 0, 0), id="known word"),
        pytest.param("<c n='a' o='no'/>", (0, 0, 0, 1), id="skipped"),
        pytest.param("<c n='a' o='?'/>", (0, 1, 0, 0), id="unknown word"),
        pytest.param("<c n='a'/>", (0, 1, 0, 0), id="no word"),
        pytest.param("<c n='a'><x o='bad'/></c>", (0, 0, 1, 0), id="attribute of a child"),
        pytest.param("<c n='a'><x o='?'/></c>", (0, 1, 0, 0), id="word that says nothing"),
        pytest.param("<c n='a'><x o='?'/><t>ok</t></c>", (1, 0, 0, 0), id="the next place"),
        pytest.param("<c n='a'><x o='bad'/><x o='?'/><t>ok</t></c>", (0, 0, 1, 0), id="the first place decides"),
        pytest.param("<c n='a'><t>ok</t><t>?</t></c>", (0, 1, 0, 0), id="the worst at a place"),
        pytest.param("<c n='a'><y><t>ok</t></y></c>", (0, 1, 0, 0), id="another path"),
    ],
)
def test_words_decide_outcomes(case: str, expected: tuple[int, int, int, int]) -> None:
    assert counts(read(f"<r>{case}</r>", **WORDS)) == expected


def test_silent_case_has_the_rank_that_the_layout_gives() -> None:
    assert counts(read("<r><c n='a'/></r>", silent=SKIPPED, **WORDS)) == (0, 0, 0, 1)


def test_presence_of_an_element_gives_the_worst_rank() -> None:
    seen = read("<r><c n='a'><f/><e/><f/></c><c n='b'/></r>", results={"f": FAILED, "e": ERRORED})
    assert counts(seen) == (1, 0, 1, 0)


def test_elements_have_ranks_of_their_own() -> None:
    assert counts(read("<r><c n='a'/><d n='b'/></r>", cases={"c": PASSED, "d": FAILED})) == (1, 1, 0, 0)


def test_case_tells_what_stands_at_the_places() -> None:
    seen = read(
        "<r><c d='00:01:02.5'><n> a </n><m><t>why\nmore</t></m><w f='x\\y.c' l='7'/></c></r>",
        names=("@n", "n"),
        cases={"c": FAILED},
        messages=("@m", "m/t"),
        durations=("@d",),
        files=("w@f",),
        lines=("w@l",),
    )
    (case,) = seen.cases
    assert (case.name, case.message, case.location, case.duration_ms) == ("a", "why", Location("x/y.c", 7), 62500)


@pytest.mark.parametrize(
    ("written", "per_second", "expected"),
    [
        pytest.param("1.5", 1, 1500, id="seconds"),
        pytest.param("2500000", 1_000_000, 2500, id="microseconds"),
        pytest.param("1.02:03:04", 1, 93_784_000, id="days"),
        pytest.param("soon", 1, 0, id="no time"),
    ],
)
def test_durations_are_milliseconds(written: str, per_second: int, expected: int) -> None:
    seen = read(f"<r><c n='a' d='{written}'/></r>", durations=("@d",), per_second=per_second)
    assert seen.suites[0].duration_ms == expected


@pytest.mark.parametrize("line", ["", "x", "0"])
def test_bad_line_leaves_the_file(line: str) -> None:
    seen = read(f"<r><c n='a' f='x' l='{line}'/></r>", cases={"c": FAILED}, files=("@f",), lines=("@l",))
    assert seen.cases[0].location == Location("x")


@pytest.mark.parametrize(
    ("document", "differences", "expected"),
    [
        pytest.param("<s n='o'><s n='i'><c n='a'/></s></s>", {}, ["i"], id="the innermost"),
        pytest.param("<s n='o'><s n='i'><c n='a'/></s></s>", {"joint": "."}, ["o.i"], id="joined"),
        pytest.param("<s n='o'><s><c n='a'/></s></s>", {"joint": "."}, ["o"], id="without a name"),
        pytest.param("<s><h>t</h><c n='a'/></s>", {"headings": frozenset({"h"})}, ["t"], id="by its heading"),
        pytest.param("<h>t</h><c n='a'/>", {"headings": frozenset({"h"})}, [""], id="heading of no suite"),
        pytest.param("<s n='o'><c n='a' t='own'/></s>", {"suite": "@t"}, ["own"], id="by the case"),
    ],
)
def test_suites_are_named(document: str, differences: dict[str, Any], expected: list[str]) -> None:
    seen = read(f"<r>{document}</r>", **differences)
    assert [suite.suite for suite in seen.suites] == expected


def test_case_in_a_case_is_a_part_of_it() -> None:
    seen = read("<r x='3'><c n='a'><c n='b'/><c n='d'/></c></r>", claims={"r": {"x": "tests"}})
    assert (counts(seen), seen.shortfall) == ((1, 0, 0, 0), None)


def test_case_in_a_case_counts_where_the_layout_says_so() -> None:
    seen = read(
        "<r><c n='a'><s n='i'><c n='b'><f/></c></s><f/><c n='d'/></c></r>",
        nested=True,
        results={"f": FAILED},
    )
    assert counts(seen) == (1, 2, 0, 0)
    assert [case.name for case in seen.cases] == ["b", "a"]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param("<d n='a'/><d n='a'/><d n='a'/>", (0, 1, 0, 0), id="told again"),
        pytest.param("<d n='a'/><d n='b'/><d n='a'/>", (0, 3, 0, 0), id="another between them"),
        pytest.param("<c n='a'/><c n='a'/><d n='a'/>", (2, 1, 0, 0), id="passed ones are never repeats"),
        pytest.param("<s n='i'><d n='a'/></s><s n='j'><d n='a'/></s>", (0, 2, 0, 0), id="other suites"),
    ],
)
def test_failed_case_told_again_counts_once_where_the_layout_says_so(
    document: str, expected: tuple[int, int, int, int]
) -> None:
    assert counts(read(f"<r>{document}</r>", cases={"c": PASSED, "d": FAILED}, repeats=True)) == expected


def test_failure_beside_the_cases_counts_as_a_case() -> None:
    seen = read("<r><s n='o'><e message='m'/></s><e/><c n='a'/></r>", outside={"e": ERRORED})
    assert [(case.name, case.suite, case.message, case.outcome) for case in seen.cases] == [
        ("<e>", "o", "m", Outcome.ERRORED),
        ("<e>", "", "", Outcome.ERRORED),
    ]


def test_nothing_is_looked_for_in_hidden_elements() -> None:
    assert counts(read("<r><k><c n='a'/><k/></k><c n='b'/></r>", hidden=frozenset({"k"}))) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        pytest.param("<r t='1' f='0'>", "None", id="agreement"),
        pytest.param("<r t=''>", "None", id="empty"),
        pytest.param("<r t='2'>", "claims 2 test cases", id="attribute"),
        pytest.param("<r f='1'>", "claims 1 failures", id="failures"),
        pytest.param("<r><T> 1 </T><T>1</T>", "claims 2 test cases", id="texts are added"),
    ],
)
def test_claims_that_are_worse_are_a_shortfall(claim: str, expected: str) -> None:
    claims = {"r": {"t": "tests", "f": "failed"}, "T": {"": "tests"}}
    assert expected in str(read(f"{claim}<c n='a'/></r>", claims=claims).shortfall)


def test_claim_that_is_no_number_is_refused() -> None:
    with pytest.raises(EvidenceError) as caught:
        read("<r t='many'/>", claims={"r": {"t": "tests"}})
    assert caught.value.slug == "bad-number"


VERDICTS = {"verdicts": {"v": {"o": {"good": PASSED, "stopped": ERRORED, "mute": None}}}, "results": {"f": FAILED}}


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param("<v/><c n='a'/>", "None", id="no word"),
        pytest.param("<v o='Good'/><c n='a'/>", "None", id="good"),
        pytest.param("<v o='mute'/><c n='a'/>", "None", id="a word that says nothing"),
        pytest.param("<v o='?'/><c n='a'/>", "the run failed", id="unknown word"),
        pytest.param("<v o='?'/><c n='a'><f/></c>", "None", id="failure of a case"),
        pytest.param("<v o='stopped'/><c n='a'><f/></c>", "given up", id="given up"),
    ],
)
def test_verdict_must_be_that_of_the_cases(document: str, expected: str) -> None:
    assert expected in str(read(f"<r>{document}</r>", **VERDICTS).shortfall)


def test_text_of_a_name_is_bounded() -> None:
    seen = read(f"<r><c><n>{'x' * 300_000}</n></c></r>", names=("n",), cases={"c": FAILED})
    assert len(seen.cases[0].name) < 300_000

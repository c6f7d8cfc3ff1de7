from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.gcov import GcovReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, Source

HEAD = "        -:    0:Source:src/a.c\n        -:    0:Graph:a.gcno\n        -:    0:Runs:1\n"
# Lines, branches and instances of a template as gcov 12.2 -b wrote them of a program of our own.
TEMPLATE = """\
        2:    5:  explicit Box(T x) : v(x) {}
------------------
_ZN3BoxIdEC2Ed:
function _ZN3BoxIdEC2Ed called 1 returned 100% blocks executed 100%
        1:    5:  explicit Box(T x) : v(x) {}
------------------
_ZN3BoxIiEC2Ei:
function _ZN3BoxIiEC2Ei called 0 returned 0% blocks executed 0%
    #####:    5:  explicit Box(T x) : v(x) {}
------------------
"""


def read(*parts: str, end: str = "\n") -> CoverageReport:
    data = (HEAD + "\n".join(parts) + end).encode()
    return GcovReader().read(BytesIO(data), Source("a.c.gcov", "", len(data), "gcov"))


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (HEAD, True),
        ("-:0:Source:a.swift\n-:0:Runs:1\n", True),
        ("\ufeff" + HEAD, True),
        ("        -:    0:Colorization: profile count\n" + HEAD, True),
        ("        -:    1:Source:a.c\n", False),
        ("Source:a.c\n", False),
    ],
)
def test_head_is_told_by_the_name_of_the_source(head: str, known: bool) -> None:  # noqa: FBT001  # a column
    assert GcovReader().recognises(head.encode(), "a.c.gcov") is known


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("        3:    7:a();", (1, 1), id="ran"),
        pytest.param("       3*:    7:a() || b();", (1, 1), id="ran in part"),
        pytest.param("     1.2k:    7:a();", (1, 1), id="count for people"),
        pytest.param("    #####:    7:a();", (0, 1), id="missed"),
        pytest.param("    =====:    7:throw a;", (0, 1), id="missed but by exceptions"),
        pytest.param("        0:    7:a();", (0, 1), id="a count of 0"),
        pytest.param("        -:    7:/* a */", (0, 0), id="no code"),
        pytest.param("        1:    7-block  0", (0, 0), id="a block"),
        pytest.param("    $$$$$:    7-block  1", (0, 0), id="a block for exceptions"),
        pytest.param(TEMPLATE, (1, 1), id="instances of a template"),
        pytest.param("call    0 returned 100%\nunconditional  1 taken 100%", (0, 0), id="calls"),
    ],
)
def test_marks_tell_whether_a_line_ran(line: str, expected: tuple[int, int]) -> None:
    report = read(line)
    assert report.lines() == expected
    assert [file.path for file in report.files] == ["src/a.c"]


@pytest.mark.parametrize(
    ("words", "branches"),
    [
        pytest.param(["taken 100% (fallthrough)", "taken 0%"], (1, 2), id="shares"),
        pytest.param(["taken 12", "taken 0 (throw)"], (1, 2), id="counts"),
        pytest.param(["never executed", "never executed (throw)"], (0, 2), id="never"),
    ],
)
def test_branches_belong_to_the_line_before_them(words: list[str], branches: tuple[int, int]) -> None:
    report = read("        1:    7:if (a)", *(f"branch  {number} {said}" for number, said in enumerate(words)))
    assert report.files[0].branches == {7: branches}


def test_last_line_may_lack_its_end() -> None:
    assert read("        1:    7:}", end="").lines() == (1, 1)


def test_several_sources_may_follow_one_another() -> None:
    report = read("        1:    1:a", HEAD.replace("a.c", "b.c") + "    #####:    1:b")
    assert {file.path: file.lines() for file in report.files} == {"src/a.c": (1, 1), "src/b.c": (0, 1)}


def test_listing_without_code_falls_short() -> None:
    assert read("        -:    1:// nothing").shortfall is not None


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("    ####", id="mark"),
        pytest.param("    #####:    ", id="number"),
        pytest.param("        1:    7", id="colon"),
        pytest.param("        12", id="count"),
        pytest.param("   ", id="blanks"),
        pytest.param("        1:99999999999:a", id="number of a line"),
        pytest.param("branch  0 tak", id="branch"),
    ],
)
def test_line_that_was_cut_is_refused_with_its_number(line: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        read("        1:    1:a", line)
    assert (refused.value.slug, refused.value.line) == ("malformed-gcov", 5)


def test_branch_before_any_line_is_refused() -> None:
    with pytest.raises(EvidenceError, match="branch"):
        read("branch  0 taken 100%")

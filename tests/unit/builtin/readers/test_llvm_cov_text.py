from __future__ import annotations

from io import BytesIO

import pytest

from cdgate.builtin.readers.llvm_cov_text import LlvmCovReportReader, LlvmCovShowReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, Source

# What llvm-cov 14 printed of a program of our own: a template with two instances, a macro, counts for people, regions.
SHOWN = """\
/src/box.hpp:
    1|      2|#define BIG(x) ((x) > 3 && (x) < 90)
    2|       |template <class T> struct Box {
    3|      2|  explicit Box(T x) : v(x) {}
  ------------------
  | _ZN3BoxIiEC2Ei:
  |    3|      1|  explicit Box(T x) : v(x) {}
  ------------------
  | _ZN3BoxIdEC2Ed:
  |    3|      0|  explicit Box(T x) : v(x) {}
  ------------------
    4|      2|    if (BIG(v)) return v + v;
                      ^1
  ------------------
  |  |    1|      2|#define BIG(x) ((x) > 3 && (x) < 90)
  |  |  ------------------
  |  |  |  Branch (1:17): [True: 1, False: 0]
  |  |  ------------------
  ------------------
          if (BIG(v)) return v + v;
    5|       |};

/src/main.cpp:
    1|       |#include "box.hpp"
    2|  4.00k|  for (int i = 0; i < n || i < m; ++i) {
    3|      0|int unused(int a) {
    4|      0|}

"""
REPORTED = """\
Filename                      Regions    Missed Regions     Cover       Lines      Missed Lines     Cover    Branches
---------------------------------------------------------------------------------------------------------------------
a box.hpp                           8                 2    75.00%           8                 3    62.50%           4
main.cpp                           15                 7    53.33%          19                 6    68.42%          10

Files which contain no functions:
empty.hpp                           0                 0         -           0                 0         -           0
---------------------------------------------------------------------------------------------------------------------
TOTAL                              23                 9    60.87%          27                 9    66.67%          14
"""


def read(data: str, reader: LlvmCovReportReader | LlvmCovShowReader) -> CoverageReport:
    return reader.read(BytesIO(data.encode()), Source("a.txt", "", len(data), reader.name))


@pytest.mark.parametrize(
    ("head", "known"),
    [
        pytest.param(SHOWN, True, id="named"),
        pytest.param("    1|       |// a\n", True, id="one source without its name"),
        pytest.param("\ufeffa.c:\r\n    1|   1.2k|f()\r\n", True, id="mark and line ends of Windows"),
        pytest.param("main:\n   17|      1|int main() {\n", False, id="a function"),
        pytest.param("    1|int main() {\n", False, id="regions without counts"),
        pytest.param("      2|    1|a();\n", False, id="count first, as long ago"),
        pytest.param(REPORTED, False, id="the table"),
    ],
)
def test_lines_are_told_by_the_first_of_them(head: str, known: bool) -> None:  # noqa: FBT001  # a column
    assert LlvmCovShowReader().recognises(head.encode(), "a.txt") is known


def test_lines_count_once_whatever_their_instances_and_macros() -> None:
    report = read(SHOWN, LlvmCovShowReader())
    assert report.lines() == (4, 6)
    assert [(file.path, file.lines()) for file in report.files] == [("/src/box.hpp", (3, 3)), ("/src/main.cpp", (1, 3))]
    assert report.shortfall is None


def test_one_source_without_its_name_is_doubted() -> None:
    report = read(SHOWN.partition(":\n")[2].partition("\n\n")[0], LlvmCovShowReader())
    assert report.lines() == (3, 3)
    assert report.shortfall is not None


@pytest.mark.parametrize(
    ("data", "line"),
    [
        pytest.param(SHOWN.replace("    4|      0|}\n", "    5|      0|}\n"), 27, id="a line is missing"),
        pytest.param(SHOWN.replace("    5|       |};\n", "    4|       |};\n"), 21, id="a line twice"),
        pytest.param(SHOWN.replace("    3|      0|int", "    3|      -|int"), 26, id="no count"),
        pytest.param(SHOWN.replace("    1|       |#", "    2|       |#"), 24, id="a function only"),
    ],
)
def test_lines_that_do_not_follow_are_refused(data: str, line: int) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(data, LlvmCovShowReader())
    assert (caught.value.slug, caught.value.line) == ("malformed-llvm-cov", line)


@pytest.mark.parametrize(
    ("head", "known"),
    [
        (REPORTED, True),
        ("Filename  Functions  Missed Functions  Executed  Lines  Missed Lines  Cover\n", True),
        ("Name                        Regions    Miss   Cover     Lines    Miss   Cover\n", False),
        (SHOWN, False),
    ],
)
def test_table_is_told_by_its_columns(head: str, known: bool) -> None:  # noqa: FBT001  # a column
    assert LlvmCovReportReader().recognises(head.encode(), "a.txt") is known


def test_table_gives_counts_by_source() -> None:
    report = read(REPORTED + "\nwhat another tool printed\n", LlvmCovReportReader())
    assert report.lines() == (18, 27)
    assert [(file.path, file.lines()) for file in report.files] == [
        ("a box.hpp", (5, 8)),
        ("main.cpp", (13, 19)),
        ("empty.hpp", (0, 0)),
    ]
    assert (report.notes, report.shortfall) == ((), None)


def test_table_whose_sum_is_far_worse_is_doubted() -> None:
    assert read(REPORTED.replace("27                 9", "99                81"), LlvmCovReportReader()).shortfall


@pytest.mark.parametrize(
    ("data", "slug", "line"),
    [
        pytest.param("Filename  Regions\n", "malformed-llvm-cov", 1, id="without lines"),
        pytest.param(REPORTED.partition("TOTAL")[0], "malformed-llvm-cov", 0, id="without its end"),
        pytest.param(REPORTED.partition("empty")[0] + "empty.hpp  0\n", "malformed-llvm-cov", 7, id="cut line"),
        pytest.param(
            REPORTED.replace("8                 3", "8                 9"), "malformed-llvm-cov", 3, id="more missed"
        ),
        pytest.param(REPORTED.replace("8                 3", "8                 -"), "bad-number", 0, id="no count"),
    ],
)
def test_table_that_is_damaged_is_refused(data: str, slug: str, line: int) -> None:
    with pytest.raises(EvidenceError) as caught:
        read(data, LlvmCovReportReader())
    assert (caught.value.slug, caught.value.line) == (slug, line)

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cdgate.builtin.readers.cobertura import CoberturaReader
from cdgate.builtin.readers.lcov import LcovReader
from cdgate.builtin.readers.lcov_blocks import feed
from cdgate.builtin.readers.lcov_records import LcovRecords
from cdgate.errors import EvidenceError
from cdgate.extension import Reader
from cdgate.model.evidence import CoverageReport, FileCoverage, Source

Lines = Mapping[int, int]

LINES: st.SearchStrategy[Lines] = st.dictionaries(st.integers(1, 200), st.integers(0, 3), max_size=30)
PATHS = st.text(st.sampled_from("abc/.é源 "), min_size=1, max_size=6)
REPORTS = st.lists(st.tuples(PATHS, LINES), max_size=6)
BRANCHES = st.dictionaries(st.integers(1, 20), st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5)
COUNTED = st.none() | st.tuples(st.integers(0, 50), st.integers(0, 50))


@st.composite
def coverages(draw: st.DrawFn) -> FileCoverage:
    coverable = draw(st.integers(0, 1 << 40))
    covered = draw(st.integers(0, 1 << 40)) & coverable
    statements = draw(st.just({}) | BRANCHES) if coverable else {}
    return FileCoverage("a.py", coverable, covered, draw(BRANCHES), draw(COUNTED), statements)


@given(coverages(), coverages())
def test_merging_is_commutative(one: FileCoverage, two: FileCoverage) -> None:
    assert one.merge(two) == two.merge(one)


@given(coverages(), coverages(), coverages())
def test_merging_is_associative(one: FileCoverage, two: FileCoverage, three: FileCoverage) -> None:
    assert one.merge(two).merge(three) == one.merge(two.merge(three))


@given(coverages(), coverages())
def test_merging_again_changes_nothing(one: FileCoverage, two: FileCoverage) -> None:
    merged = one.merge(two)
    assert merged.merge(two) == merged
    assert one.merge(one) == one


@given(coverages(), coverages())
def test_merging_never_covers_what_neither_covers(one: FileCoverage, two: FileCoverage) -> None:
    merged = one.merge(two)
    assert merged.covered & ~(one.covered | two.covered) == 0
    assert merged.covered & ~merged.coverable == 0


@given(REPORTS)
def test_cobertura_written_from_lines_is_read_back(report: list[tuple[str, Lines]]) -> None:
    assert by_path(read(CoberturaReader(), cobertura(report))) == expected(report)


@given(REPORTS)
def test_lcov_written_from_lines_is_read_back(report: list[tuple[str, Lines]]) -> None:
    assert by_path(read(LcovReader(), lcov(report))) == expected(report)


@given(REPORTS, st.randoms(use_true_random=False))
def test_order_of_classes_and_records_never_matters(report: list[tuple[str, Lines]], random: Random) -> None:
    shuffled = list(report)
    random.shuffle(shuffled)
    for reader, write in ((CoberturaReader(), cobertura), (LcovReader(), lcov)):
        one, two = read(reader, write(report)), read(reader, write(shuffled))
        assert by_path(one) == by_path(two)
        assert (one.figures(), one.shortfall) == (two.figures(), two.shortfall)


@given(
    st.lists(
        st.sampled_from(["SF:a", "DA:1,1", "DA:2,0", "BRDA:1,0,0,-", "LF:2", "LH:1", "end_of_record", "TN:", "x", ""])
    )
)
def test_lines_of_a_tracefile_in_any_order_give_evidence_or_a_refusal(lines: list[str]) -> None:
    try:
        report = read(LcovReader(), "\n".join(lines).encode())
    except EvidenceError as refusal:
        assert refusal.slug  # noqa: PT017  # either answer is right; this one must say what it is
    else:
        assert report.figures()["lines_covered"] <= report.figures()["lines_coverable"]


def read(reader: Reader, data: bytes) -> CoverageReport:
    evidence = reader.read(BytesIO(data), Source("r", "", len(data), reader.name))
    assert isinstance(evidence, CoverageReport)
    return evidence


def by_path(report: CoverageReport) -> dict[str, tuple[int, int]]:
    assert len({file.path for file in report.files}) == len(report.files)
    return {file.path: (file.coverable, file.covered) for file in report.files}


def expected(report: list[tuple[str, Lines]]) -> dict[str, tuple[int, int]]:
    files: dict[str, tuple[int, int]] = {}
    for path, lines in report:
        coverable, covered = files.get(path, (0, 0))
        for number, hits in lines.items():
            coverable |= 1 << number
            covered |= bool(hits) << number
        files[path] = coverable, covered
    return files


def cobertura(report: list[tuple[str, Lines]]) -> bytes:
    classes = "".join(
        f'<class filename="{path}"><lines>'
        + "".join(f'<line number="{number}" hits="{hits}"/>' for number, hits in lines.items())
        + "</lines></class>"
        for path, lines in report
    )
    return f"<coverage><packages>{classes}</packages></coverage>".encode()


def lcov(report: list[tuple[str, Lines]]) -> bytes:
    return "".join(
        f"SF:{path}\n" + "".join(f"DA:{number},{hits}\n" for number, hits in lines.items()) + "end_of_record\n"
        for path, lines in report
    ).encode()


RECORD_LINES = st.sampled_from(
    [
        *(
            "TN:t",
            "SF:a",
            "SF:é",
            "SF:",
            "VER:1",
            "# note",
            "",
            "EOF",
            "end_of_record",
            "end_of_record",
            "DA:1",
            "XX:1",
        ),
        *("DA:1,1", "DA:2,0", "DA:2,3,abc==", "DA:0,1", "DA:9,18446744073709551615", "DA:3,1\r", "DA:3,00"),
        *("BRDA:1,0,0,-", "BRDA:1,0,1,2", "BRDA:1,e0,1,2", "BRDA:7,0,jump to, line,1", "BRDA:7,0,x,nan"),
        *("LF:2", "LH:1", "LH:7", "LF:x", "FN:1,f", "FNDA:1,f(a, b)", "FNF:1", "BRF:2", "BRH:1"),
    ]
)


@given(
    st.lists(st.lists(RECORD_LINES, max_size=8).map(lambda lines: ["SF:a", *lines, "end_of_record"]), max_size=4),
    st.lists(RECORD_LINES, max_size=3),
    st.booleans(),
)
def test_whole_records_and_single_lines_are_read_alike(records: list[list[str]], tail: list[str], ended: bool) -> None:  # noqa: FBT001  # drawn
    lines = [line for record in records for line in record] + tail
    data = "\n".join(lines).encode() + b"\n" * ended
    assert answer(whole, data) == answer(line_by_line, data)


def whole(data: bytes, records: LcovRecords) -> None:
    feed(BytesIO(data), records)


def line_by_line(data: bytes, records: LcovRecords) -> None:
    for number, line in enumerate(BytesIO(data), 1):
        records.take(line, number)
    records.finish()


def answer(way: Callable[[bytes, LcovRecords], None], data: bytes) -> object:
    records = LcovRecords()
    try:
        way(data, records)
    except EvidenceError as refusal:
        return refusal.slug, refusal.line
    return records.files, records.claimed, records.bare_claims, records.nameless, records.notes()

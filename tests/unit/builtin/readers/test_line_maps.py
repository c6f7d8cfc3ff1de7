"""Codecov's JSON, covdir, and the index of PHPUnit's XML."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest

from cdgate.builtin.readers.json_coverage import JsonCoverage, JsonCoverageReader
from cdgate.builtin.readers.line_maps import CODECOV, COVDIR
from cdgate.builtin.readers.phpunit_xml import PhpunitXmlReader
from cdgate.errors import EvidenceError
from cdgate.model.evidence import CoverageReport, FileCoverage, Source

SPACE = "https://schema.phpunit.de/coverage/1.0"


def read(form: JsonCoverage, value: Any) -> CoverageReport:
    data = json.dumps(value).encode()
    return JsonCoverageReader(form).read(BytesIO(data), Source("c.json", "", len(data), form.name))


def phpunit(project: str, space: str = SPACE) -> CoverageReport:
    data = f'<phpunit xmlns="{space}"><project source="/src">{project}</project></phpunit>'.encode()
    return PhpunitXmlReader().read(BytesIO(data), Source("index.xml", "", len(data), "phpunit-xml"))


def totals(executed: object, executable: object) -> str:
    return f'<totals><lines total="9" executable="{executable}" executed="{executed}"/></totals>'


@pytest.mark.parametrize(
    ("lines", "file"),
    [
        ({"1": 3, "2": 0, "4": None}, FileCoverage("a", 0b110, 0b10)),
        ({"1": "1/2", "2": "0/2"}, FileCoverage("a", 0b110, 0b10, {1: (1, 2), 2: (0, 2)})),
        ({"1": True}, FileCoverage("a", 0b10, 0b10, {1: (1, 2)})),
    ],
    ids=["hits", "branches", "in-part"],
)
def test_codecov_maps_lines_to_hits(lines: dict[str, Any], file: FileCoverage) -> None:
    assert read(CODECOV, {"coverage": {"a": lines}}).files == (file,)


@pytest.mark.parametrize("hits", [False, -1, "2/1", "x", "1/2/3", 1.5, []])
def test_codecov_refuses_what_is_no_count(hits: object) -> None:
    with pytest.raises(EvidenceError):
        read(CODECOV, {"coverage": {"a": {"1": hits}}})


@pytest.mark.parametrize(
    ("value", "known"),
    [
        ({"coverage": {"a": {"1": 1}}}, True),
        ({"coverage": {"a": {"1": 1}}, "messages": {}}, True),
        ({"coverage": {"a": {"1": 1}}, "meta": {}}, False),
        ({"coverage": {"a": {"lines": [1]}}}, False),
    ],
)
def test_codecov_is_recognised_by_its_lines(value: Any, known: bool) -> None:  # noqa: FBT001  # a column
    assert JsonCoverageReader(CODECOV).recognises(json.dumps(value).encode(), "c.json") is known


def covdir(children: Any, covered: int = 1, total: int = 2) -> CoverageReport:
    return read(COVDIR, {"children": children, "linesCovered": covered, "linesTotal": total, "name": ""})


def test_covdir_lists_the_lines_of_files_in_folders() -> None:
    report = covdir({"src": {"children": {"a.rs": {"coverage": [-1, 2, 0]}}}, "b.rs": {"coverage": [1]}}, 2, 3)
    files = sorted(report.files, key=lambda file: file.path)
    assert files == [FileCoverage("b.rs", 0b10, 0b10), FileCoverage("src/a.rs", 0b1100, 0b100)]


def test_covdir_totals_far_below_the_lines_cannot_be_judged() -> None:
    assert covdir({"a.rs": {"coverage": [1, 1]}}).shortfall is not None


def test_covdir_child_that_is_no_node_is_refused() -> None:
    with pytest.raises(EvidenceError):
        covdir({"a": {"children": {"a": [1]}}})


def test_phpunit_counts_by_file_in_its_folders() -> None:
    inner = f'<directory name="Till">{totals(1, 2)}<file name="A.php" href="x">{totals(1, 2)}</file></directory>'
    report = phpunit(f'<directory name="/">{totals(3, 6)}{inner}<file name="B.php">{totals(2, 4)}</file></directory>')
    assert report.files == (FileCoverage("Till/A.php", counted=(1, 2)), FileCoverage("B.php", counted=(2, 4)))
    assert (report.roots, report.shortfall) == (("/src",), None)


def test_phpunit_totals_far_below_the_files_cannot_be_judged() -> None:
    report = phpunit(f'<directory name="/">{totals(1, 9)}<file name="B.php">{totals(4, 4)}</file></directory>')
    assert report.shortfall is not None


@pytest.mark.parametrize(
    ("project", "space"),
    [
        (f'<directory name="/"><file name="B.php">{totals("", 4)}</file></directory>', SPACE),
        (f'<directory name="/"><file name="B.php">{totals(5, 4)}</file></directory>', SPACE),
        ("", "https://example.org"),
    ],
    ids=["no-number", "impossible", "other-namespace"],
)
def test_phpunit_report_that_is_not_sound_is_refused(project: str, space: str) -> None:
    with pytest.raises(EvidenceError):
        phpunit(project, space)


def test_phpunit_file_of_one_class_is_no_index() -> None:
    head = f'<phpunit xmlns="{SPACE}"><file name="A.php"/></phpunit>'.encode()
    assert not PhpunitXmlReader().recognises(head, "A.php.xml")

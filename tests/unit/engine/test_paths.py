from __future__ import annotations

import pytest

from cdgate.engine.paths import How, PathMatcher, clean, match_coverage, match_findings
from cdgate.model.evidence import FileCoverage
from tests.unit.engine.values import coverage, finding, findings

TREE = frozenset(
    {
        "src/app/core.py",
        "src/app/util/text.py",
        "lib/util/text.py",
        "src/main/java/com/acme/Pay.java",
        "setup.py",
        "only/here.py",
    }
)
MATCHER = PathMatcher(TREE, "/home/ci/project")


@pytest.mark.parametrize(
    ("path", "roots", "expected"),
    [
        pytest.param("src/app/core.py", (), "src/app/core.py", id="as-it-is"),
        pytest.param("./src/app/core.py", (), "src/app/core.py", id="dot"),
        pytest.param("src\\app\\core.py", (), "src/app/core.py", id="backslashes"),
        pytest.param("src/app/../app/core.py", (), "src/app/core.py", id="dotdot"),
        pytest.param("/home/ci/project/src/app/core.py", (), "src/app/core.py", id="absolute-here"),
        pytest.param("file:///home/ci/project/src/app/core.py", (), "src/app/core.py", id="file-url"),
        pytest.param("core.py", ("/home/ci/project/src/app",), "src/app/core.py", id="source-root"),
        pytest.param("core.py", ("src/app",), "src/app/core.py", id="relative-source-root"),
        pytest.param("/builds/42/src/app/core.py", (), "src/app/core.py", id="container-prefix"),
        pytest.param("C:\\work\\src\\app\\core.py", (), "src/app/core.py", id="drive"),
        pytest.param("com/acme/Pay.java", (), "src/main/java/com/acme/Pay.java", id="java-package"),
        pytest.param("here.py", (), "only/here.py", id="bare-name-of-one-file"),
        pytest.param("util/text.py", (), None, id="two-candidates"),
        pytest.param("app/util/text.py", (), "src/app/util/text.py", id="longer-ending-decides"),
        pytest.param("/usr/lib/python3/setup.py", (), None, id="a-name-alone-proves-nothing"),
        pytest.param("vendored/other.py", (), None, id="stranger"),
        pytest.param("else/app/core.py", (), None, id="endings-overlap-only"),
    ],
)
def test_report_path_means(path: str, roots: tuple[str, ...], expected: str | None) -> None:
    assert MATCHER.match(path, roots) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("a//b", "a/b"), ("/a/./b", "/a/b"), ("../a", "../a"), ("a/..", ""), ("/", "")],
)
def test_clean_resolves_steps(path: str, expected: str) -> None:
    assert clean(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("src\\a.py", "src/a.py"), ("/home/ci/project/src/a.py", "src/a.py"), ("/else/a.py", "/else/a.py")],
)
def test_without_a_tree_paths_are_only_written_alike(path: str, expected: str) -> None:
    assert PathMatcher(None, "/home/ci/project").match(path) == expected


def test_report_of_known_files_is_renamed_and_merged() -> None:
    report = coverage(FileCoverage("/ci/src/app/core.py", 0b110, 0b010), FileCoverage("src/app/core.py", 0b110, 0b100))
    matched = match_coverage(report, MATCHER)
    assert matched.files == (FileCoverage("src/app/core.py", 0b110, 0b110),)
    assert matched.notes == ()
    assert matched.shortfall is None


def test_strangers_do_not_count_and_are_named() -> None:
    files = [FileCoverage(f"venv/x{n}.py", 0b10, 0b10) for n in range(4)]
    matched = match_coverage(coverage(*files, FileCoverage("setup.py", 0b10, 0)), MATCHER)
    assert [file.path for file in matched.files] == ["setup.py"]
    assert str(matched.notes[0]) == (
        "4 of 5 files in the report are not tracked in the repository and do not count: "
        "venv/x0.py, venv/x1.py, venv/x2.py, ..."
    )
    assert matched.shortfall is None


def test_report_of_strangers_only_cannot_be_judged() -> None:
    matched = match_coverage(coverage(FileCoverage("venv/x.py", 0b10, 0b10)), MATCHER)
    assert matched.shortfall is not None
    assert match_coverage(matched, MATCHER) is matched


def test_findings_keep_a_path_that_is_nowhere() -> None:
    report = findings(finding("a", "/ci/src/app/core.py"), finding("b", "./gone.py"), finding("c"))
    places = [found.location and found.location.path for found in match_findings(report, MATCHER).findings]
    assert places == ["src/app/core.py", "gone.py", None]


@pytest.mark.parametrize(
    ("path", "roots", "first", "expected", "how"),
    [
        pytest.param("/_/setup.py", (), (), "setup.py", How.SAME, id="deterministic-build"),
        pytest.param("util/text.py", (), ("lib",), "lib/util/text.py", How.ROLE_ROOT, id="root-of-the-role"),
        pytest.param(
            "util/text.py", ("src/app",), ("lib",), "lib/util/text.py", How.ROLE_ROOT, id="role-before-report"
        ),
        pytest.param(
            "util/text.py", ("src/app",), (), "src/app/util/text.py", How.REPORT_ROOT, id="root-of-the-report"
        ),
        pytest.param("/util/text.py", (), ("lib",), None, How.NOWHERE, id="absolute-is-below-no-root"),
        pytest.param("util/text.py", (), (), None, How.SEVERAL, id="two-candidates"),
        pytest.param("else/app/core.py", (), (), None, How.NOWHERE, id="nowhere"),
    ],
)
def test_match_tells_how(
    path: str, roots: tuple[str, ...], first: tuple[str, ...], expected: str | None, how: How
) -> None:
    match = MATCHER.explain(path, roots, first)
    assert (match.path, match.how) == (expected, how)


def test_file_that_fits_several_counts_under_its_own_name() -> None:
    report = coverage(FileCoverage("util/text.py", 0b110, 0), FileCoverage("setup.py", 0b10, 0b10))
    matched = match_coverage(report, MATCHER)
    assert [file.path for file in matched.files] == ["util/text.py", "setup.py"]
    assert "util/text.py may be lib/util/text.py, src/app/util/text.py" in str(matched.notes[0])
    assert matched.shortfall is None
    placed = match_coverage(report, MATCHER, ("lib",))
    assert [file.path for file in placed.files] == ["lib/util/text.py", "setup.py"]


@pytest.mark.parametrize(
    ("names", "advice"),
    [
        pytest.param(
            ("old/app/core.py", "old/app/util/none.py"), "began with 'src' instead of 'old'", id="another-beginning"
        ),
        pytest.param(("a/x.py", "b/y.py"), None, id="nothing-near"),
    ],
)
def test_report_mostly_of_strangers_cannot_be_judged(names: tuple[str, ...], advice: str | None) -> None:
    matched = match_coverage(coverage(*(FileCoverage(name, 0b10, 0b10) for name in names)), MATCHER)
    assert matched.shortfall is not None
    assert matched.notes == (matched.shortfall,)
    assert ("began with" in str(matched.shortfall)) == (advice is not None)
    assert advice is None or advice in str(matched.shortfall)


def test_strangers_of_the_machine_do_not_spoil_a_report() -> None:
    alien = [FileCoverage(f"/usr/include/x{n}.h", 0b10, 0b10) for n in range(9)]
    matched = match_coverage(coverage(*alien, FileCoverage("setup.py", 0b10, 0)), MATCHER)
    assert matched.shortfall is None


def test_one_known_file_does_not_carry_a_report_of_strangers() -> None:
    strange = [FileCoverage(f"pkg/x{n}.py", 0b10, 0b10) for n in range(2)]
    assert match_coverage(coverage(*strange, FileCoverage("setup.py", 0b10, 0)), MATCHER).shortfall is not None


ACCENTS = PathMatcher(frozenset({"src/caf\u00e9.py", "lib/mu\u0308sli.py", "src/plain.py"}), "/build")
TWINS = PathMatcher(frozenset({"src/caf\u00e9.py", "lib/cafe\u0301.py"}), "/build")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("src/cafe\u0301.py", "src/caf\u00e9.py", id="taken-apart"),
        pytest.param("src/caf\u00e9.py", "src/caf\u00e9.py", id="composed"),
        pytest.param("/build/lib/m\u00fcsli.py", "lib/mu\u0308sli.py", id="composed-by-the-tool"),
        pytest.param("file:///build/src/caf%C3%A9.py", "src/caf\u00e9.py", id="in-a-url"),
        pytest.param("file:///build/src/plain.py", "src/plain.py", id="plain"),
        pytest.param("src/caf\u00e8.py", None, id="another-accent"),
    ],
)
def test_accents_are_the_same_however_they_are_written(path: str, expected: str | None) -> None:
    assert ACCENTS.match(path) == expected


def test_path_with_accents_stays_where_there_is_no_tree() -> None:
    assert PathMatcher(None, "/build").match("src/cafe\u0301.py") == "src/cafe\u0301.py"


def test_two_spellings_in_one_tree_are_two_files() -> None:
    assert TWINS.match("src/caf\u00e9.py") == "src/caf\u00e9.py"
    assert TWINS.match("lib/cafe\u0301.py") == "lib/cafe\u0301.py"
    assert TWINS.match("/build/lib/caf\u00e9.py") is None

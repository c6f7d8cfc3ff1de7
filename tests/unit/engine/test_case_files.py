from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import msgspec
import pytest

from cdgate.builtin.metrics import cdgate_metrics
from cdgate.engine.case_files import TestFiles, located, only_in, places_wanted, placing, undecided, unidentified
from cdgate.model.evidence import EvidenceSet, Item, Outcome, Source, SuiteTotals, TestCase, TestReport
from cdgate.model.measurement import EvidenceRequest, MetricRequest, Scope
from cdgate.model.policy import Criterion, Gate, Role
from cdgate.model.verdict import Judgement, State
from tests.unit.engine.values import HERE, coverage, outcomes, source

TREE = frozenset(
    {
        "tests/unit/test_pay.py",
        "tests/test_pay.py",
        "plug/tests/test_pay.py",
        "plug/tests/only.test.ts",
        "tests/test_pay.json",
        "core/src/test/java/com/acme/FooTest.java",
        "web/src/test/kotlin/com/acme/FooTest.kt",
        "core/src/test/java/com/acme/BarTest.java",
        "test_top.py",
        "web/test_top.py",
        "tests.py",
        "src/Payment.java",
        "web/cart.js",
        "test/Shop.Tests/PayTests.cs",
        "README.md",
        "go.mod",
        "cart/a_test.go",
        "cart/b_test.go",
        "lib/cart/x_test.go",
        "top_test.go",
    }
)
FOO = ("core/src/test/java/com/acme/FooTest.java", "web/src/test/kotlin/com/acme/FooTest.kt")


@pytest.fixture(scope="module")
def finder(tmp_path_factory: pytest.TempPathFactory) -> TestFiles:
    root = tmp_path_factory.mktemp("repository")
    (root / "go.mod").write_text("module example.org/shop\n")
    return TestFiles(TREE, root)


@pytest.mark.parametrize(
    ("place", "roots", "files"),
    [
        pytest.param("", (), (), id="nothing said"),
        pytest.param("a" * 1001, (), (), id="too long"),
        pytest.param("tests/unit/test_pay.py", (), ("tests/unit/test_pay.py",), id="path"),
        pytest.param("./tests/unit/test_pay.py", (), ("tests/unit/test_pay.py",), id="path with a dot"),
        pytest.param(
            "tests/test_pay.py", (), ("plug/tests/test_pay.py", "tests/test_pay.py"), id="path in two folders"
        ),
        pytest.param("tests/test_pay.py", ("plug",), ("plug/tests/test_pay.py",), id="path below a root"),
        pytest.param("tests/test_pay.py", (".",), ("tests/test_pay.py",), id="path below the top"),
        pytest.param("only.test.ts", (), ("plug/tests/only.test.ts",), id="only file of the name"),
        pytest.param("/app/plug/tests/only.test.ts", (), ("plug/tests/only.test.ts",), id="path in a container"),
        pytest.param(
            "test_pay.py",
            (),
            ("plug/tests/test_pay.py", "tests/test_pay.py", "tests/unit/test_pay.py"),
            id="name of three",
        ),
        pytest.param("/nowhere/else.py", (), (), id="path of nothing"),
        pytest.param("tests.unit.test_pay", (), ("tests/unit/test_pay.py",), id="module"),
        pytest.param("tests.unit.test_pay.TestA.TestInner", (), ("tests/unit/test_pay.py",), id="nested classes"),
        pytest.param("tests.unit.test_pay.lower", (), (), id="a module in what is a file"),
        pytest.param("tests.made.test_x", (), (), id="a module below what is a file"),
        pytest.param("tests.TestCase", (), (), id="class in a file at the top that is not named like a test"),
        pytest.param("test_top.TestCase", (), ("test_top.py", "web/test_top.py"), id="class in a file at the top"),
        pytest.param("Payment", (), (), id="title like a file that holds no tests"),
        pytest.param("Payment.Total", (), (), id="titles like a file that holds no tests"),
        pytest.param("web.cart", (), (), id="titles in a language without modules"),
        pytest.param("tests.test_pay", (), ("plug/tests/test_pay.py", "tests/test_pay.py"), id="module in two folders"),
        pytest.param("tests.test_pay", ("plug",), ("plug/tests/test_pay.py",), id="module below a root"),
        pytest.param("tests.test_pay", (".",), ("tests/test_pay.py",), id="module below the top"),
        pytest.param(
            "tests.test_pay", ("elsewhere",), ("plug/tests/test_pay.py", "tests/test_pay.py"), id="root without it"
        ),
        pytest.param("test_top", (), ("test_top.py", "web/test_top.py"), id="module at the top, or elsewhere"),
        pytest.param("com.acme.BarTest", (), ("core/src/test/java/com/acme/BarTest.java",), id="class"),
        pytest.param(
            "com.acme.BarTest$Inner$Deep", (), ("core/src/test/java/com/acme/BarTest.java",), id="inner class"
        ),
        pytest.param("com.acme.FooTest", (), FOO, id="class in two modules"),
        pytest.param("com.acme.Gone", (), (), id="class of no file"),
        pytest.param("App\\Tests\\BarTest", (), (), id="class in another namespace"),
        pytest.param(
            "com\\acme\\BarTest", (), ("core/src/test/java/com/acme/BarTest.java",), id="class with backslashes"
        ),
        pytest.param("Shop.Tests.PayTests", (), ("test/Shop.Tests/PayTests.cs",), id="class in a folder with a dot"),
        pytest.param("Shop.Tests.PayTests+Inner", (), ("test/Shop.Tests/PayTests.cs",), id="inner class of .NET"),
        pytest.param("tests/unit/test_pay.py:12", (), ("tests/unit/test_pay.py",), id="path with a line"),
        pytest.param("README.md", (), ("README.md",), id="examples in prose"),
        pytest.param("example.org/shop/cart", (), ("cart/a_test.go", "cart/b_test.go"), id="package"),
        pytest.param("example.org/shop", (), ("top_test.go",), id="package at the top"),
        pytest.param("example.org/other/cart", (), (), id="package of another module"),
        pytest.param("Pay adds two numbers", (), (), id="title"),
        pytest.param("...", (), (), id="dots"),
    ],
)
def test_place_means_all_files_that_it_may_mean(
    finder: TestFiles, place: str, roots: tuple[str, ...], files: tuple[str, ...]
) -> None:
    assert finder.files(place, roots) == files


@pytest.mark.parametrize(
    ("place", "files"),
    [("tests/test_pay.py", ("tests/test_pay.py",)), ("tests.test_pay", ()), ("/abs/test_pay.py", ()), ("bare.py", ())],
)
def test_without_a_tree_only_a_path_is_a_file(tmp_path: Path, place: str, files: tuple[str, ...]) -> None:
    assert TestFiles(None, tmp_path).files(place) == files


def test_report_gets_the_files_of_its_places(tmp_path: Path) -> None:
    report = outcomes(SuiteTotals("s", passed=1, place="tests.test_pay"))
    role = Role("unit", ("junit.xml",), HERE, roots=("plug",))
    other = coverage()
    found = located(EvidenceSet((Item("unit", report), Item("lines", other)), (), TREE), [role], tmp_path)
    assert found.items[0].evidence.files == {"tests.test_pay": ("plug/tests/test_pay.py",)}
    assert found.items[1].evidence is other


def placed(*suites: tuple[str, int, tuple[str, ...]]) -> EvidenceSet:
    totals = (SuiteTotals("s", passed=count, place=place, executed=place.encode()) for place, count, _ in suites)
    report = TestReport(source(), tuple(totals), files={place: files for place, _, files in suites})
    return EvidenceSet((Item("unit", report),))


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        pytest.param(placed(("a", 2, ("a.py",)), ("b", 1, ("b.py", "c.py"))), None, id="all told"),
        pytest.param(
            placed(("a", 2, ("a.py", "b.py"))),
            "2 of 2 test cases may lie in several files: 'a' in a.py, b.py;",
            id="torn",
        ),
        pytest.param(placed(("a", 2, ("a.py", "b.py", "c.py", "d.py"))), "c.py, ...", id="torn among many"),
        pytest.param(
            placed(("a", 2, ()), ("b", 3, ("b.py",))),
            "2 of 5 test cases name no file of the repository, such as those of 'a'",
            id="lost",
        ),
        pytest.param(
            EvidenceSet((Item("unit", outcomes(SuiteTotals("bare", passed=3))),)), "3 of 3", id="nobody asked"
        ),
    ],
)
def test_what_is_not_proved_is_told(evidence: EvidenceSet, says: str | None) -> None:
    why = undecided(evidence, {"a.py"}.__contains__)
    assert (why is None) is (says is None)
    assert (says or "") in str(why)


def test_only_cases_of_chosen_files_stay() -> None:
    report = msgspec.structs.replace(
        placed(("a", 2, ("a.py", "c.py")), ("b", 1, ("b.py",)), ("x", 1, ())).of("tests")[0],
        cases=tuple(TestCase(name, "s", Outcome.FAILED, place=name) for name in ("a", "b", "x")),
        executed=b"abx",
    )
    kept = only_in(report, {"a.py", "c.py"}.__contains__)
    assert [suite.place for suite in kept.suites] == [case.place for case in kept.cases] == ["a"]
    assert kept.executed == b"a"


def test_reader_without_places_cannot_tell_identities_apart() -> None:
    assert unidentified(placed(("a", 1, ()))) is None
    assert "fake" in str(unidentified(EvidenceSet((Item("unit", outcomes(SuiteTotals("s", passed=1))),))))
    assert unidentified(EvidenceSet((Item("unit", outcomes(SuiteTotals("s", skipped=1))),))) is None


class Suites:
    """A reader that tells no places."""

    name = "suites"
    kind = "tests"
    title = "suites"
    link = "https://example.org"

    def recognises(self, head: bytes, path: str) -> bool:
        return head == b"s" and path == "p"

    def read(self, stream: BinaryIO, source: Source) -> TestReport:
        del stream
        return TestReport(source, (SuiteTotals("one", failed=1),), (TestCase("c", "one", Outcome.FAILED),))


class Lines(Suites):
    kind = "coverage"


class Empty(Suites):
    def read_places(self, stream: BinaryIO, source: Source) -> TestReport:
        del stream
        return TestReport(source, (SuiteTotals("one", place="here"),))


def test_suite_is_the_place_where_a_reader_tells_none() -> None:
    readers = placing({"suites": Suites(), "lines": Lines(), "empty": Empty()})
    report = readers["suites"].read(BytesIO(), source())
    assert isinstance(report, TestReport)
    assert report.suites[0].place == report.cases[0].place == "one"
    assert readers["suites"].recognises(b"s", "p")
    assert isinstance(readers["lines"], Lines)
    other = readers["empty"].read(BytesIO(), source())
    assert isinstance(other, TestReport)
    assert other.suites[0].place == "here"


class Needing(msgspec.Struct, frozen=True):
    needs: frozenset[MetricRequest | EvidenceRequest]

    def judge(self, readings: object) -> Judgement:
        del readings
        return Judgement(State.MET, None)  # type: ignore[arg-type]  # never judged here


@pytest.mark.parametrize(
    ("need", "wanted"),
    [
        (MetricRequest("tests.failed", scope=Scope(changed=True)), True),
        (MetricRequest("tests.failed", scope=Scope(paths=("a/**",))), True),
        (MetricRequest("tests.failed"), False),
        (MetricRequest("coverage.line", scope=Scope(changed=True)), False),
        (EvidenceRequest("unit"), False),
    ],
)
def test_places_are_wanted_where_tests_are_chosen_by_file(need: EvidenceRequest, wanted: bool) -> None:  # noqa: FBT001  # a table
    gate = Gate("testing.exit", (Criterion("c", "k", Needing(frozenset({need})), HERE),), HERE)
    assert places_wanted([gate], {metric.name: metric for metric in cdgate_metrics()}) is wanted

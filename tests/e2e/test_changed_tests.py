"""Tests chosen by their files: those of the change, those below a path; what cannot be told is never left out."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import msgspec
import pytest

from tests.e2e import repository as repo
from tests.e2e.repository import Repository, check, policy

repository = repo.repository
_template = repo._template

TESTS = "unit: {path: junit.xml, kind: tests}"
NO_FAILURE = "ok: {metric: tests.failed, scope: changed, at_most: 0}"
SOME = "some: {metric: tests.executed, scope: changed, at_least: 1}"
PASSED, FAILED, POLICY = 0, 1, 3
GOOD = "def test_{name}():\n    assert True\n"
BAD = "def test_{name}():\n    assert False\n"
IN_CLASSES = """import pytest

class TestPay:
    @pytest.mark.parametrize("one", ["a/b", "c.py::d"])
    def test_each(self, one):
        assert one

    class TestRefund:
        def test_inner(self):
            assert 1 == {answer}
"""

Build = Callable[[Repository], object]


class Situation(msgspec.Struct, frozen=True):
    """How the repository is made, and how the check must end: its code, and words that it must say."""

    build: Build
    code: int
    says: tuple[str, ...] = ()
    criteria: tuple[str, ...] = (NO_FAILURE,)
    evidence: str = TESTS
    more: str = ""


def on_main(r: Repository, **files: str) -> Repository:
    """Commit test files (`a__b` for a/b) to main; the branch starts behind them."""
    r.git("checkout", "-q", "main")
    for name, content in files.items():
        r.write(f"{name.replace('__', '/')}.py", content)
    if "tests__test_pay" not in files:
        (r.folder / "tests/test_pay.py").unlink()
    r.commit()
    r.git("branch", "-q", "-f", "work")
    r.git("checkout", "-q", "work")
    return r


def run_pytest(r: Repository, *arguments: str, at: str = ".") -> Repository:
    """Run the real pytest in a folder of the repository and let it write junit.xml at the top."""
    report = (r.folder / "junit.xml").resolve()
    command = [
        sys.executable,
        "-B",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:randomly",
        f"--junitxml={report}",
    ]
    subprocess.run(
        [*command, "-p", "no:cov", *arguments], cwd=r.folder / at, capture_output=True, check=False, timeout=60
    )
    assert report.exists()
    return r


def pytest_case(*arguments: str, pay: str = GOOD, old: str = BAD, commit: bool = True) -> Build:
    """tests/test_old.py lies on main, tests/test_pay.py is of the change."""

    def built(r: Repository) -> None:
        on_main(r, tests__test_old=old.format(name="old"))
        r.write("tests/test_pay.py", pay.format(name="pay", answer="1"))
        if commit:
            r.commit("tests")
        run_pytest(r, *arguments)

    return built


def junit(*cases: tuple[str, str], suite: str = "suite", failing: str = "") -> str:
    """Return a report with cases of (attributes, name); the case named `failing` failed."""
    written = "".join(
        f'<testcase {attributes} name="{name}">{"<failure/>" if name == failing else ""}</testcase>'
        for attributes, name in cases
    )
    return f'<testsuites><testsuite name="{suite}">{written}</testsuite></testsuites>'


def java(
    *cases: tuple[str, str], failing: str = "", files: tuple[str, ...] = (), changed: tuple[str, ...] = ()
) -> Build:
    """Files on main, some of them edited in the change, and a report as surefire writes it."""

    def built(r: Repository) -> None:
        r.git("checkout", "-q", "main")
        for name in files:
            r.write(name, "class A {}\n")
        r.commit()
        r.git("branch", "-q", "-f", "work")
        r.git("checkout", "-q", "work")
        for name in changed:
            r.write(name, "class A { int i; }\n")
        r.commit()
        r.write("junit.xml", junit(*((f'classname="{group}"', name) for group, name in cases), failing=failing))

    return built


def source_only(r: Repository) -> None:
    on_main(r, tests__test_old=BAD.format(name="old"))
    run_pytest(r.edit(2))


def unrun(r: Repository) -> None:
    on_main(r, tests__test_old=GOOD.format(name="old"))
    r.write("tests/test_pay.py", BAD.format(name="pay")).commit("tests")
    run_pytest(r, "tests/test_old.py")


def helper_only(r: Repository) -> None:
    on_main(r, tests__test_old=GOOD.format(name="old"))
    r.write("tests/conftest.py", "LIMIT = 3\n").write("tests/make.py", "x = 1\n").commit("tests")
    run_pytest(r)


def deleted(r: Repository) -> None:
    on_main(r, tests__test_old=GOOD.format(name="old"), tests__test_gone=GOOD.format(name="gone"))
    r.git("rm", "-q", "tests/test_gone.py")
    run_pytest(r.commit())


def renamed(r: Repository) -> None:
    on_main(r, tests__test_old=BAD.format(name="old"), tests__test_other=GOOD.format(name="other"))
    r.git("mv", "tests/test_old.py", "tests/test_new.py")
    run_pytest(r.commit())


def unloadable(r: Repository) -> None:
    on_main(r, tests__test_old=GOOD.format(name="old"))
    r.write("tests/test_pay.py", "import nothing_of_that_name\n").commit("tests")
    run_pytest(r)


def elsewhere(r: Repository) -> None:
    """pytest ran in a folder of its own, whose files the top has as well."""
    on_main(r, tests__test_pay=GOOD.format(name="one"), plug__tests__test_pay=GOOD.format(name="two"))
    r.write("plug/tests/test_pay.py", BAD.format(name="two")).commit("plug")
    run_pytest(r, "--rootdir=.", "-c", "/dev/null", at="plug")


def titles(changed: str) -> Build:
    def built(r: Repository) -> None:
        r.write(changed, "x\n").commit(changed)
        r.write("junit.xml", junit(('classname="Pay adds"', "adds"), failing="adds"))

    return built


def go(*changed: str, failing: str = "TestA") -> Build:
    def built(r: Repository) -> None:
        r.git("checkout", "-q", "main")
        for name in ("cart/a_test.go", "cart/b_test.go", "till/till_test.go", "till/till.go"):
            r.write(name, "package x\n")
        r.write("go.mod", "module example.org/shop\n").commit()
        r.git("branch", "-q", "-f", "work")
        r.git("checkout", "-q", "work")
        for name in changed:
            r.write(name, "package x\n\nvar a = 1\n")
        r.commit()
        groups = [('classname="example.org/shop/cart"', "TestA"), ('classname="example.org/shop/till"', "TestTill")]
        r.write("junit.xml", junit(*groups, failing=failing))

    return built


FOO, BAR = "core/src/test/java/com/acme/FooTest.java", "core/src/test/java/com/acme/BarTest.java"
FOO_2 = "web/src/test/java/com/acme/FooTest.java"
NESTED = ("com.acme.FooTest$Inner", "inner")
PLAIN = ("com.acme.BarTest", "plain")
UNDER = "ok: {metric: tests.failed, scope: {path: 'tests/unit/**'}, at_most: 0}"
NEW = "new: {metric: tests.new, scope: changed, at_least: 1}"
RATE = "rate: {metric: tests.pass_rate, scope: changed, at_least: 100 %}"
WAITING = """quarantine:
  - {test: "tests/test_pay.py::test_pay", reason: races with the clock, expires: 2999-12-31}
"""

SITUATIONS = {
    "old test fails, new one passes": Situation(pytest_case(), PASSED, ("PASS",)),
    "old test passes, new one fails": Situation(pytest_case(pay=BAD, old=GOOD), FAILED, ("tests.failed 1",)),
    "with files (xunit1)": Situation(pytest_case("-o", "junit_family=xunit1"), PASSED),
    "with files (xunit1), new one fails": Situation(
        pytest_case("-o", "junit_family=xunit1", pay=BAD), FAILED, ("tests.failed 1",)
    ),
    "another name of the suite": Situation(
        pytest_case("-o", "junit_suite_name=mine", pay=BAD), FAILED, ("tests.failed 1",)
    ),
    "parametrised and nested classes": Situation(
        pytest_case(pay=IN_CLASSES), PASSED, ("= 3",), ("n: {metric: tests.executed, scope: changed, equals: 3}",)
    ),
    "nested class fails": Situation(pytest_case(pay=IN_CLASSES.replace("{answer}", "2")), FAILED, ("tests.failed 1",)),
    "pass rate of the change": Situation(
        pytest_case(pay=GOOD + BAD.replace("{name}", "bad")), FAILED, ("50 % (1 of 2 tests)",), (RATE,)
    ),
    "pass rate of a good change": Situation(pytest_case(), PASSED, ("100 %",), (RATE,)),
    "not committed yet, not even added": Situation(pytest_case(pay=BAD, commit=False), PASSED, ("not applicable",)),
    "only sources changed": Situation(source_only, PASSED, ("not applicable: no test",)),
    "only sources changed, tests asked for": Situation(source_only, FAILED, ("tests.executed 0",), (SOME,)),
    "tests asked for and there": Situation(pytest_case(), PASSED, ("≥ 1",), (SOME,)),
    "changed test file did not run": Situation(unrun, FAILED, ("UNKNOWN", "tests/test_pay.py", "exclude")),
    "only helpers of tests changed": Situation(helper_only, PASSED, ("not applicable",)),
    "test file deleted": Situation(deleted, PASSED, ("not applicable",)),
    "test file renamed": Situation(renamed, FAILED, ("tests.failed 1",)),
    "test file that cannot be loaded": Situation(unloadable, FAILED, ("tests.failed 1",)),
    "runner in a folder of its own": Situation(elsewhere, FAILED, ("UNKNOWN", "roots")),
    "runner in a folder that the policy names": Situation(
        elsewhere, FAILED, ("tests.failed 1",), evidence="unit: {path: junit.xml, kind: tests, roots: [plug]}"
    ),
    "runner at the top, as the policy says": Situation(
        elsewhere,
        FAILED,
        ("UNKNOWN", "plug/tests/test_pay.py"),
        evidence="unit: {path: junit.xml, kind: tests, roots: [.]}",
    ),
    "titles in place of classes": Situation(
        titles("src/pay.test.js"), FAILED, ("UNKNOWN", "1 of 1 test cases name no file", "addFileAttribute")
    ),
    "titles, prose changed": Situation(titles("GUIDE.md"), PASSED, ("not applicable",)),
    "class of the change fails": Situation(
        java(PLAIN, NESTED, failing="plain", files=(FOO, BAR), changed=(BAR,)), FAILED, ("tests.failed 1",)
    ),
    "class of another file fails": Situation(
        java(PLAIN, NESTED, failing="plain", files=(FOO, BAR), changed=(FOO,)), PASSED
    ),
    "nested class of the change": Situation(
        java(PLAIN, NESTED, failing="inner", files=(FOO, BAR), changed=(FOO,)), FAILED, ("tests.failed 1",)
    ),
    "class in two modules, one changed": Situation(
        java(NESTED, failing="inner", files=(FOO, FOO_2), changed=(FOO,)), FAILED, ("UNKNOWN", "roots")
    ),
    "class in two modules, both changed": Situation(
        java(NESTED, failing="inner", files=(FOO, FOO_2), changed=(FOO, FOO_2)), FAILED, ("tests.failed 1",)
    ),
    "class in two modules, none changed": Situation(
        java(NESTED, failing="inner", files=(FOO, FOO_2, BAR), changed=("a.java",)), PASSED
    ),
    "class in two modules, root named": Situation(
        java(NESTED, failing="inner", files=(FOO, FOO_2), changed=(FOO,)),
        FAILED,
        ("tests.failed 1",),
        evidence="unit: {path: junit.xml, kind: tests, roots: [core/src/test/java]}",
    ),
    "class of no file": Situation(
        java(PLAIN, ("com.acme.Gone", "x"), files=(BAR,), changed=(BAR,)), FAILED, ("UNKNOWN", "com.acme.Gone")
    ),
    "module that is no class": Situation(
        java(("tests.made.test_x", "x"), files=("tests.py",), changed=("tests.py",)), FAILED, ("UNKNOWN",)
    ),
    "go, whole package changed": Situation(go("cart/a_test.go", "cart/b_test.go"), FAILED, ("tests.failed 1",)),
    "go, other package changed": Situation(go("till/till_test.go"), PASSED),
    "go, one of two files changed, all pass": Situation(go("cart/a_test.go", failing=""), PASSED, ("PASS",)),
    "go, one of two files changed, other package fails": Situation(go("cart/a_test.go", failing="TestTill"), PASSED),
    "go, one of two files changed, tests asked for": Situation(
        go("cart/a_test.go", failing=""), FAILED, ("UNKNOWN", "may lie in several files"), (SOME,)
    ),
    "go, one of two files changed, pass rate": Situation(
        go("cart/a_test.go", failing=""), FAILED, ("UNKNOWN", "may lie in several files"), (RATE,)
    ),
    "go, one of two files changed": Situation(go("cart/a_test.go"), FAILED, ("UNKNOWN", "may lie in several files")),
    "path without the failure": Situation(
        java(
            ("tests.unit.test_a", "a"),
            ("tests.api.test_b", "b"),
            failing="b",
            files=("tests/unit/test_a.py", "tests/api/test_b.py"),
        ),
        PASSED,
        (),
        (UNDER,),
    ),
    "path with the failure": Situation(
        java(
            ("tests.unit.test_a", "a"),
            ("tests.api.test_b", "b"),
            failing="a",
            files=("tests/unit/test_a.py", "tests/api/test_b.py"),
        ),
        FAILED,
        ("tests.failed 1",),
        (UNDER,),
    ),
    "path, and a class of no file": Situation(
        java(("tests.unit.test_a", "a"), ("Gone", "b"), files=("tests/unit/test_a.py",)),
        FAILED,
        ("UNKNOWN", "1 of 2"),
        (UNDER,),
    ),
    "path without any test": Situation(
        java(("tests.api.test_b", "b"), files=("tests/unit/conftest.py", "tests/api/test_b.py")),
        FAILED,
        ("UNKNOWN",),
        (UNDER,),
    ),
    "failure of the change in quarantine": Situation(
        pytest_case(pay=BAD + GOOD.replace("{name}", "good")), PASSED, ("quarantine",), more=WAITING
    ),
    "removed tests have no file": Situation(
        source_only, POLICY, ("scope-does-not-fit",), ("r: {metric: tests.removed, scope: changed, at_most: 0}",)
    ),
}


@pytest.mark.parametrize("situation", [pytest.param(one, id=name) for name, one in SITUATIONS.items()])
def test_situation_ends_as_stated(
    situation: Situation, repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    situation.build(repository)
    repository.write("gates.yaml", policy(*situation.criteria, evidence=(situation.evidence,), more=situation.more))
    ran = check(monkeypatch, capsys, repository.folder)
    assert ran.code == situation.code, ran.out + ran.err
    for words in situation.says:
        assert words in ran.out + ran.err


BASELINE = "baseline: {path: .cdgate/baseline.json, optional: true}"
WORK = pytest_case(pay=BAD + GOOD.replace("{name}", "good"))


@pytest.mark.parametrize(
    ("criterion", "found"),
    [
        pytest.param("n: {metric: tests.new, scope: changed, equals: 2}", "= 2", id="new"),
        pytest.param("n: {metric: tests.newly_failing, scope: changed, equals: 1}", "= 1", id="newly failing"),
        pytest.param(
            "n: {metric: tests.new, scope: {path: tests/test_old.py}, at_most: 0}", "≤ 0", id="new below a path"
        ),
        pytest.param("n: {metric: tests.newly_failing, equals: 1}", "= 1", id="newly failing anywhere"),
    ],
)
def test_identities_are_compared_in_the_change(
    criterion: str,
    found: str,
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    WORK(repository)
    repository.write("gates.yaml", policy(criterion, evidence=(TESTS, BASELINE)))
    report = repository.folder / "junit.xml"
    now = report.read_text()
    run_pytest(repository, "tests/test_old.py")
    assert check(monkeypatch, capsys, repository.folder, "baseline", "update").code == 0
    repository.write("junit.xml", now)
    ran = check(monkeypatch, capsys, repository.folder)
    assert ran.code == PASSED, ran.out + ran.err
    assert found in ran.out


def test_tests_below_a_path_have_a_floor(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    held = "kept: {kind: ratchet, metric: tests.executed, scope: {path: tests/test_pay.py}}"
    WORK(repository)
    repository.write("gates.yaml", policy(held, evidence=(TESTS, BASELINE)))
    told = check(monkeypatch, capsys, repository.folder, "baseline", "update").out
    assert "tests.executed path=tests/test_pay.py: 2 recorded" in told
    assert check(monkeypatch, capsys, repository.folder).code == PASSED
    run_pytest(repository, "-k", "not good")
    ran = check(monkeypatch, capsys, repository.folder)
    assert ran.code == FAILED
    assert "tests.executed 1" in ran.out


def test_runs_of_one_test_are_merged_where_tests_are_chosen_by_file(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    role = "unit: {path: ['junit.xml', 'again.xml'], kind: tests, merge_retries: true}"
    flaky = "flaky: {metric: tests.flaky, scope: changed, equals: 1}"
    repository.write("tests/test_pay.py", "changed = 1\n").commit("tests")
    place = (('classname="tests.test_pay"', "one"),)
    repository.write("junit.xml", junit(*place, failing="one")).write("again.xml", junit(*place))
    repository.write("gates.yaml", policy(NO_FAILURE, flaky, evidence=(role,)))
    ran = check(monkeypatch, capsys, repository.folder)
    assert ran.code == PASSED, ran.out + ran.err

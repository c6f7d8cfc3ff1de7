"""Scenes in which somebody wants a pass that is not deserved, each with the verdict that it gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
import pytest

from tests.e2e import repository as repo
from tests.e2e.project import JUNIT_BAD, JUNIT_GOOD, sarif
from tests.e2e.repository import CHANGED_80, Repository, check, code, policy

repository = repo.repository
_template = repo._template

TESTS = "t: {path: junit.xml, kind: tests}"
LINT = "l: {path: lint.sarif, kind: findings}"
NO_FAILURES = "tests-pass: {metric: tests.failed, evidence: t, at_most: 0}"
QUIET = "none-added: {metric: change.suppressions_added, at_most: 0}"
NO_FINDINGS = "clean: {metric: findings.count, at_most: 0}"
PULL = {"GITHUB_ACTIONS": "true", "GITHUB_BASE_REF": "main"}
FOREVER = "2999-01-01"
Build = Callable[[Repository], object]


class Scene(msgspec.Struct, frozen=True):
    """What is done to a sound repository, the exit code, and what the run says."""

    build: Build
    code: int
    says: tuple[str, ...]
    policy: str = policy(CHANGED_80)
    environ: Mapping[str, str] = {}
    arguments: tuple[str, ...] = ("check",)


S = Scene
MISSED = {"src/pay.py": (10, (2,))}


def _edit_2(there: Repository) -> Repository:
    return there.edit(2).write("coverage.xml", repo.report(MISSED))


def _hidden_by_attributes(there: Repository) -> None:
    there.write(".gitattributes", "*.py -diff binary linguist-generated\n").commit()
    _edit_2(there)


def _renamed(there: Repository) -> None:
    there.git("mv", "src/pay.py", "src/paid.py")
    there.edit(2, name="src/paid.py").write("coverage.xml", repo.report({"src/paid.py": (10, (2,))}))


def _as_test(there: Repository) -> None:
    """A test's name does not take a file that reports know out of the change."""
    there.write("src/test_pay.py", code(1, 5)).commit()
    there.write("coverage.xml", repo.report({"src/pay.py": (10, ()), "src/test_pay.py": (5, (1, 2, 3, 4, 5))}))


def _replaced(there: Repository) -> None:
    """A replacement object makes the main branch look as if the change were on it already."""
    _edit_2(there)
    there.git("replace", there.git("rev-parse", "main"), there.git("rev-parse", "HEAD"))


def _submodule(there: Repository) -> None:
    library = there.folder.parent / "library"
    repo.start(library)
    there.git("submodule", "--quiet", "add", str(library), "lib")
    there.commit(".").covers()


def _announced(there: Repository) -> None:
    there.write("src/new.py", code(1, 5)).git("add", "-N", "src/new.py")
    there.write("coverage.xml", repo.report({"src/pay.py": (10, ()), "src/new.py": (5, (1, 2, 3, 4, 5))}))


def _twins(there: Repository) -> None:
    """Two files of one name: a report with the bare name may mean either, so neither is covered by it."""
    there.write("lib/pay.py", code(1, 10)).commit()
    there.git("branch", "-f", "main")
    there.edit(2).write("coverage.xml", repo.report({"pay.py": (10, ())}))


def _other_case(there: Repository) -> None:
    there.edit(2).write("coverage.xml", repo.report({"SRC/Pay.py": (10, ())}))


def _link(there: Repository) -> None:
    (there.folder.parent / "perfect.xml").write_text(repo.report({"src/pay.py": (10, ())}))
    there.edit(2)
    (there.folder / "coverage.xml").symlink_to("../perfect.xml")


def _moved_and_worse(there: Repository) -> None:
    """One suppression leaves a file, two of its kind come to another: one is new."""
    there.write("src/old.py", "import os  # noqa\n").commit()
    there.git("branch", "-f", "main")
    there.write("src/old.py", "import os\n").write("src/new.py", "import os  # noqa\nimport sys  # noqa\n").commit()


def _waiver(criterion: str, more: str = "") -> str:
    return (
        f"waivers:\n  - {{criterion: testing.exit.{criterion}, reason: r, approved_by: o, expires: {FOREVER}{more}}}\n"
    )


def _quarantine(test: str, expires: str = FOREVER) -> str:
    return f"quarantine:\n  - {{test: {test}, reason: r, expires: {expires}}}\n"


def _tests(*criteria: str, more: str = "") -> str:
    return policy(*criteria, change=TESTS, evidence=(LINT,), more=more)


def _ran(there: Repository) -> Repository:
    return there.write("junit.xml", JUNIT_BAD).write("lint.sarif", sarif("error"))


REFUND = "tests.test_pay::test_refund"
SCENES = {
    "lines hidden from the diff by attributes": S(_hidden_by_attributes, 1, ("src/pay.py:2",)),
    "an edited line in a renamed file": S(_renamed, 1, ("src/paid.py:2",)),
    "source code called a test": S(_as_test, 1, ("0 % (0 of 5 lines)",)),
    "a replaced commit": S(_replaced, 1, ("src/pay.py:2",)),
    "a new file that is only announced": S(_announced, 1, ("0 % (0 of 5 lines)",)),
    "a report of bare names that fit two files": S(_twins, 1, ("fit several of the repository",)),
    "a report in other letters": S(_other_case, 1, ("not tracked in the repository",)),
    "a report behind a link that leads out": S(_link, 4, ("coverage.xml",)),
    "code that moved into a submodule is told": S(_submodule, 0, ("the change moves submodules", "lib")),
    "a suppression behind ten thousand blanks": S(
        lambda r: r.write("src/a.py", "import os" + " " * 10_500 + "# noqa\n").commit(),
        1,
        ("src/a.py:1",),
        policy(QUIET),
    ),
    "two suppressions for one that leaves": S(_moved_and_worse, 1, ("1, wanted",), policy(QUIET)),
    "tests switched off by a mark on the module": S(
        lambda r: r.write("tests/test_pay.py", "import pytest\npytestmark = pytest.mark.skip\n").commit(),
        1,
        ("tests/test_pay.py:2",),
        policy(QUIET),
    ),
    "tests switched off in the settings are told": S(
        lambda r: r.write("pytest.ini", "[pytest]\naddopts = -k nothing\n").commit().write("junit.xml", JUNIT_GOOD),
        0,
        ("what steers the tools that report: pytest.ini (+2 -0)",),
        policy(NO_FAILURES, evidence=(TESTS,)),
    ),
    "every criterion waived": S(
        _ran, 1, ("every criterion is waived",), _tests(NO_FAILURES, more=_waiver("tests-pass"))
    ),
    "a waiver that expired yesterday": S(
        _ran,
        1,
        ("Expired waivers",),
        _tests(NO_FAILURES, NO_FINDINGS, more=_waiver("tests-pass").replace(FOREVER, "2026-01-01")),
    ),
    "a waiver longer than the policy allows": S(
        _ran, 3, ("waiver-too-long",), _tests(NO_FAILURES, more="max_waiver: 30 d\n" + _waiver("tests-pass"))
    ),
    "a quarantine longer than the policy allows": S(
        _ran, 3, ("waiver-too-long",), _tests(NO_FAILURES, more="max_waiver: 30 d\n" + _quarantine(REFUND))
    ),
    "a waiver of other files": S(
        _ran, 1, ("Unused waivers",), _tests(NO_FINDINGS, more=_waiver("clean", ', path: "lib/**"'))
    ),
    "a quarantine of another test": S(
        _ran, 1, ("did not run: correct the name",), _tests(NO_FAILURES, more=_quarantine("tests.test_pay::test_other"))
    ),
    "a quarantine that is over": S(
        _ran, 1, ("Expired quarantine",), _tests(NO_FAILURES, more=_quarantine(REFUND, "2026-01-01"))
    ),
    "a quarantine in force is told": S(
        _ran, 0, ("Tests in quarantine", "failed: assert 3 == 4"), _tests(NO_FAILURES, more=_quarantine(REFUND))
    ),
    "a day in the past for a waiver that is over": S(
        _ran,
        1,
        ("as of 2025-12-31", "NOT MET"),
        _tests(NO_FAILURES, NO_FINDINGS, more=_waiver("tests-pass").replace(FOREVER, "2026-01-01")),
        arguments=("check", "--as-of", "2025-12-31"),
    ),
}


@pytest.mark.parametrize("name", SCENES)
def test_scene_gets_its_verdict(
    name: str, repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = SCENES[name]
    repository.write("gates.yaml", scene.policy)
    scene.build(repository)
    ran = check(monkeypatch, capsys, repository.folder, *scene.arguments, environ=scene.environ)
    told = " ".join((ran.out + ran.err).split())
    assert (ran.code, [words for words in scene.says if words not in told]) == (scene.code, []), told

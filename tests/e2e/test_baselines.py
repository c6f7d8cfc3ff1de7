"""Baselines in real repositories: what gets worse fails, what gets better is kept, parallel work merges."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cdgate.model.baseline import Baseline
from cdgate.model.evidence import Source
from cdgate.parsing.baseline import written_baseline
from tests.e2e.project import COVERAGE, JUNIT_BAD, JUNIT_GOOD, LINT, TESTS, Ran, cdgate, cobertura, gates, write

BASELINE = "baseline: {path: .cdgate/baseline.json, optional: true}"
FILE = ".cdgate/baseline.json"
A, B = "a: {path: a.xml, kind: coverage}", "b: {path: b.xml, kind: coverage}"
BOTH = gates(
    "module-a: {kind: ratchet, metric: coverage.line, evidence: a}",
    "module-b: {kind: ratchet, metric: coverage.line, evidence: b}",
    evidence=(A, B, BASELINE),
)
ONE = gates("held: {metric: coverage.line, not_below: {baseline: -0.5 pp}}", evidence=(COVERAGE, BASELINE))


def git(folder: Path, *arguments: str, fails: bool = False) -> str:
    environ = {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **{f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environ, capture_output=True, text=True, check=False, timeout=60
    )
    assert fails is (done.returncode != 0), done.stdout + done.stderr
    return done.stdout


def committed(folder: Path, message: str = "work") -> Path:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    lines = "".join(f"line_{number}(value)\n" for number in range(1, 101))
    return write(tmp_path, {"src/pay.py": lines, ".gitignore": "*.xml\n*.sarif\n"})


def update(folder: Path, *arguments: str) -> Ran:
    ran = cdgate(folder, "baseline", "update", *arguments)
    assert ran.code == 0, ran.out + ran.err
    return ran


def test_without_a_baseline_the_gate_fails_and_says_what_to_run(repository: Path) -> None:
    ran = cdgate(committed(write(repository, {"gates.yaml": ONE, "coverage.xml": cobertura(80, 100)})), "check")
    assert ran.code == 1
    assert "UNKNOWN" in ran.out
    assert "cdgate baseline update" in ran.out


def test_first_run_passes_where_that_is_written_and_says_so(repository: Path) -> None:
    policy = ONE.replace("-0.5 pp}}", "-0.5 pp}, first_run: pass}")
    ran = cdgate(committed(write(repository, {"gates.yaml": policy, "coverage.xml": cobertura(80, 100)})), "check")
    assert ran.code == 0, ran.out + ran.err
    assert "first run" in ran.out


@pytest.mark.parametrize(
    ("covered", "code"),
    [pytest.param(800, 0, id="as it was"), pytest.param(795, 0, id="within the tolerance"),
     pytest.param(794, 1, id="a line below the tolerance"), pytest.param(900, 0, id="better")],
)  # fmt: skip
def test_coverage_is_held_against_the_floor_exactly(repository: Path, covered: int, code: int) -> None:
    source = "line(value)\n" * 1000
    write(repository, {"gates.yaml": ONE, "coverage.xml": cobertura(800, 1000), "src/pay.py": source})
    committed(repository)
    update(repository)
    write(repository, {"coverage.xml": cobertura(covered, 1000)})
    ran = cdgate(repository, "check")
    assert ran.code == code, ran.out + ran.err
    if code:
        assert "days old" in ran.out
        assert "79.5 %" in ran.out


def test_broken_baseline_is_no_first_run(repository: Path) -> None:
    policy = ONE.replace("-0.5 pp}}", "-0.5 pp}, first_run: pass}")
    write(
        repository, {"gates.yaml": policy, "coverage.xml": cobertura(80, 100), FILE: '{"schema": "cdgate.baseline/1"'}
    )
    assert cdgate(committed(repository), "check").code == 4


def test_update_keeps_what_got_worse_unless_it_is_allowed_by_name(repository: Path) -> None:
    write(repository, {"gates.yaml": BOTH, "a.xml": cobertura(50, 100), "b.xml": cobertura(50, 100)})
    update(committed(repository))
    write(repository, {"a.xml": cobertura(40, 100), "b.xml": cobertura(60, 100)})
    ran = update(repository)
    assert "50/100" in ran.out
    held = (repository / FILE).read_text()
    assert '"value": "50/100"' in held
    assert '"value": "60/100"' in held
    write(repository, {"b.xml": cobertura(10, 100)})
    update(repository, "--allow-lower", "testing.exit.module-a")
    held = (repository / FILE).read_text()
    assert '"value": "40/100"' in held
    assert '"value": "60/100"' in held


def test_update_of_one_criterion_leaves_the_others_alone(repository: Path) -> None:
    write(repository, {"gates.yaml": BOTH, "a.xml": cobertura(50, 100), "b.xml": cobertura(50, 100)})
    update(committed(repository))
    write(repository, {"a.xml": cobertura(70, 100), "b.xml": cobertura(70, 100)})
    update(repository, "testing.exit.module-a")
    held = (repository / FILE).read_text()
    assert '"value": "70/100"' in held
    assert '"value": "50/100"' in held


def test_equal_evidence_gives_equal_bytes(repository: Path) -> None:
    write(repository, {"gates.yaml": BOTH, "a.xml": cobertura(50, 100), "b.xml": cobertura(50, 100)})
    update(committed(repository))
    first = (repository / FILE).read_bytes()
    update(committed(repository, "again"))
    assert (repository / FILE).read_bytes() == first
    assert cdgate(repository, "baseline", "verify").code == 0
    (repository / FILE).write_bytes(first + b"\n")
    assert cdgate(repository, "baseline", "verify").code == 4


def branch_raises(repository: Path, name: str, a: int, b: int) -> None:
    git(repository, "checkout", "-q", "-b", name, "main")
    write(repository, {"a.xml": cobertura(a, 100), "b.xml": cobertura(b, 100)})
    update(repository)
    committed(repository, name)


def test_two_branches_that_raise_different_floors_merge_without_any_help(repository: Path) -> None:
    write(repository, {"gates.yaml": BOTH, "a.xml": cobertura(50, 100), "b.xml": cobertura(50, 100)})
    committed(repository)
    update(repository)
    committed(repository)
    branch_raises(repository, "one", 60, 50)
    branch_raises(repository, "two", 50, 70)
    git(repository, "merge", "-q", "one", "-m", "both")
    held = (repository / FILE).read_text()
    assert '"value": "60/100"' in held
    assert '"value": "70/100"' in held
    assert cdgate(repository, "baseline", "verify").code == 0
    write(repository, {"a.xml": cobertura(59, 100), "b.xml": cobertura(70, 100)})
    assert cdgate(repository, "check").code == 1


def _cases(*names: str) -> str:
    cases = "".join(f'<testcase classname="tests.test_pay" name="{name}"/>' for name in names)
    return f'<testsuite name="unit">{cases}</testsuite>'


def test_branches_that_fix_findings_and_add_tests_merge_without_any_help(repository: Path) -> None:
    new, gone = "no-new: {metric: findings.new, at_most: 0}", "kept: {metric: tests.removed, at_most: 0}"
    evidence = (LINT, TESTS, BASELINE)
    write(repository, {"gates.yaml": gates(new, gone, evidence=evidence)})
    write(repository, {"lint.sarif": _log(tuple(range(10, 31)), "src/pay.py"), "junit.xml": _cases("a", "b")})
    committed(repository)
    update(repository)
    committed(repository)
    for branch, fixed, added in (("one", {10, 12, 14, 20}, "c"), ("two", {11, 13, 21, 30}, "d")):
        git(repository, "checkout", "-q", "-b", branch, "main")
        kept = tuple(line for line in range(10, 31) if line not in fixed)
        write(repository, {"lint.sarif": _log(kept, "src/pay.py"), "junit.xml": _cases("a", "b", added)})
        update(repository)
        committed(repository, branch)
    git(repository, "merge", "-q", "one", "-m", "both")
    assert cdgate(repository, "baseline", "verify").code == 0
    shown = cdgate(repository, "baseline", "show").out
    assert "lint: 13 known findings" in shown
    assert "unit-tests: 4 tests" in shown


def test_merge_driver_settles_what_both_branches_raised(repository: Path) -> None:
    write(repository, {"gates.yaml": BOTH, "a.xml": cobertura(50, 100), "b.xml": cobertura(50, 100)})
    committed(repository)
    update(repository)
    assert cdgate(repository, "baseline", "install-merge-driver").code == 0
    assert cdgate(repository, "baseline", "install-merge-driver").code == 0
    assert (repository / ".gitattributes").read_text() == f"/{FILE} merge=cdgate-baseline\n"
    git(repository, "config", "merge.cdgate-baseline.driver", f"{_me()} baseline merge %O %A %B")
    committed(repository)
    branch_raises(repository, "one", 60, 80)
    branch_raises(repository, "two", 90, 70)
    git(repository, "merge", "-q", "one", "-m", "both")
    held = (repository / FILE).read_text()
    assert '"value": "90/100"' in held
    assert '"value": "80/100"' in held
    assert "<<<<" not in held


def test_union_of_both_sides_counts_as_the_stricter_one(repository: Path) -> None:
    write(repository, {"gates.yaml": BOTH, "a.xml": cobertura(50, 100), "b.xml": cobertura(50, 100)})
    write(repository, {".gitattributes": f"/{FILE} merge=union\n"})
    committed(repository)
    update(repository)
    committed(repository)
    branch_raises(repository, "one", 60, 50)
    branch_raises(repository, "two", 90, 70)
    git(repository, "merge", "-q", "one", "-m", "both")
    write(repository, {"a.xml": cobertura(89, 100), "b.xml": cobertura(70, 100)})
    assert cdgate(repository, "check").code == 1
    write(repository, {"a.xml": cobertura(90, 100)})
    assert cdgate(repository, "check").code == 0


def _me() -> str:
    return f"{sys.executable} -m cdgate"


FINDINGS = gates("no-new: {metric: findings.new, at_most: 0}", evidence=(LINT, BASELINE))


def _log(lines: tuple[int, ...], path: str) -> str:
    results = ",".join(
        f'{{"ruleId": "R", "level": "error", "message": {{"text": "at {line}"}}, "locations": [{{"physicalLocation": '
        f'{{"artifactLocation": {{"uri": "{path}"}}, "region": {{"startLine": {line}}}}}}}]}}'
        for line in lines
    )
    return (
        '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": '
        f'[{{"tool": {{"driver": {{"name": "lint"}}}}, "results": [{results}]}}]}}\n'
    )


def test_finding_moved_reindented_and_renamed_is_not_new_but_its_copy_is(repository: Path) -> None:
    policy = FINDINGS.replace("  baseline:", "  change: {git: {base: main}}\n  baseline:")
    write(repository, {"gates.yaml": policy, "lint.sarif": _log((50,), "src/pay.py")})
    committed(repository)
    update(repository)
    committed(repository)
    git(repository, "checkout", "-q", "-b", "work")
    text = (repository / "src/pay.py").read_text().splitlines()
    git(repository, "mv", "src/pay.py", "src/money.py")
    moved = [f"added_{number} = other\n" for number in range(40)] + [f"{line}\n" for line in text]
    moved[89] = "    " + moved[89].replace("(value)", "( value )")
    write(repository, {"src/money.py": "".join(moved), "lint.sarif": _log((90,), "src/money.py")})
    committed(repository)
    ran = cdgate(repository, "check")
    assert ran.code == 0, ran.out + ran.err
    write(repository, {"src/money.py": "".join([*moved, moved[89]]), "lint.sarif": _log((90, 141), "src/money.py")})
    committed(repository)
    ran = cdgate(repository, "check")
    assert ran.code == 1
    assert "findings.new 1" in ran.out


def test_new_findings_are_accepted_only_by_name(repository: Path) -> None:
    write(repository, {"gates.yaml": FINDINGS, "lint.sarif": _log((50,), "src/pay.py")})
    committed(repository)
    update(repository)
    write(repository, {"lint.sarif": _log((50, 60), "src/pay.py")})
    update(repository)
    assert cdgate(repository, "check").code == 1
    update(repository, "--allow-lower", "testing.exit.no-new")
    assert cdgate(repository, "check").code == 0


def test_removed_and_newly_failing_tests_are_seen(repository: Path) -> None:
    policy = gates(
        "kept: {metric: tests.removed, at_most: 0}",
        "no-worse: {metric: tests.newly_failing, at_most: 0}",
        evidence=(TESTS, BASELINE),
    )
    write(repository, {"gates.yaml": policy, "junit.xml": JUNIT_GOOD})
    committed(repository)
    update(repository)
    assert cdgate(repository, "check").code == 0
    write(repository, {"junit.xml": JUNIT_BAD})
    ran = cdgate(repository, "check")
    assert ran.code == 1
    assert "tests.removed 2" in ran.out
    assert "tests.newly_failing 1" in ran.out


def test_run_record_of_the_target_branch_is_a_baseline(repository: Path) -> None:
    policy = gates(
        "line: {metric: coverage.line, at_least: 10 %, not_below: target-branch}",
        evidence=(COVERAGE, "target-branch: {path: main.json}"),
    )
    free = gates("line: {metric: coverage.line, at_least: 10 %}", evidence=(COVERAGE,))
    write(repository, {"gates.yaml": free, "coverage.xml": cobertura(80, 100)})
    committed(repository)
    assert cdgate(repository, "check", "--report", "json=main.json").code == 0
    write(repository, {"gates.yaml": policy})
    assert cdgate(repository, "check").code == 0
    write(repository, {"coverage.xml": cobertura(79, 100)})
    ran = cdgate(repository, "check")
    assert ran.code == 1
    assert "target-branch: 80 %" in ran.out


def test_show_tells_values_origins_and_counts(repository: Path) -> None:
    policy = gates(
        "line: {kind: ratchet, metric: coverage.line}",
        "new: {metric: findings.new, at_most: 0}",
        "gone: {metric: tests.removed, at_most: 0}",
        evidence=(COVERAGE, LINT, TESTS, BASELINE),
    )
    files = {"coverage.xml": cobertura(50, 100), "lint.sarif": _log((3, 4), "src/pay.py"), "junit.xml": JUNIT_BAD}
    committed(write(repository, {"gates.yaml": policy, **files}))
    update(repository, "--as-of", "2026-11-01")
    ran = cdgate(repository, "baseline", "show")
    assert "coverage.line: 50/100, commit " in ran.out
    assert "of 2026-11-01 (" in ran.out
    assert "lint: 2 known findings" in ran.out
    assert "unit-tests: 2 tests, 1 of them failing" in ran.out
    assert cdgate(repository, "baseline", "verify").code == 0
    assert cdgate(repository, "check", "--as-of", "2026-11-11").code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "slug"),
    [
        pytest.param(("update", "no.such.criterion"), 2, "unknown-criterion", id="unknown criterion"),
        pytest.param(("update", "--allow-lower", "no.such"), 2, "unknown-criterion", id="unknown criterion allowed"),
        pytest.param(("update", "--as-of", "soon"), 2, "bad-date", id="no date"),
        pytest.param(("show",), 4, "missing-file", id="nothing to show"),
        pytest.param(("verify",), 4, "missing-file", id="nothing to verify"),
        pytest.param(("verify", "--file", "empty.json"), 4, "baseline-incomplete", id="lacks what is compared with"),
        pytest.param(("update", "--file", "src/pay.py"), 4, "json-malformed", id="not a baseline"),
        pytest.param(("merge", "none", "src/pay.py", "none"), 4, "json-malformed", id="a side that is none"),
        pytest.param(("install-merge-driver", "--file", "../out.json"), 2, "outside-root", id="outside"),
    ],
)
def test_what_cannot_be_done_is_refused(repository: Path, arguments: tuple[str, ...], code: int, slug: str) -> None:
    empty = written_baseline(Baseline(Source("", "", 0, ""))).decode()
    files = {"gates.yaml": ONE, "coverage.xml": cobertura(80, 100), "empty.json": empty}
    committed(write(repository, files))
    ran = cdgate(repository, "baseline", *arguments)
    assert ran.code == code, ran.out + ran.err
    assert f"[{slug}]" in ran.err


def test_policy_that_compares_with_nothing_has_nothing_to_record(repository: Path) -> None:
    policy = gates("line: {metric: coverage.line, at_least: 10 %}", evidence=(COVERAGE,))
    committed(write(repository, {"gates.yaml": policy, "coverage.xml": cobertura(80, 100)}))
    ran = cdgate(repository, "baseline", "update")
    assert ran.code == 2
    assert "[nothing-compares]" in ran.err


def test_broken_evidence_updates_nothing(repository: Path) -> None:
    committed(write(repository, {"gates.yaml": ONE, "coverage.xml": "<coverage"}))
    assert cdgate(repository, "baseline", "update").code == 4
    assert not (repository / FILE).exists()

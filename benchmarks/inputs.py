"""The reports of each job, and its policy, in a folder of its own."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

import coverage_reports
import finding_reports
import jobs
import junit_reports
import repositories

SIZES = (("small", 0.1), ("middle", 1.0), ("large", 5.0), ("huge", 10.0))
"""How large the reports are by which growth is measured, as shares of the usual size."""


def make(work: Path, size: int) -> None:
    """Write the reports that are not there yet, each with its policy into its own folder."""
    if (work / "ready").exists():
        return
    shutil.rmtree(work, ignore_errors=True)
    for name in (
        "cobertura",
        "jacoco",
        "pytest",
        "surefire",
        "many",
        "sarif",
        "semgrep",
        "lcov",
        "mixed",
        "tiny",
        "grown",
    ):
        (work / name).mkdir(parents=True)
    files = coverage_reports.cobertura(work / "cobertura/report.xml", size)
    coverage_reports.jacoco(work / "jacoco/report.xml", size)
    junit_reports.pytest(work / "pytest/report.xml", size)
    junit_reports.surefire(work / "surefire/report.xml", size)
    finding_reports.sarif(work / "sarif/report.sarif", size)
    finding_reports.semgrep(work / "semgrep/report.json", size)
    coverage_reports.lcov(work / "lcov/report.info", size)
    junit_reports.many_surefire(work / "many/reports", 50 * size)
    for name in ("cobertura", "jacoco", "pytest", "surefire", "sarif", "lcov"):
        os.link(next((work / name).glob("report.*")), work / "mixed" / name)
    for name, changed in (("changed-200", 190), ("changed-5000", 5000)):
        repositories.repository(work / name / "tree", files, min(changed, files))
        os.link(work / "cobertura/report.xml", work / name / "tree/report.xml")
    coverage_reports.cobertura(work / "tiny/cobertura", 0.02)
    junit_reports.pytest(work / "tiny/pytest", 0.02)
    finding_reports.sarif(work / "tiny/sarif", 0.02)
    repositories.repository(work / "tiny/tree", 3, 1)
    os.link(work / "tiny/cobertura", work / "tiny/tree/report.xml")
    for name, share in SIZES:
        (work / "grown" / name).mkdir(parents=True)
        coverage_reports.cobertura(work / "grown" / name / "cobertura.xml", share * size)
        junit_reports.pytest(work / "grown" / name / "pytest.xml", share * size)
    _policies(work)
    (work / "ready").touch()


def _policies(work: Path) -> None:
    line = "line: {metric: coverage.line, at_least: 1 %}"
    tests = "pass: {metric: tests.failed, at_most: 0}"
    found = "found: {metric: findings.count, at_most: 0}"
    for name, criterion in (
        ("cobertura", line), ("jacoco", line), ("lcov", line), ("pytest", tests), ("surefire", tests), ("sarif", found),
        ("semgrep", found),
    ):  # fmt: skip
        jobs.policy(work / name, {name: "{path: report.*}"}, [criterion])
    jobs.policy(work / "many", {"tests": "{path: 'reports/*.xml'}"}, [tests])
    for name in ("mixed", "tiny"):
        names = [path.name for path in (work / name).iterdir() if path.is_file()]
        jobs.policy(work / name, {one: f"{{path: {one}}}" for one in sorted(names)}, [line, tests, found])
    for name in ("changed-200", "changed-5000"):
        changed = "changed: {metric: coverage.line, scope: changed, at_least: 1 %}"
        roles = {"coverage": "{path: report.*}", "change": "{git: {base: main}}"}
        jobs.policy(work / name / "tree", roles, [changed])
    for (name, _), (kind, criterion) in itertools.product(SIZES, (("cobertura", line), ("pytest", tests))):
        (work / "grown" / name / kind).mkdir()
        os.link(work / "grown" / name / f"{kind}.xml", work / "grown" / name / kind / "report.xml")
        jobs.policy(work / "grown" / name / kind, {kind: "{path: report.*}"}, [criterion])

"""A project in a folder, and cdgate run in it as a user runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

JUNIT_GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="unit" tests="3" failures="0" errors="0" skipped="0">
<testcase classname="tests.test_pay" name="test_one" time="0.01"/>
<testcase classname="tests.test_pay" name="test_two" time="0.01"/>
<testcase classname="tests.test_pay" name="test_three" time="0.01"/>
</testsuite></testsuites>
"""
JUNIT_BAD = """<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="unit" tests="2" failures="1" errors="0" skipped="0">
<testcase classname="tests.test_pay" name="test_one" time="0.01"/>
<testcase classname="tests.test_pay" name="test_refund" file="tests/test_pay.py" line="12" time="0.01">
<failure message="assert 3 == 4">trace</failure></testcase>
</testsuite></testsuites>
"""
JUNIT_EMPTY = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites></testsuites>\n'
JUNIT_SKIPPED = """<testsuite name="unit" tests="1" skipped="1">
<testcase classname="a" name="b"><skipped message="not today"/></testcase></testsuite>
"""


def cobertura(covered: int, coverable: int, *, filename: str = "src/pay.py") -> str:
    """Return a Cobertura report of one file with so many lines."""
    lines = "".join(f'<line number="{n}" hits="{int(n <= covered)}"/>' for n in range(1, coverable + 1))
    return (
        '<?xml version="1.0" ?>\n'
        f'<coverage version="7" line-rate="{covered / max(coverable, 1):.4g}" branch-rate="0" '
        f'lines-valid="{coverable}" lines-covered="{covered}">'
        f'<packages><package name="src"><classes><class name="pay.py" filename="{filename}"><methods/>'
        f"<lines>{lines}</lines></class></classes></package></packages></coverage>\n"
    )


def sarif(*levels: str, failed: bool = False) -> str:
    """Return a SARIF log with one result per level."""
    results = ",".join(
        f'{{"ruleId": "R{n}", "level": "{level}", "message": {{"text": "finding {n}"}}, "locations": '
        f'[{{"physicalLocation": {{"artifactLocation": {{"uri": "src/pay.py"}}, "region": {{"startLine": {n + 1}}}}}}}]}}'
        for n, level in enumerate(levels)
    )
    done = "false" if failed else "true"
    return (
        '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": '
        '[{"tool": {"driver": {"name": "lint"}}, '
        f'"invocations": [{{"executionSuccessful": {done}}}], "results": [{results}]}}]}}\n'
    )


TESTS = "unit-tests: {path: junit.xml, kind: tests}"
COVERAGE = "unit-coverage: {path: coverage.xml, kind: coverage}"
LINT = "lint: {path: lint.sarif, kind: findings}"


def gates(*criteria: str, evidence: tuple[str, ...] = (TESTS,), more: str = "") -> str:
    """Return a policy with one gate of these criteria."""
    roles = "".join(f"  {line}\n" for line in evidence)
    body = "".join(f"      {line}\n" for line in criteria)
    return f"version: 1\nevidence:\n{roles}stages:\n  testing:\n    exit:\n{body}{more}"


class Ran(msgspec.Struct, frozen=True):
    """How a command ended."""

    code: int
    out: str
    err: str


def cdgate(folder: Path, *arguments: str, environ: Mapping[str, str] | None = None, stdin: str = "") -> Ran:
    """Run cdgate in the folder, in an environment that is no CI unless `environ` says so."""
    known = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith("COVERAGE_")}
    done = subprocess.run(
        [sys.executable, "-m", "cdgate", *arguments],
        cwd=folder,
        env={**known, "LANG": "C.UTF-8", **(environ or {})},
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


KEPT = frozenset({"PATH", "HOME", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT"})


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write the files into the folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder

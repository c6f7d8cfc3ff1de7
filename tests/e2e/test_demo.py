"""`make demo`: its two verdicts, and that its evidence is what its own tests write."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.project import KEPT, Ran, cdgate

DEMO = Path(__file__).parents[2] / "examples" / "demo"
AS_OF = ("--as-of", "2026-12-01")


def test_demo_passes_with_a_warning_and_then_fails_by_the_stricter_policy() -> None:
    known = {name: value for name, value in os.environ.items() if name in KEPT or name.startswith("COVERAGE_")}
    cdgate_here = str(Path(sys.executable).with_name("cdgate"))
    done = subprocess.run(
        ["sh", "show.sh", cdgate_here], cwd=DEMO, env=known, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    verdicts = re.findall(r"^(PASS|WARN|FAIL): |^\(exit code (\d)\)", done.stdout, re.MULTILINE)
    assert verdicts == [("WARN", ""), ("", "0"), ("FAIL", ""), ("", "1")]


def test_stricter_policy_points_at_the_lines_to_test() -> None:
    ran = cdgate(DEMO, "check", *AS_OF, "--policy", "strict.yaml", "--report", "text")
    assert ran.code == 1
    assert re.search(
        r"^src/ledger/__main__\.py:18: warning: .*\[testing\.exit\.line-coverage\]$", ran.out, re.MULTILINE
    )


def test_waiver_holds_for_its_one_finding_until_it_expires() -> None:
    assert cdgate(DEMO, "check", "security.exit", "--as-of", "2027-06-30").code == 0
    assert cdgate(DEMO, "check", "security.exit", "--as-of", "2027-07-01").code == 1


@pytest.mark.parametrize("suite", ["unit", "interface"])
def test_evidence_is_what_the_tests_of_the_service_write(suite: str, tmp_path: Path) -> None:
    folder = shutil.copytree(DEMO, tmp_path / "demo")
    done = subprocess.run(
        ["make", suite, f"PYTHON={sys.executable}"],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name in KEPT},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    names = (f"evidence/{suite}-tests.xml", f"evidence/{suite}-coverage.xml")
    assert figures(cdgate(folder, "inspect", "--json", *names)) == figures(cdgate(DEMO, "inspect", "--json", *names))


def test_evidence_names_no_place_of_the_machine_it_was_made_on() -> None:
    for path in (DEMO / "evidence").iterdir():
        assert not re.search(r"""["'>](/|[A-Z]:\\)\w|hostname=""", path.read_text("utf-8")), path.name


def figures(ran: Ran) -> list[tuple[str, dict[str, int]]]:
    told = [json.loads(line) for line in ran.out.splitlines()]
    return [(one["kind"], one["figures"]) for one in told]

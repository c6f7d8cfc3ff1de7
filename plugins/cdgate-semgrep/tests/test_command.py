"""`cdgate semgrep` with a program that plays semgrep, and once with the real one."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

import cdgate_semgrep
from cdgate.errors import PluginError
from cdgate.model.evidence import FindingReport
from cdgate.testing.samples import source
from cdgate_semgrep.command import RULES, find_semgrep, semgrep
from cdgate_semgrep.reader import SemgrepJson

PLAYS = """#!/bin/sh
printf '%s\\n' "$@" > arguments
for last; do :; done
while [ "$1" != --output ]; do shift; done
[ -n "$SILENT" ] || printf '{}' > "$2"
[ -z "$SAYS" ] || echo "$SAYS" >&2
exit "${CODE:-0}"
"""


@pytest.fixture
def played(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "plays-semgrep"
    program.write_text(PLAYS, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("CDGATE_SEMGREP", str(program))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> str:
    done = CliRunner().invoke(semgrep, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_plugin_brings_two_readers_and_one_command() -> None:
    assert [reader.name for reader in cdgate_semgrep.cdgate_readers()] == ["semgrep-json", "semgrep-platform-json"]
    assert [command.name for command in cdgate_semgrep.cdgate_commands()] == ["semgrep"]


def test_rules_path_prints_where_the_pack_lies() -> None:
    assert run("--rules-path") == f"{RULES}\n"
    assert list(RULES.glob("*.yaml"))


def test_scan_is_offline_and_takes_no_suppression_from_the_code(played: Path) -> None:
    run()
    arguments = (played / "arguments").read_text("utf-8").split()
    assert {"--metrics=off", "--disable-version-check", "--disable-nosem", "--json"} <= set(arguments)
    assert arguments[:3] == ["scan", "--config", str(RULES)]
    assert arguments[-3:] == ["--output", "semgrep.json", "."]


def test_scan_with_options_hands_them_on(played: Path) -> None:
    (played / "src").mkdir()
    run("src", "--output", "found.json", "--config", "own.yaml", "--exclude", "vendor", "--allow-nosem", "--all-files")
    arguments = (played / "arguments").read_text("utf-8").split()
    assert "--disable-nosem" not in arguments
    assert arguments[arguments.index("--exclude") + 1] == "vendor"
    assert arguments.count("--config") == 2
    assert "--x-ignore-semgrepignore-files" in arguments
    assert arguments[-3:] == ["--output", "found.json", "src"]


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"CODE": "7", "SAYS": "invalid rule"}, "semgrep ended with 7: invalid rule"),
        ({"SILENT": "1"}, "semgrep ended with 0: no message"),
    ],
    ids=["fails", "writes nothing"],
)
def test_scan_that_fails_leaves_no_older_evidence(
    environment: dict[str, str], message: str, played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (played / "semgrep.json").write_text("an earlier scan", encoding="utf-8")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(PluginError) as caught:
        run()
    assert str(caught.value.message) == message
    assert caught.value.slug == "semgrep-failed"
    assert not (played / "semgrep.json").is_file() or (played / "semgrep.json").read_text("utf-8") != "an earlier scan"


def test_missing_program_is_told_with_the_way_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("CDGATE_SEMGREP", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PluginError) as caught:
        find_semgrep()
    assert caught.value.slug == "semgrep-missing"
    assert "pip install 'cdgate-semgrep[run]'" in str(caught.value.hint)


def test_real_semgrep_leaves_evidence_that_the_reader_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    binary = os.environ.get("CDGATE_TEST_SEMGREP") or shutil.which("semgrep")
    if binary is None:
        pytest.skip("semgrep is not installed: put it on the PATH or name it in CDGATE_TEST_SEMGREP")
    monkeypatch.setenv("CDGATE_SEMGREP", binary)
    monkeypatch.chdir(tmp_path)
    Path("cart.py").write_text("def run(text):\n    eval(text)  # nosemgrep\n", encoding="utf-8")
    Path("tests").mkdir()
    Path("tests/test_cart.py").write_text("def test_run():\n    run('1')\n", encoding="utf-8")
    run(".", "--output", "found.json", "--all-files")
    with Path("found.json").open("rb") as stream:
        evidence = SemgrepJson().read(stream, source())
    assert isinstance(evidence, FindingReport)
    assert evidence.shortfall is None
    assert sorted(finding.rule_id for finding in evidence.findings) == [
        "cd-l3.python.eval-of-data",
        "cd-l3.python.test-without-assertion",
    ]
    assert SemgrepJson().recognises(Path("found.json").read_bytes(), "found.json")

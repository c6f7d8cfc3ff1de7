"""`cdgate waive` writes into the text that people review, and leaves the rest of it alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.e2e.project import JUNIT_BAD, TESTS, gates, write
from tests.e2e.repository import check

CRITERION = "testing.exit.tests-pass"
POLICY = "# ours\n" + gates(
    "tests-pass: {metric: tests.failed, evidence: unit-tests, at_most: 0}  # all", evidence=(TESTS,)
)
GIVEN = ("--reason", 'the clock: "late"', "--owner", "lead@example.com", "--expires", "2999-01-01")
WRITTEN = f"""- criterion: "{CRITERION}"
    reason: "the clock: \\"late\\""
    approved_by: "lead@example.com"
    expires: 2999-01-01
"""
THEIRS = f"{{criterion: {CRITERION}, reason: x, approved_by: y, expires: 2999-01-01}}"
IN_LINE = f'{{criterion: "{CRITERION}", reason: "the clock: \\"late\\"", approved_by: "lead@example.com", expires: 2999-01-01}}'
GATE = "{testing: {exit: {tests-pass: {metric: tests.failed, at_most: 0}}}}"
ONE_LINE = f"{{version: 1, evidence: {{unit-tests: {{path: junit.xml, kind: tests}}}}, stages: {GATE}}}\n"
OTHER = "  - criterion: testing.exit.tests-pass  # theirs\n    reason: x\n    approved_by: y\n    expires: 2999-01-01\n"
STARTS = {
    "no waivers": (POLICY, POLICY + "waivers:\n  " + WRITTEN),
    "an empty list": (POLICY + "waivers: []  # none\n", POLICY + "waivers:   # none\n  " + WRITTEN),
    "a waiver": (
        POLICY + "waivers:\n  # reviewed weekly\n" + OTHER,
        POLICY + "waivers:\n  # reviewed weekly\n  " + WRITTEN + OTHER,
    ),
    "waivers before the stages": (
        POLICY.replace("evidence:\n", "waivers:\n" + OTHER + "evidence:\n"),
        POLICY.replace("evidence:\n", "waivers:\n  " + WRITTEN + OTHER + "evidence:\n"),
    ),
    "waivers in one line": (
        POLICY + f"waivers: [{THEIRS}]  # reviewed\n",
        POLICY + f"waivers: [{IN_LINE}, {THEIRS}]  # reviewed\n",
    ),
    "waivers in brackets over lines": (
        POLICY + f"waivers: [\n  # theirs\n  {THEIRS},  # ours\n]\n",
        POLICY + f"waivers: [\n  # theirs\n  {IN_LINE}, {THEIRS},  # ours\n]\n",
    ),
    "a list of waivers in one line each": (
        POLICY + f"waivers:\n- {THEIRS}\n", POLICY + "waivers:\n" + WRITTEN.replace("\n    ", "\n  ") + f"- {THEIRS}\n"
    ),
    "a policy in braces": (
        ONE_LINE, ONE_LINE.replace("{version", f"{{waivers: [{IN_LINE}], version")
    ),
    "a policy in braces over lines": (
        ONE_LINE.replace("{version: 1, evi", "# ours\n{\n  version: 1,\n  evi"),
        ONE_LINE.replace("{version: 1, evi", f"# ours\n{{\n  waivers: [{IN_LINE}], version: 1,\n  evi"),
    ),
    "a policy with a byte order mark": (
        "\ufeff" + ONE_LINE, "\ufeff" + ONE_LINE.replace("{version", f"{{waivers: [{IN_LINE}], version")
    ),
    "CRLF": (POLICY.replace("\n", "\r\n"), (POLICY + "waivers:\n  " + WRITTEN).replace("\n", "\r\n")),
}  # fmt: skip


@pytest.mark.parametrize("name", STARTS)
def test_waiver_is_written_and_nothing_else_changes(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = STARTS[name]
    write(tmp_path, {"gates.yaml": before, "junit.xml": JUNIT_BAD})
    ran = check(monkeypatch, capsys, tmp_path, "waive", CRITERION, *GIVEN)
    assert ran.code == 0, ran
    assert (tmp_path / "gates.yaml").read_bytes().decode() == after
    assert "WAIVED" in check(monkeypatch, capsys, tmp_path, "check").out


REFUSED = {
    "an unknown criterion": (POLICY, ("testing.exit.test-pass", *GIVEN), 3, "unknown-criterion"),
    "no such day": (POLICY, (CRITERION, *GIVEN[:-1], "2026-02-30"), 2, "bad-date"),
    "a day gone by": (POLICY, (CRITERION, *GIVEN[:-1], "2020-01-01"), 2, "bad-date"),
    "too long": (POLICY + "max_waiver: 90 d\n", (CRITERION, *GIVEN), 3, "waiver-too-long"),
    "an empty reason": (POLICY, (CRITERION, "--reason", "", *GIVEN[2:]), 3, "missing-key"),
    "a policy that is cut": (POLICY[:-1], (CRITERION, *GIVEN), 3, "policy-cut"),
    "an empty key": (POLICY + "waivers:\n", (CRITERION, *GIVEN), 3, "wrong-value"),
    "a dash on a line of its own": (
        POLICY + "waivers:\n  -\n" + OTHER.replace("  - ", "    ", 1), (CRITERION, *GIVEN), 3, f"- {IN_LINE}"
    ),
    "a key in quotes": (POLICY + '"waivers": []\n', (CRITERION, *GIVEN[:-1], "soon"), 2, "bad-date"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_waiver_that_cannot_be_leaves_the_file_alone(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before, arguments, code, slug = REFUSED[name]
    write(tmp_path, {"gates.yaml": before})
    ran = check(monkeypatch, capsys, tmp_path, "waive", *arguments)
    assert (ran.code, slug in ran.err) == (code, True), ran
    assert (tmp_path / "gates.yaml").read_text() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["gates.yaml"]


def test_without_a_policy_there_is_nothing_to_write_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = check(monkeypatch, capsys, tmp_path, "waive", CRITERION, *GIVEN)
    assert (ran.code, "policy-missing" in ran.err) == (3, True)
